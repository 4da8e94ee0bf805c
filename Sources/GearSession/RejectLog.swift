import GearScore
import GearTable
import Synchronization

/// What is set aside while answers are read, for `--rejects`: CSV, a row for each with file, line, column, code and
/// reason, handed on in pieces as it comes, so that memory does not grow with what is wrong.
package final class RejectLog: Sendable {
    private struct State {
        var piece = Array("file,line,column,code,reason\n".utf8)
        /// The last one, and what stands before and after its line: mostly the next differs in the line alone.
        var last: Reject?
        var before: [UInt8] = []
        var after: [UInt8] = []
    }

    private let state = Mutex(State())
    private let write: @Sendable ([UInt8]) -> Void
    private let escapesFormulas: Bool

    /// Bytes handed on at a time.
    private static let pieceLength = 1 << 16

    /// - Parameter escapingFormulas: as `Table.delimited` does.
    package init(escapingFormulas: Bool = false, write: @escaping @Sendable ([UInt8]) -> Void) {
        escapesFormulas = escapingFormulas
        self.write = write
    }

    package func add(_ reject: Reject) {
        state.withLock { state in
            if state.last.map({ !Self.isAlike($0, reject) }) ?? true {
                let comma = UInt8(ascii: ",")
                let fields = [reject.file, reject.column, reject.code, reject.reason].map {
                    Table.delimitedField($0, escapingFormulas: escapesFormulas)
                }
                state.before = fields[0] + [comma]
                state.after = [comma] + fields[1...].joined(separator: [comma]) + [UInt8(ascii: "\n")]
                state.last = reject
            }
            state.piece += state.before
            state.piece += String(reject.line).utf8
            state.piece += state.after
            if state.piece.count >= Self.pieceLength { handOn(&state) }
        }
    }

    /// Hands on what is left.
    package func finish() { state.withLock { handOn(&$0) } }

    private func handOn(_ state: inout State) {
        write(state.piece)
        state.piece.removeAll(keepingCapacity: true)
    }

    private static func isAlike(_ left: Reject, _ right: Reject) -> Bool {
        left.reason == right.reason && left.column == right.column && left.code == right.code
            && left.file == right.file
    }
}
