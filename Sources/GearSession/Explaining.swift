import GearModel
import GearQuery
import GearScore
import GearSource
import GearTable

extension Answers {
    /// How what is asked about came about.
    func explain(_ request: ExplainRequest) throws(Diagnostic) -> Explained {
        let depth = request.depth ?? ExplainRequest.usualDepth
        let root: Derivation
        var about = request.dimensions
        switch request.subject {
        case .cell(let cell):
            let scores = ScoresRequest(
                rule: cell.rule, framework: cell.node.framework, by: cell.dimensions.map(\.name),
                forCondition: request.forCondition, under: nil)
            let (plan, all) = try compiled(scores)
            if let since = request.since {
                root = try plan.change(
                    of: cell.node.node, where: cell.dimensions, since: since, all, depth: depth, at: request.location)
            } else {
                root = try plan.derivation(
                    of: cell.node.node, where: cell.dimensions, all, depth: depth, at: request.location)
            }
            about.append(("rule", model.rules[cell.rule].heading.name))
            if let since = request.since { about.append(("since", since)) }
        case .level(let level, let levels, let dimensions):
            root = try evaluator.derivation(of: level, levels, where: dimensions, at: request.location)
                .limited(to: depth)
            about.append(("rule", model.rules[levels.scores.rule].heading.name))
        }
        return Explained(question: request.text, measure: request.measure, about: about, root: root)
    }
}

extension ExplainRequest {
    /// What of a score was asked for.
    fileprivate var measure: String {
        switch subject {
        case .cell(let cell): cell.measure.rawValue
        case .level: "level"
        }
    }
}

extension Session {
    /// What stands behind `explain`, with conditions over answers as on the command line; nil after a finding.
    package func explanation(
        _ text: String, named name: String = "<explanation>", for conditions: [String] = []
    ) -> Show? {
        guard let tree = parse(text, named: name, as: .explanation) else { return nil }
        let (show, found) = program.explanation(tree)
        report(found)
        guard let show, case .explanation(let request) = show.subject else { return nil }
        var joined = request.forCondition
        for text in conditions {
            guard let condition = condition(text, "--for", { program.answerCondition($0, framework: request.framework) })
            else { return nil }
            joined = joined.map { $0.and(condition) } ?? condition
        }
        return Show(
            title: show.title, subject: .explanation(request.with(forCondition: joined)), location: show.location)
    }
}
