import GearSource
import GearSyntax

extension Builder {
    /// Frameworks after what they adapt, whatever the order of the declarations.
    func lowerFrameworks() {
        let all = declarations(.framework)
        model.frameworks = all.map { place, declaration in
            Framework(heading: place.heading(declaration, kind: "framework"), layers: [], nodes: [])
        }
        let bases = all.map { place, declaration in
            path(Clauses(declaration)[.adaptsFramework], place).flatMap { resolve($0, as: .framework, place) }
        }
        let (order, circles) = Self.order(adapting: bases)
        for circle in circles { reportCircle(of: circle.map { model.frameworks[$0] }) }
        let inCircles = Set(circles.joined())
        for position in order {
            let base = inCircles.contains(position) ? nil : bases[position]
            let (place, declaration) = all[position]
            if let settled = settled(
                declaration, at: position, place, in: \.frameworks, of: \.frameworks, heading: \.heading)
            {
                model.frameworks[position] = settled
                self.settled.frameworks.insert(position)
                reusedFrameworks.insert(position)
                continue
            }
            var needsOthers = false
            let isSound = findsNothing(in: place) {
                needsOthers = lowerFramework(declaration, at: position, adapting: base, place)
            }
            if isSound, !needsOthers { self.settled.frameworks.insert(position) }
        }
        // What is missing in a framework may be what a name was meant for.
        guard !incompleteFrameworks.isEmpty else { return }
        for module in names.scopes.indices { names.scopes[module].isIncomplete = true }
    }

    /// - Returns: Whether something outside the framework is named in it.
    private func lowerFramework(
        _ declaration: Declaration, at position: Int, adapting base: Int?, _ place: Place
    ) -> Bool {
        let clauses = Clauses(declaration)
        let adaptation = base.flatMap { self.adaptation(declaration, of: $0, place) }
        if adaptation == nil { checkUnadapted(declaration, at: position, place) }
        if let base, incompleteFrameworks.contains(base) { incompleteFrameworks.insert(position) }
        let original = adaptation?.original
        var lowering = TreeLowering(
            place: place, framework: position,
            layers: clauses[.layers].map { layers($0, place) } ?? original?.layers ?? ["gear", "lead", "sub"])
        lowering.lower(declaration, adapting: adaptation, with: self)
        model.frameworks[position] = Framework(
            heading: lowering.nodes[0].heading, version: version(clauses[.version]?.arguments.first?.value, place),
            license: clauses[.license].flatMap { texts($0, place).first } ?? original?.license,
            layers: lowering.layers, nodes: lowering.nodes, adapts: adaptation == nil ? nil : base)
        resolveNodeReferences(lowering.pending, framework: position, place)
        return clauses[.adaptsFramework] != nil || !lowering.pending.isEmpty
    }

    /// A version as it is written; nil if there is none, or after a report.
    func version(_ expression: Expression?, _ place: Place) -> String? {
        guard let expression else { return nil }
        switch expression.kind {
        case .version(let text): return text
        case .malformed: return nil
        default:
            wrongShape("a version such as `1.2.0`", expression.range, place)
            return nil
        }
    }

    private func layers(_ clause: Clause, _ place: Place) -> [String] {
        var seen: [FoldedName: [Name]] = [:]
        var result: [String] = []
        for path in paths(clause, place) {
            guard path.steps.count == 1, let name = path.steps.first, path.reach == .itself else {
                wrongShape("one word", path.range, place)
                continue
            }
            if name.text == "lookfor" || name.text == "framework" {
                report(
                    .takenName, "a layer cannot be called `\(name.text)`", at: place.location(name.range),
                    why: "every framework has this layer already", help: "choose another name")
            } else if isNew(name, among: &seen, place) {
                result.append(name.text)
            }
        }
        return result
    }

    /// `builds on`, `in` and `formerly` need the whole tree, and the themes.
    private func resolveNodeReferences(_ pending: [TreeLowering.Pending], framework: Int, _ place: Place) {
        for item in pending {
            switch item.kind {
            case .buildsOn:
                for path in item.paths {
                    guard let targets = resolveNodes(path, in: framework, place) else { continue }
                    model.frameworks[framework].nodes[item.node].buildsOn += targets.map {
                        NodeReference(framework: framework, node: $0)
                    }
                }
            case .themes:
                for path in item.paths {
                    guard let theme = resolveThemeEntry(path, place) else { continue }
                    model.frameworks[framework].nodes[item.node].themes.append(theme)
                }
            }
        }
        checkFormerly(framework, place)
    }

    /// A former path is claimed once and never names something that still stands.
    private func checkFormerly(_ framework: Int, _ place: Place) {
        let nodes = model.frameworks[framework].nodes
        var claims: [String: Int] = [:]
        for position in nodes.indices {
            for path in nodes[position].formerly {
                if let standing = findNode(path, in: framework) {
                    report(
                        .formerlyStands, "`\(path)` still stands", at: nodes[position].heading.location,
                        why:
                            "`formerly` says what a node was called before; this path is another node's, or its own, now",
                        help: "remove the `formerly`, or rename the node that bears the old path",
                        related: [Label(nodes[standing].heading.location, "it stands here")])
                } else if let earlier = claims.updateValue(position, forKey: path) {
                    report(
                        .formerlyTwice, "two nodes claim to have been `\(path)`", at: nodes[position].heading.location,
                        help: "keep the claim at the node that measures the same thing",
                        related: [Label(nodes[earlier].heading.location, "the other one")])
                }
            }
        }
    }
}
