import GearSource
import GearTable

/// Findings for programs.
///
/// One object a finding: `code`, `severity`, `title`, `message`; `place` and each of `related` with `file`,
/// `start` and `end` (UTF-8 byte offsets, half open), `line`, `column`, `endLine`, `endColumn` (from 1; columns
/// count Unicode scalars) and `text`; `data` with `file`, `line` (0: none) and `column` (its name); `why`,
/// `help`; `fix` with `title`, `safe` and `edits`, which are places with a `replacement`; `explain`, the command
/// that says more. What there is not is null or an empty list.
package struct DiagnosticJSON {
    /// Grows when a field changes its meaning or goes; new fields may come without.
    package static let schema = 1

    private let source: (FileID) -> SourceText?
    private var tables: [FileID: LineTable] = [:]

    package init(source: @escaping (FileID) -> SourceText?) {
        self.source = source
    }

    /// `{"schema": 1, "findings": […], "errors": n, "warnings": n, "notes": n}`.
    package mutating func render(_ diagnostics: [Diagnostic]) -> [UInt8] {
        var output = Array("{\"schema\":\(Self.schema),\"findings\":[".utf8)
        for (place, diagnostic) in diagnostics.enumerated() {
            output += (place == 0 ? "\n  " : ",\n  ").utf8
            output += object(diagnostic)
        }
        let counts = [("errors", Severity.error), ("warnings", .warning), ("notes", .note)].map { name, severity in
            "\"\(name)\":\(diagnostics.count { $0.code.severity == severity })"
        }
        return output + "\(diagnostics.isEmpty ? "" : "\n")],\(counts.joined(separator: ","))}\n".utf8
    }

    private mutating func object(_ diagnostic: Diagnostic) -> [UInt8] {
        let code = diagnostic.code
        let place = diagnostic.place.map { label($0) } ?? "null"
        let related = diagnostic.related.map { label($0) }.joined(separator: ",")
        let fix = diagnostic.fix.map { fix -> String in
            let edits = fix.edits.map { edit in
                "{" + range(edit.location) + ",\"replacement\":\(text(edit.replacement))}"
            }
            return "{\"title\":\(text(fix.title)),\"safe\":\(fix.isSafe),\"edits\":[\(edits.joined(separator: ","))]}"
        }
        let data = diagnostic.data.map {
            "{\"file\":\(text($0.file)),\"line\":\($0.line),\"column\":\(text($0.column))}"
        }
        let fields = [
            "\"code\":\(text(code.id))", "\"severity\":\(text(code.severity.rawValue))",
            "\"title\":\(text(code.title))", "\"message\":\(text(diagnostic.message))", "\"place\":\(place)",
            "\"related\":[\(related)]", "\"data\":\(data ?? "null")",
            "\"why\":\(diagnostic.why.map(text) ?? "null")", "\"help\":\(diagnostic.help.map(text) ?? "null")",
            "\"fix\":\(fix ?? "null")", "\"explain\":\(text("gearbox help \(code.id)"))",
        ]
        return Array("{\(fields.joined(separator: ","))}".utf8)
    }

    private mutating func label(_ label: Label) -> String {
        "{" + range(label.location) + ",\"text\":\(text(label.text))}"
    }

    private mutating func range(_ location: Location) -> String {
        let offsets = "\"start\":\(location.start),\"end\":\(location.end)"
        guard let source = source(location.file) else { return "\"file\":null," + offsets }
        let table = tables[location.file] ?? LineTable(source)
        tables[location.file] = table
        let (start, end) = (table.position(of: location.start), table.position(of: location.end))
        return "\"file\":\(text(source.name)),\(offsets),\"line\":\(start.line),\"column\":\(start.column)"
            + ",\"endLine\":\(end.line),\"endColumn\":\(end.column)"
    }

    private func text(_ text: String) -> String { String(decoding: JSONText.quoted(text), as: UTF8.self) }
}
