import GearModel
import GearSource
import GearTable

extension Evaluator {
    /// chart bars score by title: the table that is drawn, and nothing else of what was there. Rows stay in their order.
    func chart(_ chart: Chart, _ table: Table, of query: ResolvedQuery) throws(Diagnostic) -> Table {
        let location = query.location
        func columns(_ names: [String]) throws(Diagnostic) -> [Column] {
            var found: [Column] = []
            for name in names {
                guard let column = table[name] else { throw Compiler.noColumn(name, in: table, at: location) }
                found.append(column)
            }
            return found
        }
        let keys = try columns(chart.keys)
        let right = try columns([chart.across].compactMap { $0 })
        let values = try columns([chart.value, chart.low, chart.high].compactMap { $0 })
        if chart.kind == .distribution { return try distribution(values[0], keys, chart, table, at: location) }
        try checkNumbers(values, chart, at: location)
        try checkEachOnce(keys + right, chart, table.rowCount, at: location)
        switch chart.kind {
        case .bars, .lines, .distribution: return Table(keys + right + values)
        case .heatmap, .sparklines:
            guard let across = chart.across else { return Table(keys + values) }
            return try pivot(chart.value, by: across, declared: [], Table(keys + right + values), of: query)
        }
    }

    private func checkNumbers(_ values: [Column], _ chart: Chart, at location: Location) throws(Diagnostic) {
        guard let other = values.first(where: { !$0.type.isNumeric }) else { return }
        throw Diagnostic(
            .unsuitableOperand, "`\(other.name)` holds no numbers, and `chart \(chart.kind.rawValue)` draws numbers",
            at: location, help: "name a column of numbers")
    }

    private func checkEachOnce(
        _ keys: [Column], _ chart: Chart, _ rowCount: Int, at location: Location
    ) throws(Diagnostic) {
        let places = Grouping(keys, rowCount: rowCount)
        guard places.count < rowCount else { return }
        let groups = places.groups
        var known: Set<UInt32> = []
        let second = groups.indices.first { !known.insert(groups[$0]).inserted } ?? 0
        let names = keys.map { "\($0.name) \($0[second].plainText)" }.joined(separator: ", ")
        throw Diagnostic(
            .ambiguousPivot, "the chart finds two values of `\(chart.value)` for \(names)", at: location,
            why: "it draws one for each",
            help:
                "name after `by` the column that tells the rows apart, or keep some of them with `where`, or `group` them"
        )
    }

    // MARK: Distributions

    /// How many rows of each group have each point, all points in order whether or not anybody chose them, and how many
    /// have none. A group in which anything is hidden has hidden counts.
    private func distribution(
        _ values: Column, _ keys: [Column], _ chart: Chart, _ table: Table, at location: Location
    ) throws(Diagnostic) -> Table {
        guard case .codes(let codes, let dictionary) = values.storage else {
            throw Diagnostic(
                .unsuitableOperand, "`\(values.name)` holds no points of a scale", at: location,
                help: "write such as `answers | chart distribution point by question`")
        }
        let (points, titles) =
            if let declared = chart.declared { (declared, titles(of: declared, values.type)) } else {
                try points(codes, values, dictionary, table, at: location)
            }
        let places = Dictionary(zip(points, points.indices), uniquingKeysWith: { first, _ in first })
        let placeOfCode = dictionary.texts.map { places[$0] }
        let groups = Grouping(keys, rowCount: table.rowCount)
        var counts = [[Int]](repeating: [Int](repeating: 0, count: groups.count), count: points.count + 1)
        var isHidden = [Bool](repeating: false, count: groups.count)
        var check = StopCheck()
        for row in 0..<table.rowCount {
            try check.goOn()
            let group = Int(groups.groups[row])
            if values.isHidden(row) { isHidden[group] = true }
            let place = values.isMissing(row) ? nil : placeOfCode[Int(codes[row])]
            counts[place ?? points.count][group] += 1
        }
        let names = points + [Chart.without]
        let clashes = chart.keys.filter { names.contains($0) } + points.filter { $0 == Chart.without }
        if let clash = clashes.first {
            throw Diagnostic(
                .ambiguousPivot, "`chart` would make a second column `\(clash)`", at: location,
                help: "rename the column that is there with `select`")
        }
        let made = names.indices.map { place in
            Column(names[place], .integer, .integers(counts[place])).hiding(isHidden)
                .titled(titles.indices.contains(place) ? titles[place] : "")
        }
        return Table(keys.map { $0.taking(groups.firstRows) } + made)
    }

    /// What levels are called.
    private func titles(of declared: [String], _ type: ColumnType) -> [String] {
        guard case .coded(.level(let name)) = type else { return [] }
        let levels = model.progressions.filter { $0.heading.name == name }.flatMap(\.levels).map(\.heading)
        return declared.map { code in levels.first { $0.name == code }?.title ?? "" }
    }

    /// The points of the one scale that the answers are on, and their labels.
    private func points(
        _ codes: [UInt32], _ values: Column, _ dictionary: TextDictionary, _ table: Table, at location: Location
    ) throws(Diagnostic) -> (codes: [String], labels: [String]) {
        var present: Set<String> = []
        for code in Set(codes.indices.lazy.filter { !values.isMissing($0) }.map { codes[$0] }) {
            present.insert(dictionary[code])
        }
        let asked = table["question"]?.distinctTexts
        let surveys = table["survey"]?.distinctTexts
        let questions = model.surveys.filter { surveys?.contains($0.heading.name) ?? true }.flatMap(\.questions)
            .filter { asked?.contains($0.heading.name) ?? true }
        let scales = Set(questions.compactMap(\.scale)).sorted().map { model.scales[$0] }.filter { !$0.points.isEmpty }
        // Without the questions, a scale is known by what was chosen.
        let fitting = asked == nil ? scales.filter { present.isSubset(of: $0.points.map(\.code)) } : scales
        let lists = Set(fitting.map { $0.points.map { [$0.code, $0.label] } })
        guard lists.count <= 1, asked != nil || !fitting.isEmpty || present.isEmpty else {
            let names = scales.filter { !$0.heading.name.isEmpty }.map { "`\($0.heading.name)`" }
            throw Diagnostic(
                .mixedChartScales, "these answers are on different scales: \(names.prefix(6).joined(separator: ", "))",
                at: location, why: "their points have nothing in common that one line could be centred on",
                help: asked == nil
                    ? "keep the column `question` up to the chart, and of the questions those of one scale"
                    : "keep the questions of one scale: `where question in [q1, q2]`")
        }
        let points = fitting.first?.points ?? []
        return (points.map(\.code), points.map(\.label))
    }
}

extension Column {
    /// The different texts of a coded column.
    fileprivate var distinctTexts: Set<String> {
        guard case .codes(let codes, let dictionary) = storage else { return [] }
        return Set(Set(codes.indices.lazy.filter { !self.isMissing($0) }.map { codes[$0] }).map { dictionary[$0] })
    }
}
