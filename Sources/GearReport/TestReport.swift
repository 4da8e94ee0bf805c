import GearSource

/// What became of tests, whatever it is printed as.
package struct TestReport {
    package struct Test: Sendable {
        package let title: String
        /// Of its row of `cases`: names, and values as written.
        package let values: [(name: String, text: String)]
        package let location: Location
        /// Empty if it passed.
        package let failures: [Diagnostic]

        package init(
            _ title: String, _ values: [(name: String, text: String)], at location: Location, failures: [Diagnostic]
        ) {
            self.title = title
            self.values = values
            self.location = location
            self.failures = failures
        }

        /// The title and the values of its row.
        package var name: String {
            let row = values.map { "\($0.name) \($0.text)" }.joined(separator: ", ")
            return row.isEmpty ? title : "\(title) (\(row))"
        }
    }

    package let tests: [Test]
    /// All that was found, in the program and by tests.
    package let findings: [Diagnostic]
    /// nil where nobody asked.
    package let coverage: [CoverageItem]?
    package let source: (FileID) -> SourceText?

    package init(
        tests: [Test], findings: [Diagnostic], coverage: [CoverageItem]?, source: @escaping (FileID) -> SourceText?
    ) {
        self.tests = tests
        self.findings = findings
        self.coverage = coverage
        self.source = source
    }

    package var failed: Int { tests.count { !$0.failures.isEmpty } }

    /// Such as `1 of 8 tests failed`.
    package var summary: String {
        switch (tests.count, failed) {
        case (0, _): "no tests\n"
        case (1, 0): "1 test passed\n"
        case (let count, 0): "\(count) tests passed\n"
        case (let count, let failed): "\(failed) of \(count) tests failed\n"
        }
    }

    /// What was found that is no test's failure: about the programs themselves.
    var otherFindings: [Diagnostic] {
        let failures = Set(tests.flatMap(\.failures))
        return findings.filter { !failures.contains($0) }
    }
}
