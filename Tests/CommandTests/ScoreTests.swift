import Foundation
import GearTesting
import Testing

/// gearbox score, show and run.
@Suite struct ScoreTests {
    let command: Command

    init() throws { command = try Command(Command.district) }

    @Test func columnsAreTheDimensionsThenTheScores() throws {
        let scores = try command("gearbox score district.gear --by district --layer gear")
        #expect(
            scores.output == """
                district,source,node,layer,title,score,band,n,answers,answered
                d1,teacher,data,gear,Data,1.5,low,2,4,1
                d1,team,data,gear,Data,3,high,1,2,1
                d2,teacher,data,gear,Data,3,high,1,1,0.5

                """)
        #expect(scores.status == 0)
        #expect(scores.errors.contains("fall.csv: 5 rows read, 4 used, 1 set aside; 1 cell set aside\n"))
        let header = try command("gearbox score district.gear --stats | head -1").output
        #expect(
            header
                == "source,node,layer,title,score,band,n,answers,answered,se,df,low,high,favourable,favourable_low,"
                + "favourable_high,why\n")
    }

    @Test(arguments: [
        "--for district=d2", "--for 'district == d2'", "--query-file q", "--where 'district == d2'",
        "--for district=d2 --for source=teacher", "--rule mastery --for 'district == \"d2\"'",
    ])
    func conditionsChoose(options: String) throws {
        try command.scratch.write("district == d2\n", to: "q")
        let scores = try command("gearbox score district.gear --by district --layer gear --format jsonl \(options)")
        #expect(scores.output.split(separator: "\n").count == 1)
        #expect(scores.output.contains("\"district\":\"d2\""))
        #expect(scores.status == 0)
    }

    /// Scores read through a crosswalk: as the pipeline has them.
    @Test func aCrosswalkReadsThem() throws {
        let scratch = try Scratch()
        try scratch.copy("examples/district")
        func run(_ line: String) throws -> Scratch.Outcome {
            try scratch.run("gearbox \(line) 2>/dev/null", in: "examples/district")
        }
        let scores = try run("score district.gear --rule readiness --via to_state --for wave=spring16 --layer domain")
        #expect(scores.status == 0)
        let columns = "source,wave,node,layer,title,score,band,n,answers,answered,covered,partly"
        #expect(scores.output.hasPrefix(columns + "\n"))
        let shown = try run(
            "show 'scores of readiness for wave == spring16 via to_state | where layer == domain | select \(columns)'"
                + " district.gear")
        #expect(scores.output == shown.output && scores.output.split(separator: "\n").count > 3)
        #expect(try run("score district.gear --rule readiness --via nowhere").status != 0)
        #expect(try run("score district.gear --via ''").status == 2)
    }

    @Test func everyFormatIsPrinted() throws {
        func print(_ format: String) throws -> String {
            try command(
                "gearbox show 'scores | where layer == gear | select source, score' district.gear --format \(format)"
            )
            .output
        }
        #expect(try print("csv") == "source,score\nteacher,1.75\nteam,3\n")
        #expect(try print("tsv") == "source\tscore\nteacher\t1.75\nteam\t3\n")
        #expect(try print("jsonl").hasPrefix("{\"source\":\"teacher\",\"score\":1.75}\n"))
        #expect(try print("json").hasPrefix("["))
        #expect(try print("md").contains("| teacher | 1.75 |"))
        #expect(try print("table").contains("│ teacher │  1.75 │"))
    }

    @Test func runPrintsWhatTheProgramShows() throws {
        let run = try command("gearbox run district.gear --format table")
        #expect(run.output.hasPrefix("The gears.\n\n┌"))
        #expect(run.status == 0)
        let silent = try command("printf 'framework f \"F\" { gear g \"G\" }' | gearbox run -")
        #expect(silent.errors.contains("GB0809"))
    }

    @Test func answersComeFromOtherFilesIfTheCommandSaysSo() throws {
        try command.scratch.write("id,district,as,q1,q2\nz,d9,team,2,2\n", to: "other.csv")
        for name in ["readiness", "fall"] {
            let scores = try command("gearbox score district.gear --by district --layer gear --data \(name)=other.csv")
            #expect(scores.output.hasSuffix("\nd9,team,data,gear,Data,2,high,1,2,1\n"))
        }
        let unknown = try command("gearbox score district.gear --data readyness=other.csv")
        #expect(unknown.errors.contains("GB0805"))
        #expect(unknown.errors.contains("did you mean `readiness`?"))
        #expect(unknown.status == 2)
        let unbound = try command("sed '/^data fall/,/^}/d' district.gear | gearbox score - --data readiness=other.csv")
        #expect(unbound.errors.contains("`gearbox bind` writes one"))
        #expect(unbound.status == 2)
    }

    @Test func aDimensionNamedTwiceCountsOnce() throws {
        let once = try command("gearbox score district.gear --by district")
        #expect(try command("gearbox score district.gear --by district,district --by district").output == once.output)
    }

    @Test func severalTablesAreOneDocument() throws {
        let program = "printf 'framework f \"F\" { gear g \"G\" }\nshow nodes | select node\nshow 1 + 1\n'"
        let json = try command("\(program) | gearbox run - --format json").output
        #expect(json.hasPrefix("[\n[\n  {\"node\":\"f\"}"))
        #expect(json.hasSuffix("]\n]\n"))
        #expect(json.contains("\n],\n[\n"))
        let parsed = try JSONSerialization.jsonObject(with: Data(json.utf8))
        #expect((parsed as? [[[String: Any]]])?.map(\.count) == [2, 1])
        let plain = try command("\(program) | gearbox run -").output
        #expect(plain == "node\nf\ng\n\nvalue\n2\n")
        let lines = try command("\(program) | gearbox run - --format jsonl").output
        #expect(lines.split(separator: "\n", omittingEmptySubsequences: false).count == 4)
    }

    @Test func bindingsAreProposed() throws {
        let bind = try command("gearbox bind fall.csv --program district.gear")
        #expect(bind.status == 0)
        #expect(bind.output.hasPrefix("data "))
        #expect(bind.output.contains("respondent: column \"id\""))
        #expect(bind.output.contains("district: column \"district\""))
        let scores = try command(
            "sed '/^data fall/,/^}/d' district.gear >bare.gear; echo >>bare.gear; gearbox bind fall.csv --survey readiness --program bare.gear "
                + ">>bare.gear; gearbox score bare.gear --layer gear --for district=d1 --for source=team")
        #expect(scores.output.hasSuffix("data,gear,Data,3,high,1,2,1\n"))
        let wrong = try command("gearbox bind fall.csv --survey readyness --program district.gear")
        #expect(wrong.status == 2)
        #expect(wrong.errors.contains("did you mean `readiness`?"))
        #expect(try command("gearbox bind none.csv --program district.gear").errors.contains("GB0501"))
    }

    @Test func whatIsSetAsideGoesToAFile() throws {
        _ = try command("gearbox score district.gear --rejects rejects.csv")
        let rejects = try command.text(of: "rejects.csv")
        #expect(rejects.hasPrefix("file,line,column,code,reason\n"))
        #expect(rejects.contains("fall.csv,5,q2,GB0533,"))
        #expect(rejects.contains("fall.csv,6,as,GB0534,") || rejects.contains("fall.csv,6,,GB0534,"))
    }

    @Test(arguments: [
        ("/etc/hostname", "GB0520", "outside"), ("../fall.csv", "GB0520", "outside"),
        ("x/../../y.csv", "GB0520", "outside"),
        ("out.csv", "GB0520", "outside"), ("link/fall.csv", "GB0520", "outside"), ("fall", "GB0519", ".ndjson"),
        ("fall.xlsx", "GB0519", ".csv, .txt, .tsv"),
    ])
    func aProgramReadsDataOfItsOwnProjectOnly(path: String, code: String, says: String) throws {
        _ = try command(
            "mkdir p; cp fall.csv p/fall; sed 's#\"fall.csv\"#\"\(path)\"#' district.gear >p/d.gear; "
                + "ln -s ../fall.csv p/out.csv; ln -s .. p/link")
        for verb in ["check", "score", "run"] {
            let refused = try command("gearbox \(verb) p/d.gear")
            #expect(refused.status == 1)
            let said = verb == "check" ? refused.output : refused.errors
            #expect(said.contains(code) && said.contains(says) && said.contains("p/d.gear:"), "\(said)")
            #expect(!said.contains("id,district"))
        }
        #expect(try command("gearbox score p/d.gear --data readiness=fall.csv").status == 0)
        #expect(try command("gearbox score p/d.gear --data fall=p/fall").status == 0)
    }

    @Test func aProjectMayBeReachedByALink() throws {
        _ = try command("mkdir q; mv district.gear fall.csv q; ln -s q there")
        #expect(try command("gearbox score there/district.gear").status == 0)
        #expect(try command("gearbox score \"$PWD/there/district.gear\"").status == 0)
    }

    @Test func theNumberOfThreadsChangesNothing() throws {
        let one = try command("gearbox score district.gear --by district --stats --threads 1").output
        #expect(try command("gearbox score district.gear --by district --stats --threads 7").output == one)
    }

    @Test(arguments: [
        ("gearbox score district.gear --rule mastry", 1, "did you mean"),
        ("gearbox score district.gear --by distrikt", 1, "did you mean"),
        ("gearbox score district.gear --layer geer", 1, "geer"),
        ("gearbox score district.gear --for 'value >'", 1, "--for"),
        ("gearbox score district.gear --where 'scor > 2'", 1, "did you mean"),
        ("gearbox score district.gear --rule 'mastery | take 1'", 2, "GB0805"),
        ("gearbox score district.gear --format xml", 2, "xml"),
        ("gearbox score district.gear --threads 0", 2, "--threads"),
        ("gearbox score district.gear --threads -1", 2, "from 1 to 64"),
        ("gearbox score district.gear --by ''", 2, "--by"),
        ("gearbox score district.gear --by ,", 2, "--by"),
        ("gearbox score district.gear --by district,,wave", 2, "--by"),
        ("gearbox score district.gear --layer ' '", 2, "--layer"),
        ("gearbox score district.gear --rule ''", 2, "--rule"),
        ("gearbox score district.gear --data readiness=none.csv", 1, "GB0501"),
        ("gearbox show 'scores | group n = count()' district.gear --data fall=none.csv", 1, "GB0501"),
        ("gearbox score district.gear --data readiness", 2, "SURVEY=PATH"),
        ("gearbox score district.gear --nonsense", 2, "--nonsense"),
        ("gearbox score", 2, "FILE"),
        ("gearbox show nodes", 2, "pipeline"),
        ("gearbox show 'nodess' district.gear", 1, "did you mean"),
        ("gearbox show --query-file none district.gear", 1, "GB0801"),
        ("gearbox nonsense", 2, "nonsense"),
    ])
    func whatDoesNotFitIsSaid(line: String, status: Int32, says: String) throws {
        let outcome = try command(line)
        #expect(outcome.status == status, "\(outcome.errors)")
        #expect(outcome.errors.contains(says), "\(outcome.errors)")
        #expect(outcome.output == "")
    }
}
