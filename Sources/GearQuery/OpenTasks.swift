import GearModel
import GearScore
import GearSource
import GearTable

/// What one plan still has to do, by the nodes that it raises.
struct OpenTasks {
    let progress: PlanProgress
    /// For each node at or above one that is raised, the positions of the tasks.
    let tasks: [Int: [Int]]
    /// For each node at or above one that is raised, the names of the tasks, as they are shown.
    let texts: [Int: String]
}

extension Evaluator {
    /// Of each plan toward a goal, the tasks that are still to be done.
    func openTasks(toward goal: Int) -> [OpenTasks] {
        model.plans(toward: goal).map { place in
            let progress = progress(of: place)
            let open = model.tasks(of: progress.plan).mapValues { $0.filter(progress.isOpen) }
            let texts = open.compactMapValues { tasks in
                tasks.map { task in
                    let name = progress.plan.tasks[task].heading.name
                    guard progress.state(task) == .late, let asOf else { return name }
                    return "\(name) (late as of \(asOf))"
                }.joined(separator: ", ").ifWritten
            }
            return OpenTasks(progress: progress, tasks: open, texts: texts)
        }
    }

    /// For each row, given by its group and node, what is to be done about the node by those whom the group belongs to.
    func taskTexts(
        _ tasks: [OpenTasks], _ groups: Table, _ rows: some Sequence<(Int, NodeReference?)>
    ) throws(Diagnostic) -> [String?] {
        if tasks.isEmpty { return rows.map { _ in nil } }
        var masks: [[Bool]] = []
        for open in tasks { masks.append(try isFor(groups, open.progress.plan)) }
        return rows.map { group, node in
            guard let node else { return nil }
            let texts = tasks.indices.compactMap { place in
                masks[place][group] && tasks[place].progress.plan.framework == node.framework
                    ? tasks[place].texts[node.node] : nil
            }
            return texts.joined(separator: ", ").ifWritten
        }
    }
}
