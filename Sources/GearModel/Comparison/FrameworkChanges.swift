import GearSource

extension Comparing {
    mutating func compareFrameworks() {
        for place in matches.frameworks.removed {
            let framework = old.frameworks[place]
            note(
                .removed, subject(old: framework.heading, nil, []), framework.heading.title, breaks: [.data, .queries],
                because: "its surveys and rules have nothing to be on")
        }
        for pair in matches.frameworks.pairs { compare(pair) }
        for place in matches.frameworks.added {
            let framework = new.frameworks[place]
            note(
                .added, subject(old: nil, framework.heading, [framework.heading.name]), nil, framework.heading.title,
                bump: .minor, because: "nothing relied on it")
        }
    }

    private func subject(old: Heading?, _ new: Heading?, _ frameworks: Set<String>) -> Subject {
        Subject(
            noun: "framework", oldPath: old?.name, newPath: new?.name, oldPlace: old?.location,
            newPlace: new?.location, frameworks: frameworks)
    }

    private mutating func compare(_ pair: Pairing.Pair) {
        let (before, after) = (old.frameworks[pair.old], new.frameworks[pair.new])
        let subject = subject(old: before.heading, after.heading, [after.heading.name])
        if pair.ground == .likeness {
            noteSuspected(
                subject, breaks: .queries, because: "what is `on \(before.heading.name)` no longer finds it",
                help: "keep the name, unless all that names it is changed as well")
        }
        compareTexts(subject, before.heading, after.heading)
        if before.license != after.license {
            note(.licensed, subject, before.license, after.license, because: "terms of use are no part of scores")
        }
        if before.layers != after.layers {
            note(
                .layered, subject, before.layers.joined(separator: ", "), after.layers.joined(separator: ", "),
                breaks: .queries, because: "queries and rules know layers by these names")
        }
        guard let nodes = matches.nodes[pair.old] else { return }
        for place in nodes.removed { noteRemoved(place, before, after) }
        for pair in nodes.pairs where pair.new > 0 { compare(pair, before, after, nodes) }
        for place in nodes.added { noteAdded(place, after, nodes) }
    }

    // MARK: Nodes

    private func subject(_ old: Node?, _ new: Node?, _ framework: Framework) -> Subject {
        Subject(
            noun: (new ?? old)?.kind.rawValue ?? "node", oldPath: old?.path, newPath: new?.path,
            oldPlace: old?.heading.location, newPlace: new?.heading.location, frameworks: [framework.heading.name])
    }

    private mutating func noteRemoved(_ place: Int, _ before: Framework, _ after: Framework) {
        let node = before.nodes[place]
        note(
            .removed, subject(node, nil, after), node.heading.title, breaks: .queries,
            because: "whatever names the path no longer finds it")
    }

    private mutating func noteAdded(_ place: Int, _ after: Framework, _ nodes: Pairing) {
        let node = after.nodes[place]
        note(
            .added, subject(nil, node, after), nil, node.heading.title, bump: .minor,
            because: "no score changes until a question is tagged to it")
    }

    private mutating func compare(
        _ pair: Pairing.Pair, _ before: Framework, _ after: Framework, _ nodes: Pairing
    ) {
        let (old, new) = (before.nodes[pair.old], after.nodes[pair.new])
        let subject = subject(old, new, after)
        notePlace(
            pair, old, new, subject, goesAlong: nodes.new(of: old.parent) == new.parent,
            newParent: after.nodes[new.parent])
        if old.kind != new.kind {
            note(
                .retyped, subject, old.kind.rawValue, new.kind.rawValue, breaks: .queries,
                because: "it is on another layer")
        }
        compareTexts(subject, old.heading, new.heading)
        if old.weight != new.weight {
            note(
                .reweighted, subject, old.weight.text, new.weight.text, breaks: .comparability,
                because: "it counts otherwise in what a `weighted` line makes of its parent")
        }
        compareReferences(old, new, subject, nodes, before, after)
    }

    private mutating func notePlace(
        _ pair: Pairing.Pair, _ old: Node, _ new: Node, _ subject: Subject, goesAlong: Bool, newParent: Node
    ) {
        let isSuspected = pair.ground == .likeness
        let isRenamed = old.heading.name != new.heading.name
        guard isRenamed || !goesAlong else { return }
        var breaks: Breaks = .queries
        var reasons = ["whatever names the old path no longer finds it"]
        if !goesAlong {
            breaks.insert(.comparability)
            reasons.append("what it was below, and what it is below now, are made of other parts")
        }
        if isSuspected {
            breaks.insert(.comparability)
            reasons.append("nothing says that it is the same, so its scores end and begin anew")
        }
        note(
            goesAlong ? .renamed : .moved, subject, breaks: breaks, suspected: isSuspected,
            because: reasons.joined(separator: "; "),
            help: isSuspected ? "if it measures the same, say so at `\(new.path)`: `formerly \(old.path)`" : nil)
    }

    private mutating func compareReferences(
        _ old: Node, _ new: Node, _ subject: Subject, _ nodes: Pairing, _ before: Framework, _ after: Framework
    ) {
        // Of another framework, which a path of `builds on` cannot lead to, nothing is known here.
        let oldNeeds = Set(
            old.buildsOn.map { nodes.new(of: $0.node).map { after.nodes[$0].path } ?? before.nodes[$0.node].path })
        let newNeeds = Set(new.buildsOn.map { after.nodes[$0.node].path })
        if oldNeeds != newNeeds {
            note(
                .rebuilt, subject, Self.list(oldNeeds), Self.list(newNeeds), bump: .minor,
                because: "no score depends on what a node builds on")
        }
        let oldThemes = Set(
            old.themes.map { reference in
                let now = matches.themes.new(of: reference.theme).map { self.new.themes[$0].heading.name }
                return Self.name(reference, self.old, theme: now)
            })
        let newThemes = Set(new.themes.map { Self.name($0, self.new) })
        if oldThemes != newThemes {
            note(
                .themed, subject, Self.list(oldThemes), Self.list(newThemes), bump: .minor,
                because: "no score depends on the themes that a node is in")
        }
    }

    private static func name(_ reference: ThemeReference, _ model: Model, theme now: String? = nil) -> String {
        let theme = model.themes[reference.theme]
        return (now ?? theme.heading.name) + "." + theme.entries[reference.entry].name
    }

    static func list(_ names: some Sequence<String>) -> String {
        let sorted = names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        return sorted.isEmpty ? "none" : sorted.joined(separator: ", ")
    }
}
