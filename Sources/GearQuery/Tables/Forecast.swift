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
        // What is read from the same scores is read at once.
        for batch in GapBatch.batches(of: goal, model) {
            parts.append(try forecast(batch, request, promises, past))
        }
        return try model.concatenating(parts) ?? Table([])
    }

    private func forecast(
        _ batch: GapBatch, _ request: GapsRequest, _ promises: [PromisedRaises], _ past: PastPromises
    ) throws(Diagnostic) -> Table {
        let condition = [batch.condition, request.forCondition].compactMap { $0 }.reduce(nil) { (all: Term?, one) in
            all.map { Term(.binary(.and, $0, one), .boolean, at: one.location) } ?? one
        }
        let requirements = batch.wanted.map(\.requirement)
        let progressions = batch.wanted.map { wanted -> Int? in
            if case .level(let progression, _) = wanted.reach.subject { progression } else { nil }
        }
        func standing(_ evaluator: Evaluator) throws(Diagnostic) -> ForecastStanding {
            var levels: [Int: Column] = [:]
            for progression in Set(progressions.compactMap { $0 }) {
                let asked = LevelsRequest(
                    progression: progression, scores: batch.scores, by: request.by, forCondition: condition)
                levels[progression] = try evaluator.levels(asked)["level"]
            }
            return ForecastStanding(
                fulfilment: try evaluator.fulfilment(
                    of: requirements, batch.scores, by: request.by, where: condition,
                    at: model.goals[request.goal].heading.location), levels: levels)
        }
        let now = try standing(self)
        let groups = now.fulfilment.groups
        let shown = latest(groups)
        let promised = try promised(promises, groups, batch.scores.framework)
        // Groups that are promised the same are forecast at once.
        var then: [Int: ForecastStanding] = [:]
        for kind in Set(shown.map { promised.ofGroup[$0] }) {
            let points = promised.kinds[kind].points
            then[kind] =
                points.isEmpty ? now : try standing(raising(points, atMost: batch.scores.range?.high.double))
        }
        let cells = shown.flatMap { group in
            requirements.indices.map { ForecastCell(group: group, place: $0, kind: promised.ofGroup[group]) }
        }
        func texts(_ name: String, _ domain: ColumnType.Domain, _ text: (ForecastCell) -> String?) -> Column {
            model.column(name, domain, cells.map(text))
        }
        func column(_ name: String, _ type: ColumnType, _ cell: (ForecastCell) -> Cell?) -> Column {
            Column(name, type, of: cells, cell)
        }
        func level(_ standing: ForecastStanding?, _ cell: ForecastCell) -> String? {
            progressions[cell.place].flatMap { standing?.levels[$0] }.flatMap { $0[cell.group].ifPresent }
        }
        let nodes = requirements.map(\.node)
        let titles = nodes.map { node in
            node.flatMap { model.frameworks[$0.framework].nodes[$0.node].heading.title.ifWritten }
        }
        let bygone = shown.reduce(into: [Int: PastPromises.Sum]()) { $0[$1] = past.sum(of: groups, $1) }
        return Table(
            groups.columns.map { $0.taking(cells.map(\.group)) } + [
                texts("reach", .text) { batch.wanted[$0.place].reach.text },
                column("due", .date) { .date(batch.wanted[$0.place].reach.due) },
                texts("requirement", .text) { requirements[$0.place].text },
                texts("node", .node) { nodes[$0.place].map(model.shownPath) },
                texts("title", .text) { titles[$0.place] },
                column("target", .number) { requirements[$0.place].bound.map { .number($0.limit) } },
                column("score", .number) { now.fulfilment.value($0.place, $0.group) },
                column("if_promises_hold", .number) { then[$0.kind]?.fulfilment.value($0.place, $0.group) },
                column("met", .boolean) { now.fulfilment.met[$0.place][$0.group] },
                column("met_if_promises_hold", .boolean) { then[$0.kind]?.fulfilment.met[$0.place][$0.group] },
                texts("level", .text) { level(now, $0) },
                texts("level_if_promises_hold", .text) { level(then[$0.kind], $0) },
                texts("promises", .text) { cell in
                    nodes[cell.place].flatMap { promised.kinds[cell.kind].tasks[$0.node] }
                },
                column("past_promised", .number) { (bygone[$0.group]?.promised).map { .number($0) } },
                column("past_achieved", .number) { (bygone[$0.group]?.achieved).map { .number($0) } },
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
            }, statistics: statistics, changed: changed, note: note)
    }

    /// The groups of which no later wave is there.
    private func latest(_ groups: Table) -> [Int] {
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

    /// What is promised to each group and not yet in its scores. Groups that the same plans are for, in waves of one day,
    /// are promised the same.
    private func promised(
        _ promises: [PromisedRaises], _ groups: Table, _ framework: Int
    ) throws(Diagnostic) -> (kinds: [Promised], ofGroup: [Int]) {
        struct Key: Hashable {
            let plans: [Int]
            let wave: Int?
        }
        let own = promises.filter { $0.progress.plan.framework == framework }
        var masks: [[Bool]] = []
        for promise in own { masks.append(try isFor(groups, promise.progress.plan)) }
        let starts = Dictionary(
            model.waves.map { ($0.heading.name, $0.start.start) }, uniquingKeysWith: { first, _ in first })
        var places: [Key: Int] = [:]
        var kinds: [Promised] = []
        let ofGroup = (0..<groups.rowCount).map { group in
            let wave = groups["wave"].flatMap { $0[group].ifPresent }.flatMap { starts[$0] }
            let key = Key(plans: own.indices.filter { masks[$0][group] }, wave: wave)
            if let known = places[key] { return known }
            places[key] = kinds.count
            kinds.append(Promised(key.plans.map { own[$0] }, by: wave))
            return kinds.count - 1
        }
        return (kinds, ofGroup)
    }

    /// What finished tasks of the goal's plans promised and achieved, for whoever the groups are.
    private func pastPromises(_ request: GapsRequest) throws(Diagnostic) -> PastPromises {
        let by = request.by.filter { $0 != "wave" }
        let table = try promises(
            PromisesRequest(
                plans: model.plans(toward: request.goal), scores: request.scores, by: by,
                forCondition: request.forCondition))
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

/// The points that are promised to nodes, and for each node the tasks that promise them to it or to what lies below it.
private struct Promised {
    private(set) var points: [Int: Double] = [:]
    private(set) var tasks: [Int: String] = [:]

    /// - Parameter wave: The day from which on what was done is not yet in the scores.
    init(_ promises: [PromisedRaises], by wave: Int?) {
        for promise in promises {
            let plan = promise.progress.plan
            let open = promise.tasks.filter { !promise.isMeasured($0, by: wave) }
            for task in open.sorted() {
                for raise in plan.tasks[task].raises {
                    if let by = raise.by { points[raise.node, default: 0] += by.double }
                }
            }
            for (node, all) in promise.byNode {
                let names = all.filter(open.contains).map { plan.tasks[$0].heading.name }
                if !names.isEmpty {
                    tasks[node] = ((tasks[node].map { [$0] } ?? []) + names).joined(separator: ", ")
                }
            }
        }
    }
}

/// What groups fulfil, and which levels they hold, by the positions of progressions.
private struct ForecastStanding {
    let fulfilment: Fulfilment
    let levels: [Int: Column]
}

/// A group, a requirement by its place, and what kind of promise the group has.
private struct ForecastCell {
    let group: Int
    let place: Int
    let kind: Int
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
