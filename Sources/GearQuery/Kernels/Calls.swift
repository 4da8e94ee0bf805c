import GearModel
import GearScore
import GearSource
import GearTable

extension Compiler {
    func call(_ function: Function, _ arguments: [Term], at location: Location) throws(Diagnostic) -> Kernel {
        guard let first = arguments.first else {
            throw Diagnostic(
                .unsuitableOperand, "`\(function.rawValue)` has nothing to work on", at: location)
        }
        switch function {
        case .abs: return try number(first) { $0.magnitude }
        case .floor: return try number(first) { $0.rounded(.down) }
        case .ceiling: return try number(first) { $0.rounded(.up) }
        case .sqrt: return try squareRoot(first)
        case .round: return try round(first, to: arguments.dropFirst().first)
        case .min: return try extreme(arguments) { Swift.min($0, $1) }
        case .max: return try extreme(arguments) { Swift.max($0, $1) }
        case .if: return try choice(arguments, at: location)
        case .coalesce: return try firstPresent(arguments)
        case .lower: return try text(first) { $0.lowercased() }
        case .upper: return try text(first) { $0.uppercased() }
        case .length: return try textNumber(first) { Double($0.count) }
        case .contains: return try search(arguments, at: location) { $0.contains($1) }
        case .startsWith: return try search(arguments, at: location) { $0.starts(with: $1) }
        case .endsWith: return try search(arguments, at: location) { $0.reversed().starts(with: $1.reversed()) }
        case .year: return try calendar(first, \.year)
        case .month: return try calendar(first, \.month)
        }
    }

    // MARK: Numbers

    private func number(_ term: Term, _ change: @escaping (Double) -> Double) throws(Diagnostic) -> Kernel {
        let run = try numbers(term)
        return .numbers { run($0).map(change) }
    }

    private func squareRoot(_ term: Term) throws(Diagnostic) -> Kernel {
        let run = try numbers(term)
        let undefined = state(for: "the root of a negative number")
        return .numbers { rows in
            var result = run(rows).map { $0.squareRoot() }
            result.dropNotFinite(undefined)
            return result
        }
    }

    /// To the nearest whole number, or to so many decimals; halves away from zero.
    private func round(_ term: Term, to decimals: Term?) throws(Diagnostic) -> Kernel {
        let run = try numbers(term)
        guard let decimals else { return .numbers { run($0).map { Rounding.decimal($0, places: 0) } } }
        let places = try numbers(decimals)
        return .numbers { run($0).combined(with: places($0)) { Rounding.decimal($0, places: $1) } }
    }

    private func extreme(
        _ terms: [Term], _ choose: @escaping (Double, Double) -> Double
    ) throws(Diagnostic) -> Kernel {
        var result = try numbers(terms[0])
        for term in terms.dropFirst() {
            let (left, right) = (result, try numbers(term))
            result = { left($0).combined(with: right($0), choose) }
        }
        return .numbers(result)
    }

    private func calendar(_ term: Term, _ part: @escaping (CalendarDate) -> Int) throws(Diagnostic) -> Kernel {
        switch try kernel(for: term) {
        case .dates(let run):
            return .numbers { rows in
                run(rows).map { packed in CalendarDate(packed: packed).map { Double(part($0)) } ?? .nan }
            }
        case .nothing(let state): return .nothing(state)
        default: throw unsuitable(term, "a date")
        }
    }
}
