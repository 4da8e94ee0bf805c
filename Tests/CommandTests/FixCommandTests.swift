import Foundation
import GearTesting
import Testing

/// gearbox check --fix
@Suite struct FixCommandTests {
    private static let slips = """
        /// nothing follows this

        // a comment
        framework f “F”
        {
          gear a "A"; gear b "B"
          tag weight builds
        }
        define low(x) = x == missing
        show nodes | where node == low
        """

    private static let safe = """
        source s "S"
        scale x "X"
        {
          1 "No"
          2 “Yes”
        }
        framework f "F" {
          gear a "A"; gear b "B"
        }
        survey y "Y" on f {
          asks s
          scale x
          question q "Q" -> a, b, a
        }

        """

    @Test func safeFixesAreWritten() throws {
        let command = try Command(["a.gear": Self.safe])
        let fixed = try command("chmod 640 a.gear; gearbox check --fix a.gear; stat -c %a a.gear")
        #expect(fixed.output == "no findings\n640\n", "\(fixed.output)")
        #expect(fixed.errors == "5 fixes in 1 file applied\n")
        #expect(
            try command.text(of: "a.gear") == """
                source s "S"
                scale x "X" {
                  1 "No"
                  2 "Yes"
                }
                framework f "F" {
                  gear a "A"
                  gear b "B"
                }
                survey y "Y" on f {
                  asks s
                  scale x
                  question q "Q" -> a, b
                }

                """)
        #expect(try command.names == ["a.gear"])
    }

    @Test func unsafeFixesAreWrittenOnRequestOnly() throws {
        let command = try Command(Command.district)
        let slip = "sed -i 's/-> data.care/-> data.cure/' district.gear; "
        #expect(try command(slip + "gearbox check --fix district.gear").status == 1)
        #expect(try command.text(of: "district.gear").contains("data.cure"))
        #expect(try command("gearbox check --fix --unsafe-fixes district.gear").output == "no findings\n")
        #expect(try command.text(of: "district.gear") == Command.district["district.gear"])
    }

    @Test func whatIsReadFromStandardInputIsPrinted() throws {
        let command = try Command(["a.gear": Self.safe])
        let fixed = try command("gearbox check --fix - < a.gear")
        #expect(fixed.status == 0)
        #expect(fixed.output.hasSuffix("  question q \"Q\" -> a, b\n}\n"))
        #expect(fixed.errors == "5 fixes in 1 file applied\nno findings\n")
        #expect(try command.text(of: "a.gear") == Self.safe)
        #expect(try command("gearbox check -q --fix - < /dev/null").output == "")
    }

    /// A fix may belong to several files; whoever gives one of them as a text gets that back, and no file is changed.
    @Test func whatIsReadFromStandardInputChangesNoFile() throws {
        let wrong = "import \"comon.gear\"\n"
        let command = try Command([
            "main.gear": wrong + "import \"other.gear\"\n", "other.gear": wrong, "common.gear": "source s \"S\"\n",
        ])
        let given = try command(
            "gearbox check - --fix --unsafe-fixes --stdin-filename main.gear < main.gear; cat other.gear")
        #expect(given.output.contains("import \"common.gear\"\nimport \"other.gear\"\n"), "\(given.output)")
        #expect(given.errors.contains("1 fix in 1 file applied"), "\(given.errors)")
        #expect(try command.text(of: "other.gear") == wrong)
        #expect(try command.text(of: "main.gear").hasPrefix(wrong))
        // What is named beside it is mended as ever.
        let both = try command("gearbox check - other.gear --fix --unsafe-fixes < /dev/null; cat other.gear")
        #expect(both.output.hasSuffix("import \"common.gear\"\n"), "\(both.output) \(both.errors)")
    }

    @Test func importsAreMendedAndLinksKept() throws {
        let command = try Command(["p/main.gear": "import \"part.gear\"\nshow nodes\n", "real.gear": Self.safe])
        let fixed = try command(
            "mkdir .git; ln -s ../real.gear p/part.gear; gearbox check --fix p; test -L p/part.gear")
        #expect(fixed.status == 0, "\(fixed.errors)")
        #expect(try command.text(of: "real.gear").contains("-> a, b\n"))
    }

    /// Nor is it read: of a folder, links that lead there are left out; named, they are checked.
    @Test func whatLiesOutsideTheProjectIsNotChanged() throws {
        let command = try Command(["p/b.gear": "wave w “W” 2015\n", "far.gear": Self.safe])
        let fixed = try command("ln -s ../far.gear p/a.gear; gearbox check --fix p")
        #expect(fixed.status == 0 && fixed.output == "no findings\n", "\(fixed.output)")
        #expect(fixed.errors == "1 fix in 1 file applied\n")
        #expect(try command.text(of: "far.gear") == Self.safe)
        #expect(try command("gearbox check p/a.gear").status == 1)
    }

    @Test func whatCannotBeWrittenIsSaid() throws {
        let command = try Command(["p/a.gear": Self.safe])
        // A folder that nothing can be made in, also for root: one that is gone while the program runs.
        let fixed = try command("ln -s /proc/self/nothing p/a.gear.gearbox; gearbox check --fix p/a.gear -o none/x")
        #expect(fixed.status == 1)
        #expect(fixed.errors.contains("GB0808"))
    }

    @Test func aLongRowOfSlipsEnds() throws {
        let command = try Command(["a.gear": Self.slips])
        let fixed = try command("gearbox check --fix --unsafe-fixes a.gear")
        #expect(fixed.errors.contains("fixes in 1 file applied"))
        #expect(try command("gearbox check --fix --unsafe-fixes a.gear").errors == "")
    }

    @Test func theDifferenceIsShownAndNothingWritten() throws {
        let command = try Command(["p/a.gear": Self.safe, "p/b.gear": "wave w \"W\" 2015\n"])
        let shown = try command("gearbox check --diff p")
        #expect(shown.status == 1)
        #expect(shown.errors == "5 fixes in 1 file would be applied\n")
        #expect(shown.output.hasPrefix("--- p/a.gear\n+++ p/a.gear\n@@ -1,"))
        #expect(shown.output.contains("\n-  2 “Yes”\n"))
        #expect(try command.text(of: "p/a.gear") == Self.safe)
        // What it prints is what `--fix` does.
        let both = try command(
            "command -v patch > /dev/null || exit 0; gearbox check -q --diff p | sed 's# p/# q/#' > d; cp -r p q; "
                + "patch -s -p0 < d; gearbox check -q --fix p; diff -r p q")
        #expect(both.output == "")
        let rest = try command("gearbox check --diff p/b.gear")
        #expect(rest.status == 0)
        #expect(rest.output == "" && rest.errors == "nothing to mend\n")
        #expect(try command("gearbox check --diff - < q/none").status != 0)
        #expect(try command("gearbox check --diff --fix p").status == 2)
        #expect(try command("gearbox check --diff --format json p").status == 2)
    }
}
