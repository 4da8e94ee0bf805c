import GearModel
import GearTable

extension Evaluator {
    /// A row a node: the questions and observations that point at it, the look-fors right below it, the resources that
    /// teach it, the roles that carry it, also through a node above, and the tasks that raise it; columns
    /// as `TableSchema.coverage`.
    func coverage() -> Table {
        var questionCounts: [NodeReference: Int] = [:]
        var observationCounts: [NodeReference: Int] = [:]
        for survey in model.surveys {
            for target in survey.questions.lazy.flatMap(\.targets) {
                if survey.isWalkthrough {
                    observationCounts[target.node, default: 0] += 1
                } else {
                    questionCounts[target.node, default: 0] += 1
                }
            }
        }
        let all = model.nodeReferences
        var lookforCounts: [NodeReference: Int] = [:]
        for reference in all where model.frameworks[reference.framework].nodes[reference.node].kind == .lookfor {
            if let parent = model.parent(of: reference) { lookforCounts[parent, default: 0] += 1 }
        }
        var resourceCounts: [NodeReference: Int] = [:]
        for resource in model.resources {
            for node in Set(resource.teaches.map(\.node)) {
                resourceCounts[NodeReference(framework: resource.framework, node: node), default: 0] += 1
            }
        }
        func counted(_ name: String, _ counts: [NodeReference: Int]) -> Column {
            var builder = ColumnBuilder(name, .integer, capacity: all.count)
            for reference in all { builder.append(counts[reference] ?? 0) }
            return builder.finish()
        }
        var roleCounts: [NodeReference: Int] = [:]
        for framework in Set(model.roles.map(\.framework)) where framework >= 0 {
            for (node, carriers) in model.carriers(in: framework).enumerated() where !carriers.isEmpty {
                roleCounts[NodeReference(framework: framework, node: node)] = carriers.count
            }
        }
        var taskCounts: [NodeReference: Int] = [:]
        for plan in model.plans where plan.framework >= 0 {
            for raise in plan.tasks.lazy.flatMap(\.raises) {
                taskCounts[NodeReference(framework: plan.framework, node: raise.node), default: 0] += 1
            }
        }
        func node(_ reference: NodeReference) -> Node { model.frameworks[reference.framework].nodes[reference.node] }
        return Table([
            model.column("node", .node, all.map { model.shownPath($0) }),
            model.column("layer", .layer, all.map { node($0).layer }),
            model.column("title", .text, all.map { node($0).heading.title.ifWritten }),
            counted("questions", questionCounts),
            counted("lookfors", lookforCounts),
            counted("observations", observationCounts), counted("resources", resourceCounts),
            counted("roles", roleCounts), counted("tasks", taskCounts),
        ])
    }
}
