import GearModel
import GearSource
import GearTable

/// One row of the scores, scored as all rows are, with all that it is made of still at hand.
struct ExplainedRow {
    let engine: Engine
    let job: Job
    /// Position among the plan's steps.
    let step: Int
    /// The job's base groups, with what each was made of.
    let counted: [(scores: BaseScores, tally: Tally)]
    /// One row, as in `ScoreTable.table`.
    let row: Table

    /// The row of a node in the one group that has these values; nil if nobody gave a usable answer there.
    init?(
        _ engine: Engine, _ step: Int, where dimensions: [(name: String, value: String)], at location: Location
    ) throws(Diagnostic) {
        var found: [ExplainedRow] = []
        for job in engine.grouping.jobs where engine.fits(job, dimensions) {
            if let row = ExplainedRow(engine, step, job) { found.append(row) }
        }
        guard found.count < 2 else {
            throw ExplainRequest.ambiguous(
                found.count, "scores", engine.choices(found.map(\.job), given: dimensions), at: location)
        }
        guard let only = found.first else { return nil }
        self = only
    }

    private init?(_ engine: Engine, _ step: Int, _ job: Job) {
        let counted = engine.counted(job, workers: 1) { Tally(engine) }
        guard let scores = engine.scores(of: job, counted.map(\.scores), workers: 1),
            let place = scores.rows.firstIndex(where: { Int($0.step) == step })
        else { return nil }
        self.engine = engine
        self.job = job
        self.step = step
        self.counted = counted
        let values = Array(engine.grouping.values.prefix(engine.plan.rowDimensions.count))
        let table = ScoreTable(plan: engine.plan, values: values, jobs: [scores], hasStatistics: true, refusal: nil)
            .table
        row = Table(table.columns.map { $0.taking([place]) })
    }

    func cell(_ column: String) -> Cell { row[column]?[0] ?? .missing(nil) }
}

extension Engine {
    /// Whether a job's rows have these values in their dimensions.
    fileprivate func fits(_ job: Job, _ dimensions: [(name: String, value: String)]) -> Bool {
        let key = grouping.groups[job.groups.lowerBound].key
        return dimensions.allSatisfy { name, value in
            guard let place = plan.rowDimensions.firstIndex(of: name), let text = text(key, place) else { return false }
            return text == value || Double(text).map { $0 == Double(value) } ?? false
        }
    }

    /// For each dimension that nothing is said of, the values that some jobs' rows have.
    fileprivate func choices(
        _ jobs: [Job], given: [(name: String, value: String)]
    ) -> [(name: String, values: [String])] {
        plan.rowDimensions.indices.compactMap { place in
            let name = plan.rowDimensions[place]
            if given.contains(where: { $0.name == name }) { return nil }
            let values = Set(jobs.compactMap { text(grouping.groups[$0.groups.lowerBound].key, place) })
            return values.count > 1 ? (name, values.sorted { $0.precedes($1) }) : nil
        }
    }

    /// What a key has in one of the dimensions; nil where that is missing.
    func text(_ key: [UInt32], _ place: Int) -> String? {
        let values = grouping.values[place]
        return Int(key[place]) < values.count ? values[Int(key[place])] : nil
    }
}

extension ScorePlan {
    /// How a node's score in one group came about.
    ///
    /// - Parameters:
    ///   - depth: Layers of parts.
    ///   - dimensions: What tells the group from others; an error if several fit.
    ///   - wantsPersons: Whether persons are told of where questions say the same.
    package func derivation(
        of node: Int, where dimensions: [(name: String, value: String)], _ answers: [Responses], depth: Int,
        wantsPersons: Bool = true, at location: Location
    ) throws(Diagnostic) -> Derivation {
        let engine = Engine(self, answers, statistics: true)
        if let refusal = engine.refusal { throw refusal }
        guard let step = steps.firstIndex(where: { $0.node == node }) else {
            return unscored(node, whyUnscored(node))
        }
        guard let row = try ExplainedRow(engine, step, where: dimensions, at: location) else {
            return unscored(node, "nobody in this group gave a usable answer")
        }
        return ScoreDerivation(row, depth: depth, wantsPersons: wantsPersons).derivation
    }

    /// A node without a row among the scores.
    func unscored(_ node: Int, _ remark: String) -> Derivation {
        var piece = Derivation(
            .node, name(of: node), title: model.nodes[node].heading.title,
            value: .missing(UndefinedReason.noAnswers.text))
        piece.remarks = [remark]
        return piece
    }

    /// Why a node has no step: nothing measures it or what lies in it, or the rule has no line that would put it together.
    func whyUnscored(_ node: Int) -> String {
        guard isReached(node) else { return "no question reaches it, so the rule has nothing to score" }
        let what = node == 0 ? "the framework as a whole" : "a node from what lies in it"
        let line = node == 0 ? "framework" : "node"
        return "the rule has no line `\(line) = …`, so it does not score \(what)"
    }

    /// Whether a question is tagged to a node or to one in it.
    func isReached(_ node: Int) -> Bool {
        slots.contains { slot in
            model.surveys[slot.survey].questions[slot.question].targets.contains {
                $0.node.framework == framework && (node..<max(model.nodes[node].end, node + 1)).contains($0.node.node)
            }
        }
    }

    func name(of node: Int) -> String {
        model.nodes[node].path.isEmpty ? model.nodes[node].heading.name : model.nodes[node].path
    }
}
