import GearSource
import GearSyntax

extension QueryResolver {
    /// tasks of PLAN; nil after a report.
    func tasks(_ query: Query, _ clauses: [ClauseKind: Clause]) -> TableSource? {
        guard let clause = clauses[.of] else { return .tasks(plan: nil) }
        return plan(clause).map { .tasks(plan: $0) }
    }

    private func plan(_ clause: Clause) -> Int? {
        builder.path(clause, place).flatMap { builder.resolve($0, as: .plan, place) }
    }

    /// promises of PLAN by DIMS for COND; nil after a report.
    func promises(_ query: Query, _ clauses: [ClauseKind: Clause]) -> TableSource? {
        var plans = builder.model.plans.indices.filter { builder.model.plans[$0].framework >= 0 }
        if let clause = clauses[.of] {
            guard let plan = plan(clause) else { return nil }
            plans = [plan]
        }
        guard let by = dimensions(clauses[.by]), isFree(by, of: TableSchema.promiseMeasures, query) else { return nil }
        if by.contains("wave") {
            builder.report(
                .rowsAreSplit, "`wave` cannot stand here: a row is about two of its values",
                at: place.location(clauses[.by]?.range ?? query.range),
                why: "what a task achieved is the change from the wave before it to the wave after it",
                help: "leave `wave` out")
            return nil
        }
        let frameworks = Set(plans.map { builder.model.plans[$0].framework })
        guard let condition = condition(clauses, frameworks.count == 1 ? frameworks.first : nil) else { return nil }
        return .promises(
            PromisesRequest(
                plans: plans, scores: plans.compactMap { builder.model.scores(of: builder.model.plans[$0]) }, by: by,
                forCondition: condition.term))
    }

    /// strengths of RULE by DIMS for COND under NODE; nil after a report.
    func strengths(_ query: Query, _ clauses: [ClauseKind: Clause]) -> TableSource? {
        guard var request = scoresRequest(query, clauses),
            isFree(request.by, of: TableSchema.strengthMeasures(of: request.framework), query)
        else { return nil }
        let location = place.location(query.table.range)
        guard builder.model.roles.contains(where: { $0.framework == request.framework }) else {
            builder.report(
                .missingClause, "no role is declared on `\(builder.model.frameworks[request.framework].heading.name)`",
                at: location, why: "`strengths` says who, by the role, is strong in what",
                help: "declare one, `role NAME \"…\" { carries NODE }`, or import the file that does")
            return nil
        }
        let rule = builder.model.rules[request.rule]
        guard rule.mastered != nil else {
            builder.report(
                .missingClause, "rule `\(rule.heading.name)` does not say from where on somebody is strong",
                at: location, help: "add it to the rule: `mastered when score >= 3.5`",
                related: [Label(rule.heading.location, "declared here")])
            return nil
        }
        guard !request.by.contains(Dimension.ofRoles) else {
            builder.report(
                .rowsAreSplit, "`role` cannot stand here: a row is about all roles",
                at: place.location(clauses[.by]?.range ?? query.range),
                help: "for a row a role write `scores of \(rule.heading.name) by role`")
            return nil
        }
        request.by.append(Dimension.ofRoles)
        return .strengths(request)
    }

    /// forecast toward GOAL by DIMS for COND; nil after a report.
    func forecast(_ query: Query, _ clauses: [ClauseKind: Clause]) -> TableSource? {
        guard let request = gaps(query, clauses),
            isFree(request.by, of: TableSchema.forecastMeasures(of: builder.model.goals[request.goal].framework), query)
        else { return nil }
        return .forecast(request)
    }

    private func condition(_ clauses: [ClauseKind: Clause], _ framework: Int?) -> (term: Term?, Void)? {
        guard let clause = clauses[.forCondition] else { return (nil, ()) }
        return answerCondition(clause, framework: framework).map { ($0, ()) }
    }
}
