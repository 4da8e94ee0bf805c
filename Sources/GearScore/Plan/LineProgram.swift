import GearModel

/// An expression of a score line or of a condition inside it, in postfix: what reads it needs only a stack.
///
/// Numbers and truth values share the stack: 1 is true, 0 false and NaN missing, for both.
package struct LineProgram: Sendable, Hashable {
    package var operations: [LineOperation]

    package init(_ operations: [LineOperation]) { self.operations = operations }
}

package enum LineOperation: Sendable, Hashable {
    /// NaN for `missing`.
    case constant(Double)
    /// Pushes the result of the line's aggregate at this position.
    case aggregate(Int)
    /// Inside a condition: what is gathered.
    case value
    /// Inside a condition over answers: whether the point is favourable after the flip.
    case favourable
    /// Inside a condition over answers or questions: whether it belongs to one of these slots.
    case isSlot([Int])
    /// Inside a condition over answers: whether it is one of these points.
    case isPoint([SlotPoint])
    case negate, not
    case binary(BinaryOperation)
    case isMissing
    /// Pops the upper end, the lower end and what is tested.
    case isBetween
    /// Pops as many alternatives, then what is tested.
    case isIn(Int)
    /// With its number of arguments.
    case call(Function, Int)
}

/// A point of the question at a slot.
package struct SlotPoint: Sendable, Hashable {
    package let slot: Int
    package let point: Int
}

/// What a condition inside an aggregate may ask of the element at hand.
struct ElementContext {
    var value = Double.nan
    /// NaN where favourable points are undeclared.
    var favourable = Double.nan
    var slot = -1
    var point = -1
}

extension LineProgram {
    /// The value (NaN: missing), and whether something was divided by zero on the way.
    func run(
        aggregates: [Double] = [], element: ElementContext = ElementContext(), stack: inout [Double]
    ) -> (value: Double, dividedByZero: Bool) {
        stack.removeAll(keepingCapacity: true)
        var dividedByZero = false
        for operation in operations {
            switch operation {
            case .constant(let number): stack.append(number)
            case .aggregate(let index): stack.append(aggregates[index])
            case .value: stack.append(element.value)
            case .favourable: stack.append(element.favourable)
            case .isSlot(let slots): stack.append(slots.contains(element.slot) ? 1 : 0)
            case .isPoint(let points):
                stack.append(points.contains(SlotPoint(slot: element.slot, point: element.point)) ? 1 : 0)
            case .negate: stack.append(-stack.removeLast())
            case .not: stack.append(1 - stack.removeLast())
            case .isMissing: stack.append(stack.removeLast().isNaN ? 1 : 0)
            case .binary(let operation):
                let right = stack.removeLast()
                let left = stack.removeLast()
                if operation == .divide, right == 0 { dividedByZero = true }
                stack.append(Self.apply(operation, left, right))
            case .isBetween:
                let high = stack.removeLast()
                let low = stack.removeLast()
                let value = stack.removeLast()
                stack.append(value.isNaN || low.isNaN || high.isNaN ? .nan : (low <= value && value <= high ? 1 : 0))
            case .isIn(let count):
                let value = stack[stack.count - count - 1]
                let found = Self.isIn(value, stack.suffix(count))
                stack.removeLast(count + 1)
                stack.append(found)
            case .call(let function, let count):
                let result = Self.call(function, stack.suffix(count))
                stack.removeLast(count)
                stack.append(result)
            }
        }
        return (stack.last ?? .nan, dividedByZero)
    }

    /// Kleene's logic: what is missing matters only where it decides.
    private static func apply(_ operation: BinaryOperation, _ left: Double, _ right: Double) -> Double {
        switch operation {
        case .and: return left == 0 || right == 0 ? 0 : (left.isNaN || right.isNaN ? .nan : 1)
        case .or: return left == 1 || right == 1 ? 1 : (left.isNaN || right.isNaN ? .nan : 0)
        default: break
        }
        guard !left.isNaN, !right.isNaN else { return .nan }
        return switch operation {
        case .add: left + right
        case .subtract: left - right
        case .multiply: left * right
        case .divide: right == 0 ? .nan : left / right
        case .equal: left == right ? 1 : 0
        case .notEqual: left != right ? 1 : 0
        case .less: left < right ? 1 : 0
        case .lessOrEqual: left <= right ? 1 : 0
        case .greater: left > right ? 1 : 0
        case .greaterOrEqual: left >= right ? 1 : 0
        case .and, .or: .nan
        }
    }

    private static func isIn(_ value: Double, _ alternatives: ArraySlice<Double>) -> Double {
        if value.isNaN { return .nan }
        if alternatives.contains(value) { return 1 }
        return alternatives.contains { $0.isNaN } ? .nan : 0
    }

    private static func call(_ function: Function, _ arguments: ArraySlice<Double>) -> Double {
        let first = arguments.first ?? .nan
        switch function {
        case .if where arguments.count == 3:
            // Neither branch is taken on a missing condition.
            return first.isNaN ? .nan : (first == 1 ? arguments[arguments.startIndex + 1] : arguments.last ?? .nan)
        case .coalesce: return arguments.first { !$0.isNaN } ?? .nan
        default: break
        }
        if arguments.contains(where: \.isNaN) { return .nan }
        return switch function {
        case .abs: first.magnitude
        case .round where arguments.count == 2: Rounding.decimal(first, places: arguments.last ?? 0)
        case .round: Rounding.decimal(first, places: 0)
        case .floor: first.rounded(.down)
        case .ceiling: first.rounded(.up)
        case .min: arguments.min() ?? .nan
        case .max: arguments.max() ?? .nan
        case .sqrt: first < 0 ? .nan : first.squareRoot()
        default: .nan
        }
    }
}

extension LineProgram: CustomStringConvertible {
    package var description: String {
        operations.map { operation in
            switch operation {
            case .constant(let number): number.isNaN ? "missing" : "\(number)"
            case .aggregate(let index): "#\(index)"
            case .binary(let operation): operation.rawValue
            case .call(let function, let count): "\(function.rawValue)/\(count)"
            default: "\(operation)"
            }
        }.joined(separator: " ")
    }
}
