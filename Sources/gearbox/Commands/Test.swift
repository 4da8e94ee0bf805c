import ArgumentParser
import GearReport
import GearSession
import GearSource

/// gearbox test PATH…
struct Test: ParsableCommand {
    enum Format: String, CaseIterable, ExpressibleByArgument { case text, junit, json }

    static let configuration = CommandConfiguration(
        commandName: "test", _superCommandName: Gearbox.name,
        abstract: "Run the tests of programs.",
        discussion: """
            A folder stands for all programs in it. Exit status: 0 if all tests passed, 1 if one failed, a program has \
            errors or no test fits --filter, 2 if the arguments do not fit.
            """)

    @Argument(
        help: ArgumentHelp("Programs and folders; - is standard input.", valueName: "PATH"),
        completion: .file(extensions: ["gear"]))
    var paths: [String]

    @Option(
        help: ArgumentHelp(
            "Run only tests whose title has TEXT in it, or fits it where it has * or ?; may be repeated.",
            valueName: "TEXT"))
    var filter: [String] = []

    @Option(
        help: ArgumentHelp(
            "How to print: text, junit or json. Without it, json if -o ends so, junit if it ends in .xml; else text.",
            valueName: "FORMAT"))
    var format: Format?

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Write the report to PATH instead of standard output.", valueName: "PATH"),
        completion: .file())
    var output: String?

    @Flag(help: "Also say what of the programs no test depends on, and why not.")
    var coverage = false

    @Option(
        help: ArgumentHelp("Also write what tests depend on to PATH, in the format of LCOV.", valueName: "PATH"),
        completion: .file())
    var lcov: String?

    @Flag(help: "Run the tests again whenever a file changes, until you press Ctrl-C.")
    var watch = false

    func validate() throws {
        guard watch else { return }
        if paths.contains("-") { throw ValidationError("--watch watches files, and standard input is none") }
        if output != nil || lcov != nil || format ?? .text != .text {
            throw ValidationError("--watch prints text, for people")
        }
    }

    func run() throws {
        let empty = TestRun(filter: filter.map(TitlePattern.init), probes: coverage || lcov != nil)
        if watch {
            try Watch(
                paths: paths, entriesOnly: false, quiet: false, run: empty.run,
                show: { files, programs in
                    var run = empty
                    run.findings.add(files.diagnostics)
                    for program in programs { run.add(program.session, program.outcome) }
                    return text(run.finished(), .output)
                })()
        }
        let files = ProgramFiles(paths, loader: .disk, entriesOnly: false)
        let written = [("-o", output), ("--lcov", lcov)].compactMap { name, path in path.map { (name, $0) } }
        let refused = Diagnostic.overwriting(inputs: files.paths, outputs: written)
        guard refused.isEmpty else {
            complain(refused)
            throw Status.misuse
        }
        var run = empty
        run.findings.add(files.diagnostics)
        for path in files.paths {
            let session = Session(path, loader: .disk, firstFile: run.findings.firstFile)
            run.add(session, run.run(session))
        }
        throw print(run.finished())
    }

    /// Everything that was asked for; the status to end with.
    private func print(_ run: TestRun) -> Status {
        var failures: [Diagnostic] = []
        if let output {
            failures += Output.save(render(run, nil), to: output).map { [$0] } ?? []
            Output.complain(run.summary)
        } else {
            let bytes = render(run, .output)
            guard chosenFormat == .text ? Output.print(bytes) : Output.printPlain(bytes) else { return .findings }
        }
        if let lcov { failures += Output.save(Array(CoverageLCOV.render(run.items).utf8), to: lcov).map { [$0] } ?? [] }
        complain(failures)
        return run.isFine && failures.isEmpty ? .fine : .findings
    }

    private var chosenFormat: Format {
        if let format { return format }
        switch output?.split(separator: "/").last?.split(separator: ".").last {
        case "json": return .json
        case "xml": return .junit
        default: return .text
        }
    }

    private func render(_ run: TestRun, _ terminal: Terminal?) -> [UInt8] {
        let report = run.report(withCoverage: coverage)
        return switch chosenFormat {
        case .text: Array(text(run, terminal).utf8)
        case .junit: Array(TestJUnit.render(report).utf8)
        case .json: TestJSON.render(report)
        }
    }

    /// What failed, what no test depends on if that was asked for, and how many tests there were.
    private func text(_ run: TestRun, _ terminal: Terminal?) -> String {
        let style: Style = terminal?.usesColor == true ? .colored : .plain
        let uncovered = coverage ? CoverageText.render(run.items, style: style) : ""
        return run.findings.text(for: terminal) + uncovered + run.summary
    }

    private func complain(_ found: [Diagnostic]) {
        guard !found.isEmpty else { return }
        var findings = Findings()
        findings.add(found)
        Output.complain(findings.text(for: .errors))
    }
}

/// The tests of several programs on the way to being reported.
struct TestRun {
    let filter: [TitlePattern]
    /// Whether to find out what tests depend on.
    let probes: Bool
    var findings = Findings()
    private(set) var items: [CoverageItem] = []
    private var tests: [TestReport.Test] = []
    /// Titles that no filter takes, to say what was perhaps meant.
    private var others: [String] = []

    init(filter: [TitlePattern], probes: Bool) {
        self.filter = filter
        self.probes = probes
    }

    /// Runs one program's tests.
    func run(_ session: Session) -> ProgramTests {
        guard !session.hasErrors else { return ProgramTests() }
        let outcomes = session.runTests { isWanted($0.name) }
        return ProgramTests(
            tests: outcomes.map { TestReport.Test($0.title, $0.values, at: $0.location, failures: $0.failures) },
            items: probes ? session.coverage { isWanted($0.name) } : [],
            others: session.model.tests.map(\.name).filter { !isWanted($0) })
    }

    mutating func add(_ session: Session, _ result: ProgramTests) {
        findings.add(session)
        tests += result.tests
        items += result.items
        others += result.others
    }

    /// With what can be said only when all programs are there.
    func finished() -> TestRun {
        var run = self
        run.items = CoverageItem.merging(items)
        if let finding = nothingFits { run.findings.add([finding]) }
        return run
    }

    private func isWanted(_ title: String) -> Bool { filter.isEmpty || filter.contains { $0.fits(title) } }

    /// That the filter leaves nothing, where there is something.
    private var nothingFits: Diagnostic? {
        guard !filter.isEmpty, tests.isEmpty, !others.isEmpty else { return nil }
        return Diagnostic(
            .unsuitableArgument, "--filter: no test's title fits",
            help: "there are " + Set(others).sorted().prefix(12).map { "“\($0)”" }.joined(separator: ", "))
    }

    var isFine: Bool { tests.allSatisfy(\.failures.isEmpty) && findings.worst != .error }

    /// Of a program with errors no test ran: that there are none would mislead.
    var summary: String {
        tests.isEmpty && findings.worst == .error ? "" : report(withCoverage: false).summary
    }

    func report(withCoverage: Bool) -> TestReport {
        TestReport(
            tests: tests, findings: findings.diagnostics, coverage: withCoverage ? items : nil,
            source: findings.source)
    }
}

/// What the tests of one program came to.
struct ProgramTests {
    var tests: [TestReport.Test] = []
    var items: [CoverageItem] = []
    /// Titles that no filter takes.
    var others: [String] = []
}
