import GearModel

/// One respondent's answers in one group, as pools read them.
struct UnitReader {
    unowned(unsafe) let engine: Engine
    unowned(unsafe) let program: UnitProgram
    let unit: Unit
    let width: Int
    let weight: Double
    let columnOffsets: UnsafePointer<Int32>
    private let columns: UnsafePointer<Int32>
    private let offsets: UnsafePointer<Int32>
    private let weights: UnsafePointer<Int64>
    private let favourable: UnsafePointer<Int32>
    private let rows: CellRows
    private let records: UnsafePointer<Int32>

    struct Person {
        /// NaN if too little was answered.
        var value = Double.nan
        var favourable = Double.nan
        /// Answers behind it.
        var entered = 0
        /// Questions of the node that were put.
        var put = 0

        @inline(__always)
        var score: Behind.PersonScore { Behind.PersonScore(value: value, favourable: favourable) }
    }

    @inline(__always)
    init(_ engine: Engine, _ unit: Unit, _ program: UnitProgram) {
        self.engine = engine
        self.program = program
        self.unit = unit
        weight = unit.weight
        width = program.columnOffsets.count
        columnOffsets = UnsafePointer(program.columnOffsets.base)
        columns = UnsafePointer(program.columns.base)
        offsets = UnsafePointer(program.offsets.base)
        weights = UnsafePointer(program.weights.base)
        favourable = UnsafePointer(engine.layout.favourable.base)
        rows = engine.rows.base[Int(unit.answers)]
        records = UnsafePointer(engine.records.base) + Int(unit.first)
    }

    @inline(__always)
    var recordCount: Int { Int(unit.count) }

    @inline(__always)
    func row(_ record: Int) -> CellRow { rows[Int(records[record])] }

    @inline(__always)
    func hasAnswer(_ span: UnitProgram.Span) -> Bool {
        for record in 0..<recordCount {
            let row = row(record)
            for cell in Int(span.start)..<Int(span.end)
            where row.index(Int(columns[cell])) >= Layout.firstPoint { return true }
        }
        return false
    }

    /// Whether a question was answered and put in any of the records, as 0 or 1 each.
    @inline(__always)
    func state(_ column: Int32) -> (valid: Int, put: Int) {
        var (valid, put) = (0, 0)
        for record in 0..<recordCount {
            let index = row(record).index(Int(column))
            valid |= index >= Layout.firstPoint ? 1 : 0
            put |= index >= Layout.firstPut ? 1 : 0
        }
        return (valid, put)
    }

    /// Whether the slot is a question of this unit's survey.
    func holds(_ slot: Int) -> Bool {
        engine.plan.surveys[engine.plan.slots[slot].survey] == engine.grouping.answers[Int(unit.answers)].survey
    }

    /// What the loop over one respondent's cells of a pool adds up.
    struct Sums {
        /// Table values, favourable answers and weights of valid answers, weighted by the targets.
        var value: Int64 = 0
        var favourable: Int64 = 0
        var weight: Int64 = 0
        var valid = 0
        var put = 0
    }

    /// All sums over one record; without `withFavourable`, a constant at each call, that one is left out.
    @inline(__always)
    private func add(_ span: UnitProgram.Span, _ record: Int, withFavourable: Bool, to sums: inout Sums) {
        let row = row(record)
        for cell in Int(span.start)..<Int(span.end) {
            let index = row.index(Int(columns[cell]))
            let (a, place) = (weights[cell], Int(offsets[cell]) + index)
            let isValid: Int64 = index >= Layout.firstPoint ? 1 : 0
            sums.value &+= a &* Int64(span.table[place])
            if withFavourable { sums.favourable &+= a &* Int64(favourable[place]) }
            sums.weight &+= a &* isValid
            sums.valid &+= Int(isValid)
            sums.put &+= index >= Layout.firstPut ? 1 : 0
        }
    }

    /// Sums over all records; counts are of answers, not of questions.
    @inline(__always)
    func allSums(_ span: UnitProgram.Span) -> Sums {
        var sums = Sums()
        for record in 0..<recordCount { add(span, record, withFavourable: true, to: &sums) }
        return sums
    }

    /// A person's score on a node, and the share of it that is favourable (STATISTICS rule 4).
    @inline(__always)
    func person(_ span: UnitProgram.Span) -> Person {
        guard span.isSummed, recordCount == 1 else { return personOfMany(span) }
        var sums = Sums()
        if span.wantsFavourable {
            add(span, 0, withFavourable: true, to: &sums)
        } else {
            add(span, 0, withFavourable: false, to: &sums)
        }
        var person = Person(entered: sums.valid, put: sums.put)
        guard sums.weight > 0, sums.valid >= Int(span.least[sums.put]) else { return person }
        person.value = Double(sums.value) / (Double(sums.weight) * span.denominator)
        if span.wantsFavourable { person.favourable = Double(sums.favourable) / Double(sums.weight) }
        return person
    }

    @inline(never)
    private func personOfMany(_ span: UnitProgram.Span) -> Person {
        let pool = engine.plan.pools[Int(span.pool)]
        if let tree = pool.personTree { return person(on: tree, span) }
        var person = Person()
        for cell in Int(span.start)..<Int(span.end) {
            let state = state(columns[cell])
            person.entered += state.valid
            person.put += state.put
        }
        guard let line = pool.person, person.entered >= Int(span.least[person.put]) else { return person }
        let sums = allSums(span)
        guard sums.weight > 0 else { return person }
        person.favourable = Double(sums.favourable) / Double(sums.weight)
        if span.isSummed {
            person.value = Double(sums.value) / (Double(sums.weight) * span.denominator)
        } else {
            let slots = pool.cells.filter { holds($0.slot) && program.isAsked(engine, $0.slot) }
            var stack: [Double] = []
            person.value =
                line.evaluate(elements(slots, over: Double(pool.weightDenominator)), isExact: true, stack: &stack).value
        }
        return person
    }

    private func person(on tree: PersonTree, _ span: UnitProgram.Span) -> Person {
        branches(of: tree, span).last?.person ?? Person()
    }

    /// What a person came to on a branch of a tree, and on the questions of its node alone.
    struct BranchScore {
        /// NaN where it has none, or too little was answered.
        var own = Double.nan
        var person = Person()
    }

    /// The person line on own questions, then the part line up the tree; one a branch.
    func branches(of tree: PersonTree, _ span: UnitProgram.Span) -> [BranchScore] {
        guard let line = engine.plan.pools[Int(span.pool)].person else { return [] }
        var scores: [BranchScore] = []
        var stack: [Double] = []
        var entered: [Set<Int>] = []
        for branch in tree.branches {
            var (parts, shares): ([Element], [Element]) = ([], [])
            var (whole, put) = (0, 0)
            var slots = Set<Int>()
            var score = BranchScore()
            let cells = branch.cells.filter { holds($0.slot) && program.isAsked(engine, $0.slot) }
            if !cells.isEmpty {
                let states = cells.map { state(Int32(engine.plan.slots[$0.slot].question)) }
                let (valid, asked) = states.reduce((0, 0)) { ($0.0 + $1.valid, $0.1 + $1.put) }
                put += asked
                whole += asked > 0 ? 1 : 0
                let elements = elements(cells, over: branch.weightDenominator)
                let value = line.evaluate(elements, isExact: true, stack: &stack).value
                if line.needs.areMet(valid, of: asked), !value.isNaN {
                    score.own = value
                    parts.append(Element(value: value))
                    shares.append(Element(value: Self.favourableShare(elements)))
                    slots.formUnion(zip(cells, states).filter { $1.valid > 0 }.map { $0.0.slot })
                }
            }
            for (child, weight) in branch.children {
                whole += scores[child].person.put > 0 ? 1 : 0
                put += scores[child].person.put
                guard !scores[child].person.value.isNaN else { continue }
                parts.append(Element(value: scores[child].person.value, weight: weight))
                shares.append(Element(value: scores[child].person.favourable, weight: weight))
                slots.formUnion(entered[child])
            }
            score.person.put = put
            if tree.line.needs.areMet(parts.count, of: whole) {
                score.person.value = tree.line.evaluate(parts, isExact: false, stack: &stack).value
                score.person.favourable = PlanLine.mean().evaluate(shares, isExact: false, stack: &stack).value
                score.person.entered = slots.count
            }
            scores.append(score)
            entered.append(slots)
        }
        return scores
    }

    private static func favourableShare(_ elements: [Element]) -> Double {
        var (sum, whole) = (0.0, 0.0)
        for element in elements {
            sum += element.context.favourable == 1 ? element.weight : 0
            whole += element.weight
        }
        return whole == 0 ? .nan : sum / whole
    }

    /// All answers to the cells' questions, least first.
    func elements(_ cells: [PoolCell], over unit: Double) -> [Element] {
        var elements: [Element] = []
        for cell in cells {
            let slot = engine.plan.slots[cell.slot]
            if slot.line != nil {
                elements += numbers(slot.question, cell.slot).map {
                    Element(
                        value: $0, weight: Double(cell.weight) / unit, context: ElementContext(slot: cell.slot))
                }
                continue
            }
            for record in 0..<recordCount {
                let point = row(record).index(slot.question) - Layout.firstPoint
                guard point >= 0, point < slot.values.count else { continue }
                let context = engine.plan.element(cell.slot, point)
                elements.append(Element(value: context.value, weight: Double(cell.weight) / unit, context: context))
            }
        }
        return elements.sorted { $0.value != $1.value ? $0.value < $1.value : $0.weight < $1.weight }
    }

    /// The values of a question on a numeric range, after flip and rescaling, in the records that have one.
    func numbers(_ column: Int, _ slot: Int) -> [Double] {
        guard let line = engine.plan.slots[slot].line,
            let numbers = engine.grouping.answers[Int(unit.answers)].numbers[column]
        else { return [] }
        return (0..<recordCount).compactMap { record in
            guard CellCode.isValid(row(record)[column]) else { return nil }
            let value = line.offset + line.factor * numbers[Int(records[record])]
            return value.isFinite ? value : nil
        }
    }
}

extension UnitProgram {
    func isAsked(_ engine: Engine, _ slot: Int) -> Bool {
        let column = engine.plan.slots[slot].question
        return column < columnOffsets.count && columnOffsets.base[column] == Int32(engine.layout.offsets[slot])
    }
}
