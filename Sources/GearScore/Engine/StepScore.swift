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
    /// They are of several questions, so that `respondents` may be more.
    var isAtLeast = false
}

extension StepScore {
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
    /// Children before parents.
    var edges: [Edge] = []
    let questions: [Int: [Int: QuestionScore]]
    /// For each step, its pools that count, as bits.
    var masks: [UInt64]
    let view: SourceView
    let group: BaseGroup

    /// Rolls pools up to the nodes (rules 3 to 5).
    init(_ engine: Engine, _ tally: Tally, _ view: SourceView, _ group: BaseGroup) {
        self.view = view
        self.group = group
        pools = tally.poolScores(view)
        questions = tally.questions
        let words = engine.flagWords
        masks = [UInt64](repeating: 0, count: engine.plan.steps.count * words)
        steps = []
        steps.reserveCapacity(engine.plan.steps.count)
        var stack: [Double] = []
        for (index, step) in engine.plan.steps.enumerated() {
            var score = StepScore()
            if view.isScorable[index] {
                switch step.kind {
                case .pool(let pool): takePool(pool, index, &score, engine)
                case .parts(let line, let own, let children):
                    takeParts(line, own, children, step, index, &score, engine, &stack)
                }
                for slot in view.slots[index] {
                    score.valid += tally.valid[slot]
                    score.put += tally.put[slot]
                    guard tally.counted[slot] > 0 else { continue }
                    score.isAtLeast = score.isCounted
                    score.isCounted = true
                }
            }
            steps.append(score)
        }
    }

    private mutating func takePool(_ pool: Int, _ index: Int, _ score: inout StepScore, _ engine: Engine) {
        let from = pools[pool]
        (score.value, score.why) = (from.value, from.why)
        (score.favourable, score.favourableWhy) = (from.favourable, from.favourableWhy)
        (score.respondents, score.answers) = (from.respondents, from.answers)
        (score.errorWhy, score.favourableErrorWhy) = (from.errorWhy, from.favourableErrorWhy)
        (score.bound, score.counted) = (from.bound, from.counted)
        if from.value.isNaN { return }
        masks[index * engine.flagWords + pool >> 6] |= 1 << UInt64(pool & 63)
        edges.append(Edge(from: Int32(pool), to: Int32(pools.count + index), weight: 1))
    }

    /// A part, whatever it is: the node's own questions or a child.
    private struct Part {
        let place: Int
        let weight: Double
        let score: StepScore
    }

    private mutating func takeParts(
        _ line: PlanLine, _ own: Int?, _ children: [Int], _ step: Step, _ index: Int, _ score: inout StepScore,
        _ engine: Engine, _ stack: inout [Double]
    ) {
        var parts: [Part] = []
        var whole = 0
        var why: UndefinedReason?
        func consider(_ place: Int, _ part: StepScore, _ weight: Double) {
            whole += 1
            if part.value.isNaN {
                if why == nil, part.why != .noAnswers { why = part.why }
            } else {
                parts.append(Part(place: place, weight: weight, score: part))
            }
        }
        if let own, !view.cells[own].isEmpty {
            var part = StepScore()
            let pool = pools[own]
            (part.value, part.why, part.favourable) = (pool.value, pool.why, pool.favourable)
            (part.favourableWhy, part.respondents, part.answers) = (
                pool.favourableWhy, pool.respondents, pool.answers
            )
            (part.errorWhy, part.favourableErrorWhy) = (pool.errorWhy, pool.favourableErrorWhy)
            (part.bound, part.counted) = (pool.bound, pool.counted)
            consider(own, part, step.weights[0])
        }
        for (place, child) in children.enumerated() where view.isScorable[child] {
            consider(pools.count + child, steps[child], step.weights[place + (own == nil ? 0 : 1)])
        }
        guard line.needs.areMet(parts.count, of: whole) else {
            score.why = parts.isEmpty ? why ?? .noAnswers : .needsNotMet
            score.favourableWhy = score.why
            return
        }
        combine(parts, line, index, &score, engine, &stack)
    }

    private mutating func combine(
        _ parts: [Part], _ line: PlanLine, _ index: Int, _ score: inout StepScore, _ engine: Engine,
        _ stack: inout [Double]
    ) {
        let weight = parts.reduce(0) { $0 + $1.weight }
        guard weight > 0 else {
            (score.why, score.favourableWhy) = (.noWeight, .noWeight)
            return
        }
        if line.isMean {
            score.value = parts.reduce(0) { $0 + $1.weight * $1.score.value } / weight
            score.why = nil
        } else {
            let elements = parts.map { Element(value: $0.score.value, weight: $0.weight) }
            (score.value, score.why) = line.evaluate(elements, isExact: false, stack: &stack)
        }
        guard !score.value.isNaN else {
            score.favourableWhy = score.why
            return
        }
        score.favourable = parts.reduce(0) { $0 + $1.weight * $1.score.favourable } / weight
        score.favourableWhy = parts.lazy.compactMap(\.score.favourableWhy).first
        score.favourableErrorWhy = parts.lazy.compactMap(\.score.favourableErrorWhy).first
        score.errorWhy = line.isMean ? parts.lazy.compactMap(\.score.errorWhy).first : .noFormula
        if parts.count == 1 { score.counted = parts[0].score.counted }
        if parts.count > 1, parts.contains(where: { $0.score.counted != nil }) { score.hidePersons() }
        for part in parts {
            score.bound += part.weight / weight * part.score.bound
            edges.append(
                Edge(from: Int32(part.place), to: Int32(pools.count + index), weight: part.weight / weight))
            for word in 0..<engine.flagWords {
                let mask = index * engine.flagWords + word
                if part.place < pools.count {
                    if part.place >> 6 == word { masks[mask] |= 1 << UInt64(part.place & 63) }
                } else {
                    masks[mask] |= masks[(part.place - pools.count) * engine.flagWords + word]
                }
            }
        }
        if parts.count == 1 {
            (score.respondents, score.answers) = (parts[0].score.respondents, parts[0].score.answers)
        }
    }
}
