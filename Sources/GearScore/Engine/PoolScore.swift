import GearModel

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
}

/// The same where answers have sampling weights, or are numbers on a range.
struct WeightedSums: BitwiseCopyable {
    var value = 0.0
    var favourable = 0.0
    var weight = 0.0
}

struct CountedVariance: Sendable, BitwiseCopyable {
    let score: Double
    let favourable: Double
}

extension Tally {
    /// The score of a pool from what was counted (STATISTICS rules 3 and 4), in a place that is as new.
    @inline(__always)
    func score(_ pool: Int, _ view: SourceView, _ score: inout StepScore) {
        let facts = view.poolFacts.base[pool]
        let cells = view.cells(of: facts)
        if !cells.isEmpty { self.score(pool, facts, cells, &score) }
    }

    private func weightedSums(_ slot: Int) -> WeightedSums {
        var sums = WeightedSums()
        let facts = engine.layout.slots.base[slot]
        if facts.hasRange {
            for (value, weight) in numbers[slot] ?? [] {
                sums.value += weight * value
                sums.weight += weight
            }
            return sums
        }
        let (values, favourable) = (engine.layout.values.base, engine.layout.favourable.base)
        for place in facts.firstPoint..<facts.firstPoint &+ facts.pointCount where histogram.base[place] > 0 {
            let weight =
                weights.map { $0.base[place].value(scale: engine.weightScale) } ?? Double(histogram.base[place])
            sums.weight += weight
            sums.value += weight * Double(values[place])
            sums.favourable += weight * Double(favourable[place])
        }
        sums.value /= Double(engine.plan.denominator)
        return sums
    }

    private func score(
        _ index: Int, _ facts: PoolFacts, _ cells: UnsafeBufferPointer<PoolCell>, _ score: inout StepScore
    ) {
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
            countBehind(index, cells, &score)
        default:
            countBehind(index, cells, &score)
            isMet =
                facts.needsOne
                ? score.answers > 0 : facts.needs.areMet(score.answers, of: cells.reduce(0) { $0 &+ put.base[$1.slot] })
            if score.answers > 0 { score.why = .needsNotMet }
        }
        guard isMet else { return score = StepScore(why: score.why) }
        switch facts.collection {
        case .persons: scorePersons(index, &score)
        case .questions: scoreQuestions(index, cells, &score)
        default: scoreAnswers(index, facts, cells, &score)
        }
        if engine.statistics || facts.asksForFavourable { checkFavourable(cells, &score) }
        if score.favourableWhy == .undeclaredFavourable, facts.asksForFavourable { score.why = .undeclaredFavourable }
        if score.value.isNaN || score.why != nil { return score = StepScore(why: score.why) }
        if engine.statistics { checkErrors(index, facts, cells, &score) }
    }

    /// Distinct respondents and pairs.
    @inline(__always)
    private func countBehind(_ index: Int, _ cells: UnsafeBufferPointer<PoolCell>, _ score: inout StepScore) {
        let unnamed = hasCounts ? unnamed(cells.lazy.map(\.slot)).count : 0
        score.respondents = pools.base[index].respondents + unnamed
        score.answers = cells.reduce(0) { $0 &+ valid.base[$1.slot] }
    }

    private func scorePersons(_ index: Int, _ score: inout StepScore) {
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
        _ index: Int, _ facts: PoolFacts, _ cells: UnsafeBufferPointer<PoolCell>, _ score: inout StepScore
    ) {
        let isExact = !engine.grouping.isWeighted && !facts.hasRange
        let sums = isExact ? addExactly(facts, cells, &score) : add(cells, &score)
        guard score.weight > 0 else { return score.why = .noWeight }
        score.why = nil
        score.favourable = sums.favourable
        if facts.isMean {
            score.value = sums.value
        } else {
            var stack: [Double] = []
            let pool = engine.plan.pools[index]
            let elements = cells.flatMap { self.elements($0, over: Double(pool.weightDenominator)) }
            (score.value, score.why) = pool.line.evaluate(elements, isExact: true, stack: &stack)
        }
        let heaviest = facts.weight * Double(engine.maxRecords) * engine.grouping.maxWeight
        score.bound = engine.span * min(1, heaviest / score.weight)
    }

    /// The mean of all answers and the share favourable, rounded once; no sum comes near the end of 128 bits.
    @inline(__always)
    private func addExactly(
        _ facts: PoolFacts, _ cells: UnsafeBufferPointer<PoolCell>, _ score: inout StepScore
    ) -> (value: Double, favourable: Double) {
        if facts.isUnweighted, let sums = addCounts(cells, &score) { return sums }
        var (value, favourable, weight): (Int128, Int128, Int128) = (0, 0, 0)
        for cell in cells {
            let (slot, a) = (sums.base[cell.slot], Int128(cell.weight))
            value &+= a &* Int128(slot.value)
            favourable &+= a &* Int128(slot.favourable)
            weight &+= a &* Int128(slot.count)
        }
        score.weight = FixedPoint.double(weight)
        guard weight > 0 else { return (.nan, .nan) }
        return (
            quotient(value, weight &* Int128(engine.plan.denominator)),
            engine.statistics ? quotient(favourable, weight) : .nan
        )
    }

    /// The same where each cell weighs 1; nil if there may be too many answers for 64 bits: values, and what they are over,
    /// are below 2^31.
    @inline(__always)
    private func addCounts(
        _ cells: UnsafeBufferPointer<PoolCell>, _ score: inout StepScore
    ) -> (value: Double, favourable: Double)? {
        var (value, favourable, count): (Int64, Int64, Int64) = (0, 0, 0)
        for cell in cells {
            let slot = sums.base[cell.slot]
            value &+= slot.value
            favourable &+= slot.favourable
            count &+= slot.count
        }
        guard count < 1 << 31 else { return nil }
        score.weight = Double(count)
        guard count > 0 else { return (.nan, .nan) }
        return (
            quotient(value, count &* engine.plan.denominator),
            engine.statistics ? quotient(favourable, count) : .nan
        )
    }

    /// The same with sampling weights, or of numbers.
    private func add(
        _ cells: UnsafeBufferPointer<PoolCell>, _ score: inout StepScore
    ) -> (value: Double, favourable: Double) {
        var all = WeightedSums()
        for cell in cells {
            let (slot, a) = (weightedSums(cell.slot), Double(cell.weight))
            all.value += a * slot.value
            all.favourable += a * slot.favourable
            all.weight += a * slot.weight
        }
        score.weight = all.weight
        return (all.value / all.weight, all.favourable / all.weight)
    }

    private func scoreQuestions(
        _ index: Int, _ cells: UnsafeBufferPointer<PoolCell>, _ score: inout StepScore
    ) {
        var elements: [Element] = []
        var (favourable, whole) = (0.0, 0.0)
        let unit = Double(engine.plan.pools[index].weightDenominator)
        for cell in cells {
            let slot = weightedSums(cell.slot)
            guard slot.weight > 0 else { continue }
            let exact = sums.base[cell.slot]
            let mean =
                engine.grouping.isWeighted || engine.layout.slots[cell.slot].hasRange
                ? slot.value / slot.weight
                : quotient(Int128(exact.value), Int128(exact.count) * Int128(engine.plan.denominator))
            let share = slot.favourable / slot.weight
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
    private func checkFavourable(_ cells: UnsafeBufferPointer<PoolCell>, _ score: inout StepScore) {
        score.favourableWhy = nil
        let (valid, slots) = (valid.base, engine.layout.slots.base)
        for cell in cells where valid[cell.slot] > 0 && !slots[cell.slot].declaresFavourable {
            score.favourableWhy = .undeclaredFavourable
            score.favourable = .nan
        }
    }

    /// Rules 7, 8 and 9.
    private func checkErrors(
        _ index: Int, _ facts: PoolFacts, _ cells: UnsafeBufferPointer<PoolCell>, _ score: inout StepScore
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
    private func countedVariance(_ line: PlanLine, _ slot: Int, _ score: StepScore) -> CountedVariance {
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
