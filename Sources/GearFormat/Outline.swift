import GearSource
import GearSyntax

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

    func statements(of items: [Declaration]) -> [Statement] { statements(items, [], in: 0..<words.count) }

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
        found.reserveCapacity(members.count + clauses.count)
        var rest = clauses[...]
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

    /// What is kept is kept with all of its lines; so is what stands beside a statement a part of which is.
    private func withoutSharedLines(_ statements: [Statement]) -> [Statement] {
        guard statements.contains(where: { $0.hasVerbatimParts }) else { return statements }
        var result: [Statement] = []
        for statement in statements {
            if let last = result.last, last.hasVerbatimParts || statement.hasVerbatimParts,
                !beginsLine(statement.range.lowerBound)
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
        return statement(
            range, words.columns(of: clause, range), blocks: blocks(of: [clause]), breaks: words.breaks(in: clause))
    }

    private func statement(_ declaration: Declaration) -> Statement {
        let first = words.index(at: declaration.keywordRange.lowerBound)
        let range = first..<max(first, words.index(at: declaration.range.upperBound))
        if case .malformed = declaration.kind { return .verbatim(range) }
        guard !range.isEmpty else { return .verbatim(range) }
        if let members = declaration.body { return statement(declaration, members, range) }
        if hasError(in: range) { return .verbatim(range) }
        let columns = words.columns(of: declaration, range)
        if declaration.clauses.isEmpty { return Statement(range: range, columns: columns) }
        return statement(
            range, columns, blocks: blocks(of: declaration.clauses), breaks: words.breaks(in: declaration))
    }

    /// One without a body.
    private func statement(_ range: Range<Int>, _ columns: Columns?, blocks: [Block], breaks: [Break]) -> Statement {
        Statement(
            range: range, isOpen: blocks.contains { $0.isOpen }, columns: columns,
            parts: blocks.isEmpty && breaks.isEmpty ? nil : Statement.Parts(blocks: blocks, breaks: breaks))
    }

    /// One with a body.
    private func statement(_ declaration: Declaration, _ members: [Declaration], _ range: Range<Int>) -> Statement {
        guard let (open, close) = braces(of: declaration, range), close == range.upperBound - 1,
            !hasError(in: open..<open + 1), !hasError(in: close..<close + 1)
        else { return .verbatim(range) }
        let place = words[open].start
        let children = statements(
            members, declaration.clauses.filter { $0.range.lowerBound > place && $0.kind != .malformed },
            in: open + 1..<close)
        // What is kept shares no line with the braces around it.
        let hasVerbatimHead = hasError(in: range.lowerBound..<open)
        let keepsFirst = hasVerbatimHead || children.first?.hasVerbatimParts == true
        let keepsLast = children.last?.hasVerbatimParts == true
        if keepsFirst && !beginsLine(open + 1) || keepsLast && !beginsLine(close) { return .verbatim(range) }
        let blocks = hasVerbatimHead ? [] : blocks(of: declaration.clauses.filter { $0.range.lowerBound < place })
        return Statement(
            range: range, hasVerbatimParts: hasVerbatimHead || children.contains { $0.hasVerbatimParts },
            isOpen: blocks.contains { $0.isOpen } || isOpen(children, open, close),
            parts: Statement.Parts(
                braces: (open, close), children: children, hasVerbatimHead: hasVerbatimHead, blocks: blocks,
                breaks: hasVerbatimHead ? [] : words.breaks(in: declaration)))
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

    // MARK: One line or several

    /// Whether a body cannot close on the line where it opens: an author's line break after `{` stays, as a line break
    /// that parts elements must.
    private func isOpen(_ children: [Statement], _ open: Int, _ close: Int) -> Bool {
        guard !children.isEmpty else { return false }
        return beginsLine(open + 1) || beginsLine(close)
            || children.contains { $0.parts?.braces != nil || $0.isVerbatim || $0.isOpen }
            || children.dropFirst().contains { beginsLine($0.range.lowerBound) }
    }

    private func isOpen(_ block: Block) -> Bool {
        if !block.statements.isEmpty {
            return beginsLine(block.open + 1) || beginsLine(block.close)
                || block.statements.count > 1 || block.statements.contains { $0.isVerbatim || $0.isOpen }
        }
        guard !block.elements.isEmpty else { return false }
        return beginsLine(block.open + 1) || block.elements.dropFirst().contains { isParted($0.start) }
    }

    /// A line break alone stands before an element.
    private func isParted(_ start: Int) -> Bool { words[start - 1].kind != .comma }

    // MARK: Blocks

    private func blocks(of clauses: [Clause]) -> [Block] {
        var found: [Block] = []
        for clause in clauses {
            if let block = elementBlock(of: clause) { found.append(block) }
            overlays(in: clause, into: &found)
        }
        return found
    }

    private func elementBlock(of clause: Clause) -> Block? {
        guard clause.kind == .mapping || clause.kind == .bands || clause.kind == .entries else { return nil }
        let open = words.index(at: clause.range.lowerBound) + (clause.kind == .bands ? 1 : 0)
        guard words[open].kind == .leftBrace, words.closing[open] > 0 else { return nil }
        var block = Block(open: open, close: Int(words.closing[open]))
        for (number, argument) in clause.arguments.enumerated() {
            let start = number == 0 ? open + 1 : words.opening(of: argument.range.lowerBound)
            block.elements.append(
                Block.Element(
                    start: start, column: words.column(of: argument, from: start),
                    breaks: words.breaks(in: argument)))
        }
        block.isOpen = isOpen(block)
        return block
    }

    // MARK: What if

    private func overlays(in clause: Clause, into found: inout [Block]) {
        for argument in clause.arguments {
            overlays(in: argument.value, into: &found)
            for clause in argument.clauses { overlays(in: clause, into: &found) }
        }
    }

    private func overlays(in expression: Expression, into found: inout [Block]) {
        switch expression.kind {
        case .query(let query):
            for clause in query.clauses { overlays(in: clause, into: &found) }
            for stage in query.stages { overlays(in: stage, into: &found) }
        case .call(_, let arguments):
            for argument in arguments { overlays(in: argument.value, into: &found) }
        case .unary(_, let inner), .isState(let inner, _, _): overlays(in: inner, into: &found)
        case .chain(let first, let rest):
            overlays(in: first, into: &found)
            for (_, operand) in rest { overlays(in: operand, into: &found) }
        case .range(let left, let right), .membership(let left, let right, _):
            overlays(in: left, into: &found)
            overlays(in: right, into: &found)
        case .list(let elements):
            for element in elements { overlays(in: element, into: &found) }
        case .number, .percent, .text, .date, .version, .boolean, .missing, .hidden, .path, .column, .columns,
            .malformed:
            break
        }
    }

    private func overlays(in stage: Stage, into found: inout [Block]) {
        for argument in stage.arguments { overlays(in: argument.value, into: &found) }
        for clause in stage.clauses { overlays(in: clause, into: &found) }
        guard let overlay = stage.overlay, let members = overlay.body else { return }
        let open = words.index(at: overlay.keywordRange.lowerBound)
        guard words[open].kind == .leftBrace, words.closing[open] > 0 else { return }
        var block = Block(open: open, close: Int(words.closing[open]))
        block.statements = statements(members, [], in: open + 1..<block.close)
        block.isOpen = isOpen(block)
        found.append(block)
    }

    // MARK: Errors

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
