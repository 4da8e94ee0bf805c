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

    /// Posts are read by the roles that there are: one that is typed is found in answers that were read before.
    @Test func aTypedRoleChangesHowPostsAreRead() throws {
        let scratch = try Scratch()
        try scratch.write(
            """
            framework f "F" {
              gear a "A"
              gear b "B"
            }
            source p "P"
            scale s "S" 1..5
            role head "Head" on f { carries a }
            survey v "V" on f {
              asks p
              scale s
              question q1 "One" -> a
            }
            scoring r on f { own = mean(answers) }
            data d from "d.csv" for v {
              respondent: column "id"
              role: column "post"
            }

            """, to: "f.gear")
        try scratch.write("id,post,q1\n1,Head,1\n2,Keeper of data,5\n3,Keeper of data,3\n", to: "d.csv")
        let workspace = Workspace(scratch.folder.path + "/f.gear")
        let query = "scores of r by role for role == keeper"
        #expect(rows(workspace.enter(query)) == 0)
        #expect(rows(workspace.enter("scores of r by role")) == 2)
        _ = workspace.enter("role keeper \"Keeper of data\" on f { carries b }")
        #expect(rows(workspace.enter(query)) == 1)
        #expect(rows(workspace.enter("roles")) == 2)
    }

    /// A result has its name for good; without one there is nothing to name.
    @Test func defineNamesTheLastResult() {
        let workspace = Workspace(nil)
        guard case .refused = workspace.enter("define early").outcome else { return #expect(Bool(false)) }
        #expect(rows(workspace.enter("scales | where kind == \"point\"")).map { $0 > 3 } == true)
        guard case .declared(["points"], _) = workspace.enter("define points").outcome else {
            return #expect(Bool(false))
        }
        #expect(rows(workspace.enter("points | take 2")) == 2)
        guard case .declared(["three"], _) = workspace.enter("define three = it1 | take 3").outcome else {
            return #expect(Bool(false))
        }
        #expect(rows(workspace.enter("three")) == 3)
        #expect(rows(workspace.enter("points | take 1")) == 1)
    }

    /// Results have numbers where they are stored; findings show what was typed, and where in it.
    @Test(arguments: [
        ("it + 1", "`it` is a table, and a value belongs here", "it"), ("it1 + 1", "`it1` is a table", "it1"),
        ("(it + 1) + naught", "`it` is a table", "it"), ("naught * 2 + length(it)", "no value `naught`", "naught"),
        ("it | where titel == 1", "no column `titel`", "titel"), ("| where titel == 1", "no column `titel`", "titel"),
        ("it | selct title", "no stage `selct`", "selct"), ("define y = it | where titel == 1", "`titel`", "titel"),
        ("define z = 1\ndefine y =  it | where titel == 1", "`titel`", "titel"),
        ("define y = it * (", "a value is missing after `(`", ""),
        (":describe it | select naught", "`naught`", "naught"),
    ])
    func findingsShowWhatWasTyped(text: String, message: String, marked: String) throws {
        let workspace = Workspace(nil)
        _ = workspace.enter("define cut = 2")
        _ = workspace.enter("nodes")
        let findings =
            text.hasPrefix(":describe ")
            ? workspace.describe(String(text.dropFirst(10))).findings
            : workspace.enter(text).findings
        let finding = try #require(findings.diagnostics.first)
        #expect(finding.message.contains(message), "\(finding.message)")
        let place = try #require(finding.place?.location)
        let source = try #require(findings.source(place.file))
        #expect(source.text(place.range) == marked)
        let typed = text.hasPrefix(":describe ") ? String(text.dropFirst(10)) : text
        #expect(String(decoding: source.bytes, as: UTF8.self).contains(typed))
    }

    private func rows(_ answer: (outcome: Workspace.Outcome, findings: Findings)) -> Int? {
        guard case .shown(let exhibits) = answer.outcome else { return nil }
        return exhibits[0].table?.rowCount
    }
}
