import GearSource
import GearSyntax

/// What a stage starts from.
struct StageState {
    var schema: TableSchema
    /// The columns that tell rows apart.
    var keys: [String]
    /// Framework and rule that bare names of nodes, layers and bands belong to; nil: any.
    var framework: Int?
    var rule: Int?
}

extension QueryResolver {
    /// One stage; the state becomes what it leaves. nil after a report.
    func resolve(_ stage: Stage, _ state: inout StageState) -> ResolvedStage? {
        switch stage.kind {
        case .where: return filter(stage, state)
        case .select: return select(stage, &state)
        case .derive: return derive(stage, &state)
        case .sort: return sort(stage, state)
        case .take: return take(stage)
        case .group: return group(stage, &state)
        case .join: return join(stage, &state)
        case .pivot: return pivot(stage, &state)
        case .chart: return chart(stage, &state)
        // It needs what comes before it as well.
        case .whatIf: return nil
        }
    }

    private func resolver(_ expression: Expression, _ state: StageState) -> TermResolver {
        var context = TermContext(place)
        context.columns = state.schema
        context.rowNoun = "the table"
        context.framework = state.framework
        context.rule = state.rule
        return TermResolver(builder, context, expression)
    }

    private func filter(_ stage: Stage, _ state: StageState) -> ResolvedStage? {
        guard let expression = stage.arguments.first?.value else { return nil }
        return resolver(expression, state).condition(expression).map { .where($0) }
    }

    // MARK: Columns

    private func select(_ stage: Stage, _ state: inout StageState) -> ResolvedStage? {
        guard let terms = namedTerms(stage, state, mustName: false), isEachNew(terms, stage) else { return nil }
        state.schema = TableSchema(terms.map { .init($0.name, $0.term.type, measure(of: $0.term, state)) })
        return .select(terms)
    }

    /// Each expression sees the columns that were there before the stage.
    private func derive(_ stage: Stage, _ state: inout StageState) -> ResolvedStage? {
        guard let terms = namedTerms(stage, state, mustName: true), isEachNew(terms, stage) else { return nil }
        let made = terms.map { TableSchema.Column($0.name, $0.term.type, measure(of: $0.term, state)) }
        for column in made { set(column, &state.schema) }
        return .derive(terms)
    }

    private func set(_ column: TableSchema.Column, _ schema: inout TableSchema) {
        if let position = schema.columns.firstIndex(where: { $0.name == column.name }) {
            schema.columns[position] = column
        } else {
            schema.columns.append(column)
        }
    }

    /// What is a column, or the mean or an extreme of one, is measured as it is.
    private func measure(of term: Term, _ state: StageState) -> Measure? {
        switch term.kind {
        case .column(let name): return state.schema.measure(of: name)
        case .aggregate(let aggregate):
            guard [.mean, .median, .min, .max].contains(aggregate.function), case .term(let term) = aggregate.argument
            else { return nil }
            return measure(of: term, state)
        default: return nil
        }
    }

    private func namedTerms(_ stage: Stage, _ state: StageState, mustName: Bool, grouping: Bool = false)
        -> [NamedTerm]?
    {
        var result: [NamedTerm] = []
        for argument in stage.arguments {
            var resolver = resolver(argument.value, state)
            if grouping { resolver.context.aggregates = .rows }
            guard let name = argument.label?.text ?? (mustName ? nil : columnName(argument.value)) else {
                if case .malformed = argument.value.kind { return nil }
                builder.wrongShape(
                    "a name for what is worked out", argument.range, place, help: "write `NAME = …`")
                return nil
            }
            guard let term = resolver.resolve(argument.value) else { return nil }
            result.append(NamedTerm(name: name, term: term))
        }
        return result
    }

    private func columnName(_ expression: Expression) -> String? {
        switch expression.kind {
        case .column(let name): name
        case .path: expression.singleName?.text
        default: nil
        }
    }

    private func isEachNew(_ terms: [NamedTerm], _ stage: Stage) -> Bool {
        for (index, term) in terms.enumerated() where terms[..<index].contains(where: { $0.name == term.name }) {
            builder.report(
                .duplicateName, "the column `\(term.name)` is made twice",
                at: place.location(stage.arguments[index].range),
                help: "give one of them another name")
            return false
        }
        return true
    }

    /// Columns by name, each of which must be there.
    func columns(_ expressions: [Expression], _ schema: TableSchema) -> [String]? {
        var result: [String] = []
        for expression in expressions {
            guard let name = columnName(expression) else {
                if case .malformed = expression.kind { return nil }
                builder.wrongShape("a column's name", expression.range, place)
                return nil
            }
            guard schema[name] != nil || schema.isOpen else {
                builder.reportUnknownColumn(name, schema, "the table", at: place.location(expression.range))
                return nil
            }
            if !result.contains(name) { result.append(name) }
        }
        return result
    }

    // MARK: Rows

    private func sort(_ stage: Stage, _ state: StageState) -> ResolvedStage? {
        var keys: [SortKey] = []
        for argument in stage.arguments {
            var (expression, isDescending) = (argument.value, false)
            if case .unary(.minus, let inner) = expression.kind { (expression, isDescending) = (inner, true) }
            guard let name = columns([expression], state.schema)?.first else { return nil }
            keys.append(SortKey(column: name, isDescending: isDescending))
        }
        return .sort(keys)
    }

    private func take(_ stage: Stage) -> ResolvedStage? {
        guard let value = stage.arguments.first?.value else { return nil }
        guard case .number(let number) = value.kind, let count = Int(exactly: number), count >= 0 else {
            if case .malformed = value.kind { return nil }
            builder.wrongShape("a whole number", value.range, place, help: "write such as `take 10`")
            return nil
        }
        return .take(count)
    }

    private func group(_ stage: Stage, _ state: inout StageState) -> ResolvedStage? {
        let by = stage.clauses.first { $0.kind == .by }
        guard let terms = namedTerms(stage, state, mustName: true, grouping: true), isEachNew(terms, stage),
            let keys = columns((by?.arguments ?? []).map(\.value), state.schema)
        else { return nil }
        for (index, term) in terms.enumerated() {
            guard !keys.contains(term.name) else {
                builder.report(
                    .duplicateName, "`\(term.name)` is a key of the groups already",
                    at: place.location(stage.arguments[index].range), help: "give it another name")
                return nil
            }
            guard isAggregated(term.term) else {
                builder.report(
                    .aggregateMissing, "`\(term.name)` has a value a row, and one a group belongs here",
                    at: place.location(stage.arguments[index].value.range),
                    help: "say what is made of the rows, such as `mean(…)` or `max(…)`, or add it after `by`")
                return nil
            }
        }
        let keyColumns = keys.map { column($0, state.schema) }
        state.schema = TableSchema(
            keyColumns + terms.map { .init($0.name, $0.term.type, measure(of: $0.term, state)) })
        return .group(terms, by: keys)
    }

    /// A column that goes on.
    func column(_ name: String, _ schema: TableSchema) -> TableSchema.Column {
        TableSchema.Column(name, schema[name] ?? .absent, schema.measure(of: name))
    }

    /// Whether a term needs no single row: columns stand only inside aggregates.
    private func isAggregated(_ term: Term) -> Bool {
        switch term.kind {
        case .column: false
        case .constant, .aggregate, .cell: true
        case .unary(_, let operand), .isMissing(let operand, _), .isHidden(let operand, _): isAggregated(operand)
        case .binary(_, let left, let right): isAggregated(left) && isAggregated(right)
        case .isIn(let operand, let members, _): isAggregated(operand) && members.allSatisfy(isAggregated)
        case .isBetween(let operand, let low, let high, _): [operand, low, high].allSatisfy(isAggregated)
        case .call(_, let arguments): arguments.allSatisfy(isAggregated)
        }
    }

    // MARK: Two tables

    private func join(_ stage: Stage, _ state: inout StageState) -> ResolvedStage? {
        guard let expression = stage.arguments.first?.value, let query = builder.asQuery(expression) else {
            if case .malformed? = stage.arguments.first?.value.kind { return nil }
            builder.wrongShape("a table in parentheses", stage.range, place, help: "write `join (scores …) on node`")
            return nil
        }
        guard isShallow(query),
            let right = QueryResolver(builder, place, depth: depth + 1, budget: budget).resolve(query)
        else {
            return nil
        }
        guard let clause = stage.clauses.first(where: { $0.kind == .joinOn }) else {
            if !stage.clauses.contains(where: { $0.kind == .malformed }) {
                builder.report(
                    .missingClause, "`join` does not say on which columns", at: place.location(stage.range),
                    help: "add `on` and the columns that both tables have, such as `on node`")
            }
            return nil
        }
        let written = clause.arguments.map(\.value)
        guard let keys = columns(written, state.schema), columns(written, right.schema) != nil
        else { return nil }
        for (index, key) in keys.enumerated() {
            guard let left = state.schema[key], let other = right.schema[key], !left.fits(other) else { continue }
            builder.report(
                .typeMismatch, "`\(key)` is \(left.noun) on the left and \(other.noun) on the right",
                at: place.location(written[index].range), help: "join on columns of one kind")
            return nil
        }
        let added = right.schema.columns.filter { !keys.contains($0.name) }
        if let clash = added.first(where: { state.schema[$0.name] != nil }) {
            builder.report(
                .duplicateName, "both tables have a column `\(clash.name)`", at: place.location(stage.range),
                help:
                    "rename one of them before: `| select \((keys + ["other = \(clash.name)"]).joined(separator: ", "))`"
            )
            return nil
        }
        state.schema.columns += added
        state.schema.isOpen = state.schema.isOpen || right.schema.isOpen
        return .join(right, on: keys, keepAll: stage.clauses.contains { $0.kind == .keepAll })
    }

    private func pivot(_ stage: Stage, _ state: inout StageState) -> ResolvedStage? {
        let clause = stage.clauses.first { $0.kind == .by }
        guard let value = columns(stage.arguments.map(\.value), state.schema),
            let by = columns((clause?.arguments ?? []).map(\.value), state.schema)
        else { return nil }
        guard value.count == 1, by.count == 1, value != by else {
            builder.wrongShape(
                "one column of values and another by which they are spread", stage.range, place,
                help: "write such as `pivot score by source`")
            return nil
        }
        let valueType = state.schema[value[0]] ?? .absent
        let values = state.schema[by[0]].flatMap { declaredValues($0, state) }
        var schema = TableSchema(state.schema.columns.filter { $0.name != value[0] && $0.name != by[0] })
        schema.isOpen = state.schema.isOpen || values == nil
        if let clash = values?.first(where: { schema[$0] != nil }) {
            builder.report(
                .duplicateName, "the table has a column `\(clash)` already", at: place.location(stage.range),
                why: "`pivot` makes a column of each value of `\(by[0])`",
                help: "rename it before: `| select … = \(clash)`")
            return nil
        }
        let measure = state.schema.measure(of: value[0])
        schema.columns += (values ?? []).map { .init($0, valueType, measure) }
        schema.openMeasure = values == nil ? measure : state.schema.openMeasure
        state.schema = schema
        return .pivot(value: value[0], by: by[0], values: values)
    }

    /// The values that a column can have, where the program says them all.
    func declaredValues(_ type: Type, _ state: StageState) -> [String]? {
        let model = builder.model
        switch type {
        case .source:
            let asked = model.surveys.filter { state.framework == nil || $0.framework == state.framework }.flatMap(
                \.asks)
            return model.sources.indices.filter { asked.contains($0) }.map { model.sources[$0].heading.name }
        case .wave:
            // Data may bring waves of their own.
            let isClosed = model.bindings.allSatisfy { binding in
                binding.dimensions.allSatisfy { name, value in
                    guard name == "wave", case .column(_, let mapping) = value else { return true }
                    return !mapping.isEmpty
                }
            }
            return isClosed && !model.waves.isEmpty ? model.waves.map(\.heading.name) : nil
        case .level(let progression):
            return progression.map { model.progressions[$0].levels.map(\.heading.name) }
        case .layer: return state.framework.map { model.frameworks[$0].layerNames }
        case .band: return state.rule.map { model.rules[$0].bands.map(\.name) }
        case .boolean: return ["false", "true"]
        default: return nil
        }
    }
}
