extension Construct {
    /// goal        ::= "goal" NAME TEXT? goal_clause* goal_body?
    /// goal_body   ::= "{" ((goal_clause+ | reach) NL)* "}"
    /// goal_clause ::= "on" path | using | "for" condition
    static let goal = Construct(.goal, "a goal", clauses: [.on, .using, .forCondition], members: [.reach])

    /// reach ::= "reach" condition ("by" operand | "for" condition)*
    static let reach = Construct(
        .reach, "a `reach`", name: .none, title: .none, clauses: [.due, .forCondition])
}
