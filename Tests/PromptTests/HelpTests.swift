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

    /// A code's line has its number and title, a command's its usage; other words begin a line of their own.
    @Test func eachIsNamedInItsHelp() throws {
        let scratch = try PromptTests.folder()
        for name in ["mean", "round", "scores", "what if", "scoring", "needs", "gaps", "crosswalk", "min"] {
            try scratch.write(":help \(name)\n", to: "script")
            let outcome = try scratch.run("gearbox repl town.gear < script")
            #expect(outcome.output.contains(name) && outcome.output.contains(":"), "\(name): \(outcome.output)")
        }
    }
}
