extension Explained {
    /// A row a piece, from the top: how deep it lies, then what it is and every figure it has. For whoever wants rows.
    ///
    /// Where `mean` of a piece is true, its `value` is Σ weight · value / Σ weight over those of its parts that have a
    /// value and a weight: the rows behind it that lie one deeper, up to the next that does not lie deeper than itself,
    /// those with `by_question` left out; over those alone it is the same.
    package var table: Table {
        var rows: [Row] = []
        var stack = [Row(depth: 0, piece: root, isByQuestion: false)]
        while let next = stack.popLast() {
            rows.append(next)
            stack += next.parts.reversed()
        }
        var columns = [Column("depth", .integer, .integers(rows.map(\.depth)))]
        func add(_ name: String, _ type: ColumnType, _ cell: (Derivation) -> Cell) {
            var builder = ColumnBuilder(name, type, capacity: rows.count)
            for row in rows { builder.append(cell(row.piece)) }
            columns.append(builder.finish())
        }
        func text(_ text: String?) -> Cell { text.flatMap { $0.isEmpty ? nil : .text($0) } ?? .missing(nil) }
        add("kind", .text) { .text($0.kind.rawValue) }
        add("name", .text) { text($0.name) }
        add("title", .text) { text($0.title) }
        add("value", .number) { $0.value.fitting(.number) }
        add("state", .text) { text($0.state) }
        add("weight", .number) { $0.weight.map { .number($0) } ?? .missing(nil) }
        add("count", .integer) { $0.count.map { .integer($0) } ?? .missing(nil) }
        add("formula", .text) { text($0.formula?.text) }
        add("why", .text) { piece in if case .missing(let why?) = piece.value { .text(why) } else { .missing(nil) } }
        add("remarks", .text) { text($0.remarks.joined(separator: "; ")) }
        add("mean", .boolean) { $0.formula.map { .boolean($0.isWeightedMean) } ?? .missing(nil) }
        add("needs", .text) { text($0.formula?.needs) }
        add("counted", .integer) { $0.formula?.counted.map { .integer($0.some) } ?? .missing(nil) }
        add("of", .integer) { $0.formula?.counted.map { .integer($0.whole) } ?? .missing(nil) }
        columns.append(Column("by_question", .boolean, .booleans(rows.map(\.isByQuestion))))
        for (name, type) in Self.facts(rows.map(\.piece)) {
            add(name, type) { ($0.fact(name) ?? .missing(nil)).fitting(type) }
        }
        return Table(columns)
    }

    private struct Row {
        let depth: Int
        let piece: Derivation
        let isByQuestion: Bool

        var parts: [Row] {
            piece.parts.map { Row(depth: depth + 1, piece: $0, isByQuestion: false) }
                + piece.byQuestion.map { Row(depth: depth + 1, piece: $0, isByQuestion: true) }
        }
    }

    /// There in every table, whatever was explained.
    private static let everyTable = ["n", "se", "low", "high"]

    /// Figures that some piece has, and of what type; those of every table first, then as they come.
    private static func facts(_ pieces: [Derivation]) -> [(String, ColumnType)] {
        var order = everyTable
        var types = Dictionary(uniqueKeysWithValues: everyTable.map { ($0, ColumnType.number) })
        for fact in pieces.flatMap(\.facts) {
            if types[fact.name] == nil {
                order.append(fact.name)
                types[fact.name] = .number
            }
            switch fact.value {
            case .text: types[fact.name] = .text
            case .boolean: types[fact.name] = .boolean
            case .date: types[fact.name] = .date
            case .missing, .hidden, .number, .integer: break
            }
        }
        return order.map { ($0, types[$0] ?? .number) }
    }
}

extension Cell {
    /// In a column of a type; missing where it is of another.
    fileprivate func fitting(_ type: ColumnType) -> Cell {
        switch (self, type) {
        case (.integer(let integer), .number): .number(Double(integer))
        case (.missing, _), (.hidden, _), (.number, .number), (.boolean, .boolean), (.date, .date), (.text, .text): self
        default: .missing(nil)
        }
    }
}
