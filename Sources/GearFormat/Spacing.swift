import GearSyntax

/// Signs that stand closer to a word, or further away, by what they mean: a call's parenthesis, a minus before a value,
/// the dots of a range.
extension Words {
    mutating func adjust(_ declarations: [Declaration]) {
        for declaration in declarations { adjust(declaration) }
    }

    private mutating func adjust(_ declaration: Declaration) {
        if let name = declaration.name { sign(at: name.range) }
        for clause in declaration.clauses { adjust(clause) }
        if let body = declaration.body { adjust(body) }
    }

    private mutating func adjust(_ clause: Clause) {
        if clause.kind == .parameters { setSpace(before: index(at: clause.range.lowerBound), to: 0) }
        for argument in clause.arguments { adjust(argument) }
    }

    private mutating func adjust(_ argument: Argument) {
        if let label = argument.quotedLabel { sign(at: label.range) }
        adjust(argument.value)
        for clause in argument.clauses { adjust(clause) }
    }

    /// `-2` as a point's code or a label.
    private mutating func sign(at range: ByteRange) {
        guard bytes[Int(range.lowerBound)] == UInt8(ascii: "-") else { return }
        setSpace(before: index(at: range.lowerBound) + 1, to: 0)
    }

    private mutating func adjust(_ expression: Expression) {
        switch expression.kind {
        case .call(let path, let arguments):
            setSpace(before: index(at: path.range.upperBound), to: 0)
            for argument in arguments { adjust(argument) }
        case .unary(let sign, let inner):
            if sign == .minus { setSpace(before: index(at: expression.range.lowerBound) + 1, to: 0) }
            adjust(inner)
        case .chain(let first, let rest):
            adjust(first)
            for (_, operand) in rest { adjust(operand) }
        case .range(let low, let high):
            adjust(low)
            adjust(high)
            if isChain(low) || isChain(high) { spread(high) }
        case .list(let elements):
            for element in elements { adjust(element) }
        case .isState(let inner, _, _): adjust(inner)
        case .membership(let inner, let set, _):
            adjust(inner)
            adjust(set)
        case .query(let query):
            for clause in query.clauses { adjust(clause) }
            for stage in query.stages {
                for argument in stage.arguments { adjust(argument) }
                for clause in stage.clauses { adjust(clause) }
                if let overlay = stage.overlay { adjust(overlay) }
            }
        case .number, .percent, .text, .date, .version, .boolean, .missing, .hidden, .path, .column, .columns,
            .malformed:
            break
        }
    }

    /// `a + 1 .. b`: the dots bind less than the sign, and should not look as if they bound more.
    private mutating func spread(_ high: Expression) {
        let after = opening(of: high.range.lowerBound)
        setSpace(before: after, to: 1)
        setSpace(before: after - 1, to: 1)
    }

    private func isChain(_ expression: Expression) -> Bool {
        if case .chain = expression.kind { true } else { false }
    }
}
