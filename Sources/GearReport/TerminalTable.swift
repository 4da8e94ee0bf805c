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
    /// The columns that tell rows apart, by their names: they stay where there is no room for all. nil: those that name
    /// things, such as nodes and districts; the first column if there are none.
    package var keys: [String]?

    package init(
        width: Int? = nil, mostRows: Int? = nil, style: Style = .plain, measures: [String: Measure] = [:],
        keys: [String]? = nil
    ) {
        self.width = width
        self.mostRows = mostRows
        self.style = style
        self.measures = measures
        self.keys = keys
    }

    package func render(_ table: Table) -> String {
        var text = ""
        write(table) {
            text += $0
            return true
        }
        return text
    }

    /// The same, some lines at a time, as long as somebody takes them: all rows are looked at for their widths, but only
    /// those that are taken become text.
    package func write(_ table: Table, take: (String) -> Bool) {
        guard !table.columns.isEmpty else { return }
        let rows = 0..<min(table.rowCount, mostRows ?? table.rowCount)
        var (texts, reasons) = texts(table, rows)
        let fit = ColumnFit(texts, natural: natural(table, texts), keys: keyPlaces(table), width: width)
        let shown = Table(fit.places.map { table.columns[$0] })
        // Columns that find no room bring no reason along.
        if fit.places.count < table.columns.count { (texts, reasons) = self.texts(shown, rows) }
        let (widths, cells) = (fit.widths, texts.map(\.cells))
        let names = shown.columns.map { Visible.text($0.name) }
        var lines = [rule("┌", "┬", "┐", widths), header(names, texts, widths), rule("├", "┼", "┤", widths)]
        func hand() -> Bool {
            defer { lines = [] }
            return take(lines.map { style.shown($0) + "\n" }.joined())
        }
        for row in rows {
            if Threads.isStopping { break }
            if lines.count >= Self.linesAtATime, !hand() { return }
            let line = widths.indices.map { place in
                let cell = cells[place][row]
                let text = aligned(
                    cell, widths[place], right: texts[place].isNumeric, keepsEnd: texts[place].tellsByEnd)
                return painted(text, shown.columns[place], row)
            }
            lines.append(joined(line))
        }
        lines.append(rule("└", "┴", "┘", widths))
        let left = table.columns.indices.filter { !fit.places.contains($0) }.map { table.columns[$0].name }
        lines += notes(table.rowCount - rows.count, left) + legend(shown, texts, reasons)
        _ = hand()
    }

    private static let linesAtATime = 1_000

    private func texts(_ table: Table, _ rows: Range<Int>) -> (texts: [ColumnText], reasons: [String]) {
        var reasons: [String] = []
        let texts = table.columns.map { ColumnText($0, rows: rows, reasons: &reasons) }
        return (texts, reasons)
    }

    /// How wide the columns are where nothing is cut.
    private func natural(_ table: Table, _ texts: [ColumnText]) -> [Int] {
        zip(table.columns, texts).map { max(TextWidth.of(Visible.text($0.name)), $1.width) }
    }

    private func keyPlaces(_ table: Table) -> ColumnFit.Keys {
        let places = table.columns.indices.filter { place in
            keys?.contains(table.columns[place].name) ?? table.columns[place].type.namesThings
        }
        let titles = places.filter { table.columns[$0].name == "title" }
        return ColumnFit.Keys(all: places.isEmpty ? [0] : Set(places), titles: Set(titles))
    }

    /// What is no value is dim; what has a band has its colour.
    private func painted(_ text: String, _ column: Column, _ row: Int) -> String {
        if column.isMissing(row) { return style.paint(text, .dim) }
        guard style.isColored, let measure = measures[column.name], let number = column[row].number,
            let band = measure.band(of: number)
        else { return text }
        return style.paint(text, band: band, of: measure.bands.count)
    }

    private func legend(_ table: Table, _ texts: [ColumnText], _ reasons: [String]) -> [String] {
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

    /// How many rows and which columns are not there.
    private func notes(_ rest: Int, _ left: [String]) -> [String] {
        var notes: [String] = []
        if rest > 0 {
            notes.append("\(style.ellipsis) \(GroupedNumber.text(rest)) more row\(rest == 1 ? "" : "s")")
        }
        if !left.isEmpty {
            let named = left.prefix(Self.mostNamed).map { Visible.text($0) }.joined(separator: ", ")
            let others = left.count - Self.mostNamed
            let text = "not shown, for want of room: " + named + (others > 0 ? " and \(others) more" : "")
            notes += Wrapping.lines(of: text, width: width)
        }
        return notes.map { style.paint($0, .dim) }
    }

    /// So many columns that are left out are named.
    private static let mostNamed = 30

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

extension ColumnType {
    /// Whether its cells are names of things, and not what is said of them.
    fileprivate var namesThings: Bool {
        switch self {
        case .coded(.node), .coded(.layer), .coded(.wave), .coded(.source), .coded(.dimension): true
        default: false
        }
    }
}
