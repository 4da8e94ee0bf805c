/// Points as small whole numbers: each question's values less its smallest, over what divides all differences.
struct SmallValues: Sendable {
    /// For each slot, the number of each point.
    let values: [[Float]]
    /// What a step of one is worth.
    let unit: Double

    /// nil where values are too many apart, or on a numeric range.
    init?(_ engine: Engine, _ slots: [Int]) {
        let all = slots.map { engine.plan.slots[$0] }
        guard all.allSatisfy({ $0.line == nil }) else { return nil }
        let distances = all.map { slot in
            let least = slot.values.min() ?? 0
            return slot.values.map { $0 - least }
        }
        let step = max(1, distances.joined().reduce(0) { Self.divisor($0, $1) })
        guard distances.joined().allSatisfy({ $0 / step <= PairCounting.mostValue }) else { return nil }
        values = distances.map { $0.map { Float($0 / step) } }
        unit = Double(step) / Double(engine.plan.denominator)
    }

    private static func divisor(_ left: Int64, _ right: Int64) -> Int64 {
        var (a, b) = (left, right)
        while b != 0 { (a, b) = (b, a % b) }
        return a
    }
}

/// Room in which one worker puts records side by side and adds up what their scales need.
final class ScaleRoom {
    private let engine: Engine
    private let scales: [NodeScale]
    private let unit: Double
    /// Questions, and rows of the panels.
    private let count: Int
    private let rows: Int
    /// By file of answers and question, its column; -1 if it is another survey's.
    private let columns: Block<Int32>
    /// By question and code.
    private let valueOf: Block<Float>
    private let validOf: Block<Float>
    /// Panels: 1 where there is an answer; the answer; its square.
    private let valid: Block<Float>
    private let value: Block<Float>
    private let square: Block<Float>?
    private let products: Block<Double>
    /// By a question that is answered and any other: how many answered that as well, its sum, and of its squares.
    private let together: PairTable
    private let ownSums: PairTable
    private let ownSquares: PairTable?
    private var complete: [CompleteSums]
    private var respondents: [Int]
    /// The last unit that counted in a scale, so that none counts twice.
    private var last: [Int32]
    /// Of the cases in the panels.
    private let caseRows: Block<CellRow>
    /// What places of `caseRows` point at before there is a case.
    private let nobody = Block<UInt8>(repeating: 0, count: 1)
    private let caseFiles = Block<Int32>(repeating: 0, count: PairCounting.cases)
    private let caseUnits = Block<Int32>(repeating: 0, count: PairCounting.cases)
    /// By case, of one scale: how many questions were answered, and the sum of the answers.
    private let answered = Block<Float>(repeating: 0, count: PairCounting.cases)
    private let totals = Block<Float>(repeating: 0, count: PairCounting.cases)
    private var filled = 0
    /// Answers in the panels.
    private var present = 0

    init(_ engine: Engine, _ coding: SmallValues, _ slots: [Int], _ scales: [NodeScale], withSquares: Bool) {
        self.engine = engine
        self.scales = scales
        unit = coding.unit
        count = slots.count
        rows = PairCounting.padded(slots.count)
        columns = Block(
            copying: engine.grouping.answers.flatMap { answers in
                slots.map { slot in
                    let slot = engine.plan.slots[slot]
                    return engine.plan.surveys[slot.survey] == answers.survey ? Int32(slot.question) : -1
                }
            })
        valueOf = Block(repeating: 0, count: slots.count * 256)
        validOf = Block(repeating: 0, count: slots.count * 256)
        for (place, values) in coding.values.enumerated() {
            for (point, value) in values.enumerated() {
                valueOf.base[place * 256 + Layout.firstPoint + point] = value
                validOf.base[place * 256 + Layout.firstPoint + point] = 1
            }
        }
        let panel = rows * PairCounting.cases
        (valid, value) = (Block(repeating: 0, count: panel), Block(repeating: 0, count: panel))
        square = withSquares ? Block(repeating: 0, count: panel) : nil
        products = Block(repeating: 0, count: rows * rows)
        (together, ownSums) = (PairTable(rows: rows), PairTable(rows: rows))
        ownSquares = withSquares ? PairTable(rows: rows) : nil
        complete = scales.map { CompleteSums(questions: $0.places.count) }
        respondents = [Int](repeating: 0, count: scales.count)
        last = [Int32](repeating: -1, count: scales.count)
        caseRows = Block(
            repeating: CellRow(base: UnsafePointer(nobody.base), size: .byte), count: PairCounting.cases)
    }

    /// Adds the records of some units of the group.
    func add(_ units: Range<Int>) {
        for place in units {
            let unit = engine.grouping.units[place]
            for record in Int(unit.first)..<Int(unit.first + unit.count) {
                caseRows.base[filled] = engine.rows.base[Int(unit.answers)][Int(engine.records.base[record])]
                caseFiles.base[filled] = unit.answers
                caseUnits.base[filled] = Int32(truncatingIfNeeded: place)
                filled += 1
                if filled == PairCounting.cases { flush() }
            }
        }
        flush()
    }

    private func flush() {
        guard filled > 0 else { return }
        fill()
        PairCounting.add(value, value, rows: rows, upper: true, to: products)
        // Where almost all is answered, what is not costs less to count.
        if present * 8 > filled * count * 7 {
            addAllButAbsent()
        } else {
            PairCounting.add(valid, valid, rows: rows, upper: false, to: together.pairs)
            PairCounting.add(valid, value, rows: rows, upper: false, to: ownSums.pairs)
            if let square, let ownSquares {
                PairCounting.add(valid, square, rows: rows, upper: false, to: ownSquares.pairs)
            }
        }
        for place in scales.indices { addScale(place) }
        filled = 0
    }

    /// Adds each case as if all were answered, and takes away again what goes with the questions that are not.
    private func addAllButAbsent() {
        let (rows, files, columns) = (caseRows.base, caseFiles.base, columns.base)
        let absent = Block<Int32>(repeating: 0, count: count)
        for each in 0..<filled {
            var missing = 0
            for question in 0..<count {
                let column = Int(columns[Int(files[each]) &* count &+ question])
                let place = question &* 256 &+ (column < 0 ? 0 : rows[each].index(column))
                let (value, valid) = (Double(valueOf.base[place]), Double(validOf.base[place]))
                together.one.base[question] = valid
                ownSums.one.base[question] = value
                ownSquares?.one.base[question] = value * value
                absent.base[missing] = Int32(truncatingIfNeeded: question)
                missing &+= valid == 0 ? 1 : 0
            }
            together.addOne(without: absent.base, missing)
            ownSums.addOne(without: absent.base, missing)
            ownSquares?.addOne(without: absent.base, missing)
        }
    }

    /// Puts the cases side by side; where there are fewer than a panel holds, the rest counts for nothing.
    private func fill() {
        let cases = PairCounting.cases
        if filled < cases {
            valid.fill(0)
            value.fill(0)
            square?.fill(0)
        }
        let (rows, files, columns) = (caseRows.base, caseFiles.base, columns.base)
        var present: Float = 0
        for question in 0..<count {
            let (values, valids) = (valueOf.base + question * 256, validOf.base + question * 256)
            let (toValue, toValid) = (value.base + question * cases, valid.base + question * cases)
            for place in 0..<filled {
                let column = Int(columns[Int(files[place]) &* count &+ question])
                let index = column < 0 ? 0 : rows[place].index(column)
                toValue[place] = values[index]
                toValid[place] = valids[index]
                present += valids[index]
            }
        }
        self.present = Int(present)
        guard let square else { return }
        let (from, to) = (value.base, square.base)
        for place in 0..<count * cases { to[place] = from[place] * from[place] }
    }

    /// Who answered any of a scale's questions, and the sums over those who answered all.
    private func addScale(_ place: Int) {
        let cases = PairCounting.cases
        let places = scales[place].places
        self.answered.fill(0)
        self.totals.fill(0)
        let (answered, totals, units) = (answered.base, totals.base, caseUnits.base)
        for question in places {
            let (values, valids) = (value.base + question * cases, valid.base + question * cases)
            for each in 0..<cases {
                answered[each] += valids[each]
                totals[each] += values[each]
            }
        }
        let all = Float(places.count)
        var (last, found, wholes) = (last[place], 0, 0)
        var (total, totalSquares) = (0.0, 0.0)
        for each in 0..<filled {
            if answered[each] > 0, last != units[each] {
                last = units[each]
                found += 1
            }
            guard answered[each] == all, all > 0 else {
                answered[each] = 0
                continue
            }
            answered[each] = 1
            wholes += 1
            total += Double(totals[each])
            totalSquares += Double(totals[each]) * Double(totals[each])
        }
        self.last[place] = last
        respondents[place] += found
        complete[place].count += Double(wholes)
        complete[place].total += total
        complete[place].totalSquares += totalSquares
        for (index, question) in places.enumerated() {
            let values = value.base + question * cases
            var (sum, squares): (Float, Float) = (0, 0)
            for each in 0..<filled {
                let kept = answered[each] * values[each]
                sum += kept
                squares += kept * kept
            }
            complete[place].sums[index] += Double(sum)
            complete[place].squares[index] += Double(squares)
        }
    }

    var sums: ScaleSums {
        var pairs = PairSums(count: count, withSquares: square != nil)
        for i in 0..<count {
            for j in 0..<count {
                let (upper, place) = (min(i, j) * rows + max(i, j), i * count + j)
                pairs.products[place] = products.base[upper]
                pairs.together[place] = together[j, i]
                pairs.sums[place] = ownSums[j, i]
                if let ownSquares { pairs.squares[place] = ownSquares[j, i] }
            }
        }
        return ScaleSums(pairs: pairs, complete: complete, respondents: respondents, unit: unit)
    }
}
