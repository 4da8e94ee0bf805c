import GearModel
import GearTable

/// What is printed as the answer to one question: a table, and how people are to see it.
package struct Exhibit {
    package let title: String
    /// nil: it could not be had.
    package let table: Table?
    /// What columns are measured on, by their names.
    package let measures: [String: Measure]

    package init(_ title: String, _ table: Table?) {
        self.title = title
        self.table = table
        measures = [:]
    }

    package init(_ show: Show, _ table: Table?) {
        title = show.title
        self.table = table
        guard case .query(let query) = show.subject else {
            measures = [:]
            return
        }
        let names = table?.columns.map(\.name) ?? []
        measures = names.reduce(into: [:]) { $0[$1] = query.schema.measure(of: $1) }
    }

    /// For a terminal of `width` cells, nil being whatever the table takes.
    package func text(width: Int?, mostRows: Int?, style: Style) -> String {
        guard let table else { return "" }
        return TerminalTable(width: width, mostRows: mostRows, style: style, measures: measures).render(table)
    }
}
