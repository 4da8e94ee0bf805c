import GearSource

extension Builder {
    /// Goals that no score and no step can reach.
    func checkGoals() {
        for goal in model.goals {
            for reach in goal.reaches {
                switch reach.subject {
                case .score(let requirement):
                    let scored = ScoreReach(self, reach.scores, progression: nil)
                    guard let why = scored.obstacle(to: requirement) else { continue }
                    reportUnreachable(goal, reach, why, help: "aim for what can be measured, or measure it")
                case .level(let progression, let level):
                    let owner = model.progressions[progression]
                    if !owner.isBroken, owner.isUntold(level) {
                        reportUnreachable(
                            goal, reach, "a step on the way requires nothing, so that nothing tells whether it is made",
                            help: "write what it takes: `to move up \"…\" { requires … }`")
                    } else if level == 0 {
                        report(
                            .idleStep, "everyone holds `\(reach.text)` already", at: reach.location,
                            why: "it is the lowest level", help: "aim for a higher one")
                    }
                }
            }
        }
    }

    private func reportUnreachable(_ goal: Goal, _ reach: Reach, _ why: String, help: String) {
        report(
            .unreachableLevel, "goal `\(goal.heading.name)` is out of reach: `\(reach.text)` is never true",
            at: reach.location, why: why, help: help)
    }
}
