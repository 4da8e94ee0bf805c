import GearSource
import GearTable
import GearTesting
import Testing

@testable import GearReport

/// Texts that are made where they are asked for.
@Suite struct ColumnTextTests {
    /// How wide a column is, is known without its texts; here all of them are looked at.
    @Test(arguments: 0..<60) func widthIsThatOfTheWidestCell(seed: UInt64) {
        var random = SplitMix(seed: seed)
        let count = Int(random.next() % 40) + 1
        var columns = [
            ColumnBuilder("number", .number), ColumnBuilder("integer", .integer), ColumnBuilder("boolean", .boolean),
            ColumnBuilder("date", .date), ColumnBuilder("text", .text),
        ]
        let scale = [0.001, 1, 1e4, 1e8, 1e12][Int(random.next() % 5)]
        let texts = ["", "a", "東京都", "e\u{301}", "\u{1B}[31m", "rather long", "two\nlines"]
        for _ in 0..<count {
            for place in columns.indices {
                switch random.next() % 12 {
                case 0: columns[place].appendMissing()
                case 1: columns[place].appendMissing("reason \(random.next() % 12)")
                case 2: columns[place].appendHidden()
                case let number:
                    let value = Double(Int64(bitPattern: random.next()) >> 40) / 9e6 * scale
                    switch place {
                    case 0: columns[0].append(number == 3 ? value.rounded() : value)
                    case 1: columns[1].append(Int(value.rounded()))
                    case 2: columns[2].append(number.isMultiple(of: 2))
                    case 3:
                        guard let date = CalendarDate(year: 2016, month: Int(number), day: number < 6 ? 0 : 7) else {
                            columns[3].appendMissing()
                            continue
                        }
                        columns[3].append(date)
                    default: columns[4].append(texts[Int(random.next() % UInt64(texts.count))])
                    }
                }
            }
        }
        let rows = Int(random.next() % UInt64(count))..<count
        var reasons: [String] = []
        for column in columns.map({ $0.finish() }) {
            // A dictionary may have more texts than rows, and others than they have.
            for column in [column, column.taking([0])] {
                let rows = rows.clamped(to: 0..<column.count)
                let text = ColumnText(column, rows: rows.isEmpty ? 0..<column.count : rows, reasons: &reasons)
                let widest = text.cells.reduce(0) { max($0, TextWidth.of($1)) }
                #expect(text.width == widest, "\(column.name): \(Array(text.cells))")
            }
        }
        #expect(Set(reasons).count == reasons.count)
    }

    /// A long table comes some lines at a time, and ends where nobody takes more.
    @Test func aTableIsWrittenAsItIsTaken() {
        var number = ColumnBuilder("n", .integer)
        for row in 0..<5_000 { number.append(row) }
        let table = Table([number.finish()])
        var (parts, text) = (0, "")
        TerminalTable().write(table) {
            (parts, text) = (parts + 1, text + $0)
            return true
        }
        #expect(text == TerminalTable().render(table))
        #expect(parts > 3 && text.split(separator: "\n").count == 5_004)
        parts = 0
        TerminalTable().write(table) { _ in
            parts += 1
            return parts < 2
        }
        #expect(parts == 2)
    }
}
