import GearModel
import GearSource
import GearTable

/// Runs a plan over answers: one pass that counts, job by job, then the tree (Grammar/SPEC.md, Scoring).
final class Engine: @unchecked Sendable {
    let plan: ScorePlan
    let statistics: Bool
    let grouping: Grouping
    let layout: Layout
    /// By position of the source in the model; nil for none.
    let views: [Int?: SourceView]
    /// Words of a set of pools.
    let flagWords: Int
    /// Pools in which every valid answer enters, whoever gave it.
    let isSimple: [Bool]
    /// Pools of persons that are added up as they come.
    let isSummed: Block<Bool>
    /// Conditions of pools that are a share of persons.
    let sharesOfPersons: [LineProgram?]
    let hasSharesOfPersons: Bool
    /// Whether a pool gathers answers or questions.
    let addsAnswers: Bool
    /// How wide the scores can be apart, at least 1.
    let span: Double
    let personScale: Double
    let weightScale: Double
    /// The most records that one respondent has in one group.
    let maxRecords: Int
    let records: Block<Int32>
    /// The rows of cells of each file of answers, which `grouping` holds.
    let rows: Block<CellRows>

    convenience init(_ plan: ScorePlan, _ answers: [Responses], statistics: Bool) {
        self.init(plan, grouping: Grouping(plan, answers), statistics: statistics)
    }

    /// `grouping` is of the plan, or of one that differs in what it makes of the answers only.
    init(_ plan: ScorePlan, grouping: Grouping, statistics: Bool) {
        self.plan = plan
        self.statistics = statistics
        self.grouping = grouping
        layout = Layout(plan, statistics: statistics)
        flagWords = max(1, (plan.pools.count + 63) / 64)
        isSimple = plan.pools.map { pool in
            guard pool.collection == .persons else { return true }
            guard let person = pool.person, pool.personTree == nil, person.needs == .one else { return false }
            return (person.isMean || person.shareCondition != nil) && pool.cells.allSatisfy { $0.weight > 0 }
        }
        isSummed = Block(
            copying: plan.pools.map { pool in
                guard pool.line.isMean, let person = pool.person else { return false }
                return (person.isMean || person.shareCondition != nil) && pool.personTree?.line.isMean ?? true
            })
        sharesOfPersons = plan.pools.map { $0.collection == .persons ? $0.line.shareCondition : nil }
        addsAnswers = plan.pools.contains { $0.collection != .persons }
        hasSharesOfPersons = sharesOfPersons.contains { $0 != nil }
        let low = plan.slots.reduce(0) { min($0, $1.span.low) }
        let high = plan.slots.reduce(0) { max($0, $1.span.high) }
        span = max(1, high - low)
        personScale = FixedPoint.scale(bound: max(1, high, -low) * grouping.maxWeight)
        weightScale = FixedPoint.scale(bound: grouping.maxWeight)
        maxRecords = Int(grouping.units.reduce(1) { max($0, $1.count) })
        records = Block(copying: grouping.records)
        rows = Block(copying: grouping.cells.map(\.rows))
        views = SourceView.views(plan, layout, of: Set(grouping.groups.map(\.source)), answers: grouping.answers)
    }

    /// Whether answers are counted by column: scales must not have too many points, and weights count person by person.
    func isCountedByColumn(_ responses: Responses) -> Bool {
        !grouping.isWeighted && responses.width >= ColumnCounts.fewestColumns
            && layout.mostPoints <= ColumnCounts.mostPoints && responses.numbers.isEmpty
    }

    /// All base groups of a job are in memory at a time, each with its score of every node.
    private static let mostScores = 1 << 20

    /// Times to the second, one for each answer, would be as many groups as answers.
    var refusal: Diagnostic? {
        let most = max(1, Self.mostScores / max(1, plan.steps.count))
        guard let job = grouping.jobs.first(where: { $0.groups.count > most }),
            let location = plan.timeLocation, grouping.timeDimensions(plan).contains(Grouping.time)
        else { return nil }
        return Diagnostic(
            .tooManyTimes, "'time' would put \(job.groups.count) times together in one score", at: location,
            why: "`at` makes a point in time of each text of its column, and a group has room for \(most)",
            help: "bind a coarser `at`, such as the day or the number of the attempt, or score smaller groups with `by`"
        )
    }

    /// The rows of all jobs, in order. Many groups are shared out among the workers; of few, each is cut up.
    func run(threads: Int) -> [JobScores] {
        if refusal != nil { return [] }
        let jobs = grouping.jobs
        let whole = jobs.reduce(0) { $0 + $1.recordCount }
        let largest = jobs.reduce(0) { max($0, $1.recordCount) }
        guard threads > 1, whole >= 256 else { return score(jobs[...], workers: 1) }
        if largest > whole / (2 * threads) { return score(jobs[...], workers: threads) }
        // Some shares take longer than others of their size, so there are more shares than workers.
        let count = 4 * threads
        var ranges: [Range<Int>] = []
        var (start, sum) = (0, 0)
        for (place, job) in jobs.enumerated() {
            sum += job.recordCount
            if sum >= whole * (ranges.count + 1) / count || place == jobs.count - 1 {
                ranges.append(start..<place + 1)
                start = place + 1
            }
        }
        let shares = ranges
        return Threads.map(shares.count, threads: threads) { self.score(jobs[shares[$0]], workers: 1) }.flatMap { $0 }
    }

    private func score(_ jobs: ArraySlice<Job>, workers: Int) -> [JobScores] {
        let room = Tally(self)
        return jobs.compactMap { Threads.isStopping ? nil : score($0, workers: workers, room) }
    }

    /// nil where nobody gave a usable answer.
    private func score(_ job: Job, workers: Int, _ room: Tally) -> JobScores? {
        let bases = bases(of: job, workers: workers, room)
        return scores(of: job, bases, workers: workers)
    }

    /// The rows of a job whose base groups are scored; nil where there are none.
    func scores(of job: Job, _ bases: [BaseScores], workers: Int) -> JobScores? {
        guard !bases.isEmpty, var scores = combine(bases, workers: workers) else { return nil }
        scores.isHidden = grouping.isHidden(job)
        scores.hidesErrors = grouping.hidesErrors(job)
        return scores
    }

    /// The scores of a job's base groups; empty where nobody gave a usable answer.
    func bases(of job: Job, workers: Int, _ room: Tally) -> [BaseScores] {
        counted(job, workers: workers) { room }.map(\.scores)
    }

    /// The same with the tally of each, which is counted in a room that `room` gives.
    func counted(_ job: Job, workers: Int, _ room: () -> Tally) -> [(scores: BaseScores, tally: Tally)] {
        var bases: [(scores: BaseScores, tally: Tally)] = []
        var isUsable = false
        for group in grouping.groups[job.groups] {
            guard let view = views[group.source] else { continue }
            let keepsPersons = statistics && view.programs.contains { !$0.severalSpans.isEmpty }
            let behind = Behind(pools: plan.pools.count, units: group.units.count, keepsPersons: keepsPersons)
            let tally = tally(group, view, behind, workers: workers, room())
            // Where nothing was put to anybody there is no group.
            guard view.used.contains(where: { tally.put[$0] > 0 }) else { continue }
            isUsable = isUsable || view.used.contains { tally.valid[$0] > 0 }
            var base = BaseScores(self, tally, view, group, behind)
            count(&base, tally, workers: group.units.count < 4096 ? 1 : workers)
            base.markExact(self)
            bases.append((base, tally))
        }
        return isUsable ? bases : []
    }

    private func tally(
        _ group: BaseGroup, _ view: SourceView, _ behind: Behind, workers: Int, _ room: Tally
    ) -> Tally {
        // Words of `behind` are shared out, so that no two workers write the same.
        let ranges = evenRanges(behind.wordCount, workers: group.units.count < 512 ? 1 : workers).map {
            $0.lowerBound * 64..<min($0.upperBound * 64, group.units.count)
        }
        room.clear()
        let parts = Threads.map(ranges.count) { worker in
            let tally = worker == 0 ? room : Tally(self)
            let start = group.units.lowerBound
            let units = ranges[worker].lowerBound + start..<ranges[worker].upperBound + start
            tally.add(units, of: group, view, behind)
            return tally
        }
        for part in parts.dropFirst() { parts[0].merge(part) }
        parts[0].addCounts(of: group)
        parts[0].finish(group)
        return parts[0]
    }
}

extension BaseScores {
    /// A source that is one respondent by design is not a sample: its scores are exact (rule 8).
    fileprivate mutating func markExact(_ engine: Engine) {
        guard isExact(engine) else { return }
        for step in 0..<steps.count where !self[step: step].value.isNaN {
            self[step: step].errorWhy = nil
            self[step: step].favourableErrorWhy = self[step: step].favourableWhy
        }
    }

    func isExact(_ engine: Engine) -> Bool {
        group.source.map { engine.plan.model.sources[$0].singlePer != nil } ?? false
    }
}

/// `count` things cut into as many even ranges as there are workers; at least one, which may be empty.
func evenRanges(_ count: Int, workers: Int) -> [Range<Int>] {
    let workers = max(1, min(workers, count))
    return (0..<workers).map { count * $0 / workers..<count * ($0 + 1) / workers }
}
