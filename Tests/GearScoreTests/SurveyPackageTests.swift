import Foundation
import GearTable
import Testing

@testable import GearModel
@testable import GearScore

/// Scores with errors against R's package survey: weights, clusters, strata, gaps (Fixtures/survey.R).
@Suite struct SurveyPackageTests {
    private typealias Row = [String: String]

    private static func rows(_ file: String) throws -> [Row] {
        let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/" + file)
        let lines = try String(contentsOf: path, encoding: .utf8).split(separator: "\n")
            .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
        return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
    }

    private static let nodes = ["A", "B", "C"]
    private static let questions = (1...6).map { "q\($0)" }

    private static func model(_ answers: [Row], _ expected: Row) throws -> Model {
        var model = Model()
        let weights = ["A": Rational(1), "B": Rational(2), "C": try #require(Rational(1, over: 2))]
        model.frameworks = [
            Make.framework([("parent", .one)] + nodes.map { ("parent.\($0)", weights[$0] ?? .one) })
        ]
        model.scales = [Make.scale("five", (1...5).map { Rational($0) }, favourable: [3, 4])]
        let used = Self.questions.filter { question in answers.contains { $0["question"] == question } }
        model.surveys = [
            Make.survey(
                "answers",
                try used.map { question in
                    let row = try #require(answers.first { $0["question"] == question })
                    let node = try #require(nodes.firstIndex(of: row["node"] ?? "")) + 2
                    return Make.question(
                        question, scale: 0, [(node, try #require(Rational(decimal: row["a"] ?? "")))])
                })
        ]
        let needs: Needs = .count(Int(expected["needs"] ?? "") ?? 1)
        let byPersons = expected["rule"] == "persons"
        model.rules = [
            Make.rule(
                person: byPersons ? Make.line(.mean, .answers, weighted: true, needs: needs) : nil,
                own: byPersons ? Make.line(.mean, .persons) : Make.line(.mean, .answers, weighted: true),
                node: Make.line(.mean, .parts, weighted: true))
        ]
        return model
    }

    private static func responses(_ answers: [Row], _ model: Model) -> Responses {
        let questions = model.surveys[0].questions.map(\.heading.name)
        var records: [String: Record] = [:]
        var order: [String] = []
        for row in answers {
            let key = row["respondent"] ?? ""
            if records[key] == nil {
                order.append(key)
                records[key] = Record(
                    respondent: key, codes: [UInt8](repeating: CellCode.notShown, count: questions.count),
                    weight: Double(row["w"] ?? "") ?? 1, cluster: row["cluster"] ?? "", stratum: row["stratum"] ?? "")
            }
            guard let question = questions.firstIndex(of: row["question"] ?? "") else { continue }
            records[key]?.codes[question] = UInt8(row["value"] ?? "") ?? CellCode.skipped
        }
        return Responses(survey: 0, width: questions.count, dimensions: [], order.compactMap { records[$0] })
    }

    @Test func allCases() throws {
        let answers = Dictionary(grouping: try Self.rows("survey-answers.csv")) { $0["case"] ?? "" }
        let expected = try Self.rows("survey-expected.csv")
        #expect(expected.count > 100)
        for row in expected { try check(row, answers[row["case"] ?? ""] ?? []) }
    }

    private func check(_ expected: Row, _ answers: [Row]) throws {
        let model = try Self.model(answers, expected)
        let responses = Self.responses(answers, model)
        let compiled = ScorePlan.compile(Make.request(), model: model, answers: [responses])
        let plan = try #require(compiled.plan)
        let scores = ScoreReading(table: plan.score([responses], statistics: true, threads: 1).table)
        let node = expected["node"] == "parent" ? "parent" : "parent." + (expected["node"] ?? "")
        let row = try #require(scores.row(node), "\(expected)")
        let hasWeight = expected["why"] != "the weights add up to nothing"
        for figure in ["n", "answers", "score", "se", "df", "low", "high", "favourable_low", "favourable_high"]
        where hasWeight || figure != "n" && figure != "answers" {
            let wanted = Double(expected[figure] ?? "") ?? .nan
            let found = scores.number(figure, row)
            #expect(agree(found, wanted), "\(figure) \(found), not \(wanted), of \(expected)")
        }
        if expected["why"] != "" { #expect(scores.text("why", row) == expected["why"]) }
    }
}
