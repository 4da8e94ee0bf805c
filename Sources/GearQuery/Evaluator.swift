import GearModel
import GearScore
import GearSource
import GearTable

/// Makes the tables that pipelines describe, from a model and its answers.
package struct Evaluator {
    let model: Model
    /// The day by which lateness is measured; nil if there is none.
    let asOf: CalendarDate?
    /// What files say of the tasks of a plan (its position in the model), by the tasks' positions.
    let statuses: (Int) -> [Int: TaskStatus]
    /// The answers to a survey (its position in the model), nil if it has no data; read when first asked for.
    let responses: (Int) throws(Diagnostic) -> Responses?
    /// The scores for a request; of the columns, nil being all, those that are not read may stay empty.
    let scoring: (ScoresRequest, _ columnsRead: Set<String>?) throws(Diagnostic) -> Table

    /// The table of statistics for a request; columns as for scores.
    let statistics: (StatisticsRequest, _ columnsRead: Set<String>?) throws(Diagnostic) -> Table

    /// What makes tables of the program and answers as they would be.
    let changed: (Overlay) throws(Diagnostic) -> Evaluator

    /// Takes what is found on the way without being a reason to stop.
    let note: (Diagnostic) -> Void

    package init(
        model: Model, asOf: CalendarDate?, statuses: @escaping (Int) -> [Int: TaskStatus],
        responses: @escaping (Int) throws(Diagnostic) -> Responses?,
        scores: @escaping (ScoresRequest, _ columnsRead: Set<String>?) throws(Diagnostic) -> Table,
        statistics: @escaping (StatisticsRequest, _ columnsRead: Set<String>?) throws(Diagnostic) -> Table,
        changed: @escaping (Overlay) throws(Diagnostic) -> Evaluator, note: @escaping (Diagnostic) -> Void
    ) {
        self.model = model
        self.asOf = asOf
        self.statuses = statuses
        self.responses = responses
        scoring = scores
        self.statistics = statistics
        self.changed = changed
        self.note = note
    }

    /// The most cells (rows times columns) that a table may have: about 3 GB.
    static let mostCells = 300_000_000

    /// The result of a pipeline: in the order of its last `sort`; without one ordered by all columns from the left.
    package func table(_ query: ResolvedQuery) throws(Diagnostic) -> Table {
        var table = try source(of: query)
        var isOrdered = false
        switch query.table {
        case .query, .requirements: isOrdered = true
        default: break
        }
        for stage in query.stages {
            try Threads.goOn()
            switch stage {
            case .where(let condition): table = try table.filtered(by: try Compiler(table, model).mask(condition))
            case .select(let definitions): table = try select(definitions, table)
            case .derive(let definitions): table = try derive(definitions, table)
            case .sort(let keys):
                table = try sort(keys, table, of: query)
                isOrdered = true
            case .take(let count):
                if !isOrdered { table = try table.inOutputOrder() }
                isOrdered = true
                table = try table.prefix(count)
            case .group(let definitions, let keys):
                table = try group(definitions, by: keys, table, of: query)
                isOrdered = false
            case .join(let other, let keys, let keepAll): table = try join(table, other, on: keys, keepAll: keepAll)
            case .pivot(let value, let spread, let declared):
                table = try pivot(value, by: spread, declared: declared ?? [], table, of: query)
                isOrdered = false
            case .whatIf(let overlay):
                table = try whatIf(overlay, isOrdered ? table : try table.inOutputOrder())
                isOrdered = true
            case .chart(let chart):
                table = try self.chart(chart, table, of: query)
                // What has an order of its own, such as waves, is drawn in it.
                if !isOrdered { table = try table.sorted() }
                isOrdered = true
            }
        }
        return isOrdered ? table : try table.inOutputOrder()
    }

    private func source(of query: ResolvedQuery) throws(Diagnostic) -> Table {
        let location = query.location
        switch query.table {
        case .nodes: return nodes()
        case .questions: return questions()
        case .scales: return scales()
        case .themes: return themes()
        case .descriptors: return descriptors()
        case .coverage: return coverage()
        case .roles: return roles()
        case .tasks(let plan): return tasks(of: plan)
        case .strengths(let request): return try strengths(request)
        case .promises(let request): return try promises(request)
        case .forecast(let request): return try forecast(request)
        case .answers(let condition):
            return try answers(where: condition, columnsRead: query.columnsRead, at: location)
        case .responses(let dimensions, let condition):
            return try responses(by: dimensions, where: condition, at: location)
        case .scores(var request):
            request.layers = query.layersRead
            return try scoring(request, query.columnsRead)
        case .levels(let request): return try levels(request)
        case .requirements(let request): return try requirements(request)
        case .gaps(let request): return try gaps(request, columnsRead: query.columnsRead)
        case .recommend(let request): return try recommend(request, columnsRead: query.columnsRead)
        case .frontier(let request): return try frontier(request)
        case .similar(let request, let dimension): return try similar(request, across: dimension, at: location)
        case .resources: return resources()
        case .playlists: return playlists()
        case .crosswalk(let position): return crosswalk(position)
        case .statistics(var request):
            switch request.kind {
            case .items, .reliability, .agreement: request.scores.layers = query.layersRead
            // Joint intervals are over all rows, whatever comes after.
            case .comparison, .progress, .correlations: break
            }
            return try statistics(request, query.columnsRead)
        case .query(let query): return try table(query)
        }
    }
}
