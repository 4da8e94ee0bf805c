import ArgumentParser
import GearSession

/// gearbox show 'PIPELINE' FILE
struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a table of a program: a pipeline in quotes, then the file.",
        discussion: """
            gearbox show 'scores of readiness by district | where layer == gear | sort -score' district.gear
            """)

    @Argument(
        help: ArgumentHelp("The pipeline, then the program; - is standard input.", valueName: "PIPELINE FILE"))
    var arguments: [String]

    @Option(help: ArgumentHelp("Read the pipeline from PATH instead.", valueName: "PATH"), completion: .file())
    var queryFile: String?

    @OptionGroup var asOf: AsOf
    @OptionGroup var data: DataOptions
    @OptionGroup var table: TableOptions

    func validate() throws {
        let wanted = queryFile == nil ? 2 : 1
        guard arguments.count == wanted else {
            throw ValidationError(
                wanted == 2
                    ? "name a pipeline and then a file: gearbox show 'nodes' district.gear"
                    : "with --query-file, name only the program")
        }
    }

    func run() throws {
        let run = Evaluation(arguments[arguments.count - 1], data, table, queryFile: queryFile, asOf: asOf.day)
        let pipeline = try queryFile.map { try run.text(of: $0) } ?? arguments[0]
        guard !run.session.hasErrors, let show = run.session.show(pipeline, named: queryFile ?? "<pipeline>") else {
            throw run.finish()
        }
        try run.print([show], table)
    }
}
