import GearModel
import GearTable

/// What one group answered, question by question: how many chose each point, and what follows from that alone.
final class ItemCounts: @unchecked Sendable {
    private let engine: Engine
    /// By place in the engine's layout.
    private let counts: Block<Int64>
    /// For questions on a numeric range: the values, least first.
    private var numbers: [Int: [Double]] = [:]
    /// Distinct respondents with an answer, where some have several records; else nil: the answers.
    private var respondents: [Int: Int]?

    /// A record is a case: what one respondent answered in one combination of dimension values.
    init(_ engine: Engine, _ group: BaseGroup, _ view: SourceView, workers: Int) {
        self.engine = engine
        let ranges = evenRanges(group.units.count, workers: group.units.count < 512 ? 1 : workers)
        let parts = Threads.map(ranges.count) { worker in
            let start = group.units.lowerBound
            return Self.count(engine, view, ranges[worker].lowerBound + start..<ranges[worker].upperBound + start)
        }
        counts = parts[0]
        for part in parts.dropFirst() {
            for place in 0..<counts.count { counts.base[place] += part.base[place] }
        }
        for (slot, point, count) in group.counts {
            counts.base[engine.layout.offsets[slot] + Layout.firstPoint + point] += Int64(count)
        }
        gatherNumbers(group, view)
        if group.hasRepeats { countRespondents(group, view) }
    }

    private static func count(_ engine: Engine, _ view: SourceView, _ units: Range<Int>) -> Block<Int64> {
        let counts = Block<Int64>(repeating: 0, count: engine.layout.size)
        for place in units {
            let unit = engine.grouping.units[place]
            let reader = UnitReader(engine, unit, view.programs[Int(unit.answers)])
            for record in 0..<reader.recordCount {
                let row = reader.row(record)
                for column in 0..<reader.width {
                    counts.base[Int(reader.columnOffsets[column]) &+ row.index(column)] &+= 1
                }
            }
        }
        return counts
    }

    private func gatherNumbers(_ group: BaseGroup, _ view: SourceView) {
        guard view.programs.contains(where: { !$0.numeric.isEmpty }) else { return }
        for unit in engine.grouping.units[group.units] {
            let program = view.programs[Int(unit.answers)]
            for (column, slot) in program.numeric {
                numbers[slot, default: []] += UnitReader(engine, unit, program).numbers(column, slot)
            }
        }
        for slot in numbers.keys { numbers[slot]?.sort() }
    }

    private func countRespondents(_ group: BaseGroup, _ view: SourceView) {
        var found: [Int: Int] = [:]
        for unit in engine.grouping.units[group.units] {
            let program = view.programs[Int(unit.answers)]
            let reader = UnitReader(engine, unit, program)
            for slot in view.used where reader.holds(slot) && program.isAsked(engine, slot) {
                found[slot, default: 0] += reader.state(Int32(engine.plan.slots[slot].question)).valid
            }
        }
        respondents = found
    }

    // MARK: What a question came to

    /// How many chose each point, in the order of the scale; nil for a numeric range.
    func points(_ slot: Int) -> [Int]? {
        let facts = engine.layout.slots[slot]
        guard !facts.hasRange else { return nil }
        return (0..<facts.pointCount).map { Int(counts.base[facts.firstPoint + $0]) }
    }

    func answers(_ slot: Int) -> Int { numbers[slot]?.count ?? points(slot)?.reduce(0, +) ?? 0 }

    func respondents(_ slot: Int) -> Int { respondents?[slot] ?? answers(slot) }

    /// Records to which the question was put.
    func put(_ slot: Int) -> Int {
        let facts = engine.layout.slots[slot]
        let absent = (Layout.firstPut..<Layout.firstPoint).reduce(0) { $0 + Int(counts.base[facts.offset + $1]) }
        return absent + answers(slot)
    }

    /// Mean and standard deviation (n − 1) of all answers after flip and rescaling, unweighted.
    func moments(_ slot: Int) -> (mean: Figure, deviation: Figure) {
        let n = Double(answers(slot))
        guard n > 0 else { return (Figure(why: .noAnswers), Figure(why: .noAnswers)) }
        let denominator = Double(engine.plan.denominator)
        let values: [(value: Double, count: Double)]
        if let numbers = numbers[slot] {
            values = numbers.map { ($0, 1) }
        } else {
            let points = points(slot) ?? []
            values = zip(engine.plan.slots[slot].values, points).map { (Double($0) / denominator, Double($1)) }
        }
        let mean = values.reduce(0) { $0 + $1.value * $1.count } / n
        guard n > 1 else { return (Figure(mean), Figure(why: .oneAnswer)) }
        let squares = values.reduce(0) { $0 + $1.count * ($1.value - mean) * ($1.value - mean) }
        return (Figure(mean), Figure((squares / (n - 1)).squareRoot()))
    }

    /// Whether two different values were chosen.
    func hasVariance(_ slot: Int) -> Bool {
        if let numbers = numbers[slot], let first = numbers.first { return first != numbers.last }
        let chosen = zip(engine.plan.slots[slot].values, points(slot) ?? []).filter { $1 > 0 }
        return chosen.contains { $0.0 != chosen[0].0 }
    }
}
