extension Construct {
    /// rubric        ::= "rubric" NAME TEXT? rubric_clause* rubric_body?
    /// rubric_body   ::= "{" ((rubric_clause+ | level | criterion | absent) NL)* "}"
    /// rubric_clause ::= "on" path | "favourable" codes ("," codes)*
    static let rubric = Construct(
        .rubric, "a rubric", clauses: [.on, .favourable], members: [.level, .criterion, .absent])

    /// criterion ::= "criterion" NAME TEXT? target* ("{" (descriptor NL)* "}")?
    static let criterion = Construct(.criterion, "a criterion", clauses: [.target], unkeyed: .descriptor)
}
