import GearTable

/// A table in Markdown (GitHub Flavored Markdown, tables extension).
package enum MarkdownTable {
    /// Reasons of missing cells, and what hidden ones are, stand below the table.
    package static func render(_ table: Table) -> String {
        guard !table.columns.isEmpty else { return "" }
        var reasons: [String] = []
        let texts = table.columns.map { ColumnText($0, rows: 0..<table.rowCount, reasons: &reasons) }
        var output = line(table.columns.map { escaped(Visible.text($0.name)) })
        output += line(texts.map { $0.isNumeric ? "---:" : "---" })
        for row in 0..<table.rowCount where !Threads.isStopping { output += line(texts.map { escaped($0.cells[row]) }) }
        let legend = ColumnText.legend(reasons, hasHidden: texts.contains(where: \.hasHidden))
            .map { escaped($0) + "  \n" }
        return legend.isEmpty ? output : output + "\n" + legend.joined()
    }

    private static func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }

    /// With what means something to Markdown or HTML taken literally.
    static func escaped(_ text: String) -> String {
        text.reduce(into: "") { output, character in
            switch character {
            case "&": output += "&amp;"
            case "<": output += "&lt;"
            case ">": output += "&gt;"
            case "|", "\\", "`", "*", "_", "[", "]", "~", "#": output += "\\\(character)"
            default: output.append(character)
            }
        }
    }
}
