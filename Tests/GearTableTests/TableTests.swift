import GearSource
import Testing

@testable import GearTable

@Suite struct TableTests {
    private func column(_ cells: [Double?], _ name: String = "x") -> Column {
        var builder = ColumnBuilder(name, .number)
        for cell in cells { if let cell { builder.append(cell) } else { builder.appendMissing("no formula") } }
        return builder.finish()
    }

    private func texts(_ cells: [String?], _ name: String = "t", _ type: ColumnType = .text) -> Column {
        var builder = ColumnBuilder(name, type)
        for cell in cells { if let cell { builder.append(cell) } else { builder.appendMissing() } }
        return builder.finish()
    }

    @Test func missingCellsKeepTheirReasons() {
        let column = column([1, nil, .nan, -0.0])
        #expect((0..<4).map { column[$0] } == [.number(1), .missing("no formula"), .missing(nil), .number(0)])
        #expect(column.taking([1, 1, 0])[1] == .missing("no formula"))
        #expect(self.column([1, 2]).states.isEmpty)
    }

    @Test func reasonsBeyondTheLastPlaceAreStillMissing() {
        var builder = ColumnBuilder("x", .integer)
        for reason in 0..<300 { builder.appendMissing("reason \(reason)") }
        let column = builder.finish()
        #expect(column[252] == .missing("reason 252"))
        #expect(column[253] == .missing(nil))
        #expect(column.reasons.count == Column.mostReasons)
    }

    @Test(arguments: [false, true]) func missingSortsLastBothWays(descending: Bool) throws {
        let table = Table([column([2, nil, -1, .infinity, 0, -0.0, nil, 1e300])])
        let order = try table.sortedRows(by: [.init(column: 0, descending: descending)])
        #expect(order == (descending ? [7, 0, 4, 5, 2, 1, 3, 6] : [2, 4, 5, 0, 7, 1, 3, 6]))
    }

    /// Of a dictionary the first entry has rank 0, which must not meet the missing key when order is turned.
    @Test func firstTextTurnedIsNotMissing() throws {
        let table = Table([texts(["a", nil, "b"])])
        #expect(try table.sortedRows(by: [.init(column: 0, descending: true)]) == [2, 0, 1])
    }

    @Test func textsSortByBytesAndDeclaredOnesAsDeclared() throws {
        let table = Table([texts(["b", "Z", "é", "a", "aa", ""])])
        #expect(
            try table.sortedRows(by: [.init(column: 0)]).map { table.row($0)[0] }
                == ["", "Z", "a", "aa", "b", "é"].map { .text($0) })
        var layers = ColumnBuilder("layer", .layer, dictionary: TextDictionary(declared: ["gear", "lead", "answer"]))
        for code in [2, 0, 1] as [UInt32] { layers.append(code: code) }
        #expect(try Table([layers.finish()]).sortedRows(by: [.init(column: 0)]) == [1, 2, 0])
    }

    /// However the rows came, they leave in one order.
    @Test(arguments: 0..<10) func orderDoesNotDependOnArrival(seed: UInt64) throws {
        var random = SplitMix(seed)
        let rows = (0..<50).map { _ in
            (Double(random.next() % 4), random.pick(["a", "b", nil]), Double(random.next() % 3))
        }
        let tables = try [rows, rows.shuffled(using: &random)].map { rows in
            try Table([column(rows.map(\.0), "x"), texts(rows.map(\.1)), column(rows.map(\.2), "y")])
                .sorted(by: [.init(column: 2, descending: true)])
        }
        #expect((0..<50).map { tables[0].row($0) } == (0..<50).map { tables[1].row($0) })
    }

    @Test func filteringAndConcatenating() throws {
        let first = Table([column([1, nil]), texts(["a", "b"])])
        let second = Table([column([3]), texts(["c"])])
        let both = try #require(try Table.concatenating([first, second, try second.filtered(by: [false])]))
        #expect((0..<3).map { both.row($0) } == [first.row(0), first.row(1), second.row(0)])
        #expect(try both.filtered(by: [true, false, true]).rowCount == 2)
        #expect(try [1, 99].map { try both.prefix($0).rowCount } == [1, 3])
        #expect(try Table.concatenating([first, Table([column([1], "other"), texts(["a"])])]) == nil)
        #expect(try Table.concatenating([Table([texts(["a"], "t", .node)]), Table([texts(["a"])])]) == nil)
    }

    /// Columns of one dictionary keep it, so that a declared order survives.
    @Test func concatenatingKeepsDeclaredOrder() throws {
        let waves = TextDictionary(declared: ["fall", "autumn"])
        let tables = ([[1, 0], [1]] as [[UInt32]]).map { codes -> Table in
            var builder = ColumnBuilder("wave", .wave, dictionary: waves)
            for code in codes { builder.append(code: code) }
            return Table([builder.finish()])
        }
        let both = try #require(try Table.concatenating(tables))
        #expect(try both.sortedRows(by: [.init(column: 0)]) == [1, 0, 2])
    }

    @Test func dictionariesTranslate() {
        let codes = TextDictionary(["a", "b", "c"]).codes(in: TextDictionary(["c", "a"]))
        #expect(codes == [1, nil, 0])
    }

    @Test func calendarDates() {
        #expect(CalendarDate("2016-02-29".utf8)?.description == "2016-02-29")
        #expect(CalendarDate("2016-10".utf8)?.description == "2016-10")
        #expect(CalendarDate(year: 2016)?.description == "2016")
        for text in [
            "2015-02-29", "2016-13", "2016-00", "2016-1", "2016-10-00", "16-10", "2016/10", "0000-01", "1900-02-29",
        ] {
            #expect(CalendarDate(text.utf8) == nil, "\(text)")
        }
        let days = ["2016-02-28", "2016-03-01", "2017-03-01"].compactMap { CalendarDate($0.utf8)?.dayNumber }
        #expect(days.count == 3 && days[1] - days[0] == 2 && days[2] - days[1] == 365)
        #expect(CalendarDate(year: 2016, month: 10).map { $0 < CalendarDate("2016-10-01".utf8)! } == true)
    }

    @Test(
        arguments: [
            (5, "5"), (-0.0, "0"), (0.1, "0.1"), (1e21, "1e+21"), (4.1623618734, "4.1623618734"),
            (1.0 / 3, "0.3333333333333333"),
        ] as [(Double, String)])
    func numbersAreShortest(number: Double, text: String) {
        #expect(number.shortest == text)
        #expect(Double(text) == number)
    }
}
