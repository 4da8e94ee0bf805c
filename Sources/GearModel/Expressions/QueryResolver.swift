import GearSource
import GearSyntax

/// Resolves a pipeline: its table, then one stage after the other over the columns that the last one left.
struct QueryResolver {
    let builder: Builder
    let place: Place
    /// How deep it lies in joins and named tables.
    let depth: Int
    let budget: TableBudget
    static let deepest = 64

    init(_ builder: Builder, _ place: Place, depth: Int = 0, budget: TableBudget = TableBudget()) {
        self.builder = builder
        self.place = place
        self.depth = depth
        self.budget = budget
    }

    /// nil after a report.
    func resolve(_ query: Query) -> ResolvedQuery? {
        budget.count += 1
        guard let table = table(query) else { return nil }
        var state = StageState(
            schema: builder.model.schema(of: table), keys: builder.model.keys(of: table), framework: nil, rule: nil)
        for (name, measure) in builder.measures(of: table) {
            guard let column = state.schema.columns.firstIndex(where: { $0.name == name }) else { continue }
            state.schema.columns[column].measure = measure
        }
        settle(&state, table)
        var stages: [ResolvedStage] = []
        for (index, stage) in query.stages.enumerated() {
            let resolved =
                stage.kind == .whatIf
                ? whatIf(stage, after: query.upTo(stage: index), &state) : resolve(stage, &state)
            guard let resolved else { return nil }
            state.keys = resolved.keys(of: state.keys)
            stages.append(resolved)
        }
        return ResolvedQuery(
            table: table, stages: stages, schema: state.schema, keys: state.keys, contextFramework: state.framework,
            contextRule: state.rule, location: place.location(query.range))
    }

    /// Which framework and rule bare names in the stages may refer to.
    private func settle(_ state: inout StageState, _ table: TableSource) {
        switch table {
        case .scores(let request):
            state.framework = request.via?.onto ?? request.framework
            state.rule = request.rule
        case .levels(let request), .requirements(let request):
            state.framework = request.scores.framework
            state.rule = request.scores.rule
        case .strengths(let request): state.framework = request.framework
        case .gaps(let request), .forecast(let request), .recommend(let request):
            state.framework = builder.model.goals[request.goal].framework
        case .statistics(let request): state.framework = request.scores.framework
        case .frontier(let request), .similar(let request, _): state.framework = request.framework
        case .crosswalk: state.framework = nil
        case .query(let inner): settle(&state, inner.table)
        default: state.framework = builder.names.scopes[place.module].framework
        }
    }

    // MARK: Tables

    private func table(_ query: Query) -> TableSource? {
        let path = query.table
        if let symbol = builder.symbol(path, from: place.module), symbol.kind == .definition {
            return named(symbol, query)
        }
        let name = path.text
        guard Builder.tableNames.contains(name), path.reach == .itself else {
            reportUnknownTable(path)
            return nil
        }
        guard let clauses = clauses(query, Self.clauses(of: name), name) else { return nil }
        switch name {
        case "nodes": return .nodes
        case "questions": return .questions
        case "scales": return .scales
        case "themes": return .themes
        case "descriptors": return .descriptors
        case "coverage": return .coverage
        case "roles": return .roles
        case "tasks": return tasks(query, clauses)
        case "promises": return promises(query, clauses)
        case "strengths": return strengths(query, clauses)
        case "forecast": return forecast(query, clauses)
        case "crosswalk": return crosswalk(query, clauses).map { .crosswalk($0) }
        case "gaps": return gaps(query, clauses).map { .gaps($0) }
        case "recommend": return gaps(query, clauses).map { .recommend($0) }
        case "resources": return .resources
        case "playlists": return .playlists
        case "levels": return levels(query, clauses).map { .levels($0) }
        case "requirements": return levels(query, clauses).map { .requirements($0) }
        case "scores": return scoresRequest(query, clauses).map { .scores($0) }
        case _ where Self.statisticsClauses[name] != nil: return statistics(name, query, clauses)
        default:
            guard let by = dimensions(clauses[.by]) else { return nil }
            var condition: Term?
            if let clause = clauses[.forCondition] {
                guard let term = answerCondition(clause, framework: nil) else { return nil }
                condition = term
            }
            return name == "answers" ? .answers(forCondition: condition) : .responses(by: by, forCondition: condition)
        }
    }

    /// The clauses that a table takes.
    static func clauses(of table: String) -> Set<ClauseKind> {
        switch table {
        case "answers": [.forCondition]
        case "responses": [.by, .forCondition]
        case "scores": [.of, .by, .forCondition, .under, .via]
        case "crosswalk": [.subject]
        case "levels", "requirements": [.of, .by, .forCondition]
        case "gaps", "forecast", "recommend": [.toward, .by, .forCondition]
        case "tasks": [.of]
        case "promises": [.of, .by, .forCondition]
        case "strengths": [.of, .by, .forCondition, .under]
        default: statisticsClauses[table].map { $0.union([.of, .by, .forCondition, .under]) } ?? []
        }
    }

    private func clauses(_ query: Query, _ allowed: Set<ClauseKind>, _ name: String) -> [ClauseKind: Clause]? {
        var result: [ClauseKind: Clause] = [:]
        for clause in query.clauses {
            if clause.kind == .malformed { return nil }
            let word = clause.kind.keyword?.spelling ?? clause.kind.rawValue
            if !allowed.contains(clause.kind) {
                builder.report(
                    .clauseNotHere, "`\(word)` does not belong to `\(name)`", at: place.location(clause.range),
                    help: word == "for" ? "select rows with a stage: `| where …`" : nil)
                return nil
            }
            if result.updateValue(clause, forKey: clause.kind) != nil {
                builder.report(
                    .clauseTwice, "`\(word)` is given twice", at: place.location(clause.range), help: "keep one of them"
                )
                return nil
            }
        }
        return result
    }

    private func named(_ symbol: Symbol, _ query: Query) -> TableSource? {
        let definition = builder.names.definitions[symbol.position]
        guard clauses(query, [], definition.name.text) != nil else { return nil }
        guard builder.isTable(symbol), let body = definition.body, let inner = builder.asQuery(body) else {
            if definition.body != nil, !builder.brokenDefinitions.contains(symbol.position) {
                builder.report(
                    .typeMismatch, "`\(definition.name.text)` is no table", at: place.location(query.table.range),
                    help: "a pipeline begins with a table such as `scores` or `nodes`",
                    related: [Label(symbol.location, "declared here")])
            }
            return nil
        }
        guard !builder.openDefinitions.contains(symbol.position) else {
            builder.reportCircle(at: symbol.position)
            return nil
        }
        guard !builder.brokenDefinitions.contains(symbol.position), isShallow(query) else { return nil }
        if let known = builder.namedTables[symbol.position] {
            budget.count += known.size
            return isShallow(query) ? .query(known.query) : nil
        }
        builder.openDefinitions.append(symbol.position)
        defer { builder.openDefinitions.removeLast() }
        let before = budget.count
        let resolver = QueryResolver(builder, builder.place(definition.module), depth: depth + 1, budget: budget)
        guard let resolved = resolver.resolve(inner) else {
            builder.brokenDefinitions.insert(symbol.position)
            return nil
        }
        builder.namedTables[symbol.position] = (resolved, budget.count - before)
        return .query(resolved)
    }

    func isShallow(_ query: Query) -> Bool {
        guard depth >= Self.deepest || budget.count > TableBudget.mostTables else { return true }
        if !budget.isExceeded {
            budget.isExceeded = true
            builder.report(
                .tooLarge, "this pipeline grows too large", at: place.location(query.range),
                why: "with named tables put in place it holds more than \(TableBudget.mostTables), "
                    + "or they lie more than \(Self.deepest) deep in each other",
                help: "use fewer tables inside tables")
        }
        return false
    }

    private func reportUnknownTable(_ path: Path) {
        let known = Builder.tableNames.sorted() + builder.visibleNames(.definition, place.module)
        if let symbol = builder.symbol(path, from: place.module) {
            builder.report(
                .wrongKind, "`\(path.text)` is a \(symbol.kind.noun), and a table belongs here",
                at: place.location(path.range),
                help: symbol.kind == .rule ? "write `scores of \(path.text)`" : nil,
                related: [Label(symbol.location, "declared here")])
            return
        }
        let near = Likeness.nearest(to: path.text, among: known)
        builder.report(
            .unknownTable, "there is no table `\(path.text)`", at: place.location(path.range),
            help: near.map { "did you mean `\($0)`?" }
                ?? "there is: " + Builder.tableNames.sorted().map { "`\($0)`" }.joined(separator: ", "),
            fix: near.map { .instead($0, at: place.location(path.range)) })
    }

    func scoresRequest(_ query: Query, _ clauses: [ClauseKind: Clause]) -> ScoresRequest? {
        let location = place.location(query.table.range)
        var path: Path?
        if let clause = clauses[.of] {
            guard let written = builder.path(clause, place) else { return nil }
            path = written
        }
        guard let rule = builder.rule(path, at: location, place),
            let framework = builder.framework(ofRule: rule, at: location, place),
            let by = dimensions(clauses[.by])
        else { return nil }
        var condition: Term?
        if let clause = clauses[.forCondition] {
            guard let term = answerCondition(clause, framework: framework) else { return nil }
            condition = term
        }
        var reading: CrosswalkReading?
        if let clause = clauses[.via] {
            guard let found = via(clause, from: framework, rule), isFree(by, of: TableSchema.carriedMeasures, query)
            else { return nil }
            reading = found
        }
        var under: NodeReference?
        if let clause = clauses[.under] {
            let owner = reading?.onto ?? framework
            guard let path = builder.path(clause, place),
                let node = builder.resolveNode(path, in: owner, place)
            else { return nil }
            under = NodeReference(framework: owner, node: node)
        }
        var request = ScoresRequest(rule: rule, framework: framework, by: by, forCondition: condition, under: under)
        request.via = reading
        return request
    }

    func answerCondition(_ clause: Clause, framework: Int?) -> Term? {
        guard let expression = clause.arguments.first?.value else { return nil }
        return builder.answerCondition(expression, framework: framework, place)
    }

    /// The dimension that a path names; nil after a report.
    func dimension(_ path: Path) -> String? {
        let isKnown = builder.model.dimensionColumns.contains { $0.name == path.text }
        if path.steps.count == 1, path.reach == .itself, isKnown { return path.text }
        builder.reportUnknownDimension(Name(path.text, at: path.range), place)
        return nil
    }

    func dimensions(_ clause: Clause?) -> [String]? {
        guard let clause else { return [] }
        var result: [String] = []
        for path in builder.paths(clause, place) {
            guard dimension(path) != nil else { return nil }
            guard !result.contains(path.text) else {
                builder.report(
                    .boundTwice, "`\(path.text)` stands twice", at: place.location(path.range),
                    help: "keep one of them", fix: builder.removal(ofRepeated: path.range, in: clause.arguments, place))
                return nil
            }
            result.append(path.text)
        }
        return result
    }
}

/// How many tables one pipeline may hold: each named table could use the one before it twice.
final class TableBudget {
    static let mostTables = 1_000
    var count = 0
    var isExceeded = false
}

extension Builder {
    /// A condition over one answer, as after `for`.
    func answerCondition(_ expression: Expression, framework: Int?, _ place: Place) -> Term? {
        var context = TermContext(place)
        context.columns = model.answersSchema
        context.rowNoun = "an answer"
        context.framework = framework ?? names.scopes[place.module].framework
        // Of what is made of answers, an answer knows nothing.
        context.columnsLater = Set(TableSchema.scoreMeasures(of: nil).map(\.name) + ["node"])
        return TermResolver(self, context, expression).condition(expression)
    }
}
