import ArgumentParser
import GearReport
import GearSession

/// gearbox next FILE --for district=d07
struct Next: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "next", _superCommandName: Gearbox.name,
        abstract: "Tell where a district stands and what is next, on one screen.",
        discussion: """
            The level held in the latest wave, what moving up needs and by how much, the two worst gaps, and the tasks on \
            them. Elsewhere than on a terminal, and with --format, the same as a table.

            gearbox next district.gear --for district=d07
            """)

    @Argument(
        help: ArgumentHelp("The program; - is standard input.", valueName: "FILE"),
        completion: .file(extensions: ["gear"]))
    var file: String

    @Option(
        name: .customLong("for"),
        help: ArgumentHelp(
            "Whom it is about, such as district=d07; may be repeated.", valueName: "COND"))
    var answers: [String] = []

    @Option(help: ArgumentHelp("The progression, where the program has several.", valueName: "NAME"))
    var progression: String?

    @Option(help: ArgumentHelp("The goal, where the program has several.", valueName: "NAME"))
    var goal: String?

    @OptionGroup var asOf: AsOf
    @OptionGroup var data: DataOptions
    @OptionGroup var table: TableOptions

    func run() throws {
        let run = Evaluation(file, data, table, queryFile: nil, asOf: asOf.day)
        var question = NextQuestion()
        question.forConditions = answers
        question.progression = progression
        question.goal = goal
        guard !run.session.hasErrors, let steps = run.session.nextSteps(question) else { throw run.finish() }
        try run.print(steps, table) { NextText.render($0) }
    }
}
