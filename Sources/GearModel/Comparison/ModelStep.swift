import GearSource

/// One change, or a few that only make sense together, and the old model with it alone made.
///
/// Scoring each such model says what each change does by itself. Things keep their old positions; what is gone keeps
/// its place and counts for nothing.
package struct ModelStep: Sendable {
    /// Such as `question readiness.q2 reversed`.
    package let title: String
    package let model: Model
    /// Frameworks (by old position) whose nodes are those of the new version already.
    package let rebuilt: Set<Int>
}

extension Comparison {
    /// More steps than this are put together by what they are about.
    private static let mostSteps = 40

    /// The changes that may move the scores of a rule, each made alone in the old model.
    ///
    /// - Parameter rule: Position in the old model's rules.
    package func steps(from old: Model, to new: Model, rule: Int) -> [ModelStep] {
        var work = Stepping(old: old, new: new, matches: matches)
        work.collect(rule: rule, changesBindings: changes.contains { $0.noun == "data" })
        var steps = work.steps
        if steps.count > Self.mostSteps {
            var merged: [Stepping.Step] = []
            for step in steps {
                if let place = merged.firstIndex(where: { $0.group == step.group }) {
                    merged[place].edits += step.edits
                    merged[place].title = step.group
                } else {
                    merged.append(step)
                }
            }
            steps = merged
        }
        return steps.map { step in
            var model = old
            for edit in step.edits { edit(&model) }
            return ModelStep(title: step.title, model: model, rebuilt: step.rebuilt)
        }
    }

    /// The new path of an old node; nil where it is gone.
    package func currentPath(of node: Int, framework: Int, _ new: Model) -> String? {
        guard let now = matches.frameworks.new(of: framework), let place = matches.nodes[framework]?.new(of: node)
        else {
            return nil
        }
        return new.frameworks[now].nodes[place].path
    }

    /// The old and the new positions of rules that both versions have, those of the standard library left out.
    package func rules(_ new: Program) -> [(old: Int, new: Int)] {
        matches.rules.pairs.filter { !new.isStandard(new.model.rules[$0.new].heading.location) }
            .map { ($0.old, $0.new) }
    }

    /// The same with those of the standard library.
    package var rulePairs: [(old: Int, new: Int)] { matches.rules.pairs.map { ($0.old, $0.new) } }

    package func frameworkNow(_ old: Int) -> Int? { matches.frameworks.new(of: old) }
    package func frameworkBefore(_ new: Int) -> Int? { matches.frameworks.old(of: new) }
}
