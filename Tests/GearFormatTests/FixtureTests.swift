import Foundation
import GearFormat
import GearFuzz
import GearSource
import GearSyntax
import GearTesting
import Testing

/// Grammar/conformance/format: programs before and after, construct by construct.
@Suite struct FixtureTests {
    static let folder = "Grammar/conformance/format"
    static let paths = Repository.files(under: folder, ending: ".gear-case")

    @Test(arguments: paths) func cases(path: String) throws {
        let text = try Repository.text(path)
        var file = ConformanceFile(path, text)
        for index in file.cases.indices {
            let one = file.cases[index]
            let formatted = String(decoding: GearFormatTests.formatted(Array(one.source.utf8)), as: UTF8.self)
            if !Repository.isRecording { #expect(formatted == one.text(of: "formatted"), "\(one.label)") }
            file.cases[index].sections = [ConformanceCase.Section(name: "formatted", text: formatted)]
        }
        if Repository.isRecording, file.text != text {
            try Data(file.text.utf8).write(to: Repository.url(path))
            Issue.record("recorded \(path)")
        }
    }

    /// What a file of cases cannot hold.
    @Test(arguments: [
        ("", ""), ("\n\n", ""), ("\u{FEFF}source a \"A\"", "source a \"A\"\n"),
        ("source a \"A\"\r\n\r\n\r\nsource b \"B\"\r\n", "source a \"A\"\n\nsource b \"B\"\n"),
        ("framework f \"\"\"\r\n  A\r\n  \"\"\"\r\n", "framework f \"\"\"\n  A\n  \"\"\"\n"),
        ("// a\rsource a \"A\"", "// a\nsource a \"A\"\n"),
        ("nonsense", "nonsense\n"), ("nonsense \"\"\"a", "nonsense \"\"\"a"),
        ("nonsense   x\r\n source   a \"A\"", "nonsense   x\nsource a \"A\"\n"),
    ]) func endsOfLinesAndFiles(before: String, after: String) {
        #expect(String(decoding: formatted(Array(before.utf8)), as: UTF8.self) == after)
        #expect(faults(ofFormatting: Array(before.utf8)) == [])
    }

    @Test func thereAreEnoughOfThem() throws {
        let count = try Self.paths.map { ConformanceFile($0, try Repository.text($0)).cases.count }.reduce(0, +)
        #expect(count >= 40)
    }
}

func formatted(_ bytes: [UInt8]) -> [UInt8] { tree(bytes).formatted() }

func tree(_ bytes: [UInt8]) -> SyntaxTree {
    SyntaxTree(parsing: SourceText(file: FileID(0), name: "", bytes: bytes))
}
