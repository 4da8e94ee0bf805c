import GearModel
import GearSource
import GearTable

/// A table in light lines, for people.
package struct TerminalTable {
    /// Cells of the terminal; nil: as wide as it gets.
    package var width: Int?
    /// Rows shown before the rest is only counted; nil: all.
    package var mostRows: Int?
    package var style: Style
    /// What columns are measured on, by their names: cells have the colours of their bands.
    package var measures: [String: Measure]

    package init(width: Int? = nil, mostRows: Int? = nil, style: Style = .plain, measures: [String: Measure] = [:]) {
        self.width = width
        self.mostRows = mostRows
        self.style = style
        self.measures = measures
    }

    /// Columns narrower than this are not cut.
    private static let narrow = 8

    package func render(_ table: Table) -> String {
        guard !table.columns.isEmpty else { return "" }
        let rows = 0..<min(table.rowCount, mostRows ?? table.rowCount)
        var reasons: [String] = []
        // How many reasons there are up to each column: those of columns that find no room are not explained.
        var reasonCounts: [Int] = []
        let texts = table.columns.map { column in
            defer { reasonCounts.append(reasons.count) }
            return ColumnText(column, rows: rows, reasons: &reasons)
        }
        let names = table.columns.map { Visible.text($0.name) }
        let natural = zip(names, texts).map { name, text in
            text.cells.reduce(TextWidth.of(name)) { Threads.isStopping ? $0 : max($0, TextWidth.of($1)) }
        }
        let widths = fitted(natural, texts)
        var lines = [rule("┌", "┬", "┐", widths), header(names, texts, widths), rule("├", "┼", "┤", widths)]
        for row in rows {
            if Threads.isStopping { break }
            let cells = widths.indices.map { place in
                let cell = texts[place].cells[row]
                let text = aligned(
                    cell, widths[place], right: texts[place].isNumeric, keepsEnd: texts[place].tellsByEnd)
                return painted(text, table.columns[place], row)
            }
            lines.append(joined(cells))
        }
        lines.append(rule("└", "┴", "┘", widths))
        lines += notes(table, shown: rows.count, columns: widths.count)
        lines += legend(table, texts[..<widths.count], Array(reasons.prefix(reasonCounts[widths.count - 1])))
        return lines.map { style.shown($0) + "\n" }.joined()
    }

    /// What is no value is dim; what has a band has its colour.
    private func painted(_ text: String, _ column: Column, _ row: Int) -> String {
        if column.isMissing(row) { return style.paint(text, .dim) }
        guard style.isColored, let measure = measures[column.name], let number = column[row].number,
            let band = measure.band(of: number)
        else { return text }
        return style.paint(text, band: band, of: measure.bands.count)
    }

    private func legend(_ table: Table, _ texts: ArraySlice<ColumnText>, _ reasons: [String]) -> [String] {
        var lines = ColumnText.legend(reasons, hasHidden: texts.contains(where: \.hasHidden))
            .flatMap { Wrapping.lines(of: $0, width: width) }.map { style.paint($0, .dim) }
        guard style.isColored else { return lines }
        var told: Set<Measure> = []
        for place in texts.indices {
            guard let measure = measures[table.columns[place].name], measure.bands.count > 1,
                told.insert(measure).inserted
            else { continue }
            lines.append(measure.legend(style))
        }
        return lines
    }

    private func header(_ names: [String], _ texts: [ColumnText], _ widths: [Int]) -> String {
        joined(
            widths.indices.map { place in
                style.paint(aligned(names[place], widths[place], right: texts[place].isNumeric), .bold)
            })
    }

    /// Widths that fit: the widest text columns give way first; if that is not enough, the last columns go.
    private func fitted(_ natural: [Int], _ texts: [ColumnText]) -> [Int] {
        guard let width else { return natural }
        var widths = natural
        while widths.count > 1, total(widths) > width {
            let cuttable = widths.indices.filter { !texts[$0].isNumeric && widths[$0] > Self.narrow }
            if total(widths) - cuttable.reduce(0, { $0 + widths[$1] - Self.narrow }) > width {
                widths.removeLast()
                widths = Array(natural[..<widths.count])
            } else if let widest = cuttable.max(by: { widths[$0] < widths[$1] }) {
                let next = cuttable.filter { $0 != widest }.map { widths[$0] }.max() ?? Self.narrow
                let excess = total(widths) - width
                widths[widest] -= max(1, min(excess, widths[widest] - max(next, Self.narrow)))
            }
        }
        return widths.map { min($0, max(width - 4, 1)) }
    }

    private func total(_ widths: [Int]) -> Int { widths.reduce(1) { $0 + $1 + 3 } }

    private func notes(_ table: Table, shown: Int, columns: Int) -> [String] {
        var notes: [String] = []
        if shown < table.rowCount {
            let rest = table.rowCount - shown
            notes.append("\(style.ellipsis) \(GroupedNumber.text(rest)) more row\(rest == 1 ? "" : "s")")
        }
        if columns < table.columns.count {
            let hidden = table.columns[columns...].map { Visible.text($0.name) }.joined(separator: ", ")
            notes.append(TextWidth.clipped("not shown, for want of room: \(hidden)", to: width ?? .max))
        }
        return notes.map { style.paint($0, .dim) }
    }

    private func aligned(_ text: String, _ width: Int, right: Bool, keepsEnd: Bool = false) -> String {
        let clipped = keepsEnd ? TextWidth.clippedFront(text, to: width) : TextWidth.clipped(text, to: width)
        let space = String(repeating: " ", count: max(0, width - TextWidth.of(clipped)))
        return right ? space + clipped : clipped + space
    }

    private func joined(_ cells: [String]) -> String {
        let bar = style.paint("│", .dim)
        return bar + " " + cells.joined(separator: " \(bar) ") + " " + bar
    }

    private func rule(_ left: String, _ middle: String, _ right: String, _ widths: [Int]) -> String {
        let parts = widths.map { String(repeating: "─", count: $0 + 2) }
        return style.paint(left + parts.joined(separator: middle) + right, .dim)
    }
}

extension Measure {
    /// Its bands from low to high, with where each ends.
    var bandTexts: [String] {
        bands.map { band in
            let bound = band.bound.map { " \(band.includesBound ? "<=" : "<") \(ChartAxis.text($0))" } ?? ""
            return Visible.text(band.name) + bound
        }
    }

    /// The same, each in its colour.
    func legend(_ style: Style) -> String {
        bandTexts.enumerated().map { style.paint($1, band: $0, of: bands.count) }
            .joined(separator: style.paint(", ", .dim))
    }
}
