import GearModel
import GearTable

extension Evaluator {
    /// A row a node: the questions and observations that point at it and the look-fors right below it; columns
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
        func counted(_ name: String, _ counts: [NodeReference: Int]) -> Column {
            var builder = ColumnBuilder(name, .integer, capacity: all.count)
            for reference in all { builder.append(counts[reference] ?? 0) }
            return builder.finish()
        }
        func node(_ reference: NodeReference) -> Node { model.frameworks[reference.framework].nodes[reference.node] }
        return Table([
            model.column("node", .node, all.map { model.shownPath($0) }),
            model.column("layer", .layer, all.map { node($0).layer }),
            model.column("title", .text, all.map { node($0).heading.title.ifWritten }),
            counted("questions", questionCounts),
            counted("lookfors", lookforCounts),
            counted("observations", observationCounts),
        ])
    }
}
