import GearModel
import GearSource
import GearTable
import Testing

@testable import GearQuery

/// Kernels against a naive reading of the same term, on random terms and tables.
@Suite struct RandomTermTests {
    @Test(arguments: 0..<30) func kernelsDoWhatTheTermSays(seed: UInt64) throws {
        var random = Dice(state: seed &* 0x9E37_79B9_7F4A_7C15 &+ 1)
        // Around the size of a batch, and small ones.
        let rows = [0, 1, 7, 1_023, 1_024, 1_025, 2_100][Int(random.next() % 7)]
        let table = Table([
            Sheet.column("a", (0..<rows).map { _ in random.cell(["-", "0", "1", "-2.5", "3"]) }),
            Sheet.column("n#", (0..<rows).map { _ in random.cell(["-", "0", "4"]) }),
            Sheet.column("is?", (0..<rows).map { _ in random.cell(["-", "true", "false"]) }),
            Sheet.column("t$", (0..<rows).map { _ in random.cell(["-", "x", "y", "é"]) }),
        ])
        for _ in 0..<10 {
            let term = random.boolean(depth: 4)
            let column = try Compiler(table, Sheet.model).column(term, named: "x")
            let different = (0..<rows).first { row in
                let found: NaiveTerm.Value? = if case .boolean(let value) = column[row] { .boolean(value) } else { nil }
                return found != NaiveTerm(table: table, row: row).value(term)
            }
            #expect(different == nil, "\(term)")
        }
    }
}

/// Random terms; the same for the same seed.
private struct Dice: RandomNumberGenerator {
    var state: UInt64

    /// SplitMix64 (Steele, Lea and Flood 2014).
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    mutating func cell(_ choices: [String]) -> String { choices[Int(next() % UInt64(choices.count))] }
    private mutating func pick<Element>(_ choices: [Element]) -> Element {
        choices[Int(next() % UInt64(choices.count))]
    }

    mutating func boolean(depth: Int) -> Term {
        let comparisons: [BinaryOperation] = [.equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual]
        switch depth == 0 ? next() % 3 : next() % 9 {
        case 0: return GearQueryTests.boolean(pick([true, false, nil]))
        case 1: return column("is", .boolean)
        case 2: return binary(text(depth: 0), pick(comparisons), text(depth: 0))
        case 3: return binary(boolean(depth: depth - 1), .and, boolean(depth: depth - 1))
        case 4: return binary(boolean(depth: depth - 1), .or, boolean(depth: depth - 1))
        case 5: return Term(.unary(.not, boolean(depth: depth - 1)), .boolean, at: Sheet.nowhere)
        case 6:
            return Term(
                .isIn(
                    number(depth: depth - 1), [number(depth: 0), number(depth: depth - 1)],
                    negated: pick([true, false])),
                .boolean, at: Sheet.nowhere)
        case 7:
            return Term(
                .isMissing(number(depth: depth - 1), negated: pick([true, false])), .boolean, at: Sheet.nowhere)
        default: return binary(number(depth: depth - 1), pick(comparisons), number(depth: depth - 1))
        }
    }

    private mutating func number(depth: Int) -> Term {
        switch depth == 0 ? next() % 3 : next() % 8 {
        case 0: return column("a")
        case 1: return column("n")
        case 2: return GearQueryTests.number(pick([0, 1, 4, -2.5]))
        case 3: return call(.if, boolean(depth: depth - 1), number(depth: depth - 1), number(depth: depth - 1))
        case 4: return call(.coalesce, number(depth: depth - 1), number(depth: depth - 1))
        case 5: return call(.abs, number(depth: depth - 1))
        default:
            return binary(
                number(depth: depth - 1), pick([.add, .subtract, .multiply, .divide]), number(depth: depth - 1))
        }
    }

    private mutating func text(depth: Int) -> Term {
        next() % 2 == 0 ? column("t", .text) : GearQueryTests.text(pick(["x", "y", "z", "é"]))
    }
}
