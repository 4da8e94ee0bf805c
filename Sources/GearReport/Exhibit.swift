import GearModel
import GearTable

/// What is printed as the answer to one question, and how people are to see it.
package struct Exhibit {
    package let title: String
    /// nil: it could not be had.
    package let answer: Answer?
    /// What columns are measured on, by their names.
    package let measures: [String: Measure]
    /// How it is drawn where people look at it; nil: as a table.
    package let chart: Chart?
    /// The columns that tell its rows apart; nil where that is not known.
    package let keys: [String]?

    package init(_ title: String, _ table: Table?) {
        self.title = title
        answer = table.map { .table($0) }
        measures = [:]
        chart = nil
        keys = nil
    }

    package init(_ title: String, _ answer: Answer) {
        self.title = title
        self.answer = answer
        measures = [:]
        chart = nil
        keys = nil
    }

    package init(_ show: Show, _ answer: Answer?) {
        title = show.title
        self.answer = answer
        guard case .query(let query) = show.subject else {
            measures = [:]
            chart = nil
            keys = nil
            return
        }
        let names = answer?.table.columns.map(\.name) ?? []
        measures = names.reduce(into: [:]) { $0[$1] = query.schema.measure(of: $1) }
        chart = query.chart
        keys = query.keys
    }

    /// As rows; nil if it could not be had.
    package var table: Table? { answer?.table }

    /// For a terminal of `width` cells, nil being whatever a table takes and 80 for a picture; some lines at a time, as long
    /// as somebody takes them.
    package func write(width: Int?, mostRows: Int?, style: Style, take: (String) -> Bool) {
        if case .explained(let explained)? = answer {
            _ = take(ExplanationText(width: width, style: style).render(explained))
        } else if let table, let chart {
            _ = take(ChartText(width: width ?? 80, mostRows: mostRows, style: style).render(table, as: chart))
        } else if let table {
            TerminalTable(width: width, mostRows: mostRows, style: style, measures: measures, keys: keys)
                .write(table, take: take)
        }
    }
}
