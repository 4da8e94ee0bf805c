import GearSource
import GearSyntax

/// What a framework makes of the nodes of the one that it adapts.
struct Adaptation {
    /// The adapted framework, whole.
    let original: Framework
    /// Its place in the model.
    let position: Int
    /// Where the adapting framework names it: inherited nodes are found there.
    let range: ByteRange
    /// By the original's node, the `amend` that is about it.
    var amendments: [Int: Declaration] = [:]
    /// By the original's node, the `without` that leaves it out, by itself or with one above it.
    var leftOut: [Int: ByteRange] = [:]
}

// MARK: - Reading

extension Builder {
    /// More nodes than all frameworks of a program inherit together.
    static let mostInheritedNodes = 100_000

    /// nil after a report.
    func adaptation(_ declaration: Declaration, of base: Int, _ place: Place) -> Adaptation? {
        let clauses = Clauses(declaration)
        guard let clause = clauses[.adaptsFramework], let path = path(clause, place) else { return nil }
        let original = model.frameworks[base]
        guard inheritedNodes + original.nodes.count <= Self.mostInheritedNodes else {
            report(
                .tooLarge, "with `\(path.text)`, too many nodes are inherited", at: place.location(path.range),
                why: "the frameworks of a program inherit no more than \(Self.mostInheritedNodes) nodes together",
                help: "let fewer of them adapt others")
            return nil
        }
        inheritedNodes += original.nodes.count
        checkVersion(of: declaration, clause, path, original, place)
        var adaptation = Adaptation(original: original, position: base, range: path.range)
        for clause in clauses.all(.withoutNodes) { leaveOut(clause, &adaptation, place) }
        for member in declaration.body ?? [] where member.kind == .amend { amend(member, &adaptation, place) }
        return adaptation
    }

    private func leaveOut(_ clause: Clause, _ adaptation: inout Adaptation, _ place: Place) {
        for path in paths(clause, place) {
            let nodes = adaptedNodes(path, adaptation, place) ?? []
            let leftOut = adaptation.leftOut
            if let earlier = nodes.lazy.compactMap({ leftOut[$0] }).first {
                reportTwice("`\(path.text)` is left out already", path, earlier, place, help: "remove this one")
            }
            for node in nodes {
                for below in node..<max(adaptation.original.nodes[node].end, node + 1) {
                    adaptation.leftOut[below] = adaptation.leftOut[below] ?? path.range
                }
            }
        }
    }

    private func amend(_ declaration: Declaration, _ adaptation: inout Adaptation, _ place: Place) {
        guard let path = path(Clauses(declaration)[.node], place) else { return }
        guard path.reach == .itself else {
            _ = resolveNode(path, in: adaptation.position, place)
            return
        }
        guard let node = adaptedNodes(path, adaptation, place)?.first else { return }
        if let without = adaptation.leftOut[node] {
            return reportTwice(
                "`\(path.text)` is amended, and left out", path, without, place,
                help: "remove this one, or what leaves the node out")
        }
        if let earlier = adaptation.amendments[node].flatMap({ self.path(Clauses($0)[.node], place) }) {
            return reportTwice(
                "`\(path.text)` is amended twice", path, earlier.range, place, help: "write both into one `amend`")
        }
        adaptation.amendments[node] = declaration
        if adaptation.original.nodes[node].kind == .lookfor, let body = declaration.body, let first = body.first {
            report(
                .noBody, "`\(path.text)` is a look-for, and holds nothing", at: place.location(first.keywordRange),
                help: "add it to the node above, or to another")
        }
    }

    private func reportTwice(_ message: String, _ path: Path, _ other: ByteRange, _ place: Place, help: String) {
        report(
            .adaptedTwice, message, at: place.location(path.range), help: help,
            related: [Label(place.location(other), "here as well")])
    }

    /// Nodes of the original, never the framework itself; nil after a report.
    private func adaptedNodes(_ path: Path, _ adaptation: Adaptation, _ place: Place) -> [Int]? {
        let name = adaptation.original.heading.name
        let nodes = resolveNodes(
            path, in: adaptation.position, place, code: .adaptedNodeGone,
            why: "`amend` and `without` are about nodes of `\(name)`, which this framework adapts")
        guard nodes == [0] else { return nodes }
        report(
            .wrongShape, "`\(path.text)` is the framework itself, and a node of it belongs here",
            at: place.location(path.range),
            help: "title, version and licence of a framework are its own; name a node, such as `data.rhythm`")
        return nil
    }

    // MARK: Versions

    /// Which version of the original this one was made from is said, and is the one that there is.
    private func checkVersion(
        of declaration: Declaration, _ clause: Clause, _ path: Path, _ original: Framework, _ place: Place
    ) {
        let location = place.location(clause.range)
        let ours = declaration.name?.text ?? ""
        guard clause.arguments.count > 1 else {
            guard let now = original.version else { return }
            return report(
                .missingClause, "`\(ours)` does not say which version of `\(path.text)` it was made from", at: location,
                why: "nobody would be told when `\(path.text)` changes", help: "write `adapts \(path.text) \(now)`",
                fix: .instead("adapts \(path.text) \(now)", at: location))
        }
        guard let from = version(clause.arguments[1].value, place), from != original.version else { return }
        guard let now = original.version else {
            return report(
                .adaptedVersion, "`\(path.text)` has no version, and `\(ours)` was made from \(from)", at: location,
                why: "so nothing tells whether it is still the same", help: "give `\(path.text)` its version")
        }
        let isNewer = Self.isVersion(from, before: now)
        report(
            .adaptedVersion,
            "`\(path.text)` is at version \(now)\(isNewer ? " now" : ""), and `\(ours)` was made from \(from)",
            at: location, why: isNewer ? nil : "what is there is not the version that was adapted",
            help: isNewer
                ? "see what has changed, `gearbox diff`, amend what needs it, and write `adapts \(path.text) \(now)`"
                : "bring `\(path.text)` up to date, or write the version that is there",
            fix: .instead("adapts \(path.text) \(now)", at: location))
    }

    private static func isVersion(_ left: String, before right: String) -> Bool {
        guard let left = VersionStep.numbers(left), let right = VersionStep.numbers(right) else { return true }
        return left.lexicographicallyPrecedes(right)
    }

    // MARK: Without an original

    /// Of a framework that inherits nothing: `amend` and `without`, which are about what is inherited. Where it would,
    /// but what it adapts is not known, nodes of it are missing.
    func checkUnadapted(_ declaration: Declaration, at position: Int, _ place: Place) {
        let clauses = Clauses(declaration)
        let first =
            clauses[.withoutNodes]?.range ?? declaration.body?.first { $0.kind == .amend }?.keywordRange
        if clauses.has(.adaptsFramework) || clauses.isIncomplete && first != nil {
            incompleteFrameworks.insert(position)
        } else if let first {
            let word = clauses.has(.withoutNodes) ? "without" : "amend"
            report(
                .missingClause, "`\(declaration.name?.text ?? "")` adapts no framework", at: place.location(first),
                why: "`\(word)` is about a node that is inherited",
                help: "say of which framework this is an adaptation: `adapts FRAMEWORK 1.0.0`")
        }
    }

    func reportCircle(of frameworks: [Framework]) {
        guard let last = frameworks.last else { return }
        report(
            .adaptationCircle, "framework `\(last.heading.name)` adapts itself", at: last.heading.location,
            why: frameworks.count > 1 ? "by way of what it adapts" : nil,
            help: "let one of them declare its nodes itself",
            related: frameworks.dropLast().map { Label($0.heading.location, "in the circle") })
    }
}

// MARK: - The tree

extension TreeLowering {
    /// The original's tree with what is changed in it, then the framework's own gears.
    mutating func inherit(_ adaptation: Adaptation, _ declaration: Declaration, with builder: Builder) {
        /// By the original's node, its copy.
        var copies: [Int: Int] = [:]
        let gears = inherit(below: 0, at: 0, adaptation, &copies, with: builder)
        lowerChildren(of: declaration, at: 0, beside: gears, with: builder)
        for (node, copy) in copies {
            nodes[copy].buildsOn = adaptation.original.nodes[node].buildsOn.compactMap { needed in
                copies[needed.node].map { NodeReference(framework: framework, node: $0) }
            }
        }
        keepFormerPaths()
    }

    /// Children after what is inherited below them, so that those added to a node come last. The original is no deeper
    /// than `deepest`.
    ///
    /// - Returns: Their names.
    private mutating func inherit(
        below original: Int, at parent: Int, _ adaptation: Adaptation, _ copies: inout [Int: Int],
        with builder: Builder
    ) -> [Name] {
        var names: [Name] = []
        for child in adaptation.original.children(of: original) where adaptation.leftOut[child] == nil {
            let position = nodes.count
            let amendment = adaptation.amendments[child]
            copies[child] = position
            nodes.append(copy(of: child, amendment, at: position, below: parent, adaptation, with: builder))
            let inherited = inherit(below: child, at: position, adaptation, &copies, with: builder)
            if let amendment, nodes[position].kind != .lookfor {
                lowerChildren(of: amendment, at: position, beside: inherited, with: builder)
            }
            nodes[position].end = nodes.count
            names.append(Name(nodes[position].heading.name, at: adaptation.range))
        }
        return names
    }

    private mutating func copy(
        of node: Int, _ amendment: Declaration?, at position: Int, below parent: Int, _ adaptation: Adaptation,
        with builder: Builder
    ) -> Node {
        let original = adaptation.original.nodes[node]
        let weight = amendment.flatMap { readClauses(of: $0, at: position, with: builder).weight }
        let range = amendment.flatMap { Clauses($0)[.node]?.range } ?? adaptation.range
        let path = original.path
        let heading = Heading(
            id: ID(module: place.moduleName, kind: "node", within: nodes[0].heading.name, path: path),
            name: original.heading.name, title: amendment?.title?.value ?? original.heading.title,
            doc: amendment?.doc ?? original.heading.doc, location: place.location(range))
        return Node(
            heading: heading, kind: original.kind, path: path,
            layer: original.kind == .lookfor ? "lookfor" : layer(at: original.depth), depth: original.depth,
            parent: parent, end: position + 1, weight: weight ?? original.weight,
            declaresWeight: weight != nil || original.declaresWeight, buildsOn: [], formerly: original.formerly,
            themes: original.themes,
            origin: NodeOrigin(
                framework: original.origin?.framework ?? adaptation.position, isAmended: amendment != nil))
    }

    /// Former paths are inherited but where something bears one here, or claims it itself.
    private mutating func keepFormerPaths() {
        var taken = Set(nodes.map(\.path))
        for node in nodes where node.origin == nil { taken.formUnion(node.formerly) }
        for position in nodes.indices where nodes[position].origin != nil && !nodes[position].formerly.isEmpty {
            nodes[position].formerly = nodes[position].formerly.filter { taken.insert($0).inserted }
        }
    }
}
