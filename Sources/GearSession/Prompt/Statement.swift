import GearSyntax

/// A text as it is typed, before anybody knows what it means.
package enum Statement {
    /// Whether it goes on: a bracket is open, or its last word or sign needs more. A command ends with its line.
    package static func isOpen(_ text: String) -> Bool {
        !isCommand(text) && !isWhyNot(text) && OpenEnd(Array(text.utf8)).isOpen
    }

    /// What is asked in other words here, and would wait for what comes after `not`.
    private static func isWhyNot(_ text: String) -> Bool {
        text.split(whereSeparator: \.isWhitespace) == ["why", "not"]
    }

    fileprivate static func isCommand(_ text: String) -> Bool { text.drop(while: \.isWhitespace).first == ":" }

    /// Whether a line goes on with what is whole without it, as in a file.
    private static func goesOn(_ line: String) -> Bool {
        let start = line.drop(while: \.isWhitespace)
        return start.hasPrefix("|") || start.hasPrefix("->")
    }

    /// A question in as few lines as it takes to mean the same in a declaration, where a line break may end it.
    static func joined(_ question: String) -> String {
        guard question.contains(where: \.isNewline) else { return question }
        let tree = SyntaxTree(typed: question, as: .value)
        var (written, depth) = ("", 0)
        for (place, token) in tree.tokens.enumerated() where place + 1 < tree.tokens.count {
            switch token.kind {
            case .leftBrace: depth += 1
            case .rightBrace: depth -= 1
            default: break
            }
            let next = tree.tokens[(place + 1)...].first { !$0.kind.isTrivia }?.kind
            switch token.kind {
            case .comment where depth == 0: break
            case .newline where depth == 0 && next != .pipe && next != .arrow: written += " "
            default: written += tree.source.text(token.start..<tree.tokens[place + 1].start)
            }
        }
        return written
    }

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
    /// Brackets that are open in it, as long as it has no text of several lines.
    private var depth: Int? = 0

    package init(_ lines: Lines) { self.lines = lines.makeIterator() }

    package mutating func next() -> String? {
        var comments = ""
        while let line = lines.next() {
            let isComment = Self.isComment(line)
            if statement.isEmpty {
                begin(isComment ? "" : line)
            } else if isInBrackets || Statement.goesOn(line, after: statement) {
                statement += comments + "\n" + line
                comments = ""
                count(line)
            } else if isComment {
                // What comes after it says whether it stands inside.
                comments += "\n" + line
            } else {
                defer { begin(line) }
                return statement
            }
        }
        defer { statement = "" }
        return statement.isEmpty ? nil : statement
    }

    private mutating func begin(_ line: String) {
        statement = line.allSatisfy(\.isWhitespace) ? "" : line
        depth = 0
        count(line)
    }

    /// Told line by line, so that long declarations are not read again for each of their lines.
    private var isInBrackets: Bool { depth.map { $0 > 0 } ?? false }

    private mutating func count(_ line: String) {
        guard let before = depth, !Statement.isCommand(statement), !line.contains("\"\"\"") else { return depth = nil }
        // Brackets are the same in whatever it is read as, and of a value nothing is guessed.
        depth = SyntaxTree(typed: line, as: .value).tokens.reduce(before) { depth, token in
            switch token.kind {
            case .leftBrace, .leftParenthesis, .leftBracket: depth + 1
            case .rightBrace, .rightParenthesis, .rightBracket: depth - 1
            default: depth
            }
        }
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
