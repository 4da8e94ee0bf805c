import GearModel
import GearReport
import GearSource
import GearSyntax

/// What `:doc` says of a name.
extension Workspace {
    /// Lines of a declaration, and places where it is used, that are shown before the rest is counted.
    private static let (mostLines, mostUses) = (16, 20)
    /// Things of one name that are shown in full.
    private static let mostThings = 3

    /// What a name is, in full or from its last steps on: title, place, comment, declaration, what covers a node, and
    /// where it is used. nil if nothing is called so.
    package func documentation(of name: String) -> String? {
        let all = declared
        let exact = all.filter { $0.path == name }
        if exact.isEmpty, let result = result(called: name) { return result }
        let found = exact.isEmpty ? all.filter { $0.path.hasSuffix("." + name) } : exact
        if found.isEmpty { return nil }
        if found.count > Self.mostThings {
            return "several things are called `\(name)`:\n"
                + found.map { "  \(headline($0))  \(place($0.location))" }.joined(separator: "\n")
        }
        return found.map(documentation).joined(separator: "\n\n")
    }

    /// The names and last steps that are most like one: what was perhaps meant.
    package func documentedName(like name: String) -> String? {
        let paths = documentedNames
        var whole: [String: String] = [:]
        for path in paths {
            for dot in path.indices where path[dot] == "." { whole[String(path[path.index(after: dot)...])] = path }
            whole[path] = path
        }
        return Likeness.nearest(to: name, among: whole.keys.sorted()).flatMap { whole[$0] }
    }

    /// The question behind `it` or `it3`.
    private func result(called name: String) -> String? {
        resultNumber(name).map { number in
            let last = number == results.count ? ", the last result" : ""
            return "it\(number)\(last)\n\n"
                + results[number - 1].split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
                + "\n\nIts columns: :describe \(name)"
        }
    }

    /// What a text is that the answers read so far have as a dimension's value; nil if they have none.
    package func explanation(ofValue text: String) -> String? {
        let dimensions = session.model.splittingDimensions.filter { session.valuesRead(of: $0).contains(text) }
        guard let first = dimensions.first else { return nil }
        let names = dimensions.map { "`\($0)`" }.joined(separator: ", ")
        return
            "\(text): a value of \(names) in the answers\n\nIts scores: scores by \(first) for \(first) == \"\(text)\""
    }

    private func headline(_ thing: Declared) -> String {
        "\(thing.kind) \(thing.path)" + (thing.title.isEmpty ? "" : "  \"\(thing.title)\"")
    }

    private func documentation(_ thing: Declared) -> String {
        var parts = ["\(headline(thing))\n\(place(thing.location))"]
        if let doc = thing.doc { parts.append(Wrapping.flowing(doc)) }
        if let text = declaration(thing) { parts.append(text) }
        if let node = thing.node { parts.append(coverage(node)) }
        let uses = thing.node.map { self.uses(ofNodes: [$0]) } ?? self.uses(of: thing)
        if !uses.isEmpty { parts.append(Self.list(uses.map { ($0, place($0.location)) })) }
        return parts.joined(separator: "\n\n")
    }

    /// As it is written, indented by two.
    private func declaration(_ thing: Declared) -> String? {
        guard let range = thing.range, let source = session.source(thing.location.file) else { return nil }
        let indent = LineTable(source).position(of: range.lowerBound).column - 1
        let lines = source.text(range).split(separator: "\n", omittingEmptySubsequences: false).enumerated().map {
            number, line in
            let blanks = line.prefix { $0 == " " }.count
            if blanks == line.count { return "" }
            return "  " + (number == 0 ? line : line.dropFirst(min(blanks, indent)))
        }
        let rest = lines.count - Self.mostLines
        let shown = rest > 1 ? lines.prefix(Self.mostLines) + ["  … \(rest) more lines"] : lines[...]
        return shown.joined(separator: "\n")
    }

    private func coverage(_ node: NodeReference) -> String {
        let nodes = session.model.frameworks[node.framework].nodes
        let below = node.node..<max(nodes[node.node].end, node.node + 1)
        let own = counts([node])
        let none = own.filter { $0.count == 0 }.map(\.noun)
        var text = "coverage: " + Self.text(own)
        if (1..<own.count).contains(none.count) { text += "\nno " + none.joined(separator: ", ") }
        guard below.count > 1 else { return text }
        let all = counts(Set(below.map { NodeReference(framework: node.framework, node: $0) }))
        return text + "\nwith what is below: " + Self.text(all)
    }

    private func counts(_ nodes: Set<NodeReference>) -> [(count: Int, noun: String)] {
        let uses = uses(ofNodes: nodes)
        return Use.covering.map { kind, one, several in
            let count = uses.count { $0.kind == kind }
            return (count, count == 1 ? one : several)
        }
    }

    private static func text(_ counts: [(count: Int, noun: String)]) -> String {
        let some = counts.filter { $0.count > 0 }.map { "\($0.count) \($0.noun)" }
        return some.isEmpty ? "nothing" : some.joined(separator: ", ")
    }

    private static func list(_ uses: [(use: Use, place: String)]) -> String {
        let shown = uses.prefix(mostUses)
        let widths = (
            shown.map { TextWidth.of($0.use.kind) }.max() ?? 0, shown.map { TextWidth.of($0.use.name) }.max() ?? 0,
            shown.map { TextWidth.of($0.place) }.max() ?? 0
        )
        func padded(_ text: String, _ width: Int) -> String {
            text + String(repeating: " ", count: max(0, width - TextWidth.of(text)) + 2)
        }
        let lines = shown.map { use, place in
            let start = "  " + padded(use.kind, widths.0) + padded(use.name, widths.1)
            return use.title.isEmpty ? start + place : start + padded(place, widths.2) + use.title
        }
        let rest = uses.count - shown.count
        return (["used by"] + lines + (rest > 0 ? ["  … \(rest) more"] : [])).joined(separator: "\n")
    }
}
