import Foundation
import GearTesting
import Testing

/// Files that a prompt opens, writes, or finds damaged.
@Suite struct FileTests {
    private func text(_ scratch: Scratch, _ path: String) throws -> String {
        try String(contentsOf: scratch.folder.appending(path: path), encoding: .utf8)
    }

    @Test func aProgramWithErrorsIsNotLoaded() throws {
        let scratch = try PromptTests.folder()
        let program = try Repository.text("Tests/PromptTests/Town/town.gear")
        try scratch.write(program.replacing("-> vision.voice", with: "-> vision.vioce"), to: "other.gear")
        let talk = try BadDayTests.talk(scratch)
        talk.type("define cut = 2<Enter>:load other.gear<Enter>")
        #expect(
            talk.shows {
                $0.contains("vioce") && $0.contains("`other.gear` was not opened: `town.gear` stays open")
                    && $0.hasSuffix("gear>")
            }, "\(talk.text)")
        talk.type("cut<Enter>")
        #expect(talk.shows { $0.contains("│     2 │") }, "\(talk.text)")
        talk.type(":load none.gear<Enter>")
        #expect(talk.shows { $0.contains("`none.gear` was not opened") && $0.hasSuffix("gear>") }, "\(talk.text)")
        talk.type("cut + 1<Enter>")
        #expect(talk.shows { $0.contains("│     3 │") }, "\(talk.text)")
        try scratch.write(program, to: "other.gear")
        talk.type(":load other.gear<Enter>")
        #expect(talk.shows { $0.contains("forgotten: `cut`") && $0.hasSuffix("gear>") }, "\(talk.text)")
    }

    /// From a terminal: a script is meant to be run again.
    @Test(arguments: ["once", "output"]) func noFileOfSomebodyElseIsWrittenOver(command: String) throws {
        let scratch = try PromptTests.folder()
        try scratch.write("mine\n", to: "notes.csv")
        let talk = try BadDayTests.talk(scratch)
        talk.type(":\(command) notes.csv<Enter>")
        #expect(talk.shows { $0.contains("`notes.csv` is there already") && $0.hasSuffix("gear>") }, "\(talk.text)")
        talk.type("1 + 1<Enter>")
        #expect(talk.shows { $0.contains("│     2 │") }, "\(talk.text)")
        #expect(try text(scratch, "notes.csv") == "mine\n")
        // What was written from here may be written again.
        for number in 1...2 {
            talk.type(":\(command) mine.csv<Enter>\(number) + 0<Enter>")
            #expect(
                talk.shows { $0.components(separatedBy: "in mine.csv").count == number + 1 && $0.hasSuffix("gear>") },
                "\(talk.text)")
            #expect(try text(scratch, "mine.csv") == "value\n\(number)\n")
        }
        try scratch.write(":\(command) notes.csv\n1 + 1\n", to: "script")
        #expect(try scratch.run("gearbox repl town.gear < script; cat notes.csv").output == "value\n2\n")
    }

    @Test func aDamagedHistoryIsSetAside() throws {
        let scratch = try PromptTests.folder()
        try FileManager.default.createDirectory(
            at: scratch.folder.appending(path: "state/gearbox"), withIntermediateDirectories: true)
        for (number, name) in ["history.damaged", "history.damaged-2"].enumerated() {
            try scratch.write("\0\0\0\(number)\nnodes\n", to: "state/gearbox/history")
            let talk = try BadDayTests.talk(scratch)
            #expect(talk.text.contains("the history was damaged"), "\(talk.text)")
            talk.type("1 + 1<Enter>")
            #expect(talk.shows { $0.contains("│     2 │") }, "\(talk.text)")
            #expect(try text(scratch, "state/gearbox/\(name)") == "\0\0\0\(number)\nnodes\n")
            #expect(try text(scratch, "state/gearbox/history") == "gearbox history 1\n1 + 1\n")
        }
        let talk = try BadDayTests.talk(scratch)
        #expect(!talk.text.contains("damaged"))
        talk.type("<Up>")
        #expect(talk.shows { $0.hasSuffix("gear> 1 + 1") }, "\(talk.text)")
    }

    @Test func aFileThatIsGoneIsCalledSo() throws {
        let scratch = try PromptTests.folder()
        let talk = try BadDayTests.talk(scratch)
        try FileManager.default.removeItem(at: scratch.folder.appending(path: "answers.csv"))
        talk.type(":reload<Enter>")
        #expect(talk.shows { $0.contains("gone: answers.csv") && $0.hasSuffix("gear>") }, "\(talk.text)")
        #expect(!talk.text.contains("changed"))
        try scratch.write("who,as,school,when,q1,q2,q3\nx,team,North,fall15,2,2,4\n", to: "answers.csv")
        talk.type(":reload<Enter>")
        #expect(talk.shows { $0.contains("changed: answers.csv") && $0.hasSuffix("gear>") }, "\(talk.text)")
    }

    @Test func aloneItSaysHowToOpenAProgram() throws {
        let talk = try BadDayTests.talk(try PromptTests.folder(), "gearbox")
        talk.type("help<Enter>")
        #expect(talk.shows { $0.contains("`:load FILE` opens one") && $0.hasSuffix("gear>") }, "\(talk.text)")
    }
}
