import GearSource

extension Parser {
    /// value ::= query | "(" query ")" stages | condition
    ///
    /// A name is a table if a clause of a query or a `|` comes after it.
    mutating func value() -> Expression { startsQuery ? query() : continued(condition()) }

    var startsQuery: Bool {
        guard kind == .word, !breakBefore, keyword?.isReserved != true else { return false }
        var last = index
        while true {
            let dot = following(last)
            let step = following(dot.index)
            guard tokens[dot.index].kind == .dot, tokens[step.index].kind == .word, !dot.newline, !step.newline else {
                break
            }
            last = step.index
        }
        let next = following(last)
        if tokens[next.index].kind == .pipe { return true }
        if last == index, keyword == .compare || keyword == .crosswalk, tokens[next.index].kind == .word,
            !next.newline || bracketDepth > 0
        {
            return keyword(at: next.index)?.isReserved != true
        }
        return (!next.newline || bracketDepth > 0) && Parser.queryClause(keyword(at: next.index)) != nil
    }

    static func beginsQueryClause(_ keyword: Keyword) -> Bool { queryClause(keyword) != nil }

    private static func queryClause(_ keyword: Keyword?) -> ClauseKind? {
        switch keyword {
        case .of: .of
        case .by: .by
        case .for: .forCondition
        case .under: .under
        case .toward: .toward
        case .across: .acrossGroups
        case .paired: .paired
        case .via: .via
        default: nil
        }
    }

    /// query        ::= table query_clause+ stages? | table stages | "compare" pair query_clause* stages?
    ///                | "crosswalk" path query_clause* stages?
    /// table        ::= NAME ("." NAME)*
    /// query_clause ::= "of" path | "by" paths | "for" condition | "under" path | "toward" path
    ///                | "across" path | "paired" path | "via" path
    mutating func query() -> Expression {
        let first = start
        let lossesBefore = lossCount
        let leading: ClauseKind? = keyword == .compare ? .pair : keyword == .crosswalk ? .subject : nil
        guard let table = path() else { return malformed(first) }
        var clauses: [Clause] = []
        if let leading, table.steps.count == 1, at(.word), !breakBefore, Parser.queryClause(keyword) == nil {
            clauses.append(clause(leading))
        }
        while !isLost, !breakBefore, let kind = Parser.queryClause(keyword) {
            let next = clause(kind)
            if let same = clauses.first(where: { $0.kind == kind }) {
                note(
                    .repeatedClause, "`\(kind.keyword?.spelling ?? "")` is given twice", at: next.range,
                    related: [Label(location(same.range), "first here")], help: "keep one of them")
            }
            clauses.append(next)
        }
        skipLostStage()
        let stages = stages()
        // A pipeline with a hole would be judged by columns that are not there.
        guard lossCount == lossesBefore else { return malformed(first) }
        let range = range(from: first)
        return Expression(
            kind: .query(Query(table: table, clauses: clauses, stages: stages, range: range)), range: range)
    }

    /// pair ::= path operand "," operand
    mutating func pair() -> [Argument] {
        var arguments = [pathArgument()]
        for place in 0..<2 where !isLost {
            if place == 1, !take(.comma) {
                fail(
                    .missingPart, "a comma and what it is compared with are missing \(afterPrevious): here is \(found)",
                    help: "write `compare DIMENSION A, B`, or `compare DIMENSION A, others`")
                break
            }
            arguments.append(plain(operand()))
        }
        return arguments
    }

    /// stages ::= ("|" stage)+
    private mutating func stages() -> [Stage] {
        var stages: [Stage] = []
        while take(.pipe) {
            if let stage = stage() { stages.append(stage) }
            if !isLost, !endsStage {
                fail(.unexpected, "a stage cannot go on with \(found)", help: Self.help(after: stages.last?.kind))
            }
            skipLostStage()
        }
        return stages
    }

    /// What somebody may have meant who goes on as other languages do.
    private static func help(after kind: StageKind?) -> String {
        switch kind {
        case .sort:
            "columns have commas between them, and `-COLUMN` goes from the greatest down; a `|` begins the next stage"
        case .group: "write such as `group all = mean(score) by district`; a `|` begins the next stage"
        default: "a `|` begins the next stage; a line break ends the pipeline"
        }
    }

    /// A query in parentheses and the stages behind them are one query.
    private mutating func continued(_ expression: Expression) -> Expression {
        guard !isLost, at(.pipe) else { return expression }
        guard case .query(let inner) = expression.kind else {
            guard case .malformed = expression.kind else { return expression }
            _ = stages()
            return malformed(expression.range.lowerBound)
        }
        let lossesBefore = lossCount
        let more = stages()
        let range = range(from: expression.range.lowerBound)
        guard lossCount == lossesBefore else { return malformed(expression.range.lowerBound) }
        let whole = Query(table: inner.table, clauses: inner.clauses, stages: inner.stages + more, range: range)
        return Expression(kind: .query(whole), range: range)
    }

    private var endsStage: Bool {
        atEnd || kind == .pipe || at(.within) || kind == .comma || kind == .rightParenthesis || kind == .rightBracket
    }

    private mutating func skipLostStage() {
        guard isLost else { return }
        while !endsStage || kind == .comma { skipToken() }
        isLost = false
    }

    /// stage ::= "where" condition | "select" columns | "derive" named ("," named)*
    ///         | "sort" condition ("," condition)* | "take" operand | "group" columns ("by" paths)?
    ///         | "join" operand "on" paths ("keep" "all")? | "pivot" path "by" paths | "what" "if" overlay
    ///         | "chart" ("bars" | "distribution" | "heatmap" | "lines" | "sparklines") paths
    ///           "by" paths ("across" path)?
    private mutating func stage() -> Stage? {
        let first = start
        guard let kind = stageKind() else { return nil }
        var clauses: [Clause] = []
        let arguments: [Argument]
        var overlay: Declaration?
        switch kind {
        case .where: arguments = [plain(condition())]
        case .select: arguments = columns()
        case .derive: arguments = list { $0.named() }
        case .sort: arguments = list { $0.plain($0.condition()) }
        case .take: arguments = [plain(operand())]
        case .group:
            arguments = columns()
            if !isLost, at(.by) { clauses.append(clause(.by)) }
        case .join:
            arguments = [plain(operand())]
            if !isLost, !at(.on) {
                fail(
                    .missingPart, "`on` and what the rows have in common are missing \(afterPrevious): here is \(found)"
                )
            }
            if !isLost { clauses.append(clause(.joinOn)) }
            if !isLost, at(.keep) { clauses.append(keepAll()) }
        case .pivot:
            arguments = [pathArgument()]
            if !isLost, !at(.by) {
                fail(.missingPart, "`by` and a column are missing \(afterPrevious): here is \(found)")
            }
            if !isLost { clauses.append(clause(.by)) }
        case .whatIf:
            arguments = []
            overlay = self.overlay()
        case .chart:
            guard let kind = chartKind() else { return nil }
            if at(.by), nextKind == .word, keyword(at: following(index).index) != .by {
                fail(
                    .missingPart, "a column to draw is missing \(afterPrevious): here is \(found)",
                    help: "write such as `chart bars score by title`")
                arguments = [kind]
                break
            }
            arguments = [kind] + paths()
            if !isLost, !at(.by) {
                fail(
                    .missingPart,
                    "`by` and what each line is called after are missing \(afterPrevious): here is \(found)",
                    help: "write such as `chart bars score by title`")
            }
            if !isLost { clauses.append(clause(.by)) }
            if !isLost, at(.across) { clauses.append(clause(.acrossGroups)) }
        }
        return Stage(
            kind: kind, range: range(from: first), arguments: arguments, clauses: clauses, overlay: overlay)
    }

    private mutating func stageKind() -> StageKind? {
        let names = StageKind.allCases.map(\.rawValue)
        guard at(.word) else {
            let isDoubled = kind == .pipe
            fail(
                .missingPart, "a stage is missing \(afterPrevious): here is \(found)",
                help: isDoubled ? "write `or`, if that is meant" : "stages are " + names.joined(separator: ", "))
            if isDoubled { advance() }
            return nil
        }
        let word = source.text(range)
        if at(.what) {
            advance()
            if take(.if) { return .whatIf }
            fail(
                .unexpected, "after `what` comes `if`, but here is \(found)", help: "write `what if { … }`")
            return nil
        }
        if let kind = StageKind(rawValue: word) {
            advance()
            return kind
        }
        let nearest = Likeness.nearest(to: word, among: names)
        reportUnknown(
            .unknownStage, "there is no stage `\(word)`", nearest, "stages are " + names.joined(separator: ", "))
        lose()
        return nil
    }

    /// The word after `chart`; nil after a report.
    private mutating func chartKind() -> Argument? {
        let names = ChartKind.allCases.map(\.rawValue)
        let all = "charts are " + names.joined(separator: ", ")
        guard at(.word) else {
            fail(.missingPart, "a kind of chart is missing \(afterPrevious): here is \(found)", help: all)
            return nil
        }
        let word = source.text(range)
        guard ChartKind(rawValue: word) == nil else { return pathArgument() }
        reportUnknown(.unknownStage, "there is no chart `\(word)`", Likeness.nearest(to: word, among: names), all)
        lose()
        return nil
    }

    private mutating func keepAll() -> Clause {
        let first = start
        advance()
        expect(.all, after: .keepAll)
        return Clause(kind: .keepAll, range: range(from: first), arguments: [])
    }

    /// columns ::= column ("," column)*
    /// column  ::= (NAME "=")? condition
    private mutating func columns() -> [Argument] { list { $0.column() } }

    private mutating func column() -> Argument {
        at(.word) && nextKind == .equals ? named() : plain(condition())
    }

    /// named ::= NAME "=" condition
    ///
    /// Never a query: the `|` or `by` after the last column belongs to the pipeline.
    private mutating func named() -> Argument {
        guard at(.word) else {
            fail(
                .missingPart, "a column's name is missing \(afterPrevious): here is \(found)", help: "write `NAME = …`")
            return plain(nothing)
        }
        let first = start
        let label = takeName()
        equals()
        let value = condition()
        return Argument(label: label, quotedLabel: nil, value: value, clauses: [], range: range(from: first))
    }
}
