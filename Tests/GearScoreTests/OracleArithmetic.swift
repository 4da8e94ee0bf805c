import GearModel

@testable import GearScore

extension Oracle {
    static func add(_ left: [String: Double]?, _ right: [String: Double]?, _ weight: Double) -> [String: Double]? {
        guard let left, let right else { return nil }
        return left.merging(right.mapValues { $0 * weight }, uniquingKeysWith: +)
    }

    func y(_ answer: TestAnswer) -> Double { questions[answer.question].y(answer.value ?? 0) }

    func isFavourable(_ answer: TestAnswer) -> Double {
        questions[answer.question].isFavourable(answer.value ?? 0) == true ? 1 : 0
    }

    static func meets(_ needs: Needs, _ count: Int, _ whole: Int) -> Bool {
        switch needs {
        case .one: count >= 1
        case .count(let least): count >= max(1, least)
        case .share(let share): count >= 1 && count * Int(share.denominator) >= Int(share.numerator) * whole
        }
    }

    static func mean(_ elements: [(Double, Double)]) -> Double? {
        let whole = elements.reduce(0) { $0 + $1.1 }
        return whole == 0 ? nil : elements.reduce(0) { $0 + $1.0 * $1.1 } / whole
    }

    static func passes(_ value: Double, _ line: TestLine, _ cutsScores: Bool) -> Bool {
        guard let cut = line.cut else { return true }
        return (cutsScores ? (value * 1e9).rounded(.toNearestOrAwayFromZero) / 1e9 : value) >= cut
    }

    static func evaluate(_ line: TestLine, _ elements: [(Double, Double)], cutsScores: Bool = false) -> Double? {
        let gathered = elements.filter { passes($0.0, line, cutsScores) }
        let first: Double?
        switch line.function {
        case .mean: first = mean(gathered)
        case .median: first = median(gathered)
        case .min: first = gathered.map(\.0).min()
        case .max: first = gathered.map(\.0).max()
        case .sum: first = gathered.isEmpty ? nil : gathered.reduce(0) { $0 + $1.0 * $1.1 }
        case .count: first = Double(gathered.count)
        case .share:
            let whole = elements.reduce(0) { $0 + $1.1 }
            first = whole == 0 ? nil : gathered.reduce(0) { $0 + $1.1 } / whole
        case .latest: first = gathered.last?.0
        case .decayingLinear:
            let older = gathered.dropLast().map { ($0.0, 1.0) }
            first = gathered.last.map { last in mean(older).map { 0.65 * last.0 + 0.35 * $0 } ?? last.0 }
        case .decayingRecursive:
            first = gathered.dropFirst().reduce(gathered.first?.0) { sum, next in sum.map { 0.65 * next.0 + 0.35 * $0 }
            }
        }
        guard line.meetsMaximum else { return first }
        guard let first, let most = elements.map(\.0).max() else { return nil }
        return (first + most) / 2
    }

    private static func median(_ elements: [(Double, Double)]) -> Double? {
        let sorted = elements.sorted { $0.0 < $1.0 }
        let half = sorted.reduce(0) { $0 + $1.1 } / 2
        var below = 0.0
        for (place, element) in sorted.enumerated() {
            below += element.1
            if (below - half).magnitude < 1e-9, place + 1 < sorted.count {
                return (element.0 + sorted[place + 1].0) / 2
            }
            if below > half { return element.0 }
        }
        return sorted.last?.0
    }
}
