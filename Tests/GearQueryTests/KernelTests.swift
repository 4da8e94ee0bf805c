import GearModel
import GearSource
import GearTable
import Testing

@testable import GearQuery

/// Expressions over the columns of a table.
@Suite struct KernelTests {
    private func cells(_ term: Term, _ table: String = "a\n1", rounding: Bool = false) throws -> [Cell] {
        let column = try Compiler(Sheet.table(table), Sheet.model, roundsComparisons: rounding).column(term, named: "x")
        return (0..<column.count).map { column[$0] }
    }

    @Test(arguments: [true, false, nil] as [Bool?], [true, false, nil] as [Bool?])
    func logicIsKleenes(left: Bool?, right: Bool?) throws {
        let either: Bool? = left == true || right == true ? true : left == nil || right == nil ? nil : false
        let both: Bool? = left == false || right == false ? false : left == nil || right == nil ? nil : true
        func cell(_ value: Bool?) -> [Cell] { [value.map { .boolean($0) } ?? .missing(nil)] }
        #expect(try cells(binary(boolean(left), .or, boolean(right))) == cell(either))
        #expect(try cells(binary(boolean(left), .and, boolean(right))) == cell(both))
    }

    @Test func arithmeticKeepsMissingAndSaysWhy() throws {
        let table = "a b\n6 3\n- 2\n1 0\n0 0"
        #expect(
            try cells(binary(column("a"), .divide, column("b")), table)
                == [.number(2), .missing(nil), .missing("divided by zero"), .missing("divided by zero")])
        #expect(
            try cells(binary(column("a"), .multiply, number(1e308)), "a\n1\n10")
                == [.number(1e308), .missing("too large a number")])
    }

    @Test func countsAreNumbersToo() throws {
        #expect(try cells(binary(column("n"), .add, number(0.5)), "n#\n2\n-") == [.number(2.5), .missing(nil)])
    }

    @Test func wavesCompareByTimeAndTextsByBytes() throws {
        let waves = "w~\nfall15\nspring15\nspring16\n-"
        let later = binary(column("w", .wave), .greater, text("fall15", .wave))
        #expect(try cells(later, waves) == [.boolean(false), .boolean(false), .boolean(true), .missing(nil)])
        let byBytes = binary(column("w", .text), .greater, text("fall15"))
        #expect(
            try cells(byBytes, "w$\nfall15\nspring15\nspring16\nZ")
                == [.boolean(false), .boolean(true), .boolean(true), .boolean(false)])
    }

    @Test func membershipIsTrueIfAnyIsEqualElseMissingIfAnyIs() throws {
        func isIn(_ list: [Term], negated: Bool = false) -> Term {
            Term(.isIn(column("a"), list, negated: negated), .boolean, at: Sheet.nowhere)
        }
        let table = "a\n1\n2\n-"
        #expect(try cells(isIn([number(1), number(3)]), table) == [.boolean(true), .boolean(false), .missing(nil)])
        #expect(try cells(isIn([number(1), boolean(nil)]), table) == [.boolean(true), .missing(nil), .missing(nil)])
        #expect(try cells(isIn([], negated: true), table) == [.boolean(true), .boolean(true), .boolean(true)])
    }

    @Test func rangesHaveBothEnds() throws {
        let between = Term(.isBetween(column("a"), number(1), number(2), negated: false), .boolean, at: Sheet.nowhere)
        #expect(
            try cells(between, "a\n0.9\n1\n2\n2.1\n-")
                == [.boolean(false), .boolean(true), .boolean(true), .boolean(false), .missing(nil)])
    }

    @Test func missingIsAskedFor() throws {
        func isMissing(_ term: Term, negated: Bool = false) -> Term {
            Term(.isMissing(term, negated: negated), .boolean, at: Sheet.nowhere)
        }
        #expect(try cells(isMissing(column("a")), "a\n1\n-") == [.boolean(false), .boolean(true)])
        #expect(try cells(isMissing(column("a"), negated: true), "a\n1\n-") == [.boolean(true), .boolean(false)])
        #expect(try cells(isMissing(boolean(nil))) == [.boolean(true)])
    }

    @Test func choicesTakeOneSide() throws {
        let table = "a b is?\n1 9 true\n1 9 false\n1 - false\n1 9 -"
        let choice = call(.if, column("is", .boolean), column("a"), column("b"))
        #expect(try cells(choice, table) == [.number(1), .number(9), .missing(nil), .missing(nil)])
        #expect(
            try cells(call(.coalesce, column("a"), column("b"), number(7)), "a b\n1 2\n- 2\n- -")
                == [.number(1), .number(2), .number(7)])
        #expect(
            try cells(call(.if, column("is", .boolean), text("x"), column("t", .text)), "is? t$\ntrue a\nfalse b")
                == [.text("x"), .text("b")])
        #expect(try cells(call(.if, boolean(true), boolean(nil), number(1))) == [.missing(nil)])
    }

    @Test func textsAreMeasuredAndSearched() throws {
        let table = "t$\nÄpfel\nzoo\n-"
        let t = column("t", .text)
        #expect(try cells(call(.lower, t), table) == [.text("äpfel"), .text("zoo"), .missing(nil)])
        #expect(try cells(call(.length, t), table) == [.number(5), .number(3), .missing(nil)])
        #expect(try cells(call(.contains, t, text("oo")), table) == [.boolean(false), .boolean(true), .missing(nil)])
        #expect(try cells(call(.startsWith, t, text("Ä")), table) == [.boolean(true), .boolean(false), .missing(nil)])
        #expect(try cells(call(.endsWith, t, text("l")), table) == [.boolean(true), .boolean(false), .missing(nil)])
        #expect(try cells(call(.contains, t, text("")), "t$\n-") == [.missing(nil)])
    }

    @Test func numbersRoundHalfAwayFromZero() throws {
        #expect(
            try cells(call(.round, column("a")), "a\n0.5\n-0.5\n2.4") == [.number(1), .number(-1), .number(2)])
        #expect(try cells(call(.round, column("a"), number(2)), "a\n1.005\n-2.345") == [.number(1), .number(-2.35)])
        #expect(
            try cells(call(.sqrt, column("a")), "a\n4\n-1") == [.number(2), .missing("the root of a negative number")])
    }

    @Test func datesHaveYearsAndMonths() throws {
        #expect(try cells(call(.year, column("d", .date)), "d@\n2015-10-02\n-") == [.number(2015), .missing(nil)])
        #expect(try cells(call(.month, column("d", .date)), "d@\n2015-10-02\n-") == [.number(10), .missing(nil)])
    }

    @Test func onlyExpectationsRoundWhatTheyCompare() throws {
        let sum = binary(number(0.1), .add, number(0.2))
        #expect(try cells(binary(sum, .equal, number(0.3))) == [.boolean(false)])
        #expect(try cells(binary(sum, .equal, number(0.3)), rounding: true) == [.boolean(true)])
    }

    @Test func whatIsNotThereOrDoesNotFitIsFound() throws {
        for (term, code) in [
            (column("b"), "GB0601"), (binary(column("a"), .equal, text("x")), "GB0602"),
            (call(.abs, text("x")), "GB0602"), (aggregate(.sum, column("a")), "GB0606"),
        ] {
            #expect {
                try cells(term)
            } throws: {
                ($0 as? Diagnostic)?.code.id == code
            }
        }
    }

    @Test func batchesMeetWithoutASeam() throws {
        let values = (0..<3_000).map { $0 % 7 == 0 ? "-" : String($0) }
        let column = Sheet.column("a", values)
        let doubled = try Compiler(Table([column]), Sheet.model)
            .column(binary(GearQueryTests.column("a"), .multiply, number(2)), named: "x")
        for row in 0..<3_000 {
            #expect(doubled[row] == (row % 7 == 0 ? .missing(nil) : .number(Double(row) * 2)))
        }
    }
}
