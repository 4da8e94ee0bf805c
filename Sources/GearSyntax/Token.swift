/// What a run of bytes is, by its spelling alone.
package enum TokenKind: UInt8, Sendable, CaseIterable {
    // trivia
    case space, newline, comment, docComment
    // words and literals
    case word, number, percent, date, version, text
    // signs
    case leftBrace, rightBrace, leftParenthesis, rightParenthesis, leftBracket, rightBracket
    case comma, colon, dot, dotDot, star, doubleStar, slash, plus, minus, arrow, pipe
    case equals, equalEqual, notEqual, less, lessOrEqual, greater, greaterOrEqual
    // what fits nothing
    case unknown
    case endOfFile

    package var isTrivia: Bool { rawValue <= TokenKind.docComment.rawValue }
}

/// A run of bytes of one kind. Its end is the start of the next token.
package struct Token: Sendable, Hashable {
    package let kind: TokenKind
    package let start: UInt32

    package init(_ kind: TokenKind, _ start: UInt32) {
        self.kind = kind
        self.start = start
    }
}
