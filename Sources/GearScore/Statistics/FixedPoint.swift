/// A sum of doubles that does not depend on their order: each is rounded once to a grid, and whole numbers are
/// added (STATISTICS rule 20).
struct FixedSum: BitwiseCopyable {
    private var raw: Int128 = 0

    /// `scale` is a power of two with |value · scale| below 2^62.
    @inline(__always)
    mutating func add(_ value: Double, scale: Double) {
        raw &+= Int128(FixedPoint.whole(value * scale))
    }

    /// The same as adding the value so often.
    @inline(__always)
    mutating func add(_ value: Double, scale: Double, times: Int) {
        raw &+= Int128(FixedPoint.whole(value * scale)) &* Int128(times)
    }

    mutating func add(_ other: FixedSum) { raw &+= other.raw }

    func value(scale: Double) -> Double { scale == 0 ? 0 : FixedPoint.double(raw) / scale }
}

/// A `FixedSum` on a grid 2^40 times as fine, for terms far smaller than their bound, as squares are.
struct FineSum: BitwiseCopyable {
    private var raw: Int128 = 0

    /// `scale` as for `FixedSum`; room for 2^24 terms at the bound.
    @inline(__always)
    mutating func add(_ value: Double, scale: Double) {
        let scaled = value * scale
        let whole = FixedPoint.whole(scaled)
        let rest = FixedPoint.whole((scaled - Double(whole)) * 0x1p40)
        raw &+= Int128(whole) << 40 &+ Int128(rest)
    }

    mutating func add(_ other: FineSum) { raw &+= other.raw }

    func value(scale: Double) -> Double { scale == 0 ? 0 : FixedPoint.double(raw) / scale * 0x1p-40 }
}

enum FixedPoint {
    /// A power of two that brings numbers up to `bound` to just below 2^62; 0 if all of them are 0.
    static func scale(bound: Double) -> Double {
        guard bound > 0, bound.isFinite else { return 0 }
        return power(of: 61 - Int(bound.exponent))
    }

    /// Without what lies behind the point; what does not fit (there is none where the bound holds) goes to the end.
    @inline(__always)
    static func whole(_ value: Double) -> Int64 {
        let limit = 0x1p62
        return Int64(value < limit ? (value > -limit ? value : -limit) : limit)
    }

    /// The nearest double; the standard library's conversion is generic and many times slower.
    static func double(_ raw: Int128) -> Double {
        if let small = Int64(exactly: raw) { return Double(small) }
        let magnitude = raw.magnitude
        let excess = 64 - magnitude.leadingZeroBitCount
        var bits = UInt64(truncatingIfNeeded: magnitude >> UInt128(excess))
        // What is cut off must not look like a tie.
        if magnitude & ((1 << UInt128(excess)) - 1) != 0 { bits |= 1 }
        return (raw < 0 ? -1 : 1) * Double(bits) * power(of: excess)
    }
}
