import GearSyntax

/// Lines up what authors line up by hand: titles of siblings, values of labels, the signs of bands, the cells of rows, the
/// first stages of short pipelines.
///
/// Siblings line up if they are of one sort and nothing, no blank line and no comment, stands between them. What lining
/// up adds to a line plays no part in it, so that it and wrapping cannot chase each other.
struct Alignment {
    let words: Words

    /// What stands out by more than this is not lined up to.
    static let slack = 24

    /// What a run of siblings has in common, and where what lines up begins in one of them.
    private struct Columns {
        let group: DeclarationKind
        /// From left to right; nil where one lacks what others have there.
        var words: [Int?] = []
    }

    /// The width that all of these are brought to; nil for one that stands out.
    static func target(_ widths: [Int]) -> Int {
        let least = widths.min() ?? 0
        return widths.filter { $0 <= least + slack }.max() ?? 0
    }

    // MARK: Statements

    func apply(to statements: [Statement]) {
        var run: [(start: Int, columns: Columns)] = []
        for statement in statements {
            let columns = columns(of: statement)
            let start = statement.range.lowerBound
            if columns == nil || columns?.group != run.first?.columns.group || words[start].gap.contains(.apart) {
                align(run)
                run = []
            }
            if let columns { run.append((start, columns)) }
        }
        align(run)
    }

    private func align(_ run: [(start: Int, columns: Columns)]) {
        guard run.count > 1 else { return }
        let isTable = run[0].columns.group == .row
        for column in 0..<(run.map { $0.columns.words.count }.max() ?? 0) {
            align(
                run.compactMap { line in
                    guard column < line.columns.words.count, let word = line.columns.words[column] else { return nil }
                    return (line.start, word)
                }, isTable: isTable)
        }
    }

    /// - Parameter lines: where each begins, and the word that is to stand under the others.
    private func align(_ lines: [(start: Int, word: Int)], isTable: Bool = false) {
        let widths = lines.map { words.extent($0.start..<$0.word) }
        // Nothing but space parts the cells of a row: only what is longer than a line stands out.
        let target = isTable ? widths.filter { $0 <= Layout.width }.max() ?? 0 : Self.target(widths)
        for (line, width) in zip(lines, widths) where width <= target {
            words.setSpace(before: line.word, to: target - width + (isTable ? 2 : 1))
        }
    }

    private func columns(of statement: Statement) -> Columns? {
        let start = statement.range.lowerBound
        switch statement.content {
        case .verbatim: return nil
        case .clause(let clause): return clause.kind == .across ? Columns(group: .line, words: [start + 2]) : nil
        case .declaration(let declaration):
            guard declaration.body == nil else { return nil }
            switch declaration.kind {
            case .line: return Columns(group: .line, words: [start + 1])
            case .entry: return Columns(group: .entry, words: [start + 2])
            case .questionEntry, .numberEntry: return Columns(group: .entry, words: [start + 3])
            case .row:
                let cells = declaration.clauses.first { $0.kind == .cells }?.arguments ?? []
                return Columns(group: .row, words: cells.dropFirst().map { words.opening(of: $0.range.lowerBound) })
            case .correspondence:
                guard declaration.clauses.count > 1, let other = declaration.clauses[1].arguments.first else {
                    return nil
                }
                let places = [declaration.clauses[1].range.lowerBound, other.range.lowerBound]
                return Columns(group: .correspondence, words: places.map { words.index(at: $0) })
            case .show: return stages(of: declaration, statement.range)
            case .importFile, .onFramework, .define, .explain, .test, .cases, .program, .answers, .respondent, .expect,
                .framework, .survey, .section, .walkthrough, .scoring, .rubric, .progression, .step, .goal, .reach,
                .role, .plan, .focus, .task, .resource, .playlist, .crosswalk, .data, .settings, .whatIf,
                .changedAnswers,
                .malformed:
                return nil
            case .setting:
                let hasLevel = declaration.clauses.first?.kind == .level
                return hasLevel ? Columns(group: .setting, words: [start + 1]) : nil
            case .gear, .tag, .lookfor, .amend, .theme, .themeEntry, .dimension, .wave, .source, .scale, .point,
                .absent, .question, .open, .observe, .rate, .strand, .criterion, .level, .descriptor:
                guard let title = declaration.title else { return Columns(group: declaration.kind) }
                let place = words.index(at: title.range.lowerBound)
                return Columns(group: declaration.kind, words: [place, figure(of: declaration, after: place)])
            }
        }
    }

    /// The first `|` of a pipeline that stays on one line, whatever it is lined up to.
    private func stages(of show: Declaration, _ range: Range<Int>) -> Columns? {
        guard case .query(let query) = show.clauses.first?.arguments.first?.value.kind else { return nil }
        let pipes = query.stages.map { words.index(at: $0.range.lowerBound) - 1 }
        guard !query.stages.contains(where: { $0.kind == .whatIf }), let first = pipes.first,
            words.extent(range) + Self.slack <= Layout.width,
            !pipes.contains(where: { words[$0].gap.contains(.line) }),
            !range.dropFirst().contains(where: { words[$0].gap.contains(.comment) || words[$0].isLong })
        else { return nil }
        return Columns(group: .show, words: [first])
    }

    /// A wave's start or a point's value, if it comes directly behind the title.
    private func figure(of declaration: Declaration, after title: Int) -> Int? {
        guard let clause = declaration.clauses.first, clause.kind == .start || clause.kind == .value else { return nil }
        let place = words.index(at: clause.range.lowerBound)
        return place == title + 1 ? place : nil
    }

    // MARK: Blocks

    /// What stands behind the labels of a mapping, or the signs behind the names of bands.
    func apply(to block: Block) {
        var run: [(start: Int, word: Int)] = []
        for (start, element) in zip(block.starts, block.elements) {
            if words[start].gap.contains(.apart) {
                align(run)
                run = []
            }
            if let word = column(of: element, from: start) { run.append((start, word)) }
        }
        align(run)
    }

    private func column(of element: Argument, from start: Int) -> Int? {
        if let label = element.label?.range ?? element.quotedLabel?.range {
            return words.index(at: label.upperBound) + 1
        }
        guard case .chain(let name, _) = element.value.kind, case .path = name.kind else { return nil }
        return words[start + 1].kind == .leftParenthesis ? nil : words.index(at: name.range.upperBound)
    }
}
