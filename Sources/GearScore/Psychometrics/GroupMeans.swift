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
                var sums = GroupSums(engine, count: count)
                for unit in engine.grouping.units[group.base.units] {
                    for record in Int(unit.first)..<Int(unit.first + unit.count) {
                        let index = Int(engine.grouping.records[record])
                        let place = places[Int(unit.answers)]?[index] ?? -1
                        guard place >= 0 else { continue }
                        let person = Self.person(engine, unit, index, group.scales[scale].questions, needs)
                        if let person { sums.add(person, to: place) }
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

    private static func person(
        _ engine: Engine, _ unit: Unit, _ record: Int, _ questions: [Int], _ needs: Needs
    ) -> Double? {
        let answers = engine.grouping.answers[Int(unit.answers)]
        let row = engine.rows.base[Int(unit.answers)][record]
        var (whole, numbers): (Int64, Double) = (0, 0)
        var (valid, put) = (0, 0)
        for index in questions {
            let slot = engine.plan.slots[index]
            guard engine.plan.surveys[slot.survey] == answers.survey else { continue }
            let place = Layout.index(row[slot.question])
            put += place >= Layout.firstPut ? 1 : 0
            guard place >= Layout.firstPoint else { continue }
            if let line = slot.line {
                numbers += line.offset + line.factor * (answers.numbers[slot.question]?[record] ?? 0)
            } else {
                whole += Int64(engine.layout.values.base[engine.layout.offsets[index] + place])
            }
            valid += 1
        }
        guard valid > 0, needs.areMet(valid, of: put) else { return nil }
        return (Double(whole) / Double(engine.plan.denominator) + numbers) / Double(valid)
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
