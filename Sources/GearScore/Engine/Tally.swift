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
    /// Whether `counted` holds any.
    private(set) var hasCounts = false
    let pools: Block<PoolTally>
    /// Each person's score, of pools where no sum will do.
    var persons: [[Element]]
    /// By pool of questions and slot, once scored.
    var questions: [Int: [Int: QuestionScore]] = [:]
    /// Answers on numeric ranges, by slot.
    var numbers: [Int: [(value: Double, weight: Double)]] = [:]
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
    }

    /// Ready for another group.
    func clear() {
        histogram.fill(0)
        weights?.fill(FixedSum())
        pools.fill(PoolTally())
        for block in [valid, put, counted] { block.fill(0) }
        hasCounts = false
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

    /// Adds the units; `flags` gets, for each, a bit for every pool that it is behind.
    func add(_ units: Range<Int>, of group: BaseGroup, _ view: SourceView, flags: UnsafeMutablePointer<UInt64>) {
        let words = engine.flagWords
        for index in units {
            let unit = engine.grouping.units[index]
            let place = flags + (index - group.units.lowerBound) * words
            engine.grouping.cells[Int(unit.answers)].withUnsafeBufferPointer { cells in
                let reader = UnitReader(engine, unit, view.programs[Int(unit.answers)], cells)
                addCodes(reader, hasRepeats: group.hasRepeats, view)
                addPools(reader, place)
            }
        }
    }

    private func addCodes(_ reader: UnitReader, hasRepeats: Bool, _ view: SourceView) {
        let (offsets, histogram) = (reader.columnOffsets, histogram.base)
        for record in 0..<reader.recordCount {
            let row = reader.row(record)
            for column in 0..<reader.width {
                histogram[Int(offsets[column]) + Layout.index(row[column])] &+= 1
            }
            if let weights = weights?.base {
                let (weight, scale) = (reader.weight, engine.weightScale)
                for column in 0..<reader.width {
                    weights[Int(offsets[column]) + Layout.index(row[column])].add(weight, scale: scale)
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

    private func addPools(_ reader: UnitReader, _ flags: UnsafeMutablePointer<UInt64>) {
        let (pools, isSummed) = (pools.base, engine.isSummed.base)
        let (statistics, isWeighted) = (engine.statistics, engine.grouping.isWeighted)
        let (weight, personScale, weightScale) = (reader.weight, engine.personScale, engine.weightScale)
        for place in 0..<reader.program.spanCount {
            let span = reader.spans[place]
            let index = Int(span.pool)
            guard span.isPersons else {
                if reader.hasAnswer(span) {
                    pools[index].respondents &+= 1
                    flags[index >> 6] |= 1 << UInt64(index & 63)
                }
                continue
            }
            let person = reader.person(span)
            if person.put > 0 { pools[index].put &+= 1 }
            guard !person.value.isNaN else { continue }
            pools[index].respondents &+= 1
            pools[index].entered &+= person.entered
            flags[index >> 6] |= 1 << UInt64(index & 63)
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
    func add(counts: [(slot: Int, point: Int, count: Int)], asked view: SourceView) {
        for (slot, point, count) in counts {
            guard point >= 0, point < engine.plan.slots[slot].values.count else { continue }
            let place = engine.layout.offsets[slot] + Layout.firstPoint + point
            histogram.base[place] &+= UInt32(clamping: count)
            weights?.base[place].add(Double(count), scale: engine.weightScale)
            counted[slot] += count
            hasCounts = true
        }
    }

    /// Without repeated respondents, pairs of respondent and question are what the histogram counts.
    func finish(_ group: BaseGroup) {
        for slot in 0..<valid.count {
            if !group.hasRepeats {
                let start = engine.layout.offsets[slot]
                let end = slot + 1 < valid.count ? engine.layout.offsets[slot + 1] : engine.layout.end
                var (answered, asked) = (0, 0)
                for place in start + Layout.firstPut..<end {
                    asked &+= Int(histogram.base[place])
                    if place >= start + Layout.firstPoint { answered &+= Int(histogram.base[place]) }
                }
                valid[slot] = answered
                put[slot] = asked
            } else {
                valid[slot] += counted[slot]
                put[slot] += counted[slot]
            }
        }
        for slot in numbers.keys {
            numbers[slot]?.sort { $0.value != $1.value ? $0.value < $1.value : $0.weight < $1.weight }
        }
    }
}
