import GearModel
import GearSource
import GearSyntax
import GearTesting
import Testing

@Suite struct ProgramTests {
    static let office = """
        framework office "Office" {
          gear data "Data" weight 2 {
            tag rhythm "Rhythm" { lookfor posted "Results hang in the room" }
            tag coverage "Coverage" builds on data.rhythm
          }
        }
        dimension district "District"
        source team "District team"
        source teacher "Teachers"
        wave spring16 "Spring 2016" 2016-05
        wave fall15 "Fall 2015" 2015-10
        survey readiness "Readiness" on office {
          asks team, teacher
          scale std.agreement5
          question q1 "We use data" reverse -> data.rhythm weight 2, data
          question q2 "We share data" -> data.coverage
        }
        scoring mild on office {
          person = mean(answers) weighted needs 50%
          own = mean(persons) needs 3
          node = mean(parts) weighted
          bands low < 2.5, high
        }
        define cut = 3.5
        """

    @Test func theTreeIsFlatAndOrdered() throws {
        let framework = try BuiltProgram(Self.office).program.model.frameworks[0]
        #expect(framework.nodes.map(\.path) == ["", "data", "data.rhythm", "data.rhythm.posted", "data.coverage"])
        #expect(framework.nodes.map(\.layer) == ["framework", "gear", "lead", "lookfor", "lead"])
        #expect(framework.nodes.map(\.parent) == [-1, 0, 1, 2, 1])
        #expect(framework.nodes.map(\.end) == [5, 5, 4, 4, 5])
        #expect(framework.nodes.map(\.depth) == [0, 1, 2, 3, 2])
        #expect(framework.nodes[1].weight == Rational(2) && framework.nodes[1].declaresWeight)
        #expect(framework.nodes[4].buildsOn == [NodeReference(framework: 0, node: 2)])
        #expect(framework.children(of: 1) == [2, 4])
        #expect(
            framework.nodes[2].heading.id
                == ID(module: "example", kind: "node", within: "office", path: "data.rhythm"))
    }

    @Test func surveysRulesAndWavesAreResolved() throws {
        let model = try BuiltProgram(Self.office).program.model
        #expect(model.waves.map(\.heading.name) == ["fall15", "spring16"])
        let question = model.surveys[0].questions[0]
        #expect(question.isReversed && question.targets.map(\.node.node) == [2, 1])
        #expect(question.targets.map(\.weight) == [Rational(2), .one])
        #expect(question.scale.map { model.scales[$0].heading.name } == "agreement5")
        let rule = try #require(model.rules.first { $0.heading.name == "mild" })
        #expect(rule.person?.needs == Rational(1, over: 2).map { .share($0) })
        #expect(rule.own?.needs == .count(3) && rule.node?.needs == .one)
        #expect(rule.person?.expression.gatheredCollections == [.answers])
        #expect(rule.bands.map(\.upperBound) == [Rational(5, over: 2), nil])
    }

    @Test func columnsAreKnownBeforeAnythingRuns() throws {
        let built = try BuiltProgram(
            Self.office + "\nshow scores by district | select district, node, source, score | pivot score by source")
        guard case .query(let query)? = built.program.model.shows.first?.subject else {
            Issue.record("no table: \(built.listing())")
            return
        }
        #expect(query.schema.columns.map(\.name) == ["district", "node", "team", "teacher"])
        #expect(query.schema["teacher"] == .number && !query.schema.isOpen)
    }

    // MARK: Questions beside a program

    private func tree(_ text: String, as symbol: StartSymbol, for built: BuiltProgram) -> SyntaxTree {
        SyntaxTree(
            parsing: SourceText(file: FileID(built.sources.count), name: "<argument>", bytes: Array(text.utf8)),
            as: symbol)
    }

    @Test func aPipelineIsResolvedAgainstAProgram() throws {
        let built = try BuiltProgram(Self.office)
        let (show, findings) = built.program.show(
            tree("scores by district | where score < cut", as: .value, for: built))
        #expect(findings.isEmpty)
        guard case .query(let query)? = show?.subject, case .scores(let request) = query.table else {
            Issue.record("no scores")
            return
        }
        #expect(request.by == ["district"] && query.stages.count == 1)
        let wrong = built.program.show(tree("scores by distrct", as: .value, for: built))
        #expect(wrong.show == nil && wrong.diagnostics.map(\.code) == [.unknownName])
        #expect(wrong.diagnostics[0].help == "did you mean `district`?")
    }

    @Test func rulesThatFitAreNamed() throws {
        let built = try BuiltProgram(Self.office + "\nscoring plain on office { own = mean(answers) }\nshow scores")
        #expect(built.diagnostics.map(\.code.id) == ["GB0211"])
        #expect(built.diagnostics.first?.why == "there are `mild`, `plain`")
    }

    @Test func conditionsAreResolvedAgainstAProgram() throws {
        let built = try BuiltProgram(Self.office)
        let forAnswers = built.program.answerCondition(
            tree("district == d07 and value >= cut", as: .condition, for: built))
        #expect(forAnswers.diagnostics.isEmpty && forAnswers.condition?.type == .boolean)
        let (show, _) = built.program.show(tree("scores", as: .value, for: built))
        guard case .query(let query)? = show?.subject else {
            Issue.record("no scores")
            return
        }
        let rows = built.program.rowCondition(
            tree("layer == gear and band == low", as: .condition, for: built), over: query)
        #expect(rows.diagnostics.isEmpty && rows.condition?.type == .boolean)
        let wrong = built.program.rowCondition(tree("value > 3", as: .condition, for: built), over: query)
        #expect(wrong.diagnostics.map(\.code) == [.unknownColumn])
    }

    @Test(
        arguments: [
            ("district=d07", "district == \"d07\""), ("a_1=x y", "a_1 == \"x y\""), ("a=\"", "a == \"\\\"\""),
            ("a==b", nil), ("a>=3", nil), ("a = b", nil), ("a", nil), ("=b", nil), ("a=", nil), ("a=b=c", nil),
        ] as [(String, String?)])
    func aShortConditionIsWrittenOut(short: String, long: String?) {
        #expect(Program.condition(short: short) == long)
    }

    // MARK: Frameworks that adapt another

    /// What is added to the deepest inherited node lies no deeper than blocks nest.
    @Test func whatIsInheritedAndAddedHasADepth() throws {
        func nested(_ levels: Int) -> String {
            let heads: [String] = (0..<levels).map { "tag t\($0) \"T\($0)\" {\n" }
            return heads.joined() + String(repeating: "}\n", count: levels)
        }
        let deepest = (["g"] + (0..<150).map { "t\($0)" }).joined(separator: ".")
        let built = try BuiltProgram(
            """
            framework deep "Deep" version 1.0.0 { gear g "G" {
            \(nested(150)) } }
            framework deeper "Deeper" version 1.0.0 adapts deep 1.0.0 {
              amend \(deepest) {
            \(nested(150)) }
              amend g { tag more "More" {
            \(nested(150)) } }
            }
            framework last "Last" version 1.0.0 adapts deeper 1.0.0
            """)
        #expect(built.diagnostics.map(\.message) == ["`t49` lies more than 200 levels deep"])
        let nodes = built.program.model.frameworks.first { $0.heading.name == "last" }?.nodes
        #expect(nodes?.map(\.depth).max() == 200)
        // The framework, the gear, 150 tags, 49 more, `more` with its 150.
        #expect(nodes?.count == 352)
    }

    @Test func whatIsInheritedIsCapped() throws {
        let gears: [String] = (0..<400).map { "gear g\($0) \"G\($0)\"\n" }
        let chain: [String] = (1...260).map { "framework f\($0) \"F\" version 1.0.0 adapts f\($0 - 1) 1.0.0\n" }
        let built = try BuiltProgram("framework f0 \"F\" version 1.0.0 {\n\(gears.joined())}\n\(chain.joined())")
        #expect(built.diagnostics.map(\.code.id) == ["GB0308"])
        #expect(built.diagnostics.first?.message == "with `f249`, too many nodes are inherited")
        let sizes = built.program.model.frameworks.prefix(261).map(\.nodes.count)
        #expect(sizes.count == 261 && sizes.prefix(250).allSatisfy { $0 == 401 })
        #expect(sizes.dropFirst(250).allSatisfy { $0 == 1 })
    }

    // MARK: Anything goes in

    /// Programs with pieces cut out, doubled and swapped: findings, never a trap, and twice the same.
    @Test(arguments: 0..<20) func noProgramTraps(seed: Int) throws {
        var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
        func random(_ bound: Int) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state % UInt64(max(bound, 1)))
        }
        let cases = try Repository.files(under: "Grammar/conformance/model", ending: ".gear-case")
            .flatMap { ConformanceFile($0, try Repository.text($0)).cases }
        for _ in 0..<12 {
            let source = cases[random(cases.count)].source
            var pieces = source.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
            for _ in 0..<1 + random(6) where pieces.count > 2 {
                let place = random(pieces.count)
                switch random(3) {
                case 0: pieces.remove(at: place)
                case 1: pieces.insert(pieces[random(pieces.count)], at: place)
                default: pieces.swapAt(place, random(pieces.count))
                }
            }
            let text = pieces.joined(separator: " ")
            let first = try BuiltProgram(text).listing(withHelp: true)
            #expect(first == (try BuiltProgram(text).listing(withHelp: true)))
        }
    }
}
