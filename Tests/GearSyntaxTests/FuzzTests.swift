import GearFuzz
import GearSource
import GearSyntax
import GearTesting
import Testing

/// What repeats, nests or makes no sense at all: a tree, no trap, no hang. GearFuzzTests has programs that are changed.
@Suite struct FuzzTests {
    private func check(_ bytes: [UInt8], _ what: String) {
        for symbol in [StartSymbol.file, .value, .condition] {
            let tree = SyntaxTree(parsing: SourceText(file: FileID(0), name: "", bytes: bytes), as: symbol)
            let found = faults(of: tree)
            #expect(found == [], "\(what): \(String(decoding: bytes.prefix(400), as: UTF8.self))")
        }
    }

    @Test func tokenSoup() {
        let tokens = [
            "framework", "gear", "tag", "survey", "question", "scale", "scoring", "data", "test", "answers", "define",
            "show",
            "where", "by", "of", "for", "on", "not", "and", "or", "in", "is", "missing", "column", "name", "\"text\"",
            "\"",
            "\"\"\"", "1", "2.5", "50%", "2016-10", "1.2.0", "..", ".", "*", "**", "/", "+", "-", "->", "|", "=", "==",
            "<",
            "{", "}", "(", ")", "[", "]", ",", ":", "\n", "\n", "\n  ", "// c\n", "/// d\n", "é", ";", "\u{201C}", "'",
        ]
        var random = SplitMix(seed: 3)
        for _ in 0..<3_000 {
            let count = Int.random(in: 1...60, using: &random)
            let soup = (0..<count).map { _ in tokens.randomElement(using: &random) ?? "" }.joined(separator: " ")
            check(Array(soup.utf8), "soup")
        }
    }

    /// Whatever repeats without end: no stack overflows, and nothing takes time beyond the length.
    @Test(arguments: [
        "(", "[", "f(", "not ", "- ", "-", "a.", "a and ", "a + ", "1..", "{", "}", "x {", "gear g {", "\"", "\"\"\"",
        "'", "\u{201E}",
        "\u{201E}'", "| where a ", "a < ", "a,", "a: ", "f(a,\n", "=", "///\n", "\\", "\"\\", "tag t \"T\" ",
        "scale s {\n", "{ a: ",
        "test \"t\" { answers s { r { q: ", "(a | where ", "in [", "show (", "show a | join (", "\u{FEFF}", "é", "\r",
        "show f(\n  g(\n",
    ]) func repetition(of part: String) {
        for opening in ["", "framework f {\n", "define x = "] {
            check(Array((opening + String(repeating: part, count: 5_000)).utf8), "repeated \(part)")
        }
    }

    @Test func deepNestingIsOneFinding() {
        for (open, inner, close) in [
            ("(", "1", ")"), ("[", "1", "]"), ("not ", "a", ""), ("- ", "1", ""), ("f(", "1", ")"),
        ] {
            let text =
                "define x = " + String(repeating: open, count: 9_000) + inner + String(repeating: close, count: 9_000)
            let tree = SyntaxTree(parsing: SourceText(file: FileID(0), name: "", bytes: Array(text.utf8)))
            #expect(tree.diagnostics.map(\.code.id) == [Code.tooDeep.id], "\(open)")
        }
        let blocks =
            "framework f {\ngear g {\n" + String(repeating: "tag t {\n", count: 9_000)
            + String(repeating: "}\n", count: 9_002)
        let tree = SyntaxTree(parsing: SourceText(file: FileID(0), name: "", bytes: Array(blocks.utf8)))
        #expect(tree.diagnostics.map(\.code.id) == [Code.tooDeep.id])
    }

    @Test func longChainsAreFlat() {
        let text = "define x = " + Array(repeating: "a and b or c + d * e", count: 5_000).joined(separator: " or ")
        let tree = SyntaxTree(parsing: SourceText(file: FileID(0), name: "", bytes: Array(text.utf8)))
        #expect(tree.diagnostics == [])
    }

    @Test func findingsAreCapped() {
        let text = String(repeating: "nonsense x\n", count: 5_000)
        let tree = SyntaxTree(parsing: SourceText(file: FileID(0), name: "", bytes: Array(text.utf8)))
        #expect(tree.diagnostics.count == 201)
        #expect(tree.diagnostics.last?.code.id == Code.tooManyFindings.id)
        #expect(tree.diagnostics.last?.message == "4800 more findings in this file are not shown")
    }
}
