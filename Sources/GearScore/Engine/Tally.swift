import GearModel

/// Counts and sums of one base group, or of some of its units: all that its scores are made of.
final class Tally: @unchecked Sendable {
    let engine: Engine
    /// How often each code was given, by `Layout`.
    let histogram: Block<UInt32>
    /// The same in sampling weight; nil if there is none.
    let weights: Block<FixedSum>?
    /// Distinct pairs of a respondent and the slot's question: valid, and put.
    let valid: Block<Int>
    let put: Block<Int>
    /// Valid answers from counts, by slot.
    let counted: Block<Int>
    /// How many answered behind the counts, by survey, where the data say so.
    private var responded: [Int: Int] = [:]
    /// Whether `counted` holds any.
    private(set) var hasCounts = false
    let pools: Block<PoolTally>
    /// Each person's score, of pools where no sum will do.
    var persons: [[Element]]
    /// By pool of questions and slot, once scored.
    var questions: [Int: [Int: QuestionScore]] = [:]
    /// Answers on numeric ranges, by slot.
    var numbers: [Int: [(value: Double, weight: Double)]] = [:]
    /// What slots come to; only where a pool gathers answers or questions.
    let sums: Block<SlotSums>
    /// One a file of answers; nil where its answers are counted one by one.
    private let columnCounts: [ColumnCounts?]

    struct PoolTally: BitwiseCopyable {
        /// Respondents behind the pool.
        var respondents = 0
        /// Respondents put any of its questions.
        var put = 0
        /// Answers of those respondents, as pairs of respondent and question.
        var entered = 0
        var sum = FixedSum()
        var favourable = FixedSum()
        var weight = FixedSum()
    }

    init(_ engine: Engine) {
        self.engine = engine
        histogram = Block(repeating: 0, count: engine.layout.size)
        weights = engine.grouping.isWeighted ? Block(repeating: FixedSum(), count: engine.layout.size) : nil
        valid = Block(repeating: 0, count: engine.plan.slots.count)
        put = Block(repeating: 0, count: engine.plan.slots.count)
        counted = Block(repeating: 0, count: engine.plan.slots.count)
        pools = Block(repeating: PoolTally(), count: engine.plan.pools.count)
        persons = [[Element]](repeating: [], count: engine.plan.pools.count)
        sums = Block(repeating: SlotSums(), count: engine.plan.slots.count)
        columnCounts = zip(engine.grouping.answers, engine.grouping.cells).map { responses, cells in
            engine.isCountedByColumn(responses) ? ColumnCounts(width: responses.width, cells.rows.size) : nil
        }
    }

    /// Ready for another group.
    func clear() {
        histogram.fill(0)
        weights?.fill(FixedSum())
        pools.fill(PoolTally())
        for block in [valid, put, counted] { block.fill(0) }
        hasCounts = false
        responded = [:]
        for pool in persons.indices where !persons[pool].isEmpty { persons[pool].removeAll(keepingCapacity: true) }
        numbers = [:]
        questions = [:]
    }

    func merge(_ other: Tally) {
        for place in 0..<histogram.count { histogram.base[place] &+= other.histogram.base[place] }
        if let weights, let others = other.weights {
            for place in 0..<weights.count { weights.base[place].add(others.base[place]) }
        }
        for slot in 0..<valid.count {
            valid[slot] += other.valid[slot]
            put[slot] += other.put[slot]
        }
        for pool in 0..<pools.count {
            pools[pool].respondents += other.pools[pool].respondents
            pools[pool].put += other.pools[pool].put
            pools[pool].entered += other.pools[pool].entered
            pools[pool].sum.add(other.pools[pool].sum)
            pools[pool].favourable.add(other.pools[pool].favourable)
            pools[pool].weight.add(other.pools[pool].weight)
            persons[pool] += other.persons[pool]
        }
        for (slot, list) in other.numbers { numbers[slot, default: []] += list }
    }

    /// Adds units of a group and notes which pools they are behind. Ranges that are added at the same time must begin
    /// where a word of `behind` does.
    func add(_ units: Range<Int>, of group: BaseGroup, _ view: SourceView, _ behind: Behind) {
        var start = units.lowerBound
        while start < units.upperBound {
            let answers = Int(engine.grouping.units[start].answers)
            var end = start + 1
            while end < units.upperBound, Int(engine.grouping.units[end].answers) == answers { end += 1 }
            let program = view.programs[answers]
            if let counts = group.hasRepeats ? nil : columnCounts[answers] {
                addColumns(start..<end, of: group, program, counts, behind)
            } else {
                addRows(start..<end, of: group, program, behind)
            }
            start = end
        }
    }

    /// Unit by unit.
    private func addRows(
        _ units: Range<Int>, of group: BaseGroup, _ program: UnitProgram, _ behind: Behind
    ) {
        for index in units {
            let reader = UnitReader(engine, engine.grouping.units[index], program)
            let place = index - group.units.lowerBound
            addCodes(reader, hasRepeats: group.hasRepeats)
            for span in program.answerSpans where reader.hasAnswer(span) {
                pools[Int(span.pool)].respondents &+= 1
                behind.insert(place, Int(span.pool))
            }
            addPersons(reader, program.personSpans, place, behind)
        }
    }

    /// Units of one record each, as many at a time as a word of `behind` has bits.
    private func addColumns(
        _ units: Range<Int>, of group: BaseGroup, _ program: UnitProgram, _ counts: ColumnCounts, _ behind: Behind
    ) {
        let most = engine.layout.mostPoints
        var start = units.lowerBound
        while start < units.upperBound {
            let first = start - group.units.lowerBound
            let end = min(units.upperBound, start + ColumnCounts.mostRows - first & 63)
            withUnsafeTemporaryAllocation(of: UnsafePointer<UInt8>.self, capacity: ColumnCounts.mostRows) { rows in
                for index in start..<end {
                    let reader = UnitReader(engine, engine.grouping.units[index], program)
                    rows[index - start] = reader.row(0).base
                    addPersons(reader, program.severalSpans, index - group.units.lowerBound, behind)
                }
                counts.count(UnsafeBufferPointer(rebasing: rows[..<(end - start)]), points: most)
            }
            // A constant at the call with the most usual number of points, so that its loop is none.
            if most == 5 {
                add(counts, program, rows: end - start, points: 5)
            } else {
                add(counts, program, rows: end - start, points: most)
            }
            for span in program.singleSpans { add(counts, program, span, rows: end - start, first, behind) }
            for span in program.answerSpans {
                var answered: UInt64 = 0
                for cell in Int(span.start)..<Int(span.end) {
                    answered |= counts.answered.base[Int(program.columns.base[cell])]
                }
                guard answered != 0 else { continue }
                pools[Int(span.pool)].respondents &+= answered.nonzeroBitCount
                behind.insert(answered << UInt64(first & 63), first >> 6, Int(span.pool))
            }
            start = end
        }
    }

    /// Points one by one; all that was put and has no value goes to the places of `skipped`.
    @inline(__always)
    private func add(_ counts: ColumnCounts, _ program: UnitProgram, rows: Int, points most: Int) {
        let (histogram, offsets, width) = (histogram.base, program.columnOffsets.base, program.columnOffsets.count)
        let (points, notPut) = (counts.points.base, counts.notPut.base)
        for column in 0..<width {
            let place = Int(offsets[column])
            var put = UInt32(truncatingIfNeeded: rows) &- UInt32(notPut[column])
            for point in 0..<most {
                let count = UInt32(points[point &* width &+ column])
                histogram[place &+ Layout.firstPoint &+ point] &+= count
                put &-= count
            }
            histogram[place &+ Layout.index(CellCode.skipped)] &+= put
        }
    }

    private func addCodes(_ reader: UnitReader, hasRepeats: Bool) {
        let (offsets, histogram) = (reader.columnOffsets, histogram.base)
        for record in 0..<reader.recordCount {
            let row = reader.row(record)
            for column in 0..<reader.width {
                histogram[Int(offsets[column]) + row.index(column)] &+= 1
            }
            if let weights = weights?.base {
                let (weight, scale) = (reader.weight, engine.weightScale)
                for column in 0..<reader.width {
                    weights[Int(offsets[column]) + row.index(column)].add(weight, scale: scale)
                }
            }
        }
        for (column, slot) in reader.program.numeric {
            for value in reader.numbers(column, slot) {
                numbers[slot, default: []].append((value, reader.weight))
            }
        }
        if hasRepeats { addPairs(reader) }
    }

    /// Pairs of respondent and question, where a respondent has several records.
    private func addPairs(_ reader: UnitReader) {
        for slot in engine.plan.slots.indices where reader.holds(slot) && reader.program.isAsked(engine, slot) {
            let state = reader.state(Int32(engine.plan.slots[slot].question))
            valid[slot] += state.valid
            put[slot] += state.put
        }
    }

    /// Persons of one answer each, by its point; `first` is the place of the first row in its group.
    private func add(
        _ counts: ColumnCounts, _ program: UnitProgram, _ span: UnitProgram.Span, rows: Int, _ first: Int,
        _ behind: Behind
    ) {
        let (index, cell) = (Int(span.pool), Int(span.start))
        let (column, a) = (Int(program.columns.base[cell]), program.weights.base[cell])
        let answered = counts.answered.base[column]
        pools[index].put &+= rows &- Int(counts.notPut.base[column])
        guard answered != 0, a > 0 else { return }
        pools[index].respondents &+= answered.nonzeroBitCount
        pools[index].entered &+= answered.nonzeroBitCount
        behind.insert(answered << UInt64(first & 63), first >> 6, index)
        let place = Int(program.offsets.base[cell]) + Layout.firstPoint
        for point in 0..<engine.layout.mostPoints {
            let count = counts.points.base[point &* counts.width &+ column]
            guard count > 0 else { continue }
            let value = Double(a &* Int64(span.table[place &+ point])) / (Double(a) * span.denominator)
            pools[index].sum.add(value, scale: engine.personScale, times: Int(count))
            if engine.statistics, engine.layout.favourable.base[place &+ point] != 0 {
                pools[index].favourable.add(1, scale: engine.weightScale, times: Int(count))
            }
        }
    }

    private func addPersons(
        _ reader: UnitReader, _ spans: UnsafeBufferPointer<UnitProgram.Span>, _ unit: Int, _ behind: Behind
    ) {
        let (pools, isSummed) = (pools.base, engine.isSummed.base)
        let (statistics, isWeighted) = (engine.statistics, engine.grouping.isWeighted)
        let (weight, personScale, weightScale) = (reader.weight, engine.personScale, engine.weightScale)
        for span in spans {
            let index = Int(span.pool)
            let person = reader.person(span)
            if person.put > 0 { pools[index].put &+= 1 }
            guard !person.value.isNaN else { continue }
            pools[index].respondents &+= 1
            pools[index].entered &+= person.entered
            behind.insert(unit, index)
            behind.keep(person.score, unit, index)
            if isSummed[index] {
                pools[index].sum.add(weight * person.value, scale: personScale)
                if statistics { pools[index].favourable.add(weight * person.favourable, scale: weightScale) }
                if isWeighted { pools[index].weight.add(weight, scale: weightScale) }
            } else {
                persons[index].append(
                    Element(
                        value: person.value, weight: weight, context: ElementContext(favourable: person.favourable)))
            }
        }
    }

    /// Counts of the counts layout.
    func addCounts(of group: BaseGroup) {
        responded = group.responded
        for (slot, point, count) in group.counts {
            guard point >= 0, point < engine.plan.slots[slot].values.count else { continue }
            let place = engine.layout.offsets[slot] + Layout.firstPoint + point
            histogram.base[place] &+= UInt32(clamping: count)
            weights?.base[place].add(Double(count), scale: engine.weightScale)
            counted[slot] += count
            hasCounts = true
        }
    }

    /// How many respondents are behind the counts of some questions (rule 9): those of a survey's one question, else
    /// what the data say, else at least those of the question most answered.
    func unnamed(_ slots: some Sequence<Int>) -> (count: Int, isAtLeast: Bool) {
        var largest: [Int: (count: Int, questions: Int)] = [:]
        for slot in slots where counted[slot] > 0 {
            let survey = engine.plan.slots[slot].survey
            let known = largest[survey] ?? (0, 0)
            largest[survey] = (max(known.count, counted[slot]), known.questions + 1)
        }
        var (sum, isAtLeast) = (0, false)
        for (survey, one) in largest {
            sum += one.questions == 1 ? one.count : responded[survey] ?? one.count
            isAtLeast = isAtLeast || one.questions > 1 && responded[survey] == nil
        }
        return (sum, isAtLeast)
    }

    /// Adds up each slot.
    func finish(_ group: BaseGroup) {
        // Constants at each call, so that each loop has only what it needs.
        if !engine.addsAnswers {
            addUp(group, values: false, favourable: false)
        } else if engine.statistics {
            addUp(group, values: true, favourable: true)
        } else {
            addUp(group, values: true, favourable: false)
        }
        for slot in numbers.keys {
            numbers[slot]?.sort { $0.value != $1.value ? $0.value < $1.value : $0.weight < $1.weight }
        }
    }

    /// Without repeated respondents, pairs of respondent and question are what the histogram counts.
    @inline(__always)
    private func addUp(_ group: BaseGroup, values addsValues: Bool, favourable addsFavourable: Bool) {
        let (valid, put, counts) = (valid.base, put.base, histogram.base)
        let (slots, values, favourable) = (
            engine.layout.slots.base, engine.layout.values.base, engine.layout.favourable.base
        )
        for slot in 0..<self.valid.count {
            let facts = slots[slot]
            var slotSums = SlotSums()
            for place in facts.firstPoint..<facts.firstPoint &+ max(1, facts.pointCount) {
                let count = Int64(counts[place])
                slotSums.count &+= count
                if addsValues { slotSums.value &+= count &* Int64(values[place]) }
                if addsFavourable { slotSums.favourable &+= count &* Int64(favourable[place]) }
            }
            if addsValues { sums.base[slot] = slotSums }
            if group.hasRepeats {
                valid[slot] += counted[slot]
                put[slot] += counted[slot]
            } else {
                var absent = 0
                for place in facts.offset &+ Layout.firstPut..<facts.firstPoint { absent &+= Int(counts[place]) }
                valid[slot] = Int(slotSums.count)
                put[slot] = valid[slot] &+ absent
            }
        }
    }
}
