import Testing

@testable import GearModel
@testable import GearScore

/// What a rule compiles to, and what is said where it does not fit.
@Suite struct PlanTests {
    private func model(_ rule: Scoring, scales: [Scale]? = nil) -> Model {
        var model = Model()
        model.frameworks = [Make.framework([("a", .one), ("a.x", .one), ("b", .one)])]
        model.scales =
            scales ?? [Make.scale("five", [1, 2, 3, 4, 5]), Make.scale("seven", (1...7).map { Rational($0) })]
        let last = model.scales.count - 1
        model.surveys = [
            Make.survey(
                "s", asks: [0],
                [
                    Make.question("q0", scale: 0, reversed: true, [(2, .one)]),
                    Make.question("q1", scale: last, [(1, Rational(1, over: 2) ?? .one)]),
                    Make.question("q2", scale: last, []),
                ])
        ]
        model.rules = [rule]
        return model
    }

    private func compile(_ model: Model) -> (plan: ScorePlan?, codes: [String]) {
        let result = ScorePlan.compile(Make.request(), model: model, answers: [Responses(survey: 0, width: 3)])
        return (result.plan, result.diagnostics.map(\.code.id))
    }

    private let rescale = ClosedInterval(low: 0, high: 100)

    @Test func valuesAreFlippedAndRescaledOverOneDenominator() throws {
        let rule = Make.rule(own: Make.line(.mean, .answers), node: Make.line(.mean, .parts), rescale: rescale)
        let plan = try #require(compile(model(rule)).plan)
        #expect(plan.denominator == 3)
        #expect(plan.slots.map(\.values) == [[300, 225, 150, 75, 0], [0, 50, 100, 150, 200, 250, 300]])
        // b is reached by nothing; children stand before parents.
        #expect(plan.steps.map(\.node) == [2, 1])
        #expect(plan.pools.map(\.node) == [2, 1])
    }

    @Test func mixedScalesAreRefused() {
        #expect(
            compile(model(Make.rule(own: Make.line(.mean, .answers), node: Make.line(.mean, .parts)))).codes == [
                "GB0651"
            ])
        #expect(compile(model(Make.rule(own: Make.line(.mean, .answers)))).codes == [])
        let share = Make.line(
            .share, .answers, where: Make.binary(.greaterOrEqual, Make.column("value"), Make.number(4)))
        #expect(compile(model(Make.rule(own: share, node: Make.line(.mean, .parts)))).codes == [])
    }

    @Test func linesGatherOneCollectionThatTheyMay() {
        let both = Make.binary(.add, Make.aggregate(.mean, .answers), Make.aggregate(.max, .questions))
        #expect(compile(model(Make.rule(own: Make.line(both), rescale: rescale))).codes == ["GB0653"])
        #expect(compile(model(Make.rule(own: Make.line(.mean, .parts), rescale: rescale))).codes == ["GB0653"])
        #expect(compile(model(Make.rule(own: Make.line(.mean, .persons), rescale: rescale))).codes == ["GB0653"])
        #expect(compile(model(Make.rule(own: Make.line(Make.number(3)), rescale: rescale))).codes == ["GB0653"])
    }

    @Test func conditionsAskForWhatElementsHave() {
        let district = Make.binary(.equal, Make.column("district", .text), Make.text("d1"))
        #expect(
            compile(model(Make.rule(own: Make.line(.mean, .answers, where: district), rescale: rescale))).codes == [
                "GB0654"
            ])
        let question = Make.binary(.equal, Make.column("question", .question), Make.text("q0", .question))
        let plan = compile(model(Make.rule(own: Make.line(.mean, .answers, where: question), rescale: rescale))).plan
        #expect(plan?.pools.first?.line.aggregates.first?.condition?.operations == [.isSlot([0])])
    }

    @Test func aRuleThatScoresNothingSaysSo() {
        #expect(
            compile(
                model(Make.rule(person: Make.line(.mean, .answers), node: Make.line(.mean, .parts), rescale: rescale))
            ).codes == [])
        var empty = model(Make.rule(own: Make.line(.mean, .answers), rescale: rescale))
        empty.surveys[0].questions = []
        #expect(compile(empty).codes == ["GB0656"])
    }

    @Test func aScaleOfOneValueCannotBeRescaled() {
        let tick = Make.scale("tick", [1])
        #expect(
            compile(model(Make.rule(own: Make.line(.mean, .answers), rescale: rescale), scales: [tick])).codes == [
                "GB0657"
            ])
    }

    @Test func valuesTooFineAreRefused() {
        let fine = Make.scale("fine", [1, Rational(1, over: 2_147_483_659) ?? .one])
        #expect(compile(model(Make.rule(own: Make.line(.mean, .answers)), scales: [fine])).codes == ["GB0655"])
    }

    @Test func sharesOfPointsThatAreNotDeclaredFavourableAreUndefined() throws {
        let share = Make.line(.share, .answers, where: Make.column("favourable", .boolean))
        let model = model(Make.rule(own: share), scales: [Make.scale("five", [1, 2, 3, 4, 5])])
        let rows = [Record(respondent: "r", codes: [1, 2, 3])]
        let responses = Responses(survey: 0, width: 3, dimensions: [], rows)
        let plan = try #require(ScorePlan.compile(Make.request(), model: model, answers: [responses]).plan)
        let scores = ScoreReading(table: plan.score([responses], statistics: false, threads: 1).table)
        #expect(scores.text("why", 0) == "favourable is not declared")
    }
}
