import ArgumentParser
import GearSession

/// gearbox show 'PIPELINE' FILE
struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", _superCommandName: Gearbox.name,
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

    func validate() throws { _ = try asked }

    private var asked: Asked {
        get throws {
            try Asked(
                arguments, queryFile: queryFile, what: "a pipeline", example: "gearbox show 'nodes' district.gear")
        }
    }

    func run() throws {
        let asked = try asked
        let run = Evaluation(asked.file, data, table, queryFile: queryFile, asOf: asOf.day)
        let pipeline = try asked.text ?? run.text(of: queryFile ?? "")
        guard !run.session.hasErrors, let show = run.session.show(pipeline, named: queryFile ?? "<pipeline>") else {
            throw run.finish()
        }
        try run.print([show], table)
    }
}
