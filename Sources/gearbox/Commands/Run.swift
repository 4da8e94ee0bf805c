import ArgumentParser
import GearSession
import GearSource

/// gearbox run FILE
struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Carry out the `show` statements of a program.",
        discussion: """
            As json, the table of one `show` is a list of its rows, and those of several a list of such lists (null for \
            one that could not be had). As jsonl, csv, tsv and md the tables follow one another.
            """)

    @Argument(
        help: ArgumentHelp("The program; - is standard input.", valueName: "FILE"),
        completion: .file(extensions: ["gear"]))
    var file: String

    @OptionGroup var data: DataOptions
    @OptionGroup var table: TableOptions

    func run() throws {
        let run = Evaluation(file, data, table, queryFile: nil)
        guard !run.session.hasErrors else { throw run.finish() }
        let shows = run.session.shows
        if shows.isEmpty {
            run.session.report([
                Diagnostic(
                    .nothingToShow, "`\(file)` has no `show`", data: DataPlace(file: file),
                    help: "ask for a table directly: gearbox show 'nodes' \(file)")
            ])
        }
        // Several tables after one another are for people, wherever they go.
        try run.print(shows, table, elsewhere: .table)
    }
}
