import Foundation
import GearTesting
import Testing

/// gearbox import, export and init: files in, files out, and statuses.
@Suite struct SpreadsheetTests {
    static let outline = "Gear,Lead tag\nLeadership,Vision\n,Voice\nData,\n"

    @Test func anEditedSpreadsheetRenamesNothing() throws {
        let command = try Command(["outline.csv": Self.outline])
        #expect(try command("gearbox import outline outline.csv -o framework.gear").status == 0)
        _ = try command(
            "sed -i 's/leadership/people/; s/framework outline/framework office \"Office\"/' framework.gear")
        try command.scratch.write(Self.outline + "Data,Tests\n,Use\n", to: "outline.csv")
        let update = try command("gearbox import outline outline.csv --into framework.gear -o framework.gear")
        #expect(update.status == 0 && update.output + update.errors == "")
        let text = try command.text(of: "framework.gear")
        #expect(text.hasPrefix("framework office \"Office\" {\n  gear people \"Leadership\" {\n"))
        #expect(text.contains("tag tests \"Tests\""))
        #expect(try command("gearbox fmt --check framework.gear").status == 0)
        #expect(
            try command("gearbox export outline framework.gear | gearbox import outline - | diff - framework.gear")
                .status == 0)
    }

    @Test func rowsThatDoNotFitAreListedAndKeepAFileFromBeingReplaced() throws {
        let command = try Command(["outline.csv": Self.outline + "Data,,x\n", "bad.csv": "Gear,Weight\nA,x\nB,2\n"])
        let ragged = try command("gearbox import outline outline.csv")
        #expect(ragged.status == 1 && ragged.errors.contains("outline.csv:5") && ragged.output.contains("gear data"))
        _ = try command("gearbox import outline outline.csv -o framework.gear")
        let before = try command.text(of: "framework.gear")
        let inPlace = try command("gearbox import outline bad.csv --into framework.gear -o ./framework.gear")
        #expect(inPlace.status == 1 && inPlace.errors.contains("GB0862"))
        #expect(try command.text(of: "framework.gear") == before)
        #expect(try command("gearbox import outline bad.csv --into framework.gear -o other.gear").status == 1)
        #expect(try command.text(of: "other.gear").contains("weight 2"))
        let over = try command("gearbox import outline outline.csv -o outline.csv")
        #expect(over.status == 2 && over.errors.contains("GB0810"))
        #expect(try command("gearbox import outline none.csv").errors.contains("GB0501"))
        #expect(try command("gearbox import outline none.md").errors.contains("GB0801"))
        #expect(try command("printf '\\377' > x.txt; gearbox import outline x.txt").errors.contains("GB0505"))
    }

    /// What is inherited goes out with the rest; nothing is written over the `adapts`.
    @Test func anAdaptationIsExportedWhole() throws {
        let office = "framework office version 1.0.0 {\n  gear data \"Data\"\n  gear home \"Families\"\n}\n"
        let ours = "import \"office.gear\"\nframework ours version 1.0.0 adapts office 1.0.0 { without home }\n"
        let command = try Command(["office.gear": office, "ours.gear": ours])
        let export = try command("gearbox export outline ours.gear --framework ours -o ours.csv")
        #expect(export.status == 0, "\(export.errors)")
        #expect(try command.text(of: "ours.csv").contains("Data"))
        #expect(try !command.text(of: "ours.csv").contains("Families"))
        let back = try command("gearbox import outline ours.csv --into ours.gear")
        #expect(back.status == 2 && back.output.isEmpty)
        #expect(back.errors.contains("framework `ours` adapts another"))
    }

    /// Ratings go to a spreadsheet and back; what there is nothing of to rate is said.
    @Test func ratingsComeBack() throws {
        let scratch = try Scratch()
        try scratch.copy("examples/district")
        let folder = "examples/district"
        let back = try scratch.run(
            "cp progression.gear was.gear; gearbox export questions progression.gear --survey placements > q.csv && "
                + "gearbox import questions q.csv --into progression.gear --survey placements -o progression.gear && "
                + "diff was.gear progression.gear", in: folder)
        #expect(back.output.isEmpty && back.status == 0, "\(back.output)")
        let wrong = try scratch.run(
            "sed 's/personalization.pacing/personalization.pacng/' q.csv > w.csv; "
                + "gearbox import questions w.csv --into progression.gear --survey placements > /dev/null", in: folder)
        #expect(wrong.status == 1)
        #expect(wrong.output.contains("did you mean `personalization.pacing`?"), "\(wrong.output)")
    }

    @Test func questionsNeedAFramework() throws {
        let command = try Command([
            "sub/framework.gear": "framework office \"Office\" { gear data \"Data\" }\n",
            "questions.csv": "Question,Tags\nWe use data,data\n",
        ])
        let neither = try command("gearbox import questions questions.csv")
        #expect(neither.status == 2 && neither.errors.contains("--program"))
        #expect(
            try command("gearbox import questions questions.csv --program sub/framework.gear -o survey.gear").status
                == 0)
        #expect(try command.text(of: "survey.gear").hasPrefix("import \"sub/framework.gear\"\n"))
        #expect(try command("gearbox check survey.gear").status == 0)
        _ = try command("cd sub && gearbox import questions ../questions.csv --program framework.gear -o ../other.gear")
        #expect(try command("diff survey.gear other.gear").status == 0)
        let over = try command("gearbox import questions questions.csv --program survey.gear -o survey.gear")
        #expect(over.status == 2 && over.errors.contains("GB0810"))
        let wrong = try command("gearbox import questions questions.csv --program sub/framework.gear --framework offce")
        #expect(wrong.status == 2 && wrong.errors.contains("did you mean `office`?"))
        #expect(try command("gearbox export questions survey.gear --survey none").status == 2)
        #expect(
            try command("gearbox export outline sub/framework.gear -o x.tsv; head -1 x.tsv").output
                == "Framework\tGear\tName\n")
    }

    /// All examples: what is exported and imported into its own file is the same program.
    @Test(arguments: [
        ("outline", "district/framework.gear"), ("outline", "bfi/traits.gear"), ("outline", "minimal/minimal.gear"),
        ("questions", "district/survey.gear"), ("questions", "district/walkthrough.gear --survey visits"),
        ("questions", "bfi/traits.gear"), ("questions", "minimal/minimal.gear"),
    ])
    func examplesComeBack(what: String, arguments: String) throws {
        let command = try Command()
        try command.scratch.copy("examples")
        let path = "examples/" + arguments.split(separator: " ")[0]
        let new = path.replacing(".gear", with: "-new.gear")
        let line = "gearbox export \(what) examples/\(arguments) | gearbox import \(what) - --into \(path) -o \(new)"
        let outcome = try command(line)
        #expect(outcome.status == 0 && outcome.errors == "", "\(outcome.errors)")
        #expect(try command("gearbox diff \(path) \(new)").output == "no difference\n")
        #expect(try command("gearbox fmt --check \(new)").status == 0)
    }

    @Test func formulasAreEscapedOnRequest() throws {
        let command = try Command([
            "a.gear": "framework a \"A\" { gear sum \"=1+1\" }\nshow nodes | where layer == gear | select title\n"
        ])
        for line in [
            "run a.gear --format csv", "show 'nodes | where layer == gear | select title' a.gear --format tsv",
        ] {
            #expect(try command("gearbox \(line)").output == "title\n=1+1\n")
            #expect(try command("gearbox \(line) --escape-formulas").output == "title\n'=1+1\n")
        }
        #expect(try command("gearbox export outline a.gear --escape-formulas").output.hasSuffix(",'=1+1,sum\n"))
        #expect(try command("gearbox run a.gear --format json --escape-formulas").output.contains("\"=1+1\""))
    }
}
