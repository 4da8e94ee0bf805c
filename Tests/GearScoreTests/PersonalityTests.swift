import Foundation
import GearTable
import Testing

@testable import GearModel
@testable import GearScore

/// The reference values of the 2,800 people of `examples/bfi`: psych 2.2.9 and survey 4.1 in R.
@Suite struct PersonalityTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "examples/bfi")

    private static func rows(_ file: String) throws -> [[String]] {
        let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
        return text.split(whereSeparator: \.isNewline).map { line in
            line.split(separator: ",", omittingEmptySubsequences: false).map {
                $0.trimmingCharacters(in: CharacterSet(charactersIn: "\""))
            }
        }
    }

    private static let scales = ["agree", "conscientious", "extraversion", "neuroticism", "openness"]

    private func model(_ rule: Scoring) throws -> Model {
        var model = Model()
        model.frameworks = [Make.framework(Self.scales.map { ($0, .one) })]
        model.scales = [Make.scale("accuracy", (1...6).map { Rational($0) }, favourable: [4, 5])]
        model.surveys = [
            Make.survey(
                "bfi",
                try Self.rows("bfi-keys.csv").dropFirst().map { row in
                    let node = try #require(Self.scales.firstIndex(of: row[1])) + 1
                    return Make.question(row[0], scale: 0, reversed: row[2] == "-1", [(node, .one)])
                })
        ]
        model.rules = [rule]
        return model
    }

    private func score(
        _ rule: Scoring, questions: Range<Int> = 0..<25, adapt: (inout Record, _ age: String) -> Void = { _, _ in }
    ) throws -> ScoreReading {
        let model = try model(rule)
        let records = try Self.rows("bfi.csv").dropFirst().map { row in
            let codes = (0..<25).map {
                questions.contains($0) ? UInt8(row[$0 + 1]) ?? CellCode.skipped : CellCode.skipped
            }
            var record = Record(respondent: row[0], codes: codes)
            adapt(&record, row[28])
            return record
        }
        let responses = Responses(survey: 0, width: 25, dimensions: [], records)
        let compiled = ScorePlan.compile(Make.request(), model: model, answers: [responses])
        #expect(compiled.diagnostics.isEmpty)
        let plan = try #require(compiled.plan)
        return ScoreReading(table: plan.score([responses], statistics: true, threads: 2).table)
    }

    private func rule(needs: Needs) -> Scoring {
        Make.rule(
            person: Make.line(.mean, .answers, needs: needs), own: Make.line(.mean, .persons),
            node: Make.line(.mean, .parts), layers: ["framework": Make.line(.mean, .parts)])
    }

    @Test(arguments: [(1, 4.652095, 2800), (3, 4.652973, 2797), (5, 4.643485, 2709)])
    func agreeUnderThreeRulesForMissingAnswers(needs: Int, mean: Double, n: Int) throws {
        let scores = try score(rule(needs: .count(needs)))
        let row = scores.row("agree")
        #expect(agree(scores.number("score", row), mean, within: 5e-7))
        #expect(scores.number("n", row) == Double(n))
    }

    @Test func threeOfFive() throws {
        let scores = try score(rule(needs: .count(3)))
        #expect(agree(scores.number("se", scores.row("agree")), 0.016971, within: 5e-7))
        let root = scores.row("f")
        #expect(agree(scores.number("score", root), 4.1623618734, within: 5e-11))
        #expect(agree(scores.number("se", root), 0.009263445799, within: 5e-13))
        #expect(scores.number("n", root) == 2797)
    }

    @Test func meanOfPersonLevelGears() throws {
        var rule = rule(needs: .count(3))
        rule.layers["framework"] = Make.line(.mean, .persons)
        let scores = try score(rule)
        #expect(agree(scores.number("score", scores.row("f")), 4.1623966154, within: 5e-11))
        #expect(scores.number("n", scores.row("f")) == 2797)
    }

    @Test func pooledOverAnswers() throws {
        let scores = try score(Make.rule(own: Make.line(.mean, .answers), node: Make.line(.mean, .parts)))
        let row = scores.row("agree")
        #expect(agree(scores.number("score", row), 4.6504749568, within: 5e-11))
        #expect(scores.number("answers", row) == 13_896)
        #expect(agree(scores.number("se", row), 0.017000626148, within: 5e-13))
        #expect(agree(scores.number("favourable", row), 0.6365860679, within: 5e-11))
        #expect(agree(scores.number("favourable_low", row), 0.6249205, within: 5e-8))
        #expect(agree(scores.number("favourable_high", row), 0.6480931, within: 5e-8))
    }

    @Test func oneReversedItem() throws {
        let scores = try score(
            Make.rule(own: Make.line(.mean, .answers), node: Make.line(.mean, .parts)), questions: 0..<1)
        let row = scores.row("agree")
        #expect(agree(scores.number("favourable", row), 0.625))
        #expect(scores.number("n", row) == 2784)
        #expect(agree(scores.number("favourable_low", row), 0.6068560, within: 5e-8))
        #expect(agree(scores.number("favourable_high", row), 0.6427995, within: 5e-8))
    }

    @Test func weightedByAge() throws {
        let scores = try score(rule(needs: .count(3))) { $0.weight = Double($1) ?? 0 }
        let row = scores.row("agree")
        #expect(agree(scores.number("score", row), 4.7170455815, within: 5e-11))
        #expect(agree(scores.number("se", row), 0.017539781490, within: 5e-12))
    }

    @Test func clusteredByAge() throws {
        let scores = try score(rule(needs: .count(3))) { $0.cluster = $1 }
        let row = scores.row("agree")
        #expect(agree(scores.number("se", row), 0.032944927934, within: 5e-13))
        #expect(scores.number("df", row) == 63)
    }
}
