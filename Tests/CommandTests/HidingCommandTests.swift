import GearTesting
import Testing

/// A survey that hides small groups, asked through every door.
@Suite struct HidingCommandTests {
    let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        try scratch.copy("examples/climate")
    }

    private func run(_ line: String) throws -> Scratch.Outcome { try scratch.run(line, in: "examples/climate") }

    /// What is set aside is rows of answers.
    @Test func rejectsAreWithheld() throws {
        let outcome = try run("gearbox score climate.gear --rejects rejects.csv; ls")
        #expect(outcome.output.contains("error[GB0632]: `--rejects` is withheld: survey `pulse` hides groups under 10"))
        #expect(!outcome.output.contains("rejects.csv\n") && !outcome.output.contains("trust.voice"))
    }

    @Test(arguments: [
        ("csv", "river,hidden,hidden\n"), ("tsv", "river\thidden\thidden\n"),
        ("json", "{\"district\":\"river\",\"score\":\"hidden\",\"n\":\"hidden\"}"),
        ("jsonl", "{\"district\":\"river\",\"score\":\"hidden\",\"n\":\"hidden\"}\n"),
        ("md", "| river | hidden | hidden |"), ("table", "│ river    │ hidden │ hidden │"),
    ])
    func hiddenIsSaidInEachFormat(format: String, line: String) throws {
        let pipeline = "scores by district for wave == fall | where node == trust | select district, score, n"
        let outcome = try run("gearbox show '\(pipeline)' climate.gear --format \(format) 2>/dev/null")
        #expect(outcome.output.contains(line), "\(outcome.output)")
    }

    /// Flags are part of what is asked, and two versions of a rule do not show more than one.
    @Test func otherDoors() throws {
        #expect(try run("gearbox score climate.gear --for respondent=1").output.contains("GB0631"))
        let pine = try run("gearbox score climate.gear --for school=pine --stats --format csv 2>/dev/null")
        #expect(!pine.output.contains(/[0-9]/), "\(pine.output)")
        let moved = try run(
            """
            sed 's/own  = mean/own  = median/' climate.gear > other.gear
            gearbox diff climate.gear other.gear --scores --by district,school
            """)
        #expect(moved.output.contains("cedar") && !moved.output.contains("pine") && !moved.output.contains("river"))
    }
}
