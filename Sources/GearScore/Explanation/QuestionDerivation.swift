import GearModel
import GearTable

/// From a node's questions down to the points that were chosen.
extension ScoreDerivation {
    /// Completes a piece with what a pool gathered.
    func fill(_ piece: inout Derivation, from index: Int, of base: Int, _ depth: Int) {
        let pool = plan.pools[index]
        let (scores, tally) = row.counted[base]
        let cells = scores.view.cells[index]
        piece.formula = Derivation.Formula(
            text: pool.line.text.orMean(pool.collection.rawValue), needs: pool.line.needs.text,
            counted: isWithheld ? nil : Self.counted(index, pool, cells, tally), isWeightedMean: pool.line.isMean)
        if isWithheld { return }
        let answers = cells.reduce((valid: 0, put: 0)) {
            ($0.valid + tally.valid[$1.slot], $0.put + tally.put[$1.slot])
        }
        piece.facts += [.init("valid", .integer(answers.valid)), .init("put", .integer(answers.put))]
        guard pool.collection == .persons else {
            if depth == 0 {
                piece.deeper = cells.count
            } else {
                piece.parts = cells.map { question($0, in: pool, of: base, depth - 1) }
            }
            return
        }
        if let line = pool.person {
            let needs = line.needs.text.map { " needs \($0)" } ?? ""
            piece.remarks.append("person = \(line.text)\(line.isWeighted ? " weighted" : "")\(needs)")
        }
        let persons = Persons(self, index, of: base)
        if depth == 0 {
            piece.deeper = persons.scores.count
            return
        }
        if wantsPersons { piece.parts = persons.pieces(depth - 1) }
        piece.byQuestion = persons.byQuestion(cells).map { part in
            var piece = question(part.cell, in: pool, of: base, wantsPersons ? 0 : depth - 1)
            piece.value = .number(part.mean)
            piece.weight = part.share
            piece.deeper = 0
            return piece
        }
    }

    private static func counted(
        _ index: Int, _ pool: Pool, _ cells: [PoolCell], _ tally: Tally
    ) -> (some: Int, whole: Int) {
        switch pool.collection {
        case .persons: (tally.pools[index].respondents, tally.pools[index].put)
        case .questions: (cells.count { tally.valid[$0.slot] > 0 }, cells.count { tally.put[$0.slot] > 0 })
        default: (cells.reduce(0) { $0 + tally.valid[$1.slot] }, cells.reduce(0) { $0 + tally.put[$1.slot] })
        }
    }

    // MARK: Questions

    /// A question's answers in a group: the mean of what they count for, and each point.
    func question(_ cell: PoolCell, in pool: Pool, of base: Int, _ depth: Int) -> Derivation {
        let tally = row.counted[base].tally
        let slot = plan.slots[cell.slot]
        let question = plan.model.surveys[slot.survey].questions[slot.question]
        let points = points(cell.slot, tally)
        let weight = points.reduce(0) { $0 + ($1.weight ?? 0) }
        let sum = points.reduce(0) { $0 + ($1.weight ?? 0) * ($1.number ?? 0) }
        var piece = Derivation(
            .question, question.heading.name, title: question.heading.title,
            value: Self.cell(weight > 0 ? sum / weight : .nan, weight > 0 ? nil : .noAnswers))
        let target = Double(cell.weight) / Double(pool.weightDenominator)
        piece.weight = pool.collection == .questions ? target : target * weight
        piece.count = tally.valid[cell.slot]
        piece.formula = Derivation.Formula(
            text: "mean(answers)", counted: (tally.valid[cell.slot], tally.put[cell.slot]), isWeightedMean: true)
        piece.facts = [
            .init("target_weight", .number(target)),
            .init("survey", .text(plan.model.surveys[slot.survey].heading.name)),
        ]
        if target != 1 { piece.remarks.append("weight \(NumberText.text(target))") }
        piece.remarks += changes(slot, question)
        if depth == 0 {
            piece.deeper = points.count
        } else {
            piece.parts = points + absences(slot, of: base)
        }
        return piece
    }

    /// What happens to the values of a question before they are counted.
    private func changes(_ slot: Slot, _ question: Question) -> [String] {
        guard let place = question.scale else { return [] }
        let scale = plan.model.scales[place]
        let (low, high) = (NumberText.text(scale.minimum.double), NumberText.text(scale.maximum.double))
        var changes: [String] = []
        if question.isReversed { changes.append("reversed: x counts as \(low) + \(high) - x") }
        let ends = [slot.span.low - scale.minimum.double, slot.span.high - scale.maximum.double]
        if ends.contains(where: { Rounding.cut($0) != 0 }) {
            changes.append(
                "rescaled from \(low)..\(high) to \(Self.text(slot.span.low))..\(Self.text(slot.span.high))")
        }
        return changes
    }

    /// Bounds are worked out in binary.
    private static func text(_ number: Double) -> String { NumberText.text(Rounding.cut(number)) }

    /// The points of a question with how many chose them; of a numeric range, the numbers given.
    private func points(_ index: Int, _ tally: Tally) -> [Derivation] {
        let slot = plan.slots[index]
        guard slot.line == nil else { return numbers(index, tally) }
        let question = plan.model.surveys[slot.survey].questions[slot.question]
        let scale = question.scale.map { plan.model.scales[$0] }
        let start = engine.layout.offsets[index] + Layout.firstPoint
        return slot.values.indices.map { point in
            let declared = scale.flatMap { $0.points.indices.contains(point) ? $0.points[point] : nil }
            var piece = Derivation(
                .point, declared?.code ?? "", title: declared?.label ?? "",
                value: .number(Double(slot.values[point]) / Double(plan.denominator)))
            let count = Int(tally.histogram[start + point])
            piece.count = count
            piece.weight =
                tally.weights.map { count == 0 ? 0 : $0[start + point].value(scale: engine.weightScale) }
                ?? Double(count)
            return piece
        }
    }

    private func numbers(_ index: Int, _ tally: Tally) -> [Derivation] {
        var pieces: [Derivation] = []
        // They are in order of their values.
        for (value, weight) in tally.numbers[index] ?? [] {
            if pieces.last?.number == value {
                pieces[pieces.count - 1].count = (pieces[pieces.count - 1].count ?? 0) + 1
                pieces[pieces.count - 1].weight = (pieces[pieces.count - 1].weight ?? 0) + weight
            } else {
                var piece = Derivation(.point, Self.text(value), value: .number(value))
                (piece.count, piece.weight) = (1, weight)
                pieces.append(piece)
            }
        }
        return pieces
    }

    /// Answers to a question without a value, by kind, as they stand in the records of the group.
    private func absences(_ slot: Slot, of base: Int) -> [Derivation] {
        let scores = row.counted[base].scores
        var counts = [Int](repeating: 0, count: 256)
        for index in scores.group.units {
            let unit = engine.grouping.units[index]
            let reader = UnitReader(engine, unit, scores.view.programs[Int(unit.answers)])
            guard plan.surveys[slot.survey] == engine.grouping.answers[Int(unit.answers)].survey else { continue }
            for record in 0..<reader.recordCount { counts[Int(reader.row(record)[slot.question])] += 1 }
        }
        return AbsenceKind.allCases.compactMap { kind in
            let count = counts[Int(CellCode.of(kind))]
            guard count > 0 else { return nil }
            var piece = Derivation(.absent, kind.rawValue, value: .missing(kind.rawValue))
            piece.count = count
            return piece
        }
    }
}
