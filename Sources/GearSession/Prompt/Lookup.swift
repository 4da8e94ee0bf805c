import GearModel
import GearSource
import GearSyntax
import GearTable

/// What a program has to say about its names.
extension Workspace {
    package var tables: [Completions.Word] {
        Program.tableNames.map { Completions.Word($0, TableAbout.text[$0] ?? "") }
    }

    /// The columns of what a pipeline gives, with their types, without working it out.
    package func describe(_ text: String) -> (table: Table?, findings: Findings) {
        var findings = Findings()
        guard let numbered = withResults(text, &findings) else { return (nil, findings) }
        let (known, file) = (session.diagnostics.count, FileID(session.nextFile))
        let show = session.show(numbered.text, named: ProgramLoader.typedName)
        tell(Array(session.diagnostics[known...]), of: numbered.words, in: file, &findings)
        guard let show else { return (nil, findings) }
        let columns: [(String, String)] =
            switch show.subject {
            case .query(let query): query.schema.columns.map { ($0.name, $0.type.noun) }
            case .term(let term): [("value", term.type.noun)]
            case .explanation: []
            }
        return (Table([Self.texts("column", columns.map(\.0)), Self.texts("type", columns.map(\.1))]), findings)
    }

    private static func texts(_ name: String, _ texts: [String], _ type: ColumnType = .text) -> Column {
        var column = ColumnBuilder(name, type, capacity: texts.count)
        for text in texts { column.append(text) }
        return column.finish()
    }

    /// What has a word in its name, title or comment, whatever its capitals.
    package func search(_ word: String) -> Table {
        let wanted = word.lowercased()
        let found = declared.filter { one in
            [one.path, one.title, one.doc ?? ""].contains { $0.lowercased().contains(wanted) }
        }
        return Table([
            Self.texts("kind", found.map(\.kind)), Self.texts("name", found.map(\.path), .node),
            Self.texts("title", found.map(\.title)),
            // As those of nodes, paths of files differ at their ends.
            Self.texts("place", found.map { place($0.location) }, .node),
        ])
    }

    /// What a word of the language is: a table, a function, a stage, a construct or another; all that are called so, and
    /// nil for other names.
    package func explanation(of name: String) -> String? {
        var found: [String] = []
        if let about = TableAbout.text[name] {
            found.append("\(name): \(about)\n\nWith its columns: :describe \(name)")
        }
        if let function = Function(rawValue: name) { found.append(function.about) }
        if let aggregate = AggregateFunction(rawValue: name) { found.append(aggregate.about) }
        if let stage = StageKind(rawValue: name) { found.append("| \(name): \(stage.about)") }
        if let construct = ConstructAbout.explanation(of: name) { found.append(construct) }
        if let word = WordAbout.explanation(of: name) { found.append(word) }
        return found.isEmpty ? nil : found.joined(separator: "\n\n")
    }

    /// All that `explanation` knows, sorted.
    package static var explainedNames: [String] {
        Set(
            Program.tableNames + Function.allCases.map(\.rawValue) + AggregateFunction.allCases.map(\.rawValue)
                + StageKind.allCases.map(\.rawValue) + ConstructAbout.names + WordAbout.names
        ).sorted()
    }
}

/// What a row of each table is, and what `explain` does.
enum TableAbout {
    static let explain =
        """
        explain score(NODE, DIMENSION: VALUE, …) depth N: how a score came about
        explain score(NODE, wave: …) since WAVE: what changed since an earlier wave
        explain level(PROGRESSION.LEVEL, …): what is short of a level, and by how much
        """

    static let text: [String: String] = [
        "nodes": "a node of a framework", "questions": "a question and what it is tagged to",
        "scales": "a point of a scale",
        "themes": "an entry of a theme and a node in it",
        "descriptors": "what a strand or criterion looks like at a level",
        "answers": "one answer of one respondent", "responses": "who was invited and who answered, by group",
        "scores": "a node in a group: its score, n and errors", "coverage": "a node and what asks about it",
        "levels": "the level that a group holds, and what moving up needs",
        "requirements": "each condition of each level",
        "gaps": "what falls short of a goal", "items": "a question's statistics",
        "reliability": "a scale's alpha and omega",
        "compare": "a node for two sides, and their difference", "progress": "a node's change from wave to wave",
        "correlations": "two nodes over groups", "agreement": "how far raters agree",
        "roles": "a post and what it carries", "strengths": "who carries a node, and who is strong in it",
        "tasks": "a task: done, late, waiting or due", "promises": "what a finished task promised, and what came of it",
        "forecast": "scores and levels if the promises hold",
        "crosswalk": "a node and its counterparts in another framework",
        "resources": "something to learn from, and what it teaches", "playlists": "a resource in a playlist",
        "recommend": "what to learn from for a group's gaps", "frontier": "what a group would come to next",
        "similar": "two groups, and how far apart their scores are",
    ]
}

extension Function {
    /// How it is written and what it gives.
    var about: String {
        switch self {
        case .abs: "abs(x): x without its sign"
        case .round: "round(x) or round(x, digits): half away from zero"
        case .floor: "floor(x): the greatest whole number not above x"
        case .ceiling: "ceiling(x): the least whole number not below x"
        case .min: "min(x, y, …): the least of those that are there"
        case .max: "max(x, y, …): the greatest of those that are there"
        case .sqrt: "sqrt(x): the square root; missing below zero"
        case .if: "if(condition, x, y): x where the condition is true, else y"
        case .coalesce: "coalesce(x, y, …): the first that is not missing"
        case .lower: "lower(text): in small letters"
        case .upper: "upper(text): in capital letters"
        case .contains: "contains(text, part)"
        case .startsWith: "starts_with(text, part)"
        case .endsWith: "ends_with(text, part)"
        case .length: "length(text): how many characters"
        case .year: "year(date)"
        case .month: "month(date): 1 to 12"
        }
    }
}

extension AggregateFunction {
    var about: String {
        switch self {
        case .mean: "mean(values): their sum by their number"
        case .median: "median(values): the middle one, or the mean of the middle two"
        case .min: "min(values): the least"
        case .max: "max(values): the greatest"
        case .sum: "sum(values)"
        case .count: "count(values), or count() for rows"
        case .share: "share(values, condition): how many of them it is true of, in percent"
        case .latest: "latest(waves): the score of the last wave"
        case .decayingLinear: "decaying_linear(waves): later waves count more, by equal steps"
        case .decayingRecursive: "decaying_recursive(waves): each wave counts for a share of what is left"
        }
    }
}
