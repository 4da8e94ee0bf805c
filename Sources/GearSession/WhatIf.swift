import GearModel
import GearQuery
import GearScore
import GearSource

/// Answers as they would be.
extension Answers {
    /// What a `what if` makes of these answers; refused where it would show what a survey hides.
    func changed(_ overlay: Overlay) throws(Diagnostic) -> Answers {
        if let survey = model.surveys.first(where: { $0.hiding != nil }) {
            if overlay.readsOtherwise {
                throw refusal(overlay.location, survey, "a `what if` would read its answers otherwise")
            }
            for change in overlay.changes {
                let columns = change.condition?.columns ?? []
                guard let column = columns.sorted().first(where: { !Self.wholeGroups.contains($0) }) else { continue }
                throw refusal(change.location, survey, "a `what if` would change some of its answers by `\(column)`")
            }
        }
        if given != nil, overlay.readsOtherwise {
            throw Diagnostic(
                .noAnswers, "answers written in a test are not read otherwise", at: overlay.location,
                help: "give the answers in a file, or write the test of a program that is so")
        }
        let answers = Answers(overlay, over: self)
        tried.append(answers)
        return answers
    }

    /// What is the same for all of a group that is shown, however groups are put together.
    private static let wholeGroups: Set = ["survey", "source", "wave"]

    private func refusal(_ place: Location, _ survey: Survey, _ what: String) -> Diagnostic {
        let rule = survey.hiding.map { [Label($0.location, "groups under \($0.threshold) are hidden here")] } ?? []
        return Diagnostic(
            .whatIfHidden, "survey `\(survey.heading.name)` hides small groups, and \(what)", at: Label(place),
            related: rule, why: "the difference between what is and what would be could tell of groups that are hidden",
            help: "change rules, weights, requirements, or all answers of a source or wave")
    }

    /// Whether answers come from files: not where those of the program as it is are changed.
    var readsFiles: Bool { overlay.map(\.readsOtherwise) ?? true }

    /// The answers of the program as it is, changed.
    func changedAnswers(_ survey: Int) -> Responses? {
        guard let base, let overlay, var responses = base.given.map({ $0[survey] }) ?? base.openResponses(survey) else {
            return nil
        }
        // Answers that nobody waits for any longer are not kept, and may have a part of the changes.
        for change in overlay.changes where change.survey == survey { try? responses.apply(change, model) }
        return responses
    }

    /// What would be may hide no more and no less than what is: two choices of hidden groups tell more than either.
    func refuseOtherHiding(_ responses: Responses) throws(Diagnostic) {
        guard let base, let overlay, let hiding = responses.hiding else { return }
        if let known = try base.responses(responses.survey)?.hiding, known.hidesSame(as: hiding) { return }
        throw refusal(overlay.location, model.surveys[responses.survey], "what would be needs other groups hidden")
    }

    /// What kept answers from being read as they would be, at the places that were written.
    var originalErrors: [Diagnostic] { overlay.map { errorsOfAsked.map($0.original) } ?? [] }

    /// What was found about answers as they would be, at the places that were written.
    var originalFindings: [Diagnostic] {
        guard let overlay else { return [] }
        return takeFindings().map(overlay.original)
    }
}
