import GearModel
import GearSource
import GearTable

/// A bar a row, from the low end of the scale or from 0, to the left for what is less; the value in figures beside it.
///
///     title       score
///     Leadership   2.98 │█████████████▌   ┊
///     Community  hidden │
struct BarChart {
    private let chart: Chart
    private let rows: Range<Int>
    private let text: ChartText
    private let value: Column
    private let low: Column?
    private let high: Column?
    private let axis: ChartAxis
    private let labels: ChartLabels
    private let figures: ColumnText
    private let reasons: [String]
    /// Cells of the picture, that of the base line included, and which one that is.
    private let cells: Int
    private let base: Int
    private let figureWidth: Int

    init(_ chart: Chart, _ table: Table, _ rows: Range<Int>, _ text: ChartText) {
        (self.chart, self.rows, self.text) = (chart, rows, text)
        let none = Column(chart.value, .number, .numbers([Double](repeating: .nan, count: table.rowCount)))
        value = table[chart.value] ?? none
        low = chart.low.flatMap { table[$0] }
        high = chart.high.flatMap { table[$0] }
        let drawn = [value, low, high].compactMap { $0 }
        axis = ChartAxis(
            chart.measure, drawn.lazy.flatMap { column in rows.compactMap { column.finite($0) } }, withZero: true)
        var reasons: [String] = []
        let figures = ColumnText(value, rows: rows, reasons: &reasons)
        let widest = figures.cells.reduce(0) { max($0, TextWidth.of($1)) }
        figureWidth = max(widest, min(TextWidth.of(Visible.text(chart.value)), text.width / 6))
        labels = ChartLabels(
            chart.keys.compactMap { table[$0] }, rows,
            most: text.labelRoom(chart.keys.count, beside: figureWidth + 3), reasons: &reasons)
        (self.figures, self.reasons) = (figures, reasons)
        cells = max(3, text.width - labels.width - figureWidth - 3)
        let zero = min(max(0, axis.low), axis.high)
        base = Int((axis.fraction(zero) * Double(cells - 1)).rounded())
    }

    func lines() -> [String] {
        let name = TextWidth.clipped(Visible.text(chart.value), to: figureWidth)
        var lines = [text.style.paint(labels.heading + "  " + name.padded(to: figureWidth, right: true), .bold)]
        for row in rows {
            let place = row - rows.lowerBound
            let figure = figures.cells[place].padded(to: figureWidth, right: true)
            lines.append("\(labels.texts[place])  \(figure) \(bar(row))")
        }
        let margin = String(" ", times: labels.width + figureWidth + 3)
        lines += ruler().map { text.style.paint(margin + $0, .dim) }
        return lines + legend()
    }

    // MARK: Bars

    /// Cells to the right of the base line, negative to the left.
    private func extent(_ number: Double) -> Double {
        let share = axis.fraction(number)
        let start = axis.fraction(min(max(0, axis.low), axis.high))
        if share >= start {
            return start < 1 ? (share - start) / (1 - start) * Double(cells - 1 - base) : 0
        }
        return (share - start) / start * Double(base)
    }

    private func bar(_ row: Int) -> String {
        var signs = [String](repeating: " ", count: cells)
        for bound in chart.measure?.bands.compactMap(\.bound) ?? [] where bound > axis.low && bound < axis.high {
            signs[place(bound)] = "┊"
        }
        signs[base] = "│"
        guard let number = value.finite(row) else { return signs.joined() }
        if let low = low?.finite(row), let high = high?.finite(row), low <= high {
            shade(&signs, extent(number), extent(low)...max(extent(low), extent(high)))
        } else {
            fill(&signs, extent(number), number)
        }
        let drawn = signs.joined()
        guard let measure = chart.measure, let band = measure.band(of: number) else { return drawn }
        return text.style.paint(drawn, band: band, of: measure.bands.count)
    }

    private func place(_ number: Double) -> Int { min(max(base + Int(extent(number).rounded()), 0), cells - 1) }

    /// To half a cell; what is not nothing is seen.
    private func fill(_ signs: inout [String], _ extent: Double, _ number: Double) {
        let halves = Int((abs(extent) * 2).rounded())
        let isRight = extent >= 0
        let (room, step) = isRight ? (cells - 1 - base, 1) : (base, -1)
        for cell in 0..<min(halves / 2, room) { signs[base + step * (cell + 1)] = "█" }
        guard halves / 2 < room else { return }
        if halves % 2 == 1 {
            signs[base + step * (halves / 2 + 1)] = isRight ? "▌" : "▐"
        } else if halves == 0, extent != 0 {
            signs[base + step] = isRight ? "▏" : "▕"
        }
    }

    /// Full up to the interval, shaded in it: darker up to the value, lighter behind it.
    private func shade(_ signs: inout [String], _ value: Double, _ interval: ClosedRange<Double>) {
        for place in signs.indices where place != base {
            let center = Double(place - base) + (place > base ? -0.5 : 0.5)
            let isInBar = value >= 0 ? center > 0 && center <= value : center < 0 && center >= value
            let isInside = interval.contains(center)
            if isInBar || isInside { signs[place] = isInBar ? (isInside ? "▓" : "█") : "░" }
        }
    }

    // MARK: Below

    /// A line with marks, and the numbers under it as far as they do not touch.
    private func ruler() -> [String] {
        var line = [String](repeating: "─", count: cells)
        var taken = [Bool](repeating: false, count: cells + 1)
        var numbers = [String](repeating: " ", count: cells)
        // The ends first: of two that would touch, they stay.
        let ends = [axis.ticks.first, axis.ticks.last].compactMap { $0 }
        for tick in ends + axis.ticks.dropFirst().dropLast() {
            line[place(tick)] = "┴"
            let label = Array(ChartAxis.text(tick)).map { String($0) }
            let start = min(max(0, place(tick) - label.count / 2), max(0, cells - label.count))
            guard start + label.count <= cells else { continue }
            let around = max(0, start - 1)...min(cells, start + label.count)
            guard !around.contains(where: { taken[$0] }) else { continue }
            for (offset, sign) in label.enumerated() {
                numbers[start + offset] = sign
                taken[start + offset] = true
            }
        }
        line[base] = base == 0 ? "└" : base == cells - 1 ? "┘" : "┴"
        return [line.joined(), numbers.joined()]
    }

    private func legend() -> [String] {
        var lines: [String] = []
        if low != nil, high != nil {
            let names = [chart.low, chart.high].compactMap { $0 }.map { Visible.text($0) }.joined(separator: " to ")
            lines += text.wrapped(["▓░ from \(names)"])
        }
        if let measure = chart.measure, measure.bands.count > 1 {
            lines += text.bands(of: measure)
        }
        return lines
            + ColumnText.legend(reasons, hasHidden: figures.hasHidden).flatMap { text.wrapped([$0]) }
            .map { text.style.paint($0, .dim) }
    }
}
