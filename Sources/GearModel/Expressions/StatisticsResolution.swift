import GearSource
import GearSyntax

extension QueryResolver {
    /// Tables of statistics, with the clauses that each takes beside `of`, `by`, `for` and `under`.
    static let statisticsClauses: [String: Set<ClauseKind>] = [
        "items": [], "reliability": [.acrossGroups], "compare": [.pair, .paired], "progress": [.acrossGroups],
        "correlations": [.acrossGroups], "agreement": [.acrossGroups, .paired], "frontier": [],
        "similar": [.acrossGroups],
    ]

    /// `items of RULE by DIMS for COND under NODE` and its kin; nil after a report.
    func statistics(_ name: String, _ query: Query, _ clauses: [ClauseKind: Clause]) -> TableSource? {
        guard let scores = scoresRequest(query, clauses) else { return nil }
        let kind: StatisticsRequest.Kind
        switch name {
        case "compare":
            guard let comparison = comparison(query, clauses, scores) else { return nil }
            kind = .comparison(comparison)
        case "items": kind = .items
        case "frontier": return frontier(query, scores)
        case "similar":
            guard let units = needed(.acrossGroups, "whose values are compared", query, clauses, scores),
                isFree(scores.by + [units], of: TableSchema.similarMeasures, query)
            else { return nil }
            return .similar(scores, across: units)
        case "correlations":
            guard let units = needed(.acrossGroups, "whose values are the pairs", query, clauses, scores) else {
                return nil
            }
            kind = .correlations(across: units)
        case "agreement":
            guard let raters = needed(.acrossGroups, "that says who rated", query, clauses, scores),
                let units = needed(.paired, "that says what was rated", query, clauses, scores, besides: raters)
            else { return nil }
            kind = .agreement(raters: raters, units: units)
        default:
            var across: String?
            if let clause = clauses[.acrossGroups] {
                guard let dimension = freeDimension(clause, scores, besides: name == "progress" ? "wave" : nil) else {
                    return nil
                }
                across = dimension
            }
            if name == "progress", scores.by.contains("wave"), let clause = clauses[.by] {
                reportRowsSplit(by: "wave", clause, "`progress` has the waves in columns of their own")
                return nil
            }
            if name == "progress", dimension(Path(dotted: "wave", at: query.table.range)) == nil { return nil }
            kind = name == "progress" ? .progress(across: across) : .reliability(across: across)
        }
        return .statistics(StatisticsRequest(kind: kind, scores: scores))
    }

    /// frontier of RULE by DIMS for COND under NODE; nil after a report.
    private func frontier(_ query: Query, _ scores: ScoresRequest) -> TableSource? {
        let rule = builder.model.rules[scores.rule]
        guard rule.mastered != nil else {
            builder.report(
                .missingClause, "rule `\(rule.heading.name)` does not say what is mastered",
                at: place.location(query.table.range), why: "what comes next is what builds on the mastered",
                help: "add it to the rule: `mastered when score >= …`",
                related: [Label(rule.heading.location, "declared here")])
            return nil
        }
        guard isFree(scores.by, of: TableSchema.frontierMeasures(of: scores.framework), query) else { return nil }
        return .frontier(scores)
    }

    /// The dimension of a clause that a table cannot do without; nil after a report.
    private func needed(
        _ kind: ClauseKind, _ what: String, _ query: Query, _ clauses: [ClauseKind: Clause], _ scores: ScoresRequest,
        besides taken: String? = nil
    ) -> String? {
        if let clause = clauses[kind] { return freeDimension(clause, scores, besides: taken) }
        let word = kind.keyword?.spelling ?? ""
        builder.report(
            .needsDimension, "`\(query.table.text)` does not name the dimension \(what)",
            at: place.location(query.table.range), help: "write `\(query.table.text) \(word) DIMENSION`")
        return nil
    }

    /// The one dimension of a clause such as `across school`, which must not split the rows; nil after a report.
    private func freeDimension(_ clause: Clause, _ scores: ScoresRequest, besides taken: String?) -> String? {
        guard let dimension = dimensions(clause)?.first else { return nil }
        guard !builder.model.rowDimensions(by: scores.by).contains(dimension) || dimension == taken else {
            reportRowsSplit(
                by: dimension, clause,
                scores.by.contains(dimension)
                    ? "the rows are split by \(dimension), since `by` names it"
                    : "every table is split by \(dimension)")
            return nil
        }
        guard dimension != taken else {
            reportRowsSplit(by: dimension, clause, "another part of the table works on it already")
            return nil
        }
        return dimension
    }

    private func reportRowsSplit(by dimension: String, _ clause: Clause, _ why: String) {
        builder.report(
            .rowsAreSplit, "`\(dimension)` cannot stand here: a row is about one value of it",
            at: place.location(clause.range), why: why,
            help: clause.kind == .by ? "leave `\(dimension)` out" : "name another dimension, or leave it out of `by`")
    }

    // MARK: compare

    private func comparison(
        _ query: Query, _ clauses: [ClauseKind: Clause], _ scores: ScoresRequest
    ) -> ScoreComparison? {
        guard let pair = clauses[.pair], pair.arguments.count == 3 else {
            builder.report(
                .needsTwoSides, "`compare` does not say what is compared", at: place.location(query.table.range),
                help: "write such as `compare source team, teacher`")
            return nil
        }
        guard let path = builder.path(pair.arguments[0].value, place), let dimension = dimension(path),
            let first = side(dimension, pair.arguments[0], pair.arguments[1], scores)
        else { return nil }
        var second: ScoreComparison.Side?
        if isOthers(pair.arguments[2]) {
            guard dimension != "source", dimension != "wave" else {
                builder.report(
                    .needsTwoSides, "there are no `others` of a \(dimension)",
                    at: place.location(pair.arguments[2].range), why: "\(dimension)s are never put together",
                    help: "name another \(dimension)")
                return nil
            }
        } else {
            second = side(dimension, pair.arguments[0], pair.arguments[2], scores)
            guard let second else { return nil }
            guard second.value != first.value else {
                builder.report(
                    .needsTwoSides, "`\(first.value)` is compared with itself",
                    at: place.location(pair.arguments[2].range), help: "name another \(dimension)")
                return nil
            }
        }
        if scores.by.contains(dimension), let by = clauses[.by] {
            reportRowsSplit(by: dimension, by, "each row has both sides of the comparison")
            return nil
        }
        var paired: String?
        if let clause = clauses[.paired] {
            guard let units = freeDimension(clause, scores, besides: dimension) else { return nil }
            paired = units
        }
        return ScoreComparison(dimension: dimension, first: first, second: second, paired: paired)
    }

    private func isOthers(_ argument: Argument) -> Bool {
        guard let path = argument.value.path else { return false }
        return path.steps.count == 1 && path.reach == .itself && path.text == "others"
    }

    /// One side as the condition that it stands for, which says what is wrong with it as any condition does.
    private func side(
        _ dimension: String, _ name: Argument, _ value: Argument, _ scores: ScoresRequest
    ) -> ScoreComparison.Side? {
        let equality = Expression(kind: .chain(name.value, [(.equal, value.value)]), range: value.range)
        guard let condition = builder.answerCondition(equality, framework: scores.framework, place) else { return nil }
        guard case .binary(.equal, _, let constant) = condition.kind, let text = constant.constantText else {
            builder.report(
                .needsTwoSides, "a side of `compare` is one value of \(dimension)", at: place.location(value.range),
                help: "write a name, or a text in quotes")
            return nil
        }
        return ScoreComparison.Side(value: text, condition: condition)
    }
}

extension Term {
    /// A constant as data would have it.
    fileprivate var constantText: String? {
        guard case .constant(let value) = kind else { return nil }
        return switch value {
        case .text(let text): text
        case .number(let number): number == number.rounded() && number.magnitude < 1e15 ? "\(Int(number))" : "\(number)"
        default: nil
        }
    }
}
