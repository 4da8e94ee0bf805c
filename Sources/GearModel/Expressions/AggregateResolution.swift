import GearSource
import GearSyntax

extension TermResolver {
    /// The collection that a bare name or a parameter stands for.
    func collection(_ expression: Expression) -> Collection? {
        guard let name = expression.singleName else { return nil }
        if let binding = context.parameters[name.text] {
            if case .collection(let collection, _) = binding { return collection }
            return nil
        }
        return Collection(rawValue: name.text)
    }

    /// Whether a collection exists here; reports one that does not.
    func allows(_ collection: Collection, _ expression: Expression) -> Bool {
        switch context.aggregates {
        case .any: return true
        case .collections(let allowed, let line):
            if allowed.contains(collection) { return true }
            builder.report(
                .collectionMisplaced, "`\(line)` cannot gather `\(collection.rawValue)`", at: location(expression),
                why: collection.meaning,
                help: "it gathers " + allowed.map(\.rawValue).sorted().map { "`\($0)`" }.joined(separator: " or "))
            return false
        case .none, .rows:
            builder.report(
                .collectionMisplaced, "there are no `\(collection.rawValue)` here", at: location(expression),
                why: "collections exist in the lines of a scoring rule")
            return false
        }
    }

    func resolveAggregate(
        _ function: AggregateFunction, _ arguments: [Argument], _ expression: Expression, _ depth: Int
    ) -> Term? {
        guard hasNoLabels(arguments) else { return nil }
        if case .none = context.aggregates {
            builder.report(
                .aggregateMisplaced, "`\(function.rawValue)` has nothing to gather here", at: location(expression),
                why: "one row is looked at after the other",
                help: "aggregates stand in the lines of a scoring rule and after `group`")
            return nil
        }
        guard !context.isInsideAggregate else {
            builder.report(
                .aggregateMisplaced, "an aggregate cannot stand inside another", at: location(expression),
                help: "use two stages, or two lines of the rule")
            return nil
        }
        if case .rows = context.aggregates { return resolveRows(function, arguments, expression, depth) }
        guard isCount(arguments.count, function.collectionArity, function.rawValue, expression) else { return nil }
        let first = arguments[0].value
        var gathered: Collection?
        if let collection = collection(first) {
            guard allows(collection, first) else { return nil }
            gathered = collection
        } else if !isUnknownParameter(first) {
            reportNoCollection(function, first)
            return nil
        }
        if let gathered, function.isOverTime, gathered != .waves {
            builder.report(
                .collectionMisplaced, "`\(function.rawValue)` takes `waves` only", at: location(first),
                why: "no other collection has an order in time", help: "write `time = \(function.rawValue)(waves)`")
            return nil
        }
        if gathered == .visits, function != .share, function != .count {
            builder.report(
                .collectionMisplaced, "`\(function.rawValue)` cannot gather `visits`", at: location(first),
                why: "a visit has levels, and no number",
                help: "write `share(visits, …)` or `count(visits, …)`, with a condition such as `level >= …`")
            return nil
        }
        guard let condition = secondArgument(arguments, of: gathered, depth) else { return nil }
        let aggregate = Aggregate(
            function: function, argument: gathered.map { .collection($0) } ?? .rows, condition: condition.term)
        return make(.aggregate(aggregate), .number, expression)
    }

    private func reportNoCollection(_ function: AggregateFunction, _ expression: Expression) {
        // What an author's function was given is wrong where it was given.
        var given: Location?
        if let name = expression.singleName, case .term(let term, _)? = context.parameters[name.text] {
            given = term.location
        }
        builder.report(
            .wrongShape, "this should be a collection, such as `answers` or `parts`", at: given ?? location(expression),
            why: given == nil ? nil : "`\(function.rawValue)` gathers it",
            help: given == nil ? "conditions come second: `\(function.rawValue)(answers, value >= 4)`" : nil)
    }

    private func isUnknownParameter(_ expression: Expression) -> Bool {
        guard let name = expression.singleName, let binding = context.parameters[name.text] else { return false }
        if case .unknown = binding { return true }
        return false
    }

    /// The condition, over what one element of the collection has; nil after a report.
    private func secondArgument(_ arguments: [Argument], of collection: Collection?, _ depth: Int)
        -> (term: Term?, Void)?
    {
        guard arguments.count > 1 else { return (nil, ()) }
        var inner = self
        inner.context.isInsideAggregate = true
        if let collection {
            inner.context.columns = collection == .visits ? visitColumns : collection.elementColumns
            inner.context.scores = nil
            inner.context.rowNoun = "one of `\(collection.rawValue)`"
        } else {
            inner.context.columns = TableSchema([], isOpen: true)
        }
        guard let term = inner.condition(arguments[1].value, depth: depth + 1) else { return nil }
        return (term, ())
    }

    /// In a definition by itself, whose visits they are is open.
    private var visitColumns: TableSchema {
        context.isDefinition ? TableSchema([], isOpen: true) : context.visitColumns
    }

    // MARK: Groups of rows

    private func resolveRows(
        _ function: AggregateFunction, _ arguments: [Argument], _ expression: Expression, _ depth: Int
    ) -> Term? {
        guard !function.isOverTime else {
            builder.report(
                .aggregateMisplaced, "`\(function.rawValue)` belongs in a scoring rule", at: location(expression),
                help: "write `time = \(function.rawValue)(waves)` in the rule")
            return nil
        }
        let least = function == .count ? 0 : 1
        guard isCount(arguments.count, least...2, function.rawValue, expression) else { return nil }
        var inner = self
        inner.context.isInsideAggregate = true
        let terms = arguments.map { inner.resolve($0.value, depth: depth + 1) }
        let known = terms.compactMap { $0 }
        guard known.count == terms.count else { return nil }
        if known.count == 2, require(.boolean, known[1], arguments[1].value) == nil { return nil }
        guard let first = known.first else {
            return make(.aggregate(Aggregate(function: .count, argument: .rows, condition: nil)), .number, expression)
        }
        let second = known.count > 1 ? known[1] : nil
        switch function {
        case .share where second == nil:
            guard require(.boolean, first, arguments[0].value) != nil else { return nil }
            return make(.aggregate(Aggregate(function: .share, argument: .rows, condition: first)), .number, expression)
        case .count, .share: break
        case .min, .max:
            guard first.type.isOrdered else {
                _ = require(.number, first, arguments[0].value)
                return nil
            }
            return make(
                .aggregate(Aggregate(function: function, argument: .term(first), condition: second)), first.type,
                expression)
        default:
            let help = first.type == .boolean ? "write `share(…)` for how often it is true" : nil
            guard require(.number, first, arguments[0].value, help: help) != nil else { return nil }
        }
        return make(
            .aggregate(Aggregate(function: function, argument: .term(first), condition: second)), .number, expression)
    }
}

extension Collection {
    /// What a condition on one element can see; of `visits`, what their progression has besides.
    package var elementColumns: TableSchema {
        var columns = [TableSchema.Column("value", .number)]
        switch self {
        case .answers, .below:
            columns += [
                .init("point", .point(scale: nil)), .init("favourable", .boolean), .init("question", .question),
            ]
        case .questions: columns += [.init("question", .question)]
        case .persons, .parts, .groups, .waves, .visits: break
        }
        return TableSchema(columns)
    }

    var meaning: String {
        switch self {
        case .answers: "`answers` are those to the questions tagged to the node itself"
        case .questions: "`questions` are the means of the questions tagged to the node itself"
        case .persons: "`persons` are what the line `person` gave for the node itself"
        case .parts: "`parts` are the node's own score, if it has questions, and its children's"
        case .below: "`below` are all answers at or under the node"
        case .groups: "`groups` are the scores of the groups that `across` makes"
        case .waves: "`waves` are a node's scores over time"
        case .visits: "`visits` are those that rate a progression, and exist in what it requires"
        }
    }
}

extension AggregateFunction {
    /// Those that need an order in time.
    package var isOverTime: Bool { self == .latest || self == .decayingLinear || self == .decayingRecursive }

    fileprivate var collectionArity: ClosedRange<Int> {
        self == .share ? 2...2 : isOverTime ? 1...1 : 1...2
    }
}
