import GearModel
import GearQuery
import GearSource
import GearTable

/// What the parts of an expression came to, to be shown under its text.
struct ShownValues {
    /// Each below its part of the text.
    var labels: [Label] = []
    /// What is too long for that, or stands elsewhere, a line each; nil if there is nothing.
    var list: String?
}

extension Session {
    /// More parts than this are not shown.
    private static let mostParts = 24
    /// Longer values stand in the list.
    private static let longest = 40

    /// The values of all that `terms` are made of, besides what is written as it is.
    func shownValues(
        of terms: [Term], in whole: Location, _ evaluator: Evaluator
    ) throws(Diagnostic) -> ShownValues {
        var parts: [Term] = []
        for term in terms { collect(term, unless: whole, into: &parts) }
        var values = ShownValues()
        var lines: [String] = []
        for part in parts {
            let value = Self.shown(try evaluator.value(of: part))
            let text = oneLine(part.location)
            if text == value { continue }
            let isInside =
                part.location.file == whole.file && whole.range.lowerBound <= part.location.start
                && part.location.end <= whole.range.upperBound
            if isInside, value.count <= Self.longest, !self.text(at: part.location).contains("\n") {
                values.labels.append(Label(part.location, "is \(value)"))
            } else {
                lines.append("`\(text)` is \(value)")
            }
        }
        values.list = lines.isEmpty ? nil : lines.joined(separator: "\n")
        return values
    }

    /// Outer parts before inner ones, from left to right; each place once.
    private func collect(_ term: Term, unless whole: Location, into parts: inout [Term]) {
        guard parts.count < Self.mostParts else { return }
        if case .constant = term.kind { return }
        if term.location != whole, !parts.contains(where: { $0.location == term.location }) { parts.append(term) }
        for operand in term.operands { collect(operand, unless: whole, into: &parts) }
    }

    /// A place's text without line breaks, and not longer than a line.
    private func oneLine(_ location: Location) -> String {
        let text = text(at: location).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return text.count <= 60 ? text : text.prefix(59) + "…"
    }

    static func shown(_ cell: Cell) -> String {
        if case .missing(let reason) = cell { return "missing" + (reason.map { ": \($0)" } ?? "") }
        return cell.plainText
    }
}
