import GearModel
import GearSource
import GearSyntax

/// Finds what could stand at the cursor, by what stands before it: in a pipeline the tables, clauses, columns and values,
/// in a declaration the words of its construct, in a path the children of what is named so far.
package struct Completer {
    private let session: Session
    private let model: Model
    private let tokens: [Token]
    private let source: SourceText
    /// The word at the cursor, as far as it is typed, without the steps before it.
    private var typed = ""
    private var start = 0
    /// Steps of a path before the word at the cursor.
    private var steps: [String] = []
    /// Tokens before the word or path at the cursor, white space left out.
    private var before: [Token] = []
    /// Whether the cursor is in the braces of a `what if`.
    private var isInOverlay = false
    /// Whether the cursor is inside quotes.
    private var isQuoted = false

    /// - Parameter text: All that was typed up to the cursor.
    package init(_ session: Session, _ text: String) {
        self.session = session
        model = session.model
        source = SourceText(file: FileID(0), name: "", bytes: Array(text.utf8))
        tokens = SyntaxTree(parsing: source).tokens
        findWord()
    }

    private mutating func findWord() {
        var significant = tokens.filter { !$0.kind.isTrivia && $0.kind != .endOfFile }
        start = source.bytes.count
        guard let last = significant.last else { return }
        let text = text(last)
        let touches = Int(last.start) + text.utf8.count == source.bytes.count
        if touches, last.kind == .text, text.count == 1 || !text.hasSuffix("\"") {
            isQuoted = true
            typed = String(text.dropFirst())
            start = Int(last.start) + 1
            significant.removeLast()
        } else if touches, last.kind == .word {
            typed = text
            start = Int(last.start)
            significant.removeLast()
        }
        while !isQuoted, significant.last?.kind == .dot, let step = significant.dropLast().last, step.kind == .word {
            steps.insert(self.text(step), at: 0)
            significant.removeLast(2)
        }
        before = significant
        enterOverlay()
    }

    /// In the braces of a `what if`, what is outside of them does not count, nor what is on earlier lines.
    private mutating func enterOverlay() {
        var depth = 0
        for place in before.indices.reversed() {
            switch before[place].kind {
            case .rightBrace: depth += 1
            case .leftBrace where depth > 0: depth -= 1
            case .leftBrace:
                guard place > 1, text(before[place - 1]) == "if", text(before[place - 2]) == "what" else { continue }
                isInOverlay = true
                before = Array(before[(place + 1)...])
                dropEarlierLines()
                return
            default: break
            }
        }
    }

    private mutating func dropEarlierLines() {
        var (depth, line) = (0, 0)
        for (place, token) in before.enumerated() {
            if depth == 0, isAtLineStart(token) { line = place }
            if token.kind == .leftBrace { depth += 1 }
            if token.kind == .rightBrace { depth -= 1 }
        }
        let last = tokens.last { $0.start < UInt32(start) && $0.kind != .space && $0.kind != .comment }
        before = depth == 0 && last?.kind == .newline ? [] : Array(before[line...])
    }

    /// What may stand at the cursor in the braces of a `what if`, outside of other braces.
    private func overlayWords() -> [Completions.Word]? {
        guard let first = before.first else {
            return ConstructWords.ofOverlay.members.map {
                Completions.Word($0, CompletionWords.overlay[$0] ?? DeclarationKind(rawValue: $0)?.about ?? "")
            }
        }
        switch (text(first), before.count) {
        case ("amend", 1): return pathWords()
        case ("amend", 2): return [Completions.Word("weight", "clause")]
        case ("answers", 1): return named(.survey)
        case ("answers", 2):
            return [Completions.Word("for", "which answers"), Completions.Word("{", "what they would be")]
        default: return nil
        }
    }

    private func text(_ token: Token) -> String {
        let next = tokens.firstIndex { $0.start > token.start }.map { tokens[$0].start }
        return source.text(token.start..<(next ?? UInt32(source.bytes.count)))
    }

    // MARK: What there is

    package var completions: Completions {
        let words = isQuoted ? values() : steps.isEmpty ? words() : pathWords()
        var seen: Set<String> = []
        let fitting = words.filter { $0.text.hasPrefix(typed) && seen.insert($0.text).inserted }
        return Completions(start: start, words: fitting, suffix: isQuoted ? "\"" : "")
    }

    private func words() -> [Completions.Word] {
        if isInOverlay, openBlock == nil, let words = overlayWords() { return words }
        if let block = openBlock, !isInQuery { return constructWords(block) }
        guard let last = before.last else { return beginnings() }
        if let words = explanationWords(last) { return words }
        switch last.kind {
        case .pipe: return CompletionWords.stages.map { Completions.Word($0.0, $0.1) }
        case .equalEqual, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: return constants()
        case .word where CompletionWords.ruling.contains(text(last)): return afterWord(text(last))
        case .word where before.count > 1 && text(before[before.count - 2]) == "chart": return drawn()
        case .comma, .leftBracket: return isInList ? constants() : afterWord(rulingWord ?? "")
        case .leftParenthesis: return inCall()
        case .plus, .minus, .slash, .star: return numbers()
        case .equals: return columns() + functions()
        default: return isInQuery || before.count == 1 ? clauses() : beginnings()
        }
    }

    /// In what `explain` takes, where it is not an expression like others.
    private func explanationWords(_ last: Token) -> [Completions.Word]? {
        guard let first = before.first, text(first) == "explain" else { return nil }
        let call = before.lastIndex { $0.kind == .leftParenthesis } ?? 0
        switch last.kind {
        case .leftParenthesis where call > 0 && text(before[call - 1]) == "level": return named(.progression)
        case .leftParenthesis: return pathWords()
        case .comma:
            return dimensions().map { Completions.Word($0.text + ":", $0.about) } + [Completions.Word("of:", "a rule")]
        case .colon where call > 0 && before.count > 1 && text(before[before.count - 2]) == "of": return named(.rule)
        case .colon: return constants()
        case .rightParenthesis: return CompletionWords.explain.map { Completions.Word($0.0, $0.1) }
        case .word where text(last) == "since": return valuesOf("wave")
        case .word where before.count == 1:
            return CellReference.Measure.allCases.map { Completions.Word($0.rawValue, "of a node") }
                + [Completions.Word("level", "of a progression")]
        case .word, .number, .date, .text:
            let isWhole =
                call > 0 && before.contains { $0.kind == .rightParenthesis }
                && !CompletionWords.ruling.contains(text(last))
            return isWhole ? CompletionWords.explain.map { Completions.Word($0.0, $0.1) } : nil
        default: return nil
        }
    }

    /// What a statement begins with.
    private func beginnings() -> [Completions.Word] {
        let declarations =
            ConstructWords(nil)?.members.map {
                Completions.Word($0, $0 == "explain" ? "how a score came about" : "declares")
            } ?? []
        return tables() + named(.definition)
            + CellReference.Measure.allCases.map { Completions.Word($0.rawValue, "of a node") }
            + declarations
    }

    private func tables() -> [Completions.Word] { Program.tableNames.map { Completions.Word($0, "table") } }

    private func functions() -> [Completions.Word] {
        Function.allCases.map { Completions.Word($0.rawValue, "function") }
            + AggregateFunction.allCases.map { Completions.Word($0.rawValue, "aggregate") } + named(.definition)
    }

    private func named(_ kinds: SymbolKind...) -> [Completions.Word] {
        session.program.visibleNames.filter { kinds.contains($0.kind) }.map { Completions.Word($0.name, $0.kind.noun) }
    }

    // MARK: Pipelines

    /// Whether the statement at the cursor began with a table, `show` or `define`, or a `|` stands before the cursor.
    private var isInQuery: Bool {
        guard let first = before.first(where: { $0.kind == .word }) else { return false }
        let word = text(first)
        return Program.tableNames.contains(word) || ["show", "define", "it"].contains(word)
            || before.contains { $0.kind == .pipe } || session.program.isDeclared(word)
    }

    /// The last word before the cursor that rules what comes, past commas and what is complete.
    private var rulingWord: String? {
        before.last { $0.kind == .word && CompletionWords.ruling.contains(text($0)) }.map { text($0) }
    }

    private var isInList: Bool {
        var depth = 0
        for token in before.reversed() {
            if token.kind == .rightBracket { depth += 1 }
            if token.kind == .leftBracket {
                if depth == 0 { return true }
                depth -= 1
            }
        }
        return false
    }

    private func afterWord(_ word: String) -> [Completions.Word] {
        switch word {
        case "by", "across", "paired", "compare":
            // In `group`, the columns of the table.
            return before.contains { $0.kind == .pipe } ? columns() : dimensions()
        case "of": return named(.rule, .progression)
        case "toward": return named(.goal)
        case "under": return pathWords()
        case "on": return named(.framework)
        case "using": return named(.rule)
        case "for": return dimensions() + [Completions.Word("question", "column"), Completions.Word("point", "column")]
        case "join": return tables() + named(.definition)
        case "show": return tables() + named(.definition)
        case "is": return ["missing", "hidden", "not"].map { Completions.Word($0) }
        case "in": return []
        case "chart":
            let isFirst = before.last.map { text($0) } == "chart"
            return isFirst ? CompletionWords.charts.map { Completions.Word($0.0, $0.1) } : drawn()
        case "select", "sort", "pivot": return columns() + (word == "select" ? functions() : [])
        default: return columns() + functions()
        }
    }

    private func clauses() -> [Completions.Word] {
        let isAfterPipe = before.contains { $0.kind == .pipe }
        let own = chartKind != nil ? chartClauses : isAfterPipe ? [("and", ""), ("or", "")] : CompletionWords.clauses
        return (own + [("|", "go on with the rows")]).map { Completions.Word($0.0, $0.1) }
    }

    /// The words of the chart that the cursor is in, its own first; nil elsewhere.
    private var chartWords: [String]? {
        guard let pipe = before.lastIndex(where: { $0.kind == .pipe }), pipe + 1 < before.count,
            text(before[pipe + 1]) == "chart"
        else { return nil }
        return before[(pipe + 2)...].map(text)
    }

    private var chartKind: ChartKind? { chartWords?.first.flatMap(ChartKind.init) }

    /// Clauses that the chart takes and does not have yet.
    private var chartClauses: [(String, String)] {
        let across = chartKind?.runsAcross == true ? [("across", "what runs to the right")] : []
        return ([("by", chartKind == .lines ? "what lines are called after" : "what each is called after")] + across)
            .filter { chartWords?.contains($0.0) == false }
    }

    /// Columns that the chart at the cursor can draw.
    private func drawn() -> [Completions.Word] { columns { chartKind?.draws($0) ?? true } }

    /// Columns that can be reckoned with, and what gives numbers.
    private func numbers() -> [Completions.Word] {
        columns { $0 == .number } + functions().filter { !CompletionWords.givingNoNumbers.contains($0.text) }
    }

    private func dimensions() -> [Completions.Word] {
        model.dimensionColumns.map { Completions.Word($0.name, "dimension") }
    }

    /// The columns that the pipeline has where the cursor is; before its first `|`, those of an answer.
    ///
    /// - Parameter fits: which types fit; of values of dimensions nobody knows.
    private func columns(where fits: (Type) -> Bool = { _ in true }) -> [Completions.Word] {
        guard let pipe = before.last(where: { $0.kind == .pipe }) else { return dimensions() }
        return schema(upTo: pipe).columns.filter { fits($0.type) }.map { Completions.Word($0.name, $0.type.noun) }
    }

    private func schema(upTo pipe: Token) -> TableSchema {
        let begin = before.first.map { text($0) == "show" ? Int($0.start) + 4 : Int($0.start) } ?? 0
        let pipeline = source.text(UInt32(begin)..<pipe.start)
        let tree = SyntaxTree(parsing: SourceText(file: FileID(0), name: "", bytes: Array(pipeline.utf8)), as: .value)
        guard case .query(let query)? = session.program.show(tree).show?.subject else { return TableSchema([]) }
        return query.schema
    }

    private func inCall() -> [Completions.Word] {
        let name = before.dropLast().last.map { text($0) } ?? ""
        if CellReference.Measure(rawValue: name) != nil, !before.contains(where: { $0.kind == .pipe }) {
            return pathWords() + dimensions().map { Completions.Word($0.text + ":", $0.about) }
        }
        return CompletionWords.ofNumbers.contains(name) ? numbers() : columns() + functions()
    }

    // MARK: Values

    /// The column that a comparison before the cursor is about.
    private var compared: String? {
        let operators: Set<TokenKind> = [
            .equalEqual, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .colon,
        ]
        guard
            let place = before.lastIndex(where: { operators.contains($0.kind) || $0.kind == .word && text($0) == "in" }
            ),
            place > 0, before[place - 1].kind == .word
        else { return nil }
        let column = text(before[place - 1])
        return column == "not" && place > 1 ? text(before[place - 2]) : column
    }

    /// What a column can be equal to, as it is written.
    private func constants() -> [Completions.Word] {
        guard let column = compared else { return [] }
        let values = valuesOf(column)
        if !values.isEmpty { return values }
        switch column {
        case "layer":
            return model.frameworks.flatMap(\.layers).map { Completions.Word($0, "layer") } + [
                Completions.Word("lookfor", "layer")
            ]
        case "node": return pathWords()
        case "band": return model.rules.flatMap { $0.bands.map(\.name) }.map { Completions.Word($0, "band") }
        case "question":
            return askedSurveys.flatMap { $0.questions.map { Completions.Word($0.heading.name, $0.heading.title) } }
        default:
            return (session.valuesRead(of: column)).map { Completions.Word("\"\($0)\"", column) }
        }
    }

    /// Of a `what if`'s `answers SURVEY for …` that survey, else all.
    private var askedSurveys: [Survey] {
        guard isInOverlay, before.count > 1, text(before[0]) == "answers" else { return model.surveys }
        let named = model.surveys.filter { $0.heading.name == text(before[1]) }
        return named.isEmpty ? model.surveys : named
    }

    private func valuesOf(_ dimension: String) -> [Completions.Word] {
        switch dimension {
        case "source": model.sources.map { Completions.Word($0.heading.name, $0.heading.title) }
        case "wave": model.waves.map { Completions.Word($0.heading.name, $0.heading.title) }
        default: []
        }
    }

    /// Inside quotes: what the data say.
    private func values() -> [Completions.Word] {
        guard let column = compared else { return [] }
        return session.valuesRead(of: column).map { Completions.Word($0, column) }
    }

    // MARK: Paths

    /// The children of what the steps name, with their titles; without steps, what a path begins with.
    private func pathWords() -> [Completions.Word] {
        let path = steps.joined(separator: ".")
        if path == "std" {
            return session.program.visibleNames.filter { $0.name.hasPrefix("std.") }
                .map { Completions.Word(String($0.name.dropFirst(4)), $0.kind.noun) }
        }
        let nodes = model.frameworks.flatMap { framework -> [Completions.Word] in
            guard let parent = framework.nodes.firstIndex(where: { $0.path == path }) else { return [] }
            return framework.nodes.filter { $0.parent == parent }
                .map { Completions.Word($0.heading.name, $0.heading.title) }
        }
        let levels = model.progressions.filter { $0.heading.name == path }
            .flatMap { $0.levels.map { Completions.Word($0.heading.name, $0.heading.title) } }
        return nodes + levels
    }

    // MARK: Declarations

    /// The word that the innermost open `{` belongs to; nil outside braces.
    private var openBlock: String? {
        var open: [String] = []
        var first: String?
        for (place, token) in before.enumerated() {
            switch token.kind {
            case .leftBrace:
                open.append(first ?? "")
                first = nil
            case .rightBrace:
                _ = open.popLast()
                first = nil
            default:
                if first == nil || place > 0 && isAtLineStart(token) { first = text(token) }
            }
        }
        return open.last
    }

    private func isAtLineStart(_ token: Token) -> Bool {
        guard let place = tokens.firstIndex(of: token) else { return false }
        let earlier = tokens[..<place].last { $0.kind != .space && $0.kind != .comment }
        return earlier?.kind == .newline
    }

    private func constructWords(_ keyword: String) -> [Completions.Word] {
        guard let words = ConstructWords(keyword) else { return [] }
        if before.last?.kind == .arrow { return pathWords() }
        if let last = before.last, last.kind == .word, ["scale", "on", "using", "in"].contains(text(last)) {
            return text(last) == "scale" ? named(.scale) : text(last) == "on" ? named(.framework) : named(.rule, .theme)
        }
        return words.members.map { Completions.Word($0, "declares") }
            + words.clauses.map { Completions.Word($0, "clause") }
    }
}
