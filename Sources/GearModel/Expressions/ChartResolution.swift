import GearSource
import GearSyntax

extension QueryResolver {
    /// chart bars score, low, high by title · chart heatmap score by title across district
    func chart(_ stage: Stage, _ state: inout StageState) -> ResolvedStage? {
        guard let kind = stage.arguments.first?.value.singleName.flatMap({ ChartKind(rawValue: $0.text) }),
            let across = across(stage, kind, state), let by = stage.clauses.first(where: { $0.kind == .by })
        else { return nil }
        let written = stage.arguments.dropFirst().map(\.value) + by.arguments.map(\.value)
        guard isEachOnce(written + across, stage), let values = values(stage, kind, state),
            let keys = columns(by.arguments.map(\.value), state.schema),
            let right = columns(across, state.schema)
        else { return nil }
        let type = state.schema[values[0]]
        let chart = Chart(
            kind: kind, value: values[0], low: values.count == 3 ? values[1] : nil,
            high: values.count == 3 ? values[2] : nil, keys: keys, across: right.first,
            measure: state.schema.measure(of: values[0]),
            declared: kind == .distribution ? type.flatMap { declaredValues($0, state) } : nil)
        state.schema = schema(chart, state.schema)
        return .chart(chart)
    }

    /// What runs to the right: one column, or none; nil after a report.
    private func across(_ stage: Stage, _ kind: ChartKind, _ state: StageState) -> [Expression]? {
        let clause = stage.clauses.first { $0.kind == .acrossGroups }
        switch (kind, clause) {
        case (.bars, let clause?), (.distribution, let clause?):
            builder.report(
                .clauseNotHere, "`across` does not belong to `chart \(kind.rawValue)`",
                at: place.location(clause.range),
                why: "what it draws runs to the right already", help: "name the column after `by`")
            return nil
        case (.heatmap, nil), (.lines, nil), (.sparklines, nil):
            builder.report(
                .missingClause, "`chart \(kind.rawValue)` does not say what runs to the right",
                at: place.location(stage.range), help: "add `across` and a column, such as `across wave`")
            return nil
        case (_, let clause): return clause?.arguments.map(\.value) ?? []
        }
    }

    private func isEachOnce(_ written: [Expression], _ stage: Stage) -> Bool {
        let names = written.map { $0.singleName?.text }
        for (index, name) in names.enumerated() where name != nil && names[..<index].contains(name) {
            builder.report(
                .boundTwice, "the column `\(name ?? "")` stands twice in the chart",
                at: place.location(written[index].range), help: "name each column once")
            return false
        }
        return true
    }

    /// The columns that are drawn: one, or one and the ends of its interval. nil after a report.
    private func values(_ stage: Stage, _ kind: ChartKind, _ state: StageState) -> [String]? {
        let written = stage.arguments.dropFirst().map(\.value)
        guard let names = columns(written, state.schema) else { return nil }
        let hasInterval = kind == .bars || kind == .lines
        guard names.count == 1 || names.count == 3 && hasInterval else {
            builder.wrongShape(
                hasInterval ? "one column of numbers, or three: a value and the ends of its interval" : "one column",
                stage.range, place,
                help: hasInterval
                    ? "write such as `chart \(kind.rawValue) score, low, high by …`"
                    : "draw each column in a chart of its own")
            return nil
        }
        for (name, expression) in zip(names, written) {
            guard let type = state.schema[name], !kind.draws(type) else { continue }
            builder.report(
                .typeMismatch,
                "`\(name)` is \(type.noun), and `chart \(kind.rawValue)` "
                    + (kind == .distribution ? "counts points of a scale, levels or bands" : "draws numbers"),
                at: place.location(expression.range),
                help: kind == .distribution
                    ? "write such as `answers | chart distribution point by question`"
                    : "name what is measured first, and after `by` what it is called")
            return nil
        }
        return names
    }

    /// The columns of the table that is drawn.
    private func schema(_ chart: Chart, _ before: TableSchema) -> TableSchema {
        let keys = chart.keys.map { column($0, before) }
        switch chart.kind {
        case .bars, .lines:
            let rest = [chart.across, chart.value, chart.low, chart.high].compactMap { $0 }
            var schema = TableSchema(keys + rest.map { column($0, before) })
            schema.isOpen = before.isOpen
            return schema
        case .distribution:
            return TableSchema(
                keys + (chart.declared ?? []).map { .init($0, .number) } + [.init(Chart.without, .number)],
                isOpen: chart.declared == nil || before.isOpen)
        case .heatmap, .sparklines:
            var schema = TableSchema(keys, isOpen: true)
            schema.openMeasure = chart.measure
            return schema
        }
    }
}
