import GearTesting
import Testing

@testable import GearSession

/// What a prompt says of tables that it offers.
@Suite struct WorkspaceTests {
    @Test func everyTableIsExplained() {
        for table in Workspace(nil).tables { #expect(!table.about.isEmpty, "\(table.text)") }
    }

    /// A rule that is typed may rest scores on fewer people than any before: what is hidden is decided anew.
    @Test func aTypedRuleChangesWhatIsHidden() throws {
        let scratch = try Scratch()
        try scratch.write(
            """
            framework f "F" { gear a "A" }
            dimension school "School"
            source p "P"
            scale s "S" {
              1 "no"
              2 "yes"
            }
            survey v "V" on f {
              asks p
              scale s
              hide under 3 by school
              question q1 "One" -> a
              question q2 "Two" -> a
            }
            scoring r on f { own = mean(answers) }
            data d from "d.csv" for v {
              respondent: column "id"
              school: column "school"
            }

            """, to: "f.gear")
        // In x, four answered the first question and four the second, but only two both.
        try scratch.write(
            "id,school,q1,q2\n1,x,1,\n2,x,2,\n3,x,1,2\n4,x,2,1\n5,x,,1\n6,x,,2\n"
                + (1...9).map { "y\($0),y,1,2\n" }.joined() + (1...9).map { "z\($0),z,1,2\n" }.joined(),
            to: "d.csv")
        let workspace = Workspace(scratch.folder.path + "/f.gear")
        let query = "scores of r by school | where school == \"x\" and score is hidden"
        #expect(rows(workspace.enter(query)) == 0)
        _ = workspace.enter("scoring strict on f {\n  person = mean(answers) needs 100%\n  own = mean(persons)\n}")
        #expect(rows(workspace.enter(query)) == 1)
    }

    private func rows(_ answer: (outcome: Workspace.Outcome, findings: Findings)) -> Int? {
        guard case .shown(let tables) = answer.outcome else { return nil }
        return tables[0].table.rowCount
    }
}
