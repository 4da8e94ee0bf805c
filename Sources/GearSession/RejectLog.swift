import GearScore
import GearTable
import Synchronization

/// What was set aside while answers were read, for `--rejects`.
package final class RejectLog: Sendable {
    private let rejects = Mutex<[Reject]>([])

    package init() {}

    func add(_ reject: Reject) { rejects.withLock { $0.append(reject) } }

    /// A row for each: file, line, column, code and reason.
    package var table: Table {
        let all = rejects.withLock { $0 }
        var file = ColumnBuilder("file", .text), line = ColumnBuilder("line", .integer)
        var column = ColumnBuilder("column", .text), code = ColumnBuilder("code", .text)
        var reason = ColumnBuilder("reason", .text)
        for reject in all {
            file.append(reject.file)
            line.append(reject.line)
            if reject.column.isEmpty { column.appendMissing() } else { column.append(reject.column) }
            code.append(reject.code)
            reason.append(reject.reason)
        }
        return Table([file.finish(), line.finish(), column.finish(), code.finish(), reason.finish()])
    }
}
