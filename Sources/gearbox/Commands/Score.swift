import ArgumentParser
import GearSession

/// gearbox score FILE --rule R --by D,…
struct Score: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "score", _superCommandName: Gearbox.name,
        abstract: "Score the answers to a program's surveys.",
        discussion: """
            gearbox score district.gear --rule readiness --by district --for district=d07 --layer gear
            """)

    @Argument(
        help: ArgumentHelp("The program; - is standard input.", valueName: "FILE"),
        completion: .file(extensions: ["gear"]))
    var file: String

    @Option(help: ArgumentHelp("The rule to score by, where more than one fits.", valueName: "RULE"))
    var rule: String?

    @Option(help: ArgumentHelp("Dimensions to score apart, with commas between; may be repeated.", valueName: "DIMS"))
    var by: [String] = []

    @Option(
        help: ArgumentHelp("Read the scores onto another framework, through this crosswalk.", valueName: "CROSSWALK"))
    var via: String?

    @Option(help: ArgumentHelp("Show only these layers, such as gear,lead; may be repeated.", valueName: "LAYERS"))
    var layer: [String] = []

    @Option(
        name: .customLong("for"),
        help: ArgumentHelp(
            "Score only the answers for which this is true, such as district=d07 or 'wave >= fall15'; may be repeated.",
            valueName: "COND"))
    var answers: [String] = []

    @Option(
        name: .customLong("where"),
        help: ArgumentHelp(
            "Show only the rows for which this is true, such as 'score < 3'; may be repeated.", valueName: "COND"))
    var rows: [String] = []

    @Option(help: ArgumentHelp("Read a long condition for --for from PATH.", valueName: "PATH"), completion: .file())
    var queryFile: String?

    @Flag(help: "Also standard errors, intervals, and the share favourable.")
    var stats = false

    @OptionGroup var data: DataOptions
    @OptionGroup var table: TableOptions

    func validate() throws {
        for (option, lists) in [
            ("--by", by), ("--layer", layer), ("--rule", rule.map { [$0] } ?? []), ("--via", via.map { [$0] } ?? []),
        ]
        where lists.flatMap(Self.names).contains("") {
            throw ValidationError("\(option) takes names, and one is empty")
        }
    }

    func run() throws {
        let run = Evaluation(file, data, table, queryFile: queryFile)
        var question = ScoreQuestion()
        question.rule = rule
        question.by = Self.distinct(by.flatMap(Self.names))
        question.via = via
        question.layers = layer.flatMap(Self.names)
        question.forConditions = answers.map { ($0, "--for") }
        question.whereConditions = rows.map { ($0, "--where") }
        question.withStatistics = stats
        if let queryFile { question.forConditions.append((try run.text(of: queryFile), queryFile)) }
        guard !run.session.hasErrors, let show = run.session.show(question) else { throw run.finish() }
        try run.print([show], table)
    }

    private static func distinct(_ names: [String]) -> [String] {
        var known: Set<String> = []
        return names.filter { known.insert($0).inserted }
    }

    private static func names(_ list: String) -> [String] {
        list.split(separator: ",", omittingEmptySubsequences: false).map { $0.drop { $0 == " " } }.map {
            String($0.reversed().drop { $0 == " " }.reversed())
        }
    }
}
