import GearModel
import GearScore
import GearSource
import GearTable

extension VersionComparison {
    /// How one score differs between the versions, over the same answers: by what it is made of, and by what changed in
    /// the program. nil after a finding, which a session has.
    ///
    /// - Parameter text: What stands behind `explain`, in the names of the new version.
    package func explanation(_ text: String, for conditions: [String], depth: Int = ExplainRequest.usualDepth)
        -> Explained?
    {
        guard let (old, new, comparison) = pairs.first, let show = new.explanation(text, for: conditions),
            case .explanation(let request) = show.subject
        else { return nil }
        guard case .cell(let cell) = request.subject, request.since == nil else {
            return refuse("only a score is explained against another version, and without `since`", new)
        }
        let name = new.model.frameworks[cell.node.framework].name(of: cell.node.node)
        guard let rule = comparison.ruleBefore(cell.rule, old.model, new.model),
            let framework = comparison.frameworkBefore(cell.node.framework),
            let node = old.model.frameworks[framework].nodes.indices.first(where: {
                comparison.currentPath(of: $0, framework: framework, new.model)
                    == new.model.frameworks[cell.node.framework].nodes[cell.node.node].path
            })
        else { return refuse("`\(name)` has no score by this rule in the other version", new) }
        func asked(_ node: Int) -> ExplainRequest {
            let before = CellReference(
                measure: cell.measure, node: NodeReference(framework: framework, node: node), rule: rule,
                dimensions: cell.dimensions)
            return request.about(before)
        }
        guard let before = old.derivation(of: asked(node)), let after = new.derivation(of: request) else { return nil }
        var root = Derivation.change(before, after, waves: ("the old version", "the new version"))
        if let difference = root.number, let first = before.number {
            var parts = root
            (parts.name, parts.title, parts.facts) = ("parts", "by what it is made of", [])
            var changes = Derivation(.change, "definition", title: "by what changed in the program", value: root.value)
            changes.parts = comparison.steps(from: old.model, to: new.model, rule: rule).compactMap { step in
                let place = step.rebuilt.contains(framework) ? step.model.node(name, in: framework) : node
                guard let place, let score = old.derivation(of: asked(place), as: step.model)?.number,
                    Rounding.cut(score - first) != 0
                else { return nil }
                return Derivation(.change, step.title, value: .number(score - first))
            }
            let rest = difference - changes.parts.reduce(0) { $0 + ($1.number ?? 0) }
            if Rounding.cut(rest) != 0 {
                changes.parts.append(
                    Derivation(
                        .change, "together", title: "what they do beyond what each does alone", value: .number(rest)))
            }
            root.parts = [parts.limited(to: request.depth ?? depth), changes]
        }
        return Explained(
            question: request.text, measure: "score",
            about: cell.dimensions + [("rule", new.model.rules[cell.rule].heading.name)], root: root)
    }

    private func refuse(_ message: String, _ session: Session) -> Explained? {
        session.report([
            Diagnostic(.unsuitableArgument, "--against: \(message)", help: "`gearbox diff` tells what changed")
        ])
        return nil
    }
}

extension Comparison {
    /// A rule's position in the old version, those of the standard library too.
    fileprivate func ruleBefore(_ rule: Int, _ old: Model, _ new: Model) -> Int? {
        rulePairs.first { $0.new == rule }?.old
            ?? old.rules.firstIndex { $0.heading.id == new.rules[rule].heading.id }
    }
}

extension Model {
    /// The node of a framework that is shown by a name.
    fileprivate func node(_ name: String, in framework: Int) -> Int? {
        frameworks[framework].nodes.indices.first { frameworks[framework].name(of: $0) == name }
    }
}
