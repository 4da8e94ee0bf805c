import GearTesting
import Testing

/// What a project says about findings, in `gearbox.gear` and on single lines.
@Suite struct SettingsTests {
    private static let twins = "framework f \"F\" {\n  gear data \"D\"\n  gear Data \"E\"\n}\n"

    private static func project(_ settings: String, _ program: String = twins) throws -> Command {
        try Command(["gearbox.gear": settings, "main.gear": program, "drafts/main.gear": program, ".git/HEAD": ""])
    }

    @Test func aCodeIsSilencedForAProject() throws {
        let command = try Self.project("settings { GB0205 off }\n")
        #expect(try command("gearbox check .").output == "no findings\n")
        #expect(try command("gearbox check drafts/main.gear").output == "no findings\n")
        #expect(try command("cd drafts; gearbox check main.gear").output == "no findings\n")
        #expect(try command("gearbox check - < main.gear").output == "no findings\n")
        #expect(try command("gearbox run main.gear").errors.contains("GB0205") == false)
    }

    @Test func aFolderHasItsOwnRule() throws {
        let command = try Self.project("settings {\n  GB0205 error\n  GB0205 note in \"drafts/\"\n}\n")
        let drafts = try command("gearbox check drafts/main.gear")
        #expect(drafts.status == 0)
        #expect(drafts.output.hasPrefix("note[GB0205]"))
        let main = try command("gearbox check main.gear")
        #expect(main.status == 1)
        #expect(main.output.hasPrefix("error[GB0205]"))
        #expect(try command("gearbox run main.gear").status == 1)
        let sarif = try command("gearbox check --format sarif main.gear").output
        #expect(sarif.contains("\"level\":\"error\",\"message\""))
    }

    @Test(arguments: [
        ("GB0499 off", "GB0841"), ("GB0203 off", "GB0842"), ("GB0201 warning", "GB0842"),
        ("GB0205 off in \"none\"", "GB0843"), ("GB0205 off in \"../..\"", "GB0843"),
        ("GB0205 off\n  GB0205 error", "GB0417"), ("GB0205 of", "GB0309"), ("GB0205", "GB0104"),
    ])
    func whatSettingsGetWrongIsFound(setting: String, code: String) throws {
        let command = try Self.project("settings {\n  \(setting)\n}\n", "wave w \"W\" 2015\n")
        let found = try command("gearbox check main.gear")
        #expect(found.status == 1)
        #expect(found.output.contains("[\(code)]") && found.output.contains(" gearbox.gear:"), "\(found.output)")
        let fromBelow = try command("cd drafts; gearbox check main.gear").output
        #expect(fromBelow.contains("../gearbox.gear:"), "\(fromBelow)")
    }

    @Test func settingsElsewhereHaveNoEffect() throws {
        let command = try Self.project("settings { }\n", Self.twins + "settings { GB0205 off }\n")
        let found = try command("gearbox check main.gear").output
        #expect(found.contains("GB0205") && found.contains("GB0844"))
        // The settings file may be named itself, and is a program like any other.
        #expect(try command("gearbox check gearbox.gear").output == "no findings\n")
        // Outside of the project nothing is looked for.
        let alone = try Command(["gearbox.gear": "settings { GB0205 off }\n", "p/main.gear": Self.twins])
        #expect(try alone("gearbox check p/main.gear").output.contains("GB0205"))
    }

    @Test func settingsJudgeWhatIsFoundInData() throws {
        var files = Command.district
        files["gearbox.gear"] = "settings { GB0533 off  }\n"
        let command = try Command(files)
        let scored = try command("gearbox score district.gear")
        #expect(scored.status == 0)
        #expect(!scored.errors.contains("GB0533") && scored.errors.contains("GB0534"), "\(scored.errors)")
    }

    @Test(arguments: [
        ("  // gearbox: allow GB0205 because the list has both", nil),
        ("  // gearbox: allow GB0205, GB0403 because the list has both", "GB0846"),
        ("  // gearbox: allow GB0205", "GB0845"),
        ("  // gearbox: allow GB0205 because", "GB0845"),
        ("  // gearbox: allow GB0499 because of something", "GB0841"),
        ("  // gearbox: allow GB0203 because of something", "GB0842"),
        ("  // gearbox: forget GB0205", "GB0847"),
    ])
    func aLineMayAllowWhatIsFoundOnIt(comment: String, code: String?) throws {
        let lines = Self.twins.split(separator: "\n").map(String.init)
        let trailing = [lines[0], lines[1], lines[2] + comment, lines[3]].joined(separator: "\n") + "\n"
        let before = [lines[0], lines[1], comment, "", "  // more", lines[2], lines[3]].joined(separator: "\n") + "\n"
        for text in [trailing, before] {
            let found = try Command(["a.gear": text])("gearbox check a.gear")
            if let code {
                #expect(found.output.contains("[\(code)]"), "\(found.output)")
                #expect(found.status == 1)
                #expect(found.output.contains("GB0205]") == (code != "GB0846"), "\(found.output)")
            } else {
                #expect(found.output == "no findings\n")
            }
        }
    }

    @Test func whatOneProgramNeedsIsNotUnused() throws {
        let asks =
            "import \"frame.gear\"\nsource s \"S\"\nsurvey x \"X\" on f {\n  asks s\n  scale std.agreement5\n"
            + "  question q \"Q\" -> a\n}\n"
        let command = try Command([
            "frame.gear":
                "framework f \"F\" {\n  gear a \"A\"\n"
                + "  gear b \"B\"  // gearbox: allow GB0403 because next year\n}\n",
            "asking.gear": asks, "showing.gear": "import \"frame.gear\"\nshow nodes\n",
        ])
        #expect(try command("gearbox check .").output == "no findings\n")
        #expect(try command("gearbox check asking.gear").output == "no findings\n")
        #expect(try command("gearbox check showing.gear").output.contains("GB0846"))
        // Of a program with errors not all is known.
        let broken = try command("echo nonsense >> showing.gear; gearbox check showing.gear").output
        #expect(!broken.contains("GB0846"))
    }

    @Test func settingsJudgeWhatHasChanged() throws {
        let command = try Command(["a.gear": "framework f \"F\" version 1.0.0 {\n  gear a \"A\"\n  gear b \"B\"\n}\n"])
        let git = "git -c user.name=n -c user.email=e"
        _ = try command(
            "git init -q; git add .; \(git) commit -qm one; sed -i '/gear b/d' a.gear; echo 'settings { }' > gearbox.gear"
        )
        let found = try command("gearbox check a.gear --against HEAD")
        #expect(found.status == 1)
        #expect(found.output.contains("GB09"), "\(found.output)")
        let codes = Set(found.output.matches(of: /GB09[0-9]{2}/).map { String($0.output) }).sorted()
        let off = codes.map { "  \($0) off\n" }.joined()
        _ = try command("printf 'settings {\\n\(off.replacing("\n", with: "\\n"))}\\n' > gearbox.gear")
        #expect(try command("gearbox check a.gear --against HEAD").output == "no findings\n")
        #expect(try command("gearbox check a.gear --against HEAD --format sarif").status == 0)
        #expect(try command("gearbox check a.gear --against HEAD --fix").status == 2)
    }
}
