import GearModel
import GearTable

/// Numbers from a low to a high end, and where between them one stands.
struct ChartAxis {
    let low: Double
    let high: Double
    /// Numbers worth naming, in order: the ends of the scale and where bands begin; where there are none, even ones.
    let ticks: [Double]
    /// Even numbers between the ends, three to seven.
    let even: [Double]

    /// The range of what is measured, as far as it is known, and of all numbers to be drawn.
    ///
    /// - Parameter withZero: without a known range, from or to 0: bars say by their length how large a number is.
    init(_ measure: Measure?, _ numbers: some Sequence<Double>, withZero: Bool) {
        var low = measure?.range?.lowerBound
        var high = measure?.range?.upperBound
        if low == nil, withZero { (low, high) = (0, 0) }
        for number in numbers where number.isFinite {
            low = min(low ?? number, number)
            high = max(high ?? number, number)
        }
        let first = low ?? 0
        // Of one number alone, an axis of some length.
        let last = high.map { $0 > first ? $0 : first + max(1, abs(first)) } ?? first + 1
        (self.low, self.high) = (first, last)
        even = Self.even(first, last)
        let bounds = measure?.bands.compactMap(\.bound) ?? []
        let ends = measure?.range.map { [$0.lowerBound, $0.upperBound] } ?? []
        let named = (ends + bounds).filter { $0 >= first && $0 <= last }.sorted()
        ticks = bounds.isEmpty || named.count < 2 ? even : named
    }

    /// Multiples of 1, 2 or 5 times a power of ten.
    private static func even(_ low: Double, _ high: Double) -> [Double] {
        let rough = high / 6 - low / 6
        guard rough.isFinite, rough > 0, rough > abs(low) * 1e-9 else { return [low, high] }
        var step = 1.0
        while step > rough { step /= 10 }
        while step * 10 <= rough { step *= 10 }
        // Of many powers of ten nothing is left that one could count with.
        guard step.isNormal else { return [low, high] }
        step *= step * 2 >= rough ? 2 : step * 5 >= rough ? 5 : 10
        let first = (low / step).rounded(.up)
        let count = min(max(0, Int((high / step).rounded(.down) - first)), 12)
        return (0...count).map { (first + Double($0)) * step }
    }

    /// From 0 at the low end to 1 at the high one; never outside. (Halves, so that no difference is too large.)
    func fraction(_ number: Double) -> Double {
        let share = (number / 2 - low / 2) / (high / 2 - low / 2)
        return share.isFinite ? min(max(share, 0), 1) : 0
    }

    /// A number with no more decimals than it needs, two at most.
    static func text(_ number: Double) -> String {
        guard abs(number) < 1e9, abs(number) >= 0.01 || number == 0 else { return number.shortest }
        var text = ColumnText.fixed(number, 2)
        while text.last == "0" { text.removeLast() }
        if text.last == "." { text.removeLast() }
        return text
    }
}
