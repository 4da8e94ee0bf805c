import GearModel
import GearSource

/// Runs a term on one row at a time, for conditions that are asked seldom: once a combination of dimension values,
/// once a point of a scale, once a score.
package struct TermEvaluator {
    /// Declared order of coded values: waves, layers, points.
    package let rank: (Type, String) -> Int?
    /// The value of a column of the row at hand.
    package let column: (String) -> Value

    package init(rank: @escaping (Type, String) -> Int?, column: @escaping (String) -> Value) {
        self.rank = rank
        self.column = column
    }

    /// Whether the term is true: not false, not missing, not hidden.
    package func holds(_ term: Term) -> Bool { evaluate(term) == .boolean(true) }

    /// A term that no row can answer (an aggregate, a score's cell) is missing.
    package func evaluate(_ term: Term) -> Value {
        switch term.kind {
        case .constant(let value): value
        case .column(let name): column(name)
        case .unary(.not, let operand): Self.truth(evaluate(operand)).map { .boolean(!$0) } ?? .missing
        case .unary(.negate, let operand): Self.number(evaluate(operand)).map { .number(-$0) } ?? .missing
        case .binary(let operation, let left, let right): binary(operation, left, right)
        case .isMissing(let operand, let negated): .boolean((evaluate(operand) == .missing) != negated)
        case .isHidden(let operand, let negated): .boolean((evaluate(operand) == .hidden) != negated)
        case .isIn(let tested, let alternatives, let negated): isIn(tested, alternatives, negated)
        case .isBetween(let value, let low, let high, let negated):
            Self.and(compare(.lessOrEqual, low, value), compare(.lessOrEqual, value, high))
                .map { .boolean($0 != negated) } ?? .missing
        case .call(let function, let arguments): call(function, arguments.map(evaluate))
        case .aggregate, .cell: .missing
        }
    }

    private func binary(_ operation: BinaryOperation, _ left: Term, _ right: Term) -> Value {
        switch operation {
        case .and:
            return Self.and(Self.truth(evaluate(left)), Self.truth(evaluate(right))).map { .boolean($0) } ?? .missing
        case .or:
            let (a, b) = (Self.truth(evaluate(left)), Self.truth(evaluate(right)))
            return Self.and(a.map(!), b.map(!)).map { .boolean(!$0) } ?? .missing
        case .add, .subtract, .multiply, .divide:
            guard let a = Self.number(evaluate(left)), let b = Self.number(evaluate(right)) else { return .missing }
            let result =
                switch operation {
                case .add: a + b
                case .subtract: a - b
                case .multiply: a * b
                default: b == 0 ? Double.nan : a / b
                }
            return result.isNaN ? .missing : .number(result)
        default: return compare(operation, left, right).map { .boolean($0) } ?? .missing
        }
    }

    /// Kleene's conjunction: false decides, nil is unknown.
    private static func and(_ left: Bool?, _ right: Bool?) -> Bool? {
        if left == false || right == false { return false }
        return left == nil || right == nil ? nil : true
    }

    private func compare(_ operation: BinaryOperation, _ left: Term, _ right: Term) -> Bool? {
        let (a, b) = (evaluate(left), evaluate(right))
        guard let order = order(a, b, left.type == .text ? right.type : left.type) else { return nil }
        return switch operation {
        case .equal: order == 0
        case .notEqual: order != 0
        case .less: order < 0
        case .lessOrEqual: order <= 0
        case .greater: order > 0
        default: order >= 0
        }
    }

    /// Negative, zero or positive; nil if one of them is missing or they cannot be compared.
    private func order(_ left: Value, _ right: Value, _ type: Type) -> Int? {
        switch (left, right) {
        case (.number(let a), .number(let b)): return a < b ? -1 : (a == b ? 0 : 1)
        case (.boolean(let a), .boolean(let b)): return a == b ? 0 : (b ? -1 : 1)
        case (.date(let a), .date(let b)): return a < b ? -1 : (a == b ? 0 : 1)
        case (.text(let a), .text(let b)):
            if a == b { return 0 }
            if let first = rank(type, a), let second = rank(type, b), first != second {
                return first < second ? -1 : 1
            }
            return a.utf8.lexicographicallyPrecedes(b.utf8) ? -1 : 1
        default: return nil
        }
    }

    private func isIn(_ tested: Term, _ alternatives: [Term], _ negated: Bool) -> Value {
        var unknown = false
        for alternative in alternatives {
            switch compare(.equal, tested, alternative) {
            case true: return .boolean(!negated)
            case nil: unknown = true
            default: continue
            }
        }
        return unknown ? .missing : .boolean(negated)
    }

    private static func truth(_ value: Value) -> Bool? {
        if case .boolean(let truth) = value { truth } else { nil }
    }

    private static func number(_ value: Value) -> Double? {
        if case .number(let number) = value { number } else { nil }
    }

    private func call(_ function: Function, _ arguments: [Value]) -> Value {
        switch function {
        case .if:
            guard arguments.count == 3, let truth = Self.truth(arguments[0]) else { return .missing }
            return arguments[truth ? 1 : 2]
        case .coalesce: return arguments.first { $0 != .missing } ?? .missing
        case .year, .month:
            guard case .date(let date)? = arguments.first else { return .missing }
            let part = function == .year ? date.year : date.month
            return part == 0 ? .missing : .number(Double(part))
        case .lower, .upper, .contains, .startsWith, .endsWith, .length: return text(function, arguments)
        case .abs, .round, .floor, .ceiling, .min, .max, .sqrt:
            let numbers = arguments.compactMap(Self.number)
            guard numbers.count == arguments.count else { return .missing }
            var stack: [Double] = []
            let program = LineProgram(numbers.map { .constant($0) } + [.call(function, numbers.count)])
            let result = program.run(stack: &stack).value
            return result.isNaN ? .missing : .number(result)
        }
    }

    private func text(_ function: Function, _ arguments: [Value]) -> Value {
        let texts = arguments.compactMap { if case .text(let text) = $0 { text } else { nil as String? } }
        guard texts.count == arguments.count, let first = texts.first, let last = texts.last else { return .missing }
        return switch function {
        case .lower: .text(first.lowercased())
        case .upper: .text(first.uppercased())
        case .length: .number(Double(first.unicodeScalars.count))
        case .contains: .boolean(first.utf8.contains(last.utf8))
        case .startsWith: .boolean(first.utf8.starts(with: last.utf8))
        default: .boolean(first.utf8.reversed().starts(with: last.utf8.reversed()))
        }
    }
}

extension String.UTF8View {
    fileprivate func contains(_ other: String.UTF8View) -> Bool {
        let (bytes, wanted) = (Array(self), Array(other))
        guard wanted.count <= bytes.count else { return false }
        return (0...bytes.count - wanted.count).contains { bytes[$0...].starts(with: wanted) }
    }
}

extension Term {
    /// The names of all columns that it reads.
    package var columns: Set<String> {
        switch kind {
        case .column(let name): return [name]
        case .aggregate(let aggregate):
            var names = aggregate.condition?.columns ?? []
            if case .term(let term) = aggregate.argument { names.formUnion(term.columns) }
            return names
        default: return operands.reduce([]) { $0.union($1.columns) }
        }
    }
}
