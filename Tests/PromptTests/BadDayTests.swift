import Foundation
import GearTesting
import Testing

/// What goes wrong around a prompt: it says so and goes on.
@Suite struct BadDayTests {
    private func talk(
        _ scratch: Scratch, _ command: String = "gearbox repl town.gear", _ environment: [String: String] = [:],
        columns: Int = 80
    ) throws -> Conversation {
        let talk = try Conversation(command, in: scratch.folder, environment: environment, columns: columns)
        try #require(talk.shows { $0.hasSuffix("gear>") }, "\(talk.text)")
        return talk
    }

    @Test func aFileThatDisappearsStaysLoaded() throws {
        let scratch = try PromptTests.folder()
        let talk = try talk(scratch)
        for name in ["town.gear", "answers.csv"] {
            try FileManager.default.removeItem(at: scratch.folder.appending(path: name))
        }
        talk.type("define cut = 2<Enter>nodes | take 1 | select title<Enter>")
        #expect(talk.shows { $0.contains("│ Data and assessment │") })
        talk.type("scores | take 1<Enter>")
        #expect(talk.shows { $0.contains("answers.csv") && $0.contains("error") && $0.hasSuffix("gear>") })
        talk.type("cut<Enter>")
        #expect(talk.shows { $0.contains("│     2 │") })
    }

    @Test func aFileThatChangesIsReadAnewOnReload() throws {
        let scratch = try PromptTests.folder()
        let talk = try talk(scratch)
        let text = try Repository.text("Tests/PromptTests/Town/town.gear")
        try scratch.write(text.replacing("A shared vision", with: "Another vision"), to: "town.gear")
        talk.type("define cut = 2<Enter>nodes | where node == vision | select title<Enter>")
        #expect(talk.shows { $0.contains("│ A shared vision │") })
        talk.type(":reload<Enter>nodes | where node == vision | select title<Enter>")
        #expect(talk.shows { $0.contains("│ Another vision │") })
        talk.type("cut<Enter>")
        #expect(talk.shows { $0.contains("│     2 │") })
    }

    @Test func aProgramWithErrorsCanBeMended() throws {
        let scratch = try PromptTests.folder()
        let text = try Repository.text("Tests/PromptTests/Town/town.gear")
        try scratch.write(text.replacing("-> vision.voice", with: "-> vision.vioce"), to: "town.gear")
        let talk = try talk(scratch)
        #expect(talk.text.contains("vioce"))
        talk.type("nodes | take 1<Enter>")
        #expect(talk.shows { $0.contains("error[GB0882]") })
        try scratch.write(text, to: "town.gear")
        talk.type(":reload<Enter>nodes | take 1 | select title<Enter>")
        #expect(talk.shows { $0.contains("│ Data and assessment │") })
    }

    /// `/dev/full` in place of the folder: every write fails.
    @Test func aHistoryThatCannotBeKeptIsToldOnce() throws {
        let scratch = try PromptTests.folder()
        let state = scratch.folder.appending(path: "state/gearbox")
        try FileManager.default.createDirectory(at: state, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: state.appending(path: "history").path, withDestinationPath: "/dev/full")
        let talk = try talk(scratch)
        talk.type("1 + 1<Enter>")
        #expect(
            talk.shows { $0.contains("not kept in the history: No space left on device") && $0.contains("│     2 │") })
        talk.type("2 + 2<Enter>")
        #expect(talk.shows { $0.contains("│     4 │") })
        #expect(talk.text.components(separatedBy: "not kept").count == 2)
    }

    @Test func twoPromptsShareOneHistory() throws {
        let scratch = try PromptTests.folder()
        let (one, two) = (try talk(scratch), try talk(scratch))
        for number in 1...3 {
            one.type("1\(number) + 0<Enter>")
            #expect(one.shows { $0.contains("│    1\(number) │") })
            two.type("2\(number) + 0<Enter>")
            #expect(two.shows { $0.contains("│    2\(number) │") })
        }
        one.type(" 99 + 0<Enter>")
        #expect(one.shows { $0.contains("│    99 │") })
        let history = try String(contentsOf: scratch.folder.appending(path: "state/gearbox/history"), encoding: .utf8)
        #expect(history == "gearbox history 1\n11 + 0\n21 + 0\n12 + 0\n22 + 0\n13 + 0\n23 + 0\n")
        let three = try talk(scratch)
        three.type("<Up><Up>")
        #expect(three.shows { $0.hasSuffix("gear> 13 + 0") })
    }

    @Test func aHistoryOfAnotherVersionIsLeftAlone() throws {
        let scratch = try PromptTests.folder()
        try FileManager.default.createDirectory(
            at: scratch.folder.appending(path: "state/gearbox"), withIntermediateDirectories: true)
        try scratch.write("gearbox history 9\nwho knows\n", to: "state/gearbox/history")
        let talk = try talk(scratch)
        talk.type("<Up>1 + 1<Enter>")
        #expect(talk.shows { $0.contains("│     2 │") })
    }

    @Test func aStatementOfSeveralLinesIsOneInTheHistory() throws {
        let scratch = try PromptTests.folder()
        let first = try talk(scratch)
        first.type("define a = (1<Enter>+ 2)<Enter>")
        #expect(first.shows { $0.contains("`a`") })
        let second = try talk(scratch)
        second.type("<Up><Enter>a<Enter>")
        #expect(second.shows { $0.contains("│     3 │") })
    }

    @Test func bytesThatAreNoTextAreAnError() throws {
        let talk = try talk(try PromptTests.folder())
        talk.send(Array("\u{1B}[200~".utf8) + (128...255).map { UInt8($0) } + Array("\u{1B}[201~\r".utf8))
        #expect(talk.shows { $0.contains("error[") && $0.hasSuffix("gear>") }, "\(talk.text)")
        talk.type("1 + 1<Enter>")
        #expect(talk.shows { $0.contains("│     2 │") })
    }

    @Test(arguments: [1, 2, 7]) func aNarrowTerminal(columns: Int) throws {
        let scratch = try PromptTests.folder()
        let talk = try Conversation("gearbox repl town.gear", in: scratch.folder, columns: columns)
        talk.type("nodes | take 2<Enter>")
        talk.type(":quit<Enter>")
        #expect(talk.end() == 0)
    }

    @Test func aWindowThatIsResized() throws {
        let talk = try talk(try PromptTests.folder())
        talk.resize(columns: 40, rows: 10)
        talk.type("nodes | take 1 | select node, title<Enter>")
        #expect(talk.shows { $0.contains("│ data │ Data and assessment │") })
    }

    /// Ctrl-C while answers are read: the statement ends, what was declared stays.
    @Test func ctrlCStopsAQuery() throws {
        let scratch = try PromptTests.folder()
        var rows = "who,as,school,when,q1,q2,q3\n"
        for person in 0..<200_000 { rows += "p\(person),teacher,S\(person % 500),fall15,1,2,3\n" }
        try scratch.write(rows, to: "answers.csv")
        let talk = try talk(scratch)
        talk.type("define cut = 2<Enter>")
        #expect(talk.shows { $0.contains("`cut`") })
        talk.type("scores by school | take 1 | select node<Enter>")
        // Whoever is quick enough is not stopped.
        #expect(talk.shows { $0.contains("scoring, 1 s") || $0.contains("│ data │") })
        talk.type("<C-c>")
        #expect(talk.shows { ($0.contains("stopped") || $0.contains("│ data │")) && $0.hasSuffix("gear>") })
        talk.type("cut<Enter>")
        #expect(talk.shows { $0.contains("│     2 │") })
        talk.type("scores by school for school == \"S7\" | take 1 | select n<Enter>")
        #expect(talk.shows { $0.contains("│ 400 │") }, "\(talk.text)")
    }

    /// Longer than the screen, it goes through a pager; one that ends early is no error.
    @Test func aLongResultGoesThroughThePager() throws {
        let scratch = try PromptTests.folder()
        let talk = try talk(scratch, "gearbox repl town.gear", ["PAGER": "head -3"])
        talk.type("scores by school | select node, score<Enter>")
        #expect(talk.shows { $0.contains("│ node           │ score │\n├") && $0.hasSuffix("gear>") }, "\(talk.text)")
        talk.type("1 + 1<Enter>")
        #expect(talk.shows { $0.contains("│     2 │") })
    }

    @Test func theEditorOpensOnTheLastStatement() throws {
        let scratch = try PromptTests.folder()
        try scratch.write("#!/bin/sh\nsed -i 's/1/41/' \"$1\"\n", to: "ed.sh")
        let talk = try talk(scratch, "chmod +x ed.sh; gearbox repl town.gear", ["VISUAL": "./ed.sh"])
        talk.type("1 + 1<Enter>")
        #expect(talk.shows { $0.contains("│     2 │") })
        talk.type(":edit<Enter>")
        #expect(talk.shows { $0.contains("│    42 │") }, "\(talk.text)")
    }

    @Test func aDumbTerminalGetsPlainText() throws {
        let scratch = try PromptTests.folder()
        let talk = try talk(scratch, "gearbox repl town.gear", ["TERM": "dumb"])
        talk.type("1 + 1<Enter>")
        #expect(talk.shows { $0.contains("│     2 │") && $0.hasSuffix("gear>") })
    }

    @Test func viKeysOfInputrc() throws {
        let scratch = try PromptTests.folder()
        try scratch.write("set editing-mode vi\n", to: "inputrc")
        let talk = try talk(scratch, "INPUTRC=inputrc gearbox repl town.gear")
        talk.type("1 + 2<Esc>")
        _ = talk.shows { $0.hasSuffix("1 + 2") }
        talk.settle(milliseconds: 700)
        talk.type("0i10 + <Enter>")
        #expect(talk.shows { $0.contains("│    13 │") }, "\(talk.text)")
    }

    // MARK: From a pipe

    @Test(arguments: [
        ("1 + 1\n2 + 2\n", 0, "value\n2\nvalue\n4\n"),
        ("nodes\n| take 1\n| select node\n", 0, "node\ndata\n"),
        ("define a = (1\n+ 2)\na\n", 0, "value\n3\n"),
        ("1 + 1\nnope\n2 + 2\n", 1, "value\n2\n"),
        (":format json\n1 + 1\n", 0, "[\n  {\"value\":2}\n]\n"),
        ("", 0, ""), ("1 + 1", 0, "value\n2\n"), ("// nothing\n\n\n", 0, ""), (":quit\n1 + 1\n", 0, ""),
    ])
    func aPipeIsCarriedOut(text: String, status: Int32, output: String) throws {
        let scratch = try PromptTests.folder()
        try scratch.write(text, to: "script")
        for command in ["gearbox repl town.gear < script 2> errors", "cat script | gearbox repl town.gear 2> errors"] {
            let outcome = try scratch.run(command)
            #expect(outcome.output == output)
            #expect(command.hasPrefix("cat") || outcome.status == status)
        }
    }

    @Test func aPipeGoesOnIfAsked() throws {
        let scratch = try PromptTests.folder()
        let outcome = try scratch.run(
            "printf '1 + 1\\nnope\\n2 + 2\\n' | gearbox repl --keep-going town.gear 2> errors; echo $?")
        #expect(outcome.output == "value\n2\nvalue\n4\n1\n")
    }

    @Test func aloneItReadsAPipe() throws {
        let scratch = try PromptTests.folder()
        #expect(try scratch.run("echo '1 + 1' | gearbox").output == "value\n2\n")
    }
}
