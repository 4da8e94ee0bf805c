import GearSyntax

/// A text as it is typed, before anybody knows what it means.
package enum Statement {
    /// Whether it goes on: a bracket is open, or its last word or sign needs more. A command ends with its line.
    package static func isOpen(_ text: String) -> Bool {
        !isCommand(text) && OpenEnd(Array(text.utf8)).isOpen
    }

    private static func isCommand(_ text: String) -> Bool { text.drop(while: \.isWhitespace).first == ":" }

    /// Whether a line goes on with what is whole without it: it begins with what no statement begins with.
    private static func goesOn(_ line: String) -> Bool {
        let tree = SyntaxTree(typed: line)
        guard let place = tree.tokens.firstIndex(where: { !$0.kind.isTrivia }) else { return false }
        switch tree.tokens[place].kind {
        case .pipe, .arrow, .comma, .plus, .slash, .star, .equals, .equalEqual, .notEqual, .less, .lessOrEqual, .greater,
            .greaterOrEqual, .rightParenthesis, .rightBracket, .rightBrace:
            return true
        case .word where place + 1 < tree.tokens.count:
            let next = tree.tokens[(place + 1)...].first { !$0.kind.isTrivia }
            let word = tree.source.text(tree.tokens[place].start..<tree.tokens[place + 1].start)
            // `by` alone, or with a sign after it, could be somebody's name.
            return clauseWords.contains(word) && [.word, .number, .date, .leftParenthesis].contains(next?.kind)
        default: return false
        }
    }

    /// What follows a table or an explanation, or stands between two conditions.
    private static let clauseWords: Set<String> = [
        "by", "of", "for", "under", "toward", "across", "paired", "via", "since", "depth", "and", "or", "in", "is",
    ]

    /// The statements of a text that is there as a whole, such as what was pasted. Declarations that follow each other
    /// are one, as their order means nothing.
    package static func parts(of text: String) -> [String] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            String(line.last == "\r" ? line.dropLast() : line)
        }
        return Statements(lines).reduce(into: []) { parts, statement in
            if let last = parts.last, isDeclarationOnly(last), isDeclarationOnly(statement) {
                parts[parts.count - 1] = last + "\n" + statement
            } else {
                parts.append(statement)
            }
        }
    }

    /// Whether it declares and shows nothing; what names the last result has to come right after it.
    private static func isDeclarationOnly(_ text: String) -> Bool {
        let tree = SyntaxTree(typed: text)
        return Workspace.isDeclaration(text) && tree.bareDefinition == nil
            && tree.items.allSatisfy { $0.kind != .show && $0.kind != .explain }
    }
}

/// Lines as whole statements. One is there when the line after it shows that it does not go on: an empty one is enough.
package struct Statements<Lines: Sequence<String>>: Sequence, IteratorProtocol {
    private var lines: Lines.Iterator
    private var statement = ""

    package init(_ lines: Lines) { self.lines = lines.makeIterator() }

    package mutating func next() -> String? {
        var comments = ""
        while let line = lines.next() {
            let isComment = Self.isComment(line)
            if statement.isEmpty {
                statement = isComment || line.allSatisfy(\.isWhitespace) ? "" : line
            } else if Statement.goesOn(line, after: statement) {
                statement += comments + "\n" + line
                comments = ""
            } else if isComment {
                // What comes after it says whether it stands inside.
                comments += "\n" + line
            } else {
                defer { statement = line.allSatisfy(\.isWhitespace) ? "" : line }
                return statement
            }
        }
        defer { statement = "" }
        return statement.isEmpty ? nil : statement
    }

    private static func isComment(_ line: String) -> Bool {
        let start = line.drop(while: \.isWhitespace)
        return start.hasPrefix("//") && !start.hasPrefix("///")
    }
}

extension Statement {
    /// Whether a line belongs to what stands before it.
    fileprivate static func goesOn(_ line: String, after statement: String) -> Bool {
        !isCommand(statement) && (isOpen(statement) || goesOn(line))
    }
}
