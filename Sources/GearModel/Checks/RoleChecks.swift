import GearSource

extension Builder {
    /// Of each framework for which roles are declared, what none of them carries, said once, by the highest nodes.
    func checkRoles() {
        for framework in Set(model.roles.map(\.framework)).sorted() where framework >= 0 {
            let roles = model.roles.filter { $0.framework == framework }
            guard !roles.contains(where: \.isBroken), let last = roles.last else { continue }
            let owner = model.frameworks[framework]
            let bare = uncarried(owner, model.carriers(in: framework).map { !$0.isEmpty })
            guard !bare.isEmpty else { continue }
            let shown = bare.prefix(5).map { "`\(owner.nodes[$0].path)`" }.joined(separator: ", ")
            let more = bare.count > 5 ? " and \(bare.count - 5) more" : ""
            report(
                .uncarriedNode, "no role carries \(shown)\(more)", at: last.heading.location,
                why: "`\(owner.heading.name)` says that an office needs it, and nobody's post says so",
                help: "add it to what a role `carries`",
                related: bare.prefix(5).map { Label(owner.nodes[$0].heading.location, "declared here") })
        }
    }

    /// The highest nodes of which no role carries anything; look-fors are carried with what they show.
    private func uncarried(_ framework: Framework, _ isCarried: [Bool]) -> [Int] {
        let nodes = framework.nodes
        // Whether anything at or below a node is carried: those below come after it.
        var hasCarried = isCarried
        for node in nodes.indices.reversed() where hasCarried[node] && nodes[node].parent >= 0 {
            hasCarried[nodes[node].parent] = true
        }
        return nodes.indices.dropFirst().filter { node in
            nodes[node].kind != .lookfor && !hasCarried[node] && hasCarried[nodes[node].parent]
        }
    }
}
