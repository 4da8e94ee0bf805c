import GearModel

/// What a pool came to in one base group.
struct PoolScore: BitwiseCopyable {
    var value = Double.nan
    var why: UndefinedReason? = .noAnswers
    var favourable = Double.nan
    var favourableWhy: UndefinedReason? = .noAnswers
    var respondents = 0
    var answers = 0
    /// Why there is no standard error of the value, or of the favourable share; nil if there is one.
    var errorWhy: UndefinedReason?
    var favourableErrorWhy: UndefinedReason?
    /// The variances where all answers are counts to one question, and each is another person's.
    var counted: CountedVariance?
    /// The sum of the weights that the residuals are divided by.
    var weight = 0.0
    /// No respondent's share in the score is off by more than this.
    var bound = 0.0
}

/// What one question of a pool of `questions` came to.
struct QuestionScore: BitwiseCopyable {
    let mean: Double
    let favourable: Double
    /// The sum of its answers' sampling weights, and its own weight in the pool.
    let weight: Double
    let share: Double
}

/// A slot's answers added up; `value` over the plan's denominator.
struct SlotSums: BitwiseCopyable {
    var value: Int64 = 0
    var favourable: Int64 = 0
    var count: Int64 = 0
    /// In sampling weight; equal to the above over the denominator if there is none.
    var weightedValue = 0.0
    var weightedFavourable = 0.0
    var weight = 0.0
}

struct CountedVariance: Sendable, BitwiseCopyable {
    let score: Double
    let favourable: Double
}

extension Tally {
    /// The score of every pool from what was counted (STATISTICS rules 3 and 4).
    func poolScores(_ view: SourceView) -> [PoolScore] {
        for slot in 0..<sums.count { sums[slot] = slotSums(slot) }
        return (0..<view.poolFacts.count).map { index in
            let facts = view.poolFacts[index]
            let cells = view.cells(of: facts)
            return cells.isEmpty ? PoolScore() : score(index, facts, cells)
        }
    }

    private func slotSums(_ slot: Int) -> SlotSums {
        var sums = SlotSums()
        let facts = engine.layout.slots[slot]
        if facts.hasRange {
            for (value, weight) in numbers[slot] ?? [] {
                sums.count += 1
                sums.weightedValue += weight * value
                sums.weight += weight
            }
            return sums
        }
        let (values, favourable) = (engine.layout.values.base, engine.layout.favourable.base)
        for place in facts.firstPoint..<facts.firstPoint &+ facts.pointCount {
            let count = Int64(histogram.base[place])
            sums.count &+= count
            sums.value &+= count &* Int64(values[place])
            sums.favourable &+= count &* Int64(favourable[place])
            if let weights, count > 0 {
                let weight = weights.base[place].value(scale: engine.weightScale)
                sums.weight += weight
                sums.weightedValue += weight * Double(values[place])
                sums.weightedFavourable += weight * Double(favourable[place])
            }
        }
        let denominator = Double(engine.plan.denominator)
        sums.weightedValue = (weights == nil ? Double(sums.value) : sums.weightedValue) / denominator
        if weights == nil { (sums.weight, sums.weightedFavourable) = (Double(sums.count), Double(sums.favourable)) }
        return sums
    }

    private func score(_ index: Int, _ facts: PoolFacts, _ cells: UnsafeBufferPointer<PoolCell>) -> PoolScore {
        var score = PoolScore()
        let isMet: Bool
        switch facts.collection {
        case .persons:
            isMet = facts.needs.areMet(pools[index].respondents, of: pools[index].put)
            score.why = pools[index].put > 0 && cells.contains { valid[$0.slot] > 0 } ? .needsNotMet : .noAnswers
            score.answers = pools[index].entered
            score.respondents = pools[index].respondents
        case .questions:
            let whole = cells.reduce(0) { $0 + (put[$1.slot] > 0 ? 1 : 0) }
            let present = cells.reduce(0) { $0 + (valid[$1.slot] > 0 ? 1 : 0) }
            isMet = facts.needs.areMet(present, of: whole)
            if present > 0 { score.why = .needsNotMet }
            (score.respondents, score.answers) = behindAnswers(index, cells)
        default:
            let present = cells.reduce(0) { $0 + valid[$1.slot] }
            isMet = facts.needs.areMet(present, of: cells.reduce(0) { $0 + put[$1.slot] })
            if present > 0 { score.why = .needsNotMet }
            (score.respondents, score.answers) = behindAnswers(index, cells)
        }
        guard isMet else { return PoolScore(why: score.why, favourableWhy: score.why) }
        switch facts.collection {
        case .persons: scorePersons(index, &score)
        case .questions: scoreQuestions(index, cells, &score)
        default: scoreAnswers(index, facts, cells, &score)
        }
        checkFavourable(cells, &score)
        if score.favourableWhy == .undeclaredFavourable, facts.asksForFavourable { score.why = .undeclaredFavourable }
        if score.value.isNaN || score.why != nil { return PoolScore(why: score.why, favourableWhy: score.why) }
        checkErrors(index, facts, cells, &score)
        return score
    }

    /// Distinct respondents and pairs.
    private func behindAnswers(
        _ index: Int, _ cells: UnsafeBufferPointer<PoolCell>
    ) -> (respondents: Int, answers: Int) {
        let unnamed = hasCounts ? unnamed(cells.lazy.map(\.slot)).count : 0
        return (pools[index].respondents + unnamed, cells.reduce(0) { $0 + valid[$1.slot] })
    }

    private func scorePersons(_ index: Int, _ score: inout PoolScore) {
        let tally = pools[index]
        if engine.isSummed.base[index] {
            score.weight =
                engine.grouping.isWeighted
                ? tally.weight.value(scale: engine.weightScale) : Double(tally.respondents)
            guard score.weight > 0 else { return score.why = .noWeight }
            score.value = tally.sum.value(scale: engine.personScale) / score.weight
            score.favourable = tally.favourable.value(scale: engine.weightScale) / score.weight
            score.bound = engine.span * engine.grouping.maxWeight / score.weight
            score.why = nil
            return
        }
        let persons = persons[index].sorted {
            if $0.value != $1.value { return $0.value < $1.value }
            if $0.weight != $1.weight { return $0.weight < $1.weight }
            return $0.context.favourable < $1.context.favourable
        }
        score.weight = persons.reduce(0) { $0 + $1.weight }
        guard score.weight > 0 else { return score.why = .noWeight }
        var stack: [Double] = []
        (score.value, score.why) = engine.plan.pools[index].line.evaluate(persons, isExact: false, stack: &stack)
        score.favourable = persons.reduce(0) { $0 + $1.weight * $1.context.favourable } / score.weight
        let span = max(1, (persons.last?.value ?? 0) - (persons.first?.value ?? 0))
        score.bound = span * engine.grouping.maxWeight / score.weight
    }

    private func scoreAnswers(
        _ index: Int, _ facts: PoolFacts, _ cells: UnsafeBufferPointer<PoolCell>, _ score: inout PoolScore
    ) {
        var (value, favourable, weight): (Int128, Int128, Int128) = (0, 0, 0)
        var (weightedValue, weightedFavourable, weights) = (0.0, 0.0, 0.0)
        for cell in cells {
            let slot = sums[cell.slot]
            value += Int128(cell.weight) * Int128(slot.value)
            favourable += Int128(cell.weight) * Int128(slot.favourable)
            weight += Int128(cell.weight) * Int128(slot.count)
            weightedValue += Double(cell.weight) * slot.weightedValue
            weightedFavourable += Double(cell.weight) * slot.weightedFavourable
            weights += Double(cell.weight) * slot.weight
        }
        guard weights > 0 else { return score.why = .noWeight }
        let isExact = !engine.grouping.isWeighted && !cells.contains { engine.layout.slots[$0.slot].hasRange }
        score.why = nil
        score.favourable = isExact ? quotient(favourable, weight) : weightedFavourable / weights
        if facts.isMean {
            score.value =
                isExact ? quotient(value, weight * Int128(engine.plan.denominator)) : weightedValue / weights
        } else {
            var stack: [Double] = []
            let pool = engine.plan.pools[index]
            let elements = cells.flatMap { self.elements($0, over: Double(pool.weightDenominator)) }
            (score.value, score.why) = pool.line.evaluate(elements, isExact: true, stack: &stack)
        }
        score.weight = weights
        let heaviest =
            Double(cells.reduce(0) { $0 + $1.weight }) * Double(engine.maxRecords) * engine.grouping.maxWeight
        score.bound = engine.span * min(1, heaviest / weights)
    }

    private func scoreQuestions(
        _ index: Int, _ cells: UnsafeBufferPointer<PoolCell>, _ score: inout PoolScore
    ) {
        var elements: [Element] = []
        var (favourable, whole) = (0.0, 0.0)
        let unit = Double(engine.plan.pools[index].weightDenominator)
        for cell in cells where sums[cell.slot].weight > 0 {
            let slot = sums[cell.slot]
            let mean =
                engine.grouping.isWeighted || engine.layout.slots[cell.slot].hasRange
                ? slot.weightedValue / slot.weight
                : quotient(Int128(slot.value), Int128(slot.count) * Int128(engine.plan.denominator))
            let share = slot.weightedFavourable / slot.weight
            elements.append(
                Element(value: mean, weight: Double(cell.weight) / unit, context: ElementContext(slot: cell.slot)))
            questions[index, default: [:]][cell.slot] = QuestionScore(
                mean: mean, favourable: share, weight: slot.weight, share: Double(cell.weight))
            favourable += Double(cell.weight) * share
            whole += Double(cell.weight)
            score.bound += Double(cell.weight) * engine.span
        }
        guard whole > 0 else { return score.why = .noWeight }
        score.weight = whole
        score.bound /= whole
        score.favourable = favourable / whole
        var stack: [Double] = []
        (score.value, score.why) = engine.plan.pools[index].line.evaluate(elements, isExact: false, stack: &stack)
    }

    /// All answers of a cell, one element a point.
    private func elements(_ cell: PoolCell, over unit: Double) -> [Element] {
        let slot = engine.plan.slots[cell.slot]
        if slot.line != nil {
            return (numbers[cell.slot] ?? []).map {
                Element(
                    value: $0.value, weight: Double(cell.weight) / unit * $0.weight,
                    context: ElementContext(slot: cell.slot))
            }
        }
        let start = engine.layout.offsets[cell.slot] + Layout.firstPoint
        return slot.values.indices.compactMap { point in
            let count = Int(histogram.base[start + point])
            guard count > 0 else { return nil }
            let context = engine.plan.element(cell.slot, point)
            // The weight of one of them, on average.
            let weight = weights.map { $0.base[start + point].value(scale: engine.weightScale) / Double(count) } ?? 1
            return Element(
                value: context.value, weight: Double(cell.weight) / unit * weight, count: count, context: context)
        }
    }

    /// Undeclared favourable points are never guessed (rule 10).
    private func checkFavourable(_ cells: UnsafeBufferPointer<PoolCell>, _ score: inout PoolScore) {
        score.favourableWhy = nil
        for cell in cells where valid[cell.slot] > 0 && !engine.layout.slots[cell.slot].declaresFavourable {
            score.favourableWhy = .undeclaredFavourable
            score.favourable = .nan
        }
    }

    /// Rules 7, 8 and 9.
    private func checkErrors(
        _ index: Int, _ facts: PoolFacts, _ cells: UnsafeBufferPointer<PoolCell>, _ score: inout PoolScore
    ) {
        var why: UndefinedReason?
        if hasCounts {
            let present = cells.filter { valid[$0.slot] > 0 }
            if present.contains(where: { counted[$0.slot] > 0 }) {
                // Of one question alone each count is another person.
                let isAlone = present.count == 1 && !pools.contains(where: { $0.respondents > 0 })
                why = isAlone ? nil : .personsUnknown
                if isAlone { score.counted = countedVariance(engine.plan.pools[index].line, present[0].slot, score) }
            }
        }
        let rests = facts.collection == .questions ? cells.contains { valid[$0.slot] == 1 } : score.respondents < 2
        if rests { why = .oneRespondent }
        score.favourableErrorWhy = score.favourableWhy ?? why
        score.errorWhy = facts.isMean || facts.isShare ? why : .noFormula
    }

    /// n/(n − 1) · Σ ((y − θ)/n)², which is exact because each answer is one respondent's (rule 9).
    private func countedVariance(_ line: PlanLine, _ slot: Int, _ score: PoolScore) -> CountedVariance {
        let start = engine.layout.offsets[slot] + Layout.firstPoint
        let n = Double(counted[slot])
        var stack: [Double] = []
        var (sum, favourable) = (0.0, 0.0)
        for point in engine.plan.slots[slot].values.indices {
            let context = engine.plan.element(slot, point)
            var value = context.value
            if let condition = line.shareCondition {
                value = condition.run(element: context, stack: &stack).value == 1 ? 1 : 0
            }
            let count = Double(histogram.base[start + point])
            sum += count * (value - score.value) * (value - score.value)
            let difference = (context.favourable == 1 ? 1 : 0) - score.favourable
            favourable += count * difference * difference
        }
        return CountedVariance(score: sum / (n * (n - 1)), favourable: favourable / (n * (n - 1)))
    }
}
