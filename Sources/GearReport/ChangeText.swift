import GearSource
import GearModel
import GearTable

/// Changes for people, grouped by what they break.
///
///     Breaks comparability between waves
///
///       ~ question readiness.q2  reverse-keying: reversed → not reversed  office.gear:37
///           the same answer counts from the other end of the scale
package struct ChangeText {
    let style: Style
    /// Cells of the terminal; nil where nothing limits a line.
    let width: Int?

    package init(style: Style = .plain, width: Int? = nil) {
        self.style = style
        self.width = width
    }

    /// Rows of moved scores that are shown; the rest is counted.
    private static let mostScores = 40
    /// Cells of a text that was or is there.
    private static let longestText = 72

    package func render(_ report: ChangeReport) -> String {
        var output = ""
        for group in report.groups {
            output += style.paint(group.title, group.breaks.isEmpty ? .bold : .warning) + "\n\n"
            for change in group.changes { output += render(change, report) }
            output += "\n"
        }
        if let scores = report.scores { output += render(scores) }
        output += report.summary + "\n"
        for step in report.versions {
            guard let sentence = step.sentence else { continue }
            output += style.paint(Visible.text(sentence), step.isEnough ? .bold : .warning) + "\n"
        }
        return output
    }

    private func render(_ change: Change, _ report: ChangeReport) -> String {
        var line =
            "  " + change.sign + " " + style.paint(Visible.text(change.subject), .bold) + "  "
            + Visible.text(change.what)
        let (before, after) = (change.before.map(shown), change.after.map(shown))
        switch (before, after) {
        case (let before?, let after?): line += ": \(before) → \(after)"
        case (let before?, nil): line += change.kind == .removed ? ": \(before)" : ": \(before) → nothing"
        case (nil, let after?): line += change.kind == .added ? ": \(after)" : ": nothing → \(after)"
        case (nil, nil): break
        }
        if let place = report.place(of: change) { line += "  " + style.paint(Visible.text(place), .dim) }
        var notes = [change.reason + (change.alsoBreaks.map { "; \($0)" } ?? "")]
        if let help = change.help { notes.append(style.paint("help: ", .help) + help) }
        return ([line] + notes.map { "      " + Visible.paragraph($0, keeping: style) }).map { $0 + "\n" }.joined()
    }

    private func shown(_ text: String) -> String {
        text.isEmpty ? "“”" : TextWidth.clipped(Visible.text(text), to: Self.longestText)
    }

    private func render(_ scores: Table) -> String {
        let title = style.paint("Scores that move", .bold) + "\n\n"
        guard scores.rowCount > 0 else { return title + "none\n\n" }
        let rest = scores.rowCount - Self.mostScores
        return title + TerminalTable(width: width, mostRows: Self.mostScores, style: style).render(scores)
            + (rest > 0 ? "\(GroupedNumber.text(rest)) more rows; --format json has all\n" : "") + "\n"
    }
}

extension Visible {
    /// A line that this program has coloured itself is left as it is; what users wrote in it is made visible before.
    fileprivate static func paragraph(_ text: String, keeping style: Style) -> String {
        style.isColored ? text : paragraph(text)
    }
}
