import GearTable

/// A node's scale in one group: the questions at or below it that the source is asked.
struct NodeScale: Sendable {
    let step: Int
    /// In order of declaration.
    let questions: [Int]
    /// Those that anybody in the group answered, and the place of each in the slots that the sums are about.
    let answered: [Int]
    var places: [Int] = []
}

/// The sums that a group's scales need, from one pass over its records.
struct ScaleSums: Sendable {
    var pairs: PairSums
    /// One a scale.
    var complete: [CompleteSums]
    /// Respondents with any answer to a scale's questions, one a scale.
    var respondents: [Int]
    /// What the values of `pairs` and `complete` are multiplied by to be the questions' own.
    let unit: Double

    /// `slots`: the questions that anybody answered.
    init(
        _ engine: Engine, _ group: BaseGroup, _ slots: [Int], _ scales: [NodeScale], withSquares: Bool, workers: Int
    ) {
        guard let coding = SmallValues(engine, slots) else {
            self.init(plain: engine, group, slots, scales, withSquares: withSquares)
            return
        }
        let ranges = evenRanges(group.units.count, workers: group.units.count < 512 ? 1 : workers)
        let parts = Threads.map(ranges.count) { worker in
            let room = ScaleRoom(engine, coding, slots, scales, withSquares: withSquares)
            let start = group.units.lowerBound
            room.add(ranges[worker].lowerBound + start..<ranges[worker].upperBound + start)
            return room.sums
        }
        self = parts[0]
        for part in parts.dropFirst() { add(part) }
    }

    init(pairs: PairSums, complete: [CompleteSums], respondents: [Int], unit: Double) {
        self.pairs = pairs
        self.complete = complete
        self.respondents = respondents
        self.unit = unit
    }

    private mutating func add(_ other: ScaleSums) {
        pairs.add(other.pairs)
        for place in complete.indices {
            complete[place].add(other.complete[place])
            respondents[place] += other.respondents[place]
        }
    }

    /// Values of any size: cases are put in order first, so that sums do not depend on who came when.
    private init(
        plain engine: Engine, _ group: BaseGroup, _ slots: [Int], _ scales: [NodeScale], withSquares: Bool
    ) {
        var cases: [[Double]] = []
        var respondents = [Int](repeating: 0, count: scales.count)
        for unit in engine.grouping.units[group.units] {
            let rows = CaseReader(engine, unit).rows(slots)
            for (place, scale) in scales.enumerated()
            where rows.contains(where: { row in scale.places.contains { !row[$0].isNaN } }) { respondents[place] += 1 }
            cases += rows
        }
        cases.sort { left, right in
            left.map(\.bitPattern).lexicographicallyPrecedes(right.map(\.bitPattern))
        }
        var complete = scales.map { CompleteSums(questions: $0.places.count) }
        for (place, scale) in scales.enumerated() {
            for row in cases {
                let answers = scale.places.map { row[$0] }
                guard !answers.contains(where: \.isNaN), !answers.isEmpty else { continue }
                complete[place].add(answers)
            }
        }
        self.init(
            pairs: PairSums(cases, count: slots.count, withSquares: withSquares), complete: complete,
            respondents: respondents, unit: 1)
    }
}

extension CompleteSums {
    fileprivate mutating func add(_ answers: [Double]) {
        let whole = answers.reduce(0, +)
        count += 1
        total += whole
        totalSquares += whole * whole
        for (place, answer) in answers.enumerated() {
            sums[place] += answer
            squares[place] += answer * answer
        }
    }
}

/// One respondent's answers as numbers, less the middle of each question's range.
struct CaseReader {
    private let engine: Engine
    private let unit: Unit

    init(_ engine: Engine, _ unit: Unit) {
        self.engine = engine
        self.unit = unit
    }

    /// For each record, a value for each of `slots`; NaN where there is none.
    func rows(_ slots: [Int]) -> [[Double]] {
        (Int(unit.first)..<Int(unit.first + unit.count)).map { place in
            slots.map { value($0, Int(engine.grouping.records[place])) }
        }
    }

    private func value(_ index: Int, _ record: Int) -> Double {
        let slot = engine.plan.slots[index]
        let answers = engine.grouping.answers[Int(unit.answers)]
        guard engine.plan.surveys[slot.survey] == answers.survey else { return .nan }
        let code = engine.grouping.cells[Int(unit.answers)][record, slot.question]
        guard CellCode.isValid(code) else { return .nan }
        let middle = (slot.span.low + slot.span.high) / 2
        if let line = slot.line {
            let value = answers.numbers[slot.question].map { line.offset + line.factor * $0[record] } ?? .nan
            return value.isFinite ? value - middle : .nan
        }
        let point = Int(code) - 1
        guard point < slot.values.count else { return .nan }
        return Double(slot.values[point]) / Double(engine.plan.denominator) - middle
    }
}
