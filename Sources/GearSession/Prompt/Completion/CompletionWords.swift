import GearModel
import GearSyntax

/// Words that stand where the language puts them, with what is said of each.
enum CompletionWords {
    typealias Word = Completions.Word

    static let stages = [
        Word("where", "keep rows"), Word("select", "keep columns"), Word("derive", "add columns"),
        Word("sort", "order rows"), Word("take", "the first rows"), Word("group", "one row for several"),
        Word("join", "columns of another table"), Word("pivot", "values become columns"),
        Word("chart", "draw a picture"), Word("what if {", "what it would be"),
    ]
    static let charts = [
        Word("bars", "a bar a row"), Word("distribution", "how many chose each point"),
        Word("heatmap", "rows by columns, shaded"), Word("lines", "over waves, with intervals"),
        Word("sparklines", "a small line a row"),
    ]
    /// Clauses of tables, in the order in which they are offered.
    static let clauses: [(kind: ClauseKind, word: Word)] = [
        (.by, Word("by", "split by dimensions")), (.of, Word("of", "a rule, progression or plan")),
        (.forCondition, Word("for", "which answers")), (.under, Word("under", "a node")),
        (.toward, Word("toward", "a goal")), (.acrossGroups, Word("across", "a dimension of groups")),
        (.paired, Word("paired", "a dimension of pairs")), (.via, Word("via", "a crosswalk")),
    ]
    static let pipe = Word("|", "go on with the rows")
    /// What follows what is explained.
    static let explainFor = Word("for", "which answers")
    static let explainSince = Word("since", "what changed since a wave")
    static let explainDepth = Word("depth", "layers of parts")
    /// What begins a change in the braces of a `what if`, where it is more particular than elsewhere.
    static let overlay = ["amend": "another weight for a node", "answers": "answers that would be others"]

    static let logic = [Word("and", "both are true"), Word("or", "one of them is true")]
    static let states = [Word("missing", "no value"), Word("hidden", "not shown, to protect small groups")]
    static let relations = [
        Word("same", "both mean the same"), Word("covers", "the first holds all of the other"),
        Word("part of", "the first is a part of the other"), Word("related", "they overlap"),
    ]

    /// What a value of a type is compared by.
    static func comparisons(_ type: Type?) -> [Word] {
        let equal = [Word("==", "equal to"), Word("!=", "other than")]
        let order = [Word("<", "less than"), Word("<=", "at most"), Word(">", "more than"), Word(">=", "at least")]
        let rest = [Word("in", "one of"), Word("not in", "none of"), Word("is", "missing, hidden, or not")]
        return equal + (type?.isCompared == false ? [] : order) + rest
    }
}

extension Type {
    /// Whether `<` is of use: waves and levels have an order, names have none that anybody means.
    fileprivate var isCompared: Bool {
        switch self {
        case .number, .date, .wave, .level, .absent: true
        default: false
        }
    }
}
