import GearSource

extension RowProblem {
    /// The finding for a row of `file` that was set aside; `line` is that of `place`, and not part of the message.
    func diagnostic(_ path: String, columns: [String], line: Int) -> Diagnostic {
        let place = DataPlace(file: path, line: line)
        switch kind {
        case .ragged(let fields):
            return Diagnostic(
                .dataFileRagged, "a row has \(counted(fields, "field")) where the header has \(columns.count)",
                data: place, why: "Which answer belongs to which column cannot be told, so the row is set aside.",
                help: fields > columns.count
                    ? "Put texts that contain the separator in double quotes."
                    : "Put texts that contain a line break in double quotes; keep separators for empty fields.")
        case .openQuote:
            return Diagnostic(
                .dataFileQuoteOpen, "a quote opens here and is never closed", data: place,
                why: "Everything after it would be one field, so its line is set aside.",
                help: "Close the quote, or double it (\"\") if it belongs to the text.")
        case .strayQuote:
            return Diagnostic(
                .dataFileQuoteStray, "something follows a closing quote", data: place,
                why: "Where the field ends cannot be told, so the row is set aside.",
                help: "Double each quote (\"\") that belongs to the text.")
        case .notUTF8:
            return Diagnostic(
                .dataFileBytes, "a row has bytes that are not UTF-8 text", data: place,
                why: "Guessing the letters could turn one name into two, so the row is set aside.",
                help: "Save the file as 'CSV UTF-8', or: `iconv -f WINDOWS-1252 -t UTF-8 FILE > NEW`.")
        case .tooLong:
            return Diagnostic(
                .dataFileRowTooLong, "a row is longer than 64 MiB", data: place,
                help: "Check that the file is the one you mean, and that its lines end.")
        case .json(let problem):
            return problem.diagnostic(place)
        case .blob(let column):
            let name = columns.indices.contains(column) ? columns[column] : ""
            return Diagnostic(
                .dataFileSQLite, "a row holds binary data in column `\(name)`",
                data: DataPlace(file: path, line: line, column: name),
                help: "Answers are texts or numbers; leave the column out of the table, or convert it.")
        }
    }

    private func counted(_ count: Int, _ noun: String) -> String { count == 1 ? "1 \(noun)" : "\(count) \(noun)s" }
}

extension JSONProblem {
    fileprivate func diagnostic(_ place: DataPlace) -> Diagnostic {
        switch self {
        case .malformed(let what):
            Diagnostic(
                .dataFileJSON, "a line is not a JSON object: \(what)", data: place,
                help: "Each line must be one object, such as {\"respondent\": \"r1\", \"q1\": 4}.")
        case .nested(let field):
            Diagnostic(
                .dataFileJSONNested, "field `\(field)` holds a list or an object",
                data: DataPlace(file: place.file, line: place.line, column: field),
                why: "A column has one value a row, so the line is set aside.",
                help: "Give each answer a field of its own, or a line of its own.")
        case .repeated(let field):
            Diagnostic(
                .dataFileJSONRepeated, "field `\(field)` is there twice",
                data: DataPlace(file: place.file, line: place.line, column: field),
                why: "Nothing says which value counts, so the line is set aside.")
        }
    }
}
