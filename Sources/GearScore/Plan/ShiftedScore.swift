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
}

extension Pool {
    fileprivate func adding(_ number: Double) -> Pool {
        Pool(
            node: node, collection: collection, cells: cells, weightDenominator: weightDenominator, person: person,
            personTree: personTree, line: line.adding(number))
    }
}

extension PlanLine {
    fileprivate func adding(_ number: Double) -> PlanLine {
        PlanLine(
            program: LineProgram(program.operations + [.constant(number), .binary(.add)]), aggregates: aggregates,
            isWeighted: isWeighted, needs: needs)
    }
}
