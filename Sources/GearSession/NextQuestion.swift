import GearModel
import GearQuery
import GearSource
import GearTable

/// What `gearbox next` asks, in the words of its options.
package struct NextQuestion: Sendable {
    /// nil where one is in sight, or none.
    package var progression: String?
    package var goal: String?
    /// Conditions over answers (`--for`).
    package var forConditions: [String] = []

    package init() {}
}

extension Session {
    /// Where those that are asked about stand, and what is next: columns as `Evaluator.nextSteps`. nil after a finding.
    package func nextSteps(_ question: NextQuestion) -> Table? {
        var by: [String] = []
        var conditions: [Term] = []
        for text in question.forConditions {
            guard let condition = condition(text, "--for", { program.answerCondition($0) }) else { return nil }
            conditions.append(condition)
            by += model.dimensionColumns.map(\.name).filter {
                condition.columns.contains($0) && !["source", "wave"].contains($0) && !by.contains($0)
            }
        }
        let joined = conditions.dropFirst().reduce(conditions.first) { all, next in all.map { $0.and(next) } }
        let hasLevels = question.progression != nil || isInSight(.progression)
        let hasGoals = question.goal != nil || isInSight(.goal)
        guard hasLevels || hasGoals else {
            report([
                Diagnostic(
                    .unsuitableArgument, "the program has neither a progression nor a goal",
                    help: "`next` tells where somebody stands between levels or before a goal: declare one, "
                        + "or name the file that does")
            ])
            return nil
        }
        var levels: LevelsRequest?
        var gaps: GapsRequest?
        if hasLevels {
            guard case .levels(let request)? = table("levels", "of", question.progression, by) else { return nil }
            levels = LevelsRequest(
                progression: request.progression, scores: request.scores, by: request.by, forCondition: joined)
        }
        if hasGoals {
            guard case .gaps(let request)? = table("gaps", "toward", question.goal, by) else { return nil }
            gaps = GapsRequest(goal: request.goal, scores: request.scores, by: request.by, forCondition: joined)
        }
        return nextSteps(levels, gaps, conditions)
    }

    private func isInSight(_ kind: SymbolKind) -> Bool {
        !program.writtenNames(kind, in: sources.first?.file).isEmpty
    }

    /// What `levels of NAME by DIMS` asks for.
    private func table(_ table: String, _ word: String, _ name: String?, _ by: [String]) -> TableSource? {
        let text =
            table + (name.map { " \(word) \($0)" } ?? "") + (by.isEmpty ? "" : " by " + by.joined(separator: ", "))
            + " | take 1"
        guard let show = show(text, named: "<options>"), case .query(let query) = show.subject else { return nil }
        return query.table
    }
}
