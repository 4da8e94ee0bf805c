import GearSyntax

/// A place where a line may be broken.
struct Break {
    /// The word that would begin the next line.
    let word: Int
    /// How deep inside of the statement; what is further out is broken first.
    let level: Int
    /// If one of these is broken, all of its level are; others only where the line is full.
    let isEvery: Bool
}

extension [Break] {
    fileprivate mutating func mayBreak(before word: Int, _ level: Int) {
        append(Break(word: word, level: level, isEvery: false))
    }

    fileprivate mutating func breaksWithOthers(before word: Int, _ level: Int) {
        append(Break(word: word, level: level, isEvery: true))
    }

    fileprivate var inOrder: [Break] {
        count < 2 ? self : sorted { ($0.word, $0.level) < ($1.word, $1.level) }
    }
}

/// The places where a statement may be broken, in order.
extension Words {
    func breaks(in declaration: Declaration) -> [Break] {
        var found: [Break] = []
        for clause in declaration.clauses {
            switch clause.kind {
            case .target, .wording, .was:
                // A question's wordings and targets may have lines of their own, and then all have.
                found.breaksWithOthers(before: index(at: clause.range.lowerBound), 0)
                add(clause, 1, to: &found)
            case .definition: add(definition: clause, to: &found)
            case .mapping, .entries: break
            default: add(clause, declaration.kind == .show || declaration.kind == .expect ? 0 : 1, to: &found)
            }
        }
        return found.inOrder
    }

    func breaks(in clause: Clause) -> [Break] {
        var found: [Break] = []
        add(clause, 0, to: &found)
        return found.inOrder
    }

    func breaks(in element: Argument) -> [Break] {
        var found: [Break] = []
        add(element, 0, to: &found)
        return found.inOrder
    }

    // MARK: Clauses

    /// A value that is too long for the line of its name may have the next one; a pipeline breaks at its stages.
    private func add(definition clause: Clause, to found: inout [Break]) {
        guard let value = clause.arguments.first?.value else { return }
        if case .query = value.kind { return add(value, 0, to: &found) }
        found.mayBreak(before: opening(of: value.range.lowerBound), 0)
        add(value, 1, to: &found)
    }

    private func add(_ clause: Clause, _ level: Int, to found: inout [Break]) {
        // Elements in braces are laid out one by one.
        if clause.kind == .mapping || clause.kind == .entries { return }
        if clause.kind == .bands, self[index(at: clause.range.lowerBound) + 1].kind == .leftBrace { return }
        add(clause.arguments, level, to: &found)
    }

    private func add(_ arguments: [Argument], _ level: Int, to found: inout [Break]) {
        for (number, argument) in arguments.enumerated() {
            if number > 0 {
                let place = opening(of: argument.range.lowerBound)
                // Only behind a comma does a line break mean nothing.
                if place > 0, self[place - 1].kind == .comma { found.mayBreak(before: place, level) }
            }
            add(argument, number == 0 && arguments.count == 1 ? level : level + 1, to: &found)
        }
    }

    private func add(_ argument: Argument, _ level: Int, to found: inout [Break]) {
        add(argument.value, level, to: &found)
        for clause in argument.clauses { add(clause, level + 1, to: &found) }
    }

    // MARK: Expressions

    private func add(_ expression: Expression, _ level: Int, to found: inout [Break]) {
        switch expression.kind {
        case .chain(let first, let rest): add(first, rest, level, to: &found)
        case .call(_, let arguments): add(arguments, level, to: &found)
        case .list(let elements):
            for (number, element) in elements.enumerated() {
                if number > 0 { found.mayBreak(before: opening(of: element.range.lowerBound), level) }
                add(element, level + 1, to: &found)
            }
        case .unary(_, let inner), .isState(let inner, _, _): add(inner, level, to: &found)
        case .membership(let inner, let set, _):
            add(inner, level, to: &found)
            add(set, level, to: &found)
        case .range(let low, let high):
            add(low, level, to: &found)
            add(high, level, to: &found)
        case .query(let query): add(query, level, to: &found)
        case .number, .percent, .text, .date, .version, .boolean, .missing, .hidden, .path, .column, .columns,
            .malformed:
            break
        }
    }

    /// After an operator; around a comparison only once its sides are broken.
    private func add(
        _ first: Expression, _ rest: [(BinaryOperator, Expression)], _ level: Int, to found: inout [Break]
    ) {
        let isComparison =
            switch rest.first?.0 {
            case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: true
            default: false
            }
        add(first, isComparison ? level : level + 1, to: &found)
        for (_, operand) in rest {
            found.mayBreak(before: opening(of: operand.range.lowerBound), isComparison ? level + 1 : level)
            add(operand, isComparison ? level : level + 1, to: &found)
        }
    }

    // MARK: Pipelines

    private func add(_ query: Query, _ level: Int, to found: inout [Break]) {
        for clause in query.clauses { add(clause, level + 1, to: &found) }
        for stage in query.stages {
            found.breaksWithOthers(before: index(at: stage.range.lowerBound) - 1, level)
            add(stage.arguments, level + 1, to: &found)
            for clause in stage.clauses { add(clause, level + 2, to: &found) }
        }
    }
}
