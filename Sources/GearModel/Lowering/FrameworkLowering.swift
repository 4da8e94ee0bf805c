import GearSource
import GearSyntax

extension Builder {
    func lowerFrameworks() {
        for (place, declaration) in declarations(.framework) {
            let clauses = Clauses(declaration)
            var lowering = TreeLowering(
                place: place, framework: model.frameworks.count, layers: layers(clauses[.layers], place))
            lowering.lower(declaration, with: self)
            var version: String?
            if let argument = clauses[.version]?.arguments.first?.value {
                switch argument.kind {
                case .version(let text): version = text
                case .malformed: break
                default: wrongShape("a version such as `1.2.0`", argument.range, place)
                }
            }
            model.frameworks.append(
                Framework(
                    heading: lowering.nodes[0].heading, version: version,
                    license: clauses[.license].flatMap { texts($0, place).first },
                    layers: lowering.layers, nodes: lowering.nodes))
            resolveNodeReferences(lowering.pending, framework: model.frameworks.count - 1, place)
        }
    }

    private func layers(_ clause: Clause?, _ place: Place) -> [String] {
        guard let clause else { return ["gear", "lead", "sub"] }
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

/// Walks one framework's declarations into a flat tree.
struct TreeLowering {
    /// What a node refers to, until the whole tree is there.
    struct Pending {
        enum Kind { case buildsOn, themes }
        let node: Int
        let kind: Kind
        let paths: [Path]
    }

    let place: Place
    let framework: Int
    let layers: [String]
    var nodes: [Node] = []
    var pending: [Pending] = []

    init(place: Place, framework: Int, layers: [String]) {
        self.place = place
        self.framework = framework
        self.layers = layers
    }

    mutating func lower(_ declaration: Declaration, with builder: Builder) {
        nodes.append(
            Node(
                heading: place.heading(declaration, kind: "framework"), kind: .framework, path: "",
                layer: "framework", depth: 0, parent: -1, end: 0, weight: .one, declaresWeight: false, buildsOn: [],
                formerly: [], themes: []))
        lowerChildren(of: declaration, at: 0, with: builder)
        nodes[0].end = nodes.count
    }

    // Nesting is capped by the parser.
    private mutating func lowerChildren(of declaration: Declaration, at parent: Int, with builder: Builder) {
        guard let body = declaration.body, !body.isEmpty else { return }
        var siblings: [FoldedName: [Name]] = [:]
        // A table of names is made only where two of them may clash.
        let mayClash = FoldedName.mayHaveTwins(body.indices.map { FoldedName.fingerprint(body[$0].name?.text ?? "") })
        for index in body.indices {
            let kind: Node.Kind
            switch body[index].kind {
            case .gear: kind = .gear
            case .tag: kind = .tag
            case .lookfor: kind = .lookfor
            default: continue
            }
            guard let name = body[index].name else { continue }
            if mayClash, !builder.isNew(name, among: &siblings, place) { continue }
            append(body[index], kind, name, parent, with: builder)
        }
    }

    private mutating func append(
        _ declaration: Declaration, _ kind: Node.Kind, _ name: Name, _ parent: Int, with builder: Builder
    ) {
        let position = nodes.count
        let path = parent == 0 ? name.text : nodes[parent].path + "." + name.text
        let depth = nodes[parent].depth + 1
        let (weight, formerly) = readClauses(of: declaration, at: position, with: builder)
        nodes.append(
            Node(
                heading: place.heading(declaration, kind: "node", path: nodes[0].heading.name + "." + path), kind: kind,
                path: path, layer: kind == .lookfor ? "lookfor" : layer(at: depth), depth: depth, parent: parent,
                end: position + 1, weight: weight ?? .one, declaresWeight: weight != nil, buildsOn: [],
                formerly: formerly, themes: []))
        lowerChildren(of: declaration, at: position, with: builder)
        nodes[position].end = nodes.count
    }

    /// gear, lead, sub, sub2, sub3 …: below the last name, it is numbered on.
    private func layer(at depth: Int) -> String {
        if depth <= layers.count { return layers[depth - 1] }
        guard let last = layers.last else { return "layer\(depth)" }
        return "\(last)\(depth - layers.count + 1)"
    }

    private mutating func readClauses(
        of declaration: Declaration, at position: Int, with builder: Builder
    ) -> (weight: Rational?, formerly: [String]) {
        var weight: Rational?
        var formerly: [String] = []
        for clause in declaration.clauses {
            switch clause.kind {
            case .weight: weight = builder.weight(clause, place)
            case .buildsOn:
                pending.append(Pending(node: position, kind: .buildsOn, paths: builder.paths(clause, place)))
            case .inThemes:
                pending.append(Pending(node: position, kind: .themes, paths: builder.paths(clause, place)))
            case .formerly: formerly += builder.paths(clause, place).map(\.text)
            default: break
            }
        }
        return (weight, formerly)
    }
}
