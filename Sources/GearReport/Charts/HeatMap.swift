import GearModel
import GearSource
import GearTable

/// A table of numbers, each shaded by its band or, without bands, by the fifth of the axis that it lies in. Columns that
/// find no room come below, in blocks.
///
///     title       d01     d02
///     Leadership  2.98▒▒  3.60▓▓
struct HeatMap {
    private let text: ChartText
    private let rows: Range<Int>
    private let columns: [Column]
    private let labels: ChartLabels
    private let measure: Measure?
    private let axis: ChartAxis
    private let reasons: [String]
    private let cells: [[String]]

    init(_ chart: Chart, _ table: Table, _ rows: Range<Int>, _ text: ChartText) {
        (self.text, self.rows, measure) = (text, rows, chart.measure)
        let columns = Array(table.columns.dropFirst(chart.keys.count))
        self.columns = columns
        axis = ChartAxis(
            chart.measure, columns.lazy.flatMap { column in rows.compactMap { column.finite($0) } }, withZero: false)
        var reasons: [String] = []
        labels = ChartLabels(
            chart.keys.compactMap { table[$0] }, rows, most: text.width * 2 / 5, reasons: &reasons)
        let decimals = columns.reduce(0) { max($0, ColumnText.decimals($1, rows)) }
        cells = columns.map { column in
            rows.map { row in
                if let number = column.finite(row) { return ColumnText.fixed(number, decimals) }
                let mark = ChartMark(column, row)
                guard mark == .undefined, let reason = column.reason(row) else { return mark.rawValue }
                return "·" + ColumnText.raised(ColumnText.number(of: reason, in: &reasons))
            }
        }
        self.reasons = reasons
    }

    func lines() -> [String] {
        let number = cells.lazy.flatMap { $0 }.reduce(1) { max($0, TextWidth.of($1)) }
        let names = columns.map { Visible.text($0.name) }
        let widest = names.reduce(1) { max($0, TextWidth.of($1)) }
        let width = min(max(number + 2, min(widest, 10)), max(text.width - labels.width - 2, number))
        let count = max(1, (text.width - labels.width) / (width + 2))
        var lines: [String] = []
        for start in stride(from: 0, to: max(columns.count, 1), by: count) {
            let block = start..<min(start + count, columns.count)
            if start > 0 { lines.append("") }
            let heads = block.map { TextWidth.clipped(names[$0], to: width).padded(to: width) }
            lines.append(text.style.paint(([labels.heading] + heads).joined(separator: "  "), .bold))
            for place in rows.indices.map({ $0 - rows.lowerBound }) {
                let row = block.map { cell($0, place, number, width) }
                lines.append(([labels.texts[place]] + row).joined(separator: "  "))
            }
        }
        return lines + legend()
    }

    private func cell(_ column: Int, _ place: Int, _ number: Int, _ width: Int) -> String {
        let written = cells[column][place].padded(to: number, right: true)
        guard let value = columns[column].finite(place + rows.lowerBound) else {
            return text.style.paint(written.padded(to: width), .dim)
        }
        let shades = String(shade(value), times: min(2, width - number))
        let whole = (written + shades).padded(to: width)
        guard let measure, let band = measure.band(of: value) else { return whole }
        return text.style.paint(whole, band: band, of: measure.bands.count)
    }

    // MARK: Shades

    private var bandCount: Int { measure.map { $0.bands.count > 1 ? $0.bands.count : 0 } ?? 0 }

    private static let ramp = [" ", "░", "▒", "▓", "█"]

    private func shade(_ value: Double) -> String {
        if bandCount > 0, let band = measure?.band(of: value) { return shade(band: band) }
        return Self.ramp[min(Int(axis.fraction(value) * 5), 4)]
    }

    /// The first of many bands is left light, the last is full.
    private func shade(band: Int) -> String {
        let ramp = bandCount >= 5 ? Self.ramp : bandCount == 4 ? Array(Self.ramp.dropFirst()) : ["░", "▒", "█"]
        if bandCount == 2 { return band == 0 ? "░" : "█" }
        return ramp[min(band * (ramp.count - 1) / max(1, bandCount - 1), ramp.count - 1)]
    }

    private func legend() -> [String] {
        var lines: [String]
        if let measure, bandCount > 0 {
            lines = text.wrapped(measure.bandTexts.enumerated().map { "\(shade(band: $0)) \($1)" })
        } else {
            let step = axis.high / 5 - axis.low / 5
            lines = text.wrapped(
                Self.ramp.indices.map { place in
                    let start = ChartAxis.text(axis.low + Double(place) * step)
                    return place == 0 ? "blank from \(start)" : "\(Self.ramp[place]) from \(start)"
                })
        }
        let isHidden = columns.contains { column in rows.contains { column.isHidden($0) } }
        return lines + ColumnText.legend(reasons, hasHidden: false).flatMap { text.wrapped([$0]) }
            + (isHidden ? text.wrapped([ChartMark.hidden.meaning]) : [])
    }
}
