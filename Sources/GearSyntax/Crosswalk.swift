extension Construct {
    /// crosswalk        ::= "crosswalk" NAME TEXT? crosswalk_clause* ("{" (correspondence NL)* "}")?
    /// crosswalk_clause ::= "from" path | "to" path
    static let crosswalk = Construct(
        .crosswalk, "a crosswalk", clauses: [.fromFramework, .toFramework], unkeyed: .correspondence)

    /// correspondence        ::= path relation path correspondence_clause*
    /// correspondence_clause ::= "confidence" operand | TEXT
    static let correspondence = Construct(
        .correspondence, "a crosswalk's entry", name: .none, title: .none, clauses: [.confidence, .remark])
}

extension Parser {
    /// relation ::= "same" | "covers" | "part" "of" | "related"
    ///
    /// Both nodes of an entry and what is between them.
    mutating func correspondence() -> [Clause] {
        let first = start
        let node = pathArgument()
        guard !isLost else { return [] }
        let clause = Clause(kind: .node, range: range(from: first), arguments: [node])
        let relation: ClauseKind
        switch breakBefore ? nil : keyword {
        case .same: relation = .same
        case .covers: relation = .covers
        case .part: relation = .partOf
        case .related: relation = .related
        default:
            fail(
                .missingPart, "how they relate is missing \(afterPrevious): here is \(found)",
                help: "write `same`, `covers`, `part of` or `related`, then the other framework's node")
            return [clause]
        }
        return [clause, self.clause(relation)]
    }
}
