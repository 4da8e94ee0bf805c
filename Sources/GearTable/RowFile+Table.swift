import GearSource

extension RowFile {
    /// The first rows as a table of texts, empty fields missing; for files that are looked at or are small.
    /// Rows that had to be set aside are given as findings.
    package func table(limit: Int = .max) throws(Diagnostic) -> (table: Table, findings: [Diagnostic]) {
        let parts = try scan(threads: 1, start: { _ in Texts(columns, limit) }, consume: { $0.add($1) })
        let texts = parts.first ?? Texts(columns, 0)
        return (Table(texts.builders.map { $0.finish() }), diagnostics(for: texts.problems))
    }

    private struct Texts: Sendable {
        var builders: [ColumnBuilder]
        var problems: [RowProblem] = []
        var room: Int

        init(_ columns: [String], _ limit: Int) {
            builders = columns.map { ColumnBuilder($0, .text) }
            room = limit
        }

        mutating func add(_ batch: borrowing RowBatch) {
            guard room > 0 else { return }
            problems += batch.problems
            let count = min(room, batch.rowCount)
            room -= count
            for row in 0..<count {
                for column in builders.indices {
                    let text = batch.text(row, column)
                    if text.isEmpty { builders[column].appendMissing() } else { builders[column].append(text) }
                }
            }
        }
    }
}
