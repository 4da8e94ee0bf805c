import GearSource

/// Findings for programs.
///
/// One object a finding: `code`, `severity`, `title`, `message`; `place` and each of `related` with `file`,
/// `start` and `end` (UTF-8 byte offsets, half open), `line`, `column`, `endLine`, `endColumn` (from 1; columns
/// count Unicode scalars) and `text`; `node`, the path of what the finding is in (`leadership.vision`,
/// `readiness.q1`); `data` with `file`, `line` (0: none) and `column` (its name); `why`, `help`; `fix` with
/// `title`, `safe` and `edits`, which are places with a `replacement`; `fingerprint`, which stays when lines move;
/// `explain`, the command that says more. What there is not is null or an empty list.
package struct DiagnosticJSON {
    /// Grows when a field changes its meaning or goes; new fields may come without.
    package static let schema = 1

    private let source: (FileID) -> SourceText?
    private var places: FindingPlaces
    private static let head: [(name: String, value: JSON)] = [
        ("schema", .number(schema)), ("columns", .text("unicodeScalars")),
    ]

    package init(source: @escaping (FileID) -> SourceText?) {
        self.source = source
        places = FindingPlaces(source)
    }

    /// `{"schema": 1, "columns": "unicodeScalars", "findings": […], "errors": n, "warnings": n, "notes": n}`.
    package mutating func render(_ diagnostics: [Diagnostic]) -> [UInt8] {
        var output = Array(JSON.object(Self.head).bytes.dropLast())
        let counts = [("errors", Severity.error), ("warnings", .warning), ("notes", .note)].map { name, severity in
            "\"\(name)\":\(diagnostics.count { $0.severity == severity })"
        }
        output += ",\"findings\":".utf8
        output += JSON.lines(objects(diagnostics).map { .object($0) })
        output += ",\(counts.joined(separator: ","))}\n".utf8
        return output
    }

    /// An object a line; each bears the schema's number and the unit of columns itself.
    package mutating func renderLines(_ diagnostics: [Diagnostic]) -> [UInt8] {
        Array(objects(diagnostics).map { JSON.object(Self.head + $0).bytes + [0x0A] }.joined())
    }

    /// Findings as part of another report.
    mutating func list(_ diagnostics: [Diagnostic]) -> [JSON] { objects(diagnostics).map { .object($0) } }

    private mutating func objects(_ diagnostics: [Diagnostic]) -> [[(name: String, value: JSON)]] {
        zip(diagnostics, Fingerprints.of(diagnostics, source)).map { diagnostic, fingerprint in
            object(diagnostic) + [
                ("fingerprint", .text(fingerprint)), ("explain", .text("gearbox help \(diagnostic.code.id)")),
            ]
        }
    }

    private mutating func object(_ diagnostic: Diagnostic) -> [(name: String, value: JSON)] {
        let data = diagnostic.data.map {
            JSON.object([("file", .text($0.file)), ("line", .number($0.line)), ("column", .text($0.column))])
        }
        let fix = diagnostic.fix.map { fix in
            JSON.object([
                ("title", .text(fix.title)), ("safe", .boolean(fix.isSafe)),
                (
                    "edits",
                    .list(fix.edits.map { .object(range($0.location) + [("replacement", .text($0.replacement))]) })
                ),
            ])
        }
        return [
            ("code", .text(diagnostic.code.id)), ("severity", .text(diagnostic.severity.rawValue)),
            ("title", .text(diagnostic.code.title)), ("message", .text(diagnostic.message)),
            ("place", diagnostic.place.map { label($0) } ?? .null),
            ("related", .list(diagnostic.related.map { label($0) })), ("node", .text(orNull: diagnostic.node)),
            ("data", data ?? .null), ("why", .text(orNull: diagnostic.why)),
            ("help", .text(orNull: diagnostic.help)), ("fix", fix ?? .null),
        ]
    }

    private mutating func label(_ label: Label) -> JSON {
        .object(range(label.location) + [("text", .text(label.text))])
    }

    private mutating func range(_ location: Location) -> [(name: String, value: JSON)] {
        let offsets: [(name: String, value: JSON)] = [
            ("start", .number(Int(location.start))), ("end", .number(Int(location.end))),
        ]
        guard let span = places.span(location) else { return [("file", .null)] + offsets }
        return [("file", .text(span.file))] + offsets + [
            ("line", .number(span.start.line)), ("column", .number(span.start.column)),
            ("endLine", .number(span.end.line)), ("endColumn", .number(span.end.column)),
        ]
    }
}
