import Foundation
import GearTesting
import Testing

/// What changes in files while a prompt is open, and what is said of it.
@Suite struct ReloadTests {
    private static let town = (try? Repository.text("Tests/PromptTests/Town/town.gear")) ?? ""

    private func talk(_ scratch: Scratch) throws -> Conversation {
        let talk = try Conversation(
            "gearbox repl town.gear", in: scratch.folder, environment: ["PAGER": "cat"], rows: 200)
        try #require(talk.shows { $0.hasSuffix("gear>") }, "\(talk.text)")
        return talk
    }

    /// Waits for the prompt after a statement, and gives what came since it was typed.
    private func answer(_ talk: Conversation, to statement: String) throws -> String {
        let before = talk.text
        talk.type(statement + "<Enter>")
        try #require(talk.shows { $0 != before && $0.hasSuffix("gear>") && $0.count > before.count + statement.count })
        return String(talk.text.dropFirst(before.count))
    }

    /// What is wrong with the answers is counted, and shown when somebody asks for it, whatever was typed since.
    @Test func warningsAreCountedAndShownOnDemand() throws {
        let scratch = try PromptTests.folder()
        try scratch.write(
            "who,as,school,when,q1,q2,q3\nx,team,North,fall15,9,2,3\ny,boss,North,fall15,1,2,3\nz,team,South,fall15,1,2,8\n",
            to: "answers.csv")
        let talk = try talk(scratch)
        let first = try answer(talk, to: "scores | take 1 | select node")
        #expect(
            first.contains("3 warnings about the answers (2 × GB0533, GB0534); `:check` shows them\n┌"), "\(first)")
        #expect(!first.contains("warning["))
        #expect(!(try answer(talk, to: "scores | take 1 | select n")).contains("warning"))
        _ = try answer(talk, to: "define cut = 2")
        let check = try answer(talk, to: ":check")
        #expect(check.contains("warning[GB0534]") && check.contains("`8` is no answer to `q3`"), "\(check)")
        #expect(check.contains("3 warnings\n"))
        let outcome = try scratch.run("echo scores | gearbox repl town.gear")
        #expect(outcome.output.contains("warning[GB0534]"))
    }

    /// An error in a question is no finding about the program.
    @Test func questionsAreNotChecked() throws {
        let talk = try talk(try PromptTests.folder())
        #expect(try answer(talk, to: "scors").contains("error[GB0213]"))
        #expect(try answer(talk, to: ":check").contains("nothing was found"))
    }

    @Test func watchingNamesTheFileAndTellsOnlyWhatIsNew() throws {
        let scratch = try PromptTests.folder()
        try scratch.write("who,as,school,when,q1,q2,q3\nx,team,North,fall15,9,2,3\n", to: "answers.csv")
        let talk = try talk(scratch)
        talk.type("scores | take 1 | select node<Enter>:watch<Enter>")
        #expect(talk.shows { $0.hasSuffix("Ctrl-C ends") }, "\(talk.text)")
        try scratch.write(Self.town + "define half = 1 / 2\n", to: "town.gear")
        #expect(talk.shows { $0.contains("changed: town.gear\n┌") && $0.hasSuffix("Ctrl-C ends") }, "\(talk.text)")
        #expect(!talk.text.contains("warning["))
        try scratch.write("who,as,school,when,q1,q2,q3\nx,team,North,fall15,9,7,3\n", to: "answers.csv")
        #expect(
            talk.shows { $0.contains("`7` is no answer to `q2`") && $0.hasSuffix("Ctrl-C ends") }, "\(talk.text)")
        #expect(talk.text.contains("changed: answers.csv\n") && !talk.text.contains("`9` is no answer"))
        talk.type("<C-c>")
    }

    /// A reload that finds errors leaves the last good program, which goes on answering and says each time that it is
    /// not what the files are now; what is typed goes on from it too.
    @Test func aProgramThatIsBrokenByAReloadStaysAsItWas() throws {
        let scratch = try PromptTests.folder()
        let talk = try talk(scratch)
        _ = try answer(talk, to: "define cut = 2")
        let before = try answer(talk, to: "nodes | where node == vision | select title")
        try scratch.write(Self.town.replacing("-> vision.voice", with: "-> vision.vioce"), to: "town.gear")
        let reload = try answer(talk, to: ":reload")
        #expect(reload.contains("changed: town.gear\nerror[GB0203]") && reload.contains("`vioce`"), "\(reload)")
        #expect(reload.contains("answers come from the program as it was before\n"), "\(reload)")
        let after = try answer(talk, to: "nodes | where node == vision | select title")
        #expect(after.contains("this is from the program as it was before its files had errors"), "\(after)")
        #expect(after.contains("│ A shared vision │") && before.contains("│ A shared vision │"), "\(after)")
        _ = try answer(talk, to: "define twice = cut * 2")
        #expect(try answer(talk, to: "twice").contains("│     4 │"))
        #expect(try answer(talk, to: ":check").contains("error[GB0203]"))
        // Mended, with something else than before.
        try scratch.write(Self.town.replacing("A shared vision", with: "Another"), to: "town.gear")
        #expect(!(try answer(talk, to: ":reload")).contains("error"))
        let mended = try answer(talk, to: "nodes | where node == vision | select title")
        #expect(mended.contains("│ Another │") && !mended.contains("as it was"), "\(mended)")
        #expect(try answer(talk, to: "twice").contains("│     4 │"))
        #expect(try answer(talk, to: ":check").contains("nothing was found"))
        // The file itself may be gone for a while.
        _ = try scratch.run("mv town.gear away.gear")
        #expect(try answer(talk, to: ":reload").contains("gone: town.gear\nerror[GB0801]"))
        #expect(try answer(talk, to: "nodes | where node == vision | select title").contains("│ Another │"))
        _ = try scratch.run("mv away.gear town.gear")
        #expect(!(try answer(talk, to: ":reload")).contains("error"))
        #expect(!(try answer(talk, to: "it")).contains("as it was"))
    }

    /// In a script the reload is the error; who goes on nevertheless is told what answers.
    @Test func aScriptEndsWithABrokenReload() throws {
        let scratch = try PromptTests.folder()
        try scratch.write("1 + 1\n:pipe cat > town.gear\n1 + 1\n:reload\n2 + 2\n", to: "script")
        let town = Self.town
        for (option, output) in [("", "value\n2\n1\n"), ("--keep-going ", "value\n2\nvalue\n4\n1\n")] {
            try scratch.write(town, to: "town.gear")
            let outcome = try scratch.run("gearbox repl \(option)town.gear < script 2> errors; echo $?")
            #expect(outcome.output == output, "\(outcome.output)")
            let count = try scratch.run("grep -c 'this is from the program as it was' errors").output
            #expect(count == (option.isEmpty ? "0\n" : "1\n"))
        }
    }

    @Test func watchingSeesAProgramBreakAndMend() throws {
        let scratch = try PromptTests.folder()
        let talk = try talk(scratch)
        talk.type("nodes | where node == vision | select title<Enter>:watch<Enter>")
        #expect(talk.shows { $0.hasSuffix("Ctrl-C ends") }, "\(talk.text)")
        try scratch.write(Self.town.replacing("-> vision.voice", with: "-> vision.vioce"), to: "town.gear")
        #expect(
            talk.shows {
                $0.contains("error[GB0203]") && $0.contains("answers come from the program as it was before")
            },
            "\(talk.text)")
        #expect(talk.shows { $0.hasSuffix("Ctrl-C ends") })
        #expect(talk.text.split(separator: "│ A shared vision │").count == 2, "\(talk.text)")
        try scratch.write(Self.town.replacing("A shared vision", with: "Another"), to: "town.gear")
        #expect(talk.shows { $0.contains("│ Another │") && $0.hasSuffix("Ctrl-C ends") }, "\(talk.text)")
        talk.type("<C-c>")
    }

    /// What was asked last may go on from a result, which a `:reload` leaves out.
    @Test func watchingGoesOnFromAResult() throws {
        let scratch = try PromptTests.folder()
        let talk = try talk(scratch)
        talk.type("nodes | where node == vision | select title<Enter>it<Enter>:watch<Enter>")
        #expect(talk.shows { $0.hasSuffix("Ctrl-C ends") }, "\(talk.text)")
        try scratch.write(Self.town.replacing("A shared vision", with: "Another"), to: "town.gear")
        #expect(talk.shows { $0.contains("│ Another │") && $0.hasSuffix("Ctrl-C ends") }, "\(talk.text)")
        talk.type("<C-c>")
    }

    /// Where answers cannot be read any more there is no table, neither on the screen nor in a file.
    @Test func watchingShowsNoTableWithoutAnswers() throws {
        let scratch = try PromptTests.folder()
        let talk = try talk(scratch)
        talk.type(":output out.csv<Enter>scores | where node == vision | select title, score<Enter>:watch<Enter>")
        #expect(talk.shows { $0.hasSuffix("Ctrl-C ends") }, "\(talk.text)")
        try FileManager.default.removeItem(at: scratch.folder.appending(path: "answers.csv"))
        #expect(talk.shows { $0.contains("error[GB0501]") && $0.hasSuffix("Ctrl-C ends") }, "\(talk.text)")
        talk.type("<C-c>:output<Enter>2 + 0<Enter>")
        #expect(talk.shows { $0.contains("│     2 │") }, "\(talk.text)")
        let written = try String(contentsOf: scratch.folder.appending(path: "out.csv"), encoding: .utf8)
        #expect(written.components(separatedBy: "title,score").count == 2, "\(written)")
    }

    /// What is saved goes on from the files as they are, and not as they were when they were read.
    @Test func whatIsSavedIsTriedWithTheFilesOfNow() throws {
        let scratch = try PromptTests.folder()
        let talk = try talk(scratch)
        _ = try answer(talk, to: "nodes | where node == vision | select title")
        try scratch.write(Self.town.replacing("-> vision.voice", with: "-> vision.vioce"), to: "town.gear")
        let refused = try answer(talk, to: ":save s.gear")
        #expect(refused.contains("error[GB0882]: the program's files have errors"), "\(refused)")
        #expect(!FileManager.default.fileExists(atPath: scratch.folder.appending(path: "s.gear").path))
        try scratch.write(Self.town.replacing("A shared vision", with: "Another"), to: "town.gear")
        let saved = try answer(talk, to: ":save s.gear")
        #expect(saved.contains("1 of 1 result would be something else now: in `s.gear` as comments"), "\(saved)")
        #expect(try scratch.run("gearbox check s.gear; cat s.gear").output.contains("// show nodes"))
    }

    /// What was typed is put aside while the files take its name, and is there again when they do not.
    @Test func whatHoldsNoLongerIsTriedAgain() throws {
        let scratch = try PromptTests.folder()
        let talk = try talk(scratch)
        _ = try answer(talk, to: "define first = 1")
        _ = try answer(talk, to: "define mine = 2")
        _ = try answer(talk, to: "define twice = mine * 2")
        _ = try answer(talk, to: "nodes | where node == vision.voice | select title")
        _ = try answer(talk, to: "define voice = nodes | where node == vision.voice")
        let other = Self.town.replacing("tag voice", with: "tag word").replacing("vision.voice", with: "vision.word")
        try scratch.write(other + "define mine = 5\n", to: "town.gear")
        let text = try answer(talk, to: ":reload")
        #expect(text.contains("changed: town.gear\nno longer holds: `mine`, `voice`\n"), "\(text)")
        // Each finding shows the statement that it is about.
        #expect(text.contains("| define mine = 2\n") && text.contains("| define voice = nodes | where"), "\(text)")
        let twice = try answer(talk, to: "twice")
        #expect(twice.contains("│    10 │"), "\(twice)")
        try scratch.write(Self.town, to: "town.gear")
        let again = try answer(talk, to: ":reload")
        #expect(again.contains("holds again: `mine`, `voice`\n") && !again.contains("error"), "\(again)")
        #expect(try answer(talk, to: "twice").contains("│     4 │"))
        #expect(try answer(talk, to: "voice | select title").contains("Families have a say"))
    }
}
