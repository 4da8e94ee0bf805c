import GearSource
import GearSyntax

/// Resolves one expression to a typed term. Everything gives nil after a report, and what holds it stays silent.
struct TermResolver {
    let builder: Builder
    var context: TermContext
    let budget: TermBudget

    init(_ builder: Builder, _ context: TermContext, _ expression: Expression) {
        self.init(builder, context, TermBudget(context.place.location(expression.range)))
    }

    init(_ builder: Builder, _ context: TermContext, _ budget: TermBudget) {
        self.builder = builder
        self.context = context
        self.budget = budget
    }

    func location(_ expression: Expression) -> Location { context.place.location(expression.range) }

    func make(_ kind: Term.Kind, _ type: Type, _ expression: Expression) -> Term {
        budget.count += 1
        return Term(kind, type, at: location(expression))
    }

    /// - Parameter expecting: the type that a bare name's constant would have here.
    func resolve(_ expression: Expression, expecting: Type? = nil, depth: Int = 0) -> Term? {
        guard isWithinBudget(depth) else { return nil }
        switch expression.kind {
        case .malformed: return nil
        case .number(let number): return make(.constant(.number(number)), .number, expression)
        case .percent(let percent): return make(.constant(.number(percent / 100)), .number, expression)
        case .text(let text): return make(.constant(.text(text)), .text, expression)
        case .boolean(let value): return make(.constant(.boolean(value)), .boolean, expression)
        case .missing: return make(.constant(.missing), .absent, expression)
        case .hidden: return make(.constant(.hidden), .absent, expression)
        case .date:
            guard let date = CalendarDate(expression) else { return misfit("a day of the calendar", expression) }
            return make(.constant(.date(date)), .date, expression)
        case .path(let path): return resolveName(path, expecting, expression, depth)
        case .column(let name): return resolveColumn(name, expression)
        case .call(let path, let arguments): return resolveCall(path, arguments, expression, depth)
        case .unary(let sign, let operand): return resolveUnary(sign, operand, expression, depth)
        case .chain(let first, let rest): return resolveChain(first, rest, expression, depth)
        case .isState(let operand, let state, let negated):
            guard let operand = resolve(operand, depth: depth + 1) else { return nil }
            let kind: Term.Kind =
                state == .missing ? .isMissing(operand, negated: negated) : .isHidden(operand, negated: negated)
            return make(kind, .boolean, expression)
        case .membership(let operand, let set, let negated):
            return resolveMembership(operand, in: set, negated, expression, depth)
        case .version, .columns, .range, .list: return misfit("a value", expression)
        case .query:
            return misfit(
                "a value", expression,
                help: "a table can only be shown, named or joined; for one cell write `score(NODE, …)`")
        }
    }

    private func isWithinBudget(_ depth: Int) -> Bool {
        guard budget.count > TermBudget.mostTerms || depth > TermBudget.deepest else { return true }
        if !budget.isExceeded {
            budget.isExceeded = true
            builder.report(
                .tooLarge, "this expression grows too large", at: budget.location,
                why: "with the author's functions put in place it has more than \(TermBudget.mostTerms) parts, "
                    + "or is nested more than \(TermBudget.deepest) deep",
                help: "split it, or let its functions use each other less")
        }
        return false
    }

    func misfit(_ expected: String, _ expression: Expression, help: String? = nil) -> Term? {
        builder.wrongShape(expected, expression.range, context.place, help: help)
        return nil
    }

    /// Reports a term of another type than a place needs.
    func require(_ type: Type, _ term: Term?, _ expression: Expression, help: String? = nil) -> Term? {
        guard let term else { return nil }
        guard term.type.fits(type) else {
            builder.report(
                .typeMismatch, "\(type.noun) belongs here, and this is \(term.type.noun)", at: location(expression),
                help: help ?? (type == .boolean ? "compare it with something, such as `… >= 3`" : nil))
            return nil
        }
        return term
    }

    /// A condition: true, false or missing.
    func condition(_ expression: Expression, depth: Int = 0) -> Term? {
        require(.boolean, resolve(expression, expecting: .boolean, depth: depth), expression)
    }

    private func resolveUnary(_ sign: UnaryOperator, _ operand: Expression, _ expression: Expression, _ depth: Int)
        -> Term?
    {
        switch sign {
        case .not:
            guard let term = condition(operand, depth: depth + 1) else { return nil }
            return make(.unary(.not, term), .boolean, expression)
        case .minus:
            guard let term = require(.number, resolve(operand, depth: depth + 1), operand) else { return nil }
            if case .constant(.number(let number)) = term.kind {
                return make(.constant(.number(-number)), .number, expression)
            }
            return make(.unary(.negate, term), .number, expression)
        }
    }

    // MARK: Chains

    private func resolveChain(
        _ first: Expression, _ rest: [(BinaryOperator, Expression)], _ expression: Expression, _ depth: Int
    ) -> Term? {
        guard let sign = rest.first?.0 else { return resolve(first, depth: depth) }
        switch sign {
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
            return resolveComparison(first, sign, rest[0].1, expression, depth)
        case .and, .or:
            let operands = ([first] + rest.map(\.1)).map { condition($0, depth: depth + 1) }
            let terms = operands.compactMap { $0 }
            guard terms.count == operands.count else { return nil }
            return balanced(terms[...], sign == .and ? .and : .or, expression)
        case .plus, .minus, .times, .divided:
            // The first operand lies deepest.
            guard var result = number(first, depth + rest.count) else { return nil }
            for (index, (sign, operand)) in rest.enumerated() {
                guard let right = number(operand, depth + rest.count - index) else { return nil }
                result = make(.binary(operation(sign), result, right), .number, expression)
            }
            return result
        }
    }

    private func number(_ operand: Expression, _ depth: Int) -> Term? {
        require(.number, resolve(operand, expecting: .number, depth: depth), operand)
    }

    private func operation(_ sign: BinaryOperator) -> BinaryOperation {
        switch sign {
        case .times: .multiply
        case .divided: .divide
        case .plus: .add
        case .minus: .subtract
        case .equal: .equal
        case .notEqual: .notEqual
        case .less: .less
        case .lessOrEqual: .lessOrEqual
        case .greater: .greater
        case .greaterOrEqual: .greaterOrEqual
        case .and: .and
        case .or: .or
        }
    }

    /// `and` and `or` do not care how they are grouped: a long chain becomes a shallow tree.
    private func balanced(_ terms: ArraySlice<Term>, _ operation: BinaryOperation, _ expression: Expression) -> Term {
        if terms.count == 1 { return terms[terms.startIndex] }
        let middle = (terms.startIndex + terms.endIndex) / 2
        return make(
            .binary(
                operation, balanced(terms[..<middle], operation, expression),
                balanced(terms[middle...], operation, expression)), .boolean, expression)
    }

    // MARK: Comparisons

    /// `x == missing` as `x is missing`, if one side is such a word.
    private func question(
        _ left: Expression, _ sign: BinaryOperator, _ right: Expression, _ expression: Expression
    ) -> Fix? {
        guard isAbsent(left) != isAbsent(right), sign == .equal || sign == .notEqual else { return nil }
        let source = builder.modules[context.place.module].tree.source
        let (value, state) = isAbsent(left) ? (right, left) : (left, right)
        let word = sign == .equal ? "is" : "is not"
        let text = "\(source.text(value.range)) \(word) \(source.text(state.range))"
        return Fix("write `\(text)`", [Edit(location(expression), text)], isSafe: true)
    }

    private func resolveComparison(
        _ left: Expression, _ sign: BinaryOperator, _ right: Expression, _ expression: Expression, _ depth: Int
    ) -> Term? {
        guard let (first, second) = resolvePair(left, right, depth) else { return nil }
        guard first.type.fits(second.type) else {
            reportIncomparable(first.type, second.type, expression)
            return nil
        }
        if isAbsent(left) || isAbsent(right) {
            builder.report(
                .comparedWithMissing, "nothing is equal to a missing value, not even another",
                at: location(expression), help: "write `is missing`, `is not missing` or `is hidden`",
                fix: question(left, sign, right, expression))
            return nil
        }
        let type = first.type == .absent ? second.type : first.type
        if sign != .equal && sign != .notEqual && !type.isOrdered {
            var isPoint = false
            if case .point = type { isPoint = true }
            builder.report(
                .typeMismatch, "`\(sign.rawValue)` needs an order, and \(type.noun) has none", at: location(expression),
                help: isPoint ? "compare `value` instead" : "use `==`, `!=` or `in [ … ]`")
            return nil
        }
        return make(.binary(operation(sign), first, second), .boolean, expression)
    }

    private func isAbsent(_ expression: Expression) -> Bool {
        switch expression.kind {
        case .missing, .hidden: true
        default: false
        }
    }

    private func reportIncomparable(_ left: Type, _ right: Type, _ expression: Expression) {
        let help: String? =
            switch (left, right) {
            case (.point, .number), (.number, .point): "compare `value` with a number, or `point` with a point's code"
            case (.boolean, _), (_, .boolean): "what is true or false stands by itself: `mastered`, `not mastered`"
            default: nil
            }
        builder.report(
            .typeMismatch, "\(left.noun) cannot be compared with \(right.noun)", at: location(expression), help: help)
    }

    /// Both sides; one that can only be a constant takes its type from the other.
    private func resolvePair(_ left: Expression, _ right: Expression, _ depth: Int) -> (Term, Term)? {
        if needsType(left) && !needsType(right) {
            guard let second = resolve(right, depth: depth + 1),
                let first = constant(left, of: second.type, depth + 1)
            else { return nil }
            return (first, second)
        }
        guard let first = resolve(left, depth: depth + 1), let second = constant(right, of: first.type, depth + 1)
        else { return nil }
        return (first, second)
    }

    /// An operand beside one of the given type: literals become constants of it.
    func constant(_ expression: Expression, of type: Type, _ depth: Int) -> Term? {
        guard type.isCoded else { return resolve(expression, expecting: type, depth: depth) }
        switch expression.kind {
        case .text(let text): return codedConstant(text, type, expression)
        case .number, .unary(.minus, _), .date:
            switch type {
            case .point, .dimension, .wave:
                return codedConstant(builder.written(expression.range, context.place), type, expression)
            default: return resolve(expression, depth: depth)
            }
        default: return resolve(expression, expecting: type, depth: depth)
        }
    }

    /// `x in [a, b]`, `x in 1..3`, `node in data.**`
    private func resolveMembership(
        _ operand: Expression, in set: Expression, _ negated: Bool, _ expression: Expression, _ depth: Int
    ) -> Term? {
        guard let term = resolve(operand, depth: depth + 1) else { return nil }
        switch set.kind {
        case .malformed: return nil
        case .list(let elements):
            let members = elements.map { element -> Term? in
                guard let member = constant(element, of: term.type, depth + 1) else { return nil }
                if member.type.fits(term.type) { return member }
                reportIncomparable(term.type, member.type, element)
                return nil
            }
            let known = members.compactMap { $0 }
            guard known.count == members.count else { return nil }
            return make(.isIn(term, known, negated: negated), .boolean, expression)
        case .range(let low, let high):
            guard let low = constant(low, of: term.type, depth + 1), let high = constant(high, of: term.type, depth + 1)
            else { return nil }
            guard term.type.isOrdered, low.type.fits(term.type), high.type.fits(term.type) else {
                builder.report(
                    .typeMismatch, "\(term.type.noun) does not lie in this range", at: location(expression),
                    help: "list what it may be: `in [ … ]`")
                return nil
            }
            return make(.isBetween(term, low, high, negated: negated), .boolean, expression)
        case .path(let path) where path.reach != .itself:
            return resolveNodeMembership(term, path, negated, expression)
        default: return misfit("a list `[a, b]`, a range `1..3` or nodes `data.**`", set)
        }
    }

    private func resolveNodeMembership(_ term: Term, _ path: Path, _ negated: Bool, _ expression: Expression) -> Term? {
        guard case .node = term.type else {
            builder.report(
                .typeMismatch, "\(term.type.noun) cannot be among nodes", at: context.place.location(path.range),
                help: "write `node in \(path.text)\(path.reach == .children ? ".*" : ".**")`")
            return nil
        }
        guard let framework = nodeFramework(path, term.type),
            let nodes = builder.resolveNodes(path, in: framework, context.place)
        else { return nil }
        let members = nodes.map {
            make(
                .constant(.text(builder.model.frameworks[framework].name(of: $0))), .node(framework: framework),
                expression)
        }
        return make(.isIn(term, members, negated: negated), .boolean, expression)
    }
}
