import GearModel
import GearTable

/// Changes for a pull request: what breaks in a table, the rest folded away.
package enum ChangeMarkdown {
    package static func render(_ report: ChangeReport) -> String {
        var parts = ["**\(MarkdownTable.escaped(report.summary))**\n"]
        let steps = report.versions.compactMap { step in
            step.sentence.map {
                "- \(step.isEnough ? "" : "⚠️ ")\(MarkdownTable.escaped(Visible.text($0)))\n"
            }
        }
        if !steps.isEmpty { parts.append(steps.joined()) }
        for group in report.groups {
            let table = MarkdownTable.render(table(of: group.changes))
            if group.breaks.isEmpty {
                parts.append(
                    "<details>\n<summary>\(group.title): \(group.changes.count)</summary>\n\n\(table)\n</details>\n")
            } else {
                parts.append("### \(group.title)\n\n\(table)")
            }
        }
        if let scores = report.scores {
            parts.append(
                scores.rowCount == 0
                    ? "### Scores that move\n\nnone\n"
                    : "<details>\n<summary>Scores that move</summary>\n\n\(MarkdownTable.render(scores))\n</details>\n")
        }
        return parts.joined(separator: "\n")
    }

    private static func table(of changes: [Change]) -> Table {
        func column(_ name: String, _ text: (Change) -> String?) -> Column {
            var builder = ColumnBuilder(name, .text)
            for change in changes { builder.append(text(change).map(oneLine) ?? "") }
            return builder.finish()
        }
        return Table([
            column("what") { "\($0.subject) \($0.what)" }, column("was") { $0.before }, column("is") { $0.after },
            column("why it matters") { change in
                change.reason + (change.alsoBreaks.map { "; \($0)" } ?? "") + (change.help.map { " — \($0)" } ?? "")
            },
        ])
    }

    /// A row of a table is a line.
    private static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}
