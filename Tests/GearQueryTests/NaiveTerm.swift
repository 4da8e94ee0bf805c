import GearModel
import GearTable

@testable import GearQuery

/// The value of a term in one row, worked out as a reader would, with no regard to speed: what the kernels are
/// held against.
struct NaiveTerm {
    let table: Table
    let row: Int

    /// nil is missing.
    enum Value: Equatable {
        case number(Double)
        case boolean(Bool)
        case text(String)
    }

    func value(_ term: Term) -> Value? {
        switch term.kind {
        case .constant(.number(let number)): return .number(number)
        case .constant(.boolean(let boolean)): return .boolean(boolean)
        case .constant(.text(let text)): return .text(text)
        case .constant: return nil
        case .column(let name): return cell(name)
        case .unary(.not, let operand): return boolean(operand).map { .boolean(!$0) }
        case .unary(.negate, let operand): return number(operand).map { .number(-$0) }
        case .binary(.and, let left, let right):
            if boolean(left) == false || boolean(right) == false { return .boolean(false) }
            return boolean(left) == true && boolean(right) == true ? .boolean(true) : nil
        case .binary(.or, let left, let right):
            if boolean(left) == true || boolean(right) == true { return .boolean(true) }
            return boolean(left) == false && boolean(right) == false ? .boolean(false) : nil
        case .binary(let operation, let left, let right): return binary(operation, left, right)
        case .isMissing(let operand, let negated): return .boolean((value(operand) == nil) != negated)
        case .isIn(let operand, let list, let negated):
            let found = list.map { binary(.equal, operand, $0) }
            if found.contains(.boolean(true)) { return .boolean(!negated) }
            return found.contains(nil) ? nil : .boolean(negated)
        case .call(.if, let arguments): return boolean(arguments[0]).flatMap { value(arguments[$0 ? 1 : 2]) }
        case .call(.coalesce, let arguments): return arguments.lazy.compactMap(value).first
        case .call(.abs, let arguments): return number(arguments[0]).map { .number($0.magnitude) }
        default: return nil
        }
    }

    private func binary(_ operation: BinaryOperation, _ left: Term, _ right: Term) -> Value? {
        switch (value(left), value(right)) {
        case (.number(let a)?, .number(let b)?):
            switch operation {
            case .add: return finite(a + b)
            case .subtract: return finite(a - b)
            case .multiply: return finite(a * b)
            case .divide: return b == 0 ? nil : finite(a / b)
            default: return .boolean(compare(operation, a, b))
            }
        case (.text(let a)?, .text(let b)?):
            if a == b { return .boolean(compare(operation, 0, 0)) }
            return .boolean(compare(operation, a.precedes(b) ? 0 : 1, a.precedes(b) ? 1 : 0))
        default: return nil
        }
    }

    private func compare(_ operation: BinaryOperation, _ left: Double, _ right: Double) -> Bool {
        switch operation {
        case .equal: left == right
        case .notEqual: left != right
        case .less: left < right
        case .lessOrEqual: left <= right
        case .greater: left > right
        default: left >= right
        }
    }

    private func finite(_ number: Double) -> Value? { number.isFinite ? .number(number) : nil }
    private func number(_ term: Term) -> Double? { if case .number(let number)? = value(term) { number } else { nil } }
    private func boolean(_ term: Term) -> Bool? { if case .boolean(let value)? = value(term) { value } else { nil } }

    private func cell(_ name: String) -> Value? {
        switch table[name]?[row] {
        case .number(let number)?: .number(number)
        case .integer(let integer)?: .number(Double(integer))
        case .boolean(let boolean)?: .boolean(boolean)
        case .text(let text)?: .text(text)
        default: nil
        }
    }
}
