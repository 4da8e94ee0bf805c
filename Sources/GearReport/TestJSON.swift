import GearSource

/// What became of tests, for programs.
///
/// `{"schema": 1, "columns": "unicodeScalars", "tests": […], "findings": […], "coverage": …, "passed": n, "failed": n}`.
/// A test has `title`; `values`, those of its row of `cases`, each with `name` and `text`; `file`, `line`, `column`;
/// `outcome`, `passed` or `failed`; and `failures`, findings as `gearbox check --format json` has them. `findings` are
/// those about the programs themselves. `coverage` is null without `--coverage`, else a list of things that a test can
/// depend on: `kind`, `name`, `file`, `line`, `column`, `reached`, and `why` no test depends on it, or null.
///
/// No durations: two runs give the same bytes.
package enum TestJSON {
    package static func render(_ report: TestReport) -> [UInt8] {
        var places = FindingPlaces(report.source)
        var findings = DiagnosticJSON(source: report.source)
        let tests = report.tests.map { test -> JSON in
            let span = places.span(test.location)
            return .object([
                ("title", .text(test.title)),
                ("values", .list(test.values.map { .object([("name", .text($0.name)), ("text", .text($0.text))]) })),
                ("file", .text(orNull: span?.file)), ("line", span.map { .number($0.start.line) } ?? .null),
                ("column", span.map { .number($0.start.column) } ?? .null),
                ("outcome", .text(test.failures.isEmpty ? "passed" : "failed")),
                ("failures", .list(findings.list(test.failures))),
            ])
        }
        let coverage = report.coverage.map { items in String(decoding: JSON.lines(items.map(\.json)), as: UTF8.self) }
        var output = Array("{\"schema\":\(DiagnosticJSON.schema),\"columns\":\"unicodeScalars\",\"tests\":".utf8)
        output += JSON.lines(tests)
        output += ",\"findings\":".utf8
        output += JSON.lines(findings.list(report.otherFindings))
        output += ",\"coverage\":\(coverage ?? "null")".utf8
        output += ",\"passed\":\(report.tests.count - report.failed),\"failed\":\(report.failed)}\n".utf8
        return output
    }
}

extension CoverageItem {
    fileprivate var json: JSON {
        .object([
            ("kind", .text(kind.rawValue)), ("name", .text(name)), ("file", .text(file)), ("line", .number(line)),
            ("column", .number(column)), ("reached", .boolean(isReached)), ("why", .text(orNull: why)),
        ])
    }
}
