import GearSource
import GearSyntax

/// The `//` comments of a declaration that is written anew, each with what it stands before.
///
/// One beside something on its line goes before that; one at the end of a body before what comes next.
package struct KeptComments: Sendable {
    /// By the place of a name, or of the keyword of what has none.
    private(set) var lines: [UInt32: [String]] = [:]
    /// Those after everything.
    private(set) var last: [String] = []

    package init(_ declaration: Declaration, of tree: SyntaxTree) {
        var members: [(start: UInt32, key: UInt32)] = []
        Self.collect(declaration.body ?? [], into: &members)
        members.sort { $0.start < $1.start }
        for (place, token) in tree.tokens.enumerated()
        where token.kind == .comment && declaration.range.contains(token.start) {
            let end = place + 1 < tree.tokens.count ? tree.tokens[place + 1].start : declaration.range.upperBound
            let text = tree.source.text(token.start + 2..<max(end, token.start + 2)).trimmedAtEnd
            // What a comment is beside is on its line, before it.
            let line = tree.source.bytes[..<Int(token.start)].reversed().prefix { $0 != 0x0A && $0 != 0x0D }
            let isBeside = line.contains { $0 != 0x20 && $0 != 0x09 }
            let next = Self.firstMember(after: token.start, members)
            if isBeside, next > 0 {
                lines[members[next - 1].key, default: []].append(text)
            } else if next < members.count {
                lines[members[next].key, default: []].append(text)
            } else {
                last.append(text)
            }
        }
    }

    /// The place of the first that starts after an offset, by halving.
    private static func firstMember(after offset: UInt32, _ members: [(start: UInt32, key: UInt32)]) -> Int {
        var (low, high) = (0, members.count)
        while low < high {
            let middle = (low + high) / 2
            if members[middle].start > offset { high = middle } else { low = middle + 1 }
        }
        return low
    }

    // Nesting is capped by the parser.
    private static func collect(_ members: [Declaration], into found: inout [(start: UInt32, key: UInt32)]) {
        for member in members {
            found.append((member.range.lowerBound, (member.name?.range ?? member.keywordRange).lowerBound))
            collect(member.body ?? [], into: &found)
        }
    }

    /// How many of these comments are before none of the things that a text has.
    package func count(notIn text: String) -> Int {
        let written = Set(text.split(separator: "\n").map { String($0).trimmed })
        return (Array(lines.values.joined()) + last).count { !written.contains("//" + $0) }
    }
}

extension String {
    fileprivate var trimmedAtEnd: String { String(reversed().drop(while: \.isWhitespace).reversed()) }
}
