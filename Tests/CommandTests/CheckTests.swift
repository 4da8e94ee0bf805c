import GearTesting
import Testing

/// gearbox check and test: which programs they take, and what they say of them.
@Suite struct CheckTests {
    @Test func findingsDecideTheStatus() throws {
        let command = try Command(Command.district)
        #expect(try command("gearbox check district.gear").output == "no findings\n")
        let wrong = try command("sed 's/data.care/data.cure/' district.gear | gearbox check -")
        #expect(wrong.status == 1)
        #expect(wrong.output.contains("<stdin>:20:"))
        #expect(wrong.errors == "")
        let json = try command("sed 's/data.care/data.cure/' district.gear | gearbox check --format json -")
        #expect(json.status == 1)
        #expect(json.output.contains(/"code" ?: ?"GB02/))
        #expect(try command("gearbox check --format json district.gear").output.contains("\"findings\":[]"))
    }

    @Test func aFolderStandsForItsProgramsThatNoneImports() throws {
        let command = try Command([
            "a/main.gear": "import \"part.gear\"\nshow nodes | select nonsense\n",
            "a/part.gear": "framework f \"F\" { gear g \"G\" }\n",
            "a/b/circle.gear": "import \"round.gear\"\n", "a/b/round.gear": "import \"circle.gear\"\n",
            "a/.hidden/no.gear": "nonsense\n", "empty/readme.md": "",
        ])
        let found = try command("gearbox check a")
        #expect(found.status == 1)
        #expect(found.output.contains("a/main.gear:2:"))
        #expect(!found.output.contains(".hidden"))
        let nothing = try command("gearbox check empty")
        #expect(nothing.status == 1)
        #expect(nothing.output.contains("GB0807"))
    }

    @Test func aFolderIsSearchedForRegularFilesOnly() throws {
        let command = try Command([
            "a/main.gear": "framework f \"F\" { gear g \"G\" }\n", "b/wait.gear": "import \"pipe.gear\"\n",
        ])
        let special = "mkfifo a/pipe.gear b/pipe.gear; ln -s /dev/zero a/zero.gear; ln -s .. a/above; "
        #expect(try command(special + "gearbox check a").output == "no findings\n")
        let waits = try command("gearbox check b/wait.gear")
        #expect(waits.status == 1)
        #expect(waits.output.contains("`pipe.gear` is a pipe or a device"))
        let large = try command("mkdir big; cd big; seq 100001 | xargs touch; cd ..; gearbox check big")
        #expect(large.status == 1)
        #expect(large.output.contains("GB0811"))
    }

    @Test func testsShowBothSides() throws {
        let command = try Command(Command.district)
        #expect(try command("gearbox test .").output == "1 test passed\n")
        let failing = try command("sed 's/== 3$/== 2.5/' district.gear | gearbox test -")
        #expect(failing.status == 1)
        #expect(failing.output.contains("GB0701"))
        #expect(failing.output.contains("in test \"reverse-keyed questions flip\", this does not hold"))
        #expect(failing.output.contains("---------------- is 3\n"))
        #expect(failing.output.hasSuffix("1 of 1 tests failed\n"))
        let missing = try command("sed 's/score(data.care)/score(data.use)/' district.gear | gearbox test -")
        #expect(missing.output.contains("GB0702"))
        #expect(missing.output.contains("needs not met") || missing.output.contains("no answers"))
    }

    @Test(arguments: [
        ("gearbox check surveys.gear", "GB0801", "did you mean `survey.gear`?"),
        ("gearbox check folder.gear/none.gear", "GB0801", "none.gear"),
        ("gearbox check -- \"$(printf 'a\\033[31mb')\"", "GB0801", "␛[31m"),
        ("printf 'import \"folder.gear\"' | gearbox check -", "GB0802", "is a folder"),
        ("truncate -s 70M big.gear; gearbox check big.gear", "GB0802", "64 MiB"),
        ("printf 'import \"../../../etc/passwd\"' | gearbox check -", "GB0804", "outside"),
        ("ln -s /etc/hostname out.gear; printf 'import \"out.gear\"' | gearbox check -", "GB0804", "outside"),
        ("ln -s loop.gear loop.gear; gearbox check loop.gear", "GB080", "loop.gear"),
        ("printf 'show scores of std.nothing' | GEARBOX_STDLIB=none gearbox check -", "GB0803", "GEARBOX_STDLIB"),
        ("printf 'fr\\377' | gearbox check -", "GB00", "UTF-8"),
        ("gearbox check /dev/zero", "GB0802", "64 MiB"),
    ])
    func filesThatCannotBeReadAreSaid(line: String, code: String, says: String) throws {
        let command = try Command(["survey.gear": "", "folder.gear/keep.txt": ""])
        let outcome = try command(line)
        #expect(outcome.status == 1)
        #expect(outcome.output.contains(code), "\(outcome.output)")
        #expect(outcome.output.contains(says), "\(outcome.output)")
        #expect(!outcome.output.contains("\u{1B}"))
    }

    @Test func importsStayInTheRepository() throws {
        let command = try Command([
            "repository/parts/frame.gear": "framework f \"F\" { gear g \"G\" }\n",
            "repository/district/main.gear": "import \"../parts/frame.gear\"\nshow nodes\n",
            "repository/district/far.gear": "import \"../../outside.gear\"\n", "outside.gear": "",
        ])
        #expect(try command("gearbox check repository/district/main.gear").output.contains("GB0804"))
        #expect(try command("mkdir repository/.git; gearbox check repository/district/main.gear").status == 0)
        #expect(try command("gearbox check repository/district/far.gear").output.contains("GB0804"))
    }
}
