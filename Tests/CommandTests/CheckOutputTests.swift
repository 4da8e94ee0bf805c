import Foundation
import GearTesting
import Testing

/// gearbox check: formats, where they go, standard input, several files, watching.
@Suite struct CheckOutputTests {
    private static func wrong() throws -> Command {
        var files = Command.district
        files["wrong.gear"] = files["district.gear"]?.replacing("-> data.care", with: "-> data.cure")
        return try Command(files)
    }

    @Test(arguments: [
        ("json", "\"code\":\"GB0203\""), ("jsonl", "{\"schema\":1,"), ("sarif", "\"ruleId\":\"GB0203\""),
        ("github", "::error title=GB0203 unknown node,file=wrong.gear,line=20,endLine=20,col=46,endColumn=50::"),
        ("gitlab", "\"check_name\":\"GB0203\""), ("junit", "<testcase name=\"GB0203:20:46\" classname=\"wrong.gear\">"),
        ("text", "error[GB0203]"),
    ])
    func everyFormatTellsOfTheFinding(format: String, says: String) throws {
        let command = try Self.wrong()
        let found = try command("gearbox check --format \(format) wrong.gear")
        #expect(found.status == 1)
        #expect(found.output.contains(says), "\(found.output)")
        #expect(found.errors == "")
        let fine = try command("gearbox check --format \(format) district.gear")
        #expect(fine.status == 0)
        #expect(!fine.output.contains("GB"), "\(fine.output)")
    }

    @Test func theNodeConcernedIsNamed() throws {
        let report = try Self.wrong()("gearbox check --format json wrong.gear").output
        #expect(report.contains("\"node\":\"readiness.q2\""))
        let command = try Command(["a.gear": "framework f \"F\" { gear g \"G\" { tag t \"\" } }\n"])
        #expect(try command("gearbox check --format json a.gear").output.contains("\"node\":\"g.t\""))
    }

    @Test func findingsGoToAFile() throws {
        let command = try Self.wrong()
        let written = try command("gearbox check wrong.gear -o found.sarif")
        #expect(written.status == 1)
        #expect(written.output == "")
        #expect(written.errors.hasPrefix("1 error\n"))
        #expect(try command.text(of: "found.sarif").contains("\"version\":\"2.1.0\""))
        #expect(try command("gearbox check wrong.gear -o found.txt -q").errors == "")
        #expect(try command.text(of: "found.txt").hasPrefix("error[GB0203]"))
        let over = try command("gearbox check wrong.gear -o ./wrong.gear")
        #expect(over.status == 2)
        #expect(over.errors.contains("GB0810"))
        #expect(try command("gearbox check wrong.gear -o none/x.json").errors.contains("GB0808"))
    }

    @Test func quietSaysOnlyWhatIsFound() throws {
        let command = try Self.wrong()
        #expect(try command("gearbox check -q district.gear").output == "")
        let found = try command("gearbox check -q wrong.gear").output
        #expect(found.hasPrefix("error[GB0203]") && !found.contains("1 error"))
        let loud = try command("gearbox check wrong.gear").output
        #expect(loud.hasSuffix("\n1 error\n--fix --unsafe-fixes may mend 1 of them\n"))
    }

    @Test func standardInputHasANameAndAFolder() throws {
        let command = try Command([
            "parts/frame.gear": "framework f \"F\" { gear g \"G\" }\n",
            "parts/main.gear": "import \"frame.gear\"\nshow nodes | select nod\n",
        ])
        let here = try command("gearbox check - < parts/main.gear")
        #expect(here.output.contains("<stdin>:1:8") && here.output.contains("GB0801"))
        let there = try command("gearbox check - --stdin-filename parts/new.gear < parts/main.gear")
        #expect(there.output.contains("parts/new.gear:2:21"))
        #expect(!there.output.contains("GB0801"))
        #expect(try command("gearbox check --stdin-filename a.gear parts").status == 2)
    }

    @Test func helpSaysHowSafeAFixIs() throws {
        let command = try Command()
        #expect(try command("gearbox help GB0415").output.contains("`gearbox check --fix` mends it"))
        #expect(try command("gearbox help gb0203").output.contains("`gearbox check --fix --unsafe-fixes` writes"))
        #expect(!(try command("gearbox help GB0401").output.contains("--fix")))
    }

    @Test func aFileNamedTwiceIsCheckedOnce() throws {
        let command = try Self.wrong()
        #expect(try command("gearbox check -q wrong.gear wrong.gear .").output.matches(of: /GB0203/).count == 1)
    }

    @Test(arguments: [
        "--watch -", "--watch --fix wrong.gear", "--watch --format json wrong.gear", "--watch -o x wrong.gear",
        "--unsafe-fixes wrong.gear", "--format xml wrong.gear", "",
    ])
    func whatDoesNotFitIsMisuse(arguments: String) throws {
        #expect(try Self.wrong()("gearbox check \(arguments) < /dev/null").status == 2)
    }

    /// Waits for what is printed, however long that takes; a program that never prints it is ended by `timeout`.
    @Test func watchingChecksAgainAndEndsOnInterrupt() throws {
        let command = try Self.wrong()
        let outcome = try command(
            """
            wait_for() { until grep -q "$1" seen.txt; do kill -0 $watcher || exit 9; sleep 0.05; done; }
            timeout -s KILL 60 sh -c 'echo $$ > pid; exec gearbox check --watch wrong.gear more.gear' > seen.txt 2>&1 &
            watcher=$!
            wait_for 'watching 2 programs; Ctrl-C ends'
            wait_for 'GB0801'
            grep -q GB0203 seen.txt || exit 8
            : > seen.txt
            printf 'wave w "W" 2015\\nwave w "W" 2016\\n' > more.gear
            wait_for GB0202
            : > seen.txt
            mv district.gear wrong.gear; echo 'wave v "V" 2015' > more.gear
            wait_for 'no findings'
            kill -INT $(cat pid)
            wait $watcher
            """)
        #expect(outcome.status == 130, "\(outcome.output) \(outcome.errors)")
        #expect(!(try command.text(of: "seen.txt")).contains("\u{1B}"))
    }
}
