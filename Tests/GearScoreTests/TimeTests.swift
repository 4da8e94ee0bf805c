import GearSource
import Testing

@testable import GearModel
@testable import GearScore

/// Points in time: what has an order, and how many there may be.
@Suite struct TimeTests {
    @Test(arguments: [
        ["1", "2", "10"], ["2015-10-02", "2015-10-02 09:15", "2015-11-01"], ["2015-10", "2015-10-02"],
        ["2015-10-02T09:15:00.5", "2015-10-02T09:15:00.25"], ["2015-10-02T09:15+02:00", "2015-10-02T10:15+02:00"],
        ["2015/10/02", "2015/11/01"], ["09:15", "10:15:30"], [],
    ])
    func timesOfOneShapeHaveAnOrder(texts: [String]) {
        #expect(TimeOrder.unordered(texts) == nil)
    }

    @Test(arguments: [
        ["10/2/2015"], ["10/02/2015", "11/02/2015"], ["morning", "evening"], ["1", "2015-10-02"],
        ["2015-10-02 9:15", "2015-10-02 10:15"], ["2015-10-2", "2015-10-12"],
        ["2015-10-02T09:15+02:00", "2015-10-02T09:15+01:00"], ["2015-10-02T09:15Z", "2015-10-02T09:15"],
        ["2015-10-02", "2015/10/03"], ["2 Oct 2015"],
    ])
    func whatMayBeReadInTwoWaysHasNone(texts: [String]) {
        #expect(TimeOrder.unordered(texts) != nil)
        #expect(TimeOrder.unordered(texts.reversed()) != nil)
    }

    /// Each point keeps the scores of all nodes, so there is no room for a point a second.
    @Test(arguments: [(16, false), (257, true)]) func pointsAreNotWithoutEnd(count: Int, isRefused: Bool) throws {
        var model = Model()
        model.frameworks = [Make.framework((0..<4096).map { ("n\($0)", .one) })]
        model.scales = [Make.scale("five", [1, 2, 3, 4, 5])]
        model.surveys = [Make.survey("s", [Make.question("q", scale: 0, (1...4096).map { ($0, .one) })])]
        var rule = Make.rule(own: Make.line(.mean, .answers))
        rule.time = Make.line(.latest, .waves)
        model.rules = [rule]
        let rows = (0..<count).map { Record(respondent: "r", codes: [UInt8($0 % 5 + 1)], at: "\($0)") }
        let responses = [Responses(survey: 0, width: 1, dimensions: ["source", "wave"], rows)]
        let plan = try #require(ScorePlan.compile(Make.request(), model: model, answers: responses).plan)
        let scores = plan.score(responses, statistics: false, threads: 1)
        #expect(scores.refusal?.code == (isRefused ? .tooManyTimes : nil))
        #expect(scores.rowCount == (isRefused ? 0 : 4096))
    }
}
