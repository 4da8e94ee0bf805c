import Foundation
import GearTesting
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// gearbox test: which tests it runs, what it says of them, and what they depend on.
@Suite struct TestCommandTests {
    private static let files = [
        "sum.gear": """
        framework f "F" {
          gear a "A & <b>"
          gear b "B"
        }
        source t "T"
        survey s "S" on f {
          asks t
          scale std.agreement5
          question q1 "Q1" -> a
          question q2 "Q2" -> b
        }
        scoring r on f { own = mean(answers) }
        test "adds up" { expect 1 + 1 == 2 }
        test "a < b & \\u{1}" {
          answers s { x t { q1: 4 } }
          expect score(a) == 5
          expect 1 == 2
        }
        test "cases" {
          cases {
            given  wanted
            2      2
            3      4
          }
          answers s { x t { q1: given } }
          expect score(a) == wanted
        }

        """
    ]

    @Test func onlyFailuresAreShownAndOneLineSaysHowMany() throws {
        let command = try Command(Self.files)
        let outcome = try command("gearbox test sum.gear")
        #expect(outcome.status == 1)
        #expect(outcome.output.hasSuffix("\n3 errors\n2 of 4 tests failed\n"))
        #expect(!outcome.output.contains("adds up"))
        #expect(outcome.output.contains("in test \"cases (given 3, wanted 4)\", this does not hold"))
        #expect(!outcome.output.contains("\u{1B}") && !outcome.output.contains("\u{1}"))
        #expect(outcome.errors == "")
        #expect(try command("CLICOLOR_FORCE=1 NO_COLOR= gearbox test sum.gear").output.contains("\u{1B}["))
    }

    @Test(arguments: [
        ("adds", 0, "1 test passed\n"), ("ADDS UP", 0, "1 test passed\n"), ("given 2", 0, "1 test passed\n"),
        ("*up", 0, "1 test passed\n"), ("cases*", 1, "1 of 2 tests failed\n"),
        ("adds' --filter 'given 2", 0, "2 tests passed\n"),
    ])
    func filtersTakeTitles(filter: String, status: Int32, says: String) throws {
        let command = try Command(Self.files)
        let outcome = try command("gearbox test --filter '\(filter)' sum.gear")
        #expect(outcome.status == status)
        #expect(outcome.output.hasSuffix(says), "\(outcome.output)")
    }

    @Test func aFilterThatNothingFitsIsAFinding() throws {
        let outcome = try Command(Self.files)("gearbox test --filter 'up*' sum.gear")
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("--filter: no test's title fits"))
        #expect(outcome.output.contains("“adds up”"))
    }

    @Test func misuseIsTold() throws {
        let command = try Command(Self.files)
        #expect(try command("gearbox test").status == 2)
        #expect(try command("gearbox test --format yaml sum.gear").status == 2)
        let before = try command.text(of: "sum.gear")
        #expect(try command("gearbox test -o sum.gear sum.gear").status == 2)
        #expect(try command("gearbox test --lcov sum.gear sum.gear").status == 2)
        #expect(try command.text(of: "sum.gear") == before)
        #expect(try command("gearbox test -o none/report.xml sum.gear").status == 1)
    }

    @Test func junitIsWellFormedWhateverTitlesSay() throws {
        let command = try Command(Self.files)
        let outcome = try command("gearbox test --format junit sum.gear")
        #expect(outcome.status == 1)
        let read = JUnitReader(outcome.output)
        #expect(read.isWellFormed)
        #expect(read.elements == ["testsuites": 1, "testsuite": 1, "testcase": 4, "failure": 2])
        #expect(read.attributes["testsuites"]?["tests"] == "4")
        #expect(read.attributes["testsuites"]?["failures"] == "2")
        #expect(read.titles.contains("a < b & ␁"))
        #expect(read.text.contains("--> sum.gear:16:10"))
        #expect(try command("gearbox test --format junit sum.gear").output == outcome.output)
    }

    @Test func junitTellsOfProgramsThatHaveErrors() throws {
        let command = try Command(["a.gear": "test \"t\" { expect 1 == 1 }\n", "b.gear": "nonsense\n"])
        let outcome = try command("gearbox test -o report.xml a.gear b.gear")
        #expect(outcome.status == 1)
        #expect(outcome.output == "")
        let read = JUnitReader(try command.text(of: "report.xml"))
        #expect(read.isWellFormed)
        #expect(read.elements == ["testsuites": 1, "testsuite": 2, "testcase": 2, "error": 1])
    }

    @Test func jsonHasPlacesAndValues() throws {
        let command = try Command(Self.files)
        let outcome = try command("gearbox test --format json --coverage sum.gear")
        #expect(outcome.status == 1)
        let report = try #require(
            try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
        #expect(report["passed"] as? Int == 2)
        #expect(report["failed"] as? Int == 2)
        let tests = try #require(report["tests"] as? [[String: Any]])
        #expect(tests.map { $0["outcome"] as? String } == ["passed", "failed", "passed", "failed"])
        #expect(tests[1]["line"] as? Int == 14)
        let failures = try #require(tests[1]["failures"] as? [[String: Any]])
        #expect(failures.map { $0["code"] as? String } == ["GB0701", "GB0701"])
        let values = try #require(tests[3]["values"] as? [[String: String]])
        #expect(values == [["name": "given", "text": "3"], ["name": "wanted", "text": "4"]])
        let coverage = try #require(report["coverage"] as? [[String: Any]])
        #expect(coverage.map { $0["reached"] as? Bool } == [true, false, true, false, true])
        #expect((report["findings"] as? [Any])?.count == 0)
    }

    @Test func coverageIsListedAndWritten() throws {
        let command = try Command(Self.files)
        let outcome = try command("gearbox test --filter 'given 2' --coverage --lcov cover.info sum.gear")
        #expect(outcome.status == 0)
        #expect(
            outcome.output == """
                no test depends on
                  sum.gear:3:8    node      b     no test answers a question at or below it
                  sum.gear:10:12  question  s.q2  no test answers it

                tests depend on 3 of 5 things (60%): 1 of 2 nodes, 1 of 2 questions, 1 of 1 line
                1 test passed

                """)
        #expect(
            try command.text(of: "cover.info") == """
                TN:
                SF:sum.gear
                DA:2,1
                DA:3,0
                DA:9,1
                DA:10,0
                DA:12,1
                LF:5
                LH:3
                end_of_record

                """)
    }
}

/// What an XML reader makes of a report.
private final class JUnitReader: NSObject, XMLParserDelegate {
    private(set) var isWellFormed = false
    private(set) var elements: [String: Int] = [:]
    private(set) var attributes: [String: [String: String]] = [:]
    private(set) var titles: [String] = []
    private(set) var text = ""

    init(_ text: String) {
        super.init()
        let parser = XMLParser(data: Data(text.utf8))
        parser.delegate = self
        isWellFormed = parser.parse()
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes given: [String: String]
    ) {
        elements[name, default: 0] += 1
        attributes[name] = given
        if name == "testcase" { titles.append(given["name"] ?? "") }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
}
