import GearSource
import GearSyntax

extension Builder {
    /// All files are checked; only the first one's are kept, to be run, and what goes on from it.
    func lowerTests() {
        for (place, declaration) in declarations(.test) {
            let expectsSomething = (declaration.body ?? []).contains { $0.kind == .expect || $0.kind == .malformed }
            if !expectsSomething {
                report(
                    .missingClause, "the test expects nothing", at: place.location(declaration.keywordRange),
                    why: "a test that cannot fail shows nothing", help: "add such as `expect score(NODE) == 4`")
            }
            for row in testCases(declaration, place) {
                let test = test(declaration, row, place)
                if place.module == 0 || modules[place.module].continued == 0 { model.tests.append(test) }
            }
        }
    }

    private func test(_ declaration: Declaration, _ row: TestValues, _ place: Place) -> TestDeclaration {
        let title = declaration.title?.value ?? ""
        let heading = Heading(
            id: ID(module: place.moduleName, kind: "test", path: title), name: "", title: title, doc: declaration.doc,
            location: place.location(declaration.keywordRange))
        var test = TestDeclaration(
            heading: heading, values: row.values.map { ($0.name, written($0.value.range, place)) })
        let first = diagnostics.count
        for item in declaration.body ?? [] {
            let item = item.kind == .cases ? item : row.put(into: item)
            switch item.kind {
            case .answers: if let answers = inlineAnswers(item, place) { test.answers.append(answers) }
            case .expect: if let one = expectation(item, place) { test.expectations.append(one) }
            case .program:
                if let text = item.title {
                    test.programs.append(TestedProgram(text: text.value, location: place.location(text.range)))
                }
            default: break
            }
        }
        foresee(&test, declaration.range, from: first, place)
        return test
    }

    /// Takes what a test expects to be found in itself out of what is found.
    private func foresee(_ test: inout TestDeclaration, _ range: ByteRange, from first: Int, _ place: Place) {
        let expected = test.expectations.compactMap { expectation in
            if case .finding(let finding) = expectation.kind { finding } else { nil }
        }
        guard !expected.isEmpty else { return }
        let own = diagnostics[first...].filter { finding in
            guard let at = finding.place?.location, at.file == place.file else { return false }
            return range.contains(at.start) && expected.contains { $0.fits(finding) }
        }
        guard !own.isEmpty else { return }
        test.foreseen = own
        let known = Set(own)
        diagnostics = diagnostics[..<first] + diagnostics[first...].filter { !known.contains($0) }
    }

    private func inlineAnswers(_ item: Declaration, _ place: Place) -> InlineAnswers? {
        let clauses = Clauses(item)
        guard let path = path(clauses[.forSurvey], place), let survey = resolve(path, as: .survey, place),
            model.surveys.indices.contains(survey)
        else { return nil }
        var lowering = InlineLowering(builder: self, place: place, survey: survey)
        let respondents = (item.body ?? []).compactMap { $0.kind == .respondent ? lowering.lower($0) : nil }
        return InlineAnswers(survey: survey, respondents: respondents)
    }
}
