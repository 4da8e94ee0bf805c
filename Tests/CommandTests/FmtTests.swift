import GearTesting
import Testing

/// gearbox fmt: what is rewritten, what is only told, and that nothing is lost on the way.
@Suite struct FmtTests {
    private static let loose = "source   team \"Team\"\n"
    private static let tidy = "source team \"Team\"\n"

    @Test func filesAndFoldersAreRewritten() throws {
        let command = try Command([
            "a.gear": Self.loose, "b/c.gear": Self.loose, "b/d.gear": Self.tidy, "b/.hidden/e.gear": Self.loose,
        ])
        let outcome = try command("gearbox fmt a.gear b")
        #expect(outcome.status == 0)
        #expect(outcome.output == "2 files formatted, 1 left as they were\n")
        #expect(outcome.errors == "")
        for name in ["a.gear", "b/c.gear", "b/d.gear"] { #expect(try command.text(of: name) == Self.tidy, "\(name)") }
        #expect(try command.text(of: "b/.hidden/e.gear") == Self.loose)
        #expect(try command("gearbox fmt .").output == "0 files formatted, 3 left as they were\n")
        #expect(try command.names == ["a.gear", "b"])
    }

    @Test func standardInputGoesToStandardOutput() throws {
        let command = try Command(["a.gear": Self.loose])
        let outcome = try command("gearbox fmt - < a.gear")
        #expect(outcome.status == 0)
        #expect(outcome.output == Self.tidy)
        #expect(try command.text(of: "a.gear") == Self.loose)
        #expect(try command("gearbox fmt - < /dev/null").output == "")
    }

    @Test func checkListsWhatWouldChange() throws {
        let command = try Command(["a.gear": Self.loose, "b.gear": Self.tidy])
        let outcome = try command("gearbox fmt --check .")
        #expect(outcome.status == 1)
        #expect(outcome.output == "a.gear\n")
        #expect(try command.text(of: "a.gear") == Self.loose)
        let fine = try command("gearbox fmt --check b.gear")
        #expect(fine.status == 0)
        #expect(fine.output == "")
        #expect(try command("gearbox fmt --check - < a.gear").output == "<stdin>\n")
    }

    @Test func diffIsAPatch() throws {
        let command = try Command(["a.gear": Self.loose + "source   b \"B\"", "b.gear": Self.tidy])
        let outcome = try command("gearbox fmt --diff a.gear b.gear | tee patch; gearbox fmt --diff a.gear > /dev/null")
        #expect(outcome.status == 1)
        #expect(
            outcome.output == """
                --- a.gear
                +++ a.gear
                @@ -1,2 +1,2 @@
                -source   team "Team"
                -source   b "B"
                \\ No newline at end of file
                +source team "Team"
                +source b    "B"

                """)
        #expect(try command("gearbox fmt --diff b.gear").status == 0)
    }

    @Test func errorsAreReportedAndTheRestIsFormatted() throws {
        let command = try Command(["a.gear": Self.loose + "nonsense   x\n"])
        let outcome = try command("gearbox fmt a.gear")
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("error[GB0101]"))
        #expect(outcome.errors.contains("a.gear:2:1"))
        #expect(try command.text(of: "a.gear") == Self.tidy + "nonsense   x\n")
        let input = try command("gearbox fmt - < a.gear")
        #expect(input.status == 1)
        #expect(input.output == Self.tidy + "nonsense   x\n")
    }

    @Test func permissionsAndLinksStay() throws {
        let command = try Command(["real/a.gear": Self.loose, "folder/b.gear": Self.loose])
        let setup = "chmod 640 real/a.gear; ln -s real/a.gear link.gear; ln -s ../real/a.gear folder/link.gear; "
        let inFolder = try command(setup + "gearbox fmt folder")
        // What a link in a folder leads to may lie anywhere.
        #expect(inFolder.output == "1 file formatted, 0 left as they were\n")
        #expect(try command.text(of: "real/a.gear") == Self.loose)
        // A link that is named is followed; a file that is named twice is formatted once.
        let named = try command("gearbox fmt link.gear real; stat -c %a real/a.gear; readlink link.gear")
        #expect(named.output == "1 file formatted, 0 left as they were\n640\nreal/a.gear\n")
        #expect(try command.text(of: "real/a.gear") == Self.tidy)
    }

    @Test func whatCannotBeReadOrWrittenIsSaid() throws {
        let command = try Command(["a.gear": Self.loose, "b.gear": Self.loose])
        let missing = try command("gearbox fmt none.gear b.gear")
        #expect(missing.status == 1)
        #expect(missing.errors.contains("GB0801"))
        #expect(try command.text(of: "b.gear") == Self.tidy)
        let pipe = try command("mkfifo pipe.gear; gearbox fmt pipe.gear")
        #expect(pipe.status == 1)
        #expect(pipe.errors.contains("is a pipe or a device"))
        #expect(try command("gearbox fmt").status == 2)
        // No room for the new text: the old one stays, and nothing beside it.
        let full = try command("(ulimit -f 0; trap '' XFSZ; gearbox fmt a.gear; echo $?) 2>&1 | cat")
        #expect(full.output.contains("GB0808"))
        #expect(full.output.hasSuffix("\n1\n"))
        #expect(try command.text(of: "a.gear") == Self.loose)
        #expect(try command.names == ["a.gear", "b.gear", "pipe.gear"])
    }
}
