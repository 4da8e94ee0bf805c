import GearModel
import GearReport
import GearSource
import GearTable
import Testing

/// Tables in, pictures out: at three widths, and without signs beyond ASCII.
@Suite struct ChartTests {
    static let scale = Measure(
        1...5,
        bands: [
            .init(name: "emerging", bound: 2.5), .init(name: "developing", bound: 3.5),
            .init(name: "leading", bound: nil),
        ])

    /// A table from rows of words: a number, `-` for missing, `why` for missing with a reason, `hidden`, else a text.
    static func table(_ heading: String, _ rows: [[String]], waves: [String] = []) -> Table {
        Table(
            heading.split(separator: " ").enumerated().map { place, name in
                let cells = rows.map { $0[place] }
                let isNumber = cells.allSatisfy { Double($0) != nil || ["-", "why", "hidden"].contains($0) }
                let dictionary = name == "wave" ? TextDictionary(declared: waves) : nil
                var column = ColumnBuilder(String(name), isNumber ? .number : .text, dictionary: dictionary)
                for cell in cells {
                    switch cell {
                    case "-": column.appendMissing()
                    case "why": column.appendMissing("fewer than 2 respondents")
                    case "hidden": column.appendHidden()
                    default:
                        if let code = waves.firstIndex(of: cell), name == "wave" {
                            column.append(code: UInt32(code))
                        } else if isNumber {
                            column.append(Double(cell) ?? 0)
                        } else {
                            column.append(cell)
                        }
                    }
                }
                return column.finish()
            })
    }

    static let gears = table(
        "title source score low high",
        [
            ["Leadership and a shared vision of learning", "team", "3.88", "3.6", "4.1"],
            ["Leadership and a shared vision of learning", "teacher", "2.98", "2.7", "3.3"],
            ["東京都の学校", "team", "1", "1", "1"], ["東京都の学校", "teacher", "1.01", "0.4", "1.9"],
            ["Data", "team", "hidden", "hidden", "hidden"], ["Data", "teacher", "why", "why", "why"],
            ["Time", "team", "-", "-", "-"], ["Time", "teacher", "5", "4.5", "-"],
        ])

    static let differences = table(
        "title difference",
        [["Leadership", "0.9"], ["Data", "-0.45"], ["Time", "0"], ["Community", "-0.001"], ["Budget", "hidden"]])

    static let answers = table(
        "question 1 2 3 4 5 without",
        [
            ["q1", "2", "8", "10", "15", "5", "0"], ["q2", "0", "0", "40", "0", "0", "3"],
            ["q3", "20", "15", "5", "0", "0", "1"], ["q4", "hidden", "hidden", "hidden", "hidden", "hidden", "hidden"],
            ["q5", "0", "0", "0", "0", "0", "7"], ["q6", "1", "0", "0", "0", "999", "0"],
        ])

    static let answersOfFour = table(
        "question a b c d without", [["q1", "3", "5", "8", "4", "0"], ["q2", "10", "0", "0", "10", "0"]])

    static let districts = table(
        "title d01 d02 d03 d04 d05 d06 d07 d08 d09",
        ["Leadership", "Data", "東京都の学校", "Time"].enumerated().map { row, title in
            [title]
                + (0..<9).map { column in
                    row == 3 && column < 3
                        ? ["hidden", "why", "-"][column] : "\(1 + Double((row * 7 + column * 5) % 17) / 4)"
                }
        })

    static let overTime = table(
        "title source wave score low high",
        ["Leadership", "Data"].flatMap { title in
            ["team", "teacher", "observer"].enumerated().flatMap { source, name in
                ["fall14", "spring15", "fall15", "spring16"].enumerated().compactMap { wave, when -> [String]? in
                    if title == "Data", source == 2, wave == 1 { return nil }
                    if title == "Data", source == 1, wave == 2 {
                        return [title, name, when, "hidden", "hidden", "hidden"]
                    }
                    if title == "Data", source == 0, wave == 3 { return [title, name, when, "why", "why", "why"] }
                    let score = 2 + Double(source) * 0.8 + Double(wave) * (title == "Data" ? 0.3 : -0.2)
                    return [title, name, when, "\(score)", "\(score - 0.4)", "\(score + 0.4)"]
                }
            }
        }, waves: ["fall14", "spring15", "fall15", "spring16"])

    static let small = table(
        "title fall14 spring15 fall15 spring16",
        [
            ["Leadership", "1", "2.2", "3.4", "5"], ["Data", "4", "hidden", "why", "-"], ["Time", "3", "3", "3", "3"],
        ])

    static let charts: [(name: String, chart: Chart, table: Table)] = [
        ("bars", Chart(kind: .bars, value: "score", keys: ["title", "source"], measure: scale), gears),
        (
            "bars-interval",
            Chart(
                kind: .bars, value: "score", low: "low", high: "high", keys: ["title", "source"],
                measure: scale), gears
        ),
        ("bars-negative", Chart(kind: .bars, value: "difference", keys: ["title"]), differences),
        (
            "distribution",
            Chart(kind: .distribution, value: "point", keys: ["question"]),
            Table(
                zip(answers.columns, ["", "Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree", ""])
                    .map { $0.titled($1) })
        ),
        ("distribution-even", Chart(kind: .distribution, value: "point", keys: ["question"]), answersOfFour),
        (
            "heatmap", Chart(kind: .heatmap, value: "score", keys: ["title"], across: "district", measure: scale),
            districts
        ),
        (
            "heatmap-open", Chart(kind: .heatmap, value: "score", keys: ["title"], across: "district"), districts
        ),
        (
            "lines",
            Chart(
                kind: .lines, value: "score", low: "low", high: "high", keys: ["title", "source"],
                across: "wave", measure: scale), overTime
        ),
        (
            "sparklines",
            Chart(kind: .sparklines, value: "score", keys: ["title"], across: "wave", measure: scale), small
        ),
    ]

    @Test(arguments: charts.indices) func pictures(index: Int) throws {
        let (name, chart, table) = Self.charts[index]
        var text = ""
        for width in [80, 40, 20] {
            text += "== \(width) columns\n" + ChartText(width: width).render(table, as: chart)
        }
        let ascii = Style(isColored: false, isUnicode: false)
        text += "== ASCII\n" + ChartText(width: 60, style: ascii).render(table, as: chart)
        try Fixture.expect(text, "chart-\(name).txt")
    }

    @Test func picturesInColour() throws {
        let text = [0, 5, 8].map {
            ChartText(width: 60, style: .colored).render(Self.charts[$0].table, as: Self.charts[$0].chart)
        }
        try Fixture.expect(text.joined(separator: "\n"), "chart-color.txt")
    }

    // MARK: What always holds

    private static func tables(_ kind: Chart.Kind) -> [(chart: Chart, table: Table)] {
        let long = String(repeating: "東a\u{1B}[2J\u{202E}\n", count: 60)
        let numbers: [[Double?]] = [
            [], [1], [nil], [0], [-3], [2, 2, 2], [nil, nil], [1e308, -1e308], [Double.leastNonzeroMagnitude, 0],
            [1e-9, 1e9], [-5, -1],
            [.infinity, .nan, 1], Array(repeating: 3, count: 1_000), (0..<1_000).map { Double($0) - 500 },
        ]
        return numbers.map { numbers in
            var key = ColumnBuilder("a long \u{7} name of a key", .text), value = ColumnBuilder("value", .number)
            var wave = ColumnBuilder("wave", .text), low = ColumnBuilder("low", .number)
            var high = ColumnBuilder("high", .number)
            for (place, number) in numbers.enumerated() {
                key.append(place.isMultiple(of: 3) ? long + "\(place)" : "k\(place)")
                if let number {
                    value.append(number)
                } else if place == 0 {
                    value.appendHidden()
                } else {
                    value.appendMissing("why\u{1B}")
                }
                low.append((number ?? 0) - 1)
                high.append((number ?? 0) + (place == 1 ? -5 : 1))
                wave.append("w\(place % 4)\u{1B}")
            }
            let columns = [key.finish(), wave.finish(), value.finish(), low.finish(), high.finish()]
            let name = columns[0].name
            let hasInterval = kind == .bars || kind == .lines
            let chart = Chart(
                kind: kind, value: "value", low: hasInterval ? "low" : nil, high: hasInterval ? "high" : nil,
                keys: [name], across: kind == .bars || kind == .distribution ? nil : "wave",
                measure: numbers.count == 3 ? Self.scale : nil)
            switch kind {
            case .bars, .lines: return (chart, Table(columns))
            case .heatmap, .sparklines:
                return (chart, Table([columns[0], columns[2], columns[2].renamed(long), columns[3]]))
            case .distribution:
                let counts = Column("1", .integer, .integers(numbers.map { Int(exactly: abs($0 ?? 1)) ?? 7 }))
                return (
                    chart,
                    Table([
                        columns[0], counts, counts.renamed("2"), counts.renamed(long), counts.renamed(Chart.without),
                    ])
                )
            }
        }
    }

    /// Whatever is drawn: no line is wider than the terminal, nothing steers it, and without other signs all is ASCII
    /// but what the cells say.
    @Test(arguments: [Chart.Kind.bars, .distribution, .heatmap, .lines, .sparklines], [20, 33, 80, 200])
    func extremes(kind: Chart.Kind, width: Int) {
        for (chart, table) in Self.tables(kind) {
            let text = ChartText(width: width).render(table, as: chart)
            #expect(!text.isEmpty)
            #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x202E })
            let widest = text.split(separator: "\n").max { TextWidth.of(String($0)) < TextWidth.of(String($1)) } ?? ""
            #expect(TextWidth.of(String(widest)) <= width, "\(widest)")
            let ascii = ChartText(width: width, style: Style(isColored: false, isUnicode: false))
                .render(table, as: chart)
            let other = ascii.filter { !$0.isASCII && !"東␛␊␇".contains($0) }
            #expect(other == "", "\(ascii)")
        }
    }

    @Test(arguments: [0, 1, 2, 7]) func aTerminalOfFewColumns(width: Int) {
        for (_, chart, table) in Self.charts { #expect(!ChartText(width: width).render(table, as: chart).isEmpty) }
    }

    @Test func theRestIsCounted() {
        for (name, chart, table) in Self.charts {
            let text = ChartText(width: 80, mostRows: 1).render(table, as: chart)
            let noun = name == "lines" ? "line" : "row"
            let count = name == "lines" ? 5 : table.rowCount - 1
            #expect(text.contains("… \(count) more \(noun)\(count == 1 ? "" : "s")\n"), "\(text)")
        }
    }

    /// Hidden, undefined and missing are three signs.
    @Test func whatIsNoValueIsTold() {
        let bars = ChartText(width: 80).render(Self.gears, as: Self.charts[0].chart).split(separator: "\n")
        let figures = bars.filter { $0.contains("hidden │") || $0.contains("·¹ │") || $0.contains("· │") }
        #expect(figures.count == 3)
        let lines = ChartText(width: 80).render(Self.overTime, as: Self.charts[7].chart)
        #expect(lines.contains("? cannot be given") && lines.contains("× hidden"))
        let small = ChartText(width: 80).render(Self.small, as: Self.charts[8].chart)
        #expect(small.contains("▇×?·"))
        let heat = ChartText(width: 80).render(Self.districts, as: Self.charts[5].chart)
        #expect(heat.contains("   ×") && heat.contains("  ·¹") && heat.contains("   ·"))
    }

    @Test func noRows() throws {
        for (_, chart, table) in Self.charts {
            #expect(
                ChartText(width: 80).render(try table.prefix(0), as: chart) == "nothing to draw\n")
        }
    }
}
