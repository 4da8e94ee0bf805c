import GearSource

extension Table {
    /// The table as CSV (RFC 4180, lines ending in LF), or with another separator. Numbers are the shortest that
    /// read back the same; missing cells are empty, hidden ones say `hidden`.
    ///
    /// - Parameter escapingFormulas: A text that a spreadsheet would take for a formula gets an apostrophe in front,
    ///   which shows it as text (OWASP, CSV injection) and changes what a program reads; numbers stay as they are.
    package func delimited(separator: UInt8 = UInt8(ascii: ","), escapingFormulas: Bool = false) -> [UInt8] {
        var output: [UInt8] = []
        for (place, column) in columns.enumerated() {
            if place > 0 { output.append(separator) }
            output += Self.delimitedField(column.name, separator: separator, escapingFormulas: escapingFormulas)
        }
        output.append(UInt8(ascii: "\n"))
        // Numbers take long enough to write for rows to be shared out.
        let pieces = min(8, max(1, rowCount / 1024))
        let texts = Threads.map(pieces) { piece in
            self.delimited(
                rows: rowCount * piece / pieces..<rowCount * (piece + 1) / pieces, separator: separator,
                escapingFormulas: escapingFormulas)
        }
        for text in texts { output += text }
        return output
    }

    private func delimited(rows: Range<Int>, separator: UInt8, escapingFormulas: Bool) -> [UInt8] {
        var output: [UInt8] = []
        let writers = columns.map { column in
            column.writer(for: rows.count) {
                Self.delimitedField($0, separator: separator, escapingFormulas: escapingFormulas)
            }
        }
        var check = StopCheck()
        for row in rows {
            if check.isDue() { break }
            for place in columns.indices {
                if place > 0 { output.append(separator) }
                if columns[place].isHidden(row) {
                    output += "hidden".utf8
                } else if !columns[place].isMissing(row) {
                    writers[place](row, &output)
                }
            }
            output.append(UInt8(ascii: "\n"))
        }
        return output
    }

    /// One text as a field, with quotes where it needs them.
    package static func delimitedField(
        _ text: String, separator: UInt8 = UInt8(ascii: ","), escapingFormulas: Bool = false
    ) -> [UInt8] {
        let bytes = escapingFormulas && isFormula(text) ? Array("'\(text)".utf8) : Array(text.utf8)
        let quote = UInt8(ascii: "\"")
        let space = UInt8(ascii: " ")
        let hasSpecial = bytes.contains { byte in
            byte == separator || byte == quote || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
        }
        guard hasSpecial || bytes.first == space || bytes.last == space else {
            return bytes
        }
        return [quote] + bytes.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote]
    }

    /// Wide signs count too: some spreadsheets read them as the narrow ones.
    private static func isFormula(_ text: String) -> Bool {
        let signs = "=+-@\t\r\n\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars
        guard let first = text.unicodeScalars.first, signs.contains(first) else { return false }
        return Double(text) == nil
    }
}

extension Column {
    /// Appends the value of a row that is not missing. Of `rows` that will be asked for, texts are encoded once for each
    /// entry of the dictionary, if that is fewer.
    func writer(for rows: Int, _ encode: @escaping (String) -> [UInt8]) -> (Int, inout [UInt8]) -> Void {
        switch storage {
        case .numbers(let cells): return { $1 += cells[$0].shortest.utf8 }
        case .integers(let cells): return { $1 += String(cells[$0]).utf8 }
        case .booleans(let cells): return { $1 += (cells[$0] ? "true" : "false").utf8 }
        case .dates(let cells):
            let texts = Dictionary(
                cells.compactMap { date in date.map { ($0, encode($0.description)) } },
                uniquingKeysWith: { first, _ in first })
            return { row, output in
                if let date = cells[row] { output += texts[date] ?? [] }
            }
        case .codes(let cells, let dictionary):
            if rows < dictionary.texts.count { return { $1 += encode(dictionary[cells[$0]]) } }
            let texts = dictionary.texts.map(encode)
            return { $1 += texts[Int(cells[$0])] }
        }
    }
}

extension Double {
    /// The shortest decimal that reads back as this number, whole numbers without `.0`, no negative zero.
    package var shortest: String {
        if self == 0 { return "0" }
        let text = description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
