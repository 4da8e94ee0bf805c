import GearModel
import GearTable

/// The scores of one job, kept with the respondents behind them: one side of a comparison.
struct ComparedSide: @unchecked Sendable {
    let bases: [BaseScores]
    let scores: CombinedScores
    /// One a step.
    let variances: [DesignVariance.Result]
    /// What each base group's score of each step counts for, and a bound of what one unit adds to a step.
    let contributions: [[Contribution]]
    let bounds: [Double]

    /// nil where nobody gave a usable answer.
    init?(_ engine: Engine, _ job: Job, workers: Int, _ room: Tally) {
        let bases = engine.bases(of: job, workers: workers, room)
        guard !bases.isEmpty, let scores = engine.combined(bases) else { return nil }
        self.bases = bases
        self.scores = scores
        (contributions, bounds) = engine.contributions(scores, bases)
        variances = engine.variances(bases, contributions, bounds: bounds, workers: workers)
    }

    func isScorable(_ step: Int) -> Bool { scores.isScorable[step] }

    /// A step's score as an estimate, or why it is none.
    func estimate(_ engine: Engine, _ step: Int) -> (mean: SampledMean, why: UndefinedReason?) {
        let score = scores.scores[step]
        if let why = score.why { return (.exact(.nan), why) }
        if engine.isExact(scores, step, bases) { return (.exact(score.value), nil) }
        var why = score.errorWhy
        let row = RowScore(score: score, step: Int32(step), isExact: false)
        let variance = ScoreFigures.variance(of: row, variances[step], why: &why).score
        let design = variances[step]
        let mean =
            score.isCounted
            ? SampledMean(value: score.value, variance: variance, units: score.respondents)
            : SampledMean(value: score.value, variance: variance, units: design.units, strata: design.strata)
        return (mean, why)
    }
}

/// Jobs that belong to one row: those alike in all dimensions but the compared one.
struct ComparedJobs {
    /// A rank for each dimension of the table's rows.
    let key: [UInt32]
    /// For each side, in order, its job; nil where there is none.
    var sides: [Job?]
}

extension Engine {
    /// Jobs by what is left of their key without some of its places, in order; `side` says which side a job is on, nil
    /// for none.
    func jobs(without places: Set<Int>, sides: Int, side: ([UInt32]) -> Int?) -> [ComparedJobs] {
        var found: [[UInt32]: Int] = [:]
        var rows: [ComparedJobs] = []
        for job in grouping.jobs {
            let whole = grouping.groups[job.groups.lowerBound].key
            guard let side = side(whole) else { continue }
            let key = plan.rowDimensions.indices.filter { !places.contains($0) }.map { whole[$0] }
            if found[key] == nil {
                found[key] = rows.count
                rows.append(ComparedJobs(key: key, sides: [Job?](repeating: nil, count: sides)))
            }
            if let place = found[key] { rows[place].sides[side] = job }
        }
        return rows.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    }

    /// What `work` makes of each row, in order: many rows are shared out among the threads, of few each is cut up.
    func map<Result: Sendable>(
        _ rows: [ComparedJobs], threads: Int, _ work: @Sendable (ComparedJobs, _ workers: Int, Tally) -> Result
    ) -> [Result] {
        let sizes = rows.map { row in row.sides.reduce(0) { $0 + ($1?.recordCount ?? 0) } }
        let isFew = (sizes.max() ?? 0) > sizes.reduce(0, +) / (2 * max(1, threads))
        let ranges = evenRanges(rows.count, workers: isFew ? 1 : threads)
        return Threads.map(ranges.count) { part in
            let room = Tally(self)
            return rows[ranges[part]].map { work($0, isFew ? threads : 1, room) }
        }
        .flatMap { $0 }
    }
}
