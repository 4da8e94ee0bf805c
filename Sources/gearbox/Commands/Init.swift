import ArgumentParser
import GearReport
import GearSession
import GearSource

/// gearbox init [DIR]
struct Init: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", _superCommandName: Gearbox.name,
        abstract: "Begin a project: framework, survey, rule, sample answers, tests, settings, a workflow and a hook.",
        discussion: """
            gearbox init district
            gearbox init district --from outline.csv

            Files that are there are never replaced: if one is in the way, nothing is written.
            """)

    @Argument(
        help: ArgumentHelp("The project's folder; made if it is not there.", valueName: "DIR"), completion: .directory)
    var folder = "."

    @Option(
        help: ArgumentHelp(
            "Begin with the framework of this outline (.csv, .tsv, .txt, .md) and a question for each of its tags.",
            valueName: "FILE"),
        completion: .file(extensions: ["csv", "tsv", "txt", "md"]))
    var from: String?

    @Option(help: ArgumentHelp("The framework's title, where the outline has none.", valueName: "TITLE"))
    var title: String?

    @Option(
        help: ArgumentHelp(
            "The headers of the outline's columns from the top, with commas between, if they are called otherwise.",
            valueName: "HEADERS"))
    var layers: String?

    func validate() throws {
        if from == nil, title != nil || layers != nil {
            throw ValidationError("--title and --layers are for --from FILE")
        }
        if folder.isEmpty { throw ValidationError("the folder's name is empty") }
    }

    mutating func run() throws {
        var findings = Findings()
        let layers = (layers ?? "").split(separator: ",").map(String.init)
        let project = ProjectStart(from: from, title: title, layers: layers, loader: .disk)
        findings.add(project.diagnostics)
        while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
        var files = NewFiles(in: folder)
        let standing = files.inTheWay(project.files.map(\.path))
        if let first = standing.first {
            let rest = standing.count > 1 ? " and \(standing.count - 1) more that it would write" : ""
            findings.add([
                Diagnostic(
                    .fileInTheWay, "`\(first)`\(rest) \(rest.isEmpty ? "is" : "are") in `\(folder)` already",
                    data: DataPlace(file: folder), why: "what is there is never replaced, so nothing was written",
                    help: "name another folder: `gearbox init NAME`")
            ])
        }
        if findings.worst != .error, !project.files.isEmpty, let failure = files.write(project.files) {
            findings.add([failure])
        }
        Output.complain(findings.text(for: .errors))
        if findings.worst == .error { throw Status.findings }
        let shown = Visible.text(folder)
        let enter = folder == "." ? "" : "cd \(shown) && "
        let text =
            project.files.map { "wrote \(folder == "." ? "" : shown + "/")\(Visible.text($0.path))\n" }.joined()
            + "\nnext: \(enter)gearbox run scores.gear\n"
        guard Output.print(Array(text.utf8)) else { throw Status.findings }
    }
}
