extension Table {
    /// The table as JSON (RFC 8259): one list of objects, or an object a line. Missing cells are null, hidden
    /// ones the text `hidden`, dates texts. Of columns with the same name, all but the first get a number.
    package func json(lines: Bool = false) -> [UInt8] {
        let keys = Self.distinct(columns.map(\.name)).map { JSONText.quoted($0) + [UInt8(ascii: ":")] }
        let writers = columns.map { $0.writer(for: rowCount, JSONText.quoted) }
        var output: [UInt8] = lines ? [] : [UInt8(ascii: "[")]
        var check = StopCheck()
        for row in 0..<rowCount {
            if check.isDue() { break }
            if row > 0 && !lines { output.append(UInt8(ascii: ",")) }
            if !lines { output += "\n  ".utf8 }
            output.append(UInt8(ascii: "{"))
            for place in columns.indices {
                if place > 0 { output.append(UInt8(ascii: ",")) }
                output += keys[place]
                if columns[place].isHidden(row) {
                    output += JSONText.quoted("hidden")
                } else if columns[place].isMissing(row) {
                    output += "null".utf8
                } else {
                    writers[place](row, &output)
                }
            }
            output.append(UInt8(ascii: "}"))
            if lines { output.append(UInt8(ascii: "\n")) }
        }
        if !lines { output += (rowCount > 0 ? "\n]\n" : "]\n").utf8 }
        return output
    }

    private static func distinct(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.map { name in
            var candidate = name
            var number = 2
            while !seen.insert(candidate).inserted {
                candidate = "\(name) \(number)"
                number += 1
            }
            return candidate
        }
    }
}

/// Texts as JSON writes them.
package enum JSONText {
    /// In quotes. Control characters, and the two line separators that JavaScript takes for line ends, are
    /// escaped.
    package static func quoted(_ text: String) -> [UInt8] {
        var output: [UInt8] = [UInt8(ascii: "\"")]
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": output += "\\\"".utf8
            case "\\": output += "\\\\".utf8
            case "\n": output += "\\n".utf8
            case "\r": output += "\\r".utf8
            case "\t": output += "\\t".utf8
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
                let digits = String(scalar.value, radix: 16)
                output += ("\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits).utf8
            default: output += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
            }
        }
        output.append(UInt8(ascii: "\""))
        return output
    }
}
