import GearSource
import GearTable
import Testing

@testable import GearModel
@testable import GearQuery

/// Each stage of a pipeline over a table.
@Suite struct StageTests {
    private let evaluator = Sheet.evaluator
    private let empty = ResolvedQuery(table: .nodes, stages: [], schema: TableSchema([]), location: Sheet.nowhere)

    private func named(_ name: String, _ term: Term) -> NamedTerm { NamedTerm(name: name, term: term) }

    @Test func whereKeepsWhatIsTrue() throws {
        let table = Sheet.table("a\n1\n2\n-")
        let mask = try Compiler(table, Sheet.model).mask(binary(column("a"), .greater, number(1)))
        #expect(mask == [false, true, false])
    }

    @Test func deriveSeesTheTableAsItWasAndReplacesInPlace() throws {
        let derived = try evaluator.derive(
            [named("b", binary(column("a"), .add, number(1))), named("a", binary(column("a"), .multiply, number(10)))],
            Sheet.table("a t$\n1 x"))
        #expect(Sheet.lines(derived) == "a t b\n10 x 2")
    }

    @Test func selectSeesTheTableAsItWas() throws {
        let selected = try evaluator.select(
            [named("b", column("a")), named("a", column("b"))], Sheet.table("a b\n1 2"))
        #expect(Sheet.lines(selected) == "b a\n1 2")
    }

    @Test func sortPutsMissingLastInEitherDirection() throws {
        let table = Sheet.table("a t$\n2 x\n- y\n3 z\n2 a")
        func sorted(_ descending: Bool) throws -> String {
            Sheet.lines(try evaluator.sort([SortKey(column: "a", isDescending: descending)], table, of: empty))
        }
        #expect(try sorted(false) == "a t\n2 a\n2 x\n3 z\n- y")
        #expect(try sorted(true) == "a t\n3 z\n2 a\n2 x\n- y")
    }

    @Test func groupGathersWhatIsThere() throws {
        let table = Sheet.table("k$ v is?\nx 1 true\nx 4 false\ny - true\nx - -\n- 2 true\n- 6 true")
        let v = column("v")
        let grouped = try evaluator.group(
            [
                named("n", aggregate(.count)), named("given", aggregate(.count, v)), named("mean", aggregate(.mean, v)),
                named("median", aggregate(.median, v)), named("low", aggregate(.min, v)),
                named("high", aggregate(.max, v)),
                named("sum", aggregate(.sum, v)), named("share", aggregate(.share, column("is", .boolean))),
                named("big", aggregate(.share, v, where: binary(v, .greater, number(3)))),
                named("width", binary(aggregate(.max, v), .subtract, aggregate(.min, v))),
            ], by: ["k"], table, of: empty)
        #expect(
            Sheet.lines(try grouped.sorted()) == """
                k n given mean median low high sum share big width
                x 3 2 2.5 2.5 1 4 5 0.5 0.5 3
                y 1 0 - - - - - 1 - -
                - 2 2 4 4 2 6 8 1 0.5 4
                """)
        #expect(grouped["mean"]?.reason(1) == "no values")
    }

    @Test func groupWithoutKeysIsOneRowEvenOfNothing() throws {
        let none = try Sheet.table("a\n1").prefix(0)
        let grouped = try evaluator.group([named("n", aggregate(.count))], by: [], none, of: empty)
        #expect(Sheet.lines(grouped) == "n\n0")
        let keyed = try evaluator.group([named("n", aggregate(.count))], by: ["a"], none, of: empty)
        #expect(Sheet.lines(keyed) == "a n")
    }

    @Test func sumsDoNotDependOnOrder() {
        var numbers = (0..<1_000).map { (place: Int) -> Double in
            let large = place % 3 == 0 ? 1e12 : -1e-3
            return Double(place % 17) * 0.1 + large
        }
        let sum = OrderFreeSum(numbers).value
        for _ in 0..<20 {
            numbers.shuffle()
            #expect(OrderFreeSum(numbers).value == sum)
        }
        #expect(OrderFreeSum([1e308, 1e308]).value == .infinity)
        #expect(OrderFreeSum([2.3e-308, 2.3e-308]).value == 4.6e-308)
        #expect(OrderFreeSum([-0.1, 0.1, 0.3]).value == 0.3)
    }

    private func join(_ left: String, _ right: String, on keys: [String], keepAll: Bool = false) throws -> String {
        Sheet.lines(
            try evaluator.joined(Sheet.table(left), Sheet.table(right), on: keys, keepAll: keepAll, at: Sheet.nowhere))
    }

    @Test func joinPairsEqualKeysAndMissingOnesNever() throws {
        let left = "k$ a\nx 1\ny 2\n- 3\nx 4"
        let right = "k$ b\nz 9\nx 7\nx 8\n- 6"
        #expect(try join(left, right, on: ["k"]) == "k a b\nx 1 7\nx 1 8\nx 4 7\nx 4 8")
        #expect(
            try join(left, right, on: ["k"], keepAll: true) == "k a b\nx 1 7\nx 1 8\ny 2 -\n- 3 -\nx 4 7\nx 4 8")
    }

    @Test func joinMatchesCountsWithNumbers() throws {
        #expect(try join("k# a\n1 5", "k b\n1 6\n1.5 7", on: ["k"]) == "k a b\n1 5 6")
        #expect(throws: Diagnostic.self) { try join("k$ a\n1 5", "k b\n1 6", on: ["k"]) }
    }

    @Test func joinThatExplodesIsRefusedBeforeItDoes() {
        let column = Sheet.column("k", [String](repeating: "1", count: 20_000))
        let other = column.renamed("k")
        #expect {
            try evaluator.joined(Table([column]), Table([other]), on: ["k"], keepAll: false, at: Sheet.nowhere)
        } throws: {
            ($0 as? Diagnostic)?.code.id == "GB0603"
        }
    }

    private func pivot(_ table: String, _ value: String, by spread: String, declared: [String] = []) throws -> String {
        Sheet.lines(
            try evaluator.pivot(value, by: spread, declared: declared, Sheet.table(table), of: empty).sorted())
    }

    @Test func pivotMakesAColumnOfEachValue() throws {
        let table = "node$ source$ score\na team 1\na teacher 2\nb team 3"
        #expect(try pivot(table, "score", by: "source") == "node teacher team\na 2 1\nb - 3")
        #expect(
            try pivot(table, "score", by: "source", declared: ["team", "observer", "teacher"])
                == "node team observer teacher\na 1 - 2\nb 3 - -")
    }

    @Test func pivotRefusesTwoValuesForOneCell() {
        for (table, value) in [
            ("node$ source$ score\na team 1\na team 2", "score"), ("team$ source$ score\na team 1", "score"),
            ("node$ source$ score\na missing 1\na - 2", "score"),
        ] {
            #expect {
                try pivot(table, value, by: "source")
            } throws: {
                ($0 as? Diagnostic)?.code.id == "GB0605"
            }
        }
        let many = "k$ v\n" + (0..<1_001).map { "k\($0) 1" }.joined(separator: "\n")
        #expect {
            try pivot(many, "v", by: "k")
        } throws: {
            ($0 as? Diagnostic)?.code.id == "GB0604"
        }
    }

    @Test func columnsReadStopAtTheFirstSelect() {
        func query(_ stages: [ResolvedStage]) -> Set<String>? {
            ResolvedQuery(table: .nodes, stages: stages, schema: TableSchema([]), location: Sheet.nowhere).columnsRead
        }
        #expect(query([.where(binary(column("a"), .less, number(1)))]) == nil)
        #expect(
            query([.where(binary(column("a"), .less, number(1))), .select([named("x", column("b"))]), .sort([])])
                == ["a", "b"])
        #expect(query([.group([named("x", aggregate(.mean, column("b")))], by: ["k"])]) == ["b", "k"])
        #expect(query([.pivot(value: "a", by: "b", values: nil), .select([named("x", column("b"))])]) == nil)
    }
}
