/// A term as text that is the same for the same meaning: names put in place, brackets everywhere, no layout.
///
/// What a name is called is asked for, so that terms of two versions can be compared in the names of one.
package struct TermText {
    /// The name of a coded value: of a node its path, of a question its name.
    package let called: (Type, String) -> String
    /// The name of a node whose score is read.
    let node: (NodeReference) -> String

    package init(
        called: @escaping (Type, String) -> String, node: @escaping (NodeReference) -> String = { String($0.node) }
    ) {
        self.called = called
        self.node = node
    }

    package func text(_ term: Term) -> String {
        switch term.kind {
        case .constant(let value): return constant(value, term.type)
        case .column(let name): return name
        case .unary(let operation, let operand):
            return operation == .not ? "(not \(text(operand)))" : "(-\(text(operand)))"
        case .binary(let operation, let left, let right):
            return "(\(text(left)) \(operation.rawValue) \(text(right)))"
        case .isMissing(let operand, let negated): return "(\(text(operand)) is \(negated ? "not " : "")missing)"
        case .isHidden(let operand, let negated): return "(\(text(operand)) is \(negated ? "not " : "")hidden)"
        case .isIn(let operand, let members, let negated):
            return "(\(text(operand)) \(negated ? "not " : "")in [\(members.map(text).joined(separator: ", "))])"
        case .isBetween(let operand, let low, let high, let negated):
            return "(\(text(operand)) \(negated ? "not " : "")in \(text(low))..\(text(high)))"
        case .call(let function, let arguments):
            return "\(function.rawValue)(\(arguments.map(text).joined(separator: ", ")))"
        case .aggregate(let aggregate): return text(aggregate)
        case .cell(let cell):
            let dimensions = cell.dimensions.map { ", \($0.name): \($0.value)" }.joined()
            return "\(cell.measure.rawValue)(\(node(cell.node))\(dimensions))"
        }
    }

    private func text(_ aggregate: Aggregate) -> String {
        let argument: String =
            switch aggregate.argument {
            case .rows: ""
            case .collection(let collection): collection.rawValue
            case .term(let term): text(term)
            }
        return "\(aggregate.function.rawValue)(\(argument)\(aggregate.condition.map { ", " + text($0) } ?? ""))"
    }

    private func constant(_ value: Value, _ type: Type) -> String {
        switch value {
        case .number(let number): return Self.number(number)
        case .boolean(let boolean): return boolean ? "true" : "false"
        case .date(let date): return date.description
        case .missing: return "missing"
        case .hidden: return "hidden"
        case .text(let text):
            if case .text = type { return "\"\(text)\"" }
            return called(type, text)
        }
    }

    private static func number(_ number: Double) -> String {
        Int64(exactly: number).map { String($0) } ?? "\(number)"
    }
}
