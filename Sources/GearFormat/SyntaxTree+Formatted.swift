import GearSource
import GearSyntax

extension SyntaxTree {
    /// The file's canonical text: the same words and comments in the same order, with the white space of one style.
    ///
    /// What is not well formed stays as it is: a statement, or where that would change what the rest is read as, the
    /// whole item of the file. If even that would, nothing changes. The text of this text is itself.
    package func formatted() -> [UInt8] {
        let first = laidOut(wholeItems: false)
        guard diagnostics.contains(where: { $0.severity == .error }) else { return first }
        if isStable(first) { return first }
        let second = laidOut(wholeItems: true)
        return isStable(second) ? second : source.bytes
    }

    /// Whether a broken file's new text is read with the same findings, and would not change again.
    private func isStable(_ text: [UInt8]) -> Bool {
        let tree = SyntaxTree(parsing: SourceText(file: source.file, name: source.name, bytes: text))
        return tree.lastingCodes == lastingCodes && tree.laidOut(wholeItems: false) == text
    }

    /// What is found, apart from ends of lines, which are mended.
    private var lastingCodes: [Code] { diagnostics.map(\.code).filter { $0 != .loneReturn } }

    /// - Parameter wholeItems: an item with any part that is not well formed stays as it is.
    private func laidOut(wholeItems: Bool) -> [UInt8] {
        var words = Words(self)
        words.adjust(items)
        var statements = Outline(words, diagnostics).statements(of: items)
        if wholeItems { statements = statements.map { $0.hasVerbatimParts ? .verbatim($0.range) : $0 } }
        var layout = Layout(consume words)
        layout.list(statements, 0)
        return layout.page.finished()
    }
}
