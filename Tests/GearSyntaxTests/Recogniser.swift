import GearSource
import GearSyntax

/// Whether a text is a sentence of a grammar: all ways are tried, each once.
///
/// A program accepted by the parser has to be one, or the grammar does not say what the language is.
struct Recogniser {
    private struct Terminal {
        let kind: TokenKind
        let text: String
        /// Nothing stands between it and the one before.
        let isGlued: Bool
    }
    private struct Place: Hashable {
        let name: String
        let position: Int
    }

    private let grammar: Grammar
    private let terminals: [Terminal]
    private var ends: [Place: Set<Int>] = [:]
    /// How far any way came: where to look for what the grammar lacks.
    private(set) var farthest = 0
    /// The words in quotes that the text was read with, on any way.
    private(set) var literals: Set<String> = []
    /// The productions that fit somewhere.
    private(set) var names: Set<String> = []

    init(_ grammar: Grammar, _ tree: SyntaxTree) {
        self.grammar = grammar
        terminals = Recogniser.terminals(of: tree)
    }

    mutating func accepts(_ name: String) -> Bool { ends(of: .name(name), from: 0).contains(terminals.count - 1) }

    /// The tokens around the farthest place.
    var surroundings: String {
        terminals[max(0, farthest - 6)..<min(terminals.count, farthest + 3)].map(\.text).joined(separator: " ")
    }

    // MARK: What the productions do not say

    /// Tokens without white space, and line breaks where they mean something.
    private static func terminals(of tree: SyntaxTree) -> [Terminal] {
        var result: [Terminal] = []
        var depth = 0
        /// Of the brackets around open braces, in which line breaks mean something again.
        var around: [Int] = []
        var isGlued = false
        for (token, next) in zip(tree.tokens, tree.tokens.dropFirst()) {
            let text = tree.source.text(token.start..<next.start)
            switch token.kind {
            case .space, .comment, .docComment: isGlued = false
            case .newline:
                isGlued = false
                guard depth == 0, let last = result.last, last.kind != .newline, !asksForMore(last) else { continue }
                result.append(Terminal(kind: .newline, text: "\n", isGlued: false))
            default:
                if token.kind == .leftParenthesis || token.kind == .leftBracket { depth += 1 }
                if token.kind == .rightParenthesis || token.kind == .rightBracket { depth -= 1 }
                if token.kind == .leftBrace {
                    around.append(depth)
                    depth = 0
                }
                if token.kind == .rightBrace { depth = around.popLast() ?? 0 }
                let goesOn = token.kind == .arrow || token.kind == .pipe || token.kind == .rightBrace
                if goesOn, result.last?.kind == .newline { result.removeLast() }
                result.append(Terminal(kind: token.kind, text: text, isGlued: isGlued))
                isGlued = true
            }
        }
        return result + [Terminal(kind: .endOfFile, text: "", isGlued: false)]
    }

    private static func asksForMore(_ terminal: Terminal) -> Bool {
        switch terminal.kind {
        case .comma, .arrow, .pipe, .equals, .colon, .plus, .minus, .slash, .dotDot, .equalEqual, .notEqual, .less,
            .lessOrEqual, .greater, .greaterOrEqual, .leftBrace:
            true
        case .star: !terminal.isGlued  // `data.*` ends a path
        case .word: ["and", "or", "not", "in", "is"].contains(terminal.text)
        default: false
        }
    }

    // MARK: Ways

    private mutating func ends(of rule: Grammar.Rule, from position: Int) -> Set<Int> {
        switch rule {
        case .literal(let word): return literal(word, from: position)
        case .name(let name):
            guard let inner = grammar.rules[name] else { return token(name, from: position) }
            let place = Place(name: name, position: position)
            if let known = ends[place] { return known }
            let found = name == "call" ? endsOfCall(inner, position) : ends(of: inner, from: position)
            if !found.isEmpty { names.insert(name) }
            ends[place] = found
            return found
        case .sequence(let parts):
            return parts.reduce([position]) { ends(of: $1, from: $0) }
        case .choice(let options): return Set(options.flatMap { ends(of: $0, from: position) })
        case .optional(let inner): return ends(of: inner, from: position).union([position])
        case .many(let inner): return repeated(inner, from: [position])
        case .some(let inner): return repeated(inner, from: ends(of: inner, from: position))
        }
    }

    /// The parenthesis of a call stands directly behind its path.
    private mutating func endsOfCall(_ rule: Grammar.Rule, _ position: Int) -> Set<Int> {
        guard case .sequence(let parts) = rule else { return [] }
        let paths = ends(of: parts[0], from: position).filter { terminals[$0].isGlued }
        return ends(of: .sequence(Array(parts.dropFirst())), from: paths)
    }

    private mutating func ends(of rule: Grammar.Rule, from starts: Set<Int>) -> Set<Int> {
        Set(starts.flatMap { ends(of: rule, from: $0) })
    }

    private mutating func repeated(_ inner: Grammar.Rule, from starts: Set<Int>) -> Set<Int> {
        var all = starts
        var new = starts
        while !new.isEmpty {
            new = ends(of: inner, from: new).subtracting(all)
            all.formUnion(new)
        }
        return all
    }

    private mutating func literal(_ word: String, from position: Int) -> Set<Int> {
        var here = position
        // In a question, `for` and `was` may begin a line.
        if word == "for" || word == "was", terminals[here].kind == .newline { here += 1 }
        farthest = max(farthest, here)
        guard terminals[here].kind != .endOfFile, terminals[here].text == word else { return [] }
        literals.insert(word)
        return [here + 1]
    }

    private mutating func token(_ name: String, from position: Int) -> Set<Int> {
        farthest = max(farthest, position)
        let terminal = terminals[position]
        let fits =
            switch name {
            case "NAME": terminal.kind == .word && Keyword(rawValue: terminal.text)?.isReserved != true
            case "TEXT": terminal.kind == .text
            case "NUMBER": terminal.kind == .number
            case "PERCENT": terminal.kind == .percent
            case "DATE": terminal.kind == .date
            case "VERSION": terminal.kind == .version
            case "NL": terminal.kind == .newline
            default: false
            }
        if fits { return [position + 1] }
        // The last member of a body needs no line break behind it.
        let isEnd = terminal.kind == .rightBrace || terminal.kind == .endOfFile
        return name == "NL" && isEnd ? [position] : []
    }
}
