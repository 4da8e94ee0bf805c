import GearSource
import GearSyntax

extension Path {
    /// `data.rhythm`, as if it stood at a range.
    init(dotted text: String, at range: ByteRange = 0..<0) {
        self.init(text.split(separator: ".").map { Name(String($0), at: range) }, at: range)
    }

    /// As written, without `.*`.
    var text: String { steps.count == 1 ? steps[0].text : steps.map(\.text).joined(separator: ".") }
}

extension Expression {
    var path: Path? {
        if case .path(let path) = kind { path } else { nil }
    }

    /// A path of one step.
    var singleName: Name? {
        if let path, path.steps.count == 1, path.reach == .itself { path.steps[0] } else { nil }
    }
}

extension Builder {
    /// The symbol that a top-level name stands for, seen from a module; nil if there is none.
    func symbol(_ path: Path, from module: Int) -> Symbol? {
        guard path.reach == .itself, let first = path.steps.first, names.scopes.indices.contains(module) else {
            return nil
        }
        let scope = names.scopes[module]
        switch path.steps.count {
        case 1: return scope.declared[first.text] ?? scope.imported[first.text]
        case 2 where first.text == "std": return names.standard[path.steps[1].text]
        case 2:
            guard let target = scope.aliases[first.text] else { return nil }
            return names.scopes[target].declared[path.steps[1].text]
        default: return nil
        }
    }

    /// The position of what a path must stand for; reports it where it does not, and returns nil.
    func resolve(_ path: Path, as kind: SymbolKind, _ place: Place) -> Int? {
        guard let symbol = symbol(path, from: place.module) else {
            reportUnknown(path, kind, place)
            return nil
        }
        guard symbol.kind == kind else {
            let near = maySuggest() ? suggestion(path.text, kind, place) : nil
            report(
                .wrongKind, "`\(path.text)` is a \(symbol.kind.noun), and a \(kind.noun) belongs here",
                at: place.location(path.range), help: near.map { "did you mean `\($0)`?" },
                related: [Label(symbol.location, "declared here")],
                fix: near.map { .instead($0, at: place.location(path.range)) })
            return nil
        }
        if kind == .rule, modules[moduleOf(symbol)].isStandardLibrary { usesStandardRules = true }
        return symbol.position
    }

    private func moduleOf(_ symbol: Symbol) -> Int {
        modules.firstIndex { $0.tree.source.file == symbol.location.file } ?? 0
    }

    private func reportUnknown(_ path: Path, _ kind: SymbolKind, _ place: Place) {
        var help: String?
        guard maySuggest() else {
            report(.unknownName, "there is no \(kind.noun) `\(path.text)`", at: place.location(path.range))
            return
        }
        let near = suggestion(path.text, kind, place)
        if let near {
            help = "did you mean `\(near)`?"
        } else if let owner = moduleThatDeclares(path, kind), owner != place.module {
            help =
                "it is declared in \(modules[owner].tree.source.name); an import hands on only what its own file declares"
        } else if kind != .definition {
            let known = visibleNames(kind, place.module)
            help =
                known.isEmpty
                ? "declare one: `\(example(kind, path.steps.last?.text ?? "name"))`"
                : "there is: \(known.prefix(8).map { "`\($0)`" }.joined(separator: ", "))"
        }
        report(
            .unknownName, "there is no \(kind.noun) `\(path.text)`", at: place.location(path.range), help: help,
            fix: near.map { .instead($0, at: place.location(path.range)) })
    }

    /// Names of one kind as they are written from a module, sorted; those of `std` last.
    func visibleNames(_ kind: SymbolKind, _ module: Int) -> [String] {
        guard names.scopes.indices.contains(module) else { return [] }
        let scope = names.scopes[module]
        func ofKind(_ table: [String: Symbol], _ prefix: String) -> [String] {
            table.filter { $0.value.kind == kind }.map { prefix + $0.key }.sorted()
        }
        var result = ofKind(scope.declared, "") + ofKind(scope.imported, "")
        for (alias, target) in scope.aliases.sorted(by: { $0.key < $1.key }) {
            result += ofKind(names.scopes[target].declared, alias + ".")
        }
        return result + ofKind(names.standard, "std.")
    }

    private func suggestion(_ text: String, _ kind: SymbolKind, _ place: Place) -> String? {
        let known = visibleNames(kind, place.module)
        let last = text.split(separator: ".").last.map(String.init) ?? text
        return Likeness.nearest(to: text, among: known)
            ?? known.first { $0 != text && $0.split(separator: ".").last.map(String.init) == last }
            ?? known.first {
                Likeness.nearest(to: last, among: [$0.split(separator: ".").last.map(String.init) ?? $0]) != nil
            }
    }

    private func moduleThatDeclares(_ path: Path, _ kind: SymbolKind) -> Int? {
        guard let last = path.steps.last?.text else { return nil }
        return names.scopes.firstIndex { $0.declared[last]?.kind == kind }
    }

    private func example(_ kind: SymbolKind, _ name: String) -> String {
        switch kind {
        case .framework: "framework \(name) \"…\" { … }"
        case .theme: "theme \(name) \"…\" { … }"
        case .dimension: "dimension \(name) \"…\""
        case .wave: "wave \(name) \"…\" 2026-01"
        case .source: "source \(name) \"…\""
        case .scale: "scale \(name) \"…\" { 1 \"…\" }"
        case .survey: "survey \(name) \"…\" on FRAMEWORK { … }"
        case .rule: "scoring \(name) on FRAMEWORK { … }"
        case .rubric: "rubric \(name) \"…\" on FRAMEWORK { level …  criterion … }"
        case .progression: "progression \(name) \"…\" on FRAMEWORK using RULE { level … }"
        case .goal: "goal \(name) \"…\" on FRAMEWORK using RULE { reach … }"
        case .role: "role \(name) \"…\" on FRAMEWORK { carries … }"
        case .plan: "plan \(name) \"…\" on FRAMEWORK toward GOAL { focus … }"
        case .resource: "resource \(name) \"…\" on FRAMEWORK { teaches NODE }"
        case .playlist: "playlist \(name) \"…\" { RESOURCE, RESOURCE }"
        case .crosswalk: "crosswalk \(name) \"…\" from FRAMEWORK to FRAMEWORK { NODE same NODE }"
        case .binding: "data \(name) from \"…\" for SURVEY { … }"
        case .definition: "define \(name) = …"
        }
    }
}

// MARK: - Nodes

extension Builder {
    /// The node at a path that starts at a framework; nil after a report.
    func resolveNode(_ path: Path, in framework: Int, _ place: Place) -> Int? {
        guard path.reach == .itself else {
            report(
                .wrongShape,
                "`\(path.text)\(path.reach == .children ? ".*" : ".**")` is many nodes, and one belongs here",
                at: place.location(path.range), help: "name one of them")
            return nil
        }
        if let node = findNode(path.text, in: framework) { return node }
        reportUnknownNode(path, framework, place)
        return nil
    }

    /// The nodes that a path with or without `.*`, `.**` reaches, in declared order; nil after a report.
    ///
    /// - Parameters:
    ///   - code, why: what is reported of a node that is not there.
    func resolveNodes(
        _ path: Path, in framework: Int, _ place: Place, code: Code = .unknownNode, why: String? = nil
    ) -> [Int]? {
        guard let node = findNode(path.text, in: framework) else {
            reportUnknownNode(path, framework, place, code: code, why: why)
            return nil
        }
        let nodes = model.frameworks[framework].nodes
        switch path.reach {
        case .itself: return [node]
        case .children: return model.frameworks[framework].children(of: node)
        case .descendants: return Array(node + 1..<max(nodes[node].end, node + 1))
        }
    }

    /// By its path, or the root by the framework's name.
    func findNode(_ path: String, in framework: Int) -> Int? {
        guard model.frameworks.indices.contains(framework) else { return nil }
        let index = nodeIndexes[framework] ?? indexNodes(of: framework)
        return index[path] ?? (path == model.frameworks[framework].heading.name ? 0 : nil)
    }

    private func indexNodes(of framework: Int) -> [String: Int] {
        let nodes = model.frameworks[framework].nodes
        var index = [String: Int](minimumCapacity: nodes.count)
        for position in nodes.indices.dropFirst() where index[nodes[position].path] == nil {
            index[nodes[position].path] = position
        }
        nodeIndexes[framework] = index
        return index
    }

    /// Names the first step that fails, and the same last step elsewhere or a step spelled alike.
    func reportUnknownNode(
        _ path: Path, _ framework: Int, _ place: Place, code: Code = .unknownNode, why: String? = nil
    ) {
        guard model.frameworks.indices.contains(framework), !incompleteFrameworks.contains(framework) else { return }
        let owner = model.frameworks[framework]
        var parent = 0
        var depth = 0
        while depth < path.steps.count, let next = owner.child(of: parent, named: path.steps[depth].text) {
            parent = next
            depth += 1
        }
        guard depth < path.steps.count else { return }
        let failing = path.steps[depth]
        let where_ = parent == 0 ? "framework `\(owner.heading.name)`" : "`\(owner.nodes[parent].path)`"
        let meant = maySuggest() ? meantNode(path, failing: depth, below: parent, framework) : nil
        report(
            code, "there is no `\(failing.text)` in \(where_)", at: place.location(failing.range), why: why,
            help: meant?.help, fix: meant?.path.map { .instead($0, at: place.location(path.range)) })
    }

    /// A node renamed or moved since, a step spelled alike, the same last step elsewhere, or one spelled alike; its
    /// path, if there is one, with what to say.
    private func meantNode(
        _ path: Path, failing depth: Int, below parent: Int, _ framework: Int
    ) -> (help: String, path: String?)? {
        let owner = model.frameworks[framework]
        let wanted = path.steps.last?.text ?? ""
        let rest = path.steps.dropFirst(depth + 1).map { "." + $0.text }.joined()
        if let now = currentPath(of: path.text, in: owner) { return ("it is called `\(now)` now", now) }
        let children = owner.children(of: parent).map { owner.nodes[$0].heading.name }
        if let near = Likeness.nearest(to: path.steps[depth].text, among: children) {
            let full = (parent == 0 ? "" : owner.nodes[parent].path + ".") + near + rest
            let isNode = findNode(full, in: framework) != nil
            return ("did you mean `\(isNode ? full : near)`?", isNode ? full : nil)
        }
        if let elsewhere = owner.nodes.dropFirst().first(where: { $0.heading.name == wanted }) {
            return ("did you mean `\(elsewhere.path)`?", elsewhere.path)
        }
        if let near = Likeness.nearest(to: wanted, among: owner.nodes.dropFirst().lazy.map(\.heading.name)),
            let node = owner.nodes.dropFirst().first(where: { $0.heading.name == near })
        {
            return ("did you mean `\(node.path)`?", node.path)
        }
        let below = children.prefix(8).map { "`\($0)`" }.joined(separator: ", ")
        return children.isEmpty ? nil : ("below it: " + below, nil)
    }

    /// What a former path is now: `formerly` covers what is below as well.
    private func currentPath(of path: String, in owner: Framework) -> String? {
        for node in owner.nodes {
            for former in node.formerly {
                if path == former { return node.path }
                if path.hasPrefix(former + ".") { return node.path + path.dropFirst(former.count) }
            }
        }
        return nil
    }
}

extension Framework {
    package func children(of node: Int) -> [Int] {
        guard nodes.indices.contains(node) else { return [] }
        var result: [Int] = []
        forEachChild(of: node) { result.append($0) }
        return result
    }

    /// - Parameter node: a position in `nodes`.
    func forEachChild(of node: Int, _ body: (Int) -> Void) {
        var next = node + 1
        while next < nodes[node].end {
            body(next)
            next = max(nodes[next].end, next + 1)
        }
    }

    func child(of node: Int, named name: String) -> Int? {
        guard nodes.indices.contains(node) else { return nil }
        var next = node + 1
        while next < nodes[node].end {
            if nodes[next].heading.name == name { return next }
            next = max(nodes[next].end, next + 1)
        }
        return nil
    }
}
