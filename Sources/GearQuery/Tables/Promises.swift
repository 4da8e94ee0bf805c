import GearModel
import GearScore
import GearSource
import GearTable

extension Evaluator {
    /// A row a group, finished task and node that it was to raise: what it promised, and how the score changed from the
    /// last wave before the task to the first one after it; columns as the model's schema.
    func promises(_ request: PromisesRequest) throws(Diagnostic) -> Table {
        var parts = [emptyPromises(request)]
        for plan in request.plans {
            let finished = finishedRaises(plan)
            parts.append(
                unmeasured(finished.filter { $0.waves == nil || model.scores(of: model.plans[plan]) == nil }, request))
            guard let scores = model.scores(of: model.plans[plan]) else { continue }
            var pairs: [WavePair: [FinishedRaise]] = [:]
            for raise in finished {
                if let waves = raise.waves { pairs[waves, default: []].append(raise) }
            }
            for (waves, raises) in pairs.sorted(by: { ($0.key.before, $0.key.after) < ($1.key.before, $1.key.after) }) {
                let changes = try changes(waves, model.plans[plan], scores, request)
                parts.append(measured(raises, waves, changes, request))
                let seen = Set((0..<changes.rowCount).map { changes["node"]?[$0].plainText ?? "" })
                parts.append(unmeasured(raises.filter { !seen.contains(model.shownPath($0.node)) }, request))
            }
        }
        return try model.concatenating(parts) ?? parts[0]
    }

    /// The finished tasks of a plan by what they were to raise.
    private func finishedRaises(_ place: Int) -> [FinishedRaise] {
        let progress = progress(of: place)
        let plan = progress.plan
        return plan.tasks.indices.filter(progress.isDone).flatMap { task in
            plan.tasks[task].raises.map { raise in
                FinishedRaise(
                    plan: plan.heading.name, task: plan.tasks[task].heading.name, done: progress.done(task),
                    node: NodeReference(framework: plan.framework, node: raise.node), by: raise.by?.double,
                    waves: waves(around: plan.tasks[task], done: progress.done(task)),
                    why: progress.done(task) == nil
                        ? "the day on which it was done is not known" : "no wave before or since")
            }
        }
    }

    private func waves(around task: PlannedTask, done: CalendarDate?) -> WavePair? {
        guard let done else { return nil }
        // A wave that begins on the day on which a task does tells how it was before; one on the day on which it was done,
        // how it is since.
        let begun = task.start?.start ?? done.start - 1
        guard let before = model.waves.lastIndex(where: { $0.start.start <= begun }),
            let after = model.waves.indices.first(where: { $0 > before && model.waves[$0].start.start >= done.end }),
            asOf.map({ model.waves[after].start.start <= $0.end }) ?? true
        else { return nil }
        return WavePair(before: before, after: after)
    }

    /// `compare wave AFTER, BEFORE` of the scores that the plan's goal uses, for whom the plan is.
    private func changes(
        _ waves: WavePair, _ plan: Plan, _ scores: UsedScores, _ request: PromisesRequest
    ) throws(Diagnostic) -> Table {
        let location = plan.heading.location
        func side(_ wave: Int) -> ScoreComparison.Side {
            let name = model.waves[wave].heading.name
            let equality = Term(
                .binary(
                    .equal, Term(.column("wave"), .wave, at: location),
                    Term(.constant(.text(name)), .wave, at: location)),
                .boolean, at: location)
            return ScoreComparison.Side(value: name, condition: equality)
        }
        let from = model.condition(
            nil, andSources: scores.sources.map { $0.map { model.sources[$0].heading.name } }, at: location)
        let all = [plan.forCondition, request.forCondition, from].compactMap { $0 }
        let condition = all.dropFirst().reduce(all.first) { joined, next in
            joined.map { Term(.binary(.and, $0, next), .boolean, at: location) }
        }
        return try statistics(
            StatisticsRequest(
                kind: .comparison(
                    ScoreComparison(
                        dimension: "wave", first: side(waves.after), second: side(waves.before), paired: nil)),
                scores: ScoresRequest(
                    rule: scores.rule, framework: scores.framework, by: request.by, forCondition: condition, under: nil)
            ),
            nil)
    }

    // MARK: Rows

    private func promiseDimensions(_ request: PromisesRequest) -> [String] {
        model.rowDimensions(by: request.by).filter { $0 != "wave" }
    }

    private func emptyPromises(_ request: PromisesRequest) -> Table { unmeasured([], request) }

    /// Tasks whose effect nothing tells.
    private func unmeasured(_ raises: [FinishedRaise], _ request: PromisesRequest) -> Table {
        let dimensions = promiseDimensions(request).map { model.dimensionColumn($0, raises.map { _ in nil }) }
        return Table(
            dimensions + named(raises) + wavesOf(raises)
                + ["before", "after", "achieved", "low", "high"].map { name in
                    var builder = ColumnBuilder(name, .number, capacity: raises.count)
                    for raise in raises { builder.appendMissing(raise.whyUnmeasured) }
                    return builder.finish()
                } + [model.column("why", .text, raises.map(\.whyUnmeasured))])
    }

    private func measured(
        _ raises: [FinishedRaise], _ waves: WavePair, _ changes: Table, _ request: PromisesRequest
    ) -> Table {
        var rowsOfNode: [String: [Int]] = [:]
        let wanted = Set(raises.map { model.shownPath($0.node) })
        for row in 0..<changes.rowCount {
            guard let node = changes["node"]?[row].plainText, wanted.contains(node) else { continue }
            rowsOfNode[node, default: []].append(row)
        }
        let rows = raises.flatMap { raise in
            (rowsOfNode[model.shownPath(raise.node)] ?? []).map { (raise: raise, row: $0) }
        }
        func figures(_ name: String, as shown: String) -> Column {
            (changes[name] ?? Column(name, .number, .numbers([]))).taking(rows.map(\.row)).renamed(shown)
        }
        return Table(
            promiseDimensions(request).map { name in
                model.dimensionColumn(name, rows.map { row in changes[name].flatMap { $0[row.row].ifPresent } })
            } + named(rows.map(\.raise)) + wavesOf(rows.map(\.raise)) + [
                figures("second", as: "before"), figures("first", as: "after"), figures("difference", as: "achieved"),
                figures("low", as: "low"), figures("high", as: "high"),
                model.column("why", .text, rows.map { row in changes["why"].flatMap { $0[row.row].ifPresent } }),
            ])
    }

    private func named(_ raises: [FinishedRaise]) -> [Column] {
        [
            model.column("plan", .text, raises.map(\.plan)), model.column("task", .text, raises.map(\.task)),
            Column("done", .date, of: raises) { $0.done.map { .date($0) } },
            model.column("node", .node, raises.map { model.shownPath($0.node) }),
            model.column(
                "title", .text,
                raises.map { model.frameworks[$0.node.framework].nodes[$0.node.node].heading.title.ifWritten }),
            Column("promised", .number, of: raises) { $0.by.map { .number($0) } },
        ]
    }

    private func wavesOf(_ raises: [FinishedRaise]) -> [Column] {
        func column(_ name: String, _ wave: (WavePair) -> Int) -> Column {
            model.column(name, .wave, raises.map { $0.waves.map { model.waves[wave($0)].heading.name } })
        }
        return [column("wave_before", \.before), column("wave_after", \.after)]
    }
}

/// Positions of two waves.
private struct WavePair: Hashable {
    let before: Int
    let after: Int
}

/// A node that a finished task was to raise.
private struct FinishedRaise {
    let plan: String
    let task: String
    let done: CalendarDate?
    let node: NodeReference
    /// nil: it was not said by how much.
    let by: Double?
    /// The last wave before the task began, and the first one after it was done; nil if one is missing.
    let waves: WavePair?
    let why: String

    var whyUnmeasured: String { waves == nil ? why : "no answers" }
}

extension Cell {
    /// As plain text; nil for a missing one.
    var ifPresent: String? { if case .missing = self { nil } else { plainText } }
}
