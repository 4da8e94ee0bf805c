import GearModel
import GearQuery
import GearScore
import GearSource
import GearTable

/// What became of one `test`.
package struct TestOutcome: Sendable {
    package let title: String
    package let location: Location
    /// Empty if all that it expects holds.
    package let failures: [Diagnostic]
}

extension Session {
    /// Runs the tests of the program's first file, each on its own answers; what fails is among the findings too.
    package func runTests() -> [TestOutcome] {
        model.tests.map { test in
            let failures = run(test)
            report(failures)
            return TestOutcome(title: test.heading.title, location: test.heading.location, failures: failures)
        }
    }

    private func run(_ test: TestDeclaration) -> [Diagnostic] {
        let respondents = Dictionary(test.answers.map { ($0.survey, $0.respondents) }, uniquingKeysWith: +)
        var given: [Int: Responses] = [:]
        var failures: [Diagnostic] = []
        for (survey, respondents) in respondents.sorted(by: { $0.key < $1.key }) {
            let (responses, findings) = InlineIntake.responses(respondents, to: survey, model)
            given[survey] = responses
            failures += findings
        }
        let answers = Answers(model, given: given)
        for expectation in test.expectations {
            failures += failure(of: expectation, in: test.heading.title, answers.evaluator).map { [$0] } ?? []
        }
        return failures + answers.takeFindings()
    }

    /// nil if an expectation holds.
    private func failure(of expectation: Term, in title: String, _ evaluator: Evaluator) -> Diagnostic? {
        do throws(Diagnostic) {
            switch try evaluator.value(of: expectation) {
            case .boolean(true): return nil
            case .missing(let reason):
                return Diagnostic(
                    .expectationUndecided, "in test \"\(title)\", what is expected is missing",
                    at: Label(expectation.location),
                    why: try sides(of: expectation, evaluator) ?? reason,
                    help: "if it is to be missing, say so: `expect … is missing`")
            default:
                return Diagnostic(
                    .expectationFailed, "in test \"\(title)\", this does not hold", at: Label(expectation.location),
                    why: try sides(of: expectation, evaluator))
            }
        } catch {
            return error
        }
    }

    /// What stands on each side of a comparison, in the user's own text: `score(data) is 3.5, and 4 was expected`.
    private func sides(of term: Term, _ evaluator: Evaluator) throws(Diagnostic) -> String? {
        switch term.kind {
        case .binary(.and, let left, let right), .binary(.or, let left, let right):
            var parts: [String] = []
            for side in [left, right] { if let part = try sides(of: side, evaluator) { parts.append(part) } }
            return parts.isEmpty ? nil : parts.joined(separator: "; ")
        case .binary(.equal, let left, let right):
            let expected = try described(right, evaluator)
            return try described(left, evaluator) + ", and \(expected)"
                + (expected == text(at: right.location) ? " was expected" : "")
        case .binary(_, let left, let right):
            return try [described(left, evaluator), described(right, evaluator)].joined(separator: ", ")
        case .unary(.not, let operand), .isMissing(let operand, _), .isIn(let operand, _, _),
            .isBetween(let operand, _, _, _):
            return try described(operand, evaluator)
        default: return nil
        }
    }

    private func described(_ term: Term, _ evaluator: Evaluator) throws(Diagnostic) -> String {
        let value = try evaluator.value(of: term)
        let text = self.text(at: term.location)
        let shown =
            switch value {
            case .missing(let reason): "missing" + (reason.map { " (\($0))" } ?? "")
            default: value.plainText
            }
        return text == shown ? shown : "`\(text)` is \(shown)"
    }
}
