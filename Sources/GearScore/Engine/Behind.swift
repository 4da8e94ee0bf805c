/// Which respondents of a base group are behind which pool: for each pool a row of bits, one a unit.
///
/// Rows of bits are joined and counted 64 units at a time, which is what distinct respondents over several pools ask
/// for. Workers that fill one group at the same time keep to words of their own.
final class Behind: @unchecked Sendable {
    /// Of a row.
    let wordCount: Int
    private let bits: Block<UInt64>
    private let poolCount: Int
    /// What each person came to on each pool of persons, by unit and pool; nil if nobody asks for it again, or if that
    /// would be too much to keep.
    private let persons: Block<PersonScore>?

    struct PersonScore: BitwiseCopyable {
        /// NaN if too little was answered.
        var value = Double.nan
        var favourable = Double.nan
    }

    /// Persons' scores kept in one group.
    private static let mostPersons = 1 << 20

    init(pools: Int, units: Int, keepsPersons: Bool) {
        poolCount = pools
        wordCount = (units + 63) / 64
        bits = Block(repeating: 0, count: pools * wordCount)
        let isKept = keepsPersons && units <= Self.mostPersons / max(1, pools)
        persons = isKept ? Block(repeating: PersonScore(), count: units * pools) : nil
    }

    @inline(__always)
    func keep(_ score: PersonScore, _ unit: Int, _ pool: Int) { persons?.base[unit &* poolCount &+ pool] = score }

    /// nil where scores are not kept.
    @inline(__always)
    func kept(_ unit: Int, _ pool: Int) -> PersonScore? { persons?.base[unit &* poolCount &+ pool] }

    @inline(__always)
    func insert(_ unit: Int, _ pool: Int) { insert(1 << UInt64(unit & 63), unit >> 6, pool) }

    /// Adds all units of a word whose bits are set.
    @inline(__always)
    func insert(_ units: UInt64, _ word: Int, _ pool: Int) { bits.base[pool &* wordCount &+ word] |= units }

    @inline(__always)
    func contains(_ unit: Int, _ pool: Int) -> Bool {
        bits.base[pool &* wordCount &+ unit >> 6] & 1 << UInt64(unit & 63) != 0
    }

    /// The units behind any of the pools, as bits.
    @inline(__always)
    func units(_ word: Int, behind pools: PoolSet) -> UInt64 {
        var units: UInt64 = 0
        for pool in pools { units |= bits.base[pool &* wordCount &+ word] }
        return units
    }

    func count(behind pools: PoolSet) -> Int {
        (0..<wordCount).reduce(0) { $0 + units($1, behind: pools).nonzeroBitCount }
    }
}
