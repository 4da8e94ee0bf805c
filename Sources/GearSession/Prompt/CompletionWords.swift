/// Words that stand where the language puts them, with what is said of each.
enum CompletionWords {
    static let stages = [
        ("where", "keep rows"), ("select", "keep columns"), ("derive", "add columns"), ("sort", "order rows"),
        ("take", "the first rows"), ("group", "one row for several"), ("join", "columns of another table"),
        ("pivot", "values become columns"), ("chart", "draw a picture"), ("what if {", "what it would be"),
    ]
    static let charts = [
        ("bars", "a bar a row"), ("distribution", "how many chose each point"), ("heatmap", "rows by columns, shaded"),
        ("lines", "over waves, with intervals"), ("sparklines", "a small line a row"),
    ]
    static let clauses = [
        ("by", "split by dimensions"), ("of", "a rule or progression"), ("for", "which answers"), ("under", "a node"),
        ("toward", "a goal"), ("across", "a dimension of groups"), ("paired", "a dimension of pairs"),
    ]
    /// What follows what is explained.
    static let explain = [
        ("for", "which answers"), ("since", "what changed since a wave"), ("depth", "layers of parts"),
    ]
    /// What begins a change in the braces of a `what if`, where it is more particular than elsewhere.
    static let overlay = ["amend": "another weight for a node", "answers": "answers that would be others"]
    /// Words that say what may come after them.
    static let ruling: Set<String> = [
        "by", "of", "for", "under", "toward", "across", "paired", "where", "select", "derive", "sort", "group", "join",
        "pivot", "chart", "and", "or", "not", "in", "on", "using", "show", "is", "compare",
    ]
    /// Functions and aggregates that work with numbers only.
    static let ofNumbers: Set<String> = [
        "abs", "round", "floor", "ceiling", "sqrt", "mean", "median", "sum", "min", "max",
    ]
    /// Functions that give texts, or yes or no.
    static let givingNoNumbers: Set<String> = ["lower", "upper", "contains", "starts_with", "ends_with"]
}
