import GearModel
import GearSource
import GearTable

extension Evaluator {
    /// A row a group and a node that is not mastered, or of which that cannot be told; columns as the model's schema.
    ///
    /// A node waits for what it `builds on`, and for what the nodes build on that it lies in. It comes `next` if all of
    /// that is mastered, is `blocked` if any of it is not, and else `cannot tell`.
    func frontier(_ request: ScoresRequest) throws(Diagnostic) -> Table {
        // Of a part of the tree, what its nodes build on may lie outside.
        var whole = request
        whole.under = nil
        let scores = try scoring(whole, ["score", "n", "mastered"])
        let dimensions = model.rowDimensions(by: request.by).count
        let nodes = model.frameworks[request.framework].nodes
        let before = Self.prerequisites(nodes)
        let wanted = request.under.map { $0.node..<max(nodes[$0.node].end, $0.node + 1) } ?? nodes.indices
        guard let mastered = scores["mastered"], let place = self.places(of: nodes, request.framework, in: scores)
        else {
            return Table([])
        }
        let grouping = Grouping(Array(scores.columns.prefix(dimensions)), rowCount: scores.rowCount)
        let members = grouping.members
        var rows: [(row: Int, state: String, waits: String)] = []
        var isMastered = [Bool?](repeating: nil, count: nodes.count)
        for group in 0..<(scores.rowCount == 0 ? 0 : members.count) {
            for row in members[group] { isMastered[place[row]] = mastered.boolean(row) }
            for row in members[group] where wanted.contains(place[row]) && mastered.boolean(row) != true {
                let open = before[place[row]].filter { isMastered[$0] != true }
                let isBlocked = open.contains { isMastered[$0] == false }
                let isTold = mastered.boolean(row) != nil && open.isEmpty
                rows.append(
                    (
                        row, isBlocked ? "blocked" : isTold ? "next" : "cannot tell",
                        open.map { nodes[$0].path }.joined(separator: ", ")
                    ))
            }
            for row in members[group] { isMastered[place[row]] = nil }
        }
        let kept = rows.map(\.row)
        let names = ["node", "layer", "title", "score", "n"]
        return Table(
            scores.columns.prefix(dimensions).map { $0.taking(kept) }
                + names.compactMap { scores[$0]?.taking(kept) } + [
                    model.column("state", .text, rows.map(\.state)),
                    model.column("waits_for", .text, rows.map(\.waits.ifWritten)),
                ])
    }

    /// For each node what has to come before it: what it builds on, and what those build on that it lies in.
    private static func prerequisites(_ nodes: [Node]) -> [[Int]] {
        var before: [[Int]] = []
        for node in nodes {
            var all = node.parent < 0 ? [] : before[node.parent]
            for reference in node.buildsOn where !all.contains(reference.node) { all.append(reference.node) }
            before.append(all)
        }
        return before
    }

    /// The position of each row's node in its framework; nil for a table without nodes.
    func places(of nodes: [Node], _ framework: Int, in table: Table) -> [Int]? {
        guard case .codes(let codes, let dictionary)? = table["node"]?.storage else { return nil }
        let places = Dictionary(
            nodes.indices.map { (model.shownPath(NodeReference(framework: framework, node: $0)), $0) },
            uniquingKeysWith: { first, _ in first })
        let ofCode = dictionary.texts.map { places[$0] ?? 0 }
        return codes.map { ofCode[Int($0)] }
    }
}
