// Parts of a tree that later stages make up where the source has none.

extension Name {
    package init(_ text: String, at range: ByteRange) { self.init(text: text, range: range) }
}

extension Path {
    package init(_ steps: [Name], at range: ByteRange) { self.init(steps: steps, reach: .itself, range: range) }
}

extension Query {
    /// A table by its name alone.
    package init(table: Path) { self.init(table: table, clauses: [], stages: [], range: table.range) }

    /// Without a stage and those behind it.
    package func upTo(stage: Int) -> Query {
        Query(table: table, clauses: clauses, stages: Array(stages.prefix(stage)), range: range)
    }
}
