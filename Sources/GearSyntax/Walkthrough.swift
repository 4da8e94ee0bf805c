extension Construct {
    /// walkthrough        ::= "walkthrough" NAME TEXT? walkthrough_clause* walkthrough_body?
    /// walkthrough_body   ::= "{" ((walkthrough_clause+ | observe | rate | open) NL)* "}"
    /// walkthrough_clause ::= "on" path | "asks" paths | "unit" path | "scale" path | hide
    static let walkthrough = Construct(
        .walkthrough, "a walkthrough", clauses: [.on, .asks, .unit, .scaleUse, .hide],
        members: [.observe, .rate, .open])

    /// observe ::= "observe" NAME TEXT? question_clause*
    static let observe = Construct(.observe, "an observation", clauses: questionClauses)

    /// rate ::= "rate" NAME TEXT? open_clause*
    static let rate = Construct(.rate, "a rating", clauses: openClauses)
}
