import GearModel
import GearScore
import GearSource
import GearTable

extension Evaluator {
    /// A row a group, in its latest wave, and requirement of a goal: as it is, and if every promise of the tasks that are
    /// not yet in its scores holds; columns as the model's schema.
    ///
    /// What is promised is added to the scores of the nodes, never above the end of their range, and rolled up by the rule.
    func forecast(_ request: GapsRequest) throws(Diagnostic) -> Table {
        let goal = model.goals[request.goal]
        let promises = PromisedRaises.toward(request.goal, self)
        let past = try pastPromises(request)
        var parts: [Table] = []
        for reach in goal.reaches {
            parts.append(try forecast(reach, request, promises, past))
        }
        return Table.concatenating(parts) ?? Table([])
    }

    private func forecast(
        _ reach: Reach, _ request: GapsRequest, _ promises: [PromisedRaises], _ past: PastPromises
    ) throws(Diagnostic) -> Table {
        let location = model.goals[request.goal].heading.location
        let condition = [reach.forCondition, request.forCondition].compactMap { $0 }.reduce(nil) { (all: Term?, one) in
            all.map { Term(.binary(.and, $0, one), .boolean, at: one.location) } ?? one
        }
        let requirements = model.requirements(of: reach)
        func standing(_ evaluator: Evaluator) throws(Diagnostic) -> (fulfilment: Fulfilment, levels: Table?) {
            let fulfilment = try evaluator.fulfilment(
                of: requirements, reach.scores, by: request.by, where: condition, at: location)
            guard case .level(let progression, _) = reach.subject else { return (fulfilment, nil) }
            return (
                fulfilment,
                try evaluator.levels(
                    LevelsRequest(
                        progression: progression, scores: reach.scores, by: request.by, forCondition: condition))
            )
        }
        let now = try standing(self)
        let groups = now.fulfilment.groups
        let shown = latest(groups, request.by)
        // Groups that are promised the same are forecast at once.
        var batches: [[Int: Double]: [Int]] = [:]
        let added = try points(promises, groups, reach.scores.framework)
        for group in shown { batches[added[group].points, default: []].append(group) }
        var rows = ForecastRows(count: groups.rowCount, requirements: requirements.count)
        for (points, members) in batches {
            let then = points.isEmpty ? now : try standing(raising(points, atMost: reach.scores.range?.high.double))
            rows.take(members, then.fulfilment, then.levels)
        }
        let cells = shown.flatMap { group in requirements.indices.map { (group: group, place: $0) } }
        func texts(_ name: String, _ domain: ColumnType.Domain, _ text: ((group: Int, place: Int)) -> String?) -> Column
        {
            model.column(name, domain, cells.map(text))
        }
        func column(_ name: String, _ type: ColumnType, _ cell: ((group: Int, place: Int)) -> Cell) -> Column {
            var builder = ColumnBuilder(name, type, capacity: cells.count)
            for one in cells { builder.append(cell(one)) }
            return builder.finish()
        }
        let nodes = requirements.map(\.node)
        let bygone = shown.reduce(into: [Int: PastPromises.Sum]()) { $0[$1] = past.sum(of: groups, $1) }
        return Table(
            groups.columns.map { $0.taking(cells.map(\.group)) } + [
                texts("reach", .text) { _ in reach.text }, column("due", .date) { _ in .date(reach.due) },
                texts("requirement", .text) { requirements[$0.place].text },
                texts("node", .node) { nodes[$0.place].map(model.shownPath) },
                texts("title", .text) { cell in
                    nodes[cell.place].flatMap { model.frameworks[$0.framework].nodes[$0.node].heading.title.ifWritten }
                },
                column("target", .number) { requirements[$0.place].bound.map { .number($0.limit) } ?? .missing(nil) },
                column("score", .number) { now.fulfilment.value($0.place, $0.group) },
                column("if_promises_hold", .number) { rows.values[$0.group][$0.place] },
                column("met", .boolean) { now.fulfilment.met[$0.place][$0.group] },
                column("met_if_promises_hold", .boolean) { rows.met[$0.group][$0.place] },
                texts("level", .text) { cell in now.levels?["level"].flatMap { $0[cell.group].ifPresent } },
                texts("level_if_promises_hold", .text) { rows.levels[$0.group] },
                texts("promises", .text) { cell in
                    nodes[cell.place].flatMap { added[cell.group].tasks[$0.node] }?.joined(separator: ", ")
                },
                column("past_promised", .number) { (bygone[$0.group]?.promised).map { .number($0) } ?? .missing(nil) },
                column("past_achieved", .number) { (bygone[$0.group]?.achieved).map { .number($0) } ?? .missing(nil) },
                column("past_tasks", .integer) { .integer(bygone[$0.group]?.tasks ?? 0) },
            ])
    }

    /// The same with points added to the scores of nodes.
    private func raising(_ points: [Int: Double], atMost limit: Double?) -> Evaluator {
        let scoring = scoring
        return Evaluator(
            model: model, asOf: asOf, statuses: statuses, responses: responses,
            scores: { request, columns throws(Diagnostic) in
                var request = request
                request.raised = points
                request.raisedAtMost = limit
                return try scoring(request, columns)
            }, statistics: statistics)
    }

    /// The groups of which no later wave is there.
    private func latest(_ groups: Table, _ by: [String]) -> [Int] {
        guard let waves = groups["wave"] else { return Array(0..<groups.rowCount) }
        let keys = groups.columns.filter { $0.name != "wave" }
        let grouping = keys.isEmpty ? Grouping(rowCount: groups.rowCount) : Grouping(keys, rowCount: groups.rowCount)
        let order = waves.sortKeys()
        var last = [Int: Int](minimumCapacity: grouping.count)
        for row in 0..<groups.rowCount where !waves.isMissing(row) {
            let group = Int(grouping.groups[row])
            if last[group].map({ order[$0] < order[row] }) ?? true { last[group] = row }
        }
        return last.values.sorted()
    }

    /// For each group the points that are promised to nodes and not yet in its scores, and for each node the tasks that
    /// promise them to it or to what lies below it.
    private func points(
        _ promises: [PromisedRaises], _ groups: Table, _ framework: Int
    ) throws(Diagnostic) -> [(points: [Int: Double], tasks: [Int: [String]])] {
        var masks: [[Bool]] = []
        for promise in promises { masks.append(try isFor(groups, promise.progress.plan)) }
        let starts = Dictionary(
            model.waves.map { ($0.heading.name, $0.start.start) }, uniquingKeysWith: { first, _ in first })
        return (0..<groups.rowCount).map { group in
            var points: [Int: Double] = [:]
            var tasks: [Int: [String]] = [:]
            let wave = groups["wave"].flatMap { $0[group].ifPresent }.flatMap { starts[$0] }
            for (place, promise) in promises.enumerated()
            where masks[place][group] && promise.progress.plan.framework == framework {
                for task in promise.tasks where !promise.isMeasured(task, by: wave) {
                    for raise in promise.progress.plan.tasks[task].raises {
                        if let by = raise.by { points[raise.node, default: 0] += by.double }
                    }
                }
                for (node, all) in promise.byNode {
                    let open = all.filter { promise.tasks.contains($0) && !promise.isMeasured($0, by: wave) }
                    if !open.isEmpty {
                        tasks[node, default: []] += open.map { promise.progress.plan.tasks[$0].heading.name }
                    }
                }
            }
            return (points, tasks)
        }
    }

    /// What finished tasks of the goal's plans promised and achieved, for whoever the groups are.
    private func pastPromises(_ request: GapsRequest) throws(Diagnostic) -> PastPromises {
        let by = request.by.filter { $0 != "wave" }
        let table = try promises(
            PromisesRequest(plans: model.plans(toward: request.goal), by: by, forCondition: request.forCondition))
        return PastPromises(table, model.rowDimensions(by: by).filter { $0 != "wave" })
    }
}

/// The tasks of a plan that promise a number of points, dropped ones left out.
private struct PromisedRaises {
    let progress: PlanProgress
    let tasks: Set<Int>
    /// For each node at or above one that is raised, the tasks that do so.
    let byNode: [Int: [Int]]

    static func toward(_ goal: Int, _ evaluator: Evaluator) -> [PromisedRaises] {
        evaluator.model.plans(toward: goal).map { place in
            let progress = evaluator.progress(of: place)
            let tasks = progress.plan.tasks.indices.filter { task in
                !progress.isDropped(task) && progress.plan.tasks[task].raises.contains { $0.by != nil }
            }
            return PromisedRaises(
                progress: progress, tasks: Set(tasks), byNode: evaluator.model.tasks(of: progress.plan))
        }
    }

    /// Whether it was done by the time of a wave, so that scores show already what it did.
    func isMeasured(_ task: Int, by wave: Int?) -> Bool {
        guard progress.isDone(task) else { return false }
        guard let wave, let done = progress.done(task) else { return true }
        return done.end <= wave
    }
}

/// What each group has if the promises hold.
private struct ForecastRows {
    var values: [[Cell]]
    var met: [[Cell]]
    var levels: [String?]

    init(count: Int, requirements: Int) {
        let empty = [Cell](repeating: .missing(nil), count: requirements)
        values = [[Cell]](repeating: empty, count: count)
        met = values
        levels = [String?](repeating: nil, count: count)
    }

    /// Takes over some groups, which stand in the same places in every fulfilment.
    mutating func take(_ groups: [Int], _ fulfilment: Fulfilment, _ table: Table?) {
        for group in groups where group < fulfilment.groups.rowCount {
            for place in fulfilment.met.indices {
                values[group][place] = fulfilment.value(place, group)
                met[group][place] = fulfilment.met[place][group]
            }
            levels[group] = table?["level"].flatMap { $0[group].ifPresent }
        }
    }
}

/// Sums over finished tasks whose promise was a number and whose effect was measured.
private struct PastPromises {
    struct Sum {
        var promised = 0.0
        var achieved = 0.0
        var tasks = 0
    }

    private var sums: [[String?]: Sum] = [:]
    private let dimensions: [String]

    init(_ table: Table, _ dimensions: [String]) {
        self.dimensions = dimensions
        guard let promised = table["promised"], let achieved = table["achieved"] else { return }
        for row in 0..<table.rowCount {
            guard case .number(let first) = promised[row], case .number(let second) = achieved[row] else { continue }
            let key = dimensions.map { name in table[name].flatMap { $0[row].ifPresent } }
            sums[key, default: Sum()].promised += first
            sums[key, default: Sum()].achieved += second
            sums[key, default: Sum()].tasks += 1
        }
    }

    func sum(of groups: Table, _ group: Int) -> Sum? {
        sums[dimensions.map { name in groups[name].flatMap { $0[group].ifPresent } }]
    }
}
