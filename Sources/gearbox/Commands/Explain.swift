import ArgumentParser
import GearSession

/// gearbox explain 'score(NODE, …)' FILE
struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Tell how a score came about, or why a level is held or not.",
        discussion: """
            What is explained, in quotes, then the file. `depth N` shows more layers, down to single answers; `since WAVE` \
            tells what changed since an earlier wave.

            gearbox explain 'score(data, source: teacher, wave: spring16) depth 3' district.gear --for district=d07
            gearbox explain 'score(data, source: teacher, wave: spring16) since fall15' district.gear --for district=d07
            gearbox explain 'level(personal.micro, source: teacher, wave: spring16)' district.gear --for district=d07
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text, json
    }

    @Argument(
        help: ArgumentHelp(
            "What is explained, then the program; - is standard input.", valueName: "EXPLANATION FILE"))
    var arguments: [String]

    @Option(
        name: .customLong("for"),
        help: ArgumentHelp(
            "Score only these answers, such as district=d07 or a condition; may be repeated.", valueName: "COND"))
    var answers: [String] = []

    @Option(help: ArgumentHelp("Read what is explained from PATH instead.", valueName: "PATH"), completion: .file())
    var queryFile: String?

    @Option(
        name: .long,
        help: ArgumentHelp("How to print: text or json, which has every number in full.", valueName: "FORMAT"))
    var format: Format?

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Write to PATH instead of standard output.", valueName: "PATH"), completion: .file())
    var output: String?

    @OptionGroup var data: DataOptions

    func validate() throws {
        let wanted = queryFile == nil ? 2 : 1
        guard arguments.count == wanted else {
            throw ValidationError(
                wanted == 2
                    ? "name what is explained and then a file: gearbox explain 'score(data)' district.gear"
                    : "with --query-file, name only the program")
        }
    }

    func run() throws {
        let run = Evaluation(
            arguments[arguments.count - 1], data, output: output, escapingFormulas: false, queryFile: queryFile)
        let text = try queryFile.map { try run.text(of: $0) } ?? arguments[0]
        guard !run.session.hasErrors,
            let show = run.session.explanation(text, named: queryFile ?? "<explanation>", for: answers)
        else { throw run.finish() }
        let isJSON = format == .json || format == nil && output?.hasSuffix(".json") == true
        try run.print([show], as: isJSON ? .json : .table, to: output, escapingFormulas: false)
    }
}
