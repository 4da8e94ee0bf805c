import GearSource
import GearSyntax

extension Program {
    /// Where the program's own files name something that one of its files declares, in their order.
    ///
    /// Told by names alone: a column or a label that is called the same counts where the name could mean it.
    ///
    /// - Parameters:
    ///   - steps: what it is called, the top-level name first: `personal`, `micro`.
    ///   - location: of its own name, which is no use.
    package func uses(of steps: [String], at location: Location) -> [Location] {
        guard let first = steps.first, let owner = modules.firstIndex(where: { $0.tree.source.file == location.file }),
            let symbol = names.scopes[owner].declared[first]
        else { return [] }
        return modules.indices.filter { !modules[$0].isStandardLibrary }.flatMap { module -> [Location] in
            let tree = modules[module].tree
            let words = NamedWords(tree)
            return words.paths(to: steps.last ?? first).compactMap { path, range in
                guard means(path, steps, symbol, in: module) else { return nil }
                let place = Location(tree.source.file, range)
                return place == location ? nil : place
            }
        }
    }

    private func means(_ path: [String], _ steps: [String], _ symbol: Symbol, in module: Int) -> Bool {
        let scope = names.scopes[module]
        let visible = scope.declared[steps[0]] ?? scope.imported[steps[0]]
        if path == steps { return visible == symbol }
        // A question, a level or a strand is mostly named without what it is in; the file has to know that.
        if steps.count > 1 { return path == [steps[steps.count - 1]] && visible == symbol }
        guard path.count == 2, path[1] == steps[0] else { return false }
        if path[0] == "std" { return names.standard[steps[0]] == symbol }
        return scope.aliases[path[0]].map { names.scopes[$0].declared[steps[0]] == symbol } ?? false
    }
}

/// Words with those that stand before them and a dot.
private struct NamedWords {
    private let tree: SyntaxTree

    init(_ tree: SyntaxTree) { self.tree = tree }

    /// Paths that end with a word, or have it first; each with the place of that word.
    func paths(to word: String) -> [(path: [String], range: ByteRange)] {
        tree.tokens.indices.compactMap { place in
            guard tree.tokens[place].kind == .word, text(place) == word else { return nil }
            var path = [word]
            var start = place
            while start > 1, tree.tokens[start - 1].kind == .dot, tree.tokens[start - 2].kind == .word {
                start -= 2
                path.insert(text(start), at: 0)
            }
            return (path, range(place))
        }
    }

    private func range(_ place: Int) -> ByteRange {
        let end = place + 1 < tree.tokens.count ? tree.tokens[place + 1].start : UInt32(tree.source.bytes.count)
        return tree.tokens[place].start..<end
    }

    private func text(_ place: Int) -> String { tree.source.text(range(place)) }
}
