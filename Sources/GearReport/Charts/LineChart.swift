import GearModel
import GearSource
import GearTable

/// Lines over what runs to the right, such as waves: a letter at each value, a stroke through it from the low to the high
/// end of its interval. The last key names the lines, those before it name panels; all panels have one axis.
///
///     A team 3.88   B teacher 2.98
///     5 │       ┬
///       │  A────A
///     3 │       ┴
///       │  B────B
///     1 └────────────
///        fall15 spring16
struct LineChart {
    private let chart: Chart
    private let table: Table
    private let text: ChartText
    private let value: Column
    private let low: Column?
    private let high: Column?
    private let axis: ChartAxis
    /// What runs to the right, in its own order.
    private let stops: [String]
    /// For each row, which of them it is at.
    private let stopOfRow: [Int]
    private let margin: Int
    private let cells: Int
    private let height: Int

    private static let mostLines = 6

    init(_ chart: Chart, _ table: Table, _ text: ChartText) {
        (self.chart, self.table, self.text) = (chart, table, text)
        let none = Column(chart.value, .number, .numbers([Double](repeating: .nan, count: table.rowCount)))
        let value = table[chart.value] ?? none
        self.value = value
        low = chart.low.flatMap { table[$0] }
        high = chart.high.flatMap { table[$0] }
        let rows = 0..<table.rowCount
        axis = ChartAxis(
            chart.measure,
            [value, low, high].compactMap { $0 }.lazy.flatMap { column in rows.compactMap { column.finite($0) } },
            withZero: false)
        let across = chart.across.flatMap { table[$0] } ?? none
        let order = across.sortKeys()
        let distinct = Set(order).sorted()
        let places = Dictionary(uniqueKeysWithValues: zip(distinct, distinct.indices))
        stopOfRow = order.map { places[$0] ?? 0 }
        var reasons: [String] = []
        let names = ColumnText(across, rows: rows, reasons: &reasons).cells
        var stops = [String](repeating: "", count: distinct.count)
        for row in rows { stops[stopOfRow[row]] = names[row] }
        self.stops = stops
        margin = min(axis.even.reduce(1) { max($0, ChartAxis.text($1).count) }, text.width / 3) + 1
        cells = max(8, text.width - margin - 1)
        height = text.width < 40 ? 8 : 12
    }

    // MARK: Panels

    private struct Line {
        let name: String
        var rows: [Int]
    }

    private struct Panel {
        let title: String
        var lines: [Line]
    }

    func lines() -> [String] {
        let found = panels()
        var lines: [String] = []
        for (place, panel) in found.panels.enumerated() {
            if place > 0 { lines.append("") }
            lines += picture(panel)
        }
        let rest = found.all - found.shown
        if rest > 0 {
            lines.append(text.style.paint("\(text.style.ellipsis) \(rest) more line\(rest == 1 ? "" : "s")", .dim))
        }
        return lines + legend()
    }

    /// Rows by the keys they have, in the order of the table; at most as many lines as rows are wanted.
    private func panels() -> (panels: [Panel], shown: Int, all: Int) {
        var reasons: [String] = []
        let keys = chart.keys.compactMap { table[$0] }.map {
            ColumnText($0, rows: 0..<table.rowCount, reasons: &reasons).cells
        }
        var order: [[String]] = []
        var rows: [[String]: [Int]] = [:]
        for row in 0..<table.rowCount {
            let key = keys.map { $0[row] }
            if rows[key] == nil { order.append(key) }
            rows[key, default: []].append(row)
        }
        let kept = order.prefix(text.mostRows ?? order.count)
        var panels: [Panel] = []
        var placeOfTitle: [String: Int] = [:]
        for key in kept {
            let title = key.dropLast().joined(separator: ", ")
            let line = Line(name: key.last ?? "", rows: rows[key] ?? [])
            if let place = placeOfTitle[title], panels[place].lines.count < Self.mostLines {
                panels[place].lines.append(line)
            } else {
                placeOfTitle[title] = panels.count
                panels.append(Panel(title: title, lines: [line]))
            }
        }
        return (panels, kept.count, order.count)
    }

    private func picture(_ panel: Panel) -> [String] {
        var lines: [String] = []
        if !panel.title.isEmpty {
            lines.append(text.style.paint(TextWidth.clipped(panel.title, to: text.width), .bold))
        }
        lines += text.wrapped(
            panel.lines.enumerated().map { "\(letter($0)) \($1.name)\(latest($1))" }, separator: "   ")
        var canvas = [[String]](repeating: [String](repeating: " ", count: cells), count: height)
        var marks = [String](repeating: " ", count: cells)
        for (place, line) in panel.lines.enumerated() { connect(line, place, panel, &canvas) }
        for (place, line) in panel.lines.enumerated() { mark(line, place, panel, &canvas, &marks) }
        for (row, drawn) in canvas.enumerated() { lines.append(scale(row) + "│" + drawn.joined()) }
        lines.append(String(" ", times: margin) + "└" + String("─", times: cells))
        if marks.contains(where: { $0 != " " }) { lines.append(String(" ", times: margin + 1) + marks.joined()) }
        lines.append(String(" ", times: margin + 1) + names())
        return lines
    }

    private func letter(_ line: Int) -> String { String("ABCDEF".dropFirst(line).prefix(1)) }

    /// The value furthest to the right, if there is one.
    private func latest(_ line: Line) -> String {
        guard let row = line.rows.max(by: { stopOfRow[$0] < stopOfRow[$1] }) else { return "" }
        guard let number = value.finite(row) else { return " " + ChartMark(value, row).rawValue }
        return " " + ColumnText.fixed(number, 2)
    }

    // MARK: Places

    private var step: Double { Double(cells) / Double(max(1, stops.count)) }

    /// The cell of a line at a stop; lines of one panel stand beside each other, as far as there is room.
    private func x(_ stop: Int, _ line: Int, _ panel: Panel) -> Int {
        let count = panel.lines.count
        let shift = Int(step) >= 2 * count + 2 ? 2 : Int(step) > count ? 1 : 0
        let offset = Double(shift * (2 * line - count + 1)) / 2
        return min(max(0, Int((Double(stop) + 0.5) * step + offset)), cells - 1)
    }

    private func y(_ number: Double) -> Int {
        min(max(0, Int(((1 - axis.fraction(number)) * Double(height - 1)).rounded())), height - 1)
    }

    // MARK: Drawing

    /// From value to value; a stop without one leaves a gap.
    private func connect(_ line: Line, _ place: Int, _ panel: Panel, _ canvas: inout [[String]]) {
        let points = line.rows.sorted { stopOfRow[$0] < stopOfRow[$1] }
        for (from, to) in zip(points, points.dropFirst()) where stopOfRow[to] == stopOfRow[from] + 1 {
            guard let first = value.finite(from), let second = value.finite(to) else { continue }
            let (left, right) = (x(stopOfRow[from], place, panel), x(stopOfRow[to], place, panel))
            guard right > left + 1 else { continue }
            let (start, end) = (y(first), y(second))
            var before = start
            for column in (left + 1)..<right {
                let share = Double(column - left) / Double(right - left)
                let row = Int((Double(start) + Double(end - start) * share).rounded())
                for between in min(before, row)...max(before, row) where canvas[between][column] == " " {
                    let isStep = before != row
                    canvas[between][column] = !isStep ? "─" : abs(before - row) > 1 ? "│" : row < before ? "╱" : "╲"
                    if isStep, abs(before - row) == 1, between == before { canvas[between][column] = " " }
                }
                before = row
            }
        }
    }

    private func mark(
        _ line: Line, _ place: Int, _ panel: Panel, _ canvas: inout [[String]], _ marks: inout [String]
    ) {
        for row in line.rows {
            let column = x(stopOfRow[row], place, panel)
            guard let number = value.finite(row) else {
                marks[column] = ChartMark(value, row).rawValue
                continue
            }
            if let low = low?.finite(row), let high = high?.finite(row), low <= high {
                let (top, bottom) = (y(high), y(low))
                for between in top...max(top, bottom) { canvas[between][column] = "│" }
                if top < bottom { (canvas[top][column], canvas[bottom][column]) = ("┬", "┴") }
            }
            let isTaken = "ABCDEF*".contains(canvas[y(number)][column])
            canvas[y(number)][column] = isTaken ? "*" : letter(place)
        }
    }

    // MARK: Beside and below

    /// The number at a line of the picture.
    private func scale(_ row: Int) -> String {
        let number = axis.even.first { y($0) == row }
        let label = number.map { ChartAxis.text($0) } ?? ""
        return TextWidth.clipped(label, to: margin - 1).padded(to: margin - 1, right: true) + " "
    }

    /// What runs to the right, each name below its place, as far as they do not touch.
    private func names() -> String {
        var line = ""
        for (place, name) in stops.enumerated() {
            let cut = TextWidth.clipped(name, to: max(1, Int(step) - 1))
            let start = Int((Double(place) + 0.5) * step) - TextWidth.of(cut) / 2
            guard start >= TextWidth.of(line) + (line.isEmpty ? 0 : 1) || line.isEmpty else { continue }
            line += String(" ", times: start - TextWidth.of(line)) + cut
        }
        return TextWidth.clipped(line, to: cells)
    }

    private func legend() -> [String] {
        var parts: [String] = []
        if low != nil, high != nil {
            let names = [chart.low, chart.high].compactMap { $0 }.map { Visible.text($0) }.joined(separator: " to ")
            parts.append("│ from \(names)")
        }
        let rows = 0..<table.rowCount
        parts += ChartMark.allCases.filter { mark in
            rows.contains { value.finite($0) == nil && ChartMark(value, $0) == mark }
        }.map(\.meaning)
        return text.wrapped(parts).map { text.style.paint($0, .dim) }
    }
}
