import ArgumentParser
import GearSession

/// gearbox bind FILE --survey NAME --program P.gear
struct Bind: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bind", _superCommandName: Gearbox.name,
        abstract: "Look at a file of answers and write the `data` declaration for it.",
        discussion: "Each guess is marked for you to confirm, and what fits nothing is listed.")

    @Argument(
        help: ArgumentHelp("The answers: .csv, .tsv, .jsonl or .sqlite.", valueName: "FILE"),
        completion: .file(extensions: ["csv", "tsv", "jsonl", "ndjson", "sqlite", "db"]))
    var file: String

    @Option(
        help: ArgumentHelp("The program that declares the survey.", valueName: "FILE"),
        completion: .file(extensions: ["gear"]))
    var program: String

    @Option(help: ArgumentHelp("The survey that was answered, where the program has several.", valueName: "NAME"))
    var survey: String?

    @Option(help: ArgumentHelp("The table of an SQLite database, where it has several.", valueName: "NAME"))
    var table: String?

    func run() throws {
        let session = Session(program, loader: .disk)
        let text = session.hasErrors ? nil : session.binding(for: file, survey: survey, table: table)
        if let text, !Output.printPlain(Array((text + "\n").utf8)) { throw Status.findings }
        var findings = Findings()
        findings.add(session)
        Output.complain(findings.text(for: .errors))
        guard text == nil else { return }
        throw session.diagnostics.contains { $0.code == .unsuitableArgument } ? Status.misuse : Status.findings
    }
}
