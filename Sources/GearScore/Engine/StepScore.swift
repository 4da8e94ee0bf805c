import GearModel

/// What a pool or a node came to in one base group, or in several combined.
struct StepScore: Sendable, BitwiseCopyable {
    // Wide fields first: there is one of these for every row.
    var value = Double.nan
    var favourable = Double.nan
    /// No respondent's share in the score is off by more than this.
    var bound = 0.0
    /// Of a pool: the sum of the weights that the residuals are divided by.
    var weight = 0.0
    var respondents = 0
    var answers = 0
    /// Answered and put over everyone, before `needs`.
    var valid = 0
    var put = 0
    /// The variances where all answers are counts to one question, and each is another person's.
    var counted: CountedVariance?
    var why: UndefinedReason? = .noAnswers
    var favourableWhy: UndefinedReason? = .noAnswers
    /// Why there is no standard error of the value, or of the favourable share; nil if there is one.
    var errorWhy: UndefinedReason?
    var favourableErrorWhy: UndefinedReason?
    /// Answers known by their number only are behind it.
    var isCounted = false
    /// They are of several questions and nobody says how many answered, so that `respondents` may be more.
    var isAtLeast = false

    init() {}

    init(why: UndefinedReason?) {
        self.why = why
        favourableWhy = why
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
    /// Pools first, then steps: see `SourceView.Part`.
    private(set) var places: [StepScore]
    let poolCount: Int
    /// Children before parents; only with statistics.
    let edges: [Edge]
    let questions: [Int: [Int: QuestionScore]]
    /// For each slot, whether it was put to anybody; only with statistics.
    let isPut: [Bool]
    /// For each step, its pools that count, as bits.
    private let masks: [UInt64]
    let behind: Behind
    let view: SourceView
    let group: BaseGroup

    /// Rolls pools up to the nodes (rules 3 to 5).
    init(_ engine: Engine, _ tally: Tally, _ view: SourceView, _ group: BaseGroup, _ behind: Behind) {
        self.view = view
        self.group = group
        self.behind = behind
        let (pools, steps) = (view.poolFacts.count, view.stepFacts.count)
        poolCount = pools
        var (edges, masks): ([Edge], [UInt64]) = ([], Array(repeating: 0, count: steps * engine.flagWords))
        if engine.statistics { edges.reserveCapacity(view.partCount) }
        places = Array(unsafeUninitializedCapacity: pools + steps) { places, count in
            count = pools + steps
            places.initialize(repeating: StepScore())
            for pool in 0..<pools { tally.score(pool, view, &places[pool]) }
            masks.withUnsafeMutableBufferPointer { masks in
                guard let places = places.baseAddress, let masks = masks.baseAddress else { return }
                let rollUp = RollUp(engine, view, places: places, masks: masks)
                for step in 0..<steps { rollUp.score(step, tally, &edges) }
            }
        }
        (self.edges, self.masks) = (edges, masks)
        questions = tally.questions
        isPut = engine.statistics ? engine.plan.slots.indices.map { tally.put[$0] > 0 } : []
    }

    /// The pools.
    var pools: ArraySlice<StepScore> { places[..<poolCount] }

    /// The steps.
    var steps: ArraySlice<StepScore> { places[poolCount...] }

    subscript(step step: Int) -> StepScore {
        get { places[poolCount + step] }
        set { places[poolCount + step] = newValue }
    }

    /// The counted pools of a step.
    func counted(_ step: Int, _ engine: Engine) -> PoolSet {
        PoolSet(words: masks[step * engine.flagWords..<(step + 1) * engine.flagWords])
    }
}

/// Some pools, in ascending order.
struct PoolSet: Sequence {
    fileprivate let words: ArraySlice<UInt64>

    var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    func contains(_ pool: Int) -> Bool {
        words[words.startIndex + pool >> 6] & 1 << UInt64(pool & 63) != 0
    }

    func makeIterator() -> Iterator { Iterator(words: words, place: words.startIndex) }

    struct Iterator: IteratorProtocol {
        fileprivate let words: ArraySlice<UInt64>
        fileprivate var place: Int
        private var left: UInt64

        fileprivate init(words: ArraySlice<UInt64>, place: Int) {
            (self.words, self.place) = (words, place)
            left = words.first ?? 0
        }

        mutating func next() -> Int? {
            while left == 0 {
                place += 1
                guard place < words.endIndex else { return nil }
                left = words[place]
            }
            defer { left &= left &- 1 }
            return (place - words.startIndex) << 6 + left.trailingZeroBitCount
        }
    }
}

/// The way from pools to steps in one base group, children before parents.
private struct RollUp {
    private unowned(unsafe) let engine: Engine
    private let view: SourceView
    private let poolCount: Int
    private let places: UnsafeMutablePointer<StepScore>
    private let masks: UnsafeMutablePointer<UInt64>
    private let flagWords: Int

    init(
        _ engine: Engine, _ view: SourceView, places: UnsafeMutablePointer<StepScore>,
        masks: UnsafeMutablePointer<UInt64>
    ) {
        self.engine = engine
        self.view = view
        self.places = places
        self.masks = masks
        poolCount = view.poolFacts.count
        flagWords = engine.flagWords
    }

    func score(_ step: Int, _ tally: Tally, _ edges: inout [Edge]) {
        let facts = view.stepFacts.base[step]
        guard facts.isScorable else { return }
        let score = places + (poolCount &+ step)
        let parts = view.parts(of: facts)
        if facts.isPool, let part = parts.first {
            score.pointee = places[Int(part.place)]
            if !score.pointee.value.isNaN { note(part, weight: 1, step, &edges) }
        } else {
            gather(parts, facts, step, score, &edges)
        }
        let (valid, put) = (tally.valid.base, tally.put.base)
        for slot in view.slots(of: facts) {
            score.pointee.valid &+= valid[Int(slot)]
            score.pointee.put &+= put[Int(slot)]
        }
        if tally.hasCounts, view.slots(of: facts).contains(where: { tally.counted[Int($0)] > 0 }) {
            score.pointee.isCounted = true
            score.pointee.isAtLeast = tally.unnamed(view.slots(of: facts).lazy.map { Int($0) }).isAtLeast
        }
    }

    private func gather(
        _ parts: UnsafeBufferPointer<SourceView.Part>, _ facts: StepFacts, _ step: Int,
        _ score: UnsafeMutablePointer<StepScore>, _ edges: inout [Edge]
    ) {
        var (present, weight, sum) = (0, 0.0, 0.0)
        var why: UndefinedReason?
        for part in parts {
            let from = places + Int(part.place)
            if from.pointee.value.isNaN {
                if why == nil, from.pointee.why != .noAnswers { why = from.pointee.why }
            } else {
                present &+= 1
                weight += part.weight
                sum += part.weight * from.pointee.value
            }
        }
        guard facts.needs.areMet(present, of: parts.count) else {
            score.pointee = StepScore(why: present == 0 ? why ?? .noAnswers : .needsNotMet)
            return
        }
        guard weight > 0 else {
            score.pointee = StepScore(why: .noWeight)
            return
        }
        if facts.isMean {
            (score.pointee.value, score.pointee.why) = (sum / weight, nil)
        } else if let line = engine.plan.steps[step].line {
            var stack: [Double] = []
            let elements = parts.map { Element(value: places[Int($0.place)].value, weight: $0.weight) }
            (score.pointee.value, score.pointee.why) = line.evaluate(
                elements.filter { !$0.value.isNaN }, isExact: false, stack: &stack)
        }
        guard !score.pointee.value.isNaN else {
            score.pointee.favourableWhy = score.pointee.why
            return
        }
        if !facts.isMean { score.pointee.errorWhy = .noFormula }
        add(parts, step, score, &edges, present: present, weight: weight)
    }

    /// All figures but the score itself.
    private func add(
        _ parts: UnsafeBufferPointer<SourceView.Part>, _ step: Int, _ score: UnsafeMutablePointer<StepScore>,
        _ edges: inout [Edge], present: Int, weight: Double
    ) {
        var (favourable, bound, hidesPersons) = (0.0, 0.0, false)
        var favourableWhy: UndefinedReason?
        for part in parts {
            let from = places + Int(part.place)
            if from.pointee.value.isNaN { continue }
            let share = part.weight / weight
            if engine.statistics {
                favourable += part.weight * from.pointee.favourable
                bound += share * from.pointee.bound
                favourableWhy = favourableWhy ?? from.pointee.favourableWhy
                score.pointee.favourableErrorWhy = score.pointee.favourableErrorWhy ?? from.pointee.favourableErrorWhy
                score.pointee.errorWhy = score.pointee.errorWhy ?? from.pointee.errorWhy
            }
            if present == 1 {
                score.pointee.respondents = from.pointee.respondents
                score.pointee.answers = from.pointee.answers
                score.pointee.counted = from.pointee.counted
            } else if from.pointee.counted != nil {
                hidesPersons = true
            }
            note(part, weight: share, step, &edges)
        }
        if engine.statistics {
            (score.pointee.favourable, score.pointee.favourableWhy) = (favourable / weight, favourableWhy)
            score.pointee.bound = bound
        }
        if present > 1, !engine.plan.carried.isEmpty, let only = onlyPool(of: step) {
            score.pointee.respondents = places[only].respondents
            score.pointee.answers = places[only].answers
            score.pointee.counted = places[only].counted
        } else if hidesPersons {
            score.pointee.hidePersons()
        }
    }

    /// The pool that all parts of a step rest on, as a crosswalk can have it; nil if there are several.
    private func onlyPool(of step: Int) -> Int? {
        let mask = UnsafeBufferPointer(start: masks + step &* flagWords, count: flagWords)
        guard mask.reduce(0, { $0 + $1.nonzeroBitCount }) == 1, let word = mask.firstIndex(where: { $0 != 0 }) else {
            return nil
        }
        return word << 6 + mask[word].trailingZeroBitCount
    }

    /// Notes that a part counts in a step.
    @inline(__always)
    private func note(_ part: SourceView.Part, weight: Double, _ step: Int, _ edges: inout [Edge]) {
        let (place, mask) = (Int(part.place), masks + step &* flagWords)
        if place < poolCount {
            mask[place &>> 6] |= 1 << UInt64(place & 63)
        } else {
            let child = masks + (place &- poolCount) &* flagWords
            for word in 0..<flagWords { mask[word] |= child[word] }
        }
        guard engine.statistics else { return }
        edges.append(Edge(from: part.place, to: Int32(truncatingIfNeeded: poolCount &+ step), weight: weight))
    }
}
