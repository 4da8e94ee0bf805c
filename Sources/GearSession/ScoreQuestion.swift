import GearModel
import GearSource
import GearSyntax

/// What `gearbox score` asks, in the words of its options.
package struct ScoreQuestion: Sendable {
    /// As in `scores of RULE`; nil where one rule fits.
    package var rule: String?
    package var by: [String] = []
    /// The crosswalk through which scores are read onto another framework; nil: none.
    package var via: String?
    package var layers: [String] = []
    /// Conditions over answers (`--for`) and over rows (`--where`), with what findings call them.
    package var forConditions: [(text: String, name: String)] = []
    package var whereConditions: [(text: String, name: String)] = []
    package var withStatistics = false

    package init() {}

    /// What the result shows after the dimensions.
    static let columns = ["node", "layer", "title", "score", "band", "n", "answers", "answered"]
    static let statistics = [
        "se", "df", "low", "high", "favourable", "favourable_low", "favourable_high", "why",
    ]
}

extension Session {
    /// The pipeline that a question stands for. nil after a finding.
    package func show(_ question: ScoreQuestion) -> Show? {
        var text = "scores"
        if let rule = question.rule { text += " of \(rule)" }
        if !question.by.isEmpty { text += " by \(question.by.joined(separator: ", "))" }
        if let via = question.via { text += " via \(via)" }
        guard let base = show(text, named: "<options>"), case .query(let query) = base.subject,
            case .scores(var request) = query.table, query.stages.isEmpty
        else {
            if !hasErrors { report([Diagnostic(.unsuitableArgument, "`\(text)` does not name a rule and dimensions")]) }
            return nil
        }
        var isComplete = true
        for (text, name) in question.forConditions {
            guard let condition = condition(text, name, { program.answerCondition($0, framework: request.framework) })
            else {
                isComplete = false
                continue
            }
            request.forCondition = request.forCondition.map { $0.and(condition) } ?? condition
        }
        let source = ResolvedQuery(
            table: .scores(request), stages: [], schema: query.schema, location: query.location)
        var stages: [ResolvedStage] = []
        var wanted = question.whereConditions
        if !question.layers.isEmpty {
            wanted.insert(("layer in [\(question.layers.joined(separator: ", "))]", "--layer"), at: 0)
        }
        for (text, name) in wanted {
            guard let condition = condition(text, name, { program.rowCondition($0, over: source) }) else {
                isComplete = false
                continue
            }
            stages.append(.where(condition))
        }
        stages.append(.select(selection(question, request, query)))
        guard isComplete else { return nil }
        return Show(
            title: "",
            subject: .query(
                ResolvedQuery(
                    table: .scores(request), stages: stages, schema: query.schema, location: query.location)),
            location: query.location)
    }

    private func selection(
        _ question: ScoreQuestion, _ request: ScoresRequest, _ query: ResolvedQuery
    ) -> [NamedTerm] {
        let names =
            model.rowDimensions(by: request.by) + ScoreQuestion.columns
            + (request.via == nil ? [] : TableSchema.carriedMeasures.map(\.name))
            + (question.withStatistics ? ScoreQuestion.statistics : [])
        return names.map { name in
            NamedTerm(name: name, term: Term(.column(name), query.schema[name] ?? .text, at: query.location))
        }
    }

    /// One condition, perhaps in its short form.
    func condition(
        _ text: String, _ name: String, _ resolve: (SyntaxTree) -> (condition: Term?, diagnostics: [Diagnostic])
    ) -> Term? {
        guard let tree = parse(Program.condition(short: text) ?? text, named: name, as: .condition) else { return nil }
        let (condition, found) = resolve(tree)
        report(found)
        return condition
    }
}

extension Term {
    func and(_ other: Term) -> Term { Term(.binary(.and, self, other), .boolean, at: location) }
}
