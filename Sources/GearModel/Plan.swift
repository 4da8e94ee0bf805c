import GearSource

/// plan NAME "Title" on FRAMEWORK toward GOAL for COND { focus … }
package struct Plan: Sendable {
    package let heading: Heading
    /// -1 where it is unknown, which was reported.
    package let framework: Int
    /// Position in the model's `goals`; nil after a report.
    package let goal: Int?
    /// Over answers: whose plan it is.
    package let forCondition: Term?
    package var focuses: [Focus] = []
    /// Of all its focuses, in the order written.
    package var tasks: [PlannedTask] = []
    /// A part of it was not understood, which was reported.
    package var isBroken: Bool
}

/// focus NAME "Title" in NODE, NODE { task … }
package struct Focus: Sendable {
    package let heading: Heading
    /// Nodes of the plan's framework.
    package let nodes: [Int]
}

/// task NAME "Title" win { owner ROLE  effort 2 days  start …  due …  raises NODE by 0.3  after TASK  steps "…" }
package struct PlannedTask: Sendable {
    package let heading: Heading
    /// Position among the plan's focuses.
    package let focus: Int
    /// Easy, and soon to be seen.
    package let isWin: Bool
    /// Position in the model's `roles`.
    package let owner: Int?
    package let effort: WorkTime?
    package let start: CalendarDate?
    /// nil after a report.
    package let due: CalendarDate?
    package let steps: [String]
    package let raises: [Raise]
    /// Positions of the plan's tasks that have to be done before.
    package var after: [Int] = []
}

/// raises NODE by 0.3
package struct Raise: Sendable {
    /// Of the plan's framework.
    package let node: Int
    /// In points of the scores; nil where it only says which way.
    package let by: Rational?
}

extension Model {
    /// The plans toward a goal.
    package func plans(toward goal: Int) -> [Int] { plans.indices.filter { plans[$0].goal == goal } }

    /// Whose scores tell of what a plan promises: those by which its goal tells of the plan's framework.
    package func scores(of plan: Plan) -> UsedScores? {
        guard let goal = plan.goal, goals.indices.contains(goal) else { return nil }
        return goals[goal].reaches.lazy.map(\.scores).first { $0.framework == plan.framework }
    }

    /// For each node that is raised, or has a node below it that is, the tasks that do so; a task stands once at each.
    package func tasks(of plan: Plan) -> [Int: [Int]] {
        guard frameworks.indices.contains(plan.framework) else { return [:] }
        let nodes = frameworks[plan.framework].nodes
        var found: [Int: [Int]] = [:]
        for (place, task) in plan.tasks.enumerated() {
            for raise in task.raises {
                var node = raise.node
                while node >= 0 {
                    if found[node]?.last != place { found[node, default: []].append(place) }
                    node = nodes[node].parent
                }
            }
        }
        return found
    }
}
