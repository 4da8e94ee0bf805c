import ArgumentParser
import GearSession

/// Where answers come from: shared by all that score.
struct AnswerFiles: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            """
            Read the answers to SURVEY from PATH instead of the files that the program names; may be repeated. SURVEY \
            may also be the name of one `data` declaration.
            """, valueName: "SURVEY=PATH"))
    var data: [String] = []

    @Option(name: .long, parsing: .unconditional, help: ArgumentHelp("Read files with N threads.", valueName: "N"))
    var threads = 2

    func validate() throws {
        for pair in data where pair.split(separator: "=", maxSplits: 1).count != 2 {
            throw ValidationError("--data takes SURVEY=PATH, such as readiness=fall.csv")
        }
        guard (1...64).contains(threads) else { throw ValidationError("--threads takes a number from 1 to 64") }
    }

    /// The options of a session.
    var session: SessionOptions {
        var options = SessionOptions()
        options.dataFiles = data.map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
            return SessionOptions.DataFile(name: parts[0], path: parts[1])
        }
        options.threads = threads
        return options
    }
}

/// Where answers come from, and what is said about them.
struct DataOptions: ParsableArguments {
    @OptionGroup var files: AnswerFiles

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Write every row and cell that was set aside, with the reason, to PATH as CSV.", valueName: "PATH"),
        completion: .file())
    var rejects: String?

    @Flag(help: "Show every finding about the answers, not only the first two of each kind.")
    var allFindings = false
}
