import GearSource
import GearSyntax

extension QueryResolver {
    /// levels of PROGRESSION by DIMS for COND; nil after a report.
    func levels(_ query: Query, _ clauses: [ClauseKind: Clause]) -> LevelsRequest? {
        guard let position = named(.progression, clauses[.of], "of", query), let by = dimensions(clauses[.by]) else {
            return nil
        }
        let progression = builder.model.progressions[position]
        guard let scores = progression.scores else {
            if progression.framework >= 0, !progression.isBroken {
                builder.report(
                    .missingClause, "progression `\(progression.heading.name)` requires nothing",
                    at: place.location(query.table.range), why: "so nothing tells who is on which level",
                    help: "write what it takes: `to move up \"…\" { requires … }`",
                    related: [Label(progression.heading.location, "declared here")])
            }
            return nil
        }
        guard
            isFree(
                by,
                of: TableSchema.levelMeasures(of: position)
                    + TableSchema.requirementMeasures(of: position, scores.framework), query)
        else { return nil }
        var condition: Term?
        if let clause = clauses[.forCondition] {
            guard let term = answerCondition(clause, framework: scores.framework) else { return nil }
            condition = term
        }
        return LevelsRequest(progression: position, scores: scores, by: by, forCondition: condition)
    }

    /// gaps toward GOAL by DIMS for COND, and recommend; nil after a report.
    func gaps(_ query: Query, _ clauses: [ClauseKind: Clause]) -> GapsRequest? {
        guard let position = named(.goal, clauses[.toward], "toward", query), let by = dimensions(clauses[.by]) else {
            return nil
        }
        let goal = builder.model.goals[position]
        guard goal.framework >= 0, !goal.isBroken, !goal.reaches.isEmpty,
            isFree(
                by,
                of: TableSchema.gapMeasures(of: goal.framework) + TableSchema.recommendMeasures(of: goal.framework),
                query)
        else { return nil }
        var condition: Term?
        if let clause = clauses[.forCondition] {
            guard let term = answerCondition(clause, framework: goal.framework) else { return nil }
            condition = term
        }
        return GapsRequest(
            goal: position, scores: goal.reaches.map(\.scores), by: by, forCondition: condition)
    }

    /// What a clause names, or the only one of its kind in sight.
    func named(_ kind: SymbolKind, _ clause: Clause?, _ word: String, _ query: Query) -> Int? {
        if let clause { return builder.path(clause, place).flatMap { builder.resolve($0, as: kind, place) } }
        let known = builder.visibleNames(kind, place.module)
        let positions = Set(known.compactMap { builder.symbol(Path(dotted: $0), from: place.module)?.position })
        if positions.count == 1 { return positions.first }
        builder.report(
            .missingClause, known.isEmpty ? "there is no \(kind.noun) in sight" : "several \(kind.noun)s fit",
            at: place.location(query.table.range),
            why: known.isEmpty ? nil : "there are " + known.map { "`\($0)`" }.joined(separator: ", "),
            help: known.isEmpty
                ? "declare one, or import the file that does"
                : "say which: `\([query.table.text, word, known[0]].filter { !$0.isEmpty }.joined(separator: " "))`")
        return nil
    }

    /// Whether no dimension of `by` is called as a column that the table has anyway.
    func isFree(_ by: [String], of measures: [TableSchema.Column], _ query: Query) -> Bool {
        guard let clash = by.first(where: { name in measures.contains { $0.name == name } }) else { return true }
        builder.report(
            .duplicateName, "`\(query.table.text)` has a column `\(clash)` of its own",
            at: place.location(query.range), why: "a table has one column of a name",
            help: "give the dimension another name where it is declared")
        return false
    }
}
