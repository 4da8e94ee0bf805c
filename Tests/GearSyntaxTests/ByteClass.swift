import GearSource
import GearSyntax
import Testing

/// How an editor may colour a byte.
enum ByteClass: String {
    case comment, doc, string, escape, number, keyword, name, sign

    /// The class that a TextMate scope stands for; nil for what the lexer has no token for.
    init?(scope: String) {
        let classes: [(prefix: String, of: ByteClass)] = [
            ("comment.line.documentation", .doc), ("comment", .comment), ("string", .string),
            ("invalid.illegal.quotes", .string), ("invalid.illegal.escape", .string), ("constant.character", .escape),
            ("constant.numeric", .number), ("invalid.illegal.number", .number), ("constant.language", .keyword),
            ("keyword.operator.word", .keyword), ("keyword.operator", .sign), ("punctuation", .sign),
            ("keyword", .keyword), ("variable", .name), ("entity.name", .name),
        ]
        guard let found = classes.first(where: { scope.hasPrefix($0.prefix) }) else { return nil }
        self = found.of
    }

    /// What lexer and parser make of each byte; nil for white space and what fits nothing.
    static func of(_ tree: SyntaxTree) -> [ByteClass?] {
        let names = NamePlaces(tree).starts
        let misread = Set(
            tree.diagnostics.filter { $0.code == .unknownEscape }.compactMap { $0.place?.location.start })
        var classes = [ByteClass?](repeating: nil, count: tree.source.bytes.count)
        for (token, next) in zip(tree.tokens, tree.tokens.dropFirst()) {
            let range = Int(token.start)..<Int(next.start)
            let word = tree.source.text(token.start..<next.start)
            let kind: ByteClass? =
                switch token.kind {
                case .space, .newline, .unknown, .endOfFile: nil
                case .comment: .comment
                case .docComment: .doc
                case .text: .string
                case .number, .percent, .date, .version: .number
                case .word: Keyword(rawValue: word) == nil || names.contains(token.start) ? .name : .keyword
                default: .sign
                }
            for index in range { classes[index] = kind }
            guard token.kind == .text, tree.source.bytes[range.lowerBound] == UInt8(ascii: "\"") else { continue }
            escapes(in: range, of: tree.source.bytes, but: misread) { index in classes[index] = .escape }
        }
        return classes
    }

    /// Each byte of the escapes in a text, `misread` left out.
    private static func escapes(
        in range: Range<Int>, of bytes: [UInt8], but misread: Set<UInt32>, found: (Int) -> Void
    ) {
        var index = range.lowerBound
        while index + 1 < range.upperBound {
            guard bytes[index] == UInt8(ascii: "\\") else {
                index += 1
                continue
            }
            var end = index + 2
            if bytes[index + 1] == UInt8(ascii: "u"), !misread.contains(UInt32(index)) {
                end = bytes[index..<range.upperBound].firstIndex(of: UInt8(ascii: "}")).map { $0 + 1 } ?? end
            }
            if !misread.contains(UInt32(index)) { for place in index..<end { found(place) } }
            index = end
        }
    }
}

/// Where the names of a tree begin: what declarations are called, the steps of paths, labels.
struct NamePlaces {
    private(set) var starts: Set<UInt32> = []

    init(_ tree: SyntaxTree) { tree.items.forEach { declaration($0) } }

    private mutating func name(_ name: Name?) { if let name { starts.insert(name.range.lowerBound) } }
    private mutating func path(_ path: Path) { path.steps.forEach { name($0) } }

    private mutating func declaration(_ declaration: Declaration) {
        name(declaration.name)
        declaration.clauses.forEach { clause($0) }
        declaration.body?.forEach { self.declaration($0) }
    }

    private mutating func clause(_ clause: Clause) {
        // A severity is a word of the language, although it is read as a path.
        let isSeverity = clause.kind == .finding || clause.kind == .level
        clause.arguments.dropFirst(isSeverity ? 1 : 0).forEach { argument($0) }
    }

    private mutating func argument(_ argument: Argument) {
        name(argument.label)
        expression(argument.value)
        argument.clauses.forEach { clause($0) }
    }

    private mutating func expression(_ expression: Expression) {
        switch expression.kind {
        case .number, .percent, .text, .date, .version, .boolean, .missing, .hidden, .column, .columns, .malformed:
            break
        case .path(let path): self.path(path)
        case .call(let path, let arguments):
            self.path(path)
            arguments.forEach { argument($0) }
        case .unary(_, let inner), .isState(let inner, _, _): self.expression(inner)
        case .chain(let first, let rest):
            self.expression(first)
            rest.forEach { self.expression($0.1) }
        case .range(let first, let second), .membership(let first, let second, _):
            self.expression(first)
            self.expression(second)
        case .list(let elements): elements.forEach { self.expression($0) }
        case .query(let query):
            // `compare` before its pair and `crosswalk` before its name are words of the language.
            if ![.pair, .subject].contains(query.clauses.first?.kind) { path(query.table) }
            query.clauses.forEach { clause($0) }
            for stage in query.stages {
                stage.arguments.forEach { argument($0) }
                stage.clauses.forEach { clause($0) }
                if let overlay = stage.overlay { declaration(overlay) }
            }
        }
    }
}

/// Records where an editor gives a byte another class than lexer and parser do. Which words are names counts where a
/// program has no errors: elsewhere the parser has read only a part of it.
func compare(_ name: String, _ bytes: [UInt8], _ given: [ByteClass?]) {
    let tree = SyntaxTree(parsing: SourceText(file: FileID(0), name: "", bytes: bytes))
    let isSound = tree.diagnostics.allSatisfy { $0.severity != .error }
    let expected = ByteClass.of(tree)
    for (token, next) in zip(tree.tokens, tree.tokens.dropFirst()) {
        guard token.kind != .newline, isSound || token.kind != .word else { continue }
        let differs = (Int(token.start)..<Int(next.start)).first { index in
            ![0x0A, 0x0D].contains(bytes[index]) && (index < given.count ? given[index] : nil) != expected[index]
        }
        guard let place = differs else { continue }
        let line = LineTable(tree.source).position(of: UInt32(place)).line
        let what = tree.source.text(token.start..<next.start)
        let right = expected[place]?.rawValue ?? "nothing"
        let wrong = place < given.count ? given[place]?.rawValue ?? "nothing" : "past the end"
        Issue.record("\(name), line \(line): `\(what)` is \(right), not \(wrong)")
    }
}
