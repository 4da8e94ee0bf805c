extension Construct {
    /// explain        ::= "explain" condition explain_clause*
    /// explain_clause ::= "for" condition | "since" operand | "depth" operand
    static let explain = Construct(
        .explain, "an `explain`", name: .none, title: .none, clauses: [.forCondition, .since, .depth])
}

extension Parser {
    /// A text that is an `explain`, its first word written or not; line breaks mean nothing in it.
    mutating func loneExplanation() -> Declaration {
        bracketDepth = 1
        let first = start
        if nextKind != .leftParenthesis { _ = take(.explain) }
        var clauses = leadingClauses(of: .explain)
        self.clauses(of: .explain, in: .explain, into: &clauses)
        return Declaration(
            kind: .explain, range: range(from: first), keywordRange: first..<first, doc: nil, name: nil, title: nil,
            clauses: clauses, body: nil)
    }
}
