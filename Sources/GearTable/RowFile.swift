import GearSource

/// A file of rows with named columns, whatever its format: the one way by which answers come in.
package struct RowFile: Sendable {
    /// How a file is read.
    package enum Format: Hashable, Sendable {
        /// CSV, TSV and the like; the separator is found if it is not given.
        case delimited(separator: UInt8?)

        /// By the ending of the file's name.
        package init(path: String) throws(Diagnostic) {
            let name = path.split(separator: "/").last ?? ""
            let ending = name.contains(".") ? name.split(separator: ".").last.map { $0.lowercased() } : nil
            switch ending {
            case "csv", "txt", nil: self = .delimited(separator: nil)
            case "tsv", "tab": self = .delimited(separator: UInt8(ascii: "\t"))
            case let other?:
                throw Diagnostic(
                    .dataFileFormat, "Gearbox does not know how to read `.\(other)` files",
                    data: DataPlace(file: path), help: "It reads .csv, .tsv, .jsonl and .sqlite files.")
            }
        }
    }

    private enum Source: Sendable {
        case delimited(DataFile, DelimitedFormat)
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
        }
    }

    /// Opens the file and reads what its columns are. `path` is shown, `location`, if given, is where it lies.
    package init(path: String, at location: String? = nil, format: Format, headerRows: Int = 1) throws(Diagnostic) {
        try self.init(try DataFile(path: path, at: location), format: format, headerRows: headerRows)
    }

    init(_ file: DataFile, format: Format, headerRows: Int = 1) throws(Diagnostic) {
        path = file.path
        switch format {
        case .delimited(let separator):
            let format = try DelimitedFormat(file, separator: separator, headerRows: headerRows)
            source = .delimited(file, format)
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

    /// Reads all rows on up to `threads` threads. Each works on a part of its own, made by `start`, and gives it
    /// its batches in order; the parts come back in the order of the file.
    package func scan<Part: Sendable>(
        threads: Int, start: @escaping @Sendable () -> Part,
        consume: @escaping @Sendable (inout Part, borrowing RowBatch) -> Void
    ) throws(Diagnostic) -> [Part] {
        switch source {
        case .delimited(let file, let format):
            let split = DelimitedSplit(file, format)
            let parts = split.scan(threads: threads, start: start, consume: consume)
            if let changed = file.changedWhileRead() { throw changed }
            return parts
        }
    }

    /// The 1-based line of each locator; found by counting, so best asked for many at once.
    package func lines(at locators: [Int]) -> [Int] {
        switch source {
        case .delimited(let file, let format):
            LineCounter(file, terminator: format.terminator).lines(at: locators)
        }
    }

    package func line(at locator: Int) -> Int { lines(at: [locator])[0] }

    /// A finding for each row that was set aside.
    package func diagnostics(for problems: [RowProblem]) -> [Diagnostic] {
        let lines = lines(at: problems.map(\.place))
        return zip(problems, lines).map { $0.diagnostic(path, columns: columns, line: $1) }
    }
}
