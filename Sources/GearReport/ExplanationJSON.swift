import GearTable

/// An explanation as JSON (RFC 8259): what was asked, then the tree, every number in full.
///
/// Where `mean` of a piece is true, its value is Σ weight · value / Σ weight over those of its `parts` that have a value
/// and a weight; so it is over `by_question`.
package enum ExplanationJSON {
    package static let schema = 1

    package static func render(_ explained: Explained) -> [UInt8] {
        let members: [(name: String, value: JSON)] = [
            ("schema", .number(schema)), ("question", .text(explained.question)),
            ("measure", .text(explained.measure)),
            ("about", .object(explained.about.map { ($0.name, .text($0.value)) })),
            ("explanation", piece(explained.root)),
        ]
        return JSON.object(members).bytes + [UInt8(ascii: "\n")]
    }

    private static func piece(_ piece: Derivation) -> JSON {
        var members: [(name: String, value: JSON)] = [("kind", .text(piece.kind.rawValue))]
        if !piece.name.isEmpty { members.append(("name", .text(piece.name))) }
        if !piece.title.isEmpty { members.append(("title", .text(piece.title))) }
        members.append(("value", cell(piece.value)))
        if case .missing(let why?) = piece.value { members.append(("why", .text(why))) }
        if let weight = piece.weight { members.append(("weight", .decimal(weight))) }
        if let count = piece.count { members.append(("count", .number(count))) }
        if let formula = piece.formula {
            members += [("formula", .text(formula.text)), ("mean", .boolean(formula.isWeightedMean))]
            if let needs = formula.needs { members.append(("needs", .text(needs))) }
            if let counted = formula.counted {
                members += [("counted", .number(counted.some)), ("of", .number(counted.whole))]
            }
        }
        for fact in piece.facts {
            members.append((fact.name, cell(fact.value)))
            if case .missing(let why?) = fact.value { members.append(("why_no_\(fact.name)", .text(why))) }
        }
        if !piece.remarks.isEmpty { members.append(("remarks", .list(piece.remarks.map { .text($0) }))) }
        if !piece.parts.isEmpty { members.append(("parts", .list(piece.parts.map(Self.piece)))) }
        if !piece.byQuestion.isEmpty { members.append(("by_question", .list(piece.byQuestion.map(Self.piece)))) }
        if piece.deeper > 0 { members.append(("deeper", .number(piece.deeper))) }
        return .object(members)
    }

    private static func cell(_ cell: Cell) -> JSON {
        switch cell {
        case .missing: .null
        case .hidden: .text("hidden")
        case .number(let number): number.isFinite ? .decimal(number) : .null
        case .integer(let integer): .number(integer)
        case .boolean(let boolean): .boolean(boolean)
        case .date(let date): .text(date.description)
        case .text(let text): .text(text)
        }
    }
}
