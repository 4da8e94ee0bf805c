import GearModel

/// What a node came to in one base group, or in several combined.
struct StepScore: Sendable, BitwiseCopyable {
    // Wide fields first: there is one of these for every row.
    var value = Double.nan
    var favourable = Double.nan
    var bound = 0.0
    var respondents = 0
    var answers = 0
    /// Answered and put over everyone, before `needs`.
    var valid = 0
    var put = 0
    /// The variances, where they come from counts of one question.
    var counted: CountedVariance?
    var why: UndefinedReason? = .noAnswers
    var favourableWhy: UndefinedReason? = .noAnswers
    var errorWhy: UndefinedReason?
    var favourableErrorWhy: UndefinedReason?
    /// Answers known by their number only are behind it.
    var isCounted = false
    /// They are of several questions and nobody says how many answered, so that `respondents` may be more.
    var isAtLeast = false

    init() {}

    init(why: UndefinedReason) {
        self.why = why
        favourableWhy = why
    }

    /// A pool's result as it is.
    @inline(__always)
    init(_ pool: PoolScore) {
        (value, why) = (pool.value, pool.why)
        (favourable, favourableWhy) = (pool.favourable, pool.favourableWhy)
        (respondents, answers) = (pool.respondents, pool.answers)
        (errorWhy, favourableErrorWhy) = (pool.errorWhy, pool.favourableErrorWhy)
        (bound, counted) = (pool.bound, pool.counted)
    }

    /// Several questions' counts, which may or may not be the same persons'.
    mutating func hidePersons() {
        errorWhy = errorWhy ?? .personsUnknown
        favourableErrorWhy = favourableErrorWhy ?? .personsUnknown
        counted = nil
    }
}

/// A step's score as a weighted sum of what it takes in: places count pools first, then steps.
struct Edge: BitwiseCopyable {
    let from: Int32
    let to: Int32
    let weight: Double
}

/// The scores of one base group.
struct BaseScores: @unchecked Sendable {
    let pools: [PoolScore]
    var steps: [StepScore]
    /// Children before parents; only with statistics.
    private(set) var edges: [Edge] = []
    let questions: [Int: [Int: QuestionScore]]
    /// For each step, its pools that count, as bits.
    private(set) var masks: [UInt64]
    let behind: Behind
    let view: SourceView
    let group: BaseGroup

    /// Rolls pools up to the nodes (rules 3 to 5).
    init(_ engine: Engine, _ tally: Tally, _ view: SourceView, _ group: BaseGroup, _ behind: Behind) {
        self.view = view
        self.group = group
        self.behind = behind
        pools = tally.poolScores(view)
        questions = tally.questions
        masks = [UInt64](repeating: 0, count: engine.plan.steps.count * engine.flagWords)
        steps = []
        steps.reserveCapacity(engine.plan.steps.count)
        for index in 0..<view.stepFacts.count {
            let facts = view.stepFacts[index]
            var score = StepScore()
            if facts.isScorable {
                take(view.parts(of: facts), facts, index, &score, engine)
                for slot in view.slots(of: facts) {
                    score.valid += tally.valid[Int(slot)]
                    score.put += tally.put[Int(slot)]
                    if tally.counted[Int(slot)] > 0 { score.isCounted = true }
                }
                if score.isCounted {
                    score.isAtLeast = tally.unnamed(view.slots(of: facts).lazy.map { Int($0) }).isAtLeast
                }
            }
            steps.append(score)
        }
    }

    /// The counted pools of a step.
    func counted(_ step: Int, _ engine: Engine) -> [Int] {
        let mask = step * engine.flagWords
        return view.pools[step].filter { masks[mask + $0 >> 6] & 1 << UInt64($0 & 63) != 0 }
    }

    /// The score of a part, whatever it is: a pool or a child.
    @inline(__always)
    private func score(_ part: SourceView.Part) -> StepScore {
        let place = Int(part.place)
        return place < pools.count ? StepScore(pools[place]) : steps[place - pools.count]
    }

    private mutating func take(
        _ parts: UnsafeBufferPointer<SourceView.Part>, _ facts: StepFacts, _ index: Int, _ score: inout StepScore,
        _ engine: Engine
    ) {
        if facts.isPool, let part = parts.first {
            score = self.score(part)
            if !score.value.isNaN { behind(part, weight: 1, index, engine) }
            return
        }
        var (present, weight) = (0, 0.0)
        var why: UndefinedReason?
        for part in parts {
            let from = self.score(part)
            if from.value.isNaN {
                if why == nil, from.why != .noAnswers { why = from.why }
            } else {
                present += 1
                weight += part.weight
            }
        }
        guard facts.needs.areMet(present, of: parts.count) else {
            score = StepScore(why: present == 0 ? why ?? .noAnswers : .needsNotMet)
            return
        }
        guard weight > 0 else {
            score = StepScore(why: .noWeight)
            return
        }
        combine(parts, facts, index, &score, engine, present: present, weight: weight)
    }

    private mutating func combine(
        _ parts: UnsafeBufferPointer<SourceView.Part>, _ facts: StepFacts, _ index: Int, _ score: inout StepScore,
        _ engine: Engine, present: Int, weight: Double
    ) {
        if facts.isMean {
            score.value = 0
            for part in parts {
                let from = self.score(part)
                if !from.value.isNaN { score.value += part.weight * from.value }
            }
            score.value /= weight
            score.why = nil
        } else if let line = engine.plan.steps[index].line {
            var stack: [Double] = []
            let elements = parts.map { Element(value: self.score($0).value, weight: $0.weight) }
            (score.value, score.why) = line.evaluate(
                elements.filter { !$0.value.isNaN }, isExact: false, stack: &stack)
        }
        guard !score.value.isNaN else {
            score.favourableWhy = score.why
            return
        }
        (score.favourable, score.favourableWhy) = (0, nil)
        if !facts.isMean { score.errorWhy = .noFormula }
        var hidesPersons = false
        for part in parts {
            let from = self.score(part)
            if from.value.isNaN { continue }
            let share = part.weight / weight
            score.favourable += part.weight * from.favourable
            score.favourableWhy = score.favourableWhy ?? from.favourableWhy
            score.favourableErrorWhy = score.favourableErrorWhy ?? from.favourableErrorWhy
            score.errorWhy = score.errorWhy ?? from.errorWhy
            score.bound += share * from.bound
            if present == 1 {
                (score.respondents, score.answers, score.counted) = (from.respondents, from.answers, from.counted)
            } else if from.counted != nil {
                hidesPersons = true
            }
            behind(part, weight: share, index, engine)
        }
        score.favourable /= weight
        if hidesPersons { score.hidePersons() }
    }

    /// Notes that a part counts in a step.
    private mutating func behind(_ part: SourceView.Part, weight: Double, _ index: Int, _ engine: Engine) {
        let (place, mask) = (Int(part.place), index * engine.flagWords)
        if place < pools.count {
            masks[mask + place >> 6] |= 1 << UInt64(place & 63)
        } else {
            let child = (place - pools.count) * engine.flagWords
            for word in 0..<engine.flagWords { masks[mask + word] |= masks[child + word] }
        }
        guard engine.statistics else { return }
        edges.append(Edge(from: part.place, to: Int32(pools.count + index), weight: weight))
    }
}
