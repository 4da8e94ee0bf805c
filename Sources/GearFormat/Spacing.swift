import GearSyntax

/// Signs that stand closer to a word, or further away, by what they mean: a call's parenthesis, a minus before a value,
/// the dots of a range.
struct Spacing {
    let words: Words

    func apply(to declaration: Declaration) {
        if let name = declaration.name { sign(at: name.range) }
        for clause in declaration.clauses { apply(to: clause) }
        for member in declaration.body ?? [] { apply(to: member) }
    }

    private func apply(to clause: Clause) {
        if clause.kind == .parameters { words.setSpace(before: words.index(at: clause.range.lowerBound), to: 0) }
        for argument in clause.arguments { apply(to: argument) }
    }

    private func apply(to argument: Argument) {
        if let label = argument.quotedLabel { sign(at: label.range) }
        apply(to: argument.value)
        for clause in argument.clauses { apply(to: clause) }
    }

    /// `-2` as a point's code or a label.
    private func sign(at range: ByteRange) {
        guard words.bytes[Int(range.lowerBound)] == UInt8(ascii: "-") else { return }
        words.setSpace(before: words.index(at: range.lowerBound) + 1, to: 0)
    }

    private func apply(to expression: Expression) {
        switch expression.kind {
        case .call(let path, let arguments):
            words.setSpace(before: words.index(at: path.range.upperBound), to: 0)
            for argument in arguments { apply(to: argument) }
        case .unary(let sign, let inner):
            if sign == .minus { words.setSpace(before: words.index(at: expression.range.lowerBound) + 1, to: 0) }
            apply(to: inner)
        case .chain(let first, let rest):
            apply(to: first)
            for (_, operand) in rest { apply(to: operand) }
        case .range(let low, let high):
            apply(to: low)
            apply(to: high)
            if isChain(low) || isChain(high) { spread(high) }
        case .list(let elements):
            for element in elements { apply(to: element) }
        case .isState(let inner, _, _): apply(to: inner)
        case .membership(let inner, let set, _):
            apply(to: inner)
            apply(to: set)
        case .query(let query):
            for clause in query.clauses { apply(to: clause) }
            for stage in query.stages {
                for argument in stage.arguments { apply(to: argument) }
                for clause in stage.clauses { apply(to: clause) }
                if let overlay = stage.overlay { apply(to: overlay) }
            }
        case .number, .percent, .text, .date, .version, .boolean, .missing, .hidden, .path, .column, .columns,
            .malformed:
            break
        }
    }

    /// `a + 1 .. b`: the dots bind less than the sign, and should not look as if they bound more.
    private func spread(_ high: Expression) {
        let after = words.opening(of: high.range.lowerBound)
        words.setSpace(before: after, to: 1)
        words.setSpace(before: after - 1, to: 1)
    }

    private func isChain(_ expression: Expression) -> Bool {
        if case .chain = expression.kind { true } else { false }
    }
}
