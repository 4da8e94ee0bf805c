import GearSource
import GearSyntax

/// The text as far as it is written. Each word and each comment is written once, in order; only what is between them
/// is chosen anew, so nothing can get lost.
struct Page {
    var words: Words
    private var text: Copying
    private var column = 0
    private var line = 0
    /// The indentation of this line.
    private(set) var indent = 0
    /// The next word's place is chosen already.
    private var isPlaced = true
    /// The next word, and the first token that nothing was done about.
    private(set) var next = 0
    private var token = 0
    private var sideComments: [SideComment] = []
    /// Nothing comes any more.
    private var isComplete = false

    /// The indentation of a line that a comment forces to end where it should not.
    var hanging = 0

    /// A comment behind something else on its line.
    private struct SideComment {
        let place: Int
        let column: Int
        let line: Int
        let indent: Int
    }

    init(_ words: consuming Words) {
        text = Copying(from: words.bytes)
        self.words = words
    }

    // MARK: Words

    /// Whether measured words have a place on this line.
    func fits(_ range: Range<Int>) -> Bool {
        guard let first = range.first, let width = words.width(range) else { return range.isEmpty }
        if isPlaced { return column + width <= Layout.width }
        return !words[first].gap.contains(.comment) && column + Int(words[first].space) + width <= Layout.width
    }

    /// The words up to one, each behind its usual space.
    mutating func write(to end: Int) {
        while next < end {
            let word = words[next]
            if !isPlaced {
                if word.gap.contains(.comment) { newLine(hanging) } else { put(spaces: Int(word.space)) }
            }
            isPlaced = false
            if word.isLong {
                putLines(Int(word.start)..<Int(word.end))
            } else {
                column += Int(word.width)
                text.append(Int(word.start)..<Int(word.end))
            }
            token = Int(word.token) + 1
            next += 1
        }
    }

    // MARK: Lines

    /// Ends the line. The comments before the next word follow, then its line begins.
    ///
    /// - Parameters:
    ///   - comments: how far these are indented, if not as the word.
    ///   - keepsBlank: a blank line stays, but not behind `{`, before `}` or at the end.
    mutating func newLine(_ indent: Int, comments: Int? = nil, keepsBlank: Bool = false) {
        var breaks = 0
        let isFirstInside = next == 0 || words[next - 1].kind == .leftBrace
        var mayBeBlank = keepsBlank && !isFirstInside
        let end = Int(words[next].token)
        for index in token..<end {
            switch words.tokens[index].kind {
            case .newline: breaks += 1
            case .comment, .docComment:
                if breaks == 0, !text.isEmpty {
                    put(sideComment: index)
                } else {
                    endLine(isBlank: mayBeBlank && breaks > 1)
                    begin(comments ?? indent)
                    put(comment: index)
                }
                breaks = 0
                mayBeBlank = keepsBlank
            default: break
            }
        }
        let isEnd = words[next].kind == .rightBrace || words[next].kind == .endOfFile
        endLine(isBlank: mayBeBlank && breaks > 1 && !isEnd)
        begin(indent)
        token = end
        isPlaced = true
    }

    private mutating func endLine(isBlank: Bool) {
        guard !text.isEmpty else { return }
        text.append(0x0A)
        if isBlank { text.append(0x0A) }
        line += isBlank ? 2 : 1
        column = 0
    }

    private mutating func begin(_ indent: Int) {
        self.indent = indent
        put(spaces: indent)
    }

    private mutating func put(spaces: Int) {
        text.append(0x20, count: spaces)
        column += spaces
    }

    /// Bytes as they are, but for the ends of lines.
    private mutating func putLines(_ range: Range<Int>) {
        let bytes = words.bytes
        for index in range {
            let byte = bytes[index]
            if byte == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A { continue }
            text.append(byte == 0x0D ? 0x0A : byte)
            if byte == 0x0A || byte == 0x0D { (line, column) = (line + 1, 0) } else { column += 1 }
        }
    }

    // MARK: Comments

    private mutating func put(comment index: Int) {
        let start = Int(words.tokens[index].start)
        var end = Int(words.tokens[index + 1].start)
        // In Markdown, spaces at the end of a line mean something.
        if words.tokens[index].kind == .comment {
            while end > start, words.bytes[end - 1] == 0x20 || words.bytes[end - 1] == 0x09 { end -= 1 }
        }
        text.append(start..<end)
    }

    private mutating func put(sideComment index: Int) {
        put(spaces: 2)
        sideComments.append(SideComment(place: text.count, column: column, line: line, indent: indent))
        put(comment: index)
    }

    /// Comments behind neighbouring lines of one indentation stand under each other.
    private func aligned(_ text: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.count + sideComments.count * 8)
        var copied = 0
        var rest = sideComments[...]
        while let first = rest.first {
            var last = first
            let run = rest.prefix { comment in
                defer { last = comment }
                return comment.line <= last.line + 1 && comment.indent == first.indent
            }
            let target = Alignment.target(run.map(\.column))
            for comment in run {
                result.append(contentsOf: text[copied..<comment.place])
                for _ in 0..<max(0, target - comment.column) { result.append(0x20) }
                copied = comment.place
            }
            rest = rest.dropFirst(run.count)
        }
        result.append(contentsOf: text[copied...])
        return result
    }

    // MARK: What is kept

    /// Words that stay as they are, with all of their lines.
    mutating func keep(_ range: Range<Int>, _ indent: Int) {
        newLine(0, comments: indent, keepsBlank: true)
        let start = lineStart(of: range.lowerBound)
        let isLast = range.upperBound == words.count
        let end = isLast ? words.bytes.count : lineEnd(of: range.upperBound - 1)
        putLines(start..<end)
        skip(to: range.upperBound, from: end)
        let isOpenText = words[range.upperBound - 1].kind == .text
        if isLast, !isOpenText, text.last != 0x0A { text.append(0x0A) }
        isComplete = isLast
    }

    /// A head that stays as it is, from its line's beginning to its `{`.
    mutating func keepHead(_ range: Range<Int>) {
        while text.last == 0x20 { text.removeLast() }
        putLines(lineStart(of: range.lowerBound)..<Int(words[range.upperBound - 1].end))
        skip(to: range.upperBound, from: Int(words[range.upperBound - 1].end))
    }

    private mutating func skip(to word: Int, from place: Int) {
        next = word
        token = Int(words[word - 1].token)
        while token < Int(words[word].token), Int(words.tokens[token].start) < place { token += 1 }
        isPlaced = false
    }

    private func lineStart(of word: Int) -> Int {
        var start = Int(words[word].start)
        while start > 0, words.bytes[start - 1] == 0x20 || words.bytes[start - 1] == 0x09 { start -= 1 }
        return start
    }

    private func lineEnd(of word: Int) -> Int {
        var end = Int(words[word].end)
        while end < words.bytes.count, words.bytes[end] != 0x0A, words.bytes[end] != 0x0D { end += 1 }
        return end
    }

    // MARK: The end

    /// The whole text, once the comments behind the last word are there.
    mutating func finished() -> [UInt8] {
        if !isComplete { newLine(0, keepsBlank: true) }
        let text = text.finished()
        return sideComments.isEmpty ? text : aligned(text)
    }
}
