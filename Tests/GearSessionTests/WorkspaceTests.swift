import Testing

@testable import GearSession

/// What a prompt says of tables that it offers.
@Suite struct WorkspaceTests {
    @Test func everyTableIsExplained() {
        for table in Workspace(nil).tables { #expect(!table.about.isEmpty, "\(table.text)") }
    }
}
