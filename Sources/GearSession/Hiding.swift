import GearModel
import GearScore
import GearSource

/// What the `hide` of surveys does to tables of their answers.
extension Answers {
    /// The groups of a survey that are not shown, whatever is asked; nil where it hides none. Decided once.
    func hiding(_ answers: Responses) -> HiddenGroups? {
        let survey = model.surveys[answers.survey]
        guard let rule = survey.hiding else { return nil }
        if let known = hiddenGroups[answers.survey] { return known }
        let all = model.surveys.indices.filter { model.surveys[$0].framework == survey.framework }
            .compactMap(openResponses)
        let plans = model.rulesOfFewer(on: survey.framework).compactMap { place in
            ScorePlan.compile(
                ScoresRequest(
                    rule: place, framework: survey.framework, by: rule.dimensions, forCondition: nil, under: nil),
                model: model, answers: all
            ).plan
        }
        let scored = plans.map { $0.respondents(behind: all, in: answers, threads: options.threads) }
        let hidden = HiddenGroups(
            answers, rule, survey.questions,
            exempt: Set(model.sources.filter { $0.singlePer != nil }.map(\.heading.name)),
            scored: { member in scored.flatMap { $0(member) } }, complementary: options.hidesComplementary)
        hiddenGroups[answers.survey] = hidden
        return hidden
    }

    /// Refuses what would split answers by more than their survey's `hide` names.
    func refuseUndeclared(
        _ request: ScoresRequest, across dimensions: [String], _ all: [Responses]
    ) throws(Diagnostic) {
        let rule = model.rules[request.rule]
        for answers in all {
            guard let hiding = answers.hiding else { continue }
            let time = rule.time != nil && answers.times != nil ? ["at"] : []
            let asked = request.by + dimensions + rule.across.map { model.dimensions[$0.dimension].heading.name } + time
            if let refusal = hiding.refusal(
                model.surveys[answers.survey].heading, by: asked, where: request.forCondition)
            {
                throw refusal
            }
        }
    }

    /// Refuses a table that single answers follow from.
    func withhold(_ table: String, _ request: ScoresRequest) throws(Diagnostic) {
        for survey in model.surveys.indices where model.surveys[survey].framework == request.framework {
            if let hiding = try responses(survey)?.hiding {
                throw hiding.withheld(table, of: model.surveys[survey].heading)
            }
        }
    }
}

extension Model {
    /// Rules that can rest a score on fewer people than answered the node's questions: those that leave out persons. Of
    /// rules that leave out the same, the first.
    fileprivate func rulesOfFewer(on framework: Int) -> [Int] {
        var seen: Set<[String]> = []
        return rules.indices.filter { place in
            let rule = rules[place]
            guard let person = rule.person, rule.framework ?? framework == framework,
                !(person.isPlain && person.needs == .one)
            else { return false }
            let lines = [rule.own, rule.node] + rule.layers.sorted { $0.key < $1.key }.map(\.value)
            guard person.isPlain, lines.allSatisfy({ $0?.isPlain ?? true }) else { return true }
            let layers = rule.layers.keys.sorted()
            return seen.insert(["\(person.needs)"] + layers + lines.map { $0?.collections ?? "" }).inserted
        }
    }
}

extension ScoreLine {
    /// One aggregate of all that it gathers.
    fileprivate var isPlain: Bool {
        if case .aggregate(let aggregate) = expression.kind { aggregate.condition == nil } else { false }
    }

    /// What it gathers.
    fileprivate var collections: String { expression.aggregates.map { "\($0.argument)" }.joined() }
}

extension Session {
    /// Why what is set aside is not written to a file: it is rows of answers.
    package func withheldRejects(isAsked: Bool) -> [Diagnostic] {
        guard isAsked else { return [] }
        return model.surveys.compactMap { survey in
            survey.hiding.map { HiddenGroups.withheld("--rejects", of: survey.heading, $0) }
        }
    }
}
