extension Construct {
    /// plan        ::= "plan" NAME TEXT? plan_clause* plan_body?
    /// plan_body   ::= "{" ((plan_clause+ | focus) NL)* "}"
    /// plan_clause ::= "on" path | "toward" path | "for" condition
    static let plan = Construct(.plan, "a plan", clauses: [.on, .toward, .forCondition], members: [.focus])

    /// focus      ::= "focus" NAME TEXT? ("in" paths)* focus_body?
    /// focus_body ::= "{" ((("in" paths)+ | task) NL)* "}"
    static let focus = Construct(.focus, "a focus", clauses: [.inNodes], members: [.task])

    /// task        ::= "task" NAME TEXT? task_clause* ("{" (task_clause+ NL)* "}")?
    /// task_clause ::= "win" | "owner" path | "effort" amount | "start" operand | "due" operand | "steps" texts
    ///               | "raises" raise ("," raise)* | "after" paths
    static let task = Construct(
        .task, "a task", clauses: [.win, .owner, .effort, .begins, .dueOn, .steps, .raises, .after],
        bodyOfClauses: true)
}

extension Parser {
    /// raise ::= path ("by" operand)?
    mutating func raise() -> Argument {
        let path = pathArgument()
        guard !isLost, at(.by) else { return path }
        let amount = clause(.byAmount)
        return Argument(
            label: nil, quotedLabel: nil, value: path.value, clauses: [amount],
            range: range(from: path.range.lowerBound))
    }
}
