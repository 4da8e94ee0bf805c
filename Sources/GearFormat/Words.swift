import GearSource
import GearSyntax

/// A token that is neither white space nor comment, and what stood between it and the one before.
struct Word {
    struct Gap: OptionSet {
        let rawValue: UInt8
        /// At least one line break.
        static let line = Gap(rawValue: 1)
        /// At least one comment.
        static let comment = Gap(rawValue: 2)
        /// A blank line or a comment on a line of its own: what stood before is another group.
        static let apart = Gap(rawValue: 4)
    }

    let kind: TokenKind
    let gap: Gap
    /// A text over several lines.
    let isLong: Bool
    /// Its index among the file's tokens.
    let token: Int32
    let start: UInt32
    let end: UInt32
    /// In columns; of a text over several lines, its first line.
    let width: Int32
    /// The spaces before it, if it is not the first on its line.
    var space: Int32
    /// The column it would have, and how many comments and long texts stand before it, if all words that were measured
    /// with it were on one line.
    var column: Int32 = 0
    var obstacles: Int32 = 0
}

/// The words of a file, and one without width at its end.
struct Words {
    let bytes: [UInt8]
    let tokens: [Token]
    private(set) var all: [Word] = []
    /// For each `{` the index of its `}`; -1 for one without, and for all other words.
    private(set) var closing: [Int32] = []
    /// For each 16 bytes of the text the first word that begins in them or later: from there it is a few steps to any.
    private var firstOfStretch: [Int32] = []
    /// The 16, as a power of two.
    private static let stretch: UInt32 = 4

    /// Without the one at the end.
    var count: Int { all.count - 1 }

    subscript(index: Int) -> Word { all[index] }

    init(_ tree: SyntaxTree) {
        bytes = tree.source.bytes
        tokens = tree.tokens
        all.reserveCapacity(tokens.count / 2 + 1)
        firstOfStretch.reserveCapacity(bytes.count >> Int(Words.stretch) + 1)
        var gap: Word.Gap = []
        var breaks = 0
        var open: [Int] = []
        var pairs: [(open: Int, close: Int)] = []
        for (index, token) in tokens.enumerated() {
            switch token.kind {
            case .space: break
            case .newline:
                breaks += 1
                gap.formUnion(.line)
                if breaks > 1 { gap.formUnion(.apart) }
            case .comment, .docComment:
                gap.formUnion(.comment)
                if breaks > 0 || all.isEmpty { gap.formUnion(.apart) }
                breaks = 0
            default:
                if token.kind == .leftBrace { open.append(all.count) }
                if token.kind == .rightBrace, let partner = open.popLast() { pairs.append((partner, all.count)) }
                while firstOfStretch.count <= Int(token.start >> Words.stretch) {
                    firstOfStretch.append(Int32(truncatingIfNeeded: all.count))
                }
                all.append(word(token, index, all.isEmpty ? .line.union(gap) : gap))
                (gap, breaks) = ([], 0)
            }
        }
        closing = Array(repeating: -1, count: all.count)
        for pair in pairs { closing[pair.open] = Int32(truncatingIfNeeded: pair.close) }
    }

    private func word(_ token: Token, _ index: Int, _ gap: Word.Gap) -> Word {
        let end = index + 1 < tokens.count ? tokens[index + 1].start : token.start
        var width = Int(end - token.start)
        var isLong = false
        if token.kind == .text && !token.isPlain || token.kind == .unknown {
            (width, isLong) = extent(Int(token.start), Int(end))
        }
        return Word(
            kind: token.kind, gap: gap, isLong: isLong, token: Int32(truncatingIfNeeded: index), start: token.start,
            end: end, width: Int32(truncatingIfNeeded: width),
            space: all.last.map { Words.space($0.kind, token.kind) } ?? 0)
    }

    /// The width of a text's first line, and whether there are more.
    private func extent(_ start: Int, _ end: Int) -> (width: Int, isLong: Bool) {
        var isPlain = true
        var index = start
        while index < end, bytes[index] != 0x0A, bytes[index] != 0x0D {
            if bytes[index] >= 0x80 { isPlain = false }
            index += 1
        }
        let width = isPlain ? index - start : TextWidth.of(String(decoding: bytes[start..<index], as: UTF8.self))
        return (width, index < end)
    }

    /// What is right for two signs, whatever they stand for; `adjust` knows the exceptions.
    private static func space(_ before: TokenKind, _ kind: TokenKind) -> Int32 {
        switch kind {
        case .comma, .colon, .dot, .dotDot, .rightParenthesis, .rightBracket, .endOfFile: return 0
        case .rightBrace where before == .leftBrace: return 0
        default: break
        }
        switch before {
        case .dot, .dotDot, .leftParenthesis, .leftBracket: return 0
        default: return 1
        }
    }

    mutating func setSpace(before index: Int, to space: Int) { all[index].space = Int32(truncatingIfNeeded: space) }

    /// The first word that begins at or after an offset.
    func index(at offset: UInt32) -> Int {
        let stretch = Int(offset >> Words.stretch)
        var index = stretch < firstOfStretch.count ? Int(firstOfStretch[stretch]) : count
        while index < count, all[index].start < offset { index += 1 }
        return index
    }

    /// Where a list's element or an operator's operand begins, with the parentheses around it. Not for the first:
    /// before that may be a call's parenthesis.
    func opening(of offset: UInt32) -> Int {
        var index = index(at: offset)
        while index > 0, all[index - 1].kind == .leftParenthesis { index -= 1 }
        return index
    }

    /// The columns from the beginning of one word to the end of the last, on one line.
    func extent(_ range: Range<Int>) -> Int {
        Int(range.reduce(0) { $0 + all[$1].width + ($1 > range.lowerBound ? all[$1].space : 0) })
    }

    // MARK: Measuring

    /// Makes `width` and `obstacles` known for all ranges inside of one; whether there is a line break inside of it.
    mutating func measure(_ range: Range<Int>) -> Bool {
        var (column, obstacles): (Int32, Int32) = (0, 0)
        var hasBreak = false
        for index in range {
            if index > range.lowerBound {
                column &+= all[index].space
                if all[index].gap.contains(.comment) { obstacles += 1 }
                if all[index].gap.contains(.line) { hasBreak = true }
            }
            all[index].column = column
            all[index].obstacles = obstacles
            column &+= all[index].width
            if all[index].isLong { obstacles += 1 }
        }
        return hasBreak
    }

    /// The columns that measured words take on one line; nil if a comment or a long text does not let them share one.
    func width(_ range: Range<Int>) -> Int? {
        guard let first = range.first, let last = range.last else { return 0 }
        let (end, start) = (all[last], all[first])
        guard end.obstacles == start.obstacles else { return nil }
        return Int(end.column) + Int(end.width) - Int(start.column)
    }
}
