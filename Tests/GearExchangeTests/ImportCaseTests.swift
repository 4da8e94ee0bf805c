import GearSession
import GearSource
import GearTesting
import Testing

/// Fixtures: a spreadsheet or indented text, and the text and findings that come of it.
///
/// The name of the file of cases says what is imported. A section `=== program` is what it is imported into, `=== beside`
/// what a new survey imports; `=== arguments` has `--layers` and the like.
@Suite struct ImportCaseTests {
    @Test(arguments: ["outline.csv", "outline.md", "questions.csv"]) func cases(name: String) throws {
        let failures = try conformanceFailures(
            under: name, in: "Tests/GearExchangeTests/Fixtures", outputs: ["text", "diagnostics"]
        ) { try Self.run($0, name) }
        for failure in failures { Issue.record("\(failure)") }
    }

    private static func run(_ one: ConformanceCase, _ name: String) throws -> [String: String] {
        let scratch = try Scratch()
        let folder = scratch.folder.path + "/"
        try scratch.write(one.source, to: name)
        let isInto = one.text(of: "program") != nil
        for (section, path) in [("program", "program.gear"), ("beside", "beside.gear")] {
            if let text = one.text(of: section) { try scratch.write(text, to: path) }
        }
        func argument(_ option: String) -> String? {
            one.text(of: "arguments")?.split(separator: "\n").first { $0.hasPrefix("--\(option) ") }
                .map { String($0.dropFirst(option.count + 3)) }
        }
        let result =
            name == "questions.csv"
            ? SpreadsheetImport(
                questions: folder + name,
                beside: isInto ? .file(folder + "program.gear") : .program(folder + "beside.gear", folder: folder),
                survey: argument("survey"), framework: argument("framework"), title: argument("title"),
                scale: argument("scale"), loader: .disk)
            : SpreadsheetImport(
                outline: folder + name, into: isInto ? folder + "program.gear" : nil, framework: argument("framework"),
                title: argument("title"), layers: argument("layers")?.split(separator: ",").map(String.init) ?? [],
                loader: .disk)
        let findings = result.diagnostics.map { finding in
            let place = finding.data.map { "\($0.line)\($0.column.isEmpty ? "" : ", \($0.column)")" } ?? "-"
            let rest = [("why", finding.why), ("help", finding.help)].map { name, text in
                text.map { "  \(name): \($0)\n" } ?? ""
            }
            return "\(finding.code.id) \(place): \(finding.message)\n" + rest.joined()
        }
        return [
            "text": result.text ?? "", "diagnostics": findings.joined().replacing(folder, with: ""),
        ]
    }
}
