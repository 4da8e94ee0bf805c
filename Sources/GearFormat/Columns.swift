import GearSyntax

/// What of a line stands under what of its neighbours.
struct Columns {
    /// Lines of one sort line up.
    let group: DeclarationKind
    /// Words, from left to right; nil where one lacks what others have there. Most have one, which needs no array.
    private let first: Int?
    private let others: [Int?]?

    fileprivate init(_ group: DeclarationKind, _ first: Int? = nil, _ others: [Int?]? = nil) {
        self.group = group
        self.first = first
        self.others = others
    }

    var count: Int { 1 + (others?.count ?? 0) }

    subscript(column: Int) -> Int? {
        guard column > 0 else { return first }
        guard let others, column <= others.count else { return nil }
        return others[column - 1]
    }
}

extension Words {
    // MARK: Statements

    func columns(of clause: Clause, _ range: Range<Int>) -> Columns? {
        clause.kind == .across ? Columns(.line, range.lowerBound + 2) : nil
    }

    /// Of a declaration without body.
    func columns(of declaration: Declaration, _ range: Range<Int>) -> Columns? {
        let start = range.lowerBound
        switch declaration.kind {
        case .line: return Columns(.line, start + 1)
        case .entry: return Columns(.entry, start + 2)
        case .questionEntry, .numberEntry: return Columns(.entry, start + 3)
        case .row:
            let cells = declaration.clauses.first { $0.kind == .cells }?.arguments ?? []
            let places = cells.dropFirst().map { opening(of: $0.range.lowerBound) }
            return Columns(.row, places.first, Array(places.dropFirst()))
        case .correspondence:
            guard declaration.clauses.count > 1, let other = declaration.clauses[1].arguments.first else {
                return nil
            }
            return Columns(
                .correspondence, index(at: declaration.clauses[1].range.lowerBound),
                [index(at: other.range.lowerBound)])
        case .show: return stages(of: declaration, range)
        case .importFile, .onFramework, .define, .explain, .test, .cases, .program, .answers, .respondent, .expect,
            .framework, .survey, .section, .walkthrough, .scoring, .rubric, .progression, .step, .goal, .reach,
            .role, .plan, .focus, .task, .resource, .playlist, .crosswalk, .data, .settings, .whatIf, .changedAnswers,
            .malformed:
            return nil
        case .setting:
            return declaration.clauses.first?.kind == .level ? Columns(.setting, start + 1) : nil
        case .gear, .tag, .lookfor, .amend, .theme, .themeEntry, .dimension, .wave, .source, .scale, .point,
            .absent, .question, .open, .observe, .rate, .strand, .criterion, .level, .descriptor:
            guard let title = declaration.title else { return Columns(declaration.kind) }
            let place = index(at: title.range.lowerBound)
            let figure = figure(of: declaration, after: place)
            return Columns(declaration.kind, place, figure.map { [$0] })
        }
    }

    /// The first `|` of a pipeline that stays on one line, whatever it is lined up to.
    private func stages(of show: Declaration, _ range: Range<Int>) -> Columns? {
        guard case .query(let query) = show.clauses.first?.arguments.first?.value.kind else { return nil }
        let pipes = query.stages.map { index(at: $0.range.lowerBound) - 1 }
        guard !query.stages.contains(where: { $0.kind == .whatIf }), let first = pipes.first,
            extent(range) + Alignment.slack <= Layout.width,
            !pipes.contains(where: { self[$0].gap.contains(.line) }),
            !range.dropFirst().contains(where: { self[$0].gap.contains(.comment) || self[$0].isLong })
        else { return nil }
        return Columns(.show, first)
    }

    /// A wave's start or a point's value, if it comes directly behind the title.
    private func figure(of declaration: Declaration, after title: Int) -> Int? {
        guard let clause = declaration.clauses.first, clause.kind == .start || clause.kind == .value else { return nil }
        let place = index(at: clause.range.lowerBound)
        return place == title + 1 ? place : nil
    }

    // MARK: Blocks

    /// What stands behind the label of a mapping's element, or the sign behind a band's name.
    func column(of element: Argument, from start: Int) -> Int? {
        if let label = element.label?.range ?? element.quotedLabel?.range {
            return index(at: label.upperBound) + 1
        }
        guard case .chain(let name, _) = element.value.kind, case .path = name.kind else { return nil }
        return self[start + 1].kind == .leftParenthesis ? nil : index(at: name.range.upperBound)
    }
}
