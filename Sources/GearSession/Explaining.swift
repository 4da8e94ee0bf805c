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
            let (plan, all) = try compiled(Self.scores(cell, request.forCondition))
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
            root = try evaluator.derivation(
                of: level, levels, where: dimensions, depth: depth, at: request.location
            ) { scores, node, group, depth throws(Diagnostic) in
                let (plan, all) = try compiled(scores)
                return try plan.derivation(of: node, where: group, all, depth: depth, at: request.location)
            }
            about.append(("rule", model.rules[levels.scores.rule].heading.name))
        }
        return Explained(question: request.text, measure: request.measure, about: about, root: root)
    }
}

extension Answers {
    fileprivate static func scores(_ cell: CellReference, _ condition: Term?) -> ScoresRequest {
        ScoresRequest(
            rule: cell.rule, framework: cell.node.framework, by: cell.dimensions.map(\.name), forCondition: condition,
            under: nil)
    }

    /// All layers of a score but persons, to be set beside another version's.
    fileprivate func layers(_ request: ExplainRequest) throws(Diagnostic) -> Derivation? {
        guard case .cell(let cell) = request.subject else { return nil }
        let (plan, all) = try compiled(Self.scores(cell, request.forCondition))
        return try plan.derivation(
            of: cell.node.node, where: cell.dimensions, all, depth: .max, wantsPersons: false, at: request.location)
    }
}

extension Session {
    /// All layers of a score but persons; nil after a finding.
    func derivation(of request: ExplainRequest) -> Derivation? {
        defer { report(answers.takeFindings()) }
        do throws(Diagnostic) {
            return try answers.layers(request)
        } catch {
            report([error])
            return nil
        }
    }

    /// The same as another model says; nil where it cannot be had.
    func derivation(of request: ExplainRequest, as model: Model) -> Derivation? {
        try? answers(as: model).layers(request)
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
            guard
                let condition = condition(text, "--for", { program.answerCondition($0, framework: request.framework) })
            else { return nil }
            joined = joined.map { $0.and(condition) } ?? condition
        }
        return Show(
            title: show.title, subject: .explanation(request.with(forCondition: joined)), location: show.location)
    }
}
