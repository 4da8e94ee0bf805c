import GearReport
import GearSource
import GearTable
import Testing

/// How explanations are laid out on a terminal.
@Suite struct ExplanationTests {
    /// A tree of many layers with long titles, and persons who are left out.
    static let explained: Explained = {
        var node = Derivation(
            .node, "g", title: "A title that is rather long for so narrow a terminal", value: .number(2.5))
        node.facts = [
            .init("n", .integer(4_321)), .init("se", .number(0.25)), .init("low", .number(2)),
            .init("high", .number(3)),
        ]
        node.formula = .init(text: "mean(persons)", needs: "50%", counted: (3, 4), isWeightedMean: true)
        node.remarks = ["person = mean(answers) weighted needs 50%"]
        var piece = Derivation(.node, "g.deep", title: "The deepest of all nodes", value: .number(2.5))
        piece.facts = [.init("n", .integer(7))]
        for layer in 0..<12 {
            var above = Derivation(
                .node, "g.layer\(layer)", title: "Layer number \(layer) of many", value: .number(2.5))
            above.parts = [piece]
            above.weight = 1.5
            piece = above
        }
        var persons = Derivation(.persons, "", value: .missing("needs not met"))
        persons.count = 3
        node.parts = [piece, persons]
        return Explained(
            question: "score(g, source: team, district: \"d07\")", measure: "score",
            about: [("source", "team"), ("district", "d07"), ("rule", "mastery")], root: node)
    }()

    private static func words(_ text: String) -> [Substring] { text.split(whereSeparator: \.isWhitespace) }

    /// Narrow or wide, nothing is lost, and nothing is wider than the terminal.
    @Test(arguments: [28, 40, 60, 80, 120]) func everyNumberIsThere(width: Int) {
        let all = ExplanationText().render(Self.explained)
        let text = ExplanationText(width: width).render(Self.explained)
        for line in text.split(separator: "\n") { #expect(TextWidth.of(String(line)) <= width, "\(line)") }
        // The summary may have room for fewer parts, which stand below it too.
        let tree = { (text: String) in text.split(separator: "\n\n").dropFirst().joined(separator: "\n") }
        #expect(Self.words(tree(text)) == Self.words(tree(all)))
        #expect(Set(Self.words(all)).isSubset(of: Self.words(text)))
    }

    /// Where nothing lies deeper, no tree follows: then the summary has every part, however many lines that takes.
    @Test(arguments: [12, 28, 40, 80]) func partsWithoutATreeAreAllThere(width: Int) {
        var flat = Self.explained
        flat.root.parts = (1...4).map { number in
            Derivation(.node, "g.part\(number)", title: "Part \(number), whose title is long", value: .number(2.5))
        }
        let text = ExplanationText(width: width).render(flat)
        let letters = text.filter { !$0.isWhitespace }
        for number in 1...4 { #expect(letters.contains("g.part\(number)“Part\(number),whosetitleislong”"), "\(text)") }
        #expect(!text.contains("below"), "\(text)")
    }

    /// What was asked for is the answer, and does not stand among the other figures again.
    @Test func theAnswerStandsOnce() {
        let asked = Explained(question: "se(g)", measure: "se", about: [], root: Self.explained.root)
        let text = ExplanationText().render(asked)
        #expect(text.hasPrefix("0.25 = se(g)\n") && text.contains("score 2.5, n 4321, 95% 2 to 3"), "\(text)")
    }

    /// What goes on stands further in than what it belongs to.
    @Test func linesHang() {
        let text = ExplanationText(width: 40).render(Self.explained)
        #expect(
            text.hasPrefix(
                """
                2.5 = score(g, source: team, district:
                    "d07")
                “A title that is rather long for so
                    narrow a terminal”, source team,
                    district d07, rule mastery
                n 4321, se 0.25, 95% 2 to 3

                """), "\(text)")
    }

    @Test(arguments: 1...12) func aSliverOfATerminalLosesNothing(width: Int) {
        let text = ExplanationText(width: width).render(Self.explained)
        let letters = { (text: String) in text.filter { !$0.isWhitespace } }
        #expect(letters(text).contains("“Thedeepestofallnodes”"))
        for line in text.split(separator: "\n") { #expect(TextWidth.of(String(line)) <= width) }
    }

    @Test func peopleLeftOutAreCounted() {
        #expect(ExplanationText().render(Self.explained).contains("left out: 3 persons (needs not met)\n"))
    }

    /// Where a terminal knows no other signs, what the program adds is ASCII.
    @Test func asciiSuffices() {
        var piece = Self.explained
        var question = Derivation(.question, "q1", title: "Asked", value: .number(3))
        var point = Derivation(.point, "3", title: "Half", value: .number(3))
        (point.count, point.weight) = (2, 2)
        question.parts = [point]
        piece.root.parts += (1...20).map { _ in question }
        for width in [nil, 40, 80] {
            let text = ExplanationText(width: width, style: Style(isColored: false, isUnicode: false)).render(piece)
            #expect(!text.contains { !$0.isASCII })
            #expect(text.contains("3 x 2  3 \"Half\"") && text.contains("... and "))
        }
    }
}
