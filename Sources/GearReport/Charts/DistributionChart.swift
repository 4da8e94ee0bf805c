import GearModel
import GearSource
import GearTable

/// How many chose each point, as a bar a row: what lies below the middle of the scale to the left of one line, what lies
/// above it to the right, the middle point itself half on either side. Figures are percent of all who chose one.
///
///     question    n
///     q1         42 ████12▒▒▒▒░░│░░▒▒▒▒▒31▒▒▒▒██8███
struct DistributionChart {
    private let text: ChartText
    private let rows: Range<Int>
    private let labels: ChartLabels
    private let labelReasons: [String]
    /// The codes of the points, in order, and what they are called.
    private let points: [String]
    private let names: [String]
    /// For each row the counts, nil where they are hidden.
    private let counts: [[Double]?]
    private let missing: [Double]
    private let figures: [Figures]
    /// The most that any row has on either side, as a share of all.
    private let sides: (left: Double, right: Double)
    /// Cells of the picture, that of the middle line included, and which one that is.
    private let cells: Int
    private let middle: Int
    /// Cells that all answers of a row would take.
    private let unit: Double

    init(_ chart: Chart, _ table: Table, _ rows: Range<Int>, _ text: ChartText) {
        (self.text, self.rows) = (text, rows)
        let columns = table.columns.dropFirst(chart.keys.count).dropLast()
        points = columns.map(\.name)
        names = columns.map(\.title)
        counts = rows.map { row in
            columns.contains { $0.isMissing(row) } ? nil : columns.map { $0.finite(row) ?? 0 }
        }
        missing = rows.map { table[Chart.without]?.finite($0) ?? 0 }
        let figures = Self.figures(counts, missing, most: text.width - 3 * chart.keys.count - 10)
        let beside = figures.reduce(1) { $0 + $1.width + 2 }
        var reasons: [String] = []
        labels = ChartLabels(
            chart.keys.compactMap { table[$0] }, rows, most: text.labelRoom(chart.keys.count, beside: beside),
            reasons: &reasons)
        (self.figures, labelReasons) = (figures, reasons)
        let all = counts.compactMap { $0 }.map { Self.sides($0) }
        sides = (all.reduce(0) { max($0, $1.left) }, all.reduce(0) { max($0, $1.right) })
        cells = max(3, text.width - labels.width - beside)
        let sum = sides.left + sides.right
        unit = sum > 0 ? Double(cells - 1) / sum : 0
        middle = sum > 0 ? Int((sides.left * unit).rounded()) : (cells - 1) / 2
    }

    func lines() -> [String] {
        let heading = figures.map { $0.heading.padded(to: $0.width, right: true) }
        var lines = [text.style.paint(([labels.heading] + heading).joined(separator: "  "), .bold)]
        for place in rows.indices.map({ $0 - rows.lowerBound }) {
            let texts = figures.map { $0.texts[place].padded(to: $0.width, right: true) }
            lines.append(([labels.texts[place]] + texts).joined(separator: "  ") + " " + bar(counts[place]))
        }
        let margin = String(" ", times: labels.width + figures.reduce(1) { $0 + $1.width + 2 })
        lines += ruler().map { text.style.paint(margin + $0, .dim) }
        return lines + legend()
    }

    // MARK: Figures

    private struct Figures {
        let heading: String
        let texts: [String]
        var width: Int { texts.reduce(heading.count) { max($0, $1.count) } }
    }

    /// Who chose a point and, if anybody did not and there is room, who did not.
    private static func figures(_ counts: [[Double]?], _ missing: [Double], most: Int) -> [Figures] {
        let chosen = counts.map { $0.map { ChartAxis.text($0.reduce(0, +)) } ?? ColumnText.hidden }
        let all = [Figures(heading: "n", texts: chosen)]
        guard missing.contains(where: { $0 > 0 }) else { return all }
        let others = Figures(
            heading: Chart.without, texts: zip(counts, missing).map { $0 == nil ? "" : ChartAxis.text($1) })
        return all[0].width + others.width + 4 <= most ? all + [others] : all
    }

    /// Shares of all below and above the middle of the scale.
    private static func sides(_ counts: [Double]) -> (left: Double, right: Double) {
        let all = counts.reduce(0, +)
        guard all > 0 else { return (0, 0) }
        let half = counts.count / 2
        let neutral = counts.count % 2 == 1 ? counts[half] / 2 : 0
        return ((counts.prefix(half).reduce(0, +) + neutral) / all, (counts.suffix(half).reduce(0, +) + neutral) / all)
    }

    // MARK: Bars

    /// Dark is far from the middle.
    private func sign(_ point: Int) -> String {
        let half = points.count / 2
        if points.count % 2 == 1, point == half { return "░" }
        let distance = point < half ? half - point : point - (points.count - half) + 1
        let shades = half == 1 ? ["█"] : half == 2 ? ["▒", "█"] : ["▒", "▓", "█"]
        return shades[min((distance - 1) * shades.count / half, shades.count - 1)]
    }

    private func bar(_ counts: [Double]?) -> String {
        var signs = [String](repeating: " ", count: cells)
        signs[middle] = "│"
        let all = counts?.reduce(0, +) ?? 0
        guard let counts, all > 0 else { return signs.joined() }
        let half = counts.count / 2
        let neutral = counts.count % 2 == 1 ? counts[half] / 2 : 0
        for isRight in [false, true] {
            var share = neutral / all
            var end = cell(share)
            for cell in 0..<end { set(&signs, cell, isRight, sign(half)) }
            for step in 0..<half {
                let point = isRight ? counts.count - half + step : half - 1 - step
                share += counts[point] / all
                let start = end
                end = max(start, cell(share))
                for cell in start..<end { set(&signs, cell, isRight, sign(point)) }
                write(&signs, "\(Int((counts[point] / all * 100).rounded()))", start..<end, isRight)
            }
        }
        return signs.joined()
    }

    private func cell(_ share: Double) -> Int { Int((share * unit).rounded()) }

    /// A cell by how far it is from the middle line.
    private func set(_ signs: inout [String], _ cell: Int, _ isRight: Bool, _ sign: String) {
        let place = isRight ? middle + 1 + cell : middle - 1 - cell
        if signs.indices.contains(place) { signs[place] = sign }
    }

    /// A number amid a part that is wide enough for it.
    private func write(_ signs: inout [String], _ number: String, _ part: Range<Int>, _ isRight: Bool) {
        guard part.count >= number.count + 2 else { return }
        let first = part.lowerBound + (part.count - number.count) / 2
        for (offset, digit) in (isRight ? Array(number) : number.reversed()).enumerated() {
            set(&signs, first + offset, isRight, String(digit))
        }
    }

    // MARK: Below

    private func ruler() -> [String] {
        var line = [String](repeating: "─", count: cells)
        (line[0], line[cells - 1], line[middle]) = ("└", "┘", "┴")
        let (left, right) = (percent(sides.left), percent(sides.right))
        var numbers = middle > left.count + 1 ? left : ""
        numbers += String(" ", times: middle - numbers.count) + "0"
        let rest = cells - numbers.count - right.count
        return [line.joined(), rest > 0 ? numbers + String(" ", times: rest) + right : numbers]
    }

    private func percent(_ share: Double) -> String { share > 0 ? "\(Int((share * 100).rounded()))%" : "" }

    private func legend() -> [String] {
        let half = points.count / 2
        let all = points.indices.map { point in
            let name =
                names.indices.contains(point) && !names[point].isEmpty && names[point] != points[point]
                ? " " + names[point] : ""
            return "\(sign(point)) \(Visible.text(points[point] + name))"
        }
        var lines: [String] = []
        for (place, part) in [
            ("left", all.prefix(half)), ("middle", all.dropFirst(half).dropLast(half)), ("right", all.suffix(half)),
        ] where !part.isEmpty {
            lines += text.wrapped(["\(place): \(part.first ?? "")"] + part.dropFirst())
        }
        if figures.count > 1 { lines += text.wrapped(["\(Chart.without): gave no point"]) }
        if counts.contains(where: { $0 == nil }) { lines += text.wrapped([ColumnText.hiddenMeans]) }
        return lines + ColumnText.legend(labelReasons, hasHidden: false).flatMap { text.wrapped([$0]) }
    }
}
