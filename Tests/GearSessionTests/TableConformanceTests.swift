import GearSession
import GearSource
import GearTable
import GearTesting
import Testing

/// Grammar/conformance/tables: what programs show, and what is found on the way.
@Suite struct TableConformanceTests {
    @Test func cases() throws {
        let failures = try conformanceFailures(under: "tables", outputs: ["diagnostics", "table"]) { one in
            let scratch = try Scratch()
            for file in one.files { try scratch.write(file.text, to: file.name) }
            try scratch.write(one.source, to: "program.gear")
            let session = Session(scratch.folder.appending(path: "program.gear").path, loader: .disk)
            var tables: [String] = []
            if !session.hasErrors {
                for shown in session.shows {
                    guard let table = session.table(of: shown) else { continue }
                    tables.append(String(decoding: table.delimited(), as: UTF8.self))
                }
            }
            return ["diagnostics": listing(session), "table": tables.joined(separator: "\n")]
        }
        for failure in failures { Issue.record("\(failure)") }
    }

    /// As Grammar/conformance/README.md has it.
    private func listing(_ session: Session) -> String {
        session.diagnostics.map { finding in
            guard let place = finding.place?.location, let source = session.source(place.file) else {
                return "\(finding.code.id) \(finding.message)\n"
            }
            let position = LineTable(source).position(of: place.start)
            let file = place.file == session.sources.first?.file ? "" : "\(source.name):"
            return "\(file)\(position.line):\(position.column) \(finding.code.id) \(finding.message)\n"
        }
        .joined()
    }
}
