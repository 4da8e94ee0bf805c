import ArgumentParser
import GearSession
import GearSource

/// gearbox import outline FILE · gearbox import questions FILE
struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", _superCommandName: Gearbox.name,
        abstract: "Write a framework or a survey from a spreadsheet.",
        discussion: """
            Spreadsheets are CSV or TSV (save as 'CSV UTF-8'), JSON Lines or SQLite. Capitals, spaces and hyphens of \
            headers do not matter. Names are made from titles. With --into they are kept where a title is known, and \
            so is all that the spreadsheet has no column for.
            Rows that do not fit are listed with the reason and left out.
            Exit status: 0 if all rows fit, 1 if some do not, 2 if the arguments do not fit.
            """,
        subcommands: [Outline.self, Questions.self])

    struct Outline: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "outline", abstract: "Write a framework from an outline.",
            discussion: """
                A row is a node. Columns: Gear, Lead tag, Sub-tag (then Sub-tag 2 and so on), Look-for; parents may be \
                repeated or left blank, which means as above. Also Name, Weight, Builds on, Theme, Formerly, Notes, and \
                Framework, Version, License and Layers for the framework itself.
                A .txt or .md file is read as indented text: tabs or spaces, bullets or none, Markdown headings. The \
                fourth layer, and what is marked [ ], are look-fors.

                gearbox import outline outline.csv -o framework.gear
                gearbox import outline outline.csv --into framework.gear -o framework.gear
                """)

        @Argument(
            help: ArgumentHelp(
                "The outline: .csv, .tsv, .jsonl, .sqlite, .txt or .md; - is CSV from standard input.",
                valueName: "FILE"),
            completion: .file(extensions: ["csv", "tsv", "txt", "md"]))
        var file: String

        @Option(
            help: ArgumentHelp(
                "Print this program with the framework in it replaced, or added; names stay.", valueName: "PROGRAM"),
            completion: .file(extensions: ["gear"]))
        var into: String?

        @Option(help: ArgumentHelp("The framework, where the program has several; else its name.", valueName: "NAME"))
        var framework: String?

        @Option(help: ArgumentHelp("The title of a new framework.", valueName: "TITLE"))
        var title: String?

        @Option(
            help: ArgumentHelp(
                "The headers of the tree's columns from the top, with commas between, if they are called otherwise.",
                valueName: "HEADERS"))
        var layers: String?

        @OptionGroup var output: ImportOutput

        func run() throws {
            let layers = (layers ?? "").split(separator: ",").map(String.init)
            try output.finish(
                SpreadsheetImport(
                    outline: file, into: into, framework: framework, title: title, layers: layers, loader: .disk),
                from: file, into: into)
        }
    }

    struct Questions: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "questions", abstract: "Write a survey from a list of questions.",
            discussion: """
                A row is a question. Columns: Question, Tags (paths, or titles such as Leadership > Vision, with ; \
                between), Reverse (yes or no), Weight, Scale, Section, Name, Sources, Kind (question, open or rate), Was, \
                Formerly, Notes, and 'For SOURCE' for other wordings. In place of Tags, the columns Gear, Lead tag and \
                Sub-tag. A row of kind survey or walkthrough is about the whole, one of kind section begins a section.

                gearbox import questions questions.csv --program framework.gear -o survey.gear
                gearbox import questions questions.csv --into survey.gear -o survey.gear
                """)

        @Argument(
            help: ArgumentHelp(
                "The questions: .csv, .tsv, .jsonl or .sqlite; - is CSV from standard input.", valueName: "FILE"),
            completion: .file(extensions: ["csv", "tsv"]))
        var file: String

        @Option(
            help: ArgumentHelp(
                "Print this program with the survey in it replaced, or added; names stay.", valueName: "PROGRAM"),
            completion: .file(extensions: ["gear"]))
        var into: String?

        @Option(
            help: ArgumentHelp("Print a new file that imports the framework from this program.", valueName: "PROGRAM"),
            completion: .file(extensions: ["gear"]))
        var program: String?

        @Option(help: ArgumentHelp("The survey, where the program has several; else its name.", valueName: "NAME"))
        var survey: String?

        @Option(help: ArgumentHelp("The framework, where there are several.", valueName: "NAME"))
        var framework: String?

        @Option(help: ArgumentHelp("The title of a new survey.", valueName: "TITLE"))
        var title: String?

        @Option(
            help: ArgumentHelp(
                "The scale of questions whose row names none (default: std.agreement5).", valueName: "NAME"))
        var scale: String?

        @OptionGroup var output: ImportOutput

        func validate() throws {
            guard (into == nil) != (program == nil) else {
                throw ValidationError(
                    "say where the framework is: --program PROGRAM for a new survey, --into PROGRAM to replace or add one in that file"
                )
            }
        }

        func run() throws {
            let beside: SpreadsheetImport.Beside =
                into.map { .file($0) } ?? .program(program ?? "", folder: output.folder)
            try output.finish(
                SpreadsheetImport(
                    questions: file, beside: beside, survey: survey, framework: framework, title: title, scale: scale,
                    loader: .disk),
                from: file, into: into)
        }
    }
}

/// Where what was imported goes.
struct ImportOutput: ParsableArguments {
    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "Write to PATH instead of standard output; it may be the file of --into.", valueName: "PATH"),
        completion: .file(extensions: ["gear"]))
    var output: String?

    /// Of the file that is written.
    var folder: String {
        guard let slash = output?.lastIndex(of: "/") else { return "." }
        return String(output?[...slash] ?? ".")
    }

    /// Prints or saves the text, then tells what was found; ends the command.
    func finish(_ result: SpreadsheetImport, from file: String, into edited: String?) throws {
        var findings = Findings()
        findings.add(result.sources)
        findings.add(result.diagnostics)
        var isMisuse = result.diagnostics.contains { $0.code == .unsuitableArgument }
        if let text = result.text, !isMisuse {
            if let output {
                let isInPlace = edited.map { FileIdentity($0) == FileIdentity(output) } ?? false
                let inputs = [file] + (isInPlace ? [] : result.sources.map(\.name))
                let refusals = Diagnostic.overwriting(inputs: inputs, outputs: [("-o", output)])
                isMisuse = !refusals.isEmpty
                if !refusals.isEmpty {
                    findings.add(refusals)
                } else if isInPlace, result.hasErrors {
                    findings.add([
                        Diagnostic(
                            .partNotReplaced, "`\(output)` is left as it was", data: DataPlace(file: output),
                            why: "what the rows above were to say would be gone from it",
                            help: "mend the rows, or write to another file to see what comes of the others")
                    ])
                } else if let failure = Output.save(Array(text.utf8), to: output) {
                    findings.add([failure])
                }
            } else if !Output.printPlain(Array(text.utf8)) {
                throw Status.findings
            }
        }
        Output.complain(findings.text(for: .errors))
        if isMisuse { throw Status.misuse }
        if findings.worst == .error { throw Status.findings }
    }
}
