import GearModel

/// Rational arithmetic that says so (nil) instead of overflowing.
extension Rational {
    func plus(_ other: Rational) -> Rational? {
        let (left, o1) = numerator.multipliedReportingOverflow(by: other.denominator)
        let (right, o2) = other.numerator.multipliedReportingOverflow(by: denominator)
        let (sum, o3) = left.addingReportingOverflow(right)
        let (over, o4) = denominator.multipliedReportingOverflow(by: other.denominator)
        return o1 || o2 || o3 || o4 ? nil : Rational(sum, over: over)
    }

    var negated: Rational? { Rational(numerator, over: -denominator) }

    func minus(_ other: Rational) -> Rational? { other.negated.flatMap { plus($0) } }

    func times(_ other: Rational) -> Rational? {
        // Reduced crosswise, so that only a result that does not fit overflows.
        guard let left = Rational(numerator, over: other.denominator),
            let right = Rational(other.numerator, over: denominator)
        else { return nil }
        let (over, o1) = left.denominator.multipliedReportingOverflow(by: right.denominator)
        let (product, o2) = left.numerator.multipliedReportingOverflow(by: right.numerator)
        return o1 || o2 ? nil : Rational(product, over: over)
    }

    func divided(by other: Rational) -> Rational? {
        Rational(other.denominator, over: other.numerator).flatMap { times($0) }
    }

    /// The numerator over `denominator`, which must be a multiple of the number's own.
    func numerator(over denominator: Int64) -> Int64? {
        let (product, overflow) = numerator.multipliedReportingOverflow(by: denominator / self.denominator)
        return overflow ? nil : product
    }
}

/// The least common denominator, if it is below 2^31.
func commonDenominator(_ numbers: some Sequence<Rational>) -> Int64? {
    var common: Int64 = 1
    for number in numbers {
        var (a, b) = (common, number.denominator)
        while b != 0 { (a, b) = (b, a % b) }
        let (product, overflow) = common.multipliedReportingOverflow(by: number.denominator / a)
        guard !overflow, product < 1 << 31 else { return nil }
        common = product
    }
    return common
}

/// The quotient of two whole numbers as the nearest double (ties to even): rounded once.
func quotient(_ numerator: Int128, _ denominator: Int128) -> Double {
    guard denominator > 0 else { return .nan }
    let exact: Int128 = 1 << 53
    if numerator.magnitude <= exact.magnitude, denominator <= exact {
        return Double(Int64(truncatingIfNeeded: numerator)) / Double(Int64(truncatingIfNeeded: denominator))
    }
    guard numerator != 0 else { return 0 }
    // At least 55 bits of quotient, the last of them saying whether anything is left over, round as all bits would.
    let shift = min(numerator.magnitude.leadingZeroBitCount - 1, 126)
    let (whole, rest) = (numerator.magnitude << UInt128(shift)).quotientAndRemainder(dividingBy: denominator.magnitude)
    let excess = max(0, 128 - whole.leadingZeroBitCount - 62)
    var bits = UInt64(truncatingIfNeeded: whole >> UInt128(excess))
    if rest != 0 || whole & ((1 << UInt128(excess)) - 1) != 0 { bits |= 1 }
    let magnitude = Double(bits) * power(of: excess - shift)
    return numerator < 0 ? -magnitude : magnitude
}

/// The same of two numbers of 64 bits.
@inline(__always)
func quotient(_ numerator: Int64, _ denominator: Int64) -> Double {
    let exact: Int64 = 1 << 53
    if numerator.magnitude <= exact, 0 < denominator, denominator <= exact {
        return Double(numerator) / Double(denominator)
    }
    return quotient(Int128(numerator), Int128(denominator))
}

/// 2 to the power of `exponent`, within the range of normal numbers.
func power(of exponent: Int) -> Double {
    Double(sign: .plus, exponent: max(-1022, min(1023, exponent)), significand: 1)
}
