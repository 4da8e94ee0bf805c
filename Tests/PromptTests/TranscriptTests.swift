import Foundation
import GearTesting
import Testing

/// What `:save` writes is a program, and running it gives what was shown.
@Suite struct TranscriptTests {
    /// Pieces of sessions: what is declared, and declared anew, changes what the questions mean.
    private static let statements = [
        "define cut = 2", "define cut = 3", "define cut = \"x\"", "define twice = cut * 2",
        "define top = nodes | take 2",
        "define top = nodes | take 1", "cut + 1", "twice", "top", "it", "it * 2", "it1", "it2", "| take 1",
        "| select node, title", "nodes | where layer == gear", "scales | select scale, point | take 3",
        "scale yes \"Yes\" {\n  1 \"No\"\n  2 \"Yes\"\n}", "scale aye \"Aye\" { 1 \"Aye\" }",
        "scores for wave == fall15 | where node == vision | select source, score",
        "scoring strict on town {\n  own = mean(answers) needs 100%\n  node = min(parts)\n}",
        "scores of strict for wave == fall15 | where node == vision | select source, score",
        "/// Titled\nshow nodes | take 1", "define kept", "kept", "scores by\nschool // where\n| take 1",
        "scoring plain on town { node = mean(parts) }", "nope",
        "explain score(vision, source: teacher, wave: spring16, school: \"North\") depth 1", "define it2 = 5",
        "framework other \"Other\" { gear vision \"Vision\" }", "nodes | group n = count()", "import \"town.gear\"",
    ]

    @Test(arguments: 0..<24) func whatIsSavedGivesWhatWasShown(seed: UInt64) throws {
        let scratch = try PromptTests.folder()
        var random = SplitMix(seed: seed)
        let picked = (0..<Int.random(in: 4...14, using: &random)).compactMap { _ in
            Self.statements.randomElement(using: &random)
        }
        // As lines of JSON, a document is its results one after the other.
        try scratch.write(
            ":format jsonl\n" + picked.joined(separator: "\n\n") + "\n\n:save mine.gear\n", to: "script")
        let session = try scratch.run("gearbox repl --keep-going town.gear < script 2> told")
        let saved = try String(contentsOf: scratch.folder.appending(path: "mine.gear"), encoding: .utf8)
        let told = try String(contentsOf: scratch.folder.appending(path: "told"), encoding: .utf8)
        let about = "\(picked.joined(separator: "\n"))\n---\n\(saved)\n---\n\(told)"
        let check = try scratch.run("gearbox check mine.gear")
        #expect(!check.output.contains("error["), "\(check.output)\n\(about)")
        let run = try scratch.run("gearbox run --format jsonl mine.gear 2> errors")
        #expect(run.status == 0, "\(about)")
        let isWhole = !saved.contains("// What follows gives something else now.")
        #expect(isWhole != told.contains("would be something else now"), "\(about)")
        if isWhole {
            #expect(run.output == session.output, "\(about)")
        } else {
            // What was left out is missing, and nothing else, in the same order.
            var rest = session.output.split(separator: "\n")[...]
            for line in run.output.split(separator: "\n") {
                let place = rest.firstIndex(of: line)
                #expect(place != nil, "\(line) in\n\(session.output)\n\(about)")
                if let place { rest = rest[(place + 1)...] }
            }
        }
    }

    /// Typed again, a name means the latest; what was asked of the earlier stays as a comment.
    @Test func anEarlierMeaningIsLeftOut() throws {
        let scratch = try PromptTests.folder()
        try scratch.write(
            "define cut = 2\ncut + 1\n1 + 1\ndefine cut = 7\ncut + 1\nit1\n:save mine.gear\n", to: "script")
        let outcome = try scratch.run("gearbox repl town.gear < script 2> told; cat told; cat mine.gear")
        #expect(
            outcome.output.hasSuffix(
                """
                1 of 4 results would be something else now: in `mine.gear` as comments
                import "town.gear"

                define cut = 7

                define it1 = cut + 1

                // What follows gives something else now.
                // show cut + 1

                show 1 + 1

                show cut + 1

                show it1

                """), "\(outcome.output)")
    }

    /// What the program declares is not declared again by what is typed, in whatever file it stands.
    @Test(arguments: [
        "scoring plain on town { node = mean(parts) }", "scale agreement \"A\" { 1 \"No\" }", "define town = 3",
    ])
    func aNameOfTheProgramIsRefused(text: String) throws {
        let scratch = try PromptTests.folder()
        try scratch.write(text + "\n", to: "script")
        let outcome = try scratch.run("gearbox repl town.gear < script; echo $?")
        #expect(outcome.output.contains("error[GB0884]") && outcome.output.hasSuffix("1\n"), "\(outcome.output)")
        #expect(outcome.output.contains("declared here"))
    }

    /// Paths in what is typed are those of a file beside the program, wherever the prompt was opened.
    @Test func pathsAreSeenFromTheProgram() throws {
        let scratch = try PromptTests.folder()
        try scratch.write("define cut = 4\n", to: "cuts.gear")
        try scratch.write("import \"cuts.gear\"\ncut\n:save town/mine.gear\n", to: "script")
        let outcome = try scratch.run(
            "mkdir town; mv town.gear answers.csv cuts.gear town; gearbox repl town/town.gear < script"
                + " && gearbox run town/mine.gear")
        #expect(outcome.output == "value\n4\nvalue\n4\n")
    }
}
