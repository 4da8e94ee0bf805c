import GearSource
import GearSyntax

extension TermResolver {
    func resolveCall(_ path: Path, _ arguments: [Argument], _ expression: Expression, _ depth: Int) -> Term? {
        if let symbol = builder.symbol(path, from: context.place.module), symbol.kind == .definition {
            return resolveDefinition(symbol, arguments, expression, depth)
        }
        let name = path.text
        let function = Function(rawValue: name)
        if let aggregate = AggregateFunction(rawValue: name), function == nil || prefersAggregate(arguments) {
            return resolveAggregate(aggregate, arguments, expression, depth)
        }
        if let function { return resolveFunction(function, arguments, expression, depth) }
        if let measure = CellReference.Measure(rawValue: name) { return resolveCell(measure, arguments, expression) }
        let known =
            Function.allCases.map(\.rawValue) + AggregateFunction.allCases.map(\.rawValue)
            + builder.visibleNames(.definition, context.place.module)
        let near = Likeness.nearest(to: name, among: known)
        builder.report(
            .unknownFunction, "there is no function `\(name)`", at: context.place.location(path.range),
            help: near.map { "did you mean `\($0)`?" }
                ?? "declare it: `define \(path.steps.last?.text ?? name)(x) = …`",
            fix: near.map { .instead($0, at: context.place.location(path.range)) })
        return nil
    }

    /// `min` and `max` are functions of several values, and aggregates of one collection or column.
    private func prefersAggregate(_ arguments: [Argument]) -> Bool {
        if let first = arguments.first, collection(first.value) != nil { return true }
        if case .none = context.aggregates { return false }
        return arguments.count < 2 || arguments.count == 2 && isCondition(arguments[1].value)
    }

    private func isCondition(_ expression: Expression) -> Bool {
        switch expression.kind {
        case .boolean, .unary(.not, _), .isState, .membership: true
        case .chain(_, let rest): rest.first.map { ![.plus, .minus, .times, .divided].contains($0.0) } ?? false
        default: false
        }
    }

    // MARK: Functions

    private func resolveFunction(
        _ function: Function, _ arguments: [Argument], _ expression: Expression, _ depth: Int
    ) -> Term? {
        guard hasNoLabels(arguments), isCount(arguments.count, function.arity, function.rawValue, expression) else {
            return nil
        }
        if let types = function.types {
            return call(function, arguments, types.arguments, types.result, expression, depth)
        }
        switch function {
        case .if:
            guard let condition = condition(arguments[0].value, depth: depth + 1) else { return nil }
            return choice(function, [condition], arguments.dropFirst(), expression, depth)
        default: return choice(function, [], arguments[...], expression, depth)
        }
    }

    private func call(
        _ function: Function, _ arguments: [Argument], _ type: Type, _ result: Type, _ expression: Expression,
        _ depth: Int
    ) -> Term? {
        let terms = arguments.map { argument -> Term? in
            let term = resolve(argument.value, expecting: type, depth: depth + 1)
            // What stands for a thing is read as its name.
            if type == .text, let term, term.type.isCoded { return term }
            return require(type, term, argument.value)
        }
        let known = terms.compactMap { $0 }
        return known.count == terms.count ? make(.call(function, known), result, expression) : nil
    }

    /// `if` and `coalesce`: all that they may give has one type.
    private func choice(
        _ function: Function, _ before: [Term], _ arguments: ArraySlice<Argument>, _ expression: Expression,
        _ depth: Int
    ) -> Term? {
        var terms = before
        var type = Type.absent
        for argument in arguments {
            let term =
                type == .absent
                ? resolve(argument.value, depth: depth + 1) : constant(argument.value, of: type, depth + 1)
            guard let term = require(type, term, argument.value, help: "all that it may give is of one kind") else {
                return nil
            }
            if type == .absent { type = term.type }
            terms.append(term)
        }
        return make(.call(function, terms), type, expression)
    }

    func hasNoLabels(_ arguments: [Argument]) -> Bool {
        guard let labelled = arguments.first(where: { $0.label != nil || $0.quotedLabel != nil }) else { return true }
        builder.wrongShape("a value without a label", labelled.range, context.place)
        return false
    }

    func isCount(_ count: Int, _ arity: ClosedRange<Int>, _ name: String, _ expression: Expression) -> Bool {
        if arity.contains(count) { return true }
        let (low, high) = (arity.lowerBound, arity.upperBound)
        let needed = low == high ? "\(low)" : high >= Function.mostArguments ? "\(low) or more" : "\(low) to \(high)"
        builder.report(
            .argumentCount, "`\(name)` takes \(needed) argument\(needed == "1" ? "" : "s"), and has \(count)",
            at: location(expression), help: Function(rawValue: name).map { "write `\($0.usage)`" })
        return false
    }

    // MARK: Definitions

    /// Puts an author's value or function in place.
    func resolveDefinition(_ symbol: Symbol, _ arguments: [Argument], _ expression: Expression, _ depth: Int) -> Term? {
        let definition = builder.names.definitions[symbol.position]
        let parameters = definition.parameters.count
        // Counts by itself: one that fails leaves no terms, and could be tried again and again.
        budget.count += 1
        guard hasNoLabels(arguments), !closesCircle(symbol.position),
            !builder.brokenDefinitions.contains(symbol.position), let body = definition.body,
            isCount(arguments.count, parameters...parameters, definition.name.text, expression)
        else { return nil }
        if builder.isTable(symbol) {
            builder.report(
                .typeMismatch, "`\(definition.name.text)` is a table, and a value belongs here",
                at: location(expression), help: "a table can only be shown, joined, or worked on by stages")
            return nil
        }
        guard builder.isSound(symbol.position, budget, depth: depth + 1) else { return nil }
        var bindings: [String: TermContext.Binding] = [:]
        for (parameter, argument) in zip(definition.parameters, arguments) {
            guard let binding = binding(argument.value, depth) else { return nil }
            bindings[parameter.text] = binding
        }
        var inner = context
        inner.place = builder.place(definition.module)
        inner.parameters = bindings
        // The body sees its own names: a column reaches it as an argument, or in an aggregate's condition.
        inner.columns = TableSchema([])
        builder.openDefinitions.append(symbol.position)
        defer { builder.openDefinitions.removeLast() }
        return TermResolver(builder, inner, budget).resolve(body, depth: depth + 1)
    }

    private func binding(_ argument: Expression, _ depth: Int) -> TermContext.Binding? {
        if let name = argument.singleName, let outer = context.parameters[name.text] {
            if case .term = outer {} else { return outer }
        } else if let collection = collection(argument), context.columns[collection.rawValue] == nil {
            return allows(collection, argument) ? .collection(collection, location(argument)) : nil
        }
        let before = budget.count
        guard let term = resolve(argument, depth: depth + 1) else { return nil }
        return .term(term, size: budget.count - before)
    }

    /// Reports a definition that needs itself, once, with the way around.
    private func closesCircle(_ position: Int) -> Bool {
        guard builder.openDefinitions.contains(position) else { return false }
        builder.reportCircle(at: position)
        return true
    }
}

extension Function {
    /// What it takes and what it gives; nil for `if` and `coalesce`, which give what they take.
    package var types: (arguments: Type, result: Type)? {
        switch self {
        case .abs, .round, .floor, .ceiling, .min, .max, .sqrt: (.number, .number)
        case .contains, .startsWith, .endsWith: (.text, .boolean)
        case .lower, .upper: (.text, .text)
        case .length: (.text, .number)
        case .year, .month: (.date, .number)
        case .if, .coalesce: nil
        }
    }

    /// Of those that take any number.
    static let mostArguments = 64

    var arity: ClosedRange<Int> {
        switch self {
        case .abs, .floor, .ceiling, .sqrt, .lower, .upper, .length, .year, .month: 1...1
        case .round: 1...2
        case .contains, .startsWith, .endsWith: 2...2
        case .if: 3...3
        case .min, .max, .coalesce: 2...Self.mostArguments
        }
    }

    var usage: String {
        switch self {
        case .round: "round(X) or round(X, DIGITS)"
        case .contains, .startsWith, .endsWith: "\(rawValue)(TEXT, PART)"
        case .if: "if(CONDITION, THEN, ELSE)"
        case .min, .max, .coalesce: "\(rawValue)(A, B)"
        case .lower, .upper, .length: "\(rawValue)(TEXT)"
        case .year, .month: "\(rawValue)(DATE)"
        case .abs, .floor, .ceiling, .sqrt: "\(rawValue)(X)"
        }
    }
}
