import GearSource

/// Findings as a code quality report, which GitLab shows in merge requests.
package struct DiagnosticGitLab {
    private let source: (FileID) -> SourceText?
    private var places: FindingPlaces

    package init(source: @escaping (FileID) -> SourceText?) {
        self.source = source
        places = FindingPlaces(source)
    }

    package mutating func render(_ diagnostics: [Diagnostic]) -> [UInt8] {
        let issues = zip(diagnostics, Fingerprints.of(diagnostics, source)).map { issue($0, $1) }
        return JSON.lines(issues) + [0x0A]
    }

    private mutating func issue(_ diagnostic: Diagnostic, _ fingerprint: String) -> JSON {
        let (file, span) = places.place(diagnostic)
        // A line is required: a finding about a whole file is shown at its first.
        var lines: [(name: String, value: JSON)] = [
            ("begin", .number(span?.start.line ?? max(1, diagnostic.data?.line ?? 1)))
        ]
        if let span, span.end.line > span.start.line { lines.append(("end", .number(span.end.line))) }
        return .object([
            ("description", .text("\(diagnostic.code.id): \(diagnostic.paragraphs)")),
            ("check_name", .text(diagnostic.code.id)), ("fingerprint", .text(fingerprint)),
            ("severity", .text(Self.severity(diagnostic.severity))),
            ("location", .object([("path", .text(file ?? ".")), ("lines", .object(lines))])),
        ])
    }

    private static func severity(_ severity: Severity) -> String {
        switch severity {
        case .error: "major"
        case .warning: "minor"
        case .note: "info"
        }
    }
}
