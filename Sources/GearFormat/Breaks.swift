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

/// The places where a statement may be broken, in order.
struct Breaks {
    private let words: Words
    private var found: [Break] = []

    private init(_ words: Words) { self.words = words }

    static func of(_ statement: Statement, _ words: Words) -> [Break] {
        var breaks = Breaks(words)
        switch statement.content {
        case .declaration(let declaration): breaks.declaration(declaration)
        case .clause(let clause): breaks.clause(clause, 0)
        case .verbatim: break
        }
        return breaks.inOrder
    }

    static func of(_ element: Argument, _ words: Words) -> [Break] {
        var breaks = Breaks(words)
        breaks.argument(element, 0)
        return breaks.inOrder
    }

    private var inOrder: [Break] { found.sorted { ($0.word, $0.level) < ($1.word, $1.level) } }

    private mutating func mayBreak(before word: Int, _ level: Int) {
        found.append(Break(word: word, level: level, isEvery: false))
    }

    private mutating func breaksWithOthers(before word: Int, _ level: Int) {
        found.append(Break(word: word, level: level, isEvery: true))
    }

    // MARK: Declarations

    private mutating func declaration(_ declaration: Declaration) {
        for clause in declaration.clauses {
            switch clause.kind {
            case .target, .wording, .was:
                // A question's wordings and targets may have lines of their own, and then all have.
                breaksWithOthers(before: words.index(at: clause.range.lowerBound), 0)
                self.clause(clause, 1)
            case .definition: definition(clause)
            case .mapping, .entries: break
            default: self.clause(clause, declaration.kind == .show || declaration.kind == .expect ? 0 : 1)
            }
        }
    }

    /// A value that is too long for the line of its name may have the next one; a pipeline breaks at its stages.
    private mutating func definition(_ clause: Clause) {
        guard let value = clause.arguments.first?.value else { return }
        if case .query = value.kind { return expression(value, 0) }
        mayBreak(before: words.opening(of: value.range.lowerBound), 0)
        expression(value, 1)
    }

    private mutating func clause(_ clause: Clause, _ level: Int) {
        // Elements in braces are laid out one by one.
        if clause.kind == .mapping || clause.kind == .entries { return }
        if clause.kind == .bands, words[words.index(at: clause.range.lowerBound) + 1].kind == .leftBrace { return }
        list(clause.arguments, level)
    }

    private mutating func list(_ arguments: [Argument], _ level: Int) {
        for (number, argument) in arguments.enumerated() {
            if number > 0 {
                let place = words.opening(of: argument.range.lowerBound)
                // Only behind a comma does a line break mean nothing.
                if place > 0, words[place - 1].kind == .comma { mayBreak(before: place, level) }
            }
            self.argument(argument, number == 0 && arguments.count == 1 ? level : level + 1)
        }
    }

    private mutating func argument(_ argument: Argument, _ level: Int) {
        expression(argument.value, level)
        for clause in argument.clauses { self.clause(clause, level + 1) }
    }

    // MARK: Expressions

    private mutating func expression(_ expression: Expression, _ level: Int) {
        switch expression.kind {
        case .chain(let first, let rest): chain(first, rest, level)
        case .call(_, let arguments): list(arguments, level)
        case .list(let elements):
            for (number, element) in elements.enumerated() {
                if number > 0 { mayBreak(before: words.opening(of: element.range.lowerBound), level) }
                self.expression(element, level + 1)
            }
        case .unary(_, let inner), .isState(let inner, _, _): self.expression(inner, level)
        case .membership(let inner, let set, _):
            self.expression(inner, level)
            self.expression(set, level)
        case .range(let low, let high):
            self.expression(low, level)
            self.expression(high, level)
        case .query(let query): self.query(query, level)
        case .number, .percent, .text, .date, .version, .boolean, .missing, .hidden, .path, .column, .columns,
            .malformed:
            break
        }
    }

    /// After an operator; around a comparison only once its sides are broken.
    private mutating func chain(_ first: Expression, _ rest: [(BinaryOperator, Expression)], _ level: Int) {
        let isComparison =
            switch rest.first?.0 {
            case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: true
            default: false
            }
        expression(first, isComparison ? level : level + 1)
        for (_, operand) in rest {
            mayBreak(before: words.opening(of: operand.range.lowerBound), isComparison ? level + 1 : level)
            expression(operand, isComparison ? level : level + 1)
        }
    }

    // MARK: Pipelines

    private mutating func query(_ query: Query, _ level: Int) {
        for clause in query.clauses { self.clause(clause, level + 1) }
        for stage in query.stages {
            breaksWithOthers(before: words.index(at: stage.range.lowerBound) - 1, level)
            list(stage.arguments, level + 1)
            for clause in stage.clauses { self.clause(clause, level + 2) }
        }
    }
}
