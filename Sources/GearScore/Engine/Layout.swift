import GearModel

/// Where each slot's figures lie in the tables that are read by code.
///
/// A cell's code plus 5, modulo 256, puts what is not put first (0 not shown, 1 not applicable), then what is put
/// without a value (2...5), then the points from 6 on: so `index >= 6` is a valid answer and `index >= 2` one put.
struct Layout: Sendable {
    static let firstPut = 2
    static let firstPoint = 6

    @inline(__always)
    static func index(_ code: UInt8) -> Int { Int(code &+ 5) }

    /// A slot's first place.
    let offsets: [Int]
    let slots: Block<SlotFacts>
    /// One past the last slot's places; 256 spare places follow, for questions that are in no slot.
    let end: Int
    var size: Int { end + 256 }
    /// Values over the plan's denominator, at points.
    let values: Block<Int32>
    /// 1 at favourable points.
    let favourable: Block<Int32>
    /// For pools whose line or person line is a share: 1 at points that it counts.
    let shares: [Int: Block<Int32>]
    let statistics: Bool
    /// Of any slot.
    let mostPoints: Int

    init(_ plan: ScorePlan, statistics: Bool) {
        self.statistics = statistics
        var offsets: [Int] = []
        var end = 0
        for slot in plan.slots {
            offsets.append(end)
            end += Self.firstPoint + max(1, slot.values.count)
        }
        mostPoints = plan.slots.reduce(0) { max($0, $1.line == nil ? $1.values.count : 1) }
        self.offsets = offsets
        self.end = end
        slots = Block(copying: zip(plan.slots, offsets).map { SlotFacts($0, offset: $1) })
        values = Block(repeating: 0, count: end + 256)
        favourable = Block(repeating: 0, count: end + 256)
        for (index, slot) in plan.slots.enumerated() {
            for (point, value) in slot.values.enumerated() {
                values.base[offsets[index] + Self.firstPoint + point] = Int32(truncatingIfNeeded: value)
                favourable.base[offsets[index] + Self.firstPoint + point] = slot.favourable?[point] == true ? 1 : 0
            }
        }
        var shares: [Int: Block<Int32>] = [:]
        for (index, pool) in plan.pools.enumerated() {
            let line = pool.collection == .persons ? pool.person : pool.line
            guard pool.collection != .questions, let condition = line?.shareCondition else { continue }
            shares[index] = Self.shareTable(condition, pool, plan, offsets, size: end + 256)
        }
        self.shares = shares
    }

    private static func shareTable(
        _ condition: LineProgram, _ pool: Pool, _ plan: ScorePlan, _ offsets: [Int], size: Int
    ) -> Block<Int32> {
        let table = Block<Int32>(repeating: 0, count: size)
        var stack: [Double] = []
        for cell in pool.cells {
            for point in plan.slots[cell.slot].values.indices {
                let holds = condition.run(element: plan.element(cell.slot, point), stack: &stack).value == 1
                table.base[offsets[cell.slot] + firstPoint + point] = holds ? 1 : 0
            }
        }
        return table
    }
}

/// A slot as loops over groups read it: see `SourceView`.
struct SlotFacts: BitwiseCopyable {
    /// Its first place.
    let offset: Int
    let pointCount: Int
    let hasRange: Bool
    let declaresFavourable: Bool

    init(_ slot: Slot, offset: Int) {
        self.offset = offset
        pointCount = slot.values.count
        hasRange = slot.line != nil
        declaresFavourable = slot.favourable != nil
    }

    var firstPoint: Int { offset + Layout.firstPoint }
}

extension ScorePlan {
    /// A point as conditions see it.
    func element(_ slot: Int, _ point: Int) -> ElementContext {
        ElementContext(
            value: Double(slots[slot].values[point]) / Double(denominator),
            favourable: slots[slot].favourable.map { $0[point] ? 1 : 0 } ?? .nan, slot: slot, point: point)
    }
}
