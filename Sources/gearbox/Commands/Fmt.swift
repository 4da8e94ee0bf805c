import ArgumentParser
import GearReport
import GearSession
import GearSource

/// gearbox fmt PATH…
struct Fmt: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fmt", _superCommandName: Gearbox.name,
        abstract: "Give programs their one canonical layout.",
        discussion: """
            Files are rewritten in place; - is formatted from standard input to standard output. A folder stands for \
            all programs in it. What has an error stays as it is, and the rest of its file is formatted.
            """)

    @Argument(
        help: ArgumentHelp("Programs and folders; - is standard input.", valueName: "PATH"),
        completion: .file(extensions: ["gear"]))
    var paths: [String]

    @Flag(help: "Change nothing: list the files that would change, and exit with 1 if there are any.")
    var check = false

    @Flag(help: "Change nothing: print what would change as a unified diff, and exit with 1 if anything would.")
    var diff = false

    func run() throws {
        var findings = Findings()
        let files = ProgramFiles(paths, loader: .disk, entriesOnly: false)
        findings.add(files.diagnostics)
        let replaces = !check && !diff
        var (changed, unchanged) = (0, 0)
        let paths = files.distinctPaths
        for path in paths {
            do {
                let file = try FormattedFile(
                    path, loader: .disk, firstFile: findings.firstFile, replaces: replaces)
                // The process ends soon: to give a large tree back piece by piece would only take time.
                if paths.count == 1 { _ = Unmanaged.passRetained(file) }
                findings.add(file.diagnostics, in: file.source)
                if file.isChanged { changed += 1 } else { unchanged += 1 }
                if replaces {
                    guard try Self.replace(path, with: file) else { throw Status.findings }
                } else if file.isChanged {
                    guard Output.printPlain(report(file)) else { throw Status.findings }
                }
            } catch let problem as Diagnostic {
                findings.add([problem])
            }
        }
        Output.complain(findings.text(for: .errors))
        if replaces, self.paths != ["-"], changed + unchanged > 0 {
            let summary = "\(changed) \(changed == 1 ? "file" : "files") formatted, \(unchanged) left as they were\n"
            guard Output.print(Array(summary.utf8)) else { throw Status.findings }
        }
        if findings.worst == .error || !replaces && changed > 0 { throw Status.findings }
    }

    /// A file's name, or how its text would change.
    private func report(_ file: FormattedFile) -> [UInt8] {
        let name = Visible.text(file.source.name)
        guard diff else { return Array((name + "\n").utf8) }
        return UnifiedDiff(from: file.source.bytes, to: file.text).text(from: name, to: name)
    }

    /// Puts the new text in its place; false, after a complaint, if standard output could not be written.
    private static func replace(_ path: String, with file: FormattedFile) throws(Diagnostic) -> Bool {
        if path == "-" { return Output.print(file.text) }
        guard file.isChanged else { return true }
        if let problem = Output.save(file.text, to: path) { throw problem }
        return true
    }
}
