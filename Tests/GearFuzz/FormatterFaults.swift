import GearFormat
import GearSource
import GearSyntax
import GearTesting

/// What is wrong with how a text is formatted: it changes again, words or comments differ, or it is read as something
/// else. Only white space may change; in texts only the ends of lines.
package func faults(ofFormatting bytes: [UInt8]) -> [String] {
    func tree(_ bytes: [UInt8]) -> SyntaxTree {
        SyntaxTree(parsing: SourceText(file: FileID(0), name: "", bytes: bytes))
    }
    let before = tree(bytes)
    let text = before.formatted()
    let after = tree(text)
    var faults: [String] = []
    if after.formatted() != text { faults.append("is formatted differently a second time") }
    if words(of: before) != words(of: after) { faults.append("words or comments differ") }
    // Ends of lines are mended.
    let found = [before, after].map { $0.diagnostics.map(\.code).filter { $0 != .loneReturn } }
    if found[0] != found[1] { faults.append("findings differ") }
    // What an error has spoilt has no meaning.
    if !before.diagnostics.contains(where: { $0.severity == .error }) {
        if TreeDump(before).text != TreeDump(after).text { faults.append("the meaning differs") }
        if text.contains(0x0D) { faults.append("a carriage return is left") }
        if let last = text.last, last != 0x0A { faults.append("the last line does not end") }
        if text.starts(with: [0x0A]) || text.suffix(2) == [0x0A, 0x0A] { faults.append("a blank line at an end") }
        if !blankLinesAreSingle(after) { faults.append("two blank lines follow each other") }
    }
    return faults
}

/// All that is no white space, in order: words as written, and comments with whether they begin their line.
private func words(of tree: SyntaxTree) -> [String] {
    var beginsLine = true
    return zip(tree.tokens, tree.tokens.dropFirst()).compactMap { token, next in
        let text = tree.source.text(token.start..<next.start)
        defer { if token.kind != .space { beginsLine = token.kind == .newline } }
        switch token.kind {
        case .space, .newline: return nil
        case .comment:
            let end = text.lastIndex { $0 != " " && $0 != "\t" } ?? text.startIndex
            return (beginsLine ? "line " : "side ") + text[...end]
        case .text: return withMendedEnds(text)
        default: return text
        }
    }
}

/// Each end of a line as one byte; byte by byte, because a string takes `\r\n` for one character.
private func withMendedEnds(_ text: String) -> String {
    var (bytes, last): ([UInt8], UInt8) = ([], 0)
    for byte in text.utf8 {
        if byte != 0x0A || last != 0x0D { bytes.append(byte == 0x0D ? 0x0A : byte) }
        last = byte
    }
    return String(decoding: bytes, as: UTF8.self)
}

private func blankLinesAreSingle(_ tree: SyntaxTree) -> Bool {
    zip(tree.tokens, zip(tree.tokens.dropFirst(), tree.tokens.dropFirst(2))).allSatisfy {
        !($0.kind == .newline && $1.0.kind == .newline && $1.1.kind == .newline)
    }
}
