import GearTesting
import Testing

/// Statements put together from pieces, right and wrong: the prompt answers or says what is wrong, and never breaks off.
@Suite struct RandomStatementTests {
    private static let pieces = [
        "nodes", "scores", "scores of plain by school", "| where", "layer == gear", "| take 99999999999999999999",
        "| sort",
        "| pivot score by source", "it", "it3", "it99999999999999999999", "define x =", "define it = 3",
        "scale s \"S\" {",
        "}", "(", ")", "\"\"\"", "\"", "\\", "|", "show", "framework f \"F\" { gear a \"A\" }", ":help", ":doc vision",
        ":search", ":describe it", ":format json", ":read .", ":load .", ":load /dev/null", "import \"town.gear\"",
        "on town", "// c", "/// d", "score(vision, source: team)", "1/0", "-", "\u{0}", "\u{1B}[2J", "日本",
        ":once o.csv",
        "scoring plain on town { node = mean(parts) }", "wave w \"W\" 2015", "dimension school \"x\"", ":time",
        "levels",
    ]

    @Test(arguments: 0..<8) func neverBreaksOff(seed: UInt64) throws {
        let scratch = try PromptTests.folder()
        var random = SplitMix(seed: seed)
        for _ in 0..<6 {
            let lines = (0..<Int.random(in: 1...12, using: &random)).map { _ in
                (0..<Int.random(in: 1...5, using: &random)).compactMap { _ in Self.pieces.randomElement(using: &random)
                }
                .joined(separator: " ")
            }
            try scratch.write(lines.joined(separator: "\n"), to: "script")
            let outcome = try scratch.run("gearbox repl --keep-going town.gear < script")
            #expect(outcome.status <= 1, "\(lines.joined(separator: "\n"))\n\(outcome.output.suffix(500))")
        }
    }
}
