import GearModel
import GearSource
import GearSyntax

extension Completer {
    /// value ::= query | "(" query ")" stages | condition
    func value(_ marks: Marks, _ scope: ExpressionScope, following: [Word] = []) -> Offer {
        // In the innermost parentheses that hold a pipeline, as after `join`.
        for bracket in marks.openBrackets.reversed() where marks[bracket].kind == .leftParenthesis {
            let inner = marks[(bracket + 1)...]
            let before = marks[..<bracket].last
            let isCall = before?.kind == .word && before?.is("join") == false
            if isPipeline(inner) { return query(inner) }
            if inner.isEmpty, !isCall {
                return Offer(before == nil ? values() : tablesAndNamed())
            }
        }
        if isPipeline(marks) { return query(marks) }
        var scope = scope
        scope.hasCells = true
        if marks.isEmpty { return Offer(scope.names + values()) }
        return expression(marks, scope, following: following)
    }

    private func isPipeline(_ marks: Marks) -> Bool {
        if !marks.places(where: { $0.kind == .pipe }).isEmpty { return true }
        let (name, rest) = marks.leadingPath
        guard !name.isEmpty, rest.first?.kind != .leftParenthesis else { return false }
        return Program.tableNames.contains(name) || isResult(name)
            || session.program.visibleNames.contains { $0.name == name && $0.isTable }
    }

    private func isResult(_ name: String) -> Bool {
        name.hasPrefix("it") && !session.program.isDeclared(name) && workspace?.results.isEmpty == false
            && (name == "it" || Int(name.dropFirst(2)) != nil)
    }

    private func query(_ marks: Marks) -> Offer {
        guard let pipe = marks.places(where: { $0.kind == .pipe }).last else { return head(marks) }
        let start = marks.first.map(\.start) ?? 0
        return stage(marks[(pipe + 1)...], after: typed.source.text(UInt32(start)..<UInt32(marks[pipe].start)))
    }

    /// What a pipeline gives, as the checker says; nil where it finds an error.
    func schema(_ pipeline: String) -> TableSchema? { resolved(pipeline)?.schema }

    private func resolved(_ pipeline: String) -> ResolvedQuery? {
        let text = workspace.map { $0.withResultsInPlace(pipeline) } ?? pipeline
        guard let text else { return nil }
        let (query, lacksRule) = checked(text)
        return query ?? (lacksRule ? withSomeRule(text) : nil)
    }

    private func checked(_ text: String) -> (query: ResolvedQuery?, lacksRule: Bool) {
        let tree = SyntaxTree(typed: text, as: .value)
        guard tree.diagnostics.allSatisfy({ $0.severity != .error }) else { return (nil, false) }
        let (show, found) = session.program.show(tree)
        if case .query(let query)? = show?.subject { return (query, false) }
        return (nil, found.contains { $0.code == .whichRule })
    }

    /// Whichever of several rules is meant, the columns are the same.
    private func withSomeRule(_ text: String) -> ResolvedQuery? {
        let table = text.prefix { $0.isLetter }
        guard Program.clauses(of: String(table)).contains(.of) else { return nil }
        let rules = session.program.visibleNames.filter { $0.kind == .rule }.prefix(Self.mostTriedRules)
        return rules.lazy.compactMap { checked("\(table) of \($0.name)" + text.dropFirst(table.count)).query }.first
    }

    private static let mostTriedRules = 8

    // MARK: Tables and their clauses

    private func head(_ marks: Marks) -> Offer {
        let (table, rest) = marks.leadingPath
        let allowed = Program.clauses(of: table)
        if allowed.contains(.subject), rest.isEmpty { return Offer(names(.crosswalk)) }
        let leading: ClauseKind? = allowed.contains(.pair) ? .pair : allowed.contains(.subject) ? .subject : nil
        let clauses = CompletionClauses(rest, leading: leading) { word in
            CompletionWords.clauses.first { $0.word.text == word }?.kind
        }
        let following =
            CompletionWords.clauses.filter { allowed.contains($0.kind) && !clauses.given.contains($0.kind) }
            .map(\.word) + [CompletionWords.pipe]
        let value = clauses.value
        let taken = value.earlierElements.compactMap(\.first?.text)
        if let kind = clauses.current, !allowed.contains(kind) { return Offer(following) }
        switch clauses.current {
        case .pair: return pair(value, following)
        case .forCondition: return expression(value, answers(model.surveys), following: following)
        case .by where clauses.wantsValue:
            return Offer(dimensions(besides: taken).filter { table != "progress" || $0.text != "wave" })
        case .acrossGroups where clauses.wantsValue, .paired where clauses.wantsValue:
            return Offer(names(.dimension))
        case .of where clauses.wantsValue:
            switch table {
            case "levels", "requirements": return Offer(names(.progression))
            case "tasks", "promises": return Offer(names(.plan))
            default: return Offer(names(.rule))
            }
        case .under where clauses.wantsValue: return Offer(nodes(of: session.program.askedFramework))
        case .toward where clauses.wantsValue: return Offer(names(.goal))
        case .via where clauses.wantsValue: return Offer(names(.crosswalk))
        default: return Offer(following)
        }
    }

    /// What a condition over answers sees.
    func answers(_ surveys: [Survey]) -> ExpressionScope {
        ExpressionScope(
            columns: model.answersSchema.columns, pipeline: "answers", wanted: .boolean, surveys: surveys)
    }

    /// compare DIMENSION A, B
    private func pair(_ value: Marks, _ following: [Word]) -> Offer {
        guard let dimension = value.first else { return Offer(dimensions()) }
        let sides = value.dropFirst()
        guard sides.isEmpty || sides.last?.kind == .comma else {
            return sides.earlierElements.isEmpty ? Offer() : Offer(following)
        }
        let type = type(ofDimension: dimension.text)
        let first = sides.first?.text
        let values = type.map { constants(of: $0) } ?? []
        var offer = Offer(
            values.filter { $0.text != first } + (sides.isEmpty ? [] : [Word("others", "all but the first")]),
            note: type.map(note(onNone:)) ?? "")
        offer.isQuotable = true
        return offer
    }

    // MARK: Stages

    private func stage(_ marks: Marks, after pipeline: String) -> Offer {
        guard let first = marks.first else { return Offer(CompletionWords.stages) }
        if first.text == "what" { return whatIf(marks) }
        guard let kind = StageKind(rawValue: first.text) else { return Offer() }
        let before = resolved(pipeline)
        var scope = ExpressionScope(columns: before?.schema.columns ?? [], pipeline: pipeline)
        (scope.framework, scope.rule) = (before?.contextFramework, before?.contextRule)
        let rest = marks.dropFirst()
        let pipe = [CompletionWords.pipe]
        switch kind {
        case .where:
            scope.wanted = .boolean
            return expression(rest, scope, following: pipe)
        case .select: return columns(rest, scope, mustName: false, following: pipe)
        case .derive: return columns(rest, scope, mustName: true, following: pipe)
        case .group:
            if let by = rest.places(where: { $0.is("by") }).last {
                return keys(rest[(by + 1)...], scope.columns, following: pipe)
            }
            scope.aggregates = .rows
            return columns(rest, scope, mustName: true, following: [Word("by", "what each row is about")] + pipe)
        case .sort: return keys(rest, scope.columns, following: pipe)
        case .take: return rest.isEmpty ? Offer(note: "take N: the first N rows") : Offer(pipe)
        case .join: return join(rest, scope)
        case .pivot:
            let columns = scope.columns.map { Word($0.name, $0.type.noun) }
            guard let value = rest.first else { return Offer(columns) }
            if rest.count == 1 { return Offer([Word("by", "whose values become columns")]) }
            return rest.count == 2 ? Offer(columns.filter { $0.text != value.text }) : Offer(pipe)
        case .chart: return chart(rest, scope)
        case .whatIf: return Offer()
        }
    }

    private func whatIf(_ marks: Marks) -> Offer {
        switch marks.count {
        case 1: Offer([Word("if {", "what it would be")])
        case 2: Offer([Word("{", "what it would be")])
        default: Offer([CompletionWords.pipe])
        }
    }

    /// Columns by name, with or without a minus: of `sort`, and after `by`.
    private func keys(_ marks: Marks, _ columns: [TableSchema.Column], following: [Word]) -> Offer {
        let element = marks.lastElement
        guard element.allSatisfy({ $0.kind == .minus }) else { return Offer(following) }
        let taken = marks.earlierElements.compactMap(\.last?.text)
        return Offer(columns.filter { !taken.contains($0.name) }.map { Word($0.name, $0.type.noun) })
    }

    /// column ::= (NAME "=")? condition
    private func columns(_ marks: Marks, _ scope: ExpressionScope, mustName: Bool, following: [Word]) -> Offer {
        let element = marks.lastElement
        if element.dropFirst().first?.kind == .equals {
            return expression(element.dropFirst(2), scope, following: following)
        }
        if !element.isEmpty {
            return element.openBrackets.isEmpty ? Offer(mustName ? [] : following) : expression(element, scope)
        }
        if mustName {
            return Offer(note: scope.makesGroups ? "NAME = mean(COLUMN), or another aggregate" : "NAME = what it is")
        }
        let taken = marks.earlierElements.compactMap(\.first?.text)
        return Offer(
            scope.columns.filter { !taken.contains($0.name) }.map { Word($0.name, $0.type.noun) },
            note: "columns, or NAME = what it is")
    }

    /// join (QUERY) on KEYS keep all
    private func join(_ marks: Marks, _ scope: ExpressionScope) -> Offer {
        guard let first = marks.first else { return Offer([Word("(", "a pipeline")] + tablesAndNamed()) }
        guard let on = marks.places(where: { $0.is("on") }).first else { return Offer([Word("on", "what both have")]) }
        let right = typed.source.text(UInt32(first.start)..<UInt32(marks[on].start))
        let names = schema(right)?.columns.map(\.name) ?? []
        let keep = marks.places { $0.is("keep") }.first
        if let keep {
            return Offer(
                keep == marks.endIndex - 1 ? [Word("all", "rows without a partner stay")] : [CompletionWords.pipe])
        }
        return keys(
            marks[(on + 1)...], scope.columns.filter { names.contains($0.name) },
            following: [Word("keep all", "rows without a partner stay"), CompletionWords.pipe])
    }

    /// chart KIND COLUMNS by KEYS across KEY
    private func chart(_ marks: Marks, _ scope: ExpressionScope) -> Offer {
        guard let first = marks.first else { return Offer(CompletionWords.charts) }
        guard let kind = ChartKind(rawValue: first.text) else { return Offer() }
        let rest = marks.dropFirst()
        let by = rest.places { $0.is("by") }.first
        let across = rest.places { $0.is("across") }.first
        if let across {
            return keys(rest[(across + 1)...], scope.columns, following: [CompletionWords.pipe])
        }
        if let by {
            let runs = kind.runsAcross ? [Word("across", "what runs to the right")] : []
            return keys(rest[(by + 1)...], scope.columns, following: runs + [CompletionWords.pipe])
        }
        return keys(
            rest, scope.columns.filter { kind.draws($0.type) },
            following: [Word("by", kind == .lines ? "what lines are called after" : "what each is called after")])
    }
}

extension ExpressionScope {
    fileprivate var makesGroups: Bool {
        if case .rows = aggregates { true } else { false }
    }
}
