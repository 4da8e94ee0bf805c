import GearSource

extension Builder {
    /// Competencies that must each come before the other: no order of learning satisfies them.
    func checkBuildsOnCycles() {
        for (position, framework) in model.frameworks.enumerated()
        where !reusedFrameworks.contains(position) && framework.nodes.contains(where: { !$0.buildsOn.isEmpty }) {
            if !findsNothing({ checkCircles(framework) }) { settled.frameworks.remove(position) }
        }
    }

    /// Depth-first over `builds on`, without recursion; each circle is reported once, where it closes.
    private func checkCircles(_ framework: Framework) {
        enum State { case unseen, open, done }
        var states = [State](repeating: .unseen, count: framework.nodes.count)
        for root in framework.nodes.indices where states[root] == .unseen {
            var stack: [(node: Int, next: Int)] = [(root, 0)]
            states[root] = .open
            while let top = stack.last {
                let before = framework.nodes[top.node].buildsOn
                guard top.next < before.count else {
                    states[top.node] = .done
                    stack.removeLast()
                    continue
                }
                stack[stack.count - 1].next += 1
                let target = before[top.next].node
                switch states[target] {
                case .done: break
                case .unseen:
                    states[target] = .open
                    stack.append((target, 0))
                case .open:
                    let start = stack.firstIndex { $0.node == target } ?? 0
                    reportCircle(stack[start...].map { framework.nodes[$0.node] })
                }
            }
        }
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
