import ArgumentParser
import GearReport
import GearSession
import GearSource

/// gearbox check PATH…
struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", _superCommandName: Gearbox.name,
        abstract: "Find what is wrong with programs, without reading any answers.",
        discussion: """
            A folder stands for all programs in it that no other of them imports. Exit status: 0 if nothing but notes was \
            found, 1 if something was, 2 if the arguments do not fit.
            """)

    @Argument(
        help: ArgumentHelp("Programs and folders; - is standard input.", valueName: "PATH"),
        completion: .file(extensions: ["gear"]))
    var paths: [String]

    @Option(
        help: ArgumentHelp(
            "How to print findings: \(FindingFormat.names). Without it, what the ending of -o says; else text.",
            valueName: "FORMAT"))
    var format: FindingFormat?

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Write findings to PATH instead of standard output.", valueName: "PATH"),
        completion: .file())
    var output: String?

    @Option(
        help: ArgumentHelp(
            "What standard input is called in findings, and where its imports are looked for.", valueName: "PATH"),
        completion: .file(extensions: ["gear"]))
    var stdinFilename: String?

    @Flag(name: .shortAndLong, help: "Print findings only: no summary, and nothing if there are none.")
    var quiet = false

    @OptionGroup var fixing: FixOptions

    @Flag(help: "Check again whenever a file changes, until you press Ctrl-C.")
    var watch = false

    func validate() throws {
        let readsInput = paths.contains("-")
        if stdinFilename != nil, !readsInput {
            throw ValidationError("--stdin-filename names standard input, which is read where a PATH is -")
        }
        if against != nil, watch || fixing.isAsked {
            throw ValidationError("--against compares versions; leave out --fix, --diff and --watch")
        }
        guard watch else { return }
        if readsInput { throw ValidationError("--watch watches files, and standard input is none") }
        if fixing.isAsked { throw ValidationError("--watch changes no files; leave out --fix and --diff") }
        if output != nil || format ?? .text != .text { throw ValidationError("--watch prints text, for people") }
    }

    @Option(
        help: ArgumentHelp(
            "Also find what breaks since this git revision, and versions that are not raised enough.",
            valueName: "REVISION"))
    var against: String?

    func run() throws {
        if watch { try Watch(paths: paths, entriesOnly: true, quiet: quiet, run: { _ in }, show: watched)() }
        let programs = try Programs(paths, inputName: stdinFilename, output: output)
        if fixing.isAsked { throw try fixing.run(programs, self) }
        var findings = Findings(checking: programs.paths, texts: programs.texts, loader: .disk) { session in
            // The process ends soon: to give a large program back piece by piece takes longer than to say what is wrong.
            if programs.paths.count == 1 { _ = Unmanaged.passRetained(session) }
        }
        findings.add(programs.diagnostics)
        if let against { try findings.add(against: against, paths) }
        throw report(findings, files: programs.paths)
    }

    private func watched(_ files: ProgramFiles, _ programs: [(session: Session, outcome: Void)]) -> String {
        var findings = Findings()
        findings.add(files.diagnostics)
        for program in programs { findings.add(program.session) }
        findings.judgeAllowances()
        return findings.listing(for: .output) + (quiet ? "" : Self.summary(findings))
    }

    /// Prints findings as asked for; the status to end with.
    ///
    /// - Parameter hasOutput: Whether standard output is taken, so that findings go beside it.
    func report(_ findings: Findings, files: [String], hasOutput: Bool = false) -> Status {
        let format = format ?? output.flatMap(FindingFormat.init(endingOf:)) ?? .text
        let terminal: Terminal? = output != nil ? nil : hasOutput ? .errors : .output
        var bytes: [UInt8] = format.render(findings, files: files.map { $0 == "-" ? "<stdin>" : $0 }, for: terminal)
        let summary = quiet ? "" : Self.summary(findings)
        if format == .text, output == nil { bytes += Array(summary.utf8) }
        if let output {
            if let failure = Output.save(bytes, to: output) {
                var failed = Findings()
                failed.add([failure])
                Output.complain(failed.text(for: .errors))
                return .findings
            }
            Output.complain(summary)
        } else if hasOutput {
            Output.complain(String(decoding: bytes, as: UTF8.self))
        } else if !(format == .text ? Output.print(bytes) : Output.printPlain(bytes)) {
            return .findings
        }
        return findings.worst.map { $0 > .note } ?? false ? .findings : .fine
    }

    /// Such as `2 errors, 1 warning` and what a machine can mend of them.
    static func summary(_ findings: Findings) -> String {
        let found = findings.diagnostics
        if found.isEmpty { return "no findings\n" }
        let fixes = found.filter { diagnostic in
            diagnostic.fix?.edits.allSatisfy { findings.path($0.location.file) != nil } ?? false
        }
        let safe = fixes.count { $0.fix?.isSafe == true }
        var lines = DiagnosticText.summary(found)
        if safe > 0 { lines += "--fix mends \(safe) of them\n" }
        if safe < fixes.count {
            let others = safe > 0 ? "\(fixes.count - safe) more" : "\(fixes.count) of them"
            lines += "--fix --unsafe-fixes may mend \(others)\n"
        }
        return lines
    }
}

extension Check {
    /// The programs that the paths stand for, and the text of the one from standard input.
    struct Programs {
        let paths: [String]
        let texts: [String: [UInt8]]
        let diagnostics: [Diagnostic]

        /// - Parameter output: must be none of the programs.
        init(_ given: [String], inputName: String?, output: String?) throws {
            let files = ProgramFiles(given, loader: .disk, entriesOnly: true)
            var texts: [String: [UInt8]] = [:]
            var found = files.diagnostics
            if given.contains("-") {
                switch Loader.disk.read("-") {
                case .success(let bytes): texts[inputName ?? "-"] = bytes
                case .failure(let failure): found.append(.unreadable(failure, "-", at: nil))
                }
            }
            paths = files.paths.compactMap { path in
                path == "-" ? (texts.isEmpty ? nil : inputName ?? path) : path
            }
            self.texts = texts
            diagnostics = found
            guard let output else { return }
            let refused = Diagnostic.overwriting(inputs: paths, outputs: [("-o", output)])
            guard !refused.isEmpty else { return }
            var findings = Findings()
            findings.add(refused)
            Output.complain(findings.text(for: .errors))
            throw Status.misuse
        }
    }
}
