import GearSource
import GearSyntax

extension Comparing {
    mutating func compareDefinitions() {
        let (before, after) = (oldProgram.definitions, newProgram.definitions)
        func keys(_ definitions: [DefinitionText]) -> [Pairing.Key] {
            definitions.map { .init(name: $0.name, module: $0.module) }
        }
        let pairing = Pairing(keys(before), keys(after))
        for place in pairing.removed {
            note(
                .removed, subject(before[place], nil), before[place].text, breaks: .queries,
                because: "whatever names it no longer finds it")
        }
        for pair in pairing.pairs where before[pair.old].text != after[pair.new].text {
            note(
                .rescored, subject(before[pair.old], after[pair.new]), before[pair.old].text, after[pair.new].text,
                breaks: .queries, because: "whatever names it gets something else")
        }
        for place in pairing.added {
            note(
                .added, subject(nil, after[place]), nil, after[place].text, bump: .minor,
                because: "nothing relied on it")
        }
    }

    private func subject(_ old: DefinitionText?, _ new: DefinitionText?) -> Subject {
        Subject(
            noun: "define", oldPath: old?.name, newPath: new?.name, oldPlace: old?.location, newPlace: new?.location)
    }
}

/// A `define` as written, with one space where there was any white space or comment.
struct DefinitionText {
    let name: String
    let module: String
    let text: String
    let location: Location
}

extension Program {
    /// Those of the standard library left out.
    var definitions: [DefinitionText] {
        modules.filter { !$0.isStandardLibrary }.flatMap { module in
            module.tree.items.filter { $0.kind == .define }.map { item in
                DefinitionText(
                    name: item.name?.text ?? "", module: module.name, text: module.tree.words(of: item),
                    location: Location(module.tree.source.file, item.name?.range ?? item.keywordRange))
            }
        }
    }
}

extension SyntaxTree {
    /// The tokens of a declaration after its keyword, with one space between.
    fileprivate func words(of item: Declaration) -> String {
        let end = item.range.upperBound
        return tokens.indices.compactMap { index -> String? in
            let token = tokens[index]
            guard token.start >= item.keywordRange.upperBound, token.start < end, !token.kind.isTrivia else {
                return nil
            }
            let next = index + 1 < tokens.count ? tokens[index + 1].start : UInt32(clamping: source.bytes.count)
            return source.text(token.start..<next)
        }
        .joined(separator: " ")
    }
}
