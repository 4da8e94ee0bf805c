import Foundation
import GearTesting
import Testing

/// Whatever the documents show is what the program does.
@Suite struct DocTests {
    static let documents = Repository.files(under: "", ending: ".md").filter { !$0.hasPrefix("Tests/") }

    @Test(arguments: documents) func examplesHold(path: String) throws {
        let scratch = try Scratch()
        if FileManager.default.fileExists(atPath: Repository.url("examples").path) { try scratch.copy("examples") }
        let folder = path.hasPrefix("examples/") ? path.split(separator: "/").dropLast().joined(separator: "/") : ""
        var run = DocumentRun(Document(try Repository.text(path)), in: scratch, folder: folder)
        try run.run()
        for mismatch in run.mismatches {
            Issue.record("\(path):\(mismatch.line): \(mismatch.message)")
        }
        if Repository.isRecording, !run.mismatches.isEmpty {
            try Data(run.recorded.utf8).write(to: Repository.url(path))
        }
    }

    @Test func aDifferenceIsFoundAndRecorded() throws {
        var run = DocumentRun(
            Document(
                """
                Text.
                ```txt kept.txt
                one
                ```
                ```console
                $ cat kept.txt
                one
                $ cat kept.txt \\
                  kept.txt; exit 3
                two
                ```
                """), in: try Scratch())
        try run.run()
        #expect(run.mismatches.map(\.line) == [10])
        #expect(run.recorded.hasSuffix("  kept.txt; exit 3\none\none\n[3]\n```"))
    }

    @Test func aProgramWithFindingsIsToldFromOneWithout() throws {
        var run = DocumentRun(
            Document(
                """
                ```gear
                framework office "District" { gear data "Data" { nonsense } }
                ```
                """), in: try Scratch())
        try run.run()
        #expect(run.mismatches.count == 1)
    }

    @Test func contextLastsUntilTheNextHeading() {
        let document = Document("# A\n<!-- with\nwave w 2015\n-->\n```gear\na\n```\n## B\n```gear\nb\n```")
        #expect(document.blocks.map(\.context) == ["wave w 2015", ""])
    }
}
