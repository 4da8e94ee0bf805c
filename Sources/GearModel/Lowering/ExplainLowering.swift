import GearSource
import GearSyntax

extension Builder {
    /// explain SUBJECT for COND since WAVE depth N; nil after a report.
    func explanation(_ declaration: Declaration, _ place: Place) -> ExplainRequest? {
        let clauses = Clauses(declaration)
        guard let expression = clauses[.expression]?.arguments.first?.value, !clauses.isIncomplete else { return nil }
        if case .malformed = expression.kind { return nil }
        guard case .call(let path, let arguments) = expression.kind else {
            return notExplained(expression, place)
        }
        if path.text == "level" {
            return explainedLevel(expression, arguments, clauses, place)
        }
        guard CellReference.Measure(rawValue: path.text) != nil else { return notExplained(expression, place) }
        var context = TermContext(place)
        context.allowsCells = true
        context.framework = names.scopes[place.module].framework
        guard let term = TermResolver(self, context, expression).resolve(expression), case .cell(let cell) = term.kind
        else { return nil }
        guard let rest = rest(clauses, framework: cell.node.framework, place) else { return nil }
        if rest.since != nil, !cell.dimensions.contains(where: { $0.name == "wave" }) {
            report(
                .missingClause, "it is not said which wave is compared with the earlier one",
                at: place.location(expression.range), help: "add it to the score: `wave: …`")
            return nil
        }
        if let since = rest.since, let clause = clauses[.since], !isEarlier(since, than: cell, clause, place) {
            return nil
        }
        return ExplainRequest(
            subject: .cell(cell), text: line(expression.range, place), forCondition: rest.condition,
            since: rest.since, depth: rest.depth, location: place.location(expression.range))
    }

    private func notExplained(_ expression: Expression, _ place: Place) -> ExplainRequest? {
        var near: String?
        if case .call(let path, _) = expression.kind {
            near = Likeness.nearest(
                to: path.text, among: CellReference.Measure.allCases.map(\.rawValue) + ["level"])
        }
        report(
            .notExplained, "`\(line(expression.range, place))` cannot be explained",
            at: place.location(expression.range), why: "what is explained is one score, or one level",
            help: near.map { "did you mean `\($0)(…)`?" }
                ?? "write `explain score(NODE, source: …, wave: …)`, or `explain level(PROGRESSION.LEVEL, …)`")
        return nil
    }

    // MARK: Levels

    /// level(PROGRESSION, …), level(PROGRESSION.LEVEL, …)
    private func explainedLevel(
        _ expression: Expression, _ arguments: [Argument], _ clauses: Clauses, _ place: Place
    ) -> ExplainRequest? {
        guard let first = arguments.first, first.label == nil, case .path(let path) = first.value.kind else {
            report(
                .argumentCount, "`level` needs a progression", at: place.location(expression.range),
                help: "write `level(PROGRESSION)` or `level(PROGRESSION.LEVEL)`")
            return nil
        }
        guard let (position, level) = progressionOrLevel(path, place),
            let dimensions = TermResolver(self, TermContext(place), expression)
                .dimensionValues(Array(arguments.dropFirst()))
        else { return nil }
        if let clause = clauses[.since] {
            report(
                .clauseNotHere, "`since` does not belong to a level", at: place.location(clause.range),
                help: "explain the scores that it requires: `explain score(NODE, wave: …) since WAVE`")
            return nil
        }
        let progression = model.progressions[position]
        guard let scores = progression.scores else {
            if progression.framework >= 0, !progression.isBroken {
                report(
                    .missingClause, "progression `\(progression.heading.name)` requires nothing",
                    at: place.location(path.range), why: "so nothing tells who is on which level",
                    help: "write what it takes: `to move up \"…\" { requires … }`",
                    related: [Label(progression.heading.location, "declared here")])
            }
            return nil
        }
        guard let rest = rest(clauses, framework: scores.framework, place) else { return nil }
        let request = LevelsRequest(
            progression: position, scores: scores, by: dimensions.map(\.name), forCondition: rest.condition)
        return ExplainRequest(
            subject: .level(level, request, dimensions: dimensions), text: line(expression.range, place),
            forCondition: rest.condition, since: nil, depth: rest.depth,
            location: place.location(expression.range))
    }

    private func progressionOrLevel(_ path: Path, _ place: Place) -> (progression: Int, level: Int?)? {
        if let symbol = symbol(path, from: place.module), symbol.kind == .progression { return (symbol.position, nil) }
        let owner = Path(Array(path.steps.dropLast()), at: path.range)
        guard path.steps.count > 1, let last = path.steps.last, let symbol = symbol(owner, from: place.module),
            symbol.kind == .progression
        else { return resolve(path.steps.count > 1 ? owner : path, as: .progression, place).map { ($0, nil) } }
        let levels = model.progressions[symbol.position].levels.map(\.heading.name)
        guard let level = levels.firstIndex(of: last.text) else {
            reportNoPart(last, of: "progression `\(owner.text)`", "level", levels, place)
            return nil
        }
        return (symbol.position, level)
    }

    // MARK: Clauses

    private func rest(
        _ clauses: Clauses, framework: Int, _ place: Place
    ) -> (condition: Term?, since: String?, depth: Int?)? {
        var condition: Term?
        if let expression = clauses[.forCondition]?.arguments.first?.value {
            guard let term = answerCondition(expression, framework: framework, place) else { return nil }
            condition = term
        }
        var since: String?
        if let expression = clauses[.since]?.arguments.first?.value {
            guard let wave = wave(expression, place) else { return nil }
            since = wave
        }
        var depth: Int?
        if let expression = clauses[.depth]?.arguments.first?.value {
            guard case .number(let number) = expression.kind, let whole = Int(exactly: number), whole >= 1 else {
                wrongShape("a whole number from 1 up", expression.range, place, help: "such as `depth 3`")
                return nil
            }
            depth = whole
        }
        return (condition, since, depth)
    }

    /// Whether a wave comes before that of a score; false after a report.
    private func isEarlier(_ since: String, than cell: CellReference, _ clause: Clause, _ place: Place) -> Bool {
        let wave = cell.dimensions.first { $0.name == "wave" }?.value ?? ""
        func start(_ name: String) -> CalendarDate? { model.waves.first { $0.heading.name == name }?.start }
        guard let first = start(since), let last = start(wave) else { return true }
        if since != wave, first < last { return true }
        let earlier = model.waves.filter { $0.start < last }.map { "`\($0.heading.name)`" }
        report(
            .notEarlier, "`\(since)` is not earlier than `\(wave)`",
            at: place.location(clause.range), why: "`since` takes the wave that a score has changed since",
            help: earlier.isEmpty
                ? "there is no wave before `\(wave)`" : "earlier are \(earlier.joined(separator: ", "))")
        return false
    }

    private func wave(_ expression: Expression, _ place: Place) -> String? {
        guard let term = TermResolver(self, TermContext(place), expression).constant(expression, of: .wave, 0) else {
            return nil
        }
        guard term.type.fits(.wave), let text = term.dimensionText else {
            wrongShape(Type.wave.noun, expression.range, place)
            return nil
        }
        return text
    }
}
