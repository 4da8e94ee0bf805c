extension Parser {
    /// hide ::= "hide" "under" operand ("by" paths)?
    ///
    /// The number, and in a clause of its own the dimensions.
    mutating func hiddenGroups() -> Argument {
        let threshold = operand()
        var clauses: [Clause] = []
        if !isLost, at(.by) { clauses.append(clause(.by)) }
        return Argument(
            label: nil, quotedLabel: nil, value: threshold, clauses: clauses,
            range: range(from: threshold.range.lowerBound))
    }
}
