import Foundation
import GearTesting
import Testing

/// Ctrl-C while much is made: it ends soon, and the session goes on.
@Suite struct StoppingTests {
    /// A talk about `pairs`, a query that makes a row for each two of so many people before it does anything with them,
    /// where nothing stops it: nine million for 3,000.
    private static func talk(_ scratch: Scratch, people: Int = 3000) throws -> Conversation {
        let rows = (0..<people).map { "p\($0),teacher,S\($0),fall15,1,,\n" }.joined()
        try scratch.write("who,as,school,when,q1,q2,q3\n" + rows, to: "answers.csv")
        let talk = try BadDayTests.talk(scratch, "gearbox repl town.gear", ["PAGER": "cat"], rows: 300)
        talk.type(
            "define pairs = answers | where question == q1 | select survey, one = respondent"
                + " | join (answers | where question == q1 | select survey, other = respondent) on survey<Enter>")
        try #require(talk.shows { $0.contains("`pairs`") }, "\(talk.text)")
        // Answers are read before anything is measured.
        talk.type("responses | group people = sum(responded)<Enter>")
        try #require(talk.shows { $0.contains(" \(people) │") && $0.hasSuffix("gear>") }, "\(talk.text)")
        return talk
    }

    @Test(arguments: [
        "pairs | sort -other, one | take 3", "pairs | derive both = length(one) + length(other) | take 3",
        "pairs | group n = count(), m = median(length(one)) by other | take 3",
        "pairs | join (nodes | select survey = \"pulse\", node) on survey | take 3",
        "pairs | pivot one by survey | take 3",
    ])
    func everyStageIsStopped(query: String) throws {
        // A machine may have answered before the keys come: then four times as much is asked of it.
        for people in [3000, 6000, 12_000] {
            let scratch = try PromptTests.folder()
            let talk = try Self.talk(scratch, people: people)
            let prompts = Self.prompts(talk.text)
            talk.type(query + "<Enter>")
            try #require(
                talk.shows { $0.contains("scoring, 1 s") || Self.prompts($0) > prompts && $0.hasSuffix("gear>") },
                "\(talk.text)")
            // More than one changes nothing.
            talk.type("<C-c><C-c><C-c>")
            try #require(talk.shows { Self.prompts($0) > prompts && $0.hasSuffix("gear>") }, "\(talk.text)")
            talk.type("<C-c>40 + 2<Enter>")
            #expect(talk.shows { $0.contains("│    42 │") }, "\(talk.text)")
            talk.type("responses | group answered = sum(responded)<Enter>")
            #expect(talk.shows { $0.contains("│ answered │") && $0.contains(" \(people) │") }, "\(talk.text)")
            if talk.text.contains("stopped; nothing was lost") { return }
        }
        Issue.record("`\(query)` was never stopped")
    }

    private static func prompts(_ text: String) -> Int { text.components(separatedBy: "gear>").count - 1 }

    /// What is stopped is no result, and no file has a part of it.
    @Test(arguments: ["csv", "json", "md", "html", "table"]) func noFileHasAPartOfIt(format: String) throws {
        let scratch = try PromptTests.folder()
        let talk = try Self.talk(scratch)
        talk.type(":format \(format)<Enter>7 + 0<Enter>:once out.txt<Enter>pairs<Enter>")
        try #require(talk.shows { $0.contains("scoring, 1 s") || $0.contains("result, 1 s") }, "\(talk.text)")
        talk.type("<C-c>")
        #expect(talk.shows { $0.contains("stopped; ") && $0.hasSuffix("gear>") }, "\(talk.text)")
        #expect(!FileManager.default.fileExists(atPath: scratch.folder.appending(path: "out.txt").path))
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: scratch.folder.path).allSatisfy {
                !$0.contains("gearbox-")
            })
        talk.type("40 + 2<Enter>")
        #expect(talk.shows { $0.contains("42") && $0.hasSuffix("gear>") }, "\(talk.text)")
        #expect(!FileManager.default.fileExists(atPath: scratch.folder.appending(path: "out.txt").path))
    }

    /// In a script it ends the program, as it does any.
    @Test func aScriptEnds() throws {
        let scratch = try PromptTests.folder()
        let outcome = try scratch.run(
            """
            mkfifo questions; gearbox repl town.gear < questions > answers.txt 2> errors & talk=$!; exec 3> questions
            printf '1 + 1\\n\\n' >&3
            for i in $(seq 300); do test -s answers.txt && break; sleep 0.1; done
            kill -INT $talk; wait $talk; echo $?
            """)
        #expect(outcome.output == "130\n")
    }
}
