import GearSource

/// A file of rows with named columns, whatever its format: the one way by which answers come in.
package struct RowFile: Sendable {
    /// How a file is read.
    package enum Format: Hashable, Sendable {
        /// CSV, TSV and the like; the separator is found if it is not given.
        case delimited(separator: UInt8?)
        /// A JSON object a line.
        case jsonLines
        /// A table of an SQLite database, by name or the only one.
        case sqlite(table: String?)

        /// Those of the files that can be read.
        package static let endings = [
            "csv", "txt", "tsv", "tab", "jsonl", "ndjson", "sqlite", "sqlite3", "db",
        ]

        /// By the ending of the file's name. Pipes have none: where it may be missing, fields are delimited.
        package init(path: String, mayLackEnding: Bool = true) throws(Diagnostic) {
            let name = path.split(separator: "/").last ?? ""
            let ending = name.contains(".") ? name.split(separator: ".").last.map { $0.lowercased() } : nil
            switch ending {
            case nil where mayLackEnding, "csv", "txt": self = .delimited(separator: nil)
            case "tsv", "tab": self = .delimited(separator: UInt8(ascii: "\t"))
            case "jsonl", "ndjson": self = .jsonLines
            case "sqlite", "sqlite3", "db": self = .sqlite(table: nil)
            default:
                throw Diagnostic(
                    .dataFileFormat,
                    ending.map { "Gearbox does not know how to read `.\($0)` files" }
                        ?? "the name of `\(path)` has no ending that says how to read it",
                    data: DataPlace(file: path),
                    help: "It reads .csv, .txt, .tsv, .tab, .jsonl, .ndjson, .sqlite, .sqlite3 and .db.")
            }
        }
    }

    private enum Source: Sendable {
        case delimited(DataFile, DelimitedFormat)
        case jsonLines(DataFile, JSONLinesFormat)
        case sqlite(SQLiteFormat)
    }

    /// As the user gave it.
    package let path: String
    /// Not necessarily different; `column(named:)` says if a name is not clear.
    package let columns: [String]
    private let source: Source

    /// Whether the fields of a row without quotes lie as in the file, with one separator between.
    package var isDelimited: Bool {
        switch source {
        case .delimited: true
        case .jsonLines, .sqlite: false
        }
    }

    /// In bytes; 0 if rows do not lie in the file one after the other.
    package var byteCount: Int {
        switch source {
        case .delimited(let file, _), .jsonLines(let file, _): file.size
        case .sqlite: 0
        }
    }

    /// Opens the file and reads what its columns are. `path` is shown, `location`, if given, is where it lies.
    package init(path: String, at location: String? = nil, format: Format, headerRows: Int = 1) throws(Diagnostic) {
        let file = try DataFile(path: path, at: location)
        try self.init(file, location: location ?? path, format: format, headerRows: headerRows)
    }

    /// The same for a file that is open, or for bytes at hand.
    package init(_ file: DataFile, location: String = "", format: Format, headerRows: Int = 1) throws(Diagnostic) {
        path = file.path
        switch format {
        case .delimited(let separator):
            let format = try DelimitedFormat(file, separator: separator, headerRows: headerRows)
            source = .delimited(file, format)
            columns = format.columns
        case .jsonLines:
            let format = try JSONLinesFormat(file)
            source = .jsonLines(file, format)
            columns = format.columns
        case .sqlite(let table):
            let format = try SQLiteFormat(file, location: location, table: table)
            source = .sqlite(format)
            columns = format.columns
        }
    }

    /// The place of the column of that name, nil if there is none; a finding if there are several.
    package func column(named name: String) throws(Diagnostic) -> Int? {
        let places = columns.indices.filter { columns[$0] == name }
        guard places.count > 1 else { return places.first }
        let numbers = places.map { String($0 + 1) }
        throw Diagnostic(
            .dataFileSameColumns,
            "columns \(numbers.dropLast().joined(separator: ", ")) and \(numbers.last ?? "") of `\(path)` are both "
                + "called `\(name)`",
            data: DataPlace(file: path, line: 1, column: name), help: "Rename one of them in the file's first line.")
    }

    /// Reads all rows on up to `threads` threads. Each works on a part of its own, which `start` makes for its place
    /// in the file, and gives it its batches in order; the parts come back in the order of the file. Batches may have
    /// codes for the coded columns.
    ///
    /// - Parameters:
    ///   - shortestPart: in bytes; what is not worth a thread.
    ///   - ahead: What of a part, if anything, reads rows of a delimited file from their bytes, without a batch.
    package func scan<Part: Sendable>(
        threads: Int, shortestPart: Int = 1 << 20, coded: CodedColumns? = nil, start: @Sendable (Int) -> Part,
        ahead: @Sendable (Part) -> ((RowsAhead) -> Int?)? = { _ in nil },
        consume: @Sendable (inout Part, borrowing RowBatch) -> Void
    ) throws(Diagnostic) -> [Part] {
        switch source {
        case .delimited(let file, let format):
            let split = DelimitedSplit(file, format, coded: coded)
            let parts = split.scan(
                threads: threads, shortestPart: shortestPart, start: start, ahead: ahead, consume: consume)
            if let changed = file.changedWhileRead() { throw changed }
            return parts
        case .jsonLines(let file, let format):
            var part = start(0)
            let scanner = JSONLinesScanner(file, format)
            while let batch = scanner.next() { consume(&part, batch) }
            if let changed = file.changedWhileRead() { throw changed }
            return [part]
        case .sqlite(let format):
            return [try format.scan(path, start, consume)]
        }
    }

    /// Finds the line of locators, of SQLite the row.
    package var lineCounter: LineCounter {
        switch source {
        case .delimited(let file, let format): LineCounter(file, terminator: format.terminator)
        case .jsonLines(let file, _): LineCounter(file)
        case .sqlite: LineCounter(nil)
        }
    }

    /// The 1-based line of each locator, of SQLite the row; found by counting, so best asked for many at once.
    package func lines(at locators: [Int]) -> [Int] {
        var counter = lineCounter
        return counter.lines(at: locators)
    }

    package func line(at locator: Int) -> Int { lines(at: [locator])[0] }

    /// A finding for each row that was set aside.
    package func diagnostics(for problems: [RowProblem]) -> [Diagnostic] {
        let lines = lines(at: problems.map(\.place))
        return zip(problems, lines).map { $0.diagnostic(path, columns: columns, line: $1) }
    }

    /// The first lines that kept columns from being found, where each line says what its columns are.
    package var columnFindings: [Diagnostic] {
        if case .jsonLines(_, let format) = source { diagnostics(for: format.problems) } else { [] }
    }

    /// What is said of a row that is set aside, wherever it stands.
    package func message(for kind: RowProblem.Kind) -> String {
        RowProblem(kind, row: 0, place: 0).diagnostic(path, columns: columns, line: 0).message
    }
}
