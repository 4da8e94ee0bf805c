import GearSyntax

/// What the constructs of the language are.
enum ConstructAbout {
    static var names: [String] { DeclarationKind.allCases.filter { $0.about != nil }.map(\.rawValue) }

    /// What a construct is, and the words that may stand in it; nil for other words.
    static func explanation(of name: String) -> String? {
        guard let kind = DeclarationKind(rawValue: name), let about = kind.about else { return nil }
        var lines = ["\(name): \(about)"]
        if let words = ConstructWords(name) {
            if !words.members.isEmpty { lines.append("in its braces: " + words.members.joined(separator: ", ")) }
            if !words.clauses.isEmpty { lines.append("with: " + words.clauses.joined(separator: ", ")) }
        }
        return lines.joined(separator: "\n")
    }

    /// The constructs that take a clause, each with its article; nil if none does.
    static func takers(of word: String) -> String? {
        let takers = DeclarationKind.allCases.compactMap { ConstructWords($0.rawValue) }
            .filter { $0.clauses.contains(word) }.map(\.label)
        return takers.isEmpty ? nil : takers.joined(separator: ", ")
    }
}

extension DeclarationKind {
    /// nil for what begins with no word of its own.
    var about: String? {
        switch self {
        case .importFile: "the names of another file: import \"FILE.gear\""
        case .onFramework: "the framework that a whole file is about"
        case .framework: "a tree of what people must be able to do"
        case .gear: "a node at the top of a framework"
        case .tag: "a node below a gear or another tag"
        case .lookfor: "what can be seen where a node is reached"
        case .amend: "a change to a node that a framework has from another; in `what if`, to a node's weight"
        case .theme: "entries that nodes of any gear can belong to"
        case .dimension: "what answers are split by, such as a district"
        case .wave: "a round of asking, with its date"
        case .source: "who answers, such as teachers"
        case .scale: "the points that a question can be answered with"
        case .absent: "a reason why there is no answer"
        case .survey: "questions, each tagged to what it asks about"
        case .section: "a part of a survey"
        case .question: "a question: question NAME \"Text\" -> NODE"
        case .open: "a question that is answered in words"
        case .walkthrough: "what visitors look for"
        case .observe: "something that is seen on a visit"
        case .rate: "what a visit is placed on by a rubric or progression"
        case .rubric: "criteria by levels, each described"
        case .criterion: "a row of a rubric"
        case .progression: "levels of practice, and what each takes"
        case .strand: "a row of a progression"
        case .level: "a level of a progression or rubric"
        case .step: "what it takes to move up or stay: to move up { requires … }"
        case .goal: "where to be, and when"
        case .reach: "a level or a score that a goal asks for"
        case .role: "a post, and the nodes that it carries"
        case .plan: "what is done toward a goal"
        case .focus: "a part of a plan"
        case .task: "something to do, with owner, effort and dates"
        case .resource: "something to learn from, and what it teaches"
        case .playlist: "resources in an order"
        case .crosswalk: "how the nodes of two frameworks relate"
        case .scoring: "a rule that makes scores of answers, line by line"
        case .data: "where answers are, and what their columns mean"
        case .define: "a named value, table or function; at the prompt, `define NAME` names the last result"
        case .explain: TableAbout.explain
        case .show: "what a program shows: show PIPELINE"
        case .test: "answers and what is expected of them"
        case .answers: "in a test, the answers of respondents; in `what if`, answers that would be others"
        case .expect: "what a test holds to be so"
        case .cases: "values for which a test is run, a row each"
        case .program: "a program that a test is about"
        case .settings: "what a project makes of findings"
        case .themeEntry, .point, .descriptor, .correspondence, .line, .entry, .questionEntry, .numberEntry, .row,
            .respondent, .setting, .whatIf, .changedAnswers, .malformed:
            nil
        }
    }
}

extension StageKind {
    var about: String {
        switch self {
        case .where: "keeps the rows for which a condition is true: where score < 3 and n >= 10"
        case .select: "these columns, in this order: select node, gap = 4 - score"
        case .derive: "adds columns, or replaces those of the same name: derive gap = 4 - score"
        case .sort: "by a column, then the next; from high to low with a minus: sort -score, node"
        case .take: "the first rows: take 10"
        case .group: "a row for each combination of columns: group mean = mean(score), n = count() by source"
        case .join: "the columns of another table beside: join (nodes | select node, weight) on node"
        case .pivot: "a column for each value of another: pivot score by source"
        case .chart:
            """
            draws the rows: chart KIND COLUMN by KEYS across COLUMN
              chart bars score by title
              chart bars score, low, high by title
              chart distribution point by question
              chart heatmap score by title across district
              chart lines score, low, high by title across wave
              chart sparklines score by title across wave
            """
        case .whatIf:
            """
            what it would be, beside what it is: what if { amend NODE weight 2 }
              what is changed together stands in the same braces, a line each
              at the prompt, another change goes on from the result as it was,
              and not from what it would be: it1 | what if { … }
            """
        }
    }
}
