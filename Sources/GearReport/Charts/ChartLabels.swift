import GearSource
import GearTable

/// What the lines of a chart are called: the columns of its keys beside each other, cut to fit. A key that is as on the
/// line before is left blank where another one comes behind it.
struct ChartLabels {
    /// One a row, all of one width.
    let texts: [String]
    let heading: String
    let width: Int

    init(_ columns: [Column], _ rows: Range<Int>, most: Int, reasons: inout [String]) {
        let cells = columns.map { ColumnText($0, rows: rows, reasons: &reasons) }
        let names = columns.map { Visible.text($0.name) }
        var widths = zip(cells, names).map { column, name in
            column.cells.reduce(TextWidth.of(name)) { max($0, TextWidth.of($1)) }
        }
        let gaps = 2 * max(0, columns.count - 1)
        while widths.reduce(gaps, +) > most, let widest = widths.indices.max(by: { widths[$0] < widths[$1] }),
            widths[widest] > 1
        {
            widths[widest] -= 1
        }
        func line(_ texts: [String], _ cut: (String, Int, Int) -> String) -> String {
            texts.enumerated().map { cut($1, $0, widths[$0]).padded(to: widths[$0]) }.joined(separator: "  ")
        }
        heading = line(names) { text, _, width in TextWidth.clipped(text, to: width) }
        var before: [String] = []
        texts = rows.map { row in
            let row = row - rows.lowerBound
            let keys = cells.map { $0.cells[row] }
            defer { before = keys }
            let same = zip(keys, before).prefix { $0 == $1 }.count
            let blank = min(same, columns.count - 1)
            return line(keys.enumerated().map { $0 < blank ? "" : $1 }) { text, column, width in
                cells[column].tellsByEnd
                    ? TextWidth.clippedFront(text, to: width) : TextWidth.clipped(text, to: width)
            }
        }
        width = widths.reduce(gaps, +)
    }
}
