import GearSource

/// A recursive-descent parser over the lexer's tokens.
///
/// After a finding it is lost: it says nothing more and consumes nothing until a place that knows how to go on
/// (the next clause, line or brace) has found it again. So one mistake is one finding.
struct Parser {
    /// Constructs, brackets and prefix signs nest no deeper.
    static let deepest = 200

    let source: SourceText
    let bytes: [UInt8]
    let tokens: [Token]
    let keywords = KeywordTable.shared
    var findings = Findings()

    // The current token.
    var index = -1
    var kind = TokenKind.newline
    var keyword: Keyword?
    var start: UInt32 = 0
    var end: UInt32 = 0
    /// A line break, a `///` (the index of its token): between the token before and this one.
    var newlineBefore = true
    var docIndex: Int?
    /// The token before asks for more, or this one goes on with what was before: a line break does not count.
    var continuesLine = false
    /// How far the line that the current token is on is indented, in bytes.
    var lineIndent: UInt32 = 0
    var previousKind = TokenKind.newline
    var previousEnd: UInt32 = 0

    // Where we are.
    var isLost = false
    /// How often the parser was lost: tells whether a construct was read as a whole.
    var lossCount = 0
    var bracketDepth = 0
    var depth = 0
    /// The clauses being read are a body's, not a head's.
    var isInBody = false
    var reportedDepth = false
    /// The indentation of the declaration or body clause being read: what follows it stands no further in.
    var statementIndent: UInt32 = 0
    /// Braces opened and never closed, closed and never opened, in the file as a whole, and not yet accounted for.
    /// Only if there are such does indentation count: it tells which brace is the one.
    var missingBraces: Int
    var surplusBraces: Int
    var reportedBrace: Bool
    /// The `}` that closed the last declaration of the file itself.
    var lastClosing: ByteRange?

    init(_ source: SourceText, _ lexer: Lexer) {
        self.source = source
        bytes = source.bytes
        tokens = lexer.tokens
        missingBraces = max(0, lexer.openedBraces - lexer.closedBraces)
        surplusBraces = max(0, lexer.closedBraces - lexer.openedBraces)
        reportedBrace = lexer.lostTheEnd
        advance()
    }

    // MARK: Tokens

    /// Goes to the next token that means something. Stays at the end of the file.
    mutating func advance() {
        guard kind != .endOfFile else { return }
        let keywordBefore = keyword
        previousKind = kind
        previousEnd = end
        newlineBefore = index < 0
        docIndex = nil
        var next = index + 1
        skip: while true {
            switch tokens[next].kind {
            case .space, .comment, .unknown: break
            case .newline:
                newlineBefore = true
                lineIndent = 0
            case .docComment: docIndex = docIndex ?? next
            default: break skip
            }
            next += 1
        }
        index = next
        kind = tokens[next].kind
        start = tokens[next].start
        end = next + 1 < tokens.count ? tokens[next + 1].start : start
        keyword = kind == .word ? keywords.keyword(bytes, Int(start), Int(end)) : nil
        if newlineBefore {
            lineIndent = next > 0 && tokens[next - 1].kind == .space ? start - tokens[next - 1].start : 0
            continuesLine =
                kind == .arrow || kind == .pipe || Parser.asksForMore(previousKind, keywordBefore) && !beginsNext
        } else {
            continuesLine = false
        }
    }

    /// Something is missing at the end of the line before: this line stands no further in than the statement, and can
    /// only be the next one.
    var beginsNext: Bool {
        guard newlineBefore, kind == .word, lineIndent <= statementIndent else { return false }
        let next = following(index)
        guard !next.newline else { return false }
        switch tokens[next.index].kind {
        case .equals, .colon: return previousKind != .comma && previousKind != .pipe
        case .text: return Construct.beginsDeclaration(keyword)
        case .word: return Construct.beginsDeclaration(keyword) && !Parser.goesOn(self.keyword(at: next.index))
        default: return false
        }
    }

    /// A word that may stand behind a name in an expression or query.
    private static func goesOn(_ keyword: Keyword?) -> Bool {
        switch keyword {
        case .and, .or, .not, .in, .is, .of, .by, .for, .under, .toward, .on, .weight, .needs, .weighted: true
        default: false
        }
    }

    private static func asksForMore(_ kind: TokenKind, _ keyword: Keyword?) -> Bool {
        switch kind {
        case .comma, .arrow, .pipe, .equals, .colon, .plus, .minus, .star, .slash, .dotDot, .equalEqual, .notEqual,
            .less, .lessOrEqual, .greater, .greaterOrEqual:
            true
        case .word: keyword == .and || keyword == .or || keyword == .not || keyword == .in || keyword == .is
        default: false
        }
    }

    var range: ByteRange { start..<end }

    /// From an offset to the end of the last consumed token.
    func range(from start: UInt32) -> ByteRange { start..<max(start, previousEnd) }

    /// A line break that ends the clause or head stands before the current token.
    var breakBefore: Bool { newlineBefore && bracketDepth == 0 && !continuesLine }

    /// The current token is of a kind and on this line.
    func at(_ wanted: TokenKind) -> Bool { kind == wanted && !breakBefore }

    func at(_ wanted: Keyword) -> Bool { keyword == wanted && !breakBefore }

    /// Nothing more can come in this head or clause.
    var atEnd: Bool {
        breakBefore || kind == .leftBrace || kind == .rightBrace || kind == .endOfFile
    }

    /// Consumes the current token if it is of a kind and on this line.
    mutating func take(_ wanted: TokenKind) -> Bool {
        guard at(wanted) else { return false }
        advance()
        return true
    }

    mutating func take(_ wanted: Keyword) -> Bool {
        guard at(wanted) else { return false }
        advance()
        return true
    }

    /// The index of the next token that means something, and whether a line break lies before it.
    func following(_ index: Int) -> (index: Int, newline: Bool) {
        var next = index + 1
        var newline = false
        while next < tokens.count - 1 {
            let kind = tokens[next].kind
            guard kind.isTrivia || kind == .unknown else { break }
            if kind == .newline { newline = true }
            next += 1
        }
        return (min(next, tokens.count - 1), newline)
    }

    /// The kind of the token after the current one if it is on the same line, else `newline`.
    var nextKind: TokenKind {
        let next = following(index)
        return next.newline ? .newline : tokens[next.index].kind
    }

    func keyword(at index: Int) -> Keyword? {
        guard tokens[index].kind == .word else { return nil }
        return keywords.keyword(bytes, Int(tokens[index].start), Int(tokens[index + 1].start))
    }

    // MARK: Findings

    func location(_ range: ByteRange) -> Location { Location(source.file, range) }

    /// What stands here, for a message.
    var found: String {
        if kind == .endOfFile { return "the end of the file" }
        if breakBefore { return "the end of the line" }
        return "`\(shown(bytes, Int(start), Int(end)))`"
    }

    /// Reports what keeps the parser from understanding the rest of the clause; lost until found again.
    mutating func fail(
        _ code: Code, _ message: String, at place: ByteRange? = nil, related: [Label] = [], why: String? = nil,
        help: String? = nil, fix: Fix? = nil
    ) {
        guard !isLost else { return }
        isLost = true
        lossCount += 1
        let label = Label(location(place ?? (breakBefore ? previousEnd..<previousEnd : range)))
        findings.add(Diagnostic(code, message, at: label, related: related, why: why, help: help, fix: fix))
    }

    /// Lost after what has been reported already.
    mutating func lose() {
        isLost = true
        lossCount += 1
    }

    /// Reports what does not keep the parser from going on.
    mutating func note(
        _ code: Code, _ message: String, at place: ByteRange, related: [Label] = [], why: String? = nil,
        help: String? = nil, fix: Fix? = nil
    ) {
        guard !isLost else { return }
        findings.add(
            Diagnostic(code, message, at: Label(location(place)), related: related, why: why, help: help, fix: fix))
    }

    // MARK: Shared parts

    /// The doc comment before the current token, consumed: its text and where it begins.
    mutating func takeDoc() -> (text: String, start: UInt32)? {
        guard let first = docIndex else { return nil }
        docIndex = nil
        var lines: [String] = []
        for index in first..<index where tokens[index].kind == .docComment {
            var from = Int(tokens[index].start) + 3
            let to = Int(tokens[index + 1].start)
            if from < to, bytes[from] == 0x20 { from += 1 }
            lines.append(String(decoding: bytes[from..<to], as: UTF8.self))
        }
        return (lines.joined(separator: "\n"), tokens[first].start)
    }

    /// A doc comment before what cannot be documented.
    mutating func dropDoc() {
        guard let first = docIndex else { return }
        docIndex = nil
        let lines = (first..<max(first, index)).filter { tokens[$0].kind == .docComment }.map { tokens[$0].start }
        note(
            .idleDoc, "this comment documents nothing", at: tokens[first].start..<tokens[first + 1].start,
            help: "put it before a declaration, or begin it with `//`",
            fix: Fix("begin it with `//`", lines.map { Edit(location($0..<($0 + 1)), "") }, isSafe: true))
    }

    /// The current word, consumed.
    mutating func takeName() -> Name {
        let name = Name(text: source.text(range), range: range)
        advance()
        return name
    }

    /// Counts one level of nesting; false, with one finding in a file, where there are too many.
    mutating func enter() -> Bool {
        guard depth < Parser.deepest else {
            if !reportedDepth {
                note(
                    .tooDeep, "nested more than \(Parser.deepest) levels deep", at: range,
                    help: "name an inner part and use its name")
            }
            reportedDepth = true
            return false
        }
        depth += 1
        return true
    }
}

extension SyntaxTree {
    /// Reads a text. Never fails; what is malformed is in `diagnostics`.
    package init(parsing source: SourceText, as symbol: StartSymbol = .file) {
        var lexer = Lexer(source)
        lexer.run()
        var parser = Parser(source, lexer)
        let items = parser.parse(symbol)
        self.init(
            source: source, tokens: lexer.tokens, items: items, hasComments: lexer.hasComments,
            diagnostics: lexer.findings.merged(with: parser.findings, source))
    }

    /// What a text read as `.value` or `.condition` says.
    package var expression: Expression? { items.first?.clauses.first?.arguments.first?.value }
}
