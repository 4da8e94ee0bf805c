import Foundation
import GearTesting
import Testing

/// gearbox init: a project that stands, and nothing that was there is touched.
@Suite struct InitTests {
    @Test(arguments: ["", "--from outline.csv", "--from outline.md", "--from layers.csv --layers Domain,Standard"])
    func whatIsWrittenStands(arguments: String) throws {
        let command = try Command([
            "outline.csv": """
            Gear,Lead tag,Look-for,Weight
            Survey,Readiness,Seen,2
            Readiness,,,
            Fall26,Team,,
            ,"School, new",,
            ,Data,,
            Other,Data,,
            """,
            "outline.md": "- Leadership\n  - Vision\n  - Vision & voice\n- Data\n",
            "layers.csv": "Domain,Standard\nA,B\nC,\n",
        ])
        let made = try command("gearbox init project \(arguments)")
        #expect(made.status == 0 && made.errors == "", "\(made.errors)")
        #expect(made.output.hasSuffix("\nnext: cd project && gearbox run scores.gear\n"))
        let folder = command.scratch.folder.appending(path: "project")
        for line in made.output.split(separator: "\n") where line.hasPrefix("wrote ") {
            let path = command.scratch.folder.appending(path: String(line.dropFirst(6))).path
            #expect(FileManager.default.fileExists(atPath: path), "\(line)")
        }
        // What its hook, its workflow and its page say to do is done without a finding.
        #expect(try command("cd project && .githooks/pre-commit").output.contains("no findings\n"))
        let workflow = try String(contentsOf: folder.appending(path: ".github/workflows/gearbox.yml"), encoding: .utf8)
        let steps = workflow.matches(of: /run: (gearbox [^\n]*)/).map { String($0.1) }
        #expect(steps.count == 4)
        for step in steps {
            let outcome = try command("cd project && GITHUB_STEP_SUMMARY=../summary.md; \(step)")
            #expect(outcome.status == 0, "\(step): \(outcome.output)\(outcome.errors)")
        }
        #expect(try command.text(of: "summary.md").contains("| title | team | teacher |"))
        let page = try command.text(of: "project/README.md")
        for line in page.split(separator: "\n") where line.hasPrefix("gearbox ") {
            let outcome = try command("cd project && \(line)")
            #expect(outcome.status == 0, "\(line): \(outcome.output)\(outcome.errors)")
        }
        #expect(try command("cd project && gearbox check . && gearbox fmt --check .").status == 0)
        let scores = try command("cd project && gearbox run scores.gear --format csv")
        #expect(scores.output.split(separator: "\n").count > 2 && scores.errors.contains("16 used, 0 set aside"))
    }

    @Test func whatIsThereIsNotTouched() throws {
        let command = try Command(["scores.gear": "mine"])
        let outcome = try command("gearbox init")
        #expect(outcome.status == 1 && outcome.output == "" && outcome.errors.contains("GB0864"))
        #expect(try command.names == ["scores.gear"] && command.text(of: "scores.gear") == "mine")
        _ = try command("ln -s nowhere away; mkdir p; ln -s nowhere p/README.md")
        #expect(try command("gearbox init p").errors.contains("GB0864"))
        #expect(try command("ls p").output == "README.md\n")
        #expect(try command("gearbox init p/README.md/x").errors.contains("GB0808"))
    }

    @Test func allIsWrittenOrNothing() throws {
        let command = try Command(["p/data": "a file where a folder belongs"])
        let outcome = try command("gearbox init p")
        #expect(outcome.status == 1 && outcome.errors.contains("GB0808"), "\(outcome.errors)")
        #expect(try command("ls -A p").output == "data\n")
        let misfit = try Command(["outline.csv": "Gear,Weight\nA,x\n"])
        #expect(try misfit("gearbox init p --from outline.csv").status == 1)
        #expect(try misfit.names == ["outline.csv"])
        #expect(try misfit("gearbox init p --layers A").status == 2)
    }
}
