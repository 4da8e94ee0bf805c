import GearModel
import GearQuery
import GearScore
import GearSource
import GearTable

/// What became of one `test`, or of one row of its `cases`.
package struct TestOutcome: Sendable {
    package let title: String
    /// Of its row of `cases`: names, and values as written.
    package let values: [(name: String, text: String)]
    package let location: Location
    /// Empty if all that it expects holds.
    package let failures: [Diagnostic]
}

extension Session {
    /// Runs the tests of the program's first file, each on its own answers; what fails is among the findings too.
    package func runTests(where isWanted: (TestDeclaration) -> Bool = { _ in true }) -> [TestOutcome] {
        model.tests.filter(isWanted).map { test in
            let found = run(test)
            report(found)
            return TestOutcome(
                title: test.heading.title, values: test.values, location: test.heading.location,
                failures: found.filter { $0.severity == .error })
        }
    }

    private func run(_ test: TestDeclaration) -> [Diagnostic] {
        let (given, intake) = test.responses(model)
        let answers = Answers(model, given: given)
        var found = test.foreseen + intake
        var failures: [Diagnostic] = []
        for expectation in test.expectations {
            do throws(Diagnostic) {
                if let failure = try failure(of: expectation, in: test, answers.evaluator) { failures.append(failure) }
            } catch {
                found.append(error)
            }
        }
        found += answers.takeFindings()
        for program in test.programs { found += findings(in: program) }
        return failures + judged(found, in: test)
    }

    /// What is found and not expected, and what is expected and not found.
    private func judged(_ found: [Diagnostic], in test: TestDeclaration) -> [Diagnostic] {
        var expected: [(finding: ExpectedFinding, location: Location)] = []
        for expectation in test.expectations {
            if case .finding(let finding) = expectation.kind { expected.append((finding, expectation.location)) }
        }
        let others = found.filter { finding in !expected.contains { $0.finding.fits(finding) } }
        let absent = expected.filter { one in !found.contains(where: one.finding.fits) }.map { one in
            let part = one.finding.part.map { " with “\($0)” in its message" } ?? ""
            let instead = found.prefix(8).map { "\($0.code.id): \($0.message)" }.joined(separator: "\n")
            return Diagnostic(
                .findingAbsent, "in test \"\(test.name)\", \(one.finding.code.id)\(part) is not found",
                at: one.location, why: instead.isEmpty ? "nothing at all is found" : "what is found:\n" + instead)
        }
        return others + absent
    }

    /// What check finds in a text beside the test's file. Warnings matter only to whoever expects them.
    private func findings(in program: TestedProgram) -> [Diagnostic] {
        guard let source = source(program.location.file) else { return [] }
        let line = LineTable(source).position(of: program.location.start).line
        let checked = Session(
            "\(source.name == "<stdin>" ? "stdin" : source.name):\(line): program", text: Array(program.text.utf8),
            loader: loader, firstFile: nextFile)
        if checked.hasErrors { adopt(checked.sources) }
        return checked.diagnostics
    }

    // MARK: What does not hold

    /// nil if an expectation holds.
    private func failure(
        of expectation: Expectation, in test: TestDeclaration, _ evaluator: Evaluator
    ) throws(Diagnostic) -> Diagnostic? {
        switch expectation.kind {
        case .finding: return nil
        case .table(let query, let table, let tolerance):
            return try failure(of: table, query, within: tolerance, expectation, in: test, evaluator)
        case .holds(let term):
            switch try evaluator.value(of: term) {
            case .boolean(true): return nil
            case .missing(let reason):
                return try undecided(expectation, [term], reason, in: test, evaluator)
            default: return try failed(expectation, [term], "this does not hold", in: test, evaluator)
            }
        case .close(let left, let right, let tolerance):
            let all = [left, right, tolerance]
            var numbers: [Double] = []
            for term in all {
                switch try evaluator.value(of: term) {
                case .number(let number): numbers.append(number)
                case .missing(let reason): return try undecided(expectation, all, reason, in: test, evaluator)
                default: break
                }
            }
            guard numbers.count == 3 else { return nil }
            let distance = Rounding.distance(numbers[0], numbers[1])
            if distance <= numbers[2] { return nil }
            return try failed(
                expectation, all, "the sides are \(Cell.number(distance).plainText) apart", in: test, evaluator)
        }
    }

    private func failed(
        _ expectation: Expectation, _ terms: [Term], _ what: String, in test: TestDeclaration, _ evaluator: Evaluator
    ) throws(Diagnostic) -> Diagnostic {
        let values = try shownValues(of: terms, in: expectation.location, evaluator)
        return Diagnostic(
            .expectationFailed, "in test \"\(test.name)\", \(what)", at: Label(expectation.location),
            related: values.labels, why: values.list)
    }

    private func undecided(
        _ expectation: Expectation, _ terms: [Term], _ reason: String?, in test: TestDeclaration,
        _ evaluator: Evaluator
    ) throws(Diagnostic) -> Diagnostic {
        let values = try shownValues(of: terms, in: expectation.location, evaluator)
        return Diagnostic(
            .expectationUndecided, "in test \"\(test.name)\", what is expected is missing",
            at: Label(expectation.location), related: values.labels,
            why: values.list ?? (values.labels.isEmpty ? reason : nil),
            help: "if it is to be missing, say so: `expect … is missing`")
    }
}

extension TestDeclaration {
    /// The test's answers to each survey, and what is found in them.
    func responses(_ model: Model) -> (given: [Int: Responses], findings: [Diagnostic]) {
        let respondents = Dictionary(answers.map { ($0.survey, $0.respondents) }, uniquingKeysWith: +)
        var given: [Int: Responses] = [:]
        var all: [Diagnostic] = []
        for (survey, respondents) in respondents.sorted(by: { $0.key < $1.key }) {
            let (responses, findings) = InlineIntake.responses(respondents, to: survey, model)
            given[survey] = responses
            all += findings
        }
        return (given, all)
    }
}
