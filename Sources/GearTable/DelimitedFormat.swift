import GearSource

/// How a delimited file is written, found from its beginning: separator, line ends, names of columns.
package struct DelimitedFormat: Sendable, Equatable {
    package let separator: UInt8
    /// LF (a CR before it is not part of the row) or, in files without any, CR.
    package let terminator: UInt8
    /// As in the first row, without spaces around them; not necessarily different.
    package let columns: [String]
    /// Where the first row after the header begins.
    package let dataStart: Int

    static let mostColumns = 1 << 16

    /// Reads the header. `separator` nil: found by what splits the first lines most evenly. Of `headerRows`,
    /// the first bears the names.
    package init(_ file: DataFile, separator declared: UInt8?, headerRows: Int) throws(Diagnostic) {
        var length = 256 << 10
        while true {
            let head = file.bytes(at: 0, count: length)
            if let problem = Encoding.problem(head, file.path) { throw problem }
            let isWhole = head.count >= file.size
            if let format = try Self.read(head, isWhole, declared, max(1, headerRows), file) {
                self = format
                return
            }
            guard !isWhole, length < DelimitedScanner.longestRow else {
                throw Diagnostic(
                    .dataFileEmpty, "`\(file.path)` has no header that ends", data: DataPlace(file: file.path, line: 1),
                    why: "A quote that opens in its first line is not closed, or the line is longer than 64 MiB.")
            }
            length *= 4
        }
    }

    private init(separator: UInt8, terminator: UInt8, columns: [String], dataStart: Int) {
        self.separator = separator
        self.terminator = terminator
        self.columns = columns
        self.dataStart = dataStart
    }

    /// Nil if the header is not all there.
    private static func read(
        _ head: [UInt8], _ isWhole: Bool, _ declared: UInt8?, _ headerRows: Int, _ file: DataFile
    ) throws(Diagnostic) -> DelimitedFormat? {
        let start = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let terminator = Self.terminator(head, start)
        let text = isWhole && head.last != terminator ? head + [terminator] : head
        let separator = declared ?? Self.separator(text, start, terminator)
        let rows = Rows(text, DelimitedRow(separator: separator, terminator: terminator))
        guard let header = rows.next(from: start) else {
            if isWhole && text.count <= start + 1 { throw empty(file) }
            return nil
        }
        guard header.count <= mostColumns else {
            throw Diagnostic(
                .dataFileManyColumns, "the first line of `\(file.path)` has \(header.count) fields",
                data: DataPlace(file: file.path, line: 1))
        }
        var next = header.next
        for _ in 1..<headerRows {
            guard let row = rows.next(from: next) else { return isWhole ? try refuseShort(file, headerRows) : nil }
            next = row.next
        }
        return DelimitedFormat(
            separator: separator, terminator: terminator, columns: try names(header, file),
            dataStart: min(next, file.size))
    }

    private static func names(_ header: Rows.Row, _ file: DataFile) throws(Diagnostic) -> [String] {
        var names: [String] = []
        for (place, field) in header.fields.enumerated() {
            guard !field.contains(0), let name = String(validating: field, as: UTF8.self) else {
                throw Diagnostic(
                    .dataFileBytes, "the name of column \(place + 1) is not UTF-8 text",
                    data: DataPlace(file: file.path, line: 1, column: String(place + 1)),
                    help: "Save the file as 'CSV UTF-8'.")
            }
            names.append(String(name.trimmingSpaces()))
        }
        if names.allSatisfy(\.isEmpty) { throw empty(file) }
        return names
    }

    private static func empty(_ file: DataFile) -> Diagnostic {
        Diagnostic(
            .dataFileEmpty, "`\(file.path)` has no header", data: DataPlace(file: file.path, line: 1),
            why: file.size == 0 ? "The file is empty." : "Its first line names no column.",
            help: "The first line must name the columns.")
    }

    private static func refuseShort(_ file: DataFile, _ headerRows: Int) throws(Diagnostic) -> DelimitedFormat? {
        throw Diagnostic(
            .dataFileEmpty, "`\(file.path)` has fewer than the \(headerRows) header rows that are declared",
            data: DataPlace(file: file.path))
    }

    /// What ends the first line that is not inside quotes.
    private static func terminator(_ head: [UInt8], _ start: Int) -> UInt8 {
        let (feed, back) = (UInt8(ascii: "\n"), DelimitedRow.return_)
        var isQuoted = false
        for offset in start..<head.count {
            if head[offset] == DelimitedRow.quote { isQuoted.toggle() }
            if isQuoted { continue }
            if head[offset] == feed { return feed }
            if head[offset] == back { return offset + 1 < head.count && head[offset + 1] == feed ? feed : back }
        }
        return head.contains(feed) || !head.contains(back) ? feed : back
    }

    /// What may separate fields.
    static let separators = Array(",;\t|".utf8)

    /// The sign that gives the first lines equally many fields, more than any other; else the one that the
    /// first line has most of; else a comma.
    private static func separator(_ text: [UInt8], _ start: Int, _ terminator: UInt8) -> UInt8 {
        var best = (isEven: false, fields: 1, separator: UInt8(ascii: ","))
        for candidate in separators {
            let rows = Rows(text, DelimitedRow(separator: candidate, terminator: terminator))
            var counts: [Int] = []
            var offset = start
            while counts.count < 10, let row = rows.next(from: offset) {
                counts.append(row.count)
                offset = row.next
            }
            guard let fields = counts.first, fields > 1 else { continue }
            let isEven = counts.allSatisfy { $0 == fields }
            if isEven && !best.isEven || isEven == best.isEven && fields > best.fields {
                best = (isEven, fields, candidate)
            }
        }
        return best.separator
    }
}

/// The first rows of a file, of whatever width.
private struct Rows {
    struct Row {
        let count: Int
        let fields: [[UInt8]]
        let next: Int
    }

    private let text: [UInt8]
    private let length: Int
    private let reader: DelimitedRow

    init(_ text: [UInt8], _ reader: DelimitedRow) {
        length = text.count
        self.text = text + [UInt8](repeating: 0, count: 8)
        self.reader = reader
    }

    /// The first row from an offset on that is not blank; nil if there is none that is sound and whole.
    func next(from start: Int) -> Row? {
        // No row has more fields than bytes and one.
        let capacity = min(DelimitedFormat.mostColumns, length + 1)
        return withUnsafeTemporaryAllocation(of: FieldSlice.self, capacity: capacity) { room -> Row? in
            guard let slices = room.baseAddress else { return nil }
            return text.withUnsafeBufferPointer { bytes -> Row? in
                guard let base = bytes.baseAddress else { return nil }
                var offset = start
                while true {
                    switch reader.read(base, from: offset, end: length, slices: slices, capacity: capacity) {
                    case .blank(let next): offset = next
                    case .row(let count, let next, _):
                        let fields = (0..<min(count, capacity)).map { field(slices[$0]) }
                        return Row(count: count, fields: fields, next: next)
                    case .incomplete, .open, .stray: return nil
                    }
                }
            }
        }
    }

    private func field(_ slice: FieldSlice) -> [UInt8] {
        let raw = text[Int(slice.start)..<Int(slice.end)]
        guard text[Int(slice.end)] == DelimitedRow.quote else { return Array(raw) }
        var isSecond = false
        return raw.filter { byte in
            isSecond = byte == DelimitedRow.quote && !isSecond
            return byte != DelimitedRow.quote || isSecond
        }
    }
}

extension String {
    /// Without spaces and tabs at either end.
    package func trimmingSpaces() -> Substring {
        let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        let front = drop(while: isSpace)
        return front.lastIndex { !isSpace($0) }.map { front[...$0] } ?? ""
    }
}
