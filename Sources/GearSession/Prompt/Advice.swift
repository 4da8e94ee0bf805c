import GearSource
import GearSyntax

/// What to type instead, where what was typed is often taken for something else.
extension Workspace {
    /// A finding about a question, with advice that fits who typed it.
    func advised(_ finding: Diagnostic) -> Diagnostic {
        guard let place = finding.place?.location, let source = session.source(place.file),
            let advice = advice(finding.code, about: source.text(place.range), in: source)
        else { return finding }
        var finding = finding
        (finding.help, finding.fix) = (advice, nil)
        return finding
    }

    private func advice(_ code: Code, about text: String, in source: SourceText) -> String? {
        switch code {
        case .wrongSign:
            guard let (name, value) = assigned(source) else { return nil }
            return "to give a value a name, write `define \(name) = \(value)`; to compare, write `==`"
        case .unknownTable:
            guard let thing = declared.first(where: { $0.path == text || $0.path.hasSuffix("." + text) }) else {
                guard DeclarationKind(rawValue: text)?.about != nil else { return nil }
                return "`\(text)` begins a declaration: `:help \(text)` says what it is"
            }
            guard thing.node != nil else {
                return "`\(thing.path)` is a \(thing.kind): `:doc \(thing.path)` tells of it"
            }
            return "`\(thing.path)` is a node: `:doc \(thing.path)` tells of it, "
                + "`scores | where node == \(thing.path)` how it stands"
        default: return nil
        }
    }

    /// A name and what stands after `=`, if that is how a text begins.
    private func assigned(_ source: SourceText) -> (name: String, value: String)? {
        let tokens = SyntaxTree(parsing: source, as: .value).tokens.filter { !$0.kind.isTrivia }
        guard tokens.count > 2, tokens[0].kind == .word, tokens[1].kind == .equals else { return nil }
        let name = source.text(tokens[0].start..<tokens[1].start).filter { !$0.isWhitespace }
        return (name, source.text(tokens[2].start..<UInt32(clamping: source.bytes.count)))
    }
}
