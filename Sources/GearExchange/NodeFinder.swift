import GearSource

/// Finds the node that a cell names: by its path, by its title, or by the titles from the top with `>` between.
struct NodeFinder {
    private let root: String
    private var paths: Set<String> = []
    private var byTitle: [String: [String]] = [:]
    private var titles: [String: String] = [:]

    /// - Parameter root: what stands for the framework itself.
    init(root: String, nodes: [(path: String, title: String)]) {
        self.root = root
        for (path, title) in nodes {
            paths.insert(path)
            titles[path] = title
            if !title.isEmpty { byTitle[title.folded, default: []].append(path) }
        }
    }

    func stands(_ path: String) -> Bool { paths.contains(path) }

    /// The path of the one that is named; else what to say of it.
    func find(_ text: String) -> (path: String?, finding: (code: Code, message: String, help: String?)?) {
        let found = candidates(text)
        if found.count == 1 { return (found[0], nil) }
        if found.isEmpty {
            let near = TextLikeness.nearest(to: text, among: titles.values.sorted() + paths.sorted())
            return (nil, (.unknownInCell, "there is no node `\(text)`", near.map { "did you mean `\($0)`?" }))
        }
        let listed = found.prefix(4).map { "`\($0)`" }.joined(separator: ", ")
        return (
            nil,
            (.unclearTitle, "several nodes are called `\(text)`", "write the path of the one that is meant: \(listed)")
        )
    }

    /// What a cell lists: between `;` or line breaks, or commas if each part then names a node.
    func parts(of cell: String) -> [String] {
        cell.parts { $0 == ";" || $0 == "\n" }.flatMap { part -> [String] in
            let several = part.parts { $0 == "," }
            let namesEach = several.allSatisfy { candidates(Self.weighted($0).name).count == 1 }
            return candidates(Self.weighted(part).name).isEmpty && several.count > 1 && namesEach ? several : [part]
        }
    }

    /// `data.rhythm weight 2`: the name and the number.
    static func weighted(_ text: String) -> (name: String, weight: String?) {
        let words = text.split(whereSeparator: \.isWhitespace)
        guard words.count > 2, words[words.count - 2].lowercased() == "weight" else { return (text, nil) }
        return (words.dropLast(2).joined(separator: " "), String(words[words.count - 1]))
    }

    private func candidates(_ text: String) -> [String] {
        if text == root || paths.contains(text) { return [text] }
        let steps = text.parts { $0 == ">" || $0 == "\u{203A}" || $0 == "\u{2192}" }.map(\.folded)
        guard let last = steps.last else { return [] }
        return (byTitle[text.folded] ?? byTitle[last] ?? []).filter { path in
            text.folded == last || leads(steps.dropLast(), to: path) || titles[path]?.folded == text.folded
        }
    }

    /// Whether the titles above a path are these, with others perhaps between.
    private func leads(_ steps: ArraySlice<String>, to path: String) -> Bool {
        var left = steps
        var above = path[...]
        while let dot = above.lastIndex(of: "."), let wanted = left.last {
            above = above[..<dot]
            if titles[String(above)]?.folded == wanted { left = left.dropLast() }
        }
        return left.isEmpty
    }
}
