import GearReport
import GearSession
import GearSource
import GearTesting
import Testing

/// Grammar/conformance/tests: which tests hold, what is said of the others, and what tests depend on.
@Suite struct TestConformanceTests {
    @Test func cases() throws {
        let failures = try conformanceFailures(under: "tests", outputs: ["diagnostics", "tests", "coverage"]) { one in
            let session = try Self.session(one)
            let found = session.diagnostics.map { Self.line($0, session) }.joined()
            if session.hasErrors { return ["diagnostics": found] }
            let outcomes = session.runTests().map { Self.listing($0, session) }.joined()
            let coverage = session.coverage().map(Self.line).joined()
            return ["diagnostics": found, "tests": outcomes, "coverage": coverage]
        }
        for failure in failures { Issue.record("\(failure)") }
    }

    /// Every finding about tests has a case.
    @Test func everyCodeHasACase() throws {
        let cases = try Repository.files(under: "Grammar/conformance/tests", ending: ".gear-case")
            .map(Repository.text).joined()
        let ids = Code.all.map(\.id).filter { $0.hasPrefix("GB07") }
        #expect(ids.filter { !cases.contains(" \($0) ") } == [])
    }

    static func session(_ one: ConformanceCase) throws -> Session {
        let scratch = try Scratch()
        for file in one.files { try scratch.write(file.text, to: file.name) }
        try scratch.write(one.source, to: "program.gear")
        return Session(scratch.folder.appending(path: "program.gear").path, loader: .disk)
    }

    private static func listing(_ outcome: TestOutcome, _ session: Session) -> String {
        let row = outcome.values.map { "\($0.name) \($0.text)" }.joined(separator: ", ")
        let result = outcome.failures.isEmpty ? "passed" : "failed"
        let head = "\(result) \(outcome.title)\(row.isEmpty ? "" : " (\(row))")\n"
        return head + outcome.failures.map { "  " + line($0, session) + details($0, session) }.joined()
    }

    private static func details(_ finding: Diagnostic, _ session: Session) -> String {
        let labels = finding.related.map { "    \(place($0.location, session)) \($0.text)\n" }
        let why = finding.why.map { "    why: \($0.split(separator: "\n").joined(separator: " / "))\n" }
        return labels.joined() + (why ?? "")
    }

    private static func line(_ finding: Diagnostic, _ session: Session) -> String {
        let at = finding.place.map { place($0.location, session) + " " } ?? ""
        return "\(at)\(finding.code.id) \(finding.message)\n"
    }

    private static func line(_ item: CoverageItem) -> String {
        "\(item.line):\(item.column) \(item.kind.rawValue) \(item.name)\(item.why.map { " – \($0)" } ?? "")\n"
    }

    /// As Grammar/conformance/README.md has it.
    private static func place(_ location: Location, _ session: Session) -> String {
        guard let source = session.source(location.file) else { return "?" }
        let position = LineTable(source).position(of: location.start)
        let name = source.name.split(separator: "/").last.map(String.init) ?? source.name
        return "\(location.file == session.sources.first?.file ? "" : name + ":")\(position.line):\(position.column)"
    }
}
