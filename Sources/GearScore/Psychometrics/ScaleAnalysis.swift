import GearModel
import GearTable

/// What the tables `items` and `reliability` are made of: for each group, its scales and what they came to.
struct ScaleAnalysis: @unchecked Sendable {
    struct Group: @unchecked Sendable {
        let key: [UInt32]
        let base: BaseGroup
        let counts: ItemCounts
        /// In the order of their nodes.
        let scales: [NodeScale]
        /// For each scale, which of `blocks` its places are in.
        let blockOf: [Int]
        /// nil where answers are known by their number only.
        let blocks: [ScaleSums]?
        /// For each scale, its place among the block's own.
        let placeInBlock: [Int]
    }

    let engine: Engine
    let groups: [Group]

    /// Sources, waves and groups stay apart, whatever the rule puts together: `plan` without that.
    init(_ plan: ScorePlan, _ answers: [Responses], withPairs: Bool, withSquares: Bool, threads: Int) {
        var plan = plan
        plan.across = []
        plan.time = nil
        plan.sourceWeights = []
        let engine = Engine(plan, answers, statistics: false)
        self.engine = engine
        let all = engine.grouping.groups
        let largest = all.reduce(0) { max($0, $1.units.count) }
        let isFew = largest > engine.grouping.units.count / (2 * max(1, threads))
        let ranges = evenRanges(all.count, workers: isFew ? 1 : threads)
        groups = Threads.map(ranges.count) { part in
            all[ranges[part]].compactMap { group in
                Self.analyse(
                    engine, group, withPairs: withPairs, withSquares: withSquares, workers: isFew ? threads : 1)
            }
        }
        .flatMap { $0 }
    }

    /// nil where nothing was answered.
    private static func analyse(
        _ engine: Engine, _ group: BaseGroup, withPairs: Bool, withSquares: Bool, workers: Int
    ) -> Group? {
        guard let view = engine.views[group.source] else { return nil }
        let counts = ItemCounts(engine, group, view, workers: workers)
        let answered = Set(view.used.filter { counts.answers($0) > 0 })
        guard !answered.isEmpty else { return nil }
        var scales: [NodeScale] = engine.plan.shown.compactMap { step in
            let questions = view.slots(of: view.stepFacts[step]).map { Int($0) }
            return questions.isEmpty
                ? nil : NodeScale(step: step, questions: questions, answered: questions.filter(answered.contains))
        }
        let blocks = blocks(of: scales.map(\.answered))
        for place in scales.indices {
            let slots = blocks.slots[blocks.of[place]]
            let places = Dictionary(uniqueKeysWithValues: zip(slots, 0...))
            scales[place].places = scales[place].answered.compactMap { places[$0] }
        }
        var placeInBlock = [Int](repeating: 0, count: scales.count)
        var members: [[Int]] = blocks.slots.map { _ in [] }
        for place in scales.indices {
            placeInBlock[place] = members[blocks.of[place]].count
            members[blocks.of[place]].append(place)
        }
        var sums: [ScaleSums]?
        if withPairs, group.counts.isEmpty {
            sums = blocks.slots.enumerated().map { index, slots in
                ScaleSums(
                    engine, group, slots, members[index].map { scales[$0] }, withSquares: withSquares,
                    workers: workers)
            }
        }
        return Group(
            key: group.key, base: group, counts: counts, scales: scales, blockOf: blocks.of, blocks: sums,
            placeInBlock: placeInBlock)
    }

    /// Scales that lie in one another share the block of the largest, so that no pair is counted twice.
    private static func blocks(of scales: [[Int]]) -> (slots: [[Int]], of: [Int]) {
        var slots: [[Int]] = []
        var sets: [Set<Int>] = []
        var of = [Int](repeating: 0, count: scales.count)
        for place in scales.indices.sorted(by: { scales[$0].count > scales[$1].count }) {
            if let block = sets.firstIndex(where: { $0.isSuperset(of: scales[place]) }) {
                of[place] = block
            } else {
                of[place] = slots.count
                slots.append(scales[place])
                sets.append(Set(scales[place]))
            }
        }
        return (slots, of)
    }
}

extension ScaleAnalysis.Group {
    /// Alpha and its kin of a scale; nil where answers are known by their number only.
    func alpha(_ scale: Int) -> CronbachAlpha? {
        blocks.map { CronbachAlpha($0[blockOf[scale]].pairs, of: scales[scale].places) }
    }

    func complete(_ scale: Int) -> CompleteSums? { blocks?[blockOf[scale]].complete[placeInBlock[scale]] }

    /// Distinct respondents with any answer; where there are counts only, of the question most answered.
    func respondents(_ scale: Int) -> Int {
        blocks?[blockOf[scale]].respondents[placeInBlock[scale]]
            ?? scales[scale].questions.reduce(0) { max($0, counts.answers($1)) }
    }

    /// Omega total of a scale from the correlations over the cases that answered both.
    func omega(_ scale: Int) -> Figure {
        guard let sums = blocks?[blockOf[scale]] else { return Figure(why: .personsUnknown) }
        let places = scales[scale].places.filter { sums.pairs.variance($0) > 0 }
        let correlations = places.flatMap { i in places.map { sums.pairs.correlation(i, $0) } }
        return OmegaTotal.total(correlations, count: places.count)
    }
}
