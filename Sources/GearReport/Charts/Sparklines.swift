import GearModel
import GearSource
import GearTable

/// A table with a small line in each row, of what ran to the right; the first and the last value in figures beside it. All
/// lines are on one axis.
struct Sparklines {
    private let chart: Chart
    private let table: Table
    private let text: ChartText
    private let values: [Column]
    private let axis: ChartAxis

    init(_ chart: Chart, _ table: Table, _ text: ChartText) {
        (self.chart, self.table, self.text) = (chart, table, text)
        values = Array(table.columns.dropFirst(chart.keys.count))
        axis = ChartAxis(
            chart.measure,
            values.lazy.flatMap { column in (0..<table.rowCount).compactMap { column.finite($0) } }, withZero: false)
    }

    func render() -> String {
        var line = ColumnBuilder(chart.value, .text)
        for row in 0..<table.rowCount { line.append(values.map { sign($0, row) }.joined()) }
        let keys = table.columns.prefix(chart.keys.count)
        let figures = values.count > 1 ? [values[0], values[values.count - 1]] : values
        var measures: [String: Measure] = [:]
        for figure in figures { measures[figure.name] = chart.measure }
        let drawn = Table(keys + [line.finish()] + figures)
        let lines = TerminalTable(
            width: text.width, mostRows: text.mostRows, style: text.style, measures: measures, keys: chart.keys
        ).render(drawn)
        return lines + legend().map { text.style.paint(text.style.shown($0), .dim) + "\n" }.joined()
    }

    private var signs: [String] {
        text.style.isUnicode ? ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"] : (0...9).map { "\($0)" }
    }

    private func sign(_ column: Column, _ row: Int) -> String {
        guard let number = column.finite(row) else { return ChartMark(column, row).rawValue }
        return signs[min(Int(axis.fraction(number) * Double(signs.count)), signs.count - 1)]
    }

    private func legend() -> [String] {
        let ends =
            "\(signs[0]) is \(ChartAxis.text(axis.low)), \(signs[signs.count - 1]) is \(ChartAxis.text(axis.high))"
        let places = 0..<table.rowCount
        let marks = ChartMark.allCases.filter { mark in
            values.contains { column in
                places.contains { column.finite($0) == nil && ChartMark(column, $0) == mark }
            }
        }
        return text.wrapped([ends] + marks.map(\.meaning))
    }
}
