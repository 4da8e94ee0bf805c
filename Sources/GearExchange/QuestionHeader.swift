import GearSource

/// What the columns of a list of questions are, by their headers.
struct QuestionHeader {
    enum Column: String, CaseIterable {
        case kind = "Kind"
        case name = "Name"
        case section = "Section"
        case question = "Question"
        case tags = "Tags"
        case weight = "Weight"
        case reverse = "Reverse"
        case scale = "Scale"
        case sources = "Sources"
        case unit = "Unit"
        case was = "Was"
        case formerly = "Formerly"
        case notes = "Notes"
    }

    private(set) var columns: [Column: Int] = [:]
    /// Columns that name a node by the titles from its gear down.
    private(set) var levels: [Int] = []
    /// Columns of texts for one source, by their places.
    private(set) var wordings: [(source: String, column: Int)] = []
    private(set) var findings: [Diagnostic] = []

    static func wording(of source: String) -> String { "For " + source }

    init(_ sheet: Sheet) {
        for (place, header) in sheet.columns.enumerated() where !header.isEmpty {
            if let column = Self.column(header.foldedHeader) {
                if columns[column] == nil {
                    columns[column] = place
                } else {
                    findings.append(.unknownColumn(sheet, place, isTwice: true, command: "questions"))
                }
            } else if Self.levels.contains(header.foldedHeader) {
                levels.append(place)
            } else if let source = Self.source(header) {
                wordings.append((source, place))
            } else {
                findings.append(.unknownColumn(sheet, place, command: "questions"))
            }
        }
        guard columns[.question] == nil else { return }
        let headers = sheet.columns.filter { !$0.isEmpty }.prefix(6).map { "`\($0)`" }.joined(separator: ", ")
        findings.append(
            Diagnostic(
                .noQuestionColumn, "no column of `\(sheet.path)` is called Question: there are \(headers)",
                data: DataPlace(file: sheet.path, line: 1), help: "call the column with the questions' texts Question"))
    }

    private static let levels: Set = [
        "gear", "gears", "lead", "leadtag", "leadtags", "sub", "subtag", "subtags", "lookfor", "lookfors",
    ]

    private static func source(_ header: String) -> String? {
        guard header.lowercased().hasPrefix("for ") else { return nil }
        return String(header.dropFirst(4)).trimmed
    }

    private static func column(_ header: String) -> Column? {
        switch header {
        case "kind", "type": .kind
        case "name", "names", "id", "identifier", "code", "key", "no", "number", "nr": .name
        case "section", "sections", "part", "block": .section
        case "question", "questions", "questiontext", "text", "item", "items", "itemtext", "wording", "statement",
            "title":
            .question
        case "tag", "tags", "path", "paths", "node", "nodes", "competency", "competencies", "target", "targets": .tags
        case "weight", "weights": .weight
        case "reverse", "reversed", "reversekeyed", "reversescored", "reversecoded", "negative": .reverse
        case "scale", "scales", "answers", "answerscale", "responsescale": .scale
        case "source", "sources", "asks", "asked", "audience", "respondents", "askedof", "whoisasked": .sources
        case "unit": .unit
        case "was", "earlier", "earliertext", "formertext": .was
        case "formerly", "formername", "formernames": .formerly
        case "notes", "note", "doc", "docs", "documentation", "description", "comment", "comments": .notes
        default: nil
        }
    }
}
