import ArgumentParser
import GearReport
import GearSession
import GearSource

/// What is done with the fixes that findings carry.
struct FixOptions: ParsableArguments {
    @Flag(help: "Apply fixes that cannot change what a program means. Of standard input, print it with them.")
    var fix = false

    @Flag(help: "Print what --fix would change, as a unified diff, and change nothing.")
    var diff = false

    @Flag(help: "With --fix or --diff: also fixes that may change what a program means.")
    var unsafeFixes = false

    func validate() throws {
        if unsafeFixes, !isAsked { throw ValidationError("--unsafe-fixes says which fixes --fix takes") }
        if fix, diff { throw ValidationError("--fix changes files and --diff does not; choose one") }
    }

    var isAsked: Bool { fix || diff }

    /// Applies fixes, or shows what they would change; then reports what is left.
    func run(_ programs: Check.Programs, _ check: Check) throws -> Status {
        let run = FixRun(programs.paths, texts: programs.texts, loader: .disk, unsafe: unsafeFixes)
        if diff { return try show(run, programs, check) }
        var findings = run.findings
        findings.add(programs.diagnostics)
        findings.add(save(run.changes.filter { programs.texts[$0.path] == nil }))
        for (path, text) in programs.texts {
            let fixed = run.changes.first { $0.path == path }?.after ?? text
            guard Output.printPlain(fixed) else { return .findings }
        }
        if run.count > 0, !check.quiet { Output.complain("\(Self.count(run)) applied\n") }
        return check.report(findings, files: programs.paths, hasOutput: !programs.texts.isEmpty)
    }

    /// A patch that makes the changes; a status as if they were findings, which they are.
    private func show(_ run: FixRun, _ programs: Check.Programs, _ check: Check) throws -> Status {
        if check.output != nil || check.format ?? .text != .text {
            throw ValidationError("--diff prints a diff, not findings")
        }
        let patch = run.changes.map { change in
            let name = change.path == "-" ? "<stdin>" : change.path
            return UnifiedDiff(from: change.before, to: change.after).text(from: name, to: name)
        }
        guard Output.printPlain(Array(patch.joined())) else { return .findings }
        var findings = Findings()
        findings.add(programs.diagnostics)
        Output.complain(findings.listing(for: .errors))
        if !check.quiet {
            Output.complain(run.count == 0 ? "nothing to mend\n" : "\(Self.count(run)) would be applied\n")
        }
        return run.count > 0 || !findings.diagnostics.isEmpty ? .findings : .fine
    }

    /// Such as `2 fixes in 1 file`.
    private static func count(_ run: FixRun) -> String {
        let files = run.changes.count
        return "\(run.count) fix\(run.count == 1 ? "" : "es") in \(files) file\(files == 1 ? "" : "s")"
    }

    /// Each file completely or not at all; not over what somebody else has written meanwhile.
    private func save(_ changes: [FixRun.Change]) -> [Diagnostic] {
        changes.compactMap { change in
            guard case .success(change.before) = Loader.disk.read(change.path) else {
                return Diagnostic(
                    .unwritableOutput, "`\(change.path)` was changed while it was checked",
                    data: DataPlace(file: change.path), help: "run it again")
            }
            return Output.save(change.after, to: change.path)
        }
    }
}
