import GearSource

/// The columns of a table, in order, as far as they are known before it is made.
package struct TableSchema: Sendable {
    package struct Column: Sendable, Hashable {
        package let name: String
        package let type: Type
        /// What its numbers are measured on, where that is known.
        package var measure: Measure?

        package init(_ name: String, _ type: Type, _ measure: Measure? = nil) {
            self.name = name
            self.type = type
            self.measure = measure
        }
    }

    package var columns: [Column]
    /// After `pivot` by a column whose values only the data know: names are looked up when it runs.
    package var isOpen = false
    /// What the columns are measured on that only the data know.
    package var openMeasure: Measure?

    package init(_ columns: [Column], isOpen: Bool = false) {
        self.columns = columns
        self.isOpen = isOpen
    }

    package subscript(_ name: String) -> Type? { columns.first { $0.name == name }?.type }

    package func measure(of name: String) -> Measure? {
        columns.first { $0.name == name }.map { $0.measure } ?? openMeasure
    }
}

extension Model {
    /// The dimensions that split every score and response even where `by` leaves them out: `source` if the
    /// program declares sources, `wave` if it declares waves or a file of answers brings them.
    package var splittingDimensions: [String] {
        var names: [String] = []
        if !sources.isEmpty { names.append("source") }
        if !waves.isEmpty || bindings.contains(where: { $0.dimensions.contains { $0.name == "wave" } }) {
            names.append("wave")
        }
        return names
    }

    /// All that `by` may name, with types: the splitting dimensions, the declared ones, then the attributes
    /// that `data … for dimension D` gives to a dimension's values.
    package var dimensionColumns: [TableSchema.Column] {
        var columns = splittingDimensions.map { TableSchema.Column($0, dimensionType($0)) }
        columns += dimensions.map { TableSchema.Column($0.heading.name, .dimension($0.heading.name)) }
        for attribute in bindings.lazy.flatMap(\.attributes)
        where !columns.contains(where: { $0.name == attribute.name }) {
            columns.append(TableSchema.Column(attribute.name, dimensionType(attribute.name)))
        }
        return columns
    }

    /// The dimensions of a table's rows: those of `by` in the order written, then the splitting ones left out.
    package func rowDimensions(by names: [String]) -> [String] {
        names + splittingDimensions.filter { !names.contains($0) }
    }

    /// The columns of what a pipeline starts from.
    package func schema(of table: TableSource) -> TableSchema {
        switch table {
        case .nodes: TableSchema.nodes
        case .questions: TableSchema.questions
        case .scales: TableSchema.scales
        case .themes: TableSchema.themes
        case .descriptors: TableSchema.descriptors
        case .coverage: TableSchema.coverage
        case .roles: TableSchema.roles
        case .tasks: TableSchema.tasks
        case .strengths(let request):
            TableSchema(
                dimensionColumns(request.by).filter { $0.name != Dimension.ofRoles }
                    + TableSchema.strengthMeasures(of: request.framework))
        case .promises(let request):
            TableSchema(dimensionColumns(request.by).filter { $0.name != "wave" } + TableSchema.promiseMeasures)
        case .forecast(let request):
            TableSchema(dimensionColumns(request.by) + TableSchema.forecastMeasures(of: goals[request.goal].framework))
        case .answers: answersSchema
        case .responses(let by, _):
            TableSchema(dimensionColumns(by) + TableSchema.responseMeasures)
        case .scores(let request):
            TableSchema(
                dimensionColumns(request.by) + TableSchema.scoreMeasures(of: request.via?.onto ?? request.framework)
                    + (request.via == nil ? [] : TableSchema.carriedMeasures))
        case .levels(let request):
            TableSchema(dimensionColumns(request.by) + TableSchema.levelMeasures(of: request.progression))
        case .requirements(let request):
            TableSchema(
                dimensionColumns(request.by)
                    + TableSchema.requirementMeasures(of: request.progression, request.scores.framework))
        case .gaps(let request):
            TableSchema(dimensionColumns(request.by) + TableSchema.gapMeasures(of: goals[request.goal].framework))
        case .recommend(let request):
            TableSchema(
                dimensionColumns(request.by) + TableSchema.recommendMeasures(of: goals[request.goal].framework))
        case .frontier(let request):
            TableSchema(dimensionColumns(request.by) + TableSchema.frontierMeasures(of: request.framework))
        case .similar(let request, let dimension):
            TableSchema(
                dimensionColumns(request.by) + [
                    .init(dimension, dimensionType(dimension)), .init("other", dimensionType(dimension)),
                ] + TableSchema.similarMeasures.dropFirst())
        case .resources: TableSchema.resources
        case .playlists: TableSchema.playlists
        case .crosswalk: TableSchema.crosswalk
        case .statistics(let request):
            TableSchema(
                dimensionColumns(request.scores.by).filter { !request.hiddenDimensions.contains($0.name) }
                    + TableSchema.measures(of: request))
        case .query(let query): query.schema
        }
    }

    /// The columns of an answer, which `for` conditions see: survey, respondent, dimensions, question, point, …
    package var answersSchema: TableSchema {
        TableSchema(
            [.init("survey", .text), .init("respondent", .text)] + dimensionColumns + [
                .init("question", .question), .init("point", .point(scale: nil)), .init("label", .text),
                .init("value", .number), .init("absent", .absenceKind),
            ])
    }

    private func dimensionColumns(_ by: [String]) -> [TableSchema.Column] {
        rowDimensions(by: by).map { TableSchema.Column($0, dimensionType($0)) }
    }

    private func dimensionType(_ name: String) -> Type {
        switch name {
        case "source": .source
        case "wave": .wave
        default: numericAttributes.contains(name) ? .number : .dimension(name)
        }
    }
}

extension TableSchema {
    /// A row a node, the framework itself first.
    static let nodes = TableSchema([
        .init("node", .node(framework: nil)), .init("layer", .layer), .init("kind", .text), .init("title", .text),
        .init("parent", .node(framework: nil)), .init("weight", .number), .init("depth", .number),
        .init("doc", .text), .init("framework", .text), .init("origin", .text),
    ])

    /// A row a question and target; one row for a question without target.
    static let questions = TableSchema([
        .init("survey", .text), .init("question", .question), .init("section", .text), .init("title", .text),
        .init("scale", .text), .init("reverse", .boolean), .init("node", .node(framework: nil)),
        .init("weight", .number), .init("sources", .text), .init("kind", .text),
    ])

    /// A row a point or an absence; `kind` is `point`, the kind of absence, or `range`.
    static let scales = TableSchema([
        .init("scale", .text), .init("point", .point(scale: nil)), .init("label", .text), .init("value", .number),
        .init("favourable", .boolean), .init("kind", .text),
    ])

    /// A row a theme's entry and a node that is in it; one row for an entry without nodes.
    static let themes = TableSchema([
        .init("theme", .text), .init("entry", .text), .init("title", .text), .init("node", .node(framework: nil)),
    ])

    /// A row a criterion or strand and a level, with what is said of it.
    static let descriptors = TableSchema([
        .init("owner", .text), .init("kind", .text), .init("part", .text), .init("title", .text),
        .init("level", .point(scale: nil)), .init("descriptor", .text),
    ])

    /// A row a node: how many questions and observations point at it, how many look-fors it has, how many resources
    /// teach it, how many roles carry it and how many tasks raise it.
    static let coverage = TableSchema([
        .init("node", .node(framework: nil)), .init("layer", .layer), .init("title", .text),
        .init("questions", .number), .init("lookfors", .number), .init("observations", .number),
        .init("resources", .number), .init("roles", .number), .init("tasks", .number),
    ])

    /// A row a resource and a node that it teaches; one for a resource that teaches nothing.
    static let resources = TableSchema([
        .init("resource", .text), .init("title", .text), .init("kind", .text), .init("url", .text),
        .init("minutes", .number), .init("vetted", .date), .init("node", .node(framework: nil)),
        .init("levels", .text), .init("after", .text), .init("playlists", .text),
    ])

    /// A row a playlist and a resource in it, in order.
    static let playlists = TableSchema([
        .init("playlist", .text), .init("title", .text), .init("place", .number), .init("resource", .text),
        .init("resource_title", .text), .init("minutes", .number),
    ])

    /// A row a group and a resource for what it lacks.
    static func recommendMeasures(of framework: Int) -> [Column] {
        [
            .init("priority", .number), .init("requirement", .text), .init("node", .node(framework: framework)),
            .init("title", .text), .init("gap", .number), .init("place", .number), .init("resource", .text),
            .init("resource_title", .text), .init("kind", .text), .init("minutes", .number), .init("url", .text),
            .init("playlists", .text), .init("why", .text),
        ]
    }

    /// A row a group and a node that it has not mastered, as far as is known.
    static func frontierMeasures(of framework: Int) -> [Column] {
        [
            .init("node", .node(framework: framework)), .init("layer", .layer), .init("title", .text),
            .init("score", .number), .init("n", .number), .init("state", .text), .init("waits_for", .text),
        ]
    }

    /// A row a value of a dimension and one that is like it.
    static let similarMeasures: [Column] = [
        .init("other", .text), .init("rank", .number), .init("distance", .number), .init("nodes", .number),
    ]

    /// A row a node of either framework and one of its counterparts; one for a node without any.
    static let crosswalk = TableSchema([
        .init("framework", .text), .init("node", .node(framework: nil)), .init("layer", .layer), .init("title", .text),
        .init("relation", .text), .init("other", .node(framework: nil)), .init("other_title", .text),
        .init("confidence", .number), .init("remark", .text), .init("covered", .text),
    ])

    static let responseMeasures: [Column] = [
        .init("invited", .number), .init("responded", .number), .init("rate", .number), .init("complete", .number),
        .init("partial", .number),
    ]

    static func scoreMeasures(of framework: Int?) -> [Column] {
        [
            .init("node", .node(framework: framework)), .init("layer", .layer), .init("title", .text),
            .init("score", .number), .init("band", .band), .init("mastered", .boolean),
        ] + figures + [.init("why", .text)]
    }

    /// How much of a node the scores speak for that a crosswalk brings.
    package static let carriedMeasures: [Column] = [.init("covered", .number), .init("partly", .number)]

    /// A row a group: the level it holds, and what it takes to move up.
    static func levelMeasures(of progression: Int) -> [Column] {
        let level = Type.level(progression: progression)
        return [
            .init("level", level), .init("title", .text), .init("at_least", level), .init("at_most", level),
            .init("next", level), .init("needs", .text), .init("unmet", .number), .init("unknown", .number),
        ]
    }

    /// A row a group and requirement.
    static func requirementMeasures(of progression: Int, _ framework: Int) -> [Column] {
        [
            .init("level", .level(progression: progression)), .init("step", .text), .init("requirement", .text),
            .init("node", .node(framework: framework)), .init("value", .number), .init("target", .number),
            .init("short", .number), .init("met", .boolean),
        ]
    }

    /// A row a group and what it lacks.
    static func gapMeasures(of framework: Int) -> [Column] {
        [
            .init("reach", .text), .init("due", .date), .init("requirement", .text),
            .init("node", .node(framework: framework)), .init("title", .text), .init("score", .number),
            .init("target", .number), .init("gap", .number), .init("n", .number), .init("low", .number),
            .init("high", .number), .init("verdict", .text), .init("tasks", .text),
            .init("resources", .text), .init("priority", .number),
        ]
    }

    static let roles = TableSchema([
        .init("role", .dimension(Dimension.ofRoles)), .init("title", .text), .init("carries", .text),
        .init("available", .number), .init("effort", .number), .init("tasks", .number), .init("framework", .text),
    ])

    /// A row a task, as far as it is on the day that `as_of` says.
    static let tasks = TableSchema([
        .init("plan", .text), .init("focus", .text), .init("task", .text), .init("title", .text),
        .init("win", .boolean), .init("owner", .dimension(Dimension.ofRoles)), .init("effort", .number),
        .init("start", .date), .init("due", .date), .init("state", .text), .init("done", .date),
        .init("late", .number), .init("waits_for", .text), .init("raises", .text), .init("steps", .text),
        .init("as_of", .date),
    ])

    /// A row a group and node: who carries it, and who is strong in it.
    static func strengthMeasures(of framework: Int) -> [Column] {
        [
            .init("node", .node(framework: framework)), .init("layer", .layer), .init("title", .text),
            .init("carried_by", .text), .init("strong", .text), .init("strong_count", .number), .init("best", .text),
            .init("score", .number), .init("n", .number), .init("roles", .number),
        ]
    }

    /// A row a group, finished task and node that it was to raise.
    static let promiseMeasures: [Column] = [
        .init("plan", .text), .init("task", .text), .init("done", .date), .init("node", .node(framework: nil)),
        .init("title", .text), .init("promised", .number), .init("wave_before", .wave), .init("wave_after", .wave),
        .init("before", .number), .init("after", .number), .init("achieved", .number), .init("low", .number),
        .init("high", .number), .init("why", .text),
    ]

    /// A row a group and what a goal asks of it: now, and if the promises hold.
    static func forecastMeasures(of framework: Int) -> [Column] {
        [
            .init("reach", .text), .init("due", .date), .init("requirement", .text),
            .init("node", .node(framework: framework)), .init("title", .text), .init("target", .number),
            .init("score", .number), .init("if_promises_hold", .number), .init("met", .boolean),
            .init("met_if_promises_hold", .boolean), .init("level", .text), .init("level_if_promises_hold", .text),
            .init("promises", .text), .init("past_promised", .number), .init("past_achieved", .number),
            .init("past_tasks", .number),
        ]
    }

    /// What every score carries, `mastered when` included among its readers.
    static let figures: [Column] = [
        .init("n", .number), .init("answers", .number), .init("answered", .number), .init("se", .number),
        .init("df", .number), .init("low", .number), .init("high", .number), .init("favourable", .number),
        .init("favourable_low", .number), .init("favourable_high", .number),
    ]
}
