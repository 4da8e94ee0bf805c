import GearSource
import GearTesting
import Testing

@Suite struct ModelConformanceTests {
    /// Grammar/conformance/model: what names, types and checks find in a program.
    @Test func cases() throws {
        let failures = try conformanceFailures(under: "model", outputs: ["diagnostics"]) { one in
            let files = Dictionary(one.files, uniquingKeysWith: { first, _ in first })
            return ["diagnostics": try BuiltProgram(one.source, name: "main.gear", files: files).listing()]
        }
        for failure in failures { Issue.record("\(failure)") }
    }

    /// Every finding about names, types and checks has a case.
    @Test func everyCodeHasACase() throws {
        let cases = try Repository.files(under: "Grammar/conformance/model", ending: ".gear-case")
            .map(Repository.text).joined()
        let ids = Code.all.map(\.id).filter { ("GB02"..<"GB05").contains($0) }
        #expect(ids.filter { !cases.contains(" \($0) ") } == [])
    }
}
