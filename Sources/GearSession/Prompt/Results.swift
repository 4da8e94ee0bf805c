import GearSource
import GearSyntax

/// What was answered, by the names `it`, `it1`, `it2`, …: definitions that the program gets when something names them.
extension Workspace {
    /// A text in which `it` is the last result, `it3` the third, and a `|` at the beginning goes on from the last.
    func withResults(_ text: String, _ findings: inout Findings) -> NumberedText? {
        var text = text
        if text.drop(while: \.isWhitespace).first == "|" {
            guard let last = results.last else { return refuseResult("`|`", &findings) }
            text = last + "\n" + text
        }
        let tree = SyntaxTree(typed: text, as: .value)
        if let word = tree.firstWord, isUnknownResult(word) { return refuseResult("`\(word)`", &findings) }
        var (written, end, words) = ("", UInt32(0), AuthorsWords())
        for (range, number) in resultsNamed(in: tree) {
            written += tree.source.text(end..<range.lowerBound)
            let start = UInt32(clamping: written.utf8.count)
            written += "it\(number)"
            words.add(
                tree.source.text(range), at: start..<UInt32(clamping: written.utf8.count), insteadOf: "it\(number)")
            end = range.upperBound
        }
        written += tree.source.text(end..<UInt32(clamping: text.utf8.count))
        return definesResults(in: written, &findings) ? NumberedText(text: written, words: words) : nil
    }

    /// Defines the results that a text goes on from, where they are not yet, or where a `:reload` has left them out.
    func definesResults(in text: String, _ findings: inout Findings) -> Bool {
        let needed = resultsNamed(in: [text])
        return needed.isSubset(of: definedResults) || replace(entered, needed.union(definedResults), &findings)
    }

    /// The same with the results put in place, for whoever only looks at it: no definition is made. nil where there is no
    /// such result, or where results that go on from results grow too long.
    func withResultsInPlace(_ text: String) -> String? {
        var text = text
        if text.drop(while: \.isWhitespace).first == "|" {
            guard let last = results.last else { return nil }
            text = last + "\n" + text
        }
        var bytes = Self.mostBytesInPlace
        return withResultsInPlace(text, &bytes, deepest: 50)
    }

    private static let mostBytesInPlace = 1 << 14

    private func withResultsInPlace(_ text: String, _ bytes: inout Int, deepest: Int) -> String? {
        bytes -= text.utf8.count
        guard bytes > 0, deepest > 0 else { return nil }
        let tree = SyntaxTree(typed: text, as: .value)
        var (written, end) = ("", UInt32(0))
        for (range, number) in resultsNamed(in: tree) {
            guard let inner = withResultsInPlace(results[number - 1], &bytes, deepest: deepest - 1) else { return nil }
            written += tree.source.text(end..<range.lowerBound) + "(\(inner))"
            end = range.upperBound
        }
        return written + tree.source.text(end..<UInt32(clamping: text.utf8.count))
    }

    /// Whether a word means a result that there is not.
    private func isUnknownResult(_ word: String) -> Bool {
        guard word.hasPrefix("it"), !session.program.isDeclared(word) else { return false }
        return word == "it" ? results.isEmpty : Int(word.dropFirst(2)).map { $0 > results.count } ?? false
    }

    private func refuseResult(_ word: String, _ findings: inout Findings) -> NumberedText? {
        let diagnostic =
            results.isEmpty
            ? Diagnostic(
                .promptArgument, "\(word) goes on from a result, and there is none yet",
                help: "ask first, such as `nodes`; `:tables` lists what there is to ask for")
            : Diagnostic(
                .promptArgument, "there is no result \(word)",
                help: "`it` is the last one"
                    + (results.count > 1 ? ", `it1` to `it\(results.count)` are all of them" : ""))
        findings.add([diagnostic])
        return nil
    }

    func definition(_ number: Int) -> String { "define it\(number) = \(results[number - 1])" }

    /// The results that texts name, and those that these go on from.
    func resultsNamed(in texts: [String]) -> Set<Int> {
        var (found, open): (Set<Int>, [String]) = ([], texts)
        while let text = open.popLast() {
            for (_, number) in resultsNamed(in: SyntaxTree(typed: text, as: .value)) where found.insert(number).inserted
            {
                open.append(results[number - 1])
            }
        }
        return found
    }

    private func resultsNamed(in tree: SyntaxTree) -> [(range: ByteRange, number: Int)] {
        tree.tokens.indices.compactMap { place in
            guard tree.tokens[place].kind == .word, place + 1 < tree.tokens.count,
                place == 0 || tree.tokens[place - 1].kind != .dot
            else { return nil }
            let range = tree.tokens[place].start..<tree.tokens[place + 1].start
            return resultNumber(tree.source.text(range)).map { (range, $0) }
        }
    }

    /// Which result a word stands for, unless its author has called something so.
    func resultNumber(_ word: String) -> Int? {
        guard word.hasPrefix("it") else { return nil }
        let number = word == "it" ? results.count : Int(word.dropFirst(2))
        guard let number, (1...max(1, results.count)).contains(number), !results.isEmpty else { return nil }
        if entered.contains(where: { $0.holds && $0.name == word }) { return nil }
        let isOurs = word != "it" && definedResults.contains(number)
        return isOurs || !session.program.isDeclared(word) ? number : nil
    }
}

extension SyntaxTree {
    fileprivate var firstWord: String? {
        guard let place = tokens.firstIndex(where: { !$0.kind.isTrivia }), tokens[place].kind == .word,
            place + 1 < tokens.count
        else { return nil }
        return source.text(tokens[place].start..<tokens[place + 1].start)
    }
}
