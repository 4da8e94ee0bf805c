import GearModel

/// The files of a new project: a framework, a survey on it, a rule, sample answers, what to show, tests, and what a team
/// keeps beside them.
package struct NewProject: Sendable {
    package struct File: Sendable {
        /// Seen from the project's folder.
        package let path: String
        package let text: String
        package var isProgram = false
    }

    let outline: Outline
    /// What each thing is called: no name stands for two of them.
    let survey: QuestionList
    let rule: String
    let dimension: String
    let wave: String
    let sources: [String]
    let binding: String

    /// - Parameter outline: of the framework to begin with; nil for an example.
    package init(_ given: Outline? = nil) {
        var outline = given ?? Self.example
        if outline.version == nil { outline.version = "0.1.0" }
        self.outline = outline
        var names = NameMaking(taken: [outline.name] + outline.themes.map(\.name))
        func free(_ name: String) -> String { names.take(name) ? name : names.numbered(name) }
        var survey = QuestionList(name: free("survey"), title: "", framework: outline.name)
        survey.title = outline.title.isEmpty ? "Survey" : "Survey: " + outline.title
        rule = free("readiness")
        dimension = free("school")
        wave = free("fall26")
        sources = [free("team"), free("teacher")]
        binding = free("answers_fall26")
        survey.asks = sources
        survey.questions = Self.questions(on: outline)
        self.survey = survey
    }

    package var files: [File] {
        [
            program("framework", outline.text),
            program("survey", surveyText),
            program("scoring", scoringText),
            program("scores", scoresText),
            program("tests", testsText), program("gearbox", Self.settingsText),
            File(path: "data/fall26.csv", text: sampleText),
            File(path: "README.md", text: readmeText),
            File(path: ".github/workflows/gearbox.yml", text: Self.workflow),
            File(path: ".githooks/pre-commit", text: Self.hook, isProgram: true),
        ]
    }

    private func program(_ name: String, _ text: String) -> File {
        var program = GearText()
        program.line(text)
        return File(path: name + ".gear", text: program.formatted + "\n")
    }

    // MARK: The framework and its questions

    private static let example: Outline = {
        let read = Outline.read(
            text: """
                # District competencies

                What a district office must be able to do before its classrooms can personalise.

                - Leadership
                  - A shared picture of learning
                    - What mastery means
                      - Every objective names the work that would show it
                      - Two teachers judge the same work alike
                    - Families and students have a say
                - Data and assessment
                  - Formative assessment
                    - Every objective has one
                    - Results are used within two weeks
                """, path: "", OutlineOptions())
        return read.outline ?? Outline(name: "office", title: "District competencies")
    }()

    private static let exampleQuestions: [String: [(text: String, isReversed: Bool)]] = [
        "What mastery means": [
            ("Each objective has a written definition of mastery", false),
            ("What counts as mastery depends on who teaches", true),
        ],
        "Families and students have a say": [("Families help to set goals", false)],
        "Every objective has one": [("Before a unit ends, each student's understanding is checked", false)],
        "Results are used within two weeks": [("We act on results within two weeks", false)],
    ]

    /// A question for each node that only look-fors, or nothing, stand under; its title, where there is no better text.
    private static func questions(on outline: Outline) -> [QuestionList.Question] {
        var texts: Set<String> = []
        var questions: [QuestionList.Question] = []
        for place in outline.nodes.indices where !outline.nodes[place].isLookfor {
            let node = outline.nodes[place]
            guard node.children.allSatisfy({ outline.nodes[$0].isLookfor }) else { continue }
            let path = outline.path(of: place)
            for (text, isReversed) in exampleQuestions[node.title] ?? [(node.title.isEmpty ? path : node.title, false)]
            {
                var question = QuestionList.Question(
                    name: "q\(questions.count + 1)",
                    title: texts.insert(text.folded).inserted ? text : "\(text) (\(path))")
                question.scale = "std.agreement5"
                question.isReversed = isReversed
                question.targets = [QuestionList.Target(path: path, weight: .one)]
                questions.append(question)
            }
        }
        return questions
    }

    // MARK: Programs

    private var surveyText: String {
        """
        import "framework.gear"

        dimension \(dimension) "School"

        wave \(wave) "Fall 2026" 2026-09

        source \(sources[0])    "District team"
        source \(sources[1]) "Teachers"

        // A question belongs to the node that it measures: `-> leadership`. One that agrees with the opposite is `reverse`.
        \(survey.text)

        """
    }

    private var scoringText: String {
        let weighted = outline.nodes.contains { $0.weight != nil } ? " weighted" : ""
        return """
            import "framework.gear"

            /// Each person counts once on a node, if half of its questions were answered; then layer by layer from below.
            scoring \(rule) on \(outline.name) {
              person = mean(answers) needs 50%
              own    = mean(persons)
              node   = mean(parts)\(weighted)
              bands beginning < 2, emerging < 3, established < 4, leading
            }

            """
    }

    private var scoresText: String {
        """
        import "framework.gear"
        import "survey.gear"
        import "scoring.gear"

        on \(outline.name)

        data \(binding) from "data/fall26.csv" for \(survey.name) {
          respondent: column "id"
          \(dimension): column "school"
          source: column "role" { "District team": \(sources[0]), "Teacher": \(sources[1]) }
          wave: \(wave)
        }

        /// Where we stand: what the district team says of itself beside what its teachers say.
        show scores of \(rule)
          | where layer == "\(outline.layers.first ?? Outline.usualLayers[0])"
          | select title, source, score
          | pivot score by source

        """
    }

    private var testsText: String {
        let tests = [survey.questions.first { !$0.isReversed }, survey.questions.first(where: \.isReversed)]
        return """
            import "framework.gear"
            import "survey.gear"
            import "scoring.gear"

            on \(outline.name)

            """ + tests.compactMap { $0.map(test) }.joined()
    }

    private static let settingsText = """
        // How much a finding matters to this project: off, note, warning or error. `gearbox help GB0403` explains one.
        settings {
          GB0403 warning
        }

        """

    private func test(_ question: QuestionList.Question) -> String {
        let path = question.targets.first?.path ?? outline.name
        let others = survey.questions.filter { $0.targets.first?.path == path }
        let (first, second, expected) = question.isReversed ? (5, 1, 3) : (5, 4, 4.5)
        func answers(_ value: Int) -> String {
            // All questions of the node, so that enough are answered; each says the same after reversal.
            others.map { "\($0.name): \($0.isReversed == question.isReversed ? value : 6 - value)" }.joined(
                separator: ", ")
        }
        return """

            test "\(question.isReversed ? "agreeing with the opposite counts against it" : "each person counts once")" {
              answers \(survey.name) {
                ana \(sources[1]) { \(answers(first)) }
                ben \(sources[1]) { \(answers(second)) }
              }
              expect score(\(path), of: \(rule), source: \(sources[1])) == \(expected.shortText)
            }

            """
    }

    /// Made up, the same each time: two schools, four of the team, twelve teachers.
    private var sampleText: String {
        let rows = (0..<16).map { row in
            let answers = survey.questions.indices.map { column in
                (row * 5 + column * 3) % 11 == 0 ? "" : String(1 + (row * 7 + column * 4 + row * column) % 5)
            }
            let role = row < 4 ? "District team" : "Teacher"
            return (["r\(row + 1)", row % 2 == 0 ? "North" : "South", role] + answers).joined(separator: ",")
        }
        let header = (["id", "school", "role"] + survey.questions.map(\.name)).joined(separator: ",")
        return ([header] + rows).joined(separator: "\n") + "\n"
    }
}

extension Double {
    fileprivate var shortText: String { Int(exactly: self).map { String($0) } ?? "\(self)" }
}
