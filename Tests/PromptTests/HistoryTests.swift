import Foundation
import GearTesting
import Testing

/// What is typed is kept from one prompt to the next, if it can be.
@Suite struct HistoryTests {
    /// `/dev/full` in place of the folder: every write fails.
    @Test func aHistoryThatCannotBeKeptIsToldOnce() throws {
        let scratch = try PromptTests.folder()
        let state = scratch.folder.appending(path: "state/gearbox")
        try FileManager.default.createDirectory(at: state, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: state.appending(path: "history").path, withDestinationPath: "/dev/full")
        let talk = try BadDayTests.talk(scratch)
        talk.type("1 + 1<Enter>")
        #expect(
            talk.shows { $0.contains("not kept in the history: No space left on device") && $0.contains("│     2 │") })
        talk.type("2 + 2<Enter>")
        #expect(talk.shows { $0.contains("│     4 │") })
        #expect(talk.text.components(separatedBy: "not kept").count == 2)
    }

    @Test func twoPromptsShareOneHistory() throws {
        let scratch = try PromptTests.folder()
        let (one, two) = (try BadDayTests.talk(scratch), try BadDayTests.talk(scratch))
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
        let three = try BadDayTests.talk(scratch)
        three.type("<Up><Up>")
        #expect(three.shows { $0.hasSuffix("gear> 13 + 0") })
    }

    /// A full disk may have left half a line, to which nothing is added.
    @Test func aLineThatWasCutStandsAlone() throws {
        let scratch = try PromptTests.folder()
        try FileManager.default.createDirectory(
            at: scratch.folder.appending(path: "state/gearbox"), withIntermediateDirectories: true)
        try scratch.write("gearbox history 1\n2 + 2 + ", to: "state/gearbox/history")
        let talk = try BadDayTests.talk(scratch)
        talk.type("1 + 1<Enter>")
        #expect(talk.shows { $0.contains("│     2 │") })
        let history = try String(contentsOf: scratch.folder.appending(path: "state/gearbox/history"), encoding: .utf8)
        #expect(history == "gearbox history 1\n2 + 2 + \n1 + 1\n")
    }

    @Test func aHistoryOfAnotherVersionIsLeftAlone() throws {
        let scratch = try PromptTests.folder()
        try FileManager.default.createDirectory(
            at: scratch.folder.appending(path: "state/gearbox"), withIntermediateDirectories: true)
        try scratch.write("gearbox history 9\nwho knows\n", to: "state/gearbox/history")
        let talk = try BadDayTests.talk(scratch)
        #expect(talk.text.contains("the history is of another version of gearbox"), "\(talk.text)")
        talk.type("<Up>1 + 1<Enter>")
        #expect(talk.shows { $0.contains("│     2 │") })
        let history = try String(contentsOf: scratch.folder.appending(path: "state/gearbox/history"), encoding: .utf8)
        #expect(history == "gearbox history 9\nwho knows\n")
    }

    @Test func aStatementOfSeveralLinesIsOneInTheHistory() throws {
        let scratch = try PromptTests.folder()
        let first = try BadDayTests.talk(scratch)
        first.type("define a = (1<Enter>+ 2)<Enter>")
        #expect(first.shows { $0.contains("`a`") })
        let second = try BadDayTests.talk(scratch)
        second.type("<Up><Enter>a<Enter>")
        #expect(second.shows { $0.contains("│     3 │") })
    }

    /// The file may not grow: no full disk, but the same to whoever writes.
    @Test func aHistoryThatMayNotGrow() throws {
        let scratch = try PromptTests.folder()
        let talk = try BadDayTests.talk(scratch, "ulimit -f 0; gearbox repl town.gear")
        talk.type("1 + 1<Enter>")
        #expect(talk.shows { $0.contains("not kept in the history: File too large") && $0.contains("│     2 │") })
        talk.type(":once out.csv<Enter>2 + 2<Enter>")
        #expect(talk.shows { $0.contains("error[") && $0.hasSuffix("gear>") }, "\(talk.text)")
        talk.type("3 + 3<Enter>")
        #expect(talk.shows { $0.contains("│     6 │") }, "\(talk.text)")
    }
}
