/// A set of numbers below 256.
struct Bits: Hashable {
    private var words = SIMD4<UInt64>()

    init(_ elements: [Int] = []) { for element in elements { insert(element) } }

    mutating func insert(_ element: Int) { words[element >> 6] |= 1 << UInt64(element & 63) }

    var isEmpty: Bool { words == SIMD4() }
    var count: Int { (0..<4).reduce(0) { $0 + words[$1].nonzeroBitCount } }

    var elements: [Int] { (0..<256).filter { words[$0 >> 6] >> UInt64($0 & 63) & 1 == 1 } }

    func isSubset(of other: Bits) -> Bool { words & ~other.words == SIMD4() }

    func subtracting(_ other: Bits) -> Bits {
        var result = self
        result.words &= ~other.words
        return result
    }
}

/// All linear combinations of some rows of zeros and ones, in exact arithmetic: modulo a prime, which finds what rational
/// elimination finds (the prime would have to divide a minor of the rows to make a difference).
struct RowSpace {
    private static let prime: UInt64 = 2_147_483_647
    /// Reduced rows by the place of their leading one.
    private var rows: [Int: [UInt64]] = [:]
    private var known: Set<Bits> = []

    mutating func add(_ bits: Bits) {
        guard known.insert(bits).inserted else { return }
        var row = reduced(bits)
        guard let lead = row.firstIndex(where: { $0 != 0 }) else { return }
        let inverse = Self.power(row[lead], Self.prime - 2)
        for place in row.indices { row[place] = row[place] * inverse % Self.prime }
        rows[lead] = row
    }

    /// Whether the sum over these is a combination of known sums.
    func contains(_ bits: Bits) -> Bool { reduced(bits).allSatisfy { $0 == 0 } }

    private func reduced(_ bits: Bits) -> [UInt64] {
        var row = [UInt64](repeating: 0, count: 256)
        for element in bits.elements { row[element] = 1 }
        for lead in 0..<256 where row[lead] != 0 {
            guard let other = rows[lead] else { continue }
            let factor = Self.prime - row[lead]
            for place in lead..<256 where other[place] != 0 {
                row[place] = (row[place] + factor * other[place]) % Self.prime
            }
        }
        return row
    }

    private static func power(_ base: UInt64, _ exponent: UInt64) -> UInt64 {
        var (result, square, rest): (UInt64, UInt64, UInt64) = (1, base, exponent)
        while rest > 0 {
            if rest & 1 == 1 { result = result * square % prime }
            square = square * square % prime
            rest >>= 1
        }
        return result
    }
}
