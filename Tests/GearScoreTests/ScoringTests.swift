import GearTable
import Testing

@testable import GearModel
@testable import GearScore

/// Corners of scoring, each small enough to be worked out by hand.
@Suite struct ScoringTests {
    /// Two gears: `a` with `a.x` and `a.y`, and `b`; q0 on a.x, q1 on a.y, q2 on b, all on 1 to 5.
    private func model(_ rule: Scoring) -> Model {
        var model = Model()
        model.frameworks = [Make.framework([("a", .one), ("a.x", .one), ("a.y", 3), ("b", .one)])]
        model.scales = [Make.scale("five", [1, 2, 3, 4, 5], favourable: [3, 4])]
        model.surveys = [
            Make.survey(
                "s",
                [
                    Make.question("q0", scale: 0, [(2, .one)]), Make.question("q1", scale: 0, [(3, .one)]),
                    Make.question("q2", scale: 0, [(4, .one)]),
                ])
        ]
        model.rules = [rule]
        return model
    }

    private let means = Make.rule(own: Make.line(.mean, .answers), node: Make.line(.mean, .parts))

    private func score(
        _ model: Model, _ rows: [Record], by: [String] = [], for condition: Term? = nil, under node: Int? = nil,
        dimensions: [String] = ["source", "wave", "district"]
    ) throws -> ScoreReading {
        let responses = Responses(
            survey: 0, width: model.surveys[0].questions.count, dimensions: dimensions, rows)
        return try score(model, responses, by: by, for: condition, under: node)
    }

    private func score(
        _ model: Model, _ responses: Responses, by: [String] = [], for condition: Term? = nil, under node: Int? = nil
    ) throws -> ScoreReading {
        var request = Make.request(by: by, for: condition)
        request.under = node.map { NodeReference(framework: 0, node: $0) }
        let compiled = ScorePlan.compile(request, model: model, answers: [responses])
        let plan = try #require(compiled.plan, "\(compiled.diagnostics)")
        return ScoreReading(table: plan.score([responses], statistics: true, threads: 1).table)
    }

    @Test func noAnswersNoRows() throws {
        #expect(try score(model(means), []).table.rowCount == 0)
        #expect(try score(model(means), [Record(respondent: "r", codes: [0, 0, 251])]).table.rowCount == 0)
    }

    @Test func oneAnswer() throws {
        let scores = try score(model(means), [Record(respondent: "r", codes: [4, 0, 251])])
        let nodes = (0..<scores.table.rowCount).map { scores.text("node", $0) }
        #expect(nodes == ["a", "a.x", "a.y", "b"])
        let a = scores.row("a")
        #expect(scores.number("score", a) == 4)
        #expect(scores.number("n", a) == 1)
        #expect(scores.number("answered", a) == 0.5)
        #expect(scores.number("se", a).isNaN)
        #expect(scores.text("why", a ?? 0) == "one respondent")
        let y = try #require(scores.row("a.y"))
        #expect(scores.number("score", y).isNaN)
        #expect(scores.number("n", y) == 0)
        #expect(scores.text("why", y) == "no answers")
        // Not shown is not put: nothing was asked there.
        #expect(scores.number("answered", scores.row("b")).isNaN)
    }

    @Test func allEqualHasNoError() throws {
        let scores = try score(model(means), (0..<5).map { Record(respondent: "r\($0)", codes: [3, 3, 3]) })
        let row = scores.row("a")
        #expect(scores.number("se", row) == 0)
        #expect(scores.number("low", row) == 3)
        #expect(scores.number("favourable", row) == 0)
    }

    @Test func weightsOfParts() throws {
        let rule = Make.rule(own: Make.line(.mean, .answers), node: Make.line(.mean, .parts, weighted: true))
        let scores = try score(model(rule), [Record(respondent: "r", codes: [1, 5, 2])])
        #expect(scores.number("score", scores.row("a")) == 4)
    }

    @Test func halfOfElevenIsSix() {
        #expect(!Needs.share(Rational(1, over: 2) ?? .one).areMet(5, of: 11))
        #expect(Needs.share(Rational(1, over: 2) ?? .one).areMet(6, of: 11))
        #expect(!Needs.one.areMet(0, of: 0))
    }

    @Test func decayingAveragesDiffer() throws {
        for (function, expected) in [(AggregateFunction.decayingLinear, 3.125), (.decayingRecursive, 3.1775)] {
            var rule = means
            rule.time = Make.line(function, .waves)
            var model = model(rule)
            model.waves = [Make.wave("w1", 2001), Make.wave("w2", 2002), Make.wave("w3", 2003)]
            let scores = try score(
                model,
                [(1, "w1"), (4, "w3"), (2, "w2")].map { code, wave in
                    Record(respondent: "r", dimensions: ["wave": wave], codes: [UInt8(code), 0, 0])
                })
            let row = try #require(scores.row("a.x"))
            #expect(agree(scores.number("score", row), expected, within: 1e-15))
            #expect(scores.text("wave", row) == "w3")
            // One respondent gave one question's answer three times.
            #expect(scores.number("answers", row) == 1)
        }
    }

    @Test func wavesThatBeginTogetherAreAveragedFirst() throws {
        var rule = means
        rule.time = Make.line(.latest, .waves)
        var model = model(rule)
        model.waves = [Make.wave("w1", 2001), Make.wave("w2", 2002), Make.wave("w2b", 2002)]
        let scores = try score(
            model,
            [(1, "w1"), (2, "w2"), (5, "w2b")].map { code, wave in
                Record(respondent: "r\(code)", dimensions: ["wave": wave], codes: [UInt8(code), 0, 0])
            })
        #expect(scores.number("score", scores.row("a.x")) == 3.5)
        #expect(scores.number("n", scores.row("a.x")) == 2)
    }

    @Test func sourcesAreCombinedLastAndNamed() throws {
        var rule = means
        rule.sourceWeights = [SourceWeight(source: 0, weight: .one), SourceWeight(source: 1, weight: 2)]
        var model = model(rule)
        model.sources = [Make.source("team"), Make.source("teacher")]
        let scores = try score(
            model,
            [
                Record(respondent: "t", dimensions: ["source": "team"], codes: [1, 0, 5]),
                Record(respondent: "u", dimensions: ["source": "teacher"], codes: [4, 2, 0]),
            ])
        let x = try #require(scores.row("a.x"))
        #expect(scores.number("score", x) == 3)
        #expect(scores.text("source", x) == "team + teacher")
        // At the gear: (1 · 1 + 2 · 3) / 3, not the mean of what was combined below.
        #expect(agree(scores.number("score", scores.row("a")), 7.0 / 3))
        let b = try #require(scores.row("b"))
        #expect(scores.number("score", b) == 5)
        #expect(scores.text("source", b) == "team")
    }

    @Test func sourcesAreNeverPooled() throws {
        var model = model(means)
        model.sources = [Make.source("team", singlePer: 0), Make.source("teacher")]
        let scores = try score(
            model,
            [
                Record(respondent: "t", dimensions: ["source": "team"], codes: [1, 1, 1]),
                Record(respondent: "u", dimensions: ["source": "teacher"], codes: [5, 5, 5]),
            ])
        let team = try #require(scores.row("b", ["source": "team"]))
        #expect(scores.number("score", team) == 1)
        // A source that is single by design is no sample.
        #expect(scores.number("se", team) == 0)
        #expect(scores.number("high", team) == 1)
        #expect(scores.text("why", team) == "exact")
        #expect(scores.number("se", scores.row("b", ["source": "teacher"])).isNaN)
    }

    @Test func underShowsOnlyThatBranch() throws {
        let scores = try score(model(means), [Record(respondent: "r", codes: [4, 2, 1])], under: 1)
        #expect((0..<scores.table.rowCount).map { scores.text("node", $0) } == ["a", "a.x", "a.y"])
    }

    @Test func bandsSeeTheRoundedScore() throws {
        var rule = means
        rule.bands = [
            Band(name: "low", title: "", upperBound: Rational(5, over: 2), includesBound: false),
            Band(name: "high", title: "", upperBound: nil, includesBound: false),
        ]
        rule.mastered = Make.binary(.greaterOrEqual, Make.column("score"), Make.number(2.5))
        var model = model(rule)
        let values = ["1.4", "2.8", "3.3"].compactMap { Rational(decimal: $0) }
        model.scales = [Make.scale("odd", values)]
        // Each answer on a node of its own, so that doubles are added: 7.5 / 3 is then below 2.5.
        model.frameworks = [Make.framework([("a", .one), ("a.x", .one), ("a.y", .one), ("a.z", .one)])]
        model.surveys = [
            Make.survey("s", (0..<3).map { Make.question("q\($0)", scale: 0, [($0 + 2, .one)]) })
        ]
        let scores = try score(model, [Record(respondent: "r", codes: [1, 2, 3])])
        let row = try #require(scores.row("a"))
        #expect(scores.number("score", row) < 2.5)
        #expect(scores.text("band", row) == "high")
        #expect(scores.table["mastered"]?[row] == .boolean(true))
    }

    @Test func aFilterOnAnswersLeavesTheRestUnasked() throws {
        let condition = Make.binary(.greaterOrEqual, Make.column("value"), Make.number(3))
        let rows = [Record(respondent: "r", codes: [2, 4, 0]), Record(respondent: "s", codes: [3, 0, 5])]
        let scores = try score(model(means), rows, for: condition)
        let row = scores.row("a")
        #expect(scores.number("score", row) == 3.5)
        #expect(scores.number("answered", row) == 1)
    }

    @Test func aMissingDimensionValueIsOneGroup() throws {
        var model = model(means)
        model.dimensions = [Make.dimension("district")]
        let scores = try score(
            model,
            [
                Record(respondent: "r", codes: [1, 1, 1]), Record(respondent: "s", codes: [3, 3, 3]),
                Record(respondent: "t", dimensions: ["district": "d1"], codes: [5, 5, 5]),
            ], by: ["district"])
        #expect(scores.table.rowCount == 8)
        // Missing stands last.
        #expect(scores.text("district", 0) == "d1")
        #expect(scores.table["district"]?[4] == .missing(nil))
        #expect(scores.number("score", 4) == 2)
    }

    // MARK: counts

    private func counts(_ list: [(question: Int, point: Int, count: Int)]) -> Responses {
        var responses = Responses(survey: 0, width: 3)
        responses.counts = list.map { AnswerCount(group: [], question: $0.question, point: $0.point, count: $0.count) }
        return responses
    }

    @Test func countsOfOneQuestionHaveAnExactError() throws {
        // 1, 1, 2, 5: the classical figures of a mean.
        let scores = try score(model(means), counts([(0, 0, 2), (0, 1, 1), (0, 4, 1)]))
        let row = scores.row("a.x")
        #expect(scores.number("score", row) == 2.25)
        #expect(scores.number("n", row) == 4)
        #expect(agree(scores.number("se", row), (10.75 / 3 / 4).squareRoot()))
        #expect(scores.number("df", row) == 3)
        #expect(scores.number("favourable", row) == 0.25)
        #expect(agree(scores.number("favourable_high", row), Wilson.interval(0.25, n: 4).high))
        // The gear has that one part.
        #expect(scores.number("se", scores.row("a")) == scores.number("se", row))
    }

    @Test func countsOfSeveralQuestionsNameNoPersons() throws {
        let scores = try score(model(means), counts([(0, 0, 2), (0, 1, 2), (1, 4, 3)]))
        let row = try #require(scores.row("a"))
        #expect(scores.number("score", row) == 3.25)
        #expect(scores.number("n", row) == 4)
        #expect(scores.number("se", row).isNaN)
        #expect(scores.text("why", row) == "persons unknown")
    }

    @Test func aPersonLineNeedsPersons() {
        let rule = Make.rule(person: Make.line(.mean, .answers), own: Make.line(.mean, .persons))
        let compiled = ScorePlan.compile(Make.request(), model: model(rule), answers: [counts([(0, 0, 2)])])
        #expect(compiled.plan == nil)
        #expect(compiled.diagnostics.map(\.code.id) == ["GB0652"])
    }
}
