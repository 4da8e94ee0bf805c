import ArgumentParser
import GearSession
import GearSource

/// gearbox run FILE
struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", _superCommandName: Gearbox.name,
        abstract: "Carry out the `show` statements of a program.",
        discussion: """
            As csv, tsv and md the tables of several `show` follow one another with an empty line between, each with its \
            header; as jsonl they follow without. As json, the table of one `show` is a list of its rows, and those of \
            several a list of such lists (null for one that could not be had).
            """)

    @Argument(
        help: ArgumentHelp("The program; - is standard input.", valueName: "FILE"),
        completion: .file(extensions: ["gear"]))
    var file: String

    @OptionGroup var asOf: AsOf
    @OptionGroup var data: DataOptions
    @OptionGroup var table: TableOptions

    func run() throws {
        let run = Evaluation(file, data, table, queryFile: nil, asOf: asOf.day)
        guard !run.session.hasErrors else { throw run.finish() }
        let shows = run.session.shows
        if shows.isEmpty {
            run.session.report([
                Diagnostic(
                    .nothingToShow, "`\(file)` has no `show`", data: DataPlace(file: file),
                    help: "ask for a table directly: gearbox show 'nodes' \(file)")
            ])
        }
        try run.print(shows, table)
    }
}
