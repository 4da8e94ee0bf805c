import GearModel

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
        /// By how many of its questions were put, how many must be answered.
        let least: UnsafePointer<Int32>
        /// What sums of table values are over.
        let denominator: Double
        let table: UnsafePointer<Int32>
        /// Whether shares favourable are asked for.
        let wantsFavourable: Bool
    }

    /// Pools of persons first, of them those of one question last.
    private let spans: Block<Span>
    private let personCount: Int
    private let singleCount: Int
    /// What `Span.least` points into.
    private let leasts: [Block<Int32>]
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
        var leasts: [Requirement: Block<Int32>] = [:]
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
            let requirement = Requirement(pool, questions: columns.count - start)
            let least = leasts[requirement] ?? requirement.least
            leasts[requirement] = least
            spans.append(
                Self.span(index, pool, plan, layout, start..<columns.count, isNumeric: isNumeric, least))
        }
        self.leasts = Array(leasts.values)
        func isSingle(_ span: Span) -> Bool { span.isPersons && Self.isSingle(span, plan.pools[Int(span.pool)]) }
        let singles = spans.filter(isSingle)
        personCount = spans.count { $0.isPersons }
        singleCount = singles.count
        self.spans = Block(
            copying: spans.filter { $0.isPersons && !isSingle($0) } + singles + spans.filter { !$0.isPersons })
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

    var personSpans: UnsafeBufferPointer<Span> { UnsafeBufferPointer(start: spans.base, count: personCount) }

    /// The `personSpans` that are not among `singleSpans`.
    var severalSpans: UnsafeBufferPointer<Span> {
        UnsafeBufferPointer(start: spans.base, count: personCount - singleCount)
    }

    /// Pools of persons whose scores on one question are added up: each is one of the points, so that counting points
    /// is enough.
    var singleSpans: UnsafeBufferPointer<Span> {
        UnsafeBufferPointer(start: spans.base + personCount - singleCount, count: singleCount)
    }

    var answerSpans: UnsafeBufferPointer<Span> {
        UnsafeBufferPointer(start: spans.base + personCount, count: spans.count - personCount)
    }

    private static func isSingle(_ span: Span, _ pool: Pool) -> Bool {
        span.isSummed && pool.person != nil && pool.line.isMean && span.end - span.start == 1 && span.least[1] <= 1
    }

    private static func span(
        _ index: Int, _ pool: Pool, _ plan: ScorePlan, _ layout: Layout, _ cells: Range<Int>, isNumeric: Bool,
        _ least: Block<Int32>
    ) -> Span {
        let isPersons = pool.collection == .persons
        let line = isPersons ? pool.person ?? pool.line : pool.line
        let hasTable = line.isMean || layout.shares[index] != nil
        return Span(
            pool: Int32(index), start: Int32(cells.lowerBound), end: Int32(cells.upperBound),
            isSummed: hasTable && !isNumeric && pool.personTree == nil, isPersons: isPersons,
            least: UnsafePointer(least.base),
            denominator: layout.shares[index] == nil ? Double(plan.denominator) : 1,
            table: UnsafePointer((layout.shares[index] ?? layout.values).base), wantsFavourable: layout.statistics)
    }

    /// What is required of one person on so many questions: pools have few different ones.
    private struct Requirement: Hashable {
        let needs: Needs
        let questions: Int

        init(_ pool: Pool, questions: Int) {
            needs = pool.collection == .persons ? (pool.person ?? pool.line).needs : .one
            self.questions = questions
        }

        /// How many answers suffice, for each number of questions put.
        var least: Block<Int32> {
            Block(
                copying: (0...questions).map { put in
                    Int32((1...questions).first { needs.areMet($0, of: put) } ?? questions + 1)
                })
        }
    }
}
