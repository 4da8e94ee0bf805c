import Foundation
import GearTesting
import Testing

/// What goes wrong around a prompt: it says so and goes on.
@Suite struct BadDayTests {
    static func talk(
        _ scratch: Scratch, _ command: String = "gearbox repl town.gear", _ environment: [String: String] = [:],
        columns: Int = 80, rows: Int = 24
    ) throws -> Conversation {
        let talk = try Conversation(
            command, in: scratch.folder, environment: environment, columns: columns, rows: rows)
        try #require(talk.shows { $0.hasSuffix("gear>") }, "\(talk.text)")
        return talk
    }

    /// How often the prompt stands on the screen: what is typed before it comes again may be dropped by a Ctrl-C.
    private func prompts(_ screen: String) -> Int { screen.components(separatedBy: "gear>").count }

    @Test func aFileThatDisappearsStaysLoaded() throws {
        let scratch = try PromptTests.folder()
        let talk = try Self.talk(scratch)
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
        let talk = try Self.talk(scratch)
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
        let talk = try Self.talk(scratch)
        #expect(talk.text.contains("vioce"))
        talk.type("nodes | take 1<Enter>")
        #expect(talk.shows { $0.contains("error[GB0882]") })
        try scratch.write(text, to: "town.gear")
        talk.type(":reload<Enter>nodes | take 1 | select title<Enter>")
        #expect(talk.shows { $0.contains("│ Data and assessment │") })
    }

    @Test func bytesThatAreNoTextAreAnError() throws {
        let talk = try Self.talk(try PromptTests.folder())
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
        let talk = try Self.talk(try PromptTests.folder())
        talk.resize(columns: 40, rows: 10)
        talk.type("nodes | take 1 | select node, title<Enter>")
        #expect(talk.shows { $0.contains("│ data │ Data and assessment │") })
        // A table has room in the window as it is now, however wide it was when the prompt began.
        talk.resize(columns: 40, rows: 30)
        talk.type("nodes | take 1<Enter>")
        func isWhole(_ screen: String) -> Bool {
            let frames = screen.split(separator: "\n").filter { $0.hasPrefix("┌") }
            return screen.hasSuffix("gear>") && frames.last?.hasSuffix("┐") == true
        }
        #expect(talk.shows(isWhole), "\(talk.text)")
    }

    /// Neither a key that ends other programs nor its byte among what is pasted ends the prompt.
    @Test func ctrlBackslashEndsNothing() throws {
        // A shell around it would be ended.
        let talk = try Self.talk(try PromptTests.folder(), "exec gearbox repl town.gear")
        talk.type("define keep = 3<Enter>")
        #expect(talk.shows { $0.contains("`keep`") })
        talk.send([0x1C])
        // The terminal forgets what is typed in the same moment.
        var isAnswered = false
        for _ in 0..<4 where !isAnswered {
            talk.type("<Enter>keep<Enter>")
            isAnswered = talk.shows(seconds: 5) { $0.contains("│     3 │") }
        }
        #expect(isAnswered, "\(talk.text)")
    }

    /// Ctrl-C while answers are read: the statement ends, what was declared stays.
    @Test func ctrlCStopsAQuery() throws {
        let scratch = try PromptTests.folder()
        var rows = "who,as,school,when,q1,q2,q3\n"
        for person in 0..<200_000 { rows += "p\(person),teacher,S\(person % 500),fall15,1,2,3\n" }
        try scratch.write(rows, to: "answers.csv")
        let talk = try Self.talk(scratch)
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

    /// A header that does not end where one may expect it offers nothing, and nobody waits for it.
    @Test func headersThatDoNotEndAreNotOffered() throws {
        let scratch = try PromptTests.folder()
        try scratch.write(String(repeating: "a", count: 1 << 20), to: "one.csv")
        try scratch.write(String(repeating: "b", count: 2000) + ",cc,cd\n", to: "two.csv")
        let talk = try Self.talk(scratch)
        talk.type("data d from \"one.csv\" for pulse { respondent: column \"<Tab>a\" }<Enter>")
        #expect(talk.shows { $0.hasSuffix("gear>") && $0.contains("GB") }, "\(talk.text.suffix(2000))")
        #expect(talk.text.count < 20_000)
        talk.type("data d from \"two.csv\" for pulse { respondent: column \"<Tab>c\" }<Enter>7 + 0<Enter>")
        #expect(talk.shows { $0.contains("│     7 │") }, "\(talk.text.suffix(2000))")
        #expect(talk.text.contains("column \"cc\"") && !talk.text.contains("bbbbb"), "\(talk.text.suffix(2000))")
    }

    @Test func theEditorOpensOnTheLastStatement() throws {
        let scratch = try PromptTests.folder()
        try scratch.write("#!/bin/sh\nsed -i 's/1/41/' \"$1\"\n", to: "ed.sh")
        let talk = try Self.talk(scratch, "chmod +x ed.sh; gearbox repl town.gear", ["VISUAL": "./ed.sh"])
        talk.type("1 + 1<Enter>")
        #expect(talk.shows { $0.contains("│     2 │") })
        talk.type(":edit<Enter>")
        #expect(talk.shows { $0.contains("│    42 │") }, "\(talk.text)")
    }

    @Test func aDumbTerminalGetsPlainText() throws {
        let scratch = try PromptTests.folder()
        let talk = try Self.talk(scratch, "gearbox repl town.gear", ["TERM": "dumb"])
        talk.type("1 + 1<Enter>")
        #expect(talk.shows { $0.contains("│     2 │") && $0.hasSuffix("gear>") })
    }

    /// Without a pager a long table is cut, and says by how much.
    @Test func aLongTableIsCutWithoutPager() throws {
        let scratch = try PromptTests.folder()
        let rows = (0..<60).map { "p\($0),teacher,S\(100 + $0),fall15,1,2,3\n" }.joined()
        try scratch.write("who,as,school,when,q1,q2,q3\n" + rows, to: "answers.csv")
        let talk = try Self.talk(scratch, "gearbox repl town.gear", ["PAGER": "cat"])
        talk.type("responses by school | select school<Enter>")
        #expect(talk.shows { $0.contains("… 20 more rows") && $0.hasSuffix("gear>") }, "\(talk.text)")
        talk.type(":set rows 3<Enter>responses by school | select school<Enter>")
        #expect(talk.shows { $0.contains("│ S102   │\n└────────┘\n… 57 more rows") }, "\(talk.text)")
        talk.type(":set rows all<Enter>responses by school | select school<Enter>")
        #expect(talk.shows { $0.contains("│ S159   │\n└────────┘\ngear>") }, "\(talk.text)")
        talk.type(":once out.txt<Enter>:format table<Enter>:set rows 1<Enter>it | take 50<Enter>")
        _ = talk.shows { $0.hasSuffix("gear>") && $0.contains("take 50") }
        talk.type("1 + 1<Enter>")
        #expect(talk.shows { $0.contains("│     2 │") })
        let file = try String(contentsOf: scratch.folder.appending(path: "out.txt"), encoding: .utf8)
        #expect(file.contains("S149") && !file.contains("more row"))
    }

    /// A terminal that cannot show lines and dots gets ASCII; a file gets them all the same.
    @Test(arguments: [["LC_ALL": "C"], ["LC_ALL": "", "LC_CTYPE": "", "LANG": "de_DE.ISO-8859-1"]])
    func aTerminalWithoutUnicode(environment: [String: String]) throws {
        let scratch = try PromptTests.folder()
        let talk = try Self.talk(scratch, "gearbox repl town.gear", environment)
        talk.type("nodes | take 2 | select title, parent, weight<Enter>")
        #expect(
            talk.shows {
                $0.contains(
                    """
                    +------------------------+--------+--------+
                    | title                  | parent | weight |
                    +------------------------+--------+--------+
                    | Data and assessment    | town   |      1 |
                    | Results within two we~ | data   |      1 |
                    """) || $0.contains("| Results within two weeks | data   |      1 |\n+-")
            }, "\(talk.text)")
    }

    /// Scores have the colours of their bands, in the table and not in what goes elsewhere.
    @Test func scoresHaveTheColoursOfTheirBands() throws {
        let scratch = try PromptTests.folder()
        let command = "NO_COLOR= gearbox show 'scores | where layer == gear | select title, score' town.gear"
        for (line, isColored) in [
            (command, false), (command + " -o out.txt --format table; cat out.txt", false),
            ("CLICOLOR_FORCE=1 " + command + " --format table", true),
            ("NO_COLOR=1 CLICOLOR_FORCE=1 " + command.dropFirst(10) + " --format table", false),
            ("CLICOLOR_FORCE=1 " + command + " --format csv", false),
        ] {
            let output = try scratch.run(line).output
            #expect(output.contains("\u{1B}[33m") == isColored && output.contains("\u{1B}") == isColored, "\(line)")
        }
    }

    /// What steers a terminal is shown as signs, whatever the format and with or without a pager.
    @Test(arguments: ["cat", "head -50"]) func controlCharactersNeverReachTheTerminal(pager: String) throws {
        let scratch = try PromptTests.folder()
        let text = try Repository.text("Tests/PromptTests/Town/town.gear")
        try scratch.write(text.replacing("Families have a say", with: #"\u{1B}[2J\u{7}gone"#), to: "town.gear")
        let talk = try Self.talk(scratch, "gearbox repl town.gear", ["PAGER": pager, "NO_COLOR": ""])
        for (format, sign) in [
            ("table", "│ ␛[2J␇gone │"), ("csv", "\n␛[2J␇gone\n"), ("md", "| ␛\\[2J␇gone |"),
            ("html", "<td>␛[2J␇gone</td>"),
        ] {
            talk.type(":format \(format)<Enter>nodes | where node == vision.voice | select title<Enter>")
            #expect(talk.shows { $0.contains(sign) }, "\(talk.text)")
        }
    }

    @Test func viKeysOfInputrc() throws {
        let scratch = try PromptTests.folder()
        try scratch.write("set editing-mode vi\n", to: "inputrc")
        let talk = try Self.talk(scratch, "INPUTRC=inputrc gearbox repl town.gear")
        talk.type("1 + 2<Esc>")
        _ = talk.shows { $0.hasSuffix("1 + 2") }
        talk.settle(milliseconds: 700)
        talk.type("0i10 + <Enter>")
        #expect(talk.shows { $0.contains("│    13 │") }, "\(talk.text)")
    }

    /// A million rows, to where nobody may look at them to the end.
    @Test func aMillionRows() throws {
        let scratch = try PromptTests.folder()
        let rows = (0..<1000).map { "p\($0),teacher,S,fall15,1,,\n" }.joined()
        try scratch.write("who,as,school,when,q1,q2,q3\n" + rows, to: "answers.csv")
        let talk = try Self.talk(scratch, "gearbox repl town.gear", ["PAGER": "head -c 60"])
        let pairs =
            "answers | where question == q1 | select survey, respondent"
            + " | join (answers | where question == q1 | select survey, other = respondent) on survey | select other"
        talk.type("define pairs = \(pairs)<Enter>:format csv<Enter>pairs | group n = count()<Enter>")
        #expect(talk.shows { $0.contains("n\n1000000\n") && $0.hasSuffix("gear>") }, "\(talk.text)")
        talk.type("pairs<Enter>")
        #expect(talk.shows { $0.contains("other\np0\np0\np0") && $0.hasSuffix("gear>") }, "\(talk.text)")
        talk.type(":once many.csv<Enter>pairs<Enter>1 + 1<Enter>")
        #expect(talk.shows { $0.contains("value\n2\n") }, "\(talk.text)")
        let outcome = try scratch.run("wc -l < many.csv; rm many.csv")
        #expect(outcome.output.trimmingCharacters(in: .whitespaces) == "1000001\n")
    }

    @Test func aCommandThatEndsBeforeItHasReadAll() throws {
        let scratch = try PromptTests.folder()
        let talk = try Self.talk(scratch)
        for (place, command) in ["true", "head -1", "false", "no_such_command"].enumerated() {
            talk.type(":pipe \(command)<Enter>scores by school<Enter>")
            #expect(talk.shows { $0.hasSuffix("gear>") && $0.split(separator: "gear>").count == 3 + 2 * place })
        }
        talk.type("1 + 1<Enter>")
        #expect(talk.shows { $0.contains("│     2 │") }, "\(talk.text)")
    }

    /// Whoever reads a pipe may stop: the program ends as filters do, without a word.
    @Test func aPipeThatNobodyReads() throws {
        let scratch = try PromptTests.folder()
        try scratch.write(String(repeating: "scores by school\n", count: 200), to: "script")
        let outcome = try scratch.run("gearbox repl town.gear < script | head -1")
        #expect(outcome.output.hasPrefix("school,source,wave,node"))
        #expect(!outcome.output.contains("error"))
    }

    @Test func aProgramThatIsGoneOnReload() throws {
        let scratch = try PromptTests.folder()
        let talk = try Self.talk(scratch)
        let text = try Repository.text("Tests/PromptTests/Town/town.gear")
        talk.type("define cut = 2<Enter>")
        #expect(talk.shows { $0.contains("`cut`") })
        try FileManager.default.removeItem(at: scratch.folder.appending(path: "town.gear"))
        talk.type(":reload<Enter>")
        #expect(talk.shows { $0.contains("there is no file `town.gear`") && $0.hasSuffix("gear>") }, "\(talk.text)")
        try scratch.write(text, to: "town.gear")
        talk.type(":reload<Enter>nodes | take 1 | select title<Enter>")
        #expect(talk.shows { $0.contains("│ Data and assessment │") }, "\(talk.text)")
    }

    @Test func answersThatChangeAreReadAnewOnReload() throws {
        let scratch = try PromptTests.folder()
        let talk = try Self.talk(scratch)
        talk.type("responses | group people = sum(responded)<Enter>")
        #expect(talk.shows { $0.contains("│     24 │") })
        try scratch.write("who,as,school,when,q1,q2,q3\nx,team,North,fall15,1,2,3\n", to: "answers.csv")
        talk.type("it<Enter>")
        #expect(
            talk.shows { $0.hasSuffix("gear>") && $0.components(separatedBy: "│     24 │").count == 3 }, "\(talk.text)")
        talk.type(":reload<Enter>responses | group people = sum(responded)<Enter>")
        #expect(talk.shows { $0.contains("│      1 │") }, "\(talk.text)")
    }

    /// Control characters in what a program says of itself do not reach the screen, wherever they are shown.
    @Test func titlesWithControlCharacters() throws {
        let scratch = try PromptTests.folder()
        let text = try Repository.text("Tests/PromptTests/Town/town.gear")
        let bad = "A\\u{1b}[2J\\u{7}\\u{9b}31m"
        try scratch.write(
            text.replacing("\"A shared vision\"", with: "\"\(bad)\"").replacing("\"Team\"", with: "\"\(bad)\""),
            to: "town.gear")
        let talk = try Conversation("gearbox repl town.gear", in: scratch.folder, rows: 200)
        talk.type("define here = 7<Enter>")
        #expect(talk.shows { $0.contains("`here`") })
        talk.type("nodes | where node == vision | select title<Enter>")
        #expect(talk.shows { $0.hasSuffix("gear>") && $0.contains("│ A") }, "\(talk.text)")
        for keys in [
            ":doc vision<Enter>", ":search vision<Enter>", "score(<Tab><Tab><C-c>",
            "scores | where source == <Tab><Tab><C-c>",
        ] {
            let before = prompts(talk.text)
            talk.type(keys)
            try #require(talk.shows { prompts($0) > before && $0.hasSuffix("gear>") }, "\(keys)\n\(talk.text)")
        }
        talk.type("here<Enter>")
        #expect(talk.shows { $0.contains("│     7 │") }, "\(talk.text)")
        // Nothing cleared the screen.
        #expect(talk.text.contains("`here`"), "\(talk.text)")
    }

    /// Ctrl-C wherever it comes: what was declared and read stays.
    @Test func ctrlCAtAnyMoment() throws {
        let scratch = try PromptTests.folder()
        // Prompts are counted on the screen: nothing may leave it, even if no Ctrl-C comes in time to stop anything.
        let talk = try Self.talk(scratch, "gearbox repl town.gear", ["PAGER": "cat"], rows: 3000)
        talk.type("define here = 7<Enter>")
        #expect(talk.shows { $0.contains("`here`") })
        var random = SplitMix(seed: 5)
        let lines = [
            "scores by school", "define here = 7", ":reload", "nodes | wh<Tab>", "define a = (1<Enter>", ":doc vision",
            "scale s {<Tab>",
        ]
        for round in 0..<40 {
            let line = lines[round % lines.count]
            let before = prompts(talk.text)
            talk.type(line + (line.hasSuffix(">") ? "" : "<Enter>"))
            talk.settle(milliseconds: Int32.random(in: 0...8, using: &random))
            // A terminal forgets what nobody has seen yet when Ctrl-C comes, so that a prompt may stand in the place of
            // the one before: Enter makes sure of another.
            talk.type("<C-c><Enter>")
            try #require(
                talk.shows { prompts($0) > before && $0.hasSuffix("gear>") }, "\(line)\n\(talk.text.suffix(2000))")
        }
        talk.type("here<Enter>")
        #expect(talk.shows { $0.contains("│     7 │") }, "\(talk.text)")
        talk.type("responses | group people = sum(responded)<Enter>")
        #expect(talk.shows { $0.contains("│     24 │") }, "\(talk.text)")
    }

    // MARK: Watching

    @Test func watchingAsksAgainWhenAFileChanges() throws {
        let scratch = try PromptTests.folder()
        let talk = try Self.talk(scratch)
        let text = try Repository.text("Tests/PromptTests/Town/town.gear")
        talk.type("define cut = 2<Enter>nodes | where node == vision | select title<Enter>:watch<Enter>")
        #expect(talk.shows { $0.contains("│ A shared vision │") && $0.hasSuffix("Ctrl-C ends") }, "\(talk.text)")
        try scratch.write(text.replacing("A shared vision", with: "Another vision"), to: "town.gear")
        #expect(talk.shows { $0.contains("│ Another vision │") && $0.hasSuffix("Ctrl-C ends") }, "\(talk.text)")
        try scratch.write("framework", to: "town.gear")
        #expect(talk.shows { $0.contains("error[") && $0.hasSuffix("Ctrl-C ends") }, "\(talk.text)")
        try scratch.write(text.replacing("A shared vision", with: "A third vision"), to: "town.gear")
        #expect(talk.shows { $0.contains("│ A third vision │") && $0.hasSuffix("Ctrl-C ends") }, "\(talk.text)")
        talk.type("<C-c>it1 | take 1<Enter>")
        #expect(talk.shows { $0.hasSuffix("gear>") && $0.contains("it1 | take 1") }, "\(talk.text)")
        talk.type("cut<Enter>")
        #expect(talk.shows { $0.contains("│     2 │") }, "\(talk.text)")
    }

    @Test func aProfileSaysWhereTheTimeWent() throws {
        let scratch = try PromptTests.folder()
        let talk = try Self.talk(scratch)
        talk.type(":profile scores by school | take 1 | select node<Enter>")
        #expect(talk.shows { $0.contains("MiB at most since the start") && $0.hasSuffix("gear>") }, "\(talk.text)")
        for part in ["understanding", "reading and coding", "hiding", "scoring", "query", "printing"] {
            #expect(talk.text.contains(try Regex("\\n\(part) +[0-9.]+ ms +[0-9]+ %")), "\(part)\n\(talk.text)")
        }
        #expect(talk.text.contains("answers.csv: 24 rows read, 24 used, 0 set aside"), "\(scratch.folder)")
    }
}
