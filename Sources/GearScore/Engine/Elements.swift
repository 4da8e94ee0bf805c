import GearModel

/// One thing that a line gathers, or several alike.
struct Element {
    var value: Double
    /// The weight of each in means, sums, shares and medians.
    var weight = 1.0
    var count = 1
    var context = ElementContext()
}

extension PlanLine {
    /// The line's value over `elements`, which stand in an order of their own (waves: in time); NaN with a reason.
    ///
    /// Conditions see a computed score rounded to nine decimals, as every cut does (STATISTICS rule 19); an answer's
    /// value is exact and is seen as it is (`isExact`).
    func evaluate(
        _ elements: [Element], isExact: Bool, stack: inout [Double]
    ) -> (value: Double, why: UndefinedReason?) {
        let results = aggregates.map { $0.evaluate(elements, isExact: isExact, stack: &stack) }
        if bare != nil {
            return results[0].isNaN ? (.nan, elements.isEmpty ? .noAnswers : .ruleGivesMissing) : (results[0], nil)
        }
        let (value, dividedByZero) = program.run(aggregates: results, stack: &stack)
        guard value.isFinite else { return (.nan, dividedByZero ? .divisionByZero : .ruleGivesMissing) }
        return (value, nil)
    }
}

extension PlanAggregate {
    func evaluate(_ elements: [Element], isExact: Bool, stack: inout [Double]) -> Double {
        func holds(_ element: Element, _ condition: LineProgram) -> Bool {
            var context = element.context
            context.value = isExact ? element.value : Rounding.cut(element.value)
            return condition.run(element: context, stack: &stack).value == 1
        }
        guard let condition else { return apply(elements) }
        let gathered = elements.filter { holds($0, condition) }
        guard function == .share else { return apply(gathered) }
        let whole = elements.reduce(0) { $0 + $1.weight * Double($1.count) }
        return whole == 0 ? .nan : gathered.reduce(0) { $0 + $1.weight * Double($1.count) } / whole
    }

    private func apply(_ elements: [Element]) -> Double {
        guard let last = elements.last else { return function == .count ? 0 : .nan }
        switch function {
        case .mean: return Self.mean(elements)
        case .median: return Self.median(elements)
        case .min: return elements.reduce(.infinity) { min($0, $1.value) }
        case .max: return elements.reduce(-.infinity) { max($0, $1.value) }
        case .sum: return elements.reduce(0) { $0 + $1.weight * Double($1.count) * $1.value }
        case .count: return Double(elements.reduce(0) { $0 + $1.count })
        case .share: return 1
        case .latest: return last.value
        case .decayingLinear:
            // 0.65 · latest + 0.35 · mean of all before it.
            let older = elements.dropLast()
            return older.isEmpty ? last.value : 0.65 * last.value + 0.35 * Self.mean(Array(older))
        case .decayingRecursive:
            // d ← 0.65 · x + 0.35 · d, from the first.
            return elements.dropFirst().reduce(elements[0].value) { 0.65 * $1.value + 0.35 * $0 }
        }
    }

    private static func mean(_ elements: [Element]) -> Double {
        var (sum, whole) = (0.0, 0.0)
        for element in elements {
            let weight = element.weight * Double(element.count)
            sum += weight * element.value
            whole += weight
        }
        return whole == 0 ? .nan : sum / whole
    }

    /// Where half of the weight lies below; the mean of the middle pair where the half falls between two values.
    private static func median(_ elements: [Element]) -> Double {
        let sorted = elements.filter { $0.weight > 0 }.sorted {
            $0.value != $1.value ? $0.value < $1.value : $0.weight < $1.weight
        }
        let half = sorted.reduce(0) { $0 + $1.weight * Double($1.count) } / 2
        var below = 0.0
        for (place, element) in sorted.enumerated() {
            below += element.weight * Double(element.count)
            if below > half { return element.value }
            if below == half, place + 1 < sorted.count { return (element.value + sorted[place + 1].value) / 2 }
        }
        return sorted.last?.value ?? .nan
    }

    /// What each of `count` elements in order counts for, if the aggregate is linear in them.
    func coefficients(_ count: Int) -> [Double]? {
        guard condition == nil, count > 0 else { return nil }
        var result = [Double](repeating: 0, count: count)
        switch function {
        case .mean: return [Double](repeating: 1 / Double(count), count: count)
        case .latest: result[count - 1] = 1
        case .decayingLinear:
            guard count > 1 else { return [1] }
            for place in 0..<count - 1 { result[place] = 0.35 / Double(count - 1) }
            result[count - 1] = 0.65
        case .decayingRecursive:
            result[0] = 1
            for place in 1..<max(count, 1) {
                for earlier in 0..<place { result[earlier] *= 0.35 }
                result[place] = 0.65
            }
        default: return nil
        }
        return result
    }
}

extension Needs {
    /// Whether `count` is enough of `whole`, exactly.
    func areMet(_ count: Int, of whole: Int) -> Bool {
        switch self {
        case .one: count > 0
        case .count(let least): count >= max(1, least)
        case .share(let share):
            count > 0 && Int128(count) * Int128(share.denominator) >= Int128(share.numerator) * Int128(whole)
        }
    }
}
