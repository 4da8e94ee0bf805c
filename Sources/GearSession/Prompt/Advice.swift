import GearSource
import GearSyntax

/// What to type instead, where what was typed is often taken for something else.
extension Workspace {
    /// A finding about a question, with advice that fits who typed it.
    func advised(_ finding: Diagnostic) -> Diagnostic {
        guard let place = finding.place?.location, let source = session.source(place.file),
            let advice = whyAdvice(in: source) ?? advice(finding.code, about: source.text(place.range), in: source)
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
        case .whatIfInside:
            guard let number = resultBeforeLast else { return nil }
            return
                "to try another change instead, go on from the result as it was: `it\(number) | what if { … }`; to try "
                + "both at once, write them in the braces of one `what if`"
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

    /// The number of the result that the last one goes on from, as it was before any `what if`.
    private var resultBeforeLast: Int? {
        guard let last = results.last else { return nil }
        func isAsItIs(_ number: Int) -> Bool {
            resultsNamed(in: [results[number - 1]]).union([number]).allSatisfy { number in
                let expression = SyntaxTree(typed: results[number - 1], as: .value).expression
                guard case .query(let query)? = expression?.kind else { return true }
                return !query.stages.contains { $0.kind == .whatIf }
            }
        }
        let before = (1..<results.count).filter { last.hasPrefix(results[$0 - 1] + "\n|") }
        return before.last(where: isAsItIs) ?? resultsNamed(in: [last]).sorted().last(where: isAsItIs)
    }

    /// Of questions that begin with `why`, as in `why not` and `why changed`.
    private func whyAdvice(in source: SourceText) -> String? {
        let words = source.text(0..<UInt32(clamping: source.bytes.count)).split(whereSeparator: \.isWhitespace)
        guard words.first == "why", !session.program.isDeclared("why") else { return nil }
        return "why a level is not reached: `explain level(PROGRESSION.LEVEL, …)`; why a score changed: "
            + "`explain score(NODE, wave: …) since WAVE`; how it came about: `explain score(NODE, …)`"
    }

    /// A name and what stands after `=`, if that is how a text begins.
    private func assigned(_ source: SourceText) -> (name: String, value: String)? {
        let tokens = SyntaxTree(parsing: source, as: .value).tokens.filter { !$0.kind.isTrivia }
        guard tokens.count > 2, tokens[0].kind == .word, tokens[1].kind == .equals else { return nil }
        let name = source.text(tokens[0].start..<tokens[1].start).filter { !$0.isWhitespace }
        return (name, source.text(tokens[2].start..<UInt32(clamping: source.bytes.count)))
    }
}
