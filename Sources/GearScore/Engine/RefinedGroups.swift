/// Numbers pairs of a group and a rank in order of first sight.
struct RefinedGroups {
    private var count: UInt32 = 0
    /// By group, then rank, if that makes no large table; `UInt32.max` for none.
    private var table: [UInt32]
    private var others: [UInt64: UInt32] = [:]
    private let ranks: Int

    private static let mostPlaces = 1 << 20

    init(groups: Int, ranks: Int) {
        self.ranks = ranks
        let (places, overflow) = groups.multipliedReportingOverflow(by: ranks)
        table = overflow || places > Self.mostPlaces ? [] : [UInt32](repeating: .max, count: places)
    }

    @inline(__always)
    mutating func group(_ group: UInt32, _ rank: UInt32) -> UInt32 {
        let place = Int(group) &* ranks &+ Int(rank)
        if place < table.count {
            if table[place] == .max { table[place] = next() }
            return table[place]
        }
        let key = UInt64(group) << 32 | UInt64(rank)
        if let known = others[key] { return known }
        others[key] = next()
        return count - 1
    }

    private mutating func next() -> UInt32 {
        count += 1
        return count - 1
    }
}
