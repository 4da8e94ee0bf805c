import GearSource
import GearSyntax

/// What was typed up to the cursor: the word at it, and the tokens before.
struct TypedText {
    /// A token that means something.
    struct Mark {
        let kind: TokenKind
        let text: String
        let start: Int
        /// Whether it is the first on its line.
        let beginsLine: Bool
    }

    typealias Marks = ArraySlice<Mark>

    let source: SourceText
    /// Those before the word or path at the cursor.
    private(set) var marks: [Mark] = []
    /// The word at the cursor, as far as it is typed, without the steps before it.
    private(set) var word = ""
    /// Where the word begins, in bytes.
    private(set) var start: Int
    /// Steps of a path before the word at the cursor.
    private(set) var steps: [String] = []
    /// Whether the cursor is inside quotes.
    private(set) var isQuoted = false
    /// Whether what is at the cursor is the first on its line.
    private(set) var beginsLine = true
    /// Nothing is completed in a comment.
    private(set) var isInComment = false

    init(_ text: String) {
        source = SourceText(file: FileID(0), name: "", bytes: Array(text.utf8))
        start = source.bytes.count
        readMarks(SyntaxTree(parsing: source).tokens)
        takeWord()
    }

    private mutating func readMarks(_ tokens: [Token]) {
        for (place, token) in tokens.enumerated() where place + 1 < tokens.count {
            let end = tokens[place + 1].start
            switch token.kind {
            case .newline: beginsLine = true
            case .comment, .docComment: isInComment = end == UInt32(clamping: start)
            case .space: break
            default:
                marks.append(
                    Mark(
                        kind: token.kind, text: source.text(token.start..<end), start: Int(token.start),
                        beginsLine: beginsLine))
                beginsLine = false
            }
        }
    }

    /// Takes the word at the cursor, and the path that it is a step of, away from the tokens before it.
    private mutating func takeWord() {
        guard let last = marks.last else { return }
        let touches = last.start + last.text.utf8.count == source.bytes.count
        if touches, last.kind == .text, last.text.count == 1 || !last.text.hasSuffix("\"") {
            isQuoted = true
            take(String(last.text.dropFirst()), from: last.start + 1)
        } else if touches, last.kind == .word {
            take(last.text, from: last.start)
        }
        while !isQuoted, marks.last?.kind == .dot, let step = marks.dropLast().last, step.kind == .word {
            steps.insert(step.text, at: 0)
            beginsLine = step.beginsLine
            marks.removeLast(2)
        }
    }

    private mutating func take(_ text: String, from place: Int) {
        word = text
        start = place
        beginsLine = marks.removeLast().beginsLine
    }
}

extension TypedText.Mark {
    func `is`(_ words: String...) -> Bool { kind == .word && words.contains(text) }

    /// Whether the line goes on after it.
    var asksForMore: Bool {
        switch kind {
        case .comma, .arrow, .pipe, .equals, .colon, .plus, .minus, .star, .slash, .dotDot: true
        case .word: ["and", "or", "not", "in", "is"].contains(text)
        default: isComparison
        }
    }

    var isComparison: Bool {
        [.equalEqual, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual].contains(kind)
    }

    var opens: Bool { [.leftParenthesis, .leftBracket, .leftBrace].contains(kind) }
    var closes: Bool { [.rightParenthesis, .rightBracket, .rightBrace].contains(kind) }
}

extension ArraySlice<TypedText.Mark> {
    /// Places of those outside of all brackets that are as wished.
    func places(where isWished: (Element) -> Bool) -> [Int] {
        var (found, depth): ([Int], Int) = ([], 0)
        for place in indices {
            if self[place].closes { depth = Swift.max(0, depth - 1) }
            if depth == 0, isWished(self[place]) { found.append(place) }
            if self[place].opens { depth += 1 }
        }
        return found
    }

    /// What stands after the last comma outside of all brackets.
    var lastElement: Self { places { $0.kind == .comma }.last.map { self[($0 + 1)...] } ?? self }

    /// The elements before the last comma.
    var earlierElements: [Self] {
        var (elements, start): ([Self], Int) = ([], startIndex)
        for comma in places(where: { $0.kind == .comma }) {
            elements.append(self[start..<comma])
            start = comma + 1
        }
        return elements
    }

    /// Brackets that are open at the end, the outermost first.
    var openBrackets: [Int] {
        var open: [Int] = []
        for place in indices {
            if self[place].closes { _ = open.popLast() } else if self[place].opens { open.append(place) }
        }
        return open
    }

    /// The path that begins here, with its dots, and what comes after it.
    var leadingPath: (text: String, rest: Self) {
        var place = startIndex
        guard let first, first.kind == .word else { return ("", self) }
        var text = first.text
        while place + 2 < endIndex, self[place + 1].kind == .dot, self[place + 2].kind == .word {
            text += "." + self[place + 2].text
            place += 2
        }
        return (text, self[(place + 1)...])
    }
}
