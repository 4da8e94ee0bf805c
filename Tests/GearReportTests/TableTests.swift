import Foundation
import GearModel
import GearReport
import GearSource
import GearTable
import Testing

@Suite struct TableTests {
    /// A column of each type, texts that are wide, hostile or long, and cells that are missing or hidden.
    static let everything: Table = {
        var district = ColumnBuilder("district", .dimension("district"))
        var layer = ColumnBuilder("layer", .layer, dictionary: TextDictionary(declared: ["gear", "lead", "sub"]))
        var score = ColumnBuilder("score", .number)
        var small = ColumnBuilder("se", .number)
        var n = ColumnBuilder("n", .integer)
        var isMet = ColumnBuilder("met", .boolean)
        var due = ColumnBuilder("due", .date)
        var note = ColumnBuilder("note | \"<b>\"", .text)
        let texts = [
            "plain", "=1+1", "東京都", "e\u{301}te\u{301} 👩‍👩‍👧 ok", "two\nlines, \"quoted\"", "\u{1B}[31mred\u{7}", "-5",
            "@home", "a|b*c_d<i>&\\", "\u{202E}reversed", " padded ", "a rather long text that goes on and on and on",
        ]
        for (row, text) in texts.enumerated() {
            district.append("d\(row % 3)")
            layer.append(code: UInt32(row % 3))
            switch row {
            case 1: score.appendMissing("fewer than 2 respondents")
            case 5: score.appendHidden()
            default: score.append(Double(row) / 7)
            }
            if row == 2 { small.appendMissing("no formula") } else { small.append(Double(row) / 9000) }
            if row == 3 { n.appendMissing() } else if row == 5 { n.appendHidden() } else { n.append(row * 1234) }
            if row == 4 { isMet.appendMissing("no formula") } else { isMet.append(row.isMultiple(of: 2)) }
            if let date = CalendarDate(year: 2016, month: row % 12 + 1, day: row % 2) { due.append(date) }
            note.append(text)
        }
        return Table([district, layer, score, small, n, isMet, due, note].map { $0.finish() })
    }()

    @Test func restIsCountedInThousands() {
        let table = Table([Column("row", .integer, .integers(Array(0..<1_236)))])
        #expect(TerminalTable(mostRows: 2).render(table).contains("… 1,234 more rows\n"))
        #expect(TerminalTable(mostRows: 1_235).render(table).contains("… 1 more row\n"))
    }

    @Test func terminal() throws {
        try Fixture.expect(TerminalTable().render(Self.everything), "table.txt")
        try Fixture.expect(TerminalTable(width: 72, mostRows: 3).render(Self.everything), "table-narrow.txt")
        let bands = Measure(
            0...2,
            bands: [
                .init(name: "low", bound: 0.5), .init(name: "middle", bound: 1, includesBound: true),
                .init(name: "high", bound: nil),
            ])
        try Fixture.expect(
            TerminalTable(width: 30, mostRows: 8, style: .colored, measures: ["score": bands]).render(Self.everything),
            "table-color.txt")
        let ascii = TerminalTable(width: 72, mostRows: 8, style: Style(isColored: false, isUnicode: false))
        try Fixture.expect(ascii.render(Self.everything), "table-ascii.txt")
    }

    /// Where a terminal knows no other signs, what the program adds to the cells is ASCII, as wide as it was.
    @Test func asciiKeepsTheWidth() {
        let plain = Table(
            Self.everything.columns.filter { $0.name != "note | \"<b>\"" })
        for width in [20, 40, 80] {
            let style = Style(isColored: false, isUnicode: false)
            let ascii = TerminalTable(width: width, mostRows: 4, style: style).render(plain)
            let other = TerminalTable(width: width, mostRows: 4).render(plain)
            #expect(ascii.utf8.allSatisfy { $0 < 0x80 }, "\(ascii)")
            let isRow: (Substring) -> Bool = { !$0.contains("more row") }
            #expect(
                ascii.split(separator: "\n").filter(isRow).map(\.count)
                    == other.split(separator: "\n").filter(isRow).map(\.count))
        }
    }

    @Test func restIsCounted() {
        let cut = { (rows: Int) in TerminalTable(mostRows: rows).render(Self.everything) }
        #expect(cut(11).contains("\n… 1 more row\n"))
        #expect(cut(2).contains("\n… 10 more rows\n"))
        #expect(!cut(12).contains("more row"))
        #expect(
            TerminalTable(mostRows: 2, style: Style(isColored: false, isUnicode: false)).render(Self.everything)
                .contains("\n... 10 more rows\n"))
    }

    /// Hidden is not missing, in any format for people, and is said once.
    @Test func hiddenIsNotMissing() {
        for text in [
            TerminalTable().render(Self.everything), MarkdownTable.render(Self.everything),
            HTMLPage.render([Exhibit("", Self.everything)]),
        ] {
            #expect(text.components(separatedBy: "hidden: there is a value").count == 2)
            #expect(text.contains("·"))
        }
        let none = TerminalTable().render(Table([Self.everything.columns[0]]))
        #expect(!none.contains("hidden"))
    }

    /// A column that finds no room brings no reason along.
    @Test func reasonsOfShownColumnsOnly() {
        #expect(TerminalTable(width: 12, mostRows: 2).render(Self.everything).contains("respondents") == false)
        #expect(TerminalTable(width: 72, mostRows: 2).render(Self.everything).contains("respondents"))
    }

    /// Nodes below one another differ at the ends of their paths.
    @Test func pathsAreCutAtTheBeginning() {
        var node = ColumnBuilder("node", .node), title = ColumnBuilder("title", .text)
        for end in ["coverage", "rhythm", "東京"] {
            node.append("leadership.vision.formative.\(end)")
            title.append("leadership vision formative \(end)")
        }
        let text = TerminalTable(width: 31).render(Table([node.finish(), title.finish()]))
        for cell in ["│ …mative.coverage │ leaders… │", "│ …ormative.rhythm │", "│ ….formative.東京 │"] {
            #expect(text.contains(cell), "\(text)")
        }
    }

    /// A table of scores as narrow as `columns`: what it shows of names, values and the rest.
    private func scores(columns: Int) -> String {
        var source = ColumnBuilder("source", .source), node = ColumnBuilder("node", .node)
        var layer = ColumnBuilder("layer", .layer), title = ColumnBuilder("title", .text)
        var score = ColumnBuilder("score", .number), why = ColumnBuilder("why", .text)
        for (row, end) in ["coverage of the year", "rhythm"].enumerated() {
            source.append("teacher")
            node.append("leadership.vision.\(row == 0 ? "formative.coverage" : "rhythm")")
            layer.append("sub")
            title.append("Leadership in the district has a clear \(end)")
            score.append(Double(row) + 0.5)
            why.append("")
        }
        let table = Table([source, node, layer, title, score, why].map { $0.finish() })
        return TerminalTable(width: columns, keys: ["source", "node", "layer", "title"]).render(table)
    }

    /// Names stay readable and the first value stays; what goes is named below.
    @Test(arguments: [
        (80, "│ teacher │ …n.formative.coverage │ sub   │ Leadership in the d… │  0.50 │     │", ""),
        (70, "│ teacher │ …formative.coverage │ sub   │ Leadership in the… │  0.50 │", "why"),
        (60, "│ teacher │ …ormative.coverage │ Leadership in th… │  0.50 │", "layer, why"),
        (42, "│ …hip.vision.formative.coverage │  0.50 │", "source,"),
        (30, "│ …ormative.coverage │  0.50 │", "source, layer, title, why"),
        (12, "│ …overage │", "score, why"),
    ])
    func namesStayReadable(columns: Int, row: String, left: String) {
        let text = scores(columns: columns)
        #expect(text.contains(row), "\(text)")
        #expect(left.isEmpty ? !text.contains("not shown") : text.contains(left), "\(text)")
    }

    /// What is left out is named in full, over as many lines as it takes.
    @Test func whatIsLeftOutIsNamed() {
        let columns = (0..<40).map { Column("column\($0)", .integer, .integers([$0])) }
        let lines = TerminalTable(width: 40).render(Table(columns)).split(separator: "\n")
        #expect(lines.allSatisfy { TextWidth.of(String($0)) <= 40 })
        let text = lines.joined(separator: " ")
        #expect(text.contains("not shown, for want of room: column3,"), "\(text)")
        #expect(text.hasSuffix("column32 and 7 more"), "\(text)")
    }

    /// Every line of a table is as wide as every other, and none is wider than asked.
    @Test(arguments: [20, 31, 40, 57, 80, 120, 200]) func linesAreOfOneWidth(width: Int) {
        let text = TerminalTable(width: width).render(Self.everything)
        let lines = text.split(separator: "\n").filter { "┌│├└".contains($0.prefix(1)) }
        let widths = Set(lines.map { TextWidth.of(String($0)) })
        #expect(widths.count == 1)
        #expect(widths.allSatisfy { $0 <= width })
        #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x202E })
    }

    @Test func markdown() throws { try Fixture.expect(MarkdownTable.render(Self.everything), "table.md") }

    @Test func html() throws {
        let page = HTMLPage.render([
            Exhibit("All & <everything>", Self.everything),
            Exhibit("", try Self.everything.prefix(2)), Exhibit("", Table([])),
        ])
        try Fixture.expect(page, "table.html")
        #expect(!page.contains("<i>") && !page.contains("<b>") && !page.contains("\u{1B}"))
        // Every element that is opened is closed, in order; what needs no end is left out.
        var open: [String] = []
        for tag in page.matches(of: /<(\/?)([a-z0-9]+)[^>]*>/) where tag.output.2 != "meta" {
            if tag.output.1.isEmpty {
                open.append(String(tag.output.2))
            } else {
                #expect(open.popLast() == String(tag.output.2))
            }
        }
        #expect(open == [])
        let ids = page.matches(of: /\sid="([^"]*)"/).map { String($0.output.1) }
        let links = page.matches(of: /\shref="#([^"]*)"/).map { String($0.output.1) }
        #expect(Set(ids).count == ids.count && Set(links) == Set(ids))
    }

    @Test func csv() throws {
        let bytes = Self.everything.delimited()
        try Fixture.expect(String(decoding: bytes, as: UTF8.self), "table.csv")
        try Fixture.expect(
            String(decoding: Self.everything.delimited(separator: UInt8(ascii: "\t")), as: UTF8.self), "table.tsv")
    }

    /// Texts that a spreadsheet would run; numbers, whatever their sign, are none.
    @Test func formulasAreEscapedOnRequest() {
        let texts = ["=1+1", "+cmd", "-2", "-x", "@home", "\tx", "\nx", "\u{FF1D}1", "a=b", "'=1", "+1.5e3", ""]
        var column = ColumnBuilder("=head", .text)
        var numbers = ColumnBuilder("n", .number)
        for text in texts {
            column.append(text)
            numbers.append(-1.0)
        }
        let table = Table([column.finish(), numbers.finish()])
        let escaped = String(decoding: table.delimited(escapingFormulas: true), as: UTF8.self)
        #expect(
            escaped == """
                '=head,n
                '=1+1,-1
                '+cmd,-1
                -2,-1
                '-x,-1
                '@home,-1
                '\tx,-1
                "'
                x",-1
                '\u{FF1D}1,-1
                a=b,-1
                '=1,-1
                +1.5e3,-1
                ,-1

                """)
        #expect(!String(decoding: table.delimited(), as: UTF8.self).contains("'=head"))
    }

    /// A JSON parser that is not ours reads the same values back (its last bit is not always right).
    @Test func json() throws {
        let table = Self.everything
        let list = try JSONSerialization.jsonObject(with: Data(table.json())) as? [[String: Any]]
        let lines = try String(decoding: table.json(lines: true), as: UTF8.self).split(separator: "\n").map {
            try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
        }
        try #require(list?.count == table.rowCount && lines.count == table.rowCount)
        for row in 0..<table.rowCount {
            for column in table.columns {
                let value = list?[row][column.name]
                #expect((value as? NSObject) == (lines[row]?[column.name] as? NSObject))
                switch column[row] {
                case .missing: #expect(value is NSNull)
                case .hidden: #expect(value as? String == "hidden")
                case .number(let number): #expect(abs((value as? Double ?? .nan) - number) <= 2 * number.ulp)
                case .integer(let number): #expect(value as? Int == number)
                case .boolean(let truth): #expect(value as? Bool == truth)
                case .date(let date): #expect(value as? String == date.description)
                case .text(let text): #expect(value as? String == text)
                }
            }
        }
    }

    @Test func emptyTables() {
        let none = Table([ColumnBuilder("a", .text).finish(), ColumnBuilder("n", .integer).finish()])
        #expect(String(decoding: none.delimited(), as: UTF8.self) == "a,n\n")
        #expect(String(decoding: none.json(), as: UTF8.self) == "[]\n")
        #expect(none.json(lines: true).isEmpty)
        #expect(TerminalTable().render(none) == "┌───┬───┐\n│ a │ n │\n├───┼───┤\n└───┴───┘\n")
        #expect(TerminalTable().render(Table([])).isEmpty)
    }

    @Test(arguments: [
        ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("東京", 4), ("ｱ", 1), ("Ａ", 2), ("한국", 4), ("😀", 2), ("👩‍👩‍👧", 2),
        ("🇫🇷", 2), ("❤️", 2), ("❤", 1), ("\u{200B}", 0), ("ไทย", 3), ("नमस्ते", 3), ("…", 1), ("·¹", 2), ("1", 1), ("#", 1),
    ])
    func widths(text: String, cells: Int) { #expect(TextWidth.of(text) == cells) }

    @Test func clippingKeepsCharactersWhole() {
        #expect(TextWidth.clipped("abcdef", to: 4) == "abc…")
        #expect(TextWidth.clipped("東京都", to: 4) == "東…")
        #expect(TextWidth.clipped("e\u{301}abc", to: 3) == "e\u{301}a…")
        #expect(TextWidth.clipped("abc", to: 0) == "")
    }
}
