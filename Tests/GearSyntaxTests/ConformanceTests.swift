import GearFuzz
import GearSource
import GearSyntax
import GearTesting
import Testing

@Suite struct SyntaxConformanceTests {
    /// Grammar/conformance/syntax: what every construct, and every mistake, is read as.
    @Test func cases() throws {
        let failures = try conformanceFailures(under: "syntax", outputs: ["tree", "diagnostics"]) { one in
            let tree = SyntaxTree(parsing: SourceText(file: FileID(0), name: "", bytes: bytes(of: one)))
            return ["tree": TreeDump(tree).text, "diagnostics": listing(tree)]
        }
        for failure in failures { Issue.record("\(failure)") }
    }

    /// Every finding about text and syntax has a case.
    @Test func everyCodeHasACase() throws {
        let cases = try Repository.files(under: "Grammar/conformance/syntax", ending: ".gear-case")
            .map(Repository.text).joined()
        let ids = Code.all.map(\.id).filter { $0.hasPrefix("GB00") || $0.hasPrefix("GB01") }
        // 200 findings would not read well as a case; FuzzTests has it.
        #expect(ids.filter { !cases.contains(" \($0) ") } == [Code.tooManyFindings.id])
    }

    /// What must hold of every tree holds of every case.
    @Test func treesAreSound() throws {
        for path in Repository.files(under: "Grammar/conformance/syntax", ending: ".gear-case") {
            for one in ConformanceFile(path, try Repository.text(path)).cases {
                let found = faults(
                    of: SyntaxTree(parsing: SourceText(file: FileID(0), name: "", bytes: bytes(of: one))))
                #expect(found == [], "\(one.label)")
            }
        }
    }

    /// The program of a case; `=== bytes` lists what a file of text cannot hold as pairs of hexadecimal digits.
    private func bytes(of one: ConformanceCase) -> [UInt8] {
        guard let listed = one.text(of: "bytes") else { return Array(one.source.utf8) }
        return listed.split { $0 == " " || $0 == "\n" }.compactMap { UInt8($0, radix: 16) }
    }

    private func listing(_ tree: SyntaxTree) -> String {
        let lines = LineTable(tree.source)
        return tree.diagnostics.map { finding in
            let place = lines.position(of: finding.place?.location.start ?? 0)
            return "\(place.line):\(place.column) \(finding.code.id) \(finding.message)\n"
        }
        .joined()
    }
}
