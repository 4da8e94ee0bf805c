import GearSource

/// Where findings are, as file, line and column; each file's lines are counted once.
struct FindingPlaces {
    struct Span {
        /// The path as the user gave it.
        let file: String
        let start: LineTable.Position
        /// The position behind the last character.
        let end: LineTable.Position
    }

    private let source: (FileID) -> SourceText?
    private var tables: [FileID: LineTable] = [:]

    init(_ source: @escaping (FileID) -> SourceText?) { self.source = source }

    /// nil if the file is not at hand.
    mutating func span(_ location: Location) -> Span? {
        guard let source = source(location.file) else { return nil }
        let table = table(source)
        return Span(
            file: source.name, start: table.position(of: location.start), end: table.position(of: location.end))
    }

    /// The file that a finding is about, and where in it, as far as that is known.
    mutating func place(_ diagnostic: Diagnostic) -> (file: String?, span: Span?) {
        if let location = diagnostic.place?.location, let span = span(location) { return (span.file, span) }
        return (diagnostic.data?.file, nil)
    }

    /// The line where a place begins, with one space for each run of white space.
    mutating func normalizedLine(_ location: Location) -> String {
        guard let source = source(location.file) else { return "" }
        let table = table(source)
        let range = table.range(ofLine: table.line(of: location.start))
        return source.text(range).split { $0 == " " || $0 == "\t" }.joined(separator: " ")
    }

    private mutating func table(_ source: SourceText) -> LineTable {
        if let table = tables[source.file] { return table }
        let table = LineTable(source)
        tables[source.file] = table
        return table
    }
}

extension Diagnostic {
    /// Message, reason and advice as paragraphs, for formats that show one text.
    var paragraphs: String {
        ([message] + (why.map { ["why: " + $0] } ?? []) + (help.map { ["help: " + $0] } ?? [])).joined(separator: "\n")
    }
}
