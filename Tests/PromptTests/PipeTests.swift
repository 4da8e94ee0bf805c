import GearTesting
import Testing

/// Statements that come from a file or a pipe, and not from a terminal.
@Suite struct PipeTests {
    @Test(arguments: [
        ("1 + 1\n2 + 2\n", 0, "value\n2\nvalue\n4\n"),
        ("nodes\n| take 1\n| select node\n", 0, "node\ndata\n"),
        ("define a = (1\n+ 2)\na\n", 0, "value\n3\n"),
        ("1 + 1\nnope\n2 + 2\n", 1, "value\n2\n"),
        ("1 + 1\r\n2 +\r\n2\r\n", 0, "value\n2\nvalue\n4\n"), (":format json\n1 + 1\n", 0, "[\n  {\"value\":2}\n]\n"),
        ("", 0, ""), ("1 + 1", 0, "value\n2\n"), ("// nothing\n\n\n", 0, ""), (":quit\n1 + 1\n", 0, ""),
        ("nodes\n// two\n| take 1 | select node\n", 0, "node\ndata\n"), (":format csv\n| take 1\n", 1, ""),
        (
            "scores by // what?\n school for\n  wave == fall15\n| take 1 | select node\nit\n", 0,
            "node\ndata\nnode\ndata\n"
        ),
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

    /// Whoever asks may wait for the answer before the next question; an empty line is enough to have it.
    @Test func aPipeIsAnsweredAsItComes() throws {
        let scratch = try PromptTests.folder()
        let outcome = try scratch.run(
            """
            mkfifo questions; gearbox repl town.gear < questions > answers.txt 2> errors & exec 3> questions
            printf '1 + 1\n\n' >&3
            for i in $(seq 300); do test -s answers.txt && break; sleep 0.1; done
            cat answers.txt; printf '2 + 2\n' >&3; exec 3>&-; wait; tail -n 1 answers.txt
            """)
        #expect(outcome.output == "value\n2\n4\n")
    }

    /// Files of statements that read each other, and one that reads itself.
    @Test(arguments: ["one", "two", "self"]) func filesThatReadEachOther(first: String) throws {
        let scratch = try PromptTests.folder()
        try scratch.write("1 + 1\n:read two\n", to: "one")
        try scratch.write("2 + 2\n:read ./one\n", to: "two")
        try scratch.write("3 + 3\n:read self\n", to: "self")
        let outcome = try scratch.run(
            "printf ':read \(first)\n' | gearbox repl town.gear 2> errors; echo $?; grep -c 'is being read already' errors"
        )
        #expect(outcome.output.hasSuffix("\n1\n1\n"), "\(outcome.output)")
    }

    @Test func inputThatCannotBeRead() throws {
        let scratch = try PromptTests.folder()
        let outcome = try scratch.run("gearbox repl town.gear < . 2> errors; echo $?; cat errors")
        #expect(outcome.output.hasPrefix("1\nerror[GB") && outcome.output.contains("`-`"), "\(outcome.output)")
    }

    /// What the program is read from would be lost; so would its answers.
    @Test(arguments: [":save town.gear", ":once ./answers.csv\n1 + 1", ":output town.gear\n1 + 1"])
    func filesOfTheProgramAreNotWrittenOver(script: String) throws {
        let scratch = try PromptTests.folder()
        try scratch.write("scores | take 1\n\(script)\n", to: "script")
        let outcome = try scratch.run(
            "cat town.gear answers.csv | cksum > before; gearbox repl town.gear < script > shown 2> errors; echo $?;"
                + " cat town.gear answers.csv | cksum | cmp - before && grep -c 'which is read' errors")
        #expect(outcome.output == "1\n1\n")
    }

    /// A file that somebody else wrote is not replaced by what was typed; one that was saved from here is.
    @Test func onlyWhatWasSavedIsSavedOver() throws {
        let scratch = try PromptTests.folder()
        try scratch.write("// kept\n", to: "mine.gear")
        try scratch.write("1 + 1\n:save mine.gear\n:save other.gear\n2 + 2\n:save other.gear\n", to: "script")
        let outcome = try scratch.run(
            "gearbox repl town.gear --keep-going < script > shown 2> errors; echo $?; cat mine.gear;"
                + " grep -c 'is there already' errors; grep -c '2 + 2' other.gear")
        #expect(outcome.output == "1\n// kept\n1\n1\n")
    }

    /// Where no answer could be read there is no table, however often it is asked for and whatever was typed between; the
    /// error says why at first, and `:check` again.
    @Test(arguments: [
        "scores | take 1 | select node", "score(vision, source: team)", "explain score(vision, source: team)",
        "answers",
        "nodes | join (scores | select node, score) on node", "scores | chart bars score by title",
    ])
    func answersThatAreMissingAreToldEachTime(question: String) throws {
        let scratch = try PromptTests.folder()
        try scratch.write("\(question)\n\(question)\ndefine x = 1\n\(question)\n1 + 1\n:check\n", to: "script")
        let outcome = try scratch.run(
            "rm answers.csv; gearbox repl town.gear --keep-going < script 2> errors;"
                + " grep -o -e 'could not be read (GB0501)' -e '^error' -e '^warning' errors")
        let told = "could not be read (GB0501)\n"
        #expect(outcome.output == "value\n2\nerror\n\(told)\(told)error\n", "\(outcome.output)")
    }

    /// What could be read is shown, with what it lacks, and with no other answer.
    @Test func answersThatAreLackingInPartAreToldEachTime() throws {
        let scratch = try PromptTests.folder()
        let town = try Repository.text("Tests/PromptTests/Town/town.gear")
        try scratch.write(
            town.replacing("from \"answers.csv\"", with: "from \"answers.csv\", \"others.csv\""), to: "town.gear")
        try scratch.write("scores | take 1 | select node\nscores | take 1 | select node\n1 + 1\n:check\n", to: "script")
        let outcome = try scratch.run(
            "gearbox repl town.gear --keep-going < script 2> errors;"
                + " grep -o -e 'this lacks answers' -e '^error' errors")
        #expect(
            outcome.output == "node\ndata\nnode\ndata\nvalue\n2\nerror\nthis lacks answers\nerror\n",
            "\(outcome.output)")
    }

    /// So is what a `what if` lacks, which reads its answers by itself.
    @Test func answersThatAWhatIfLacksAreToldEachTime() throws {
        let scratch = try PromptTests.folder()
        let points = "1 \"No\"\n2 \"A little\"\n3 \"Mostly\"\n4 \"Fully\"\nfavourable 3, 4"
        let scale = "scale agreement \"How far?\" {\n\(points)\n}"
        let query = "scores | take 1 | select node, source, wave, n | what if { \(scale) }\n"
        // Read before the file is gone.
        try scratch.write("scores | take 1\n:pipe rm answers.csv\n1 + 1\n\(query)\(query)1 + 1\n", to: "script")
        let outcome = try scratch.run(
            "gearbox repl town.gear --keep-going < script 2>&1 >/dev/null | grep -e 'this lacks answers' -e '^error'")
        #expect(outcome.output.split(separator: "\n").count == 2, "\(outcome.output)")
        #expect(outcome.output.contains("this lacks answers"), "\(outcome.output)")
    }

    /// What is too much to be shown is shown by what can be typed there.
    @Test func theRestOfTheFindingsIsShownByCheck() throws {
        let scratch = try PromptTests.folder()
        let bad = (0..<5).map { "x\($0),team,North,fall15,no\($0),1,1\n" }.joined()
        try scratch.write("who,as,school,when,q1,q2,q3\nx,team,North,fall15,1,1,1\n" + bad, to: "answers.csv")
        try scratch.write("scores | take 1\n:check\n", to: "script")
        let outcome = try scratch.run("gearbox repl --keep-going town.gear < script 2>&1 >/dev/null")
        #expect(!outcome.output.contains("--all-findings"))
        #expect(outcome.output.contains("more like these; `:check` shows them"), "\(outcome.output)")
        #expect((0..<5).allSatisfy { outcome.output.contains("`no\($0)`") }, "\(outcome.output)")
    }

    /// From `:output FILE` on, all results are in the file, whatever else is asked and however the script ends.
    @Test(arguments: [
        (":output out.csv\n1 + 1\n2 + 2\n:output\n3 + 3\n", "value\n6\n", "value\n2\n\nvalue\n4\n"),
        (":output out.csv\n1 + 1\n:once one.csv\n2 + 2\n3 + 3\n", "", "value\n2\n\nvalue\n6\n"),
        (":output out.csv\n1 + 1\nnope\n2 + 2\n", "", "value\n2\n"),
        (":output out.csv\n1 + 1\n:output out.csv\n2 + 2\n:quit\n", "", "value\n4\n"),
        (":output out.json\n1 + 1\n2 + 2\n:output", "", "[\n[\n  {\"value\":2}\n],\n[\n  {\"value\":4}\n]\n]\n"),
        (":output out.csv\n1 + 1\n:output no/such.csv\n2 + 2\n", "", "value\n2\n"),
    ])
    func allResultsGoIntoTheFile(script: String, shown: String, file: String) throws {
        let scratch = try PromptTests.folder()
        try scratch.write(script, to: "script")
        let outcome = try scratch.run("gearbox repl town.gear < script 2> errors; cat out.*")
        #expect(outcome.output == shown + file, "\(script)")
    }

    /// Answers that cannot be read are an error, whatever would be shown of them.
    @Test func answersThatAreNotThereEndIt() throws {
        let scratch = try PromptTests.folder()
        let outcome = try scratch.run(
            "rm answers.csv; printf 'scores | take 1\\n1 + 1\\n' | gearbox repl town.gear 2> errors; echo $?")
        #expect(outcome.output == "1\n")
    }

    @Test func theEditorNeedsATerminal() throws {
        let scratch = try PromptTests.folder()
        let outcome = try scratch.run("echo ':edit' | gearbox repl 2> errors; echo $?; grep -c GB0881 errors")
        #expect(outcome.output == "1\n1\n")
    }
}
