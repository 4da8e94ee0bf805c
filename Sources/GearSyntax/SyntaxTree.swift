import GearSource

/// What the parser makes of one file: every byte in exactly one token, every construct as a value.
///
/// The tree holds no meaning. Parsing never fails; what is malformed stays in `tokens`, is reported in
/// `diagnostics` and stands in the tree as `.malformed`.
package struct SyntaxTree: Sendable {
    package let source: SourceText
    /// All tokens, white space and comments included, in order; a token ends where the next begins.
    package let tokens: [Token]
    package let items: [Declaration]
    /// Whether there is a comment, of either kind, among the tokens.
    package let hasComments: Bool
    package let diagnostics: [Diagnostic]
}

/// What a text is read as.
package enum StartSymbol: Sendable {
    /// A program: declarations.
    case file
    /// One pipeline or expression; the tree holds one `show` with it.
    case value
    /// One condition, as after `for` and `where`; the tree holds one `expect` with it.
    case condition
    /// What stands behind `explain`; the tree holds one with it.
    case explanation
}

/// A byte range in the tree's own file.
package typealias ByteRange = Range<UInt32>

/// A name as written, such as `vision`, or a path's step.
package struct Name: Sendable, Hashable {
    package let text: String
    package let range: ByteRange
}

/// A dotted name: `leadership.vision`, `data.*` (children), `data.**` (all below).
package struct Path: Sendable, Hashable {
    package enum Reach: Sendable { case itself, children, descendants }
    package let steps: [Name]
    package let reach: Reach
    package let range: ByteRange
}

/// A quoted text with its escapes resolved.
package struct QuotedText: Sendable, Hashable {
    package let value: String
    package let range: ByteRange
}

/// One construct: `keyword name "Title" clauses { body }`, each part but the first optional.
///
/// A class, because there are many, each with many parts, and every stage hands them around.
package final class Declaration: Sendable {
    package let kind: DeclarationKind
    /// From the keyword (or the doc comment before it) to the last token.
    package let range: ByteRange
    /// Where the construct is pointed at: its keyword, or its first token where it has none.
    package let keywordRange: ByteRange
    /// The `///` lines before it, without the slashes, joined by newlines; nil if none.
    package let doc: String?
    package let name: Name?
    package let title: QuotedText?
    package let clauses: [Clause]
    /// nil without braces; empty for `{ }`.
    package let body: [Declaration]?

    init(
        kind: DeclarationKind, range: ByteRange, keywordRange: ByteRange, doc: String?, name: Name?, title: QuotedText?,
        clauses: [Clause], body: [Declaration]?
    ) {
        self.kind = kind
        self.range = range
        self.keywordRange = keywordRange
        self.doc = doc
        self.name = name
        self.title = title
        self.clauses = clauses
        self.body = body
    }
}

/// A word or sign in a declaration's head or body that adds to it: `weight 2`, `builds on a.b`, `-> a, b weight 2`.
package struct Clause: Sendable {
    package let kind: ClauseKind
    package let range: ByteRange
    package let arguments: [Argument]
}

/// One of a clause's, call's or stage's arguments: an expression, perhaps named, perhaps with clauses of its own.
package struct Argument: Sendable {
    /// `q1` in `q1: 5` and `cut` in `cut = 3`.
    package let label: Name?
    /// `"District team"` in `"District team": team`, `1` in `1: teacher`.
    package let quotedLabel: QuotedText?
    package let value: Expression
    /// Such as `weight 2` on a target.
    package let clauses: [Clause]
    package let range: ByteRange
}

package struct Expression: Sendable {
    // Only what nests is boxed: most expressions are a number, a text or a path.
    package enum Kind: Sendable {
        case number(Double)
        /// `50%`: the number 50.
        case percent(Double)
        case text(String)
        /// `2016-10` (day nil) and `2016-10-01`; a year alone is a number.
        case date(year: Int, month: Int, day: Int?)
        /// `1.2.0`.
        case version(String)
        case boolean(Bool)
        case missing
        case hidden
        case path(Path)
        /// `column "Response ID"`: a column of a data file, or of a table where a text could not stand.
        case column(String)
        /// `columns "{source}_N_{question}_{point}"`: the columns whose names fit.
        case columns(String)
        indirect case call(Path, [Argument])
        /// `not x`, `-x`.
        indirect case unary(UnaryOperator, Expression)
        /// Operators of one precedence, left to right: `a - b + c`. Never empty.
        indirect case chain(Expression, [(BinaryOperator, Expression)])
        /// `a..b`, both ends in it.
        indirect case range(Expression, Expression)
        /// `[a, b]`.
        indirect case list([Expression])
        /// `x is missing`, `x is not hidden`.
        indirect case isState(Expression, State, negated: Bool)
        /// `x in [a, b]`, `x not in 1..3`.
        indirect case membership(Expression, Expression, negated: Bool)
        indirect case query(Query)
        /// Already reported.
        case malformed
    }
    package enum State: Sendable { case missing, hidden }

    package let kind: Kind
    package let range: ByteRange

    package init(kind: Kind, range: ByteRange) {
        self.kind = kind
        self.range = range
    }
}

package enum UnaryOperator: String, Sendable { case not = "not", minus = "-" }

/// By falling precedence: `* /`; `+ -`; then `..`; comparisons, `in` and `is`, which do not chain; `not`; `and`; `or`.
package enum BinaryOperator: String, Sendable {
    case times = "*"
    case divided = "/"
    case plus = "+"
    case minus = "-"
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case and = "and"
    case or = "or"
}

/// A table and what is done with it: `scores of mastery by district | where layer == gear | sort -score`.
package struct Query: Sendable {
    /// The table's name, or that of a named value that holds a table.
    package let table: Path
    /// `of`, `by`, `for`, `under`, `toward`, `across`, `paired`, `via`; first the pair of `compare`, the name of
    /// `crosswalk`.
    package let clauses: [Clause]
    package let stages: [Stage]
    package let range: ByteRange
}

/// One step after a `|`.
package struct Stage: Sendable {
    package let kind: StageKind
    package let range: ByteRange
    /// Of a `chart` first its kind, a path of one step.
    package let arguments: [Argument]
    /// `by` of `group`, `pivot` and `chart`, `across` of `chart`, `on` and `keep all` of `join`.
    package let clauses: [Clause]
    /// What `what if` holds in its braces, a declaration of the kind `whatIf`; nil for others.
    package let overlay: Declaration?
}

/// Stages of a pipeline.
///
///     where COND            select COLUMN, NAME = EXPR      derive NAME = EXPR, …
///     sort -a, b            take N                          group NAME = AGGREGATE, … by KEY, …
///     join (QUERY) on KEY   join … on KEY keep all          pivot COLUMN by KEY
///     chart KIND COLUMN, … by KEY, … across KEY             what if { DECLARATIONS }
package enum StageKind: String, Sendable, CaseIterable {
    case `where`, select, derive, sort, take, group, join, pivot, chart
    case whatIf = "what if"
}

/// How a `chart` is drawn.
package enum ChartKind: String, Sendable, CaseIterable {
    case bars, distribution, heatmap, lines, sparklines
}
