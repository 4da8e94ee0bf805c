extension ScorePlan {
    /// How many respondents stand behind each node's score in a member's group, whatever the plan puts together. The
    /// plan's rows must be split by all that tells groups apart.
    ///
    /// - Parameter members: those of these answers, which are among `answers`.
    package func respondents(
        behind answers: [Responses], in members: Responses, threads: Int
    ) -> (HiddenGroups.Member) -> [Int] {
        var plan = self
        plan.across = []
        plan.time = nil
        plan.sourceWeights = []
        plan.shown = Array(plan.steps.indices)
        let engine = Engine(plan, answers, statistics: false)
        let names = Array(engine.grouping.dimensions.prefix(plan.rowDimensions.count))
        var found: [[String?]: [Int]] = [:]
        for job in engine.run(threads: threads) {
            let key = job.key.enumerated().map { place, rank -> String? in
                let texts = engine.grouping.values[place]
                return Int(rank) < texts.count ? texts[Int(rank)] : nil
            }
            var counts = [Int](repeating: 0, count: plan.steps.count)
            for row in job.rows { counts[Int(row.step)] = row.score.respondents }
            found[key] = counts
        }
        let none = [Int](repeating: 0, count: plan.steps.count)
        return { member in found[names.map { members.text(of: $0, at: member) }] ?? none }
    }
}
