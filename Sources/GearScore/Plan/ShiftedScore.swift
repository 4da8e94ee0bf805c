import GearModel

extension ScorePlan {
    /// The plan with a number added to each score of a node, to see what depends on it.
    package func adding(_ number: Double, toScoresOf node: Int) -> ScorePlan {
        var plan = self
        for (place, step) in steps.enumerated() where step.node == node {
            switch step.kind {
            case .pool(let pool): plan.pools[pool] = pools[pool].adding(number)
            case .parts(let line, let own, let children):
                plan.steps[place] = Step(
                    node: node, kind: .parts(line.adding(number), own: own, children: children), weights: step.weights)
            }
        }
        return plan
    }

    /// The plan with points added to what nodes come to in the end, by node, never above a limit: what they would be
    /// part of follows from them as it does from any score.
    package func raising(_ points: [Int: Double], atMost limit: Double?) -> ScorePlan {
        var plan = self
        for (node, number) in points {
            guard let place = steps.lastIndex(where: { $0.node == node }) else { continue }
            switch steps[place].kind {
            case .pool(let pool): plan.pools[pool] = pools[pool].adding(number, atMost: limit)
            case .parts(let line, let own, let children):
                plan.steps[place] = Step(
                    node: node, kind: .parts(line.adding(number, atMost: limit), own: own, children: children),
                    weights: steps[place].weights)
            }
        }
        return plan
    }
}

extension Pool {
    fileprivate func adding(_ number: Double, atMost limit: Double? = nil) -> Pool {
        Pool(
            node: node, collection: collection, cells: cells, weightDenominator: weightDenominator, person: person,
            personTree: personTree, line: line.adding(number, atMost: limit))
    }
}

extension PlanLine {
    fileprivate func adding(_ number: Double, atMost limit: Double? = nil) -> PlanLine {
        let bound: [LineOperation] = limit.map { [.constant($0), .call(.min, 2)] } ?? []
        return PlanLine(
            program: LineProgram(program.operations + [.constant(number), .binary(.add)] + bound),
            aggregates: aggregates, isWeighted: isWeighted, needs: needs)
    }
}
