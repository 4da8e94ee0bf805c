import GearModel

/// What of a plan concerns one source: the questions that it is asked, and what it can score through them.
///
/// What every group needs is here as plain values in blocks: threads that went through the plan's own arrays would
/// count references to the same objects, and wait for each other.
final class SourceView: @unchecked Sendable {
    /// For each pool, its cells of questions asked.
    let cells: [[PoolCell]]
    /// For each step.
    let isScorable: [Bool]
    /// For each step of several pools that is shown, the slots that more than one of them holds.
    let sharedSlots: [[SharedSlot]]
    /// Steps shown of more than one pool.
    let several: [Int]
    /// Slots of any step.
    let used: [Int]
    /// For each step, the pools at or under it.
    let pools: [[Int]]
    /// One a file of answers.
    let programs: [UnitProgram]
    let poolFacts: Block<PoolFacts>
    let stepFacts: Block<StepFacts>
    private let poolCells: Block<PoolCell>
    private let parts: Block<Part>
    /// Of all steps.
    var partCount: Int { parts.count }
    private let stepSlots: Block<Int32>

    struct SharedSlot {
        let slot: Int
        let pools: [Int]
    }

    /// What a step takes in: pools come first in the count of places, then steps.
    struct Part: BitwiseCopyable {
        let place: Int32
        let weight: Double
    }

    /// Which slots each source is asked; sources that are asked the same have one view.
    static func views(
        _ plan: ScorePlan, _ layout: Layout, of sources: Set<Int?>, answers: [Responses]
    ) -> [Int?: SourceView] {
        var views: [Int?: SourceView] = [:]
        var known: [[Bool]: SourceView] = [:]
        for source in sources {
            let asked = plan.slots.map { slot in
                guard let source, let asks = slot.asks else { return true }
                return asks.contains(source)
            }
            let view = known[asked] ?? SourceView(plan, layout, asked: asked, answers: answers)
            known[asked] = view
            views[source] = view
        }
        return views
    }

    /// - Parameter asked: By slot.
    private init(_ plan: ScorePlan, _ layout: Layout, asked: [Bool], answers: [Responses]) {
        let isAskedAll = !asked.contains(false)
        let cells = plan.pools.map { pool in isAskedAll ? pool.cells : pool.cells.filter { asked[$0.slot] } }
        var pools: [[Int]] = []
        for step in plan.steps {
            switch step.kind {
            case .pool(let pool): pools.append(cells[pool].isEmpty ? [] : [pool])
            case .parts(_, let own, let children):
                let all = (own.map { cells[$0].isEmpty ? [] : [$0] } ?? []) + children.flatMap { pools[$0] }
                // A crosswalk may bring a score to several parts of a node.
                pools.append(plan.carried.isEmpty ? all : Array(Set(all)).sorted())
            }
        }
        self.cells = cells
        self.pools = pools
        let isScorable = pools.map { !$0.isEmpty }
        self.isScorable = isScorable
        several = plan.shown.filter { pools[$0].count > 1 }
        var slots = [[Int]](repeating: [], count: pools.count)
        var sharedSlots = [[SharedSlot]](repeating: [], count: pools.count)
        // The first pool that holds each slot: several are rare, and a query begins with this.
        var holder = [Int](repeating: -1, count: plan.slots.count)
        for step in plan.shown {
            var (held, several): ([Int], [Int: [Int]]) = ([], [:])
            for pool in pools[step] {
                for cell in cells[pool] {
                    if holder[cell.slot] < 0 {
                        holder[cell.slot] = pool
                        held.append(cell.slot)
                    } else {
                        several[cell.slot, default: [holder[cell.slot]]].append(pool)
                    }
                }
            }
            slots[step] = held.isAscending ? held : held.sorted()
            sharedSlots[step] =
                several.sorted { $0.key < $1.key }.map { SharedSlot(slot: $0.key, pools: $0.value) }
            for slot in held { holder[slot] = -1 }
        }
        var isUsed = [Bool](repeating: false, count: plan.slots.count)
        for pool in pools.joined() {
            for cell in cells[pool] { isUsed[cell.slot] = true }
        }
        used = isUsed.indices.filter { isUsed[$0] }
        self.sharedSlots = sharedSlots
        programs = answers.map { responses in
            UnitProgram(plan, layout, cells: cells, asked: asked, responses)
        }
        var firstCell = 0
        poolFacts = Block(
            copying: zip(plan.pools, cells).map { pool, cells in
                defer { firstCell += cells.count }
                let hasRange = cells.contains { plan.slots[$0.slot].line != nil }
                return PoolFacts(pool, cells, at: firstCell, hasRange: hasRange)
            })
        poolCells = Block(copying: cells.flatMap { $0 })
        stepSlots = Block(copying: slots.joined().map { Int32($0) })
        var parts: [Part] = []
        var firstSlot = 0
        stepFacts = Block(
            copying: plan.steps.indices.map { index in
                let step = plan.steps[index]
                let first = parts.count
                if isScorable[index] {
                    step.forEachPart(pools: cells.count) { place, weight in
                        guard place < cells.count ? !cells[place].isEmpty : isScorable[place - cells.count] else {
                            return
                        }
                        parts.append(Part(place: Int32(place), weight: weight))
                    }
                }
                defer { firstSlot += slots[index].count }
                return StepFacts(
                    step, isScorable: isScorable[index], parts: first..<parts.count,
                    slots: firstSlot..<firstSlot + slots[index].count)
            })
        self.parts = Block(copying: parts)
    }

    @inline(__always)
    func cells(of facts: PoolFacts) -> UnsafeBufferPointer<PoolCell> {
        UnsafeBufferPointer(start: poolCells.base + Int(facts.firstCell), count: Int(facts.cellCount))
    }

    /// In the order of declaration; a step that is a pool has that alone.
    @inline(__always)
    func parts(of facts: StepFacts) -> UnsafeBufferPointer<Part> {
        UnsafeBufferPointer(start: parts.base + Int(facts.firstPart), count: Int(facts.partCount))
    }

    /// The different slots that a step can draw on, if it is shown.
    @inline(__always)
    func slots(of facts: StepFacts) -> UnsafeBufferPointer<Int32> {
        UnsafeBufferPointer(start: stepSlots.base + Int(facts.firstSlot), count: Int(facts.slotCount))
    }
}

struct PoolFacts: BitwiseCopyable {
    fileprivate let firstCell: Int32
    fileprivate let cellCount: Int32
    let collection: Collection
    let needs: Needs
    /// Whether any answer at all is enough.
    let needsOne: Bool
    /// See `PlanLine`.
    let isMean: Bool
    /// Whether it is a share of answers or persons.
    let isShare: Bool
    let asksForFavourable: Bool
    /// Of all its cells.
    let weight: Double
    /// Whether each of its cells weighs 1.
    let isUnweighted: Bool
    /// Whether any of its questions is answered by numbers on a range.
    let hasRange: Bool

    init(_ pool: Pool, _ cells: [PoolCell], at firstCell: Int, hasRange: Bool) {
        self.firstCell = Int32(firstCell)
        self.hasRange = hasRange
        cellCount = Int32(cells.count)
        isUnweighted = cells.allSatisfy { $0.weight == 1 }
        weight = Double(cells.reduce(0) { $0 + $1.weight })
        collection = pool.collection
        needs = pool.line.needs
        needsOne = pool.line.needs == .one
        isMean = pool.line.isMean
        isShare = pool.line.shareCondition != nil && pool.collection != .questions
        asksForFavourable = pool.asksForFavourable
    }
}

struct StepFacts: BitwiseCopyable {
    let isScorable: Bool
    /// Whether the step is a pool's result as it is.
    let isPool: Bool
    let isMean: Bool
    let needs: Needs
    fileprivate let firstPart: Int32
    fileprivate let partCount: Int32
    fileprivate let firstSlot: Int32
    fileprivate let slotCount: Int32

    init(_ step: Step, isScorable: Bool, parts: Range<Int>, slots: Range<Int>) {
        self.isScorable = isScorable
        isPool = step.line == nil
        isMean = step.line?.isMean ?? true
        needs = step.line?.needs ?? .one
        firstPart = Int32(parts.lowerBound)
        partCount = Int32(parts.count)
        firstSlot = Int32(slots.lowerBound)
        slotCount = Int32(slots.count)
    }
}

extension Step {
    /// What gathers the parts; nil where the step is a pool.
    var line: PlanLine? {
        if case .parts(let line, _, _) = kind { return line }
        return nil
    }

    /// Calls `body` with the place of each part, pools first and then steps, and its weight.
    fileprivate func forEachPart(pools: Int, _ body: (_ place: Int, _ weight: Double) -> Void) {
        switch kind {
        case .pool(let pool): body(pool, 1)
        case .parts(_, let own, let children):
            if let own { body(own, weights[0]) }
            let first = own == nil ? 0 : 1
            for (place, child) in children.enumerated() { body(pools + child, weights[first + place]) }
        }
    }
}

extension [Int] {
    fileprivate var isAscending: Bool { zip(self, dropFirst()).allSatisfy { $0 < $1 } }
}
