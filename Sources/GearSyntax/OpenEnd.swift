import GearSource

/// Whether a text that is being typed goes on: a bracket or a long text is open, or its last word or sign needs more.
package struct OpenEnd {
    package let isOpen: Bool

    package init(_ text: [UInt8]) {
        let tree = SyntaxTree(parsing: SourceText(file: FileID(0), name: "", bytes: text))
        var depth = 0
        var last: Token?
        for token in tree.tokens where token.kind != .endOfFile {
            if token.kind == .docComment { last = token }
            if token.kind.isTrivia { continue }
            last = token
            switch token.kind {
            case .leftBrace, .leftParenthesis, .leftBracket: depth += 1
            case .rightBrace, .rightParenthesis, .rightBracket: depth -= 1
            default: break
            }
        }
        let unended = tree.diagnostics.contains { finding in
            finding.code == .unendedText && finding.place.map { $0.location.end - $0.location.start == 3 } == true
        }
        isOpen = depth > 0 || unended || last.map { Self.needsMore($0, in: tree) } == true
    }

    private static func needsMore(_ token: Token, in tree: SyntaxTree) -> Bool {
        switch token.kind {
        case .comma, .colon, .arrow, .pipe, .plus, .minus, .slash, .equals, .equalEqual, .notEqual, .less,
            .lessOrEqual, .greater, .greaterOrEqual:
            return true
        // `data.*` is a whole path, `2 *` is not.
        case .star: return tree.before(token) != .dot
        case .docComment: return true
        case .word: return operators.contains(tree.text(of: token))
        default: return false
        }
    }

    private static let operators: Set<String> = [
        "and", "or", "not", "in", "is", "by", "of", "for", "under", "where", "select", "derive", "sort", "group",
        "join",
        "pivot", "toward", "chart", "across", "explain", "since", "depth",
    ]
}

extension SyntaxTree {
    /// The kind of the token right before another, white space included.
    fileprivate func before(_ token: Token) -> TokenKind? {
        tokens.firstIndex(of: token).flatMap { $0 > 0 ? tokens[$0 - 1].kind : nil }
    }

    fileprivate func text(of token: Token) -> String {
        guard let place = tokens.firstIndex(of: token), place + 1 < tokens.count else { return "" }
        return source.text(token.start..<tokens[place + 1].start)
    }
}
