import GearTesting
import Testing

/// What is longer than the screen goes through a pager.
@Suite struct PagerTests {
    /// Longer than the screen, it goes through a pager; one that ends early is no error.
    @Test func aLongResultGoesThroughThePager() throws {
        let scratch = try PromptTests.folder()
        let talk = try BadDayTests.talk(scratch, "gearbox repl town.gear", ["PAGER": "head -3"])
        talk.type("scores by school | select node, score<Enter>")
        #expect(talk.shows { $0.contains("│ node           │ score │\n├") && $0.hasSuffix("gear>") }, "\(talk.text)")
        talk.type("1 + 1<Enter>")
        #expect(talk.shows { $0.contains("│     2 │") })
    }

    /// What is very long is made as the pager takes it: all of it, or no more than it wants.
    @Test func aVeryLongResultIsMadeAsThePagerTakesIt() throws {
        let scratch = try PromptTests.folder()
        let rows = (0..<3_000).map { "p\($0),teacher,North,fall15,1,2,3\n" }.joined()
        try scratch.write("who,as,school,when,q1,q2,q3\n" + rows, to: "answers.csv")
        for (pager, shown) in [
            ("wc -l", "\n9004\n"), ("head -2", "│ respondent │ question │\n"),
            ("tail -2", "│ p999       │ q3       │\n"),
        ] {
            let talk = try BadDayTests.talk(scratch, "gearbox repl town.gear", ["PAGER": pager])
            talk.type("answers | select respondent, question<Enter>")
            #expect(talk.shows { $0.contains(shown) && $0.hasSuffix("gear>") }, "\(talk.text)")
            talk.type("1 + 1<Enter>")
            #expect(talk.shows { $0.contains("│     2 │") })
        }
        // Where there is no such pager it is shown without.
        let talk = try BadDayTests.talk(scratch, "gearbox repl town.gear", ["PAGER": "no-such-pager"])
        talk.type("answers | select respondent, question<Enter>")
        #expect(talk.shows { $0.contains("│ p999       │ q3       │\n└") && $0.hasSuffix("gear>") }, "\(talk.text)")
    }

    /// Whatever the pager is, it is told what colours need, unless its user has said what it is to do.
    @Test(arguments: [("", "[FRSX]"), ("LESS=-i ", "[-i]"), ("LESS= ", "[]")])
    func thePagerIsToldOfColours(setting: String, told: String) throws {
        let scratch = try PromptTests.folder()
        let talk = try BadDayTests.talk(
            scratch, "env -u LESS \(setting)gearbox repl town.gear", ["PAGER": #"echo "[$LESS]"; cat > /dev/null"#])
        talk.type("scores by school | select node, score<Enter>")
        #expect(talk.shows { $0.contains(told) && $0.hasSuffix("gear>") }, "\(talk.text)")
    }
}
