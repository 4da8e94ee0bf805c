import GearModel
import GearSource

extension Compiler {
    func binary(_ operation: BinaryOperation, _ left: Term, _ right: Term) throws(Diagnostic) -> Kernel {
        switch operation {
        case .add, .subtract, .multiply:
            let (a, b) = (try numbers(left), try numbers(right))
            let tooLarge = state(for: Self.notFinite)
            return .numbers { rows in
                var result = Self.compute(operation, a(rows), b(rows))
                result.dropNotFinite(tooLarge)
                return result
            }
        case .divide: return .numbers(try quotient(left, right))
        case .and, .or:
            let (a, b) = (try booleans(left), try booleans(right))
            let decisive = operation == .or
            return .booleans { rows in a(rows).kleene(b(rows), decisive: decisive) }
        default: return .booleans(try comparison(operation, try kernel(for: left), try kernel(for: right), at: right))
        }
    }

    static let notFinite = "too large a number"

    private static func compute(
        _ operation: BinaryOperation, _ left: Batch<Double>, _ right: Batch<Double>
    ) -> Batch<Double> {
        switch operation {
        case .add: left.combined(with: right) { $0 + $1 }
        case .subtract: left.combined(with: right) { $0 - $1 }
        default: left.combined(with: right) { $0 * $1 }
        }
    }

    /// Dividing by zero is missing, with that as its reason.
    private func quotient(_ left: Term, _ right: Term) throws(Diagnostic) -> Kernel.Run<Double> {
        let (a, b) = (try numbers(left), try numbers(right))
        let byZero = state(for: "divided by zero"), tooLarge = state(for: Self.notFinite)
        return { rows in
            let divisor = b(rows)
            var result = a(rows).combined(with: divisor) { $0 / $1 }
            for row in result.cells.indices where divisor.cells[row] == 0 && result.state(row) == 0 {
                result.setMissing(row, byZero)
            }
            result.dropNotFinite(tooLarge)
            return result
        }
    }
}

extension Batch<Double> {
    /// Not a number and the infinities become missing.
    mutating func dropNotFinite(_ state: UInt8) {
        for row in cells.indices where !cells[row].isFinite && self.state(row) == 0 { setMissing(row, state) }
    }
}

extension Batch<Bool> {
    /// `and` (decided by false) or `or` (decided by true) in Kleene's logic: missing only if the other operand
    /// does not decide.
    func kleene(_ other: Batch<Bool>, decisive: Bool) -> Batch<Bool> {
        var result = combined(with: other) { ($0 == decisive || $1 == decisive) == decisive }
        if result.states.isEmpty { return result }
        for row in cells.indices {
            let isDecided =
                state(row) == 0 && cells[row] == decisive || other.state(row) == 0 && other.cells[row] == decisive
            if isDecided {
                result.cells[row] = decisive
                result.states[row] = 0
            }
        }
        return result
    }
}
