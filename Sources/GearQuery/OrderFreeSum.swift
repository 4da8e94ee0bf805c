/// The sum of numbers, the same whatever their order.
///
/// All are put on one fixed-point grid of 96 bits below the largest one and added as integers, so that no
/// partial sum rounds; against the exact sum at most `count` · 2⁻⁹⁶ of the largest number is lost.
struct OrderFreeSum {
    /// Infinite if it is beyond a double.
    let value: Double

    init(_ numbers: some Swift.Collection<Double>) {
        guard let largest = numbers.lazy.map(\.magnitude).max(), largest > 0, largest.isFinite else {
            value = numbers.isEmpty || numbers.allSatisfy { $0 == 0 } ? 0 : .nan
            return
        }
        let shift = 96 - Int(largest.exponent)
        var sum: Int128 = 0
        for number in numbers {
            let scaled = Double(sign: .plus, exponent: shift, significand: number)
            // Below 2^97, and fewer than 2^30 of them: neither conversion nor sum can overflow.
            sum &+= Int128(scaled.rounded(.toNearestOrEven))
        }
        value = Double(sign: .plus, exponent: -shift, significand: Double(sum))
    }
}
