import GearSource

extension Builder {
    /// Competencies that must each come before the other: no order of learning satisfies them.
    func checkBuildsOnCycles() {
        for (position, framework) in model.frameworks.enumerated()
        where !reusedFrameworks.contains(position) && framework.nodes.contains(where: { !$0.buildsOn.isEmpty }) {
            if !findsNothing({ checkCircles(framework) }) { settled.frameworks.remove(position) }
        }
    }

    private func checkCircles(_ framework: Framework) {
        let nodes = framework.nodes
        let circles = circles(among: nodes.count) { node, place in
            place < nodes[node].buildsOn.count ? nodes[node].buildsOn[place].node : nil
        }
        for circle in circles { reportCircle(circle.map { nodes[$0] }) }
    }

    private func reportCircle(_ nodes: [Node]) {
        // Of inherited ones it was said where they are declared.
        guard let first = nodes.first, let last = nodes.last, !nodes.allSatisfy(\.isMereCopy) else { return }
        let way = (nodes.map(\.path) + [first.path]).map { "`\($0)`" }.joined(separator: " builds on ")
        report(
            .buildsOnCycle,
            nodes.count == 1 ? "`\(first.path)` builds on itself" : "`\(last.path)` builds on what builds on it",
            at: last.heading.location, why: nodes.count == 1 ? nil : way,
            help: "remove the `builds on` that is the weakest claim",
            related: nodes.dropLast().map { Label($0.heading.location, "in the circle") })
    }
}
