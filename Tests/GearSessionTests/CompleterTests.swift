import Testing

@testable import GearSession

/// What could stand at the cursor, by its place.
@Suite struct CompleterTests {
    private let session: Session

    init() {
        let program = """
            framework f "F" { gear a "A" }
            dimension district "District"
            wave fall 2015-10
            source teacher "Teachers"
            survey first "First" on f {
              asks teacher
              scale std.agreement5
              question q1 "One" -> a
            }
            survey second "Second" on f {
              asks teacher
              scale std.agreement5
              question o1 "Other" -> a
            }
            scoring r on f { own = mean(answers) }
            """
        session = Session("f.gear", text: Array(program.utf8), loader: .disk, withLibrary: true)
    }

    private func words(_ text: String) -> [String: String] {
        let words = Completer(session, text).completions.words
        return Dictionary(words.map { ($0.text, $0.about) }, uniquingKeysWith: { first, _ in first })
    }

    @Test(arguments: ["bars", "distribution", "heatmap", "lines", "sparklines"])
    func chartsOfferTheClausesTheyTake(kind: String) {
        let value = kind == "distribution" ? "band" : "score"
        #expect(words("scores | chart \(kind) \(value) ").keys.sorted() == ["by"])
        let offered = Set(words("scores | chart \(kind) \(value) by node ").keys)
        #expect(offered.contains("across") == ["heatmap", "lines", "sparklines"].contains(kind))
        #expect(!offered.contains("by"))
    }

    @Test(arguments: [
        "scores | chart bars ", "scores | chart lines df, ", "scores | derive x = n * ", "scores | derive x = n - ",
        "scores | group m = mean(", "scores | derive x = round(", "scores | chart heatmap ",
    ])
    func numbersAreOfferedWhereNumbersAreNeeded(text: String) {
        let offered = Set(words(text).keys)
        #expect(offered.isSuperset(of: ["score", "n", "se"]))
        #expect(offered.isDisjoint(with: ["title", "node", "band", "source", "mastered", "upper", "contains"]))
        #expect(text.contains("chart") || offered.isSuperset(of: ["sqrt", "length"]))
    }

    @Test(arguments: [
        "scores | chart bars score by ", "scores | chart lines score by layer, ", "scores | select ", "scores | where ",
        "scores | derive x = ", "scores | group n = count(", "scores | chart lines score by title across ",
    ])
    func elsewhereAllColumnsAre(text: String) {
        #expect(Set(words(text).keys).isSuperset(of: ["score", "title", "node", "source"]))
    }

    @Test func distributionsAreOfWhatHasPoints() {
        let offered = Set(words("scores | chart distribution ").keys)
        #expect(offered.contains("band") && !offered.contains("score") && !offered.contains("title"))
    }

    @Test func questionsAreThoseOfTheSurvey() {
        #expect(Set(words("scores | what if { answers second for question == ").keys) == ["o1"])
        #expect(Set(words("answers for question == ").keys) == ["q1", "o1"])
    }

    @Test func whatWouldBeIsTold() {
        let offered = words("scores | what if { ")
        #expect(offered["scoring"] == "a rule that makes scores of answers, line by line")
        #expect(offered["amend"] == "another weight for a node")
        #expect(offered.values.allSatisfy { !$0.isEmpty && $0 != "would be" })
    }
}
