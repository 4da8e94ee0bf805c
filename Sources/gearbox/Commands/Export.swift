import ArgumentParser
import GearSession
import GearSource
import GearTable

/// gearbox export outline FILE · gearbox export questions FILE
struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", _superCommandName: Gearbox.name,
        abstract: "Write a framework or a survey as a spreadsheet.",
        discussion: """
            Importing it again gives the same framework or survey: all that they declare is in the spreadsheet, except \
            comments that begin with //.
            """,
        subcommands: [Outline.self, Questions.self])

    struct Outline: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "outline", abstract: "Write a framework as an outline.",
            discussion: "gearbox export outline framework.gear -o outline.csv")

        @Argument(
            help: ArgumentHelp("The program; - is standard input.", valueName: "PROGRAM"),
            completion: .file(extensions: ["gear"]))
        var program: String

        @Option(help: ArgumentHelp("The framework, where the program has several.", valueName: "NAME"))
        var framework: String?

        @OptionGroup var output: ExportOutput

        func run() throws { try output.finish(program) { $0.outlineTable(framework: framework) } }
    }

    struct Questions: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "questions", abstract: "Write a survey as a list of questions.",
            discussion: "gearbox export questions survey.gear -o questions.csv")

        @Argument(
            help: ArgumentHelp("The program; - is standard input.", valueName: "PROGRAM"),
            completion: .file(extensions: ["gear"]))
        var program: String

        @Option(help: ArgumentHelp("The survey, where the program has several.", valueName: "NAME"))
        var survey: String?

        @OptionGroup var output: ExportOutput

        func run() throws { try output.finish(program) { $0.questionTable(survey: survey) } }
    }
}

/// How a spreadsheet is written, and where to.
struct ExportOutput: ParsableArguments {
    enum Format: String, CaseIterable, ExpressibleByArgument { case csv, tsv }

    @Option(
        help: ArgumentHelp("csv or tsv; without it, what the ending of -o says, else csv.", valueName: "FORMAT"))
    var format: Format?

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Write to PATH instead of standard output.", valueName: "PATH"), completion: .file())
    var output: String?

    @OptionGroup var formulas: FormulaOptions

    func finish(_ program: String, _ table: (Session) -> Table?) throws {
        let session = Session(program, loader: .disk)
        if let output {
            session.report(Diagnostic.overwriting(inputs: session.files + [program], outputs: [("-o", output)]))
        }
        if !session.hasErrors, let table = table(session) {
            let ending = output?.split(separator: ".").last.flatMap { Format(rawValue: String($0)) }
            let bytes = table.delimited(
                separator: format ?? ending == .tsv ? 0x09 : UInt8(ascii: ","),
                escapingFormulas: formulas.escapeFormulas)
            if let output {
                if let failure = Output.save(bytes, to: output) { session.report([failure]) }
            } else if !Output.printPlain(bytes) {
                throw Status.findings
            }
        }
        var findings = Findings()
        findings.add(session)
        Output.complain(findings.errors.text(for: .errors))
        if session.diagnostics.contains(where: { [.unsuitableArgument, .outputOverInput].contains($0.code) }) {
            throw Status.misuse
        }
        if session.hasErrors { throw Status.findings }
    }
}
