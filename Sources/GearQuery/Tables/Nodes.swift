import GearModel
import GearTable

extension Evaluator {
    /// A row a node, the framework itself first; its columns are those of `TableSchema.nodes`.
    func nodes() -> Table {
        let all = model.nodeReferences
        func node(_ reference: NodeReference) -> Node { model.frameworks[reference.framework].nodes[reference.node] }
        var weights = ColumnBuilder("weight", .number, capacity: all.count)
        var depths = ColumnBuilder("depth", .integer, capacity: all.count)
        for reference in all {
            weights.append(node(reference).weight.double)
            depths.append(node(reference).depth)
        }
        return Table([
            model.column("node", .node, all.map { model.shownPath($0) }),
            model.column("layer", .layer, all.map { node($0).layer }),
            model.column("kind", .text, all.map { node($0).kind.rawValue }),
            model.column("title", .text, all.map { node($0).heading.title.ifWritten }),
            model.column("parent", .node, all.map { model.parent(of: $0).map(model.shownPath) }),
            weights.finish(),
            depths.finish(),
            model.column("doc", .text, all.map { node($0).heading.doc }),
            model.column("framework", .text, all.map { model.frameworks[$0.framework].heading.name }),
            model.column(
                "origin", .text, all.map { node($0).origin.map { model.frameworks[$0.framework].heading.name } }),
        ])
    }
}

extension Model {
    /// Every node of every framework, in declared order.
    var nodeReferences: [NodeReference] {
        frameworks.indices.flatMap { framework in
            frameworks[framework].nodes.indices.map { NodeReference(framework: framework, node: $0) }
        }
    }

    func parent(of reference: NodeReference) -> NodeReference? {
        let parent = frameworks[reference.framework].nodes[reference.node].parent
        return parent < 0 ? nil : NodeReference(framework: reference.framework, node: parent)
    }
}
