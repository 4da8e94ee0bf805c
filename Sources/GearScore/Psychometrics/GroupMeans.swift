import GearModel
import GearTable

/// Persons' scores on each scale, added up by the groups of a dimension.
///
/// A person's score is the mean of the answers to the scale's questions, of as many as the rule's `person` line needs.
/// A record is a person: whoever stands in two groups counts in both.
struct GroupMeans: Sendable {
    private let groups: [[[GroupReliability.Group]]?]

    /// For each group of the analysis and each of its scales.
    init(_ analysis: ScaleAnalysis, across dimension: String, threads: Int) {
        let engine = analysis.engine
        let (places, count) = Self.places(engine, dimension)
        let needs = engine.plan.pools.lazy.compactMap(\.person).first?.needs ?? .one
        groups = analysis.groups.map { group in
            guard group.blocks != nil else { return nil }
            return Threads.map(group.scales.count) { scale in
                let persons = PersonMeans(engine, group.scales[scale].questions, needs)
                var sums = GroupSums(engine, count: count)
                for unit in engine.grouping.units[group.base.units] {
                    let file = Int(unit.answers)
                    guard let places = places[file] else { continue }
                    for record in Int(unit.first)..<Int(unit.first + unit.count) {
                        let index = Int(engine.records.base[record])
                        guard places[index] >= 0, let person = persons.mean(file, index) else { continue }
                        sums.add(person, to: places[index])
                    }
                }
                return sums.groups
            }
        }
    }

    /// nil where answers are known by their number only.
    func reliability(_ group: Int, _ scale: Int) -> GroupReliability? {
        groups[group].map { GroupReliability($0[scale]) }
    }

    /// For each file and record the place of its value among all; -1 for a missing one. nil for a file without any.
    static func places(_ engine: Engine, _ dimension: String) -> (places: [[Int]?], count: Int) {
        var found: [String: Int] = [:]
        let places = engine.grouping.answers.map { answers -> [Int]? in
            guard let column = answers.dimensions.first(where: { $0.name == dimension }) else { return nil }
            let ofCode = column.values.map { text in
                if let place = found[text] { return place }
                found[text] = found.count
                return found.count - 1
            }
            return column.codes.map { $0 == DimensionValues.missing ? -1 : ofCode[Int($0)] }
        }
        return (places, found.count)
    }
}

/// Persons' means over the questions of a scale, as plain values for the loop over records.
private struct PersonMeans {
    private let engine: Engine
    private let needs: Needs
    private let count: Int
    /// By file of answers and question, its column; -1 if it is another survey's.
    private let columns: Block<Int32>
    /// By question, where its values lie in the layout.
    private let offsets: Block<Int32>
    /// By question, y = offset + factor · v on a numeric range; nil for points.
    private let lines: [(offset: Double, factor: Double)?]
    private let hasLines: Bool

    init(_ engine: Engine, _ questions: [Int], _ needs: Needs) {
        self.engine = engine
        self.needs = needs
        count = questions.count
        columns = Block(
            copying: engine.grouping.answers.flatMap { answers in
                questions.map { index in
                    let slot = engine.plan.slots[index]
                    return engine.plan.surveys[slot.survey] == answers.survey ? Int32(slot.question) : -1
                }
            })
        offsets = Block(copying: questions.map { Int32(engine.layout.offsets[$0]) })
        lines = questions.map { engine.plan.slots[$0].line }
        hasLines = lines.contains { $0 != nil }
    }

    /// nil where too little was answered.
    func mean(_ file: Int, _ record: Int) -> Double? {
        let row = engine.rows.base[file][record]
        let (columns, offsets, values) = (columns.base + file * count, offsets.base, engine.layout.values.base)
        var whole: Int64 = 0
        var (valid, put) = (0, 0)
        for question in 0..<count where columns[question] >= 0 {
            let place = row.index(Int(columns[question]))
            put &+= place >= Layout.firstPut ? 1 : 0
            guard place >= Layout.firstPoint else { continue }
            whole &+= Int64(values[Int(offsets[question]) &+ place])
            valid &+= 1
        }
        guard valid > 0, needs.areMet(valid, of: put) else { return nil }
        let numbers = hasLines ? numbers(file, record) : 0
        return (Double(whole) / Double(engine.plan.denominator) + numbers) / Double(valid)
    }

    /// The sum of what was answered on numeric ranges, whose points are worth nothing in the layout.
    private func numbers(_ file: Int, _ record: Int) -> Double {
        let row = engine.rows.base[file][record]
        return (0..<count).reduce(0) { sum, question in
            let column = Int(columns.base[file * count + question])
            guard let line = lines[question], column >= 0, CellCode.isValid(row[column]) else { return sum }
            return sum + line.offset + line.factor * (engine.grouping.answers[file].numbers[column]?[record] ?? 0)
        }
    }
}

/// Sums of one scale by group, on grids, so that their order does not matter.
private struct GroupSums {
    private var counts: [Int]
    private var sums: [FixedSum]
    private var squares: [FixedSum]
    private let middle: Double
    private let scales: (sum: Double, square: Double)

    init(_ engine: Engine, count: Int) {
        counts = [Int](repeating: 0, count: count)
        sums = [FixedSum](repeating: FixedSum(), count: count)
        squares = sums
        let low = engine.plan.slots.reduce(Double.infinity) { min($0, $1.span.low) }
        let high = engine.plan.slots.reduce(-Double.infinity) { max($0, $1.span.high) }
        middle = (low + high) / 2
        let bound = max(high - low, 1e-300)
        scales = (FixedPoint.scale(bound: bound), FixedPoint.scale(bound: bound * bound))
    }

    mutating func add(_ person: Double, to group: Int) {
        let distance = person - middle
        counts[group] += 1
        sums[group].add(distance, scale: scales.sum)
        squares[group].add(distance * distance, scale: scales.square)
    }

    var groups: [GroupReliability.Group] {
        counts.indices.map { place in
            GroupReliability.Group(
                count: Double(counts[place]), sum: sums[place].value(scale: scales.sum),
                squares: squares[place].value(scale: scales.square))
        }
    }
}
