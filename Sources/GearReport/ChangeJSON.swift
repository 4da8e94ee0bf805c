import GearModel
import GearSource
import GearTable

/// Changes for programs.
///
/// `changes` has an object a change: `kind`, `suspected` (found by likeness alone), `noun`, `oldPath`, `newPath`,
/// `before`, `after`, `breaks` (of `data`, `comparability`, `queries`), `bump`, `reason`, `help`; `oldPlace` and
/// `newPlace` with `file`, `line` and `column` (from 1; columns count Unicode scalars). `versions` has an object a
/// framework: `framework`, `old`, `new`, `calledFor`, `needed`, `enough`. `scores` is a list of rows, or null where
/// no answers were asked for. What there is not is null.
package enum ChangeJSON {
    /// Grows when a field changes its meaning or goes; new fields may come without.
    package static let schema = 1

    package static func render(_ report: ChangeReport) -> [UInt8] {
        var tables: [FileID: LineTable] = [:]
        let changes = report.changes.map { "\n  " + object($0, report, &tables) }.joined(separator: ",")
        let versions = report.versions.map { "\n  " + object($0) }.joined(separator: ",")
        let scores = report.scores.map { String(decoding: $0.json(), as: UTF8.self).trimmedEnd } ?? "null"
        let counts = Breaks.words.map { breaks, word in
            "\"\(word)\":\(report.changes.count { $0.breaks.contains(breaks) })"
        }
        return Array(
            """
            {"schema":\(schema),"old":\(text(report.old)),"new":\(text(report.new)),
            "changes":[\(changes)],
            "breaking":{\(counts.joined(separator: ","))},
            "versions":[\(versions)],
            "scores":\(scores)}

            """.utf8)
    }

    private static func object(_ change: Change, _ report: ChangeReport, _ tables: inout [FileID: LineTable]) -> String
    {
        let fields = [
            "\"kind\":\(text(change.kind.rawValue))", "\"suspected\":\(change.isSuspected)",
            "\"noun\":\(text(change.noun))", "\"oldPath\":\(text(change.oldPath))",
            "\"newPath\":\(text(change.newPath))",
            "\"before\":\(text(change.before))", "\"after\":\(text(change.after))",
            "\"breaks\":[\(change.breaks.words.map { text($0) }.joined(separator: ","))]",
            "\"bump\":\(text(change.bump.word))", "\"reason\":\(text(change.reason))", "\"help\":\(text(change.help))",
            "\"oldPlace\":\(place(change.oldPlace, report, &tables))",
            "\"newPlace\":\(place(change.newPlace, report, &tables))",
        ]
        return "{\(fields.joined(separator: ","))}"
    }

    private static func object(_ step: VersionStep) -> String {
        let fields = [
            "\"framework\":\(text(step.framework))", "\"old\":\(text(step.old))", "\"new\":\(text(step.new))",
            "\"calledFor\":\(text(step.calledFor.word))", "\"needed\":\(text(step.needed))",
            "\"enough\":\(step.isEnough)",
        ]
        return "{\(fields.joined(separator: ","))}"
    }

    private static func place(
        _ location: Location?, _ report: ChangeReport, _ tables: inout [FileID: LineTable]
    ) -> String {
        guard let location, let source = report.source(location.file) else { return "null" }
        let table = tables[location.file] ?? LineTable(source)
        tables[location.file] = table
        let position = table.position(of: location.start)
        return "{\"file\":\(text(source.name)),\"line\":\(position.line),\"column\":\(position.column)}"
    }

    private static func text(_ text: String?) -> String {
        text.map { String(decoding: JSONText.quoted($0), as: UTF8.self) } ?? "null"
    }
}

extension String {
    fileprivate var trimmedEnd: String { last?.isNewline == true ? String(dropLast()) : self }
}
