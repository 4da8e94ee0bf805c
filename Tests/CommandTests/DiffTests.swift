import Foundation
import GearTesting
import Testing

/// gearbox diff and check --against: which versions they take, and what they say of them.
@Suite struct DiffTests {
    /// A repository with the district at the tag `v1`.
    private func repository(_ more: [String: String] = [:]) throws -> Command {
        let command = try Command(Command.district.merging(more) { _, new in new })
        let made = try command(
            "git init -q . && git add -A && git -c user.name=t -c user.email=t@example.org commit -qm one && git tag v1"
        )
        try #require(made.status == 0, "\(made.errors)")
        return command
    }

    @Test func whatBreaksDecidesTheStatus() throws {
        let command = try repository()
        let same = try command("gearbox diff v1")
        #expect(same.status == 0 && same.output == "no difference\n" && same.errors == "")
        let retitled = try command("sed -i 's/\"Office\"/\"The office\"/' district.gear; gearbox diff v1")
        #expect(retitled.status == 0)
        #expect(retitled.output.contains("~ framework office  title: Office → The office  district.gear:1"))
        let turned = try command("sed -i 's/ reverse//' district.gear; gearbox diff v1")
        #expect(turned.status == 1)
        #expect(turned.output.contains("2 changes: 1 breaks comparability, 1 breaks nothing"))
        let sarif = try command("gearbox diff v1 --format sarif")
        #expect(sarif.status == 1 && sarif.output.contains("\"ruleId\":\"GB0902\""), "\(sarif)")
        #expect(sarif.output.contains("\"uri\":\"district.gear\""))
        let back = try command("gearbox diff district.gear v1:district.gear")
        #expect(back.output.contains("reverse-keying: not reversed → reversed"))
    }

    @Test(arguments: [
        "gearbox diff v1", "gearbox diff v1 -- district.gear", "gearbox diff v1:district.gear",
        "gearbox diff v1:district.gear district.gear", "gearbox diff v1 .", "gearbox diff v1 HEAD -- district.gear",
        "gearbox diff v1: HEAD:", "cd deep/er; gearbox diff v1 -- ../../district.gear",
        "cd deep/er; gearbox diff v1:district.gear", "gearbox diff \"$(git rev-parse v1)\" -- \"$PWD/district.gear\"",
        "gearbox diff v1^{commit}", "cp district.gear other.gear; gearbox diff district.gear other.gear",
        "mkdir a b; cp district.gear a/x.gear; cp district.gear b/x.gear; gearbox diff a b",
    ])
    func aSideIsAFileAFolderOrARevision(line: String) throws {
        let outcome = try repository(["deep/er/none.txt": ""])(line)
        #expect(outcome.status == 0 && outcome.output == "no difference\n", "\(outcome)")
    }

    @Test(arguments: [
        ("gearbox diff nope", 2, "GB0822"), ("gearbox diff v1 nope", 2, "GB0822"),
        ("gearbox diff none.gear other.gear", 2, "GB0801"), ("gearbox diff district.gear", 2, "GB0805"),
        ("gearbox diff v1:none.gear", 1, "GB0801"), ("gearbox diff", 2, "OLD"),
        ("gearbox diff :district.gear", 2, "GB0822"), ("gearbox diff -- -x", 2, "OLD"),
        ("gearbox diff '' district.gear", 2, "GB0822"),
        ("rm -rf .git; gearbox diff v1", 2, "GB0821"),
        ("g=$(command -v gearbox); PATH=none $g diff v1", 2, "GB0820"),
        ("sed -i 's/data.care/data.cure/' district.gear; gearbox diff v1", 1, "GB0203"),
        ("gearbox diff v1 --rule nope", 2, "GB0805"), ("gearbox diff v1 --by nope", 2, "GB0805"),
        ("gearbox diff v1 --data nope=fall.csv", 2, "GB0805"),
    ])
    func whatCannotBeComparedIsSaid(line: String, status: Int32, says: String) throws {
        let outcome = try repository()(line)
        #expect(outcome.status == status, "\(outcome)")
        #expect(outcome.errors.contains(says), "\(outcome)")
    }

    /// A revision that looks like an option never reaches git as one.
    @Test func aRevisionIsNoOption() throws {
        let command = try repository()
        for revision in ["--output=stolen", "-x", "--help"] {
            let outcome = try command("gearbox diff '\(revision):district.gear' district.gear")
            #expect(outcome.status == 2 || outcome.output.contains("USAGE"), "\(outcome)")
            let check = try command("gearbox check --against='\(revision)' district.gear")
            #expect(check.status == 2 && check.errors.contains("GB0822"), "\(check)")
        }
        #expect(try command.names == ["district.gear", "fall.csv"])
    }

    @Test func nothingOfTheRepositoryRunsOrChanges() throws {
        let command = try repository()
        let hook =
            "for h in post-checkout post-index-change reference-transaction; do printf '#!/bin/sh\\ntouch ran' > .git/hooks/$h; chmod +x .git/hooks/$h; done; "
        let filter = "git config filter.f.smudge 'touch ran'; echo '*.gear filter=f textconv=f' > .gitattributes; "
        let outcome = try command(hook + filter + "gearbox diff v1; ls; git status --porcelain")
        #expect(outcome.output == "no difference\ndistrict.gear\nfall.csv\n?? .gitattributes\n", "\(outcome)")
    }

    @Test func importsOfAnOldVersionAreThoseOfItsTime() throws {
        let command = try repository([
            "main.gear": "import \"parts/frame.gear\"\n", "parts/frame.gear": "framework f \"F\" { gear g \"G\" }\n",
        ])
        let outcome = try command(
            "printf 'framework f \"F\" { gear h \"Quite other\" }' > parts/frame.gear; gearbox diff v1 -- main.gear")
        #expect(outcome.output.contains("- gear g  removed: G  v1:parts/frame.gear:1"), "\(outcome)")
        #expect(outcome.output.contains("+ gear h  added: Quite other  parts/frame.gear:1"))
        // One that is gone from disk is still there in the revision.
        let moved = try command(
            "mv parts/frame.gear frame.gear; echo 'import \"frame.gear\"' > main.gear; gearbox diff v1 -- main.gear")
        #expect(moved.output.contains("v1:parts/frame.gear:1"), "\(moved)")
    }

    @Test func aFolderIsComparedProgramByProgram() throws {
        let other = "framework other \"Other\" {\n  gear one \"One\"\n}\n"
        let command = try repository(["other.gear": other, "second.gear": "import \"district.gear\"\n"])
        let moved = try command("mv other.gear renamed.gear; gearbox diff v1")
        #expect(moved.output == "no difference\n", "\(moved)")
        let gone = try command("rm renamed.gear; gearbox diff v1")
        #expect(gone.output.contains("- framework other  removed: Other  v1:other.gear:1"), "\(gone)")
        #expect(gone.output.contains("1 change: 1 breaks stored data, 1 breaks queries"))
    }

    @Test func scoresMoveByWhatMovedThem() throws {
        let command = try repository()
        let edit =
            "sed -i -e 's/ reverse//' -e 's/gear data \"Data\"/gear data \"Data\" weight 2/' -e 's/1 \"No\"/1 \"No\" value 0/' district.gear; "
        let outcome = try command(edit + "gearbox diff v1 --scores --by district --format json")
        #expect(outcome.status == 1)
        #expect(outcome.errors == "fall.csv: 5 rows read, 4 used, 1 set aside; 1 cell set aside\n")
        let json = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
        let rows = try #require(json?["scores"] as? [[String: Any]])
        func row(_ node: String, _ source: String, _ cause: String) -> [String: Any]? {
            rows.first {
                $0["node"] as? String == node && $0["source"] as? String == source && $0["district"] as? String == "d1"
                    && ($0["cause"] as? String)?.contains(cause) == true
            }
        }
        // The team of d1 answered 1 to the turned question: 3 before; 0 when 1 counts 0 and nothing is turned.
        let whole = try #require(row("data.care", "team", "no longer reversed"))
        #expect(whole["old"] as? Double == 3 && whole["new"] as? Double == 0 && whole["moved"] as? Double == -3)
        #expect(whole["alone"] as? Double == -2)
        // The value alone: 0 + 3 - 0 = 3, so nothing moves; together the rest.
        #expect(row("data.care", "team", "scale") == nil)
        #expect(row("data.care", "team", "together")?["alone"] as? Double == -1)
        let text = try command("gearbox diff v1 --scores --by district --rule mastery")
        #expect(text.output.contains("Scores that move"))
        let markdown = try command("gearbox diff v1 --data readiness=fall.csv --format markdown")
        #expect(markdown.output.contains("<summary>Scores that move</summary>"))
    }

    /// What each cause does alone and what they do together is all that happened.
    @Test func causesAddUp() throws {
        let command = try repository()
        let edits = [
            "s/ reverse//", "s/needs 50%/needs 100%/", "s/node   = mean(parts)/node   = max(parts)/",
            "s/2 \"Half\"/2 \"Half\" value 2.5/",
            "s/-> data.use/-> data.care/", "s/tag care \"Care\"/tag care \"Care\"\\n    tag more \"More\"/",
            "s/-> data.care/-> data.care, data/",
        ]
        for count in 1...edits.count {
            let script = edits.prefix(count).map { "-e '\($0)'" }.joined(separator: " ")
            let outcome = try command(
                "git checkout -q .; sed -i \(script) district.gear; gearbox diff v1 --scores --by district --format json"
            )
            let json = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
            let rows = try #require(json?["scores"] as? [[String: Any]], "\(outcome)")
            var sums: [String: (moved: Double, alone: Double)] = [:]
            for row in rows {
                guard let moved = row["moved"] as? Double, let alone = row["alone"] as? Double else { continue }
                let key = ["rule", "district", "source", "node"].map { row[$0] as? String ?? "" }.joined(separator: " ")
                sums[key] = (moved, (sums[key]?.alone ?? 0) + alone)
            }
            #expect(
                sums.isEmpty == false && sums.values.allSatisfy { abs($0.moved - $0.alone) < 1e-8 }, "\(count) \(sums)")
        }
    }

    @Test func checkAgainstFindsBreaksThatNoVersionAnnounces() throws {
        let versioned =
            Command.district["district.gear"]?.replacing("\"Office\"", with: "\"Office\" version 1.0.0") ?? ""
        let command = try repository(["district.gear": versioned])
        #expect(try command("gearbox check --against v1 .").output == "no findings\n")
        let broken = try command("sed -i 's/ reverse//' district.gear; gearbox check --against v1 .")
        #expect(broken.status == 1)
        #expect(broken.output.contains("GB0902") && broken.output.contains("GB0904"), "\(broken)")
        #expect(broken.output.contains("v1:district.gear:20"))
        let announced = try command(
            "sed -i 's/version 1.0.0/version 2.0.0/' district.gear; gearbox check --against v1 .")
        #expect(announced.status == 0 && announced.output == "no findings\n", "\(announced)")
        // `diff` tells of what breaks, announced or not.
        #expect(try command("gearbox diff v1").status == 1)
        let renamed = try command(
            "git checkout -q .; sed -i 's/question q1/question q9/' district.gear; gearbox check --against v1 .")
        #expect(renamed.output.contains("GB0901") && renamed.output.contains("`formerly q1`"), "\(renamed)")
        let banded = try command(
            "git checkout -q .; sed -i -e '/bands/d' -e 's/scoring mastery/scoring other/' district.gear; gearbox check --against v1 ."
        )
        #expect(banded.output.contains("GB0903"), "\(banded)")
        let new = try command(
            "git checkout -q .; echo 'framework n \"N\" { gear g \"G\" }' > new.gear; gearbox check --against v1 new.gear"
        )
        #expect(new.output == "no findings\n", "\(new)")
    }

    @Test func anOldVersionWithErrorsIsSaid() throws {
        let command = try repository(["bad.gear": "framework f \"F\" { gear g \"G\" builds on nothing }\n"])
        let outcome = try command(
            "printf 'framework f \"F\" { gear g \"G\" }\\n' > bad.gear; gearbox check --against v1 bad.gear")
        #expect(outcome.status == 1 && outcome.output.contains("GB0823"), "\(outcome)")
    }

    @Test func whatUsersWroteReachesNoTerminalRaw() throws {
        let command = try repository()
        let title = "a\\x1b[31m|<b>`x`"
        let edit =
            "printf 'framework f \"%b\" { gear g \"G\" }' '\(title)' > f.gear; printf 'framework f \"F\" { gear g \"G\" }' > e.gear; "
        let text = try command(edit + "gearbox diff e.gear f.gear")
        #expect(!text.output.contains("\u{1B}"))
        let markdown = try command("gearbox diff e.gear f.gear --format markdown")
        #expect(markdown.output.contains("\\|&lt;b&gt;\\`x\\`") || text.errors.contains("GB00"), "\(markdown) \(text)")
    }
}
