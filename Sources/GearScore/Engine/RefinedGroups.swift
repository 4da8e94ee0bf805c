import GearSource
import GearTable

/// Numbers pairs of a group and a rank in order of first sight.
struct RefinedGroups {
    /// By number.
    private(set) var pairs: [(group: UInt32, rank: UInt32)] = []
    /// By group, then rank, if that makes no large table; `UInt32.max` for none.
    private let table: Block<UInt32>?
    private var others: [UInt64: UInt32] = [:]
    private let ranks: Int

    private static let mostPlaces = 1 << 20
    /// Between two looks whether somebody still waits.
    private static let recordsAtATime = 1 << 15

    init(groups: Int, ranks: Int) {
        self.ranks = ranks
        let (places, overflow) = groups.multipliedReportingOverflow(by: ranks)
        table = overflow || places > Self.mostPlaces ? nil : Block(repeating: UInt32.max, count: places)
    }

    /// Replaces each group by the number of its pair.
    ///
    /// - Parameters:
    ///   - groups: One a record; `UInt32.max` for a record that has none, and keeps none.
    ///   - codes: Of the dimension, one a record; none at all where it is missing everywhere.
    ///   - rankOfCode: By code; nil where codes are ranks.
    ///   - missing: The rank of a missing value.
    mutating func refine(
        _ groups: inout [UInt32], by codes: [UInt32], _ rankOfCode: [UInt32]? = nil, missing: UInt32
    ) throws(Diagnostic) {
        var start = 0
        while start < groups.count {
            try Threads.goOn()
            let end = min(start + Self.recordsAtATime, groups.count)
            for record in start..<end where groups[record] != .max {
                let code = codes.isEmpty ? DimensionValues.missing : codes[record]
                let rank = code == DimensionValues.missing ? missing : rankOfCode?[Int(code)] ?? code
                groups[record] = number(groups[record], rank)
            }
            start = end
        }
    }

    @inline(__always)
    private mutating func number(_ group: UInt32, _ rank: UInt32) -> UInt32 {
        let place = Int(group) &* ranks &+ Int(rank)
        if let table, place < table.count {
            let known = table[place]
            if known != .max { return known }
            let new = append(group, rank)
            table[place] = new
            return new
        }
        let key = UInt64(group) << 32 | UInt64(rank)
        if let known = others[key] { return known }
        let new = append(group, rank)
        others[key] = new
        return new
    }

    @inline(never)
    private mutating func append(_ group: UInt32, _ rank: UInt32) -> UInt32 {
        pairs.append((group, rank))
        return UInt32(truncatingIfNeeded: pairs.count - 1)
    }
}
