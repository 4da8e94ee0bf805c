import ArgumentParser
import GearReport
import GearSession
import GearSource

/// gearbox explain 'score(NODE, …)' FILE
struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", _superCommandName: Gearbox.name,
        abstract: "Tell how a score came about, or why a level is held or not.",
        discussion: """
            What is explained, in quotes, then the file. `depth N` shows more layers, down to single answers; `since WAVE` \
            tells what changed since an earlier wave.

            gearbox explain 'score(data, of: readiness, source: teacher, wave: spring16) depth 3' district.gear \
            --for district=d07
            gearbox explain 'score(data, of: readiness, source: teacher, wave: spring16) since fall15' district.gear \
            --for district=d07
            gearbox explain 'level(personalization.micro, wave: spring16)' district.gear --for district=d07
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text, csv, tsv, json, jsonl, md, html
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

    @Option(
        help: ArgumentHelp(
            "Tell what of a score has changed since a git revision of the program, over the same answers.",
            valueName: "REVISION"))
    var against: String?

    @Option(help: ArgumentHelp("Read what is explained from PATH instead.", valueName: "PATH"), completion: .file())
    var queryFile: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "How to print: text; json, which is a tree; csv, tsv, jsonl, md or html, which have a row a piece. In json, "
                + "jsonl, csv and tsv every number is in full. By default as PATH ends, else text.",
            valueName: "FORMAT"))
    var format: Format?

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Write to PATH instead of standard output.", valueName: "PATH"), completion: .file())
    var output: String?

    @OptionGroup var data: DataOptions

    func validate() throws {
        if against != nil, queryFile != nil || data.rejects != nil {
            throw ValidationError("--against goes without --query-file and --rejects")
        }
        _ = try asked
    }

    private var asked: Asked {
        get throws {
            try Asked(
                arguments, queryFile: queryFile, what: "what is explained",
                example: "gearbox explain 'score(data)' district.gear")
        }
    }

    func run() throws {
        let asked = try asked
        if let against { return try compare(asked.text ?? "", of: asked.file, against) }
        let run = Evaluation(asked.file, data, output: output, escapingFormulas: false, queryFile: queryFile)
        let text = try asked.text ?? run.text(of: queryFile ?? "")
        guard !run.session.hasErrors,
            let show = run.session.explanation(text, named: queryFile ?? "<explanation>", for: answers)
        else { throw run.finish() }
        try run.print([show], as: chosenFormat, to: output, escapingFormulas: false)
    }

    /// The score of two versions of the program.
    private func compare(_ text: String, of file: String, _ revision: String) throws {
        var findings = Findings()
        let comparison: VersionComparison
        do throws(Diagnostic) {
            comparison = VersionComparison(
                from: ComparedSide(try GitTree.read(revision), paths: [file]),
                to: ComparedSide(paths: [file], loader: .disk), options: data.files.session)
        } catch {
            findings.add([error])
            Output.complain(findings.text(for: .errors))
            throw Status.misuse
        }
        let inputs = comparison.sessions.flatMap(\.files) + [file]
        let refusals = Diagnostic.overwriting(inputs: inputs, outputs: [("-o", output)])
        let canTell = !comparison.hasErrors && refusals.isEmpty
        let explained = canTell ? comparison.explanation(text, for: answers) : nil
        for session in comparison.sessions { findings.add(session) }
        findings.add(comparison.diagnostics + refusals)
        Output.complain(findings.errors.text(for: .errors))
        guard let explained else {
            throw findings.diagnostics.contains { $0.code == .unsuitableArgument } ? Status.misuse : Status.findings
        }
        let bytes = chosenFormat.render(
            [Exhibit("", .explained(explained))], for: output == nil ? .output : nil, escapingFormulas: false)
        if let output {
            if let failure = Output.save(bytes, to: output) {
                var failures = Findings()
                failures.add([failure])
                Output.complain(failures.text(for: .errors))
                throw Status.findings
            }
        } else if !Output.print(bytes) {
            throw Status.findings
        }
    }

    private var chosenFormat: TableOptions.Format {
        if let format { return TableOptions.Format(rawValue: format.rawValue) ?? .table }
        return output.flatMap { TableOptions.Format(path: $0) } ?? .table
    }
}
