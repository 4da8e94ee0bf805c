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

    init(_ plan: ScorePlan, statistics: Bool) {
        self.statistics = statistics
        var offsets: [Int] = []
        var end = 0
        for slot in plan.slots {
            offsets.append(end)
            end += Self.firstPoint + max(1, slot.values.count)
        }
        self.offsets = offsets
        self.end = end
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

extension ScorePlan {
    /// A point as conditions see it.
    func element(_ slot: Int, _ point: Int) -> ElementContext {
        ElementContext(
            value: Double(slots[slot].values[point]) / Double(denominator),
            favourable: slots[slot].favourable.map { $0[point] ? 1 : 0 } ?? .nan, slot: slot, point: point)
    }
}

/// What of a plan concerns one source: the questions that it is asked, and what it can score through them.
struct SourceView: @unchecked Sendable {
    /// For each pool, its cells of questions asked.
    let cells: [[PoolCell]]
    /// For each step.
    let isScorable: [Bool]
    /// For each step that is shown, the different slots that it can draw on; of others none.
    let slots: [[Int]]
    /// For each step shown of several pools, slots that more than one of them holds.
    let sharedSlots: [[SharedSlot]]
    /// Steps shown of more than one pool.
    let several: [Int]
    /// Slots of any step.
    let used: [Int]
    /// For each step, the pools at or under it.
    let pools: [[Int]]
    /// One a file of answers.
    let programs: [UnitProgram]

    struct SharedSlot {
        let slot: Int
        let pools: [Int]
    }

    init(_ plan: ScorePlan, _ layout: Layout, source: Int?, answers: [Responses]) {
        let asked = plan.slots.map { slot in
            guard let source, let asks = slot.asks else { return true }
            return asks.contains(source)
        }
        let cells = plan.pools.map { pool in pool.cells.filter { asked[$0.slot] } }
        var pools: [[Int]] = []
        for step in plan.steps {
            switch step.kind {
            case .pool(let pool): pools.append(cells[pool].isEmpty ? [] : [pool])
            case .parts(_, let own, let children):
                pools.append((own.map { cells[$0].isEmpty ? [] : [$0] } ?? []) + children.flatMap { pools[$0] })
            }
        }
        self.cells = cells
        self.pools = pools
        isScorable = pools.map { !$0.isEmpty }
        several = plan.shown.filter { pools[$0].count > 1 }
        var slots = [[Int]](repeating: [], count: pools.count)
        var sharedSlots = [[SharedSlot]](repeating: [], count: pools.count)
        for step in plan.shown {
            var holders: [Int: [Int]] = [:]
            for pool in pools[step] { for cell in cells[pool] { holders[cell.slot, default: []].append(pool) } }
            slots[step] = holders.keys.sorted()
            sharedSlots[step] =
                holders.filter { $0.value.count > 1 }.sorted { $0.key < $1.key }
                .map { SharedSlot(slot: $0.key, pools: $0.value) }
        }
        self.slots = slots
        used = Set(pools.joined().flatMap { cells[$0].map(\.slot) }).sorted()
        self.sharedSlots = sharedSlots
        programs = answers.map { responses in
            UnitProgram(plan, layout, cells: cells, asked: asked, responses)
        }
    }
}

/// The pools' cells of one file of answers, flat, for the loops over respondents.
final class UnitProgram: @unchecked Sendable {
    struct Span: BitwiseCopyable {
        let pool: Int32
        /// Cells of the pool in the flat lists.
        let start: Int32
        let end: Int32
        /// Whether one respondent's figures are sums that the tables give.
        let isSummed: Bool
        let isPersons: Bool
        let needsCount: Int32
        let needsNumerator: Int64
        let needsDenominator: Int64
        /// What sums of table values are over.
        let denominator: Double
        let table: UnsafePointer<Int32>
        /// Whether shares favourable are asked for.
        let wantsFavourable: Bool
    }

    let spanCount: Int
    let spans: Block<Span>
    let columns: Block<Int32>
    let offsets: Block<Int32>
    let weights: Block<Int64>
    let slots: Block<Int32>
    /// For each question, where its counts lie; the spare places if it is in no slot that is asked.
    let columnOffsets: Block<Int32>
    /// Columns on a numeric range, with their slots.
    let numeric: [(column: Int, slot: Int)]

    init(_ plan: ScorePlan, _ layout: Layout, cells: [[PoolCell]], asked: [Bool], _ responses: Responses) {
        let survey = plan.surveys.firstIndex(of: responses.survey) ?? -1
        var spans: [Span] = []
        var columns: [Int32] = []
        var offsets: [Int32] = []
        var weights: [Int64] = []
        var slots: [Int32] = []
        for (index, pool) in plan.pools.enumerated() {
            let start = columns.count
            var isNumeric = false
            for cell in cells[index] where plan.slots[cell.slot].survey == survey {
                columns.append(Int32(plan.slots[cell.slot].question))
                offsets.append(Int32(layout.offsets[cell.slot]))
                weights.append(cell.weight)
                slots.append(Int32(cell.slot))
                isNumeric = isNumeric || plan.slots[cell.slot].line != nil
            }
            guard columns.count > start else { continue }
            spans.append(
                Self.span(index, pool, plan, layout, start..<columns.count, isNumeric: isNumeric))
        }
        spanCount = spans.count
        self.spans = Block(copying: spans)
        self.columns = Block(copying: columns)
        self.offsets = Block(copying: offsets)
        self.weights = Block(copying: weights)
        self.slots = Block(copying: slots)
        let columnOffsets = Block<Int32>(repeating: Int32(layout.end), count: responses.width)
        var numeric: [(column: Int, slot: Int)] = []
        for (index, slot) in plan.slots.enumerated() where slot.survey == survey && asked[index] {
            columnOffsets.base[slot.question] = Int32(layout.offsets[index])
            if slot.line != nil { numeric.append((slot.question, index)) }
        }
        self.columnOffsets = columnOffsets
        self.numeric = numeric
    }

    private static func span(
        _ index: Int, _ pool: Pool, _ plan: ScorePlan, _ layout: Layout, _ cells: Range<Int>, isNumeric: Bool
    ) -> Span {
        let isPersons = pool.collection == .persons
        let line = isPersons ? pool.person ?? pool.line : pool.line
        var needs = (count: Int32(1), numerator: Int64(0), denominator: Int64(1))
        if isPersons {
            switch line.needs {
            case .one: break
            case .count(let count): needs.count = Int32(clamping: max(1, count))
            case .share(let share): (needs.numerator, needs.denominator) = (share.numerator, share.denominator)
            }
        }
        let hasTable = line.isMean || layout.shares[index] != nil
        return Span(
            pool: Int32(index), start: Int32(cells.lowerBound), end: Int32(cells.upperBound),
            isSummed: hasTable && !isNumeric && pool.personTree == nil, isPersons: isPersons,
            needsCount: needs.count, needsNumerator: needs.numerator, needsDenominator: needs.denominator,
            denominator: layout.shares[index] == nil ? Double(plan.denominator) : 1,
            table: UnsafePointer((layout.shares[index] ?? layout.values).base), wantsFavourable: layout.statistics)
    }
}
