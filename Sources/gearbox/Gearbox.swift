import ArgumentParser
import GearReport
import GearSession
import GearSource

/// The command and its subcommands.
struct Gearbox: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: name,
        abstract: "Competency frameworks, surveys and scores as text.",
        discussion: """
            Exit status: 0 if all is well; 1 if there are findings about a program, its answers or what was asked of it, \
            such as a name that it does not have; 2 if the arguments do not fit the command or each other; 130 \
            if it is interrupted (Ctrl-C), and 143 if it is told to end: then no file is half written.
            `gearbox help GB0203` explains the code of a finding.
            """,
        version: version,
        subcommands: [
            Init.self, Import.self, Score.self, Run.self, Show.self, Explain.self, Next.self, Repl.self, Test.self,
            Check.self, Fmt.self, Diff.self, Bind.self, Export.self,
        ])

    /// Subcommands are told it, so that each can be parsed by itself.
    static let name = "gearbox"

    static let version = "0.1.0"

    /// What `help` tells of, besides codes.
    private static let names =
        configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]

    /// Runs the subcommand that the arguments name and ends the process with its status.
    static func start(_ arguments: [String]) -> Never {
        if arguments.count > 1, arguments[0] == "help", !arguments[1].hasPrefix("-"), !names.contains(arguments[1]) {
            finish(Explanation.print(arguments[1], commands: names))
        }
        do {
            // Alone, it is the prompt: on a terminal to type at, from a pipe to carry out.
            var command = try parsed(arguments.isEmpty ? ["repl"] : arguments)
            try command.run()
            finish(.fine)
        } catch let status as Status {
            finish(status)
        } catch {
            let isHelp = exitCode(for: error) == .success
            let message = Visible.paragraph(fullMessage(for: error))
            if isHelp {
                finish(Output.print(Array((message + "\n").utf8)) ? .fine : .findings)
            }
            Output.complain(message + "\n")
            finish(.misuse)
        }
    }

    /// The command that the arguments name. A subcommand is parsed by itself first: asking the root takes 0.7 ms more,
    /// and it is only needed for help and for what is wrong, which it tells with the whole command's name.
    private static func parsed(_ arguments: [String]) throws -> ParsableCommand {
        let named = configuration.subcommands.first { $0.configuration.commandName == arguments[0] }
        if let command = try? named?.parseAsRoot(Array(arguments.dropFirst())), type(of: command) == named {
            return command
        }
        return try parseAsRoot(arguments)
    }

    private static func finish(_ status: Status) -> Never { leave(status.rawValue) }
}

/// What the process ends with.
enum Status: Int32, Error {
    case fine = 0
    case findings = 1
    case misuse = 2
}
