import GearModel

/// What a base group's score of a step counts for in a row.
struct Contribution {
    let step: Int
    /// 0 where the row's score has no formula.
    let coefficient: Double
    let favourable: Double
}

/// Room for the residuals of one respondent: pools, then steps.
final class ResidualRoom {
    let score: Block<Double>
    let favourable: Block<Double>

    init(_ engine: Engine) {
        let count = engine.plan.pools.count + engine.plan.steps.count
        score = Block(repeating: 0, count: count)
        favourable = Block(repeating: 0, count: count)
    }

    /// u = w(p − θ)/Σw for persons, w Σ a(y − θ)/Σ w·a for answers, and Σ W·u/Σ W up the tree (rule 6).
    ///
    /// `unit`: its place in the base group.
    func fill(_ reader: UnitReader, _ unit: Int, _ base: BaseScores) {
        score.fill(0)
        favourable.fill(0)
        base.places.withUnsafeBufferPointer { pools in
            for span in reader.program.severalSpans {
                let pool = pools[Int(span.pool)]
                if pool.value.isNaN { continue }
                fill(base.behind.kept(unit, Int(span.pool)) ?? reader.person(span).score, reader, span, pool)
            }
            // One answer is read as fast as what would be kept of it.
            for span in reader.program.singleSpans {
                let pool = pools[Int(span.pool)]
                if !pool.value.isNaN { fill(reader.person(span).score, reader, span, pool) }
            }
            for span in reader.program.answerSpans {
                let pool = pools[Int(span.pool)]
                guard !pool.value.isNaN else { continue }
                if let questions = base.questions[Int(span.pool)] {
                    fillQuestions(reader, span, pool, questions)
                } else {
                    fillAnswers(reader, span, pool)
                }
            }
        }
        let (u, f) = (score.base, favourable.base)
        base.edges.withUnsafeBufferPointer { edges in
            for edge in edges {
                u[Int(edge.to)] += edge.weight * u[Int(edge.from)]
                f[Int(edge.to)] += edge.weight * f[Int(edge.from)]
            }
        }
    }

    @inline(__always)
    private func fill(
        _ person: Behind.PersonScore, _ reader: UnitReader, _ span: UnitProgram.Span, _ pool: StepScore
    ) {
        guard !person.value.isNaN else { return }
        let index = Int(span.pool)
        var value = person.value
        if reader.engine.hasSharesOfPersons, let condition = reader.engine.sharesOfPersons[index] {
            var stack: [Double] = []
            let context = ElementContext(value: Rounding.cut(value), favourable: person.favourable)
            value = condition.run(element: context, stack: &stack).value == 1 ? 1 : 0
        }
        let weight = reader.unit.weight / pool.weight
        score.base[index] = weight * (value - pool.value)
        favourable.base[index] = weight * (person.favourable - pool.favourable)
    }

    @inline(__always)
    private func fillAnswers(_ reader: UnitReader, _ span: UnitProgram.Span, _ pool: StepScore) {
        let index = Int(span.pool)
        let weight = reader.unit.weight / pool.weight
        let sums = reader.allSums(span)
        let whole = Double(sums.weight)
        favourable.base[index] = weight * (Double(sums.favourable) - pool.favourable * whole)
        if span.isSummed {
            score.base[index] = weight * (Double(sums.value) / span.denominator - pool.value * whole)
        } else if pool.errorWhy == nil {
            score.base[index] = weight * sumOfDifferences(reader, index, pool.value)
        }
    }

    /// Σ a(y − θ), or with yes as 1 and no as 0 for a share, where answers are on numeric ranges.
    private func sumOfDifferences(_ reader: UnitReader, _ index: Int, _ mean: Double) -> Double {
        let pool = reader.engine.plan.pools[index]
        let cells = pool.cells.filter { reader.holds($0.slot) && reader.program.isAsked(reader.engine, $0.slot) }
        var stack: [Double] = []
        return reader.elements(cells, over: 1).reduce(0) { sum, element in
            var value = element.value
            if let condition = pool.line.shareCondition {
                var context = element.context
                context.value = value
                value = condition.run(element: context, stack: &stack).value == 1 ? 1 : 0
            }
            return sum + element.weight * (value - mean)
        }
    }

    private func fillQuestions(
        _ reader: UnitReader, _ span: UnitProgram.Span, _ pool: StepScore, _ questions: [Int: QuestionScore]
    ) {
        let (index, engine, program) = (Int(span.pool), reader.engine, reader.program)
        for cell in Int(span.start)..<Int(span.end) {
            let slot = Int(program.slots.base[cell])
            guard let question = questions[slot] else { continue }
            let weight = question.share / pool.weight * reader.unit.weight / question.weight
            let column = Int(program.columns.base[cell])
            for value in reader.numbers(column, slot) { score.base[index] += weight * (value - question.mean) }
            guard engine.plan.slots[slot].line == nil else { continue }
            for record in 0..<reader.recordCount {
                let place = Int(program.offsets.base[cell]) + reader.row(record).index(column)
                guard place - Int(program.offsets.base[cell]) >= Layout.firstPoint else { continue }
                let value = Double(engine.layout.values.base[place]) / Double(engine.plan.denominator)
                score.base[index] += weight * (value - question.mean)
                favourable.base[index] +=
                    weight * (Double(engine.layout.favourable.base[place]) - question.favourable)
            }
        }
    }
}
