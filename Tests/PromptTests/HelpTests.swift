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

    /// Paths of nodes differ at their ends: that is what is kept of them.
    @Test func pathsThatAreFoundKeepTheirEnds() throws {
        let scratch = try Scratch()
        let tags = ["early", "later"].map { "tag professional_learning_\($0) \"Learning in teams, \($0)\"" }
        try scratch.write(
            "framework town \"Town\" {\n  gear leadership_and_management \"Leading\" {\n"
                + tags.joined(separator: "\n") + "\n}\n}\n", to: "town.gear")
        let talk = try Conversation("gearbox repl town.gear", in: scratch.folder, columns: 60)
        talk.type(":search teams<Enter>")
        #expect(talk.shows { $0.contains("learning_early ") && $0.contains("learning_later ") }, "\(talk.text)")
        #expect(talk.text.contains("…"))
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
