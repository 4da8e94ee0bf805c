import ArgumentParser
import GearSession
import GearSource

/// gearbox test PATH…
struct Test: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Run the tests of programs.", discussion: "A folder stands for all programs in it.")

    @Argument(
        help: ArgumentHelp("Programs and folders; - is standard input.", valueName: "PATH"),
        completion: .file(extensions: ["gear"]))
    var paths: [String]

    func run() throws {
        var findings = Findings()
        let files = ProgramFiles(paths, loader: .disk, entriesOnly: false)
        findings.add(files.diagnostics)
        var (passed, failed) = (0, 0)
        for path in files.paths {
            let session = Session(path, loader: .disk, firstFile: findings.firstFile)
            if !session.hasErrors {
                let outcomes = session.runTests()
                passed += outcomes.count { $0.failures.isEmpty }
                failed += outcomes.count { !$0.failures.isEmpty }
            }
            findings.add(session)
        }
        // Of a program with errors no test ran: that there are none would mislead.
        let summary =
            findings.worst == .error && passed + failed == 0 ? "" : Self.summary(passed: passed, failed: failed)
        guard Output.print(Array((findings.text(for: .output) + summary).utf8)) else { throw Status.findings }
        if failed > 0 || findings.worst == .error { throw Status.findings }
    }

    private static func summary(passed: Int, failed: Int) -> String {
        let count = passed + failed
        switch (count, failed) {
        case (0, _): return "no tests\n"
        case (1, 0): return "1 test passed\n"
        case (_, 0): return "\(count) tests passed\n"
        default: return "\(failed) of \(count) tests failed\n"
        }
    }
}
