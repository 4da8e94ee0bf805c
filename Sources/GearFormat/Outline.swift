import GearSource
import GearSyntax

/// What gets lines of its own: a declaration, or a clause in a body.
///
/// A class, because there are many, each holding much of the tree, and they are handed around a lot.
final class Statement {
    enum Content {
        case declaration(Declaration)
        case clause(Clause)
        /// What a finding lies in, or what nothing in the tree accounts for: stays as it is.
        case verbatim
    }

    let content: Content
    /// Words, from its first.
    let range: Range<Int>
    /// The braces of its body.
    var braces: (open: Int, close: Int)?
    /// A finding lies before the body, and none spoils the body.
    var hasVerbatimHead = false
    var children: [Statement] = []
    var blocks: [Block] = []

    var isVerbatim: Bool { if case .verbatim = content { true } else { false } }

    /// Whether any part of it stays as it is.
    var hasVerbatimParts: Bool

    init(_ content: Content, _ range: Range<Int>, blocks: [Block] = []) {
        self.content = content
        self.range = range
        self.blocks = blocks
        if case .verbatim = content { hasVerbatimParts = true } else { hasVerbatimParts = false }
    }

    static func verbatim(_ range: Range<Int>) -> Statement { Statement(.verbatim, range) }
}

/// A mapping, a playlist's entries, or bands in braces: elements that a comma or a line break parts. Or what a `what if`
/// holds: statements.
struct Block {
    let open: Int
    let close: Int
    var elements: [Argument] = []
    /// Where each element begins.
    var starts: [Int] = []
    var statements: [Statement] = []
}

/// The statements of a file, told apart by whether they are well formed.
///
/// A statement is well formed if no error lies in it and its words are just those that the tree accounts for. What is
/// not keeps its lines, so a statement that shares one with it is kept as well.
struct Outline {
    let words: Words
    /// Places of errors, in order.
    private let errors: [ByteRange]
    /// From here on the parser has stopped saying what it finds.
    private let silence: UInt32

    init(_ words: Words, _ diagnostics: [Diagnostic]) {
        self.words = words
        let reported = diagnostics.filter { $0.severity == .error }.compactMap { $0.place?.location.range }
        // Of characters that mean nothing only the first of a kind is reported.
        let unknown = reported.isEmpty ? [] : words.all.filter { $0.kind == .unknown }.map { $0.start..<$0.end }
        errors = (reported + unknown).sorted { $0.lowerBound < $1.lowerBound }
        silence =
            diagnostics.filter { $0.code == .tooDeep || $0.code == .tooManyFindings }
            .compactMap { $0.place?.location.start }.min() ?? .max
    }

    func statements(of items: [Declaration]) -> [Statement] {
        statements(items, [], in: 0..<words.count)
    }

    /// The members and clauses of a body, or a file's items.
    private func statements(_ members: [Declaration], _ clauses: [Clause], in range: Range<Int>) -> [Statement] {
        var found: [Statement] = []
        var cursor = range.lowerBound
        /// Words that belong to nothing are kept with what they follow.
        func keep(upTo end: Int) {
            guard end > cursor else { return }
            let start = found.popLast()?.range.lowerBound ?? cursor
            found.append(.verbatim(start..<end))
            cursor = end
        }
        func add(_ statement: Statement) {
            guard statement.range.lowerBound >= cursor, !statement.range.isEmpty else { return }
            keep(upTo: statement.range.lowerBound)
            found.append(statement)
            cursor = statement.range.upperBound
        }
        var rest = clauses.drop { $0.kind == .malformed }
        for member in members {
            while let clause = rest.first, clause.range.lowerBound < member.keywordRange.lowerBound {
                add(statement(clause))
                rest = rest.dropFirst()
            }
            add(statement(member))
        }
        for clause in rest { add(statement(clause)) }
        keep(upTo: range.upperBound)
        return withoutSharedLines(found)
    }

    /// What is kept is kept with all of its lines.
    private func withoutSharedLines(_ statements: [Statement]) -> [Statement] {
        guard statements.contains(where: \.isVerbatim) else { return statements }
        var result: [Statement] = []
        for statement in statements {
            if let last = result.last, last.isVerbatim || statement.isVerbatim, !beginsLine(statement.range.lowerBound)
            {
                result[result.count - 1] = .verbatim(last.range.lowerBound..<statement.range.upperBound)
                // The one before the last may now share a line with what is kept.
                while result.count > 1, !beginsLine(result[result.count - 1].range.lowerBound) {
                    let merged = result.removeLast()
                    let start = result[result.count - 1].range.lowerBound
                    result[result.count - 1] = .verbatim(start..<merged.range.upperBound)
                }
            } else {
                result.append(statement)
            }
        }
        return result
    }

    private func beginsLine(_ word: Int) -> Bool { words[word].gap.contains(.line) }

    // MARK: One statement

    private func statement(_ clause: Clause) -> Statement {
        let range = words.index(at: clause.range.lowerBound)..<words.index(at: clause.range.upperBound)
        guard clause.kind != .malformed, !hasError(in: range) else { return .verbatim(range) }
        return Statement(.clause(clause), range, blocks: blocks(of: [clause]))
    }

    private func statement(_ declaration: Declaration) -> Statement {
        let first = words.index(at: declaration.keywordRange.lowerBound)
        let range = first..<max(first, words.index(at: declaration.range.upperBound))
        guard declaration.kind != .malformed, !range.isEmpty else { return .verbatim(range) }
        let statement = Statement(.declaration(declaration), range)
        guard let members = declaration.body else {
            if hasError(in: range) { return .verbatim(range) }
            statement.blocks = blocks(of: declaration.clauses)
            return statement
        }
        guard let braces = braces(of: declaration, range), braces.close == range.upperBound - 1,
            !hasError(in: braces.open..<braces.open + 1), !hasError(in: braces.close..<braces.close + 1)
        else { return .verbatim(range) }
        let place = words[braces.open].start
        statement.braces = braces
        statement.blocks = blocks(of: declaration.clauses.filter { $0.range.lowerBound < place })
        statement.children = statements(
            members, declaration.clauses.filter { $0.range.lowerBound > place && $0.kind != .malformed },
            in: braces.open + 1..<braces.close)
        statement.hasVerbatimHead = hasError(in: first..<braces.open)
        statement.hasVerbatimParts = statement.hasVerbatimHead || statement.children.contains(where: \.hasVerbatimParts)
        return isFramed(statement, braces) ? statement : .verbatim(range)
    }

    /// Whether what is kept shares no line with the braces around it.
    private func isFramed(_ statement: Statement, _ braces: (open: Int, close: Int)) -> Bool {
        if statement.hasVerbatimHead, !beginsLine(braces.open + 1) { return false }
        if statement.children.first?.hasVerbatimParts == true, !beginsLine(braces.open + 1) { return false }
        return statement.children.last?.hasVerbatimParts != true || beginsLine(braces.close)
    }

    /// The braces of the body: the first that belong to no clause.
    private func braces(of declaration: Declaration, _ range: Range<Int>) -> (open: Int, close: Int)? {
        var open = range.lowerBound
        while open < range.upperBound {
            if words[open].kind == .leftBrace {
                let place = words[open].start
                guard let clause = declaration.clauses.first(where: { $0.kind == .bands && $0.range.contains(place) })
                else { break }
                open = words.index(at: clause.range.upperBound)
            } else {
                open += 1
            }
        }
        guard open < range.upperBound, words.closing[open] > 0 else { return nil }
        return (open, Int(words.closing[open]))
    }

    private func blocks(of clauses: [Clause]) -> [Block] {
        clauses.flatMap { elementBlocks(of: $0) + overlays(in: $0) }
    }

    private func elementBlocks(of clause: Clause) -> [Block] {
        [clause].compactMap { clause in
            guard [.mapping, .bands, .entries].contains(clause.kind) else { return nil }
            let open = words.index(at: clause.range.lowerBound) + (clause.kind == .bands ? 1 : 0)
            guard words[open].kind == .leftBrace, words.closing[open] > 0 else { return nil }
            return Block(
                open: open, close: Int(words.closing[open]), elements: clause.arguments,
                starts: clause.arguments.enumerated().map {
                    $0 == 0 ? open + 1 : words.opening(of: $1.range.lowerBound)
                })
        }
    }

    // MARK: What if

    private func overlays(in clause: Clause) -> [Block] {
        clause.arguments.flatMap { overlays(in: $0.value) + $0.clauses.flatMap(overlays) }
    }

    private func overlays(in expression: Expression) -> [Block] {
        switch expression.kind {
        case .query(let query):
            query.clauses.flatMap(overlays) + query.stages.flatMap(overlays)
        case .call(_, let arguments): arguments.flatMap { overlays(in: $0.value) }
        case .unary(_, let inner), .isState(let inner, _, _): overlays(in: inner)
        case .chain(let first, let rest): overlays(in: first) + rest.flatMap { overlays(in: $0.1) }
        case .range(let left, let right), .membership(let left, let right, _):
            overlays(in: left) + overlays(in: right)
        case .list(let elements): elements.flatMap(overlays)
        case .number, .percent, .text, .date, .version, .boolean, .missing, .hidden, .path, .column, .columns,
            .malformed:
            []
        }
    }

    private func overlays(in stage: Stage) -> [Block] {
        let others = stage.arguments.flatMap { overlays(in: $0.value) } + stage.clauses.flatMap(overlays)
        guard let overlay = stage.overlay, let members = overlay.body else { return others }
        let open = words.index(at: overlay.keywordRange.lowerBound)
        guard words[open].kind == .leftBrace, words.closing[open] > 0 else { return others }
        let close = Int(words.closing[open])
        return [Block(open: open, close: close, statements: statements(members, [], in: open + 1..<close))]
    }

    private func hasError(in range: Range<Int>) -> Bool {
        guard !errors.isEmpty || silence != .max, let first = range.first, let last = range.last else { return false }
        let (start, end) = (words[first].start, words[last].end)
        if end > silence { return true }
        var (low, high) = (0, errors.count)
        while low < high {
            let middle = (low + high) / 2
            if errors[middle].lowerBound < start { low = middle + 1 } else { high = middle }
        }
        return low < errors.count && errors[low].lowerBound <= end
    }
}
