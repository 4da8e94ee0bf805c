import ArgumentParser
import GearSession

/// gearbox repl FILE
struct Repl: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "repl", _superCommandName: Gearbox.name,
        abstract: "Ask a program questions at a prompt.",
        discussion: """
            Declarations stay, pipelines and expressions are answered; whatever can stand in a file can be typed, and the \
            other way round. `help` at the prompt says what to do next. `gearbox` alone, on a terminal, opens it too.

            From a pipe, standard input is carried out as if it were typed, and the first error ends it, with exit status 1.
            """)

    @Argument(
        help: ArgumentHelp("The program to ask; without it, only what is typed.", valueName: "FILE"),
        completion: .file(extensions: ["gear"]))
    var file: String?

    @Flag(help: "From a pipe: go on after an error. The exit status is still 1.")
    var keepGoing = false

    @OptionGroup var data: AnswerFiles

    func validate() throws {
        if file == "-" { throw ValidationError("statements come from standard input, so the program needs a file") }
    }

    func run() throws {
        let workspace = Workspace(file, options: data.session)
        let isFine = MainActor.assumeIsolated {
            Prompt(workspace).run(isInteractive: Terminal.input.isTerminal, keepGoing: keepGoing)
        }
        if !isFine { throw Status.findings }
    }
}
