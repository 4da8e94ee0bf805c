import Testing

@testable import GearModel
@testable import GearScore

/// Sampling weights are relative: their unit changes no figure.
@Suite struct WeightTests {
    private func figures(scale: Double, _ rule: Scoring) throws -> [String: Double] {
        var model = Model()
        model.frameworks = [Make.framework([("a", .one)])]
        model.scales = [Make.scale("five", [1, 2, 3, 4, 5])]
        model.surveys = [Make.survey("s", [Make.question("q0", scale: 0, [(1, .one)])])]
        model.rules = [rule]
        let rows = [(UInt8(4), 1.0), (2, 2), (5, 3)].enumerated().map { place, row in
            Record(respondent: "r\(place)", codes: [row.0], weight: row.1 * scale)
        }
        let responses = Responses(survey: 0, width: 1, dimensions: [], rows)
        let plan = try #require(ScorePlan.compile(Make.request(), model: model, answers: [responses]).plan)
        let scores = ScoreReading(table: plan.score([responses], statistics: true, threads: 1).table)
        return ["score", "se", "low", "high"].reduce(into: [:]) { $0[$1] = scores.number($1, scores.row("a")) }
    }

    @Test(arguments: [1e-9, 1e-6, 0.3, 1e9]) func theUnitOfWeightsIsFree(scale: Double) throws {
        let persons = Make.rule(person: Make.line(.mean, .answers), own: Make.line(.mean, .persons))
        for rule in [persons, Make.rule(own: Make.line(.mean, .answers))] {
            let one = try figures(scale: 1, rule)
            let other = try figures(scale: scale, rule)
            // (1·4 + 2·2 + 3·5)/6; its error by linearisation, worked out by hand.
            #expect(agree(one["score"] ?? 0, 23.0 / 6))
            #expect(agree(one["se"] ?? 0, 1.0352580640880122))
            for (name, figure) in one { #expect(agree(figure, other[name] ?? .nan, within: 1e-12), "\(name)") }
        }
    }
}
