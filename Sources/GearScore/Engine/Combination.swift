import GearModel
import GearSource

/// One set of node scores on the way from base groups to a row: `terms` say what they are made of.
struct CombinedScores {
    var key: [UInt32]
    var scores: [StepScore]
    /// Whether any of its groups could score the step.
    var isScorable: [Bool]
    /// For each step, base groups and what they count for; NaN without a formula.
    var terms: [[Term]]
    /// What it was put together from: places in the fold before, in order.
    var members: [Int] = []

    struct Term {
        let base: Int
        var coefficient: Double
        var favourable: Double
    }
}

/// The scores of a job's groups as they are, or after one of the lines that put them together.
struct Fold {
    enum Kind {
        /// Base groups as they are.
        case groups
        /// A rule's `across` line over a dimension.
        case across(String, PlanLine)
        /// Waves that begin on one day.
        case start
        case time(PlanLine)
        case sources
    }

    let kind: Kind
    let items: [CombinedScores]
}

/// The rows of one job: a score for each step that could be scored.
struct JobScores: Sendable {
    /// A rank for each dimension of the rows.
    let key: [UInt32]
    let rows: [RowScore]
    /// One a row, with statistics; else empty.
    let variances: [DesignVariance.Result]
    /// Sources behind each row, where the rule combines them; else empty.
    let sources: [[Int]]
    /// Whether a survey's `hide` withholds the rows, or the errors in them.
    var isHidden = false
    var hidesErrors = false
    /// One a row where scores are read through a crosswalk; else empty.
    let carried: [CarriedShare]
}

struct RowScore: Sendable, BitwiseCopyable {
    let score: StepScore
    let step: Int32
    /// All that entered is exact.
    let isExact: Bool
}

extension Engine {
    /// From base groups to rows: `across` in declared order, then `time`, then `sources` (rule 12).
    func combine(_ bases: [BaseScores], workers: Int) -> JobScores? {
        if bases.count == 1, grouping.combinedDimensions(plan).isEmpty { return rows(of: bases[0], workers) }
        guard let item = combined(bases) else { return nil }
        let errors = statistics ? self.errors(item, bases, workers) : nil
        let steps = plan.rows(item.isScorable)
        let rows = steps.map { step in
            RowScore(score: item.scores[step], step: Int32(step), isExact: isExact(item, step, bases))
        }
        return JobScores(
            key: item.key, rows: rows, variances: errors.map { errors in steps.map { errors[$0] } } ?? [],
            sources: plan.sourceWeights.isEmpty ? [] : steps.map { sources(of: item.terms[$0], bases) },
            carried: carried(steps, item.scores))
    }

    /// Whether all that entered a step's score is exact.
    func isExact(_ item: CombinedScores, _ step: Int, _ bases: [BaseScores]) -> Bool {
        let terms = item.terms[step]
        return !terms.isEmpty && terms.allSatisfy { bases[$0.base].isExact(self) }
    }

    /// The base groups of one job put together; its key has the dimensions of the rows only.
    func combined(_ bases: [BaseScores]) -> CombinedScores? {
        let folds = folds(bases)
        guard var item = folds.last?.items.first else { return nil }
        if folds.count == 1, bases.count == 1, grouping.combinedDimensions(plan).isEmpty {
            item.key = Array(item.key.prefix(plan.rowDimensions.count))
            return item
        }
        countCombined(bases, used: item.terms.map { $0.map(\.base) }, &item.scores)
        item.key = Array(item.key.prefix(plan.rowDimensions.count))
        if plan.time != nil, let place = plan.rowDimensions.firstIndex(of: "wave") {
            item.key[place] = latestWave(bases.map { $0.group.key[place] }, place)
        }
        return item
    }

    /// The base groups of one job, then what each line makes of them in turn.
    func folds(_ bases: [BaseScores]) -> [Fold] {
        let groups = bases.enumerated().map { index, base in
            CombinedScores(
                key: base.group.key, scores: Array(base.steps), isScorable: base.view.isScorable,
                terms: base.steps.map {
                    $0.value.isNaN ? [] : [CombinedScores.Term(base: index, coefficient: 1, favourable: 1)]
                })
        }
        var folds = [Fold(kind: .groups, items: groups)]
        func add(_ kind: Fold.Kind, _ make: ([CombinedScores]) -> [CombinedScores]?) {
            if let items = make(folds[folds.count - 1].items) { folds.append(Fold(kind: kind, items: items)) }
        }
        for (dimension, line) in plan.across { add(.across(dimension, line)) { fold($0, over: [dimension], line) } }
        if let line = plan.time {
            add(.start) { atOneStart($0) }
            add(.time(line)) { fold($0, over: grouping.timeDimensions(plan), line) }
        }
        if !plan.sourceWeights.isEmpty { add(.sources) { foldSources($0) } }
        return folds
    }

    /// The last of some waves, given by rank; a missing wave only where there is no other.
    private func latestWave(_ ranks: [UInt32], _ place: Int) -> UInt32 {
        let missing = UInt32(grouping.values[place].count)
        return ranks.filter { $0 != missing }.max() ?? missing
    }

    /// A base group that is a row's group as it is.
    private func rows(of base: BaseScores, _ workers: Int) -> JobScores {
        let isExact = base.isExact(self)
        var errors: [DesignVariance.Result]?
        if statistics {
            let all = plan.shown.map { Contribution(step: $0, coefficient: 1, favourable: 1) }
            errors = variances([base], [isExact ? [] : all], bounds: base.steps.map(\.bound), workers: workers)
        }
        let steps = plan.rows(base.view.isScorable)
        let rows = steps.map { step in
            let score = base[step: step]
            return RowScore(score: score, step: Int32(step), isExact: isExact && !score.value.isNaN)
        }
        return JobScores(
            key: Array(base.group.key.prefix(plan.rowDimensions.count)), rows: rows,
            variances: errors.map { errors in steps.map { errors[$0] } } ?? [], sources: [],
            carried: carried(steps, base.steps))
    }

    private func carried(_ steps: [Int], _ scores: some RandomAccessCollection<StepScore>) -> [CarriedShare] {
        if plan.carried.isEmpty { return [] }
        let shares = plan.carriedShares(scores)
        return steps.map { shares[$0] ?? CarriedShare() }
    }

    func sources(of terms: [CombinedScores.Term], _ bases: [BaseScores]) -> [Int] {
        let present = Set(terms.map { bases[$0.base].group.source })
        return plan.sourceWeights.map(\.source).filter { present.contains($0) }
    }

    /// Items alike in all but some dimensions become one, by a line over `groups` or `waves`; nil where there is nothing
    /// to put together.
    private func fold(_ items: [CombinedScores], over dimensions: [String], _ line: PlanLine) -> [CombinedScores]? {
        let places = dimensions.compactMap { grouping.dimensions.firstIndex(of: $0) }
        if places.isEmpty { return nil }
        var stack: [Double] = []
        return runs(of: items, without: places).map { key, members in
            let run = members.map { items[$0] }
            var result = CombinedScores(key: key, scores: [], isScorable: [], terms: [], members: members)
            for step in plan.steps.indices {
                let whole = run.filter { $0.isScorable[step] }
                let present = whole.filter { !$0.scores[step].value.isNaN }
                var score = StepScore()
                var terms: [CombinedScores.Term] = []
                // Groups count in which the node was put to somebody.
                let put = whole.reduce(0) { $0 + ($1.scores[step].put > 0 ? 1 : 0) }
                if line.needs.areMet(present.count, of: put) {
                    let elements = present.map { Element(value: $0.scores[step].value) }
                    (score.value, score.why) = line.evaluate(elements, isExact: false, stack: &stack)
                    let weights = line.bare?.coefficients(present.count)
                    if score.why == nil { terms = Self.mix(present, step, weights, &score) }
                    score.favourableWhy = score.why ?? score.favourableWhy
                } else {
                    score.why = present.isEmpty ? Self.why(whole, step) : .needsNotMet
                    score.favourableWhy = score.why
                }
                Self.addAnswered(terms, present, whole, step, &score)
                result.scores.append(score)
                result.isScorable.append(!whole.isEmpty)
                result.terms.append(terms)
            }
            return result
        }
    }

    /// Finished scores of sources, by their weights over those present.
    private func foldSources(_ items: [CombinedScores]) -> [CombinedScores]? {
        guard let place = grouping.dimensions.firstIndex(of: "source") else { return nil }
        let names = plan.sourceWeights.map { plan.model.sources[$0.source].heading.name }
        let ranks = names.map { name in grouping.values[place].firstIndex(of: name).map { UInt32($0) } }
        return runs(of: items, without: [place]).compactMap { key, run in
            var listed: [(item: CombinedScores, weight: Double)] = []
            var members: [Int] = []
            for (rank, weight) in zip(ranks, plan.sourceWeights.map(\.weight.double)) {
                guard let rank, let member = run.first(where: { items[$0].key[place] == rank }) else { continue }
                listed.append((items[member], weight))
                members.append(member)
            }
            guard !listed.isEmpty else { return nil }
            var result = CombinedScores(key: key, scores: [], isScorable: [], terms: [], members: members)
            for step in plan.steps.indices {
                let whole = listed.filter { $0.item.isScorable[step] }
                let present = whole.filter { !$0.item.scores[step].value.isNaN }
                let sum = present.reduce(0) { $0 + $1.weight }
                var score = StepScore()
                var terms: [CombinedScores.Term] = []
                if sum > 0 {
                    score.value = present.reduce(0) { $0 + $1.weight * $1.item.scores[step].value } / sum
                    score.why = nil
                    terms = Self.mix(present.map(\.item), step, present.map { $0.weight / sum }, &score)
                } else {
                    score.why = present.isEmpty ? Self.why(whole.map(\.item), step) : .noWeight
                    score.favourableWhy = score.why
                }
                Self.addAnswered(terms, present.map(\.item), whole.map(\.item), step, &score)
                result.scores.append(score)
                result.isScorable.append(!whole.isEmpty)
                result.terms.append(terms)
            }
            return result
        }
    }

    /// Waves that begin on one day are one, the scores of one time in them averaged; nil where none do.
    private func atOneStart(_ items: [CombinedScores]) -> [CombinedScores]? {
        guard plan.combinesWaves, let place = grouping.dimensions.firstIndex(of: "wave") else { return nil }
        let order = WaveOrder(plan.model.waves)
        let starts = grouping.values[place].map(order.start)
        var renamed = items
        var isShared = false
        for index in items.indices {
            guard Int(items[index].key[place]) < starts.count, let start = starts[Int(items[index].key[place])],
                let first = starts.firstIndex(of: start), UInt32(first) != items[index].key[place]
            else { continue }
            renamed[index].key[place] = UInt32(first)
            isShared = true
        }
        guard isShared else { return nil }
        var stack: [Double] = []
        // Grouped by the whole key, renamed waves fall together.
        return runs(of: renamed, without: []).map { key, members in
            let run = members.map { renamed[$0] }
            var result = CombinedScores(key: key, scores: [], isScorable: [], terms: [], members: members)
            if run.count == 1 {
                (result.scores, result.isScorable, result.terms) = (run[0].scores, run[0].isScorable, run[0].terms)
                return result
            }
            for step in plan.steps.indices {
                let whole = run.filter { $0.isScorable[step] }
                let present = whole.filter { !$0.scores[step].value.isNaN }
                var score = StepScore(why: Self.why(whole, step))
                var terms: [CombinedScores.Term] = []
                if !present.isEmpty {
                    let line = PlanLine.mean()
                    let elements = present.map { Element(value: $0.scores[step].value) }
                    (score.value, score.why) = line.evaluate(elements, isExact: false, stack: &stack)
                    terms = Self.mix(present, step, line.bare?.coefficients(present.count), &score)
                }
                Self.addAnswered(terms, present, whole, step, &score)
                result.scores.append(score)
                result.isScorable.append(!whole.isEmpty)
                result.terms.append(terms)
            }
            return result
        }
    }

    /// Places of items that agree in all dimensions but some, in the order of those; their key has nothing there.
    private func runs(of items: [CombinedScores], without places: [Int]) -> [(key: [UInt32], members: [Int])] {
        var runs: [(key: [UInt32], members: [Int])] = []
        var found: [[UInt32]: Int] = [:]
        for (member, item) in items.enumerated() {
            var key = item.key
            for place in places { key[place] = 0 }
            if let index = found[key] {
                runs[index].members.append(member)
            } else {
                found[key] = runs.count
                runs.append((key, [member]))
            }
        }
        let isTime = places.map { ["wave", Grouping.time].contains(grouping.dimensions[$0]) }
        /// What is not known to be later than anything comes first.
        func order(_ member: Int) -> [UInt32] {
            let key = items[member].key
            return zip(places, isTime).map { place, isTime in
                isTime && key[place] == UInt32(grouping.values[place].count) ? 0 : key[place] + 1
            }
        }
        return runs.map { key, members in
            (key, members.count < 2 ? members : members.sorted { order($0).lexicographicallyPrecedes(order($1)) })
        }
    }

    /// The figures of a combination that is linear in what is present by `weights`, or has no formula (nil).
    private static func mix(
        _ present: [CombinedScores], _ step: Int, _ weights: [Double]?, _ score: inout StepScore
    ) -> [CombinedScores.Term] {
        var terms: [CombinedScores.Term] = []
        score.favourableWhy = nil
        score.favourable = 0
        for (index, item) in present.enumerated() {
            let part = item.scores[step]
            let weight = weights?[index] ?? .nan
            // What counts for nothing, such as all waves but the latest, is not behind the score.
            if weight == 0 { continue }
            terms += item.terms[step].map {
                CombinedScores.Term(
                    base: $0.base, coefficient: weight * $0.coefficient, favourable: weight * $0.favourable)
            }
            guard !weight.isNaN else { continue }
            score.favourable += weight * part.favourable
            score.favourableWhy = score.favourableWhy ?? part.favourableWhy
            score.errorWhy = score.errorWhy ?? part.errorWhy
            score.favourableErrorWhy = score.favourableErrorWhy ?? part.favourableErrorWhy
            score.bound += weight * part.bound
            score.isCounted = score.isCounted || part.isCounted
            score.isAtLeast = score.isAtLeast || part.isAtLeast
        }
        if weights == nil {
            (score.favourable, score.favourableWhy) = (.nan, .noFormula)
            (score.errorWhy, score.favourableErrorWhy) = (.noFormula, .noFormula)
            return terms
        }
        let behind = present.indices.filter { weights?[$0] != 0 }
        if behind.count == 1 { score.counted = present[behind[0]].scores[step].counted }
        if behind.count > 1, behind.contains(where: { present[$0].scores[step].counted != nil }) { score.hidePersons() }
        return terms
    }

    private static func why(_ whole: [CombinedScores], _ step: Int) -> UndefinedReason {
        whole.lazy.compactMap { $0.scores[step].why }.first { $0 != .noAnswers } ?? .noAnswers
    }

    /// Answered over put, of what the score rests on; of everything where it is undefined.
    private static func addAnswered(
        _ terms: [CombinedScores.Term], _ present: [CombinedScores], _ whole: [CombinedScores], _ step: Int,
        _ score: inout StepScore
    ) {
        let bases = Set(terms.map(\.base))
        let behind = present.filter { item in item.terms[step].contains { bases.contains($0.base) } }
        for item in behind.isEmpty ? whole : behind {
            score.valid += item.scores[step].valid
            score.put += item.scores[step].put
        }
    }

    /// Variances over the units of all sources that are samples.
    func errors(_ item: CombinedScores, _ bases: [BaseScores], _ workers: Int) -> [DesignVariance.Result] {
        let (contributions, bounds) = contributions(item, bases)
        return variances(bases, contributions, bounds: bounds, workers: workers)
    }

    /// What each base group's score of each step counts for, and a bound of what one unit adds to each step.
    func contributions(
        _ item: CombinedScores, _ bases: [BaseScores]
    ) -> (contributions: [[Contribution]], bounds: [Double]) {
        var contributions: [[Contribution]] = bases.map { _ in [] }
        var bounds = item.scores.map { _ in 0.0 }
        for step in plan.shown {
            for term in item.terms[step] where !bases[term.base].isExact(self) {
                let weights = [term.coefficient, term.favourable].map { $0.isNaN ? 0 : $0 }
                contributions[term.base].append(
                    Contribution(step: step, coefficient: weights[0], favourable: weights[1]))
                let weight = max(weights[0].magnitude, weights[1].magnitude)
                bounds[step] = max(bounds[step], weight * bases[term.base][step: step].bound)
            }
        }
        return (contributions, bounds)
    }
}
