import GearModel
import GearTable

/// Memory holds only so many: beyond, persons are told of by their scores.
final class PersonRoom {
    private var left = 100_000

    func takes(_ count: Int) -> Bool {
        guard count <= left else { return false }
        left -= count
        return true
    }
}

/// The persons of a pool and what each came to, by the reader that scored them.
struct Persons {
    private let derivation: ScoreDerivation
    private let index: Int
    private let base: Int
    private var pool: Pool { derivation.plan.pools[index] }
    private var engine: Engine { derivation.engine }

    private struct Person {
        /// Place among the units of all answers.
        let unit: Int
        let span: UnitProgram.Span
        let score: UnitReader.Person
    }

    /// Those who were put a question of the pool, by score; who answered too little, under NaN at the end.
    let scores: [(value: Double, persons: [Int])]
    private let persons: [Person]

    init(_ derivation: ScoreDerivation, _ index: Int, of base: Int) {
        self.derivation = derivation
        self.index = index
        self.base = base
        let (engine, scores) = (derivation.engine, derivation.row.counted[base].scores)
        var persons: [Person] = []
        for place in scores.group.units {
            let unit = engine.grouping.units[place]
            let reader = UnitReader(engine, unit, scores.view.programs[Int(unit.answers)])
            for span in reader.program.personSpans where Int(span.pool) == index {
                let score = reader.person(span)
                if score.put > 0 || !score.value.isNaN { persons.append(Person(unit: place, span: span, score: score)) }
            }
        }
        self.persons = persons
        let groups = Dictionary(grouping: persons.indices) {
            persons[$0].score.value.isNaN ? nil : persons[$0].score.value
        }
        let known = groups.compactMap { value, members in value.map { ($0, members) } }.sorted { $0.0 < $1.0 }
        self.scores = known + (groups[nil].map { [(Double.nan, $0)] } ?? [])
    }

    /// A piece for each score, with the persons who have it.
    func pieces(_ depth: Int) -> [Derivation] {
        scores.map { value, members in
            let isTooLittle = value.isNaN
            var piece = Derivation(
                .persons, "", value: isTooLittle ? .missing(UndefinedReason.needsNotMet.text) : .number(value))
            piece.count = members.count
            if !isTooLittle {
                piece.weight = members.map { engine.grouping.units[persons[$0].unit].weight }.sorted().reduce(0, +)
            }
            if depth == 0 || !derivation.room.takes(members.count) {
                piece.deeper = members.count
            } else {
                piece.parts = members.map { self.piece(persons[$0], depth - 1) }
                    .sorted { $0.name != $1.name ? $0.name.precedes($1.name) : $0.order < $1.order }
            }
            return piece
        }
    }

    private func reader(_ person: Person) -> UnitReader {
        let unit = engine.grouping.units[person.unit]
        let view = derivation.row.counted[base].scores.view
        return UnitReader(engine, unit, view.programs[Int(unit.answers)])
    }

    private func piece(_ person: Person, _ depth: Int) -> Derivation {
        let reader = reader(person)
        let value = person.score.value
        var piece = Derivation(
            .person, key(person), value: ScoreDerivation.cell(value, value.isNaN ? .needsNotMet : nil))
        piece.weight = reader.weight
        if let tree = pool.personTree {
            let scores = reader.branches(of: tree, person.span)
            let top = branch(tree.branches.count - 1, tree, scores, reader, depth)
            (piece.formula, piece.parts, piece.deeper) = (top.formula, top.parts, top.deeper)
            return piece
        }
        guard let line = pool.person else { return piece }
        let cells = derivation.row.counted[base].scores.view.cells[index]
        fill(&piece, line, cells, over: Double(pool.weightDenominator), reader, depth)
        return piece
    }

    /// A person's score on a node below the one that is scored person by person.
    private func branch(
        _ place: Int, _ tree: PersonTree, _ scores: [UnitReader.BranchScore], _ reader: UnitReader, _ depth: Int
    ) -> Derivation {
        let branch = tree.branches[place]
        let score = scores[place]
        let (plan, node) = (derivation.plan, tree.branches[place].node)
        var piece = Derivation(
            .node, plan.name(of: node), title: plan.model.nodes[node].heading.title,
            value: ScoreDerivation.cell(score.person.value, score.person.value.isNaN ? .needsNotMet : nil))
        piece.formula = Derivation.Formula(
            text: tree.line.text.orMean("parts"), needs: tree.line.needs.text, isWeightedMean: tree.line.isMean)
        if depth == 0 {
            piece.deeper = branch.children.count + (branch.cells.isEmpty ? 0 : 1)
            return piece
        }
        if !branch.cells.isEmpty, let line = pool.person {
            var own = Derivation(
                .own, plan.name(of: node), title: "own questions",
                value: ScoreDerivation.cell(score.own, score.own.isNaN ? .needsNotMet : nil))
            fill(&own, line, branch.cells, over: branch.weightDenominator, reader, depth - 1)
            own.weight = 1
            piece.parts.append(own)
        }
        for (child, weight) in branch.children {
            var part = self.branch(child, tree, scores, reader, depth - 1)
            part.weight = weight
            piece.parts.append(part)
        }
        return piece
    }

    /// A person's answers to some questions, and what the person line makes of them.
    private func fill(
        _ piece: inout Derivation, _ line: PlanLine, _ cells: [PoolCell], over unit: Double, _ reader: UnitReader,
        _ depth: Int
    ) {
        let asked = cells.filter { isPut($0, to: reader) }
        let states = asked.map { reader.state(Int32(derivation.plan.slots[$0.slot].question)) }
        piece.formula = Derivation.Formula(
            text: line.text, needs: line.needs.text,
            counted: (states.reduce(0) { $0 + $1.valid }, states.reduce(0) { $0 + $1.put }), isWeightedMean: line.isMean
        )
        if depth == 0 {
            piece.deeper = asked.count
        } else {
            // Records of one person are in no order of their own.
            piece.parts = asked.flatMap { cell in
                answers(cell, over: unit, reader).sorted {
                    $0.number != $1.number
                        ? $0.number ?? .infinity < $1.number ?? .infinity : "\($0.value)".precedes("\($1.value)")
                }
            }
        }
    }

    /// Whether a person's survey and source have the question.
    private func isPut(_ cell: PoolCell, to reader: UnitReader) -> Bool {
        reader.holds(cell.slot) && reader.program.isAsked(engine, cell.slot)
    }

    /// What a person answered to a question, once a record.
    private func answers(_ cell: PoolCell, over unit: Double, _ reader: UnitReader) -> [Derivation] {
        let slot = derivation.plan.slots[cell.slot]
        let question = derivation.plan.model.surveys[slot.survey].questions[slot.question]
        let scale = question.scale.map { derivation.plan.model.scales[$0] }
        var numbers = reader.numbers(slot.question, cell.slot)[...]
        return (0..<reader.recordCount).map { record in
            let code = reader.row(record)[slot.question]
            var piece: Derivation
            if CellCode.isValid(code) {
                let point = Int(code) - 1
                let declared = scale.flatMap { $0.points.indices.contains(point) ? $0.points[point] : nil }
                let value =
                    slot.line != nil
                    ? numbers.popFirst() ?? .nan : derivation.plan.element(cell.slot, point).value
                piece = Derivation(
                    .answer, question.heading.name, title: declared?.label ?? "",
                    value: ScoreDerivation.cell(value, nil))
                piece.weight = Double(cell.weight) / unit
            } else {
                let kind = AbsenceKind.allCases.first { CellCode.of($0) == code }
                piece = Derivation(.answer, question.heading.name, value: .missing(kind?.rawValue))
            }
            return piece
        }
    }

    private func key(_ person: Person) -> String {
        let unit = engine.grouping.units[person.unit]
        let answers = engine.grouping.answers[Int(unit.answers)]
        let record = Int(engine.grouping.records[Int(unit.first)])
        return answers.respondentKeys[Int(answers.respondents[record])]
    }

    // MARK: By question

    struct QuestionPart {
        let cell: PoolCell
        /// The mean of its answers, each counted as it counts in the score.
        let mean: Double
        /// What of the score is made of its answers: the shares of all questions add up to 1.
        let share: Double
    }

    /// The mean over persons of their means, as a mean of questions: an answer counts w·a / (A·W), A being the weights
    /// of all that the person answered and W those of all persons. Empty for other lines.
    func byQuestion(_ cells: [PoolCell]) -> [QuestionPart] {
        guard pool.personTree == nil, pool.line.isMean, let line = pool.person, line.isMean else { return [] }
        var adds = [[(weight: Double, value: Double)]](repeating: [], count: cells.count)
        var weights: [Double] = []
        for (value, members) in scores where !value.isNaN {
            for member in members {
                let reader = reader(persons[member])
                let given = cells.map { cell in
                    isPut(cell, to: reader) ? answers(cell, over: 1, reader).filter { $0.number != nil } : []
                }
                let all = zip(cells, given).reduce(0) { $0 + Double($1.0.weight) * Double($1.1.count) }
                guard all > 0 else { continue }
                weights.append(reader.weight)
                for place in cells.indices {
                    let counts = reader.weight * Double(cells[place].weight) / all
                    adds[place] += given[place].map { (counts, $0.number ?? 0) }
                }
            }
        }
        // Sums must not depend on the order of records.
        let whole = weights.sorted().reduce(0, +)
        guard whole > 0 else { return [] }
        return cells.indices.compactMap { place in
            let weight = adds[place].map(\.weight).sorted().reduce(0, +)
            guard weight > 0 else { return nil }
            let sum = adds[place].map { $0.weight * $0.value }.sorted().reduce(0, +)
            return QuestionPart(cell: cells[place], mean: sum / weight, share: weight / whole)
        }
    }
}

extension Derivation {
    /// Tells persons without a key apart, whatever the order of records.
    fileprivate var order: String { parts.map { "\($0.name) \($0.value)" }.joined(separator: " ") }
}
