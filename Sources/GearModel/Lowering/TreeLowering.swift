import GearSource
import GearSyntax

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
    /// As deep as the parser lets blocks nest; what is added to inherited nodes could go deeper.
    static let deepest = 200
    private var hasReportedDepth = false

    init(place: Place, framework: Int, layers: [String]) {
        self.place = place
        self.framework = framework
        self.layers = layers
    }

    mutating func lower(_ declaration: Declaration, adapting adaptation: Adaptation?, with builder: Builder) {
        // What grows by doubling is copied, and takes twice its place while it is.
        nodes.reserveCapacity(1 + declaration.membersInAll)
        nodes.append(
            Node(
                heading: place.heading(declaration, kind: "framework"), kind: .framework, path: "",
                layer: "framework", depth: 0, parent: -1, end: 0, weight: .one, declaresWeight: false, buildsOn: [],
                formerly: [], themes: []))
        if let adaptation {
            inherit(adaptation, declaration, with: builder)
        } else {
            lowerChildren(of: declaration, at: 0, with: builder)
        }
        nodes[0].end = nodes.count
    }

    /// - Parameter inherited: names of what is below the node already.
    // Nesting is capped by the parser.
    mutating func lowerChildren(
        of declaration: Declaration, at parent: Int, beside inherited: [Name] = [], with builder: Builder
    ) {
        guard let body = declaration.body, !body.isEmpty else { return }
        let taken = Set(inherited.map(\.text))
        var siblings = Dictionary(grouping: inherited) { FoldedName($0.text) }
        // A table of names is made only where two of them may clash.
        let mayClash =
            !inherited.isEmpty
            || FoldedName.mayHaveTwins(body.indices.lazy.map { body[$0].name?.text ?? "" })
        for index in body.indices {
            let kind: Node.Kind
            switch body[index].kind {
            case .gear: kind = .gear
            case .tag: kind = .tag
            case .lookfor: kind = .lookfor
            default: continue
            }
            guard let name = body[index].name else { continue }
            if taken.contains(name.text) {
                reportInherited(name, at: parent, with: builder)
                continue
            }
            if mayClash, !builder.isNew(name, among: &siblings, place) { continue }
            append(body[index], kind, name, parent, with: builder)
        }
    }

    private mutating func append(
        _ declaration: Declaration, _ kind: Node.Kind, _ name: Name, _ parent: Int, with builder: Builder
    ) {
        let position = nodes.count
        let path = path(of: name, below: parent)
        let depth = nodes[parent].depth + 1
        guard depth <= Self.deepest else { return reportDepth(name, with: builder) }
        let (weight, formerly) = readClauses(of: declaration, at: position, with: builder)
        nodes.append(
            Node(
                heading: place.heading(declaration, kind: "node", within: nodes[0].heading.name, path: path),
                kind: kind,
                path: path, layer: kind == .lookfor ? "lookfor" : layer(at: depth), depth: depth, parent: parent,
                end: position + 1, weight: weight ?? .one, declaresWeight: weight != nil, buildsOn: [],
                formerly: formerly, themes: []))
        lowerChildren(of: declaration, at: position, with: builder)
        nodes[position].end = nodes.count
    }

    private func path(of name: Name, below parent: Int) -> String {
        guard parent != 0 else { return name.text }
        let above = nodes[parent].path
        var path = ""
        path.reserveCapacity(above.utf8.count + 1 + name.text.utf8.count)
        path += above
        path += "."
        path += name.text
        return path
    }

    /// gear, lead, sub, sub2, sub3 …: below the last name, it is numbered on.
    func layer(at depth: Int) -> String {
        if depth <= layers.count { return layers[depth - 1] }
        guard let last = layers.last else { return "layer\(depth)" }
        return "\(last)\(depth - layers.count + 1)"
    }

    mutating func readClauses(
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

    private func reportInherited(_ name: Name, at parent: Int, with builder: Builder) {
        let path = path(of: name, below: parent)
        builder.report(
            .duplicateName, "`\(path)` is inherited already", at: place.location(name.range),
            why: "it is in the framework that this one adapts",
            help: "`amend \(path)` changes it, `without \(path)` makes room for another")
    }

    private mutating func reportDepth(_ name: Name, with builder: Builder) {
        guard !hasReportedDepth else { return }
        hasReportedDepth = true
        builder.report(
            .tooDeep, "`\(name.text)` lies more than \(Self.deepest) levels deep", at: place.location(name.range),
            why: "what it is added to is inherited from deep below", help: "add it higher up")
    }
}

extension Declaration {
    /// How many declarations are in it, and in those.
    // Nesting is capped by the parser.
    fileprivate var membersInAll: Int {
        guard let body else { return 0 }
        return body.indices.reduce(body.count) { $0 + body[$1].membersInAll }
    }
}
