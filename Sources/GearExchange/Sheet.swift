import GearSource
import GearTable

/// A spreadsheet's rows as texts, each with the line it begins on; blank rows are left out.
package struct Sheet: Sendable {
    package struct Row: Sendable {
        /// 1-based.
        let line: Int
        /// One a column, without white space around it; lines inside end in LF.
        let cells: [String]
    }

    let path: String
    let columns: [String]
    let rows: [Row]
    /// Of rows that could not be read.
    package let findings: [Diagnostic]

    package init(_ file: RowFile) throws(Diagnostic) {
        let parts = try file.scan(
            threads: 1, start: { _ in Part() }, consume: { $0.add($1, width: file.columns.count) })
        let lines = file.lines(at: parts.flatMap { $0.rows.map(\.place) })
        path = file.path
        columns = file.columns
        rows = zip(parts.flatMap(\.rows), lines).map { Row(line: $1, cells: $0.cells) }
        findings = file.diagnostics(for: parts.flatMap(\.problems))
    }

    private struct Part: Sendable {
        var rows: [(place: Int, cells: [String])] = []
        var problems: [RowProblem] = []

        mutating func add(_ batch: borrowing RowBatch, width: Int) {
            problems += batch.problems
            for row in 0..<batch.rowCount {
                var cells: [String] = []
                for column in 0..<width { cells.append(batch.text(row, column).trimmed) }
                if cells.contains(where: { !$0.isEmpty }) { rows.append((batch.locator(row), cells)) }
            }
        }
    }
}

extension String {
    /// Without white space at either end, and with LF as the end of lines inside.
    var trimmed: String {
        let front = drop(while: \.isWhitespace)
        let inner = front.lastIndex { !$0.isWhitespace }.map { front[...$0] } ?? ""
        return inner.contains { $0 == "\r\n" || $0 == "\r" }
            ? String(inner.map { $0 == "\r\n" || $0 == "\r" ? "\n" : $0 }) : String(inner)
    }

    /// By which texts are the same to people: white space is one space, capitals do not matter.
    var folded: String { split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased() }

    /// By which headers are the same: letters and digits only.
    var foldedHeader: String { lowercased().filter { $0.isLetter || $0.isNumber } }

    /// The parts between signs, without white space around them and without empty ones.
    func parts(at isSeparator: (Character) -> Bool) -> [String] {
        split(whereSeparator: isSeparator).map { String($0).trimmed }.filter { !$0.isEmpty }
    }
}
