import GearSource
import GearSyntax

/// What an expression can see where it stands.
struct TermContext {
    enum Aggregates {
        case none
        /// The rows of a group.
        case rows
        /// Collections of a scoring rule's line, named in messages by `line`.
        case collections(Set<Collection>, line: String)
        /// In a definition looked at by itself: whatever the place that uses it has.
        case any
    }

    /// What a parameter of an author's function stands for.
    enum Binding {
        /// With the number of terms in it.
        case term(Term, size: Int)
        /// With the place where it was given.
        case collection(Collection, Location)
        /// While the definition is looked at by itself.
        case unknown
    }

    var place: Place
    /// The row's columns.
    var columns = TableSchema([])
    /// What the columns are of, for messages.
    var rowNoun = "the row"
    /// What the rows have no column of, and what is made of them has.
    var columnsLater: Set<String> = []
    var parameters: [String: Binding] = [:]
    /// The framework whose nodes and layers bare names may be; nil: of any.
    var framework: Int?
    /// The scores that bare names of nodes stand for, in requirements.
    var scores: UsedScores?
    /// What a condition on one of the `visits` sees.
    var visitColumns = TableSchema([])
    /// The rule whose bands they may be; nil: of any.
    var rule: Int?
    var aggregates = Aggregates.none
    /// Inside an aggregate, where no further one may stand.
    var isInsideAggregate = false
    /// Whether `score(NODE, …)` and the like may stand.
    var allowsCells = false
    /// A definition looked at by itself: names that its use would settle stay open.
    var isDefinition = false

    init(_ place: Place) { self.place = place }
}

/// How much one expression may grow to: author's functions are put in place, and each could double the last.
final class TermBudget {
    static let mostTerms = 20_000
    static let deepest = 400
    var count = 0
    var isExceeded = false
    let location: Location

    init(_ location: Location) { self.location = location }
}

extension Type {
    /// As a message calls a value of it.
    package var noun: String {
        switch self {
        case .number: "a number"
        case .boolean: "true or false"
        case .text: "a text"
        case .date: "a date"
        case .node: "a node"
        case .layer: "a layer"
        case .wave: "a wave"
        case .level: "a level"
        case .source: "a source"
        case .question: "a question"
        case .band: "a band"
        case .rule: "a scoring rule"
        case .dimension(let name): "a value of `\(name)`"
        case .point: "a point of a scale"
        case .absenceKind: "a kind of absence"
        case .collection: "a collection"
        case .absent: "a missing value"
        }
    }

    /// Whether values of both may be compared or stand for each other.
    func fits(_ other: Type) -> Bool {
        switch (self, other) {
        case (.absent, _), (_, .absent): true
        case (.node(let left), .node(let right)): left == nil || right == nil || left == right
        case (.point(let left), .point(let right)): left == nil || right == nil || left == right
        case (.level(let left), .level(let right)): left == nil || right == nil || left == right
        default: self == other
        }
    }

    /// Whether `<` has a meaning.
    var isOrdered: Bool {
        switch self {
        case .number, .date, .text, .wave, .level, .absent: true
        default: false
        }
    }

    /// Texts that stand for a thing: their constants are names.
    var isCoded: Bool {
        switch self {
        case .node, .layer, .wave, .level, .source, .question, .band, .rule, .dimension, .point, .absenceKind: true
        default: false
        }
    }
}
