import ArgumentParser
import GearSession
import GearSource

/// gearbox check PATH…
struct Check: ParsableCommand {
    enum Format: String, CaseIterable, ExpressibleByArgument { case text, json }

    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Find what is wrong with programs, without reading any answers.",
        discussion: "A folder stands for all programs in it that no other of them imports.")

    @Argument(
        help: ArgumentHelp("Programs and folders; - is standard input.", valueName: "PATH"),
        completion: .file(extensions: ["gear"]))
    var paths: [String]

    @Option(help: ArgumentHelp("How to print findings: text or json.", valueName: "FORMAT"))
    var format = Format.text

    @Option(
        help: ArgumentHelp(
            "Also find what breaks since this git revision, and versions that are not raised enough.",
            valueName: "REVISION"))
    var against: String?

    func run() throws {
        var findings = Findings()
        let files = ProgramFiles(paths, loader: .disk, entriesOnly: true)
        findings.add(files.diagnostics)
        for path in files.paths {
            findings.add(Session(path, loader: .disk, firstFile: findings.firstFile))
        }
        if let against { try findings.add(against: against, paths) }
        let isPrinted =
            switch format {
            case .text where findings.diagnostics.isEmpty: Output.print(Array("no findings\n".utf8))
            case .text: Output.print(Array(findings.text(for: .output).utf8))
            case .json: Output.printPlain(findings.json)
            }
        guard isPrinted else { throw Status.findings }
        if findings.worst.map({ $0 > .note }) ?? false { throw Status.findings }
    }
}
