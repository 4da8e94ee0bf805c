import GearSession
import GearSource
import GearTesting
import Testing

@testable import gearbox

/// `:help WORD` for whatever there is to ask about.
@Suite struct HelpTests {
    @Test func everythingIsExplained() throws {
        let scratch = try PromptTests.folder()
        let names =
            Workspace.explainedNames + PromptCommand.allCases.map { ":" + $0.rawValue } + Code.all.map(\.id)
        try scratch.write(names.map { ":help \($0)\n" }.joined(), to: "script")
        let outcome = try scratch.run("gearbox repl --keep-going town.gear < script 2>&1")
        #expect(outcome.status == 0)
        #expect(!outcome.output.contains("nothing is called"), "\(outcome.output.suffix(400))")
    }

    /// A word's help begins with the word, and says more of it than where it belongs.
    @Test func everyWordSaysWhatItMeans() {
        let workspace = Workspace(nil)
        for word in Workspace.explainedNames {
            let text = workspace.explanation(of: word) ?? ""
            let line = text.prefix { $0 != "\n" }
            #expect(line.contains(word) && (line.contains(":") || line.contains("(")), "\(word): \(text)")
        }
    }

    /// A code's line has its number and title, a command's its usage; other words begin a line of their own.
    @Test func eachIsNamedInItsHelp() throws {
        let scratch = try PromptTests.folder()
        for name in [
            "mean", "round", "scores", "what if", "scoring", "needs", "gaps", "crosswalk", "min", "score", "it", "what",
            "paired",
        ] {
            try scratch.write(":help \(name)\n", to: "script")
            let outcome = try scratch.run("gearbox repl town.gear < script")
            #expect(outcome.output.contains(name) && outcome.output.contains(":"), "\(name): \(outcome.output)")
        }
    }
}
