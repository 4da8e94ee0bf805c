import GearModel
import GearSyntax

/// What the words of the language mean that are neither a declaration nor a table, a function or a stage.
enum WordAbout {
    static var names: [String] {
        Keyword.allCases.map(\.spelling) + Collection.allCases.map(\.rawValue)
            + CellReference.Measure.allCases.map(\.rawValue) + ["it", "std"]
    }

    /// All that a word means, and the constructs that it belongs to.
    static func explanation(of word: String) -> String? {
        var found = [text[word].map { "\(word): \($0)" }, measure(word), collection(word)].compactMap(\.self)
        if let takers = ConstructAbout.takers(of: word) { found.append("\(word) belongs to \(takers)") }
        return found.isEmpty ? nil : found.joined(separator: "\n")
    }

    /// The same in a few words: up to the first example.
    static func short(_ word: String) -> String {
        guard let about = text[word] else { return "" }
        return about.firstRange(of: ": ").map { String(about[..<$0.lowerBound]) } ?? about
    }

    private static func measure(_ word: String) -> String? {
        guard let measure = CellReference.Measure(rawValue: word) else { return nil }
        return "\(measure.usage), such as \(word)(data, source: teacher)"
    }

    private static func collection(_ word: String) -> String? {
        Collection(rawValue: word).map { "\(word) in a rule, as in mean(\(word)): \($0.about)" }
    }

    private static let text: [String: String] = [
        // of the prompt
        "it": "at the prompt, the last result: it | take 5; it3 is the third",
        "std": "the library that ships with the program: std.mean_of_persons; `:search std` lists it",
        // frameworks
        "version": "which version a framework is: version 1.2.0; in `adapts`, which one is meant",
        "license": "under what a framework may be used: license \"CC BY 4.0\"",
        "layers": "what the layers below a framework are called, from the top: layers domain, practice",
        "weight": "how much a thing counts beside others: tag rhythm \"…\" weight 2",
        "builds": "builds on NODES: what has to be there before this",
        "on": "what it is about: survey pulse \"…\" on office; in `join`, the columns that must agree",
        "formerly": "what it was called in earlier versions: formerly data.cycle",
        "adapts": "made from another: framework ours \"…\" adapts office 1.2.0",
        "without": "leaves something out: without data.rhythm",
        "in": "one of several: x in [1, 2]; x in 1..3; themes that a node belongs to: in equity",
        // what data are split by
        "within": "lies inside: dimension school \"…\" within district; in a test: expect a == b within 0.1",
        "single": "single per DIMENSION: of a source, one answer stands for the whole group",
        "per": "part of `single per`",
        // scales and surveys
        "also": "other texts that mean the same point: also \"Strongly agree\"",
        "value": "the number of a point where it is not its code: value 0; in a rule, an answer's number",
        "favourable": "the points that count as favourable: favourable 4, 5; or the share of such answers",
        "asks": "who is asked: asks team, teacher",
        "unit": "what one visit is of: unit lesson",
        "hide": "hide under N by DIMENSIONS: groups of fewer people are not shown",
        "reverse": "a question whose low answers are the good ones",
        "was": "an earlier text of a question: was \"…\" until spring16",
        "until": "the wave or date from which an earlier text was no longer asked",
        "comparable": "after an earlier text: it measures the same, so that its answers are compared",
        // progressions, goals, roles, plans
        "using": "the rule whose scores are meant: using readiness",
        "to": "to move up { requires … }, to stay { requires … }; in a crosswalk, the other framework",
        "move": "to move up: what the next level takes",
        "up": "to move up: what the next level takes",
        "stay": "to stay: what it takes to remain at a level",
        "requires": "a condition on scores, visits or other levels: requires data >= 3",
        "by": "splits a table: scores by district; keys of a group: group n = count() by source; of a goal, its date",
        "carries": "the nodes that a role answers for: carries data",
        "available": "the time that a role has: available 12 days",
        "owner": "the role whose task it is: owner analyst",
        "effort": "the time that a task takes: effort 3 days",
        "start": "when a task begins: start 2016-09-01",
        "due": "when a task must be done: due 2016-12-01",
        "steps": "what a task consists of, as texts",
        "raises": "what a task is to raise, and by how much: raises data.rhythm by 0.5",
        "after": "what must be done or read before: after pilot",
        "win": "a task that shows results early",
        // resources and crosswalks
        "kind": "what sort of resource it is: kind course",
        "url": "where a resource is",
        "minutes": "how long a resource takes",
        "vetted": "when somebody last looked at a resource: vetted 2015-11-02",
        "teaches": "the nodes that a resource is for: teaches data.rhythm for macro..micro",
        "same": "in a crosswalk: both nodes mean the same: data.rhythm same assessment.cycle",
        "covers": "in a crosswalk: the first node holds all of the other",
        "part": "in a crosswalk, part of: the first node is a part of the other",
        "related": "in a crosswalk: the nodes overlap",
        "confidence": "in a crosswalk, how sure that is: confidence 80%",
        // scoring
        "rescale": "makes answers of all scales lie in one range: rescale 0..100",
        "bands": "names for ranges of scores: bands low < 2, middle < 3, high",
        "mastered": "mastered when CONDITION: when a node counts as mastered",
        "when": "part of `mastered when`",
        "weighted": "parts count by their weights",
        "needs": "how many values there must be for a score: needs 2; needs 50%",
        "across": "groups put together, in a rule; what runs to the right, in a chart; whose groups, in others",
        "sources": "how much each source counts beside others: sources team 1, teacher 2",
        // data
        "from": "where it comes from: data d from \"answers.csv\" for pulse; in a crosswalk, the first framework",
        "for": "which answers: scores for wave == spring16; of data, the survey: data d from \"…\" for pulse",
        "as": "the name of an import here: import \"fall.gear\" as fall",
        "invited": "how many were asked: data d from \"…\" for invited pulse; the column of that number",
        "ignore": "columns or texts of a data file that mean nothing: ignore \"Timestamp\"",
        "unlisted": "what a question without a row is, where a row is an answer: unlisted not_shown",
        "number": "before an attribute in data, one that is a number: number size: column \"pupils\"",
        "column": "a column of a file by its name: column \"Response ID\"; in a query, one whose name is no word",
        "columns": "all columns whose names fit: columns \"{source}_N_{question}_{point}\"",
        // pipelines
        "of": "the rule or progression of a table: scores of readiness",
        "under": "nodes below another only: scores under data",
        "toward": "the goal that gaps are measured from: gaps toward autumn",
        "paired": "the dimension whose values are the units: compare source team, teacher paired district",
        "via": "the crosswalk through which scores are read: scores via to_state",
        "keep": "keep all, at the end of a join: rows without a partner stay",
        "all": "keep all, at the end of a join: rows without a partner stay",
        "what": "what if { … }: what a result would be",
        "bars": "chart bars COLUMN by KEY: a bar a row",
        "distribution": "chart distribution point by KEY: how many chose each point",
        "heatmap": "chart heatmap COLUMN by KEY across KEY: rows by columns, shaded",
        "lines": "chart lines COLUMN, LOW, HIGH by KEY across wave: over waves, with intervals",
        "sparklines": "chart sparklines COLUMN by KEY across wave: a small line a row",
        // explanations
        "since": "explain score(…) since WAVE: what changed since an earlier wave",
        "depth": "explain score(…) depth 3: layers of parts, down to answers",
        // tests
        "error": "expect error CODE \"text\": a finding that a test's program must have",
        "warning": "expect warning CODE \"text\": a finding that a test's program must have",
        "note": "expect note CODE \"text\": a finding that a test's program must have",
        // expressions
        "and": "both are true: where n >= 10 and score < 3",
        "or": "one of them is true: where layer == gear or score < 3",
        "not": "the contrary: where not mastered; x not in [1, 2]",
        "is": "x is missing, x is hidden, x is not missing",
        "missing": "no value: where score is missing",
        "hidden": "there and not shown, as too few people answered: where score is hidden",
        "true": "what a condition is that holds",
        "false": "what a condition is that does not hold",
    ]
}

extension CellReference.Measure {
    /// How it is written and what it gives.
    var usage: String { "\(rawValue)(NODE, DIMENSION: VALUE, …): \(about)" }

    fileprivate var about: String {
        switch self {
        case .score: "the score of a node"
        case .n: "how many people a score rests on"
        case .answers: "how many answers a score rests on"
        case .answered: "how much of what was asked was answered, in percent"
        case .band: "the band that a score is in"
        case .mastered: "whether a node is mastered"
        case .se: "the standard error of a score"
        case .low: "the lower end of a score's 95% interval"
        case .high: "the upper end of a score's 95% interval"
        case .favourable: "the share of favourable answers, in percent"
        }
    }
}

extension Collection {
    var about: String {
        switch self {
        case .answers: "the answers to the questions that are tagged to the node itself"
        case .questions: "the mean of each question that is tagged to the node itself"
        case .persons: "what the line `person` gave for each respondent"
        case .parts: "a node's own score and those of its children"
        case .below: "all answers to questions at the node or under it"
        case .groups: "a node's score in each group of a dimension"
        case .waves: "a node's score at each point in time"
        case .visits: "rated visits, in what a progression requires"
        }
    }
}
