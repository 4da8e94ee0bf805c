import GearTesting
import Testing

@Suite struct IntakeConformanceTests {
    /// Grammar/conformance/data: files beside a program, and what is taken in of them.
    @Test func cases() throws {
        let failures = try conformanceFailures(under: "data", outputs: ["intake"]) { one in
            let files = Dictionary(uniqueKeysWithValues: one.files.map { ($0.name, $0.text) })
            return ["intake": try TakenIn(one.source, files: files).text]
        }
        for failure in failures { Issue.record("\(failure)") }
    }
}
