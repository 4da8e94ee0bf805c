import GearSource

/// What became of tests as JUnit XML, which test dashboards read: a suite a file, in it a case a test. A file that has
/// errors of its own, so that none of its tests ran, has a case that says so.
///
/// No durations: two runs give the same bytes.
package enum TestJUnit {
    package static func render(_ report: TestReport) -> String {
        var writer = Writer(report)
        return writer.render()
    }

    private struct Suite {
        let file: String
        var tests: [TestReport.Test] = []
        var errors: [Diagnostic] = []
    }

    private struct Writer {
        private let report: TestReport
        private var places: FindingPlaces
        private var text: DiagnosticText

        init(_ report: TestReport) {
            self.report = report
            places = FindingPlaces(report.source)
            text = DiagnosticText(source: report.source)
        }

        mutating func render() -> String {
            let suites = suites()
            let body = suites.map { suite($0) }.joined()
            let errors = suites.count { !$0.errors.isEmpty }
            return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + "<testsuites name=\"gearbox\" tests=\"\(report.tests.count + errors)\""
                + " failures=\"\(report.failed)\" errors=\"\(errors)\">\n" + body + "</testsuites>\n"
        }

        private mutating func suites() -> [Suite] {
            var suites: [Suite] = []
            var known: [String: Int] = [:]
            func place(_ file: String) -> Int {
                if let place = known[file] { return place }
                known[file] = suites.count
                suites.append(Suite(file: file))
                return suites.count - 1
            }
            for test in report.tests { suites[place(places.span(test.location)?.file ?? "gearbox")].tests.append(test) }
            for finding in report.otherFindings where finding.severity == .error {
                suites[place(places.place(finding).file ?? "gearbox")].errors.append(finding)
            }
            return suites
        }

        private mutating func suite(_ suite: Suite) -> String {
            let name = XMLText.attribute(suite.file)
            let broken = suite.errors.isEmpty ? 0 : 1
            var cases = suite.tests.map { testcase($0.name, name, "failure", $0.failures) }
            if broken > 0 { cases.append(testcase("program", name, "error", suite.errors)) }
            return "  <testsuite name=\"\(name)\" tests=\"\(cases.count)\""
                + " failures=\"\(suite.tests.count { !$0.failures.isEmpty })\" errors=\"\(broken)\" skipped=\"0\">\n"
                + cases.joined() + "  </testsuite>\n"
        }

        /// All that is wrong is in one element: several are not read everywhere.
        private mutating func testcase(
            _ title: String, _ suite: String, _ element: String, _ findings: [Diagnostic]
        ) -> String {
            let head = "    <testcase name=\"\(XMLText.attribute(title))\" classname=\"\(suite)\""
            guard let first = findings.first else { return head + "/>\n" }
            let more = findings.count > 1 ? " (and \(findings.count - 1) more)" : ""
            let body = findings.map { text.render($0) }.joined(separator: "\n")
            return head + ">\n      <\(element) type=\"\(first.code.id)\""
                + " message=\"\(XMLText.attribute(first.message + more))\">\(XMLText.content(body))</\(element)>\n"
                + "    </testcase>\n"
        }
    }
}
