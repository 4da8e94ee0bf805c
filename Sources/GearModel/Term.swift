import GearSource

/// The type of an expression or of a table's column.
package enum Type: Hashable, Sendable {
    case number, boolean, text, date
    /// A node of the framework at this position; nil: of any.
    case node(framework: Int?)
    case layer, wave, source
    /// A level of the progression at this position; nil: of any.
    case level(progression: Int?)
    case question, band, rule
    /// A value of the declared dimension with this name.
    case dimension(String)
    /// A point of a scale, by its position; nil: of any.
    case point(scale: Int?)
    /// Why there is no answer, such as `skipped`.
    case absenceKind
    /// What an aggregate gathers: only its first argument.
    case collection
    /// The literals `missing` and `hidden`, which fit any type.
    case absent
}

/// A constant. Coded values (nodes, layers, waves, points, …) are their names.
package enum Value: Hashable, Sendable {
    case number(Double)
    case boolean(Bool)
    case text(String)
    case date(CalendarDate)
    case missing
    case hidden
}

/// A resolved and typed expression. Named values and the author's functions are already put in place, so
/// that whoever runs a term meets only these.
package struct Term: Sendable {
    package indirect enum Kind: Sendable {
        case constant(Value)
        /// A column of the row at hand: of a table; of the answer at hand (`value`, `point`, `question`, dimensions);
        /// of a score (`score`, `n`, `answers`, …) in `bands` and `mastered`.
        case column(String)
        case unary(UnaryOperation, Term)
        case binary(BinaryOperation, Term, Term)
        /// `x is missing`, `x is not hidden`.
        case isMissing(Term, negated: Bool)
        case isHidden(Term, negated: Bool)
        case isIn(Term, [Term], negated: Bool)
        /// Both ends in it.
        case isBetween(Term, Term, Term, negated: Bool)
        case call(Function, [Term])
        case aggregate(Aggregate)
        /// `score(NODE, of: RULE, source: S, …)` and the like in `expect`.
        case cell(CellReference)
    }

    package let kind: Kind
    package let type: Type
    package let location: Location

    package init(_ kind: Kind, _ type: Type, at location: Location) {
        self.kind = kind
        self.type = type
        self.location = location
    }
}

extension Term {
    /// What its operation takes; of an aggregate and of a cell nothing.
    package var operands: [Term] {
        switch kind {
        case .constant, .column, .aggregate, .cell: []
        case .unary(_, let operand), .isMissing(let operand, _), .isHidden(let operand, _): [operand]
        case .binary(_, let left, let right): [left, right]
        case .isIn(let operand, let members, _): [operand] + members
        case .isBetween(let operand, let low, let high, _): [operand, low, high]
        case .call(_, let arguments): arguments
        }
    }
}

extension Term {
    /// The same operation on changed operands.
    package func mappingOperands<Failure: Error>(_ change: (Term) throws(Failure) -> Term) throws(Failure) -> Term {
        func all(_ terms: [Term]) throws(Failure) -> [Term] {
            var changed: [Term] = []
            for term in terms { changed.append(try change(term)) }
            return changed
        }
        let changed: Kind
        switch kind {
        case .constant, .column, .aggregate, .cell: return self
        case .unary(let operation, let operand): changed = .unary(operation, try change(operand))
        case .binary(let operation, let left, let right):
            changed = .binary(operation, try change(left), try change(right))
        case .isMissing(let operand, let negated): changed = .isMissing(try change(operand), negated: negated)
        case .isHidden(let operand, let negated): changed = .isHidden(try change(operand), negated: negated)
        case .isIn(let operand, let list, let negated):
            changed = .isIn(try change(operand), try all(list), negated: negated)
        case .isBetween(let operand, let low, let high, let negated):
            changed = .isBetween(try change(operand), try change(low), try change(high), negated: negated)
        case .call(let function, let arguments): changed = .call(function, try all(arguments))
        }
        return Term(changed, type, at: location)
    }
}

package enum UnaryOperation: Sendable { case not, negate }

package enum BinaryOperation: String, Sendable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case and, or
}

/// Functions of values. `if(COND, A, B)` is the one choice.
package enum Function: String, Sendable, CaseIterable {
    case abs, round, floor, ceiling, min, max, sqrt
    case `if`
    case coalesce
    case lower, upper, contains, startsWith = "starts_with", endsWith = "ends_with", length
    case year, month
}

package enum Collection: String, Sendable, CaseIterable, BitwiseCopyable {
    case answers, questions, persons, parts, below, groups, waves
    /// Rated visits, in what a progression requires.
    case visits
}

package enum AggregateFunction: String, Sendable, CaseIterable {
    case mean, median, min, max, sum, count, share
    /// Over `waves` only.
    case latest
    case decayingLinear = "decaying_linear"
    case decayingRecursive = "decaying_recursive"
}

/// mean(answers), share(answers, value >= 4), mean(score), count()
package struct Aggregate: Sendable {
    package enum Argument: Sendable {
        /// Rows of the group at hand: `count()`.
        case rows
        case collection(Collection)
        /// A column or an expression over the group's rows, in `group`.
        case term(Term)
    }
    package let function: AggregateFunction
    package let argument: Argument
    /// Only what makes it true is gathered; for `share`, what is counted.
    package let condition: Term?

    package init(function: AggregateFunction, argument: Argument, condition: Term?) {
        self.function = function
        self.argument = argument
        self.condition = condition
    }
}

/// One cell of the scores: `score(leadership.vision, of: mastery, source: teacher, district: "d07")`.
package struct CellReference: Sendable {
    package enum Measure: String, Sendable, CaseIterable {
        case score, n, answers, answered, band, mastered, se, low, high, favourable
    }
    package let measure: Measure
    package let node: NodeReference
    /// Position in the model's `rules`.
    package let rule: Int
    /// Dimension names (`source` and `wave` among them) and the values asked for.
    package let dimensions: [(name: String, value: String)]

    package init(
        measure: Measure, node: NodeReference, rule: Int, dimensions: [(name: String, value: String)]
    ) {
        self.measure = measure
        self.node = node
        self.rule = rule
        self.dimensions = dimensions
    }
}
