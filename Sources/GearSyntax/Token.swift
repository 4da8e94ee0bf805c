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

    /// Kinds of tokens are compared for each of them. Without this, other modules would ask a table how.
    @inlinable package static func == (left: TokenKind, right: TokenKind) -> Bool { left.rawValue == right.rawValue }
}

/// A run of bytes of one kind. Its end is the start of the next token.
package struct Token: Sendable, Hashable {
    package let kind: TokenKind
    /// Of a text: it is printable ASCII between two `"`, without escapes, and so says just what stands there.
    package let isPlain: Bool
    package let start: UInt32

    package init(_ kind: TokenKind, _ start: UInt32, isPlain: Bool = false) {
        self.kind = kind
        self.isPlain = isPlain
        self.start = start
    }
}
