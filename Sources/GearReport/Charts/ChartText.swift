import GearModel
import GearSource
import GearTable

/// A table drawn with the signs of a terminal: legible in 80 columns, and without colour.
///
/// What is hidden, what cannot be given (for a reason) and what is missing are three different signs, named below.
package struct ChartText {
    /// Cells of the terminal; no line is wider, unless it has fewer than 20.
    let width: Int
    /// Rows drawn before the rest is only counted; nil: all.
    let mostRows: Int?
    let style: Style

    package init(width: Int, mostRows: Int? = nil, style: Style = .plain) {
        self.width = max(width, 20)
        self.mostRows = mostRows
        self.style = style
    }

    /// - Parameter table: As the stage leaves it.
    package func render(_ table: Table, as chart: Chart) -> String {
        guard table.rowCount > 0 else { return "nothing to draw\n" }
        let shown = 0..<min(table.rowCount, mostRows ?? table.rowCount)
        var lines: [String]
        switch chart.kind {
        case .bars: lines = BarChart(chart, table, shown, self).lines()
        case .distribution: lines = DistributionChart(chart, table, shown, self).lines()
        case .heatmap: lines = HeatMap(chart, table, shown, self).lines()
        case .lines: return finished(LineChart(chart, table, self).lines())
        case .sparklines: return Sparklines(chart, table, self).render()
        }
        let rest = table.rowCount - shown.count
        if rest > 0 {
            lines.append(
                style.paint("\(style.ellipsis) \(GroupedNumber.text(rest)) more row\(rest == 1 ? "" : "s")", .dim))
        }
        return finished(lines)
    }

    private func finished(_ lines: [String]) -> String {
        lines.map { line in
            var line = Substring(style.shown(Wrapping.clipped(line, to: width)))
            while line.last == " " { line.removeLast() }
            return line + "\n"
        }.joined()
    }

    /// Bands and where each ends, in their colours where there are any and room for it.
    func bands(of measure: Measure) -> [String] {
        let plain = wrapped(measure.bandTexts)
        return style.isColored && plain.count == 1 ? [measure.legend(style)] : plain
    }

    /// Cells for what lines are called, so that the picture beside them and `others` has some.
    func labelRoom(_ keys: Int, beside others: Int) -> Int {
        max(3 * keys + 2 * (keys - 1), min(width * 2 / 5, width - others - 6))
    }

    /// Parts in as many lines as they take.
    func wrapped(_ parts: [String], separator: String = ", ") -> [String] {
        Wrapping.lines(of: parts, separator: separator, width: width)
    }
}

/// What stands in one cell where there is no value.
enum ChartMark: String, CaseIterable {
    case missing = "·"
    /// For a reason that the data give.
    case undefined = "?"
    case hidden = "×"

    init(_ column: Column, _ row: Int) {
        self = column.isHidden(row) ? .hidden : column.reason(row) == nil ? .missing : .undefined
    }

    var meaning: String {
        switch self {
        case .missing: "· missing"
        case .undefined: "? cannot be given"
        case .hidden: "× hidden, to protect small groups"
        }
    }
}

extension Column {
    /// The cell as a number that can be drawn; nil for any other.
    func finite(_ row: Int) -> Double? { self[row].number.flatMap { $0.isFinite ? $0 : nil } }
}

extension String {
    init(_ sign: String, times count: Int) { self.init(repeating: sign, count: Swift.max(0, count)) }

    /// With blanks up to a width.
    func padded(to width: Int, right: Bool = false) -> String {
        let blanks = String(" ", times: width - TextWidth.of(self))
        return right ? blanks + self : self + blanks
    }
}
