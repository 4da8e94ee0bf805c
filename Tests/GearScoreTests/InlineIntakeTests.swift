import GearModel
import GearSource
import Testing

@testable import GearScore

/// The answers that a test writes down.
@Suite struct InlineIntakeTests {
    /// Each text is a test's answers; all of them together are taken in.
    private func taken(_ answers: String...) throws -> (Responses, [Diagnostic]) {
        let rule = "\nscoring r on f {\n  node = mean(answers)\n}\n"
        let tests = answers.enumerated().map { place, text in
            "test \"t\(place)\" {\n  answers s {\n\(text)\n  }\n  expect n(g, source: team) == 0\n}\n"
        }
        let model = try TakenIn.model(IntakeRandomTests.program + rule + tests.joined())
        return InlineIntake.responses(model.tests.flatMap(\.answers).flatMap(\.respondents), to: 0, model)
    }

    @Test func answersBecomeRecords() throws {
        let (responses, findings) = try taken(
            """
                r1 team wave fall15 { q1: 1, q2: dont_know }
                r1 team wave spring16 { q1: 3 }
                r2 teacher district "d1" wave fall15 { q3: 2 }
            """)
        #expect(findings.map(\.message) == [])
        #expect(responses.recordCount == 3)
        #expect(Array(responses.respondentKeys) == ["r1", "r2"])
        #expect(responses.respondents == [0, 0, 1])
        #expect(responses.cells.codes == [1, CellCode.dontKnow, 0, 3, 0, 0, 0, 0, 2])
        #expect(responses.dimensions.map(\.name) == ["source", "wave", "district"])
        #expect(responses.dimensions[2].codes == [DimensionValues.missing, DimensionValues.missing, 0])
    }

    @Test func somebodyMayAnswerNothing() throws {
        let (responses, findings) = try taken("    r1 team { }")
        #expect(findings.map(\.message) == [])
        #expect(responses.cells.codes == [0, 0, 0])
    }

    @Test func contradictionsAreFound() throws {
        let (responses, findings) = try taken("    r1 team { q1: 1 }", "    r1 team { q1: 2, q2: 3 }")
        #expect(findings.map(\.code.id) == ["GB0538"])
        #expect(responses.cells.codes == [0, 3, 0])
    }
}
