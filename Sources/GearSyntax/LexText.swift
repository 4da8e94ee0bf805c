import GearSource

/// Quoted texts and whatever else is not ASCII.
extension Lexer {
    /// TEXT   ::= "\"" ([^"\\#xA#xD] | ESCAPE)* "\"" | "\"\"\"" ([^\\] | ESCAPE)* "\"\"\""
    /// ESCAPE ::= "\\" ("\"" | "\\" | "n" | "u{" HEX+ "}")
    /// HEX    ::= [0-9a-fA-F]
    mutating func text() -> TokenKind {
        if peek() == 0x22, peek(2) == 0x22 { return longText() }
        let start = position
        var end = plainEnd(from: start + 1)
        var (isPrintable, hasEscapes) = (true, false)
        scan: while end < bytes.count {
            let byte = bytes[end]
            switch byte {
            case 0x22: break scan
            case 0x0A, 0x0D: break scan
            case 0x5C:
                hasEscapes = true
                if end + 1 < bytes.count, bytes[end + 1] != 0x0A, bytes[end + 1] != 0x0D { end += 1 }
            default: if !GearSyntax.isPrintable(byte) { isPrintable = false }
            }
            end += 1
        }
        position = end
        if !isPrintable { places.look(bytes, start, end) }
        guard end < bytes.count, bytes[end] == 0x22 else { return unendedText(from: start) }
        position += 1
        isPlain = isPrintable && !hasEscapes
        return .text
    }

    /// Behind as many bytes as are printable ASCII, and neither `"` nor `\`; up to seven of them may follow. Eight at a
    /// time, because most of a program is what stands in its texts.
    private func plainEnd(from start: Int) -> Int {
        bytes.withUnsafeBytes { bytes in
            var end = start
            while end + 8 <= bytes.count, isPlain(bytes.loadUnaligned(fromByteOffset: end, as: UInt64.self)) {
                end += 8
            }
            return end
        }
    }

    /// Whether each of eight bytes is printable ASCII, and neither `"` nor `\`; also false for some others.
    private func isPlain(_ eight: UInt64) -> Bool {
        let (ones, high): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
        /// The high bit of a byte that is less than a limit, if all of them are ASCII.
        func less(_ value: UInt64, than limit: UInt64) -> UInt64 { (value &- ones &* limit) & ~value }
        let special = less(eight ^ ones &* 0x22, than: 1) | less(eight ^ ones &* 0x5C, than: 1)
        return (special | less(eight, than: 0x20) | (eight &+ ones) | eight) & high == 0
    }

    /// Ends at its line, but leaves the `{` that the line ends with: its block must not be lost with the quote.
    private mutating func unendedText(from start: Int) -> TokenKind {
        position = min(position, bytes.count)
        if let last = bytes[start..<position].lastIndex(where: { $0 != 0x20 && $0 != 0x09 }), last > start + 1,
            bytes[last] == UInt8(ascii: "{")
        {
            position = last
            while position > start + 1, bytes[position - 1] == 0x20 || bytes[position - 1] == 0x09 { position -= 1 }
        }
        findings.add(
            Diagnostic(
                .unendedText, "the text that begins here has no closing `\"` on its line",
                at: location(start, start + 1),
                help: "close it on this line; a text over several lines stands between `\"\"\"` and `\"\"\"`"))
        return .text
    }

    private mutating func longText() -> TokenKind {
        let start = position
        position += 3
        while position < bytes.count {
            if bytes[position] == 0x22, peek() == 0x22, peek(2) == 0x22 {
                position += 3
                places.look(bytes, start, position)
                return .text
            }
            position += bytes[position] == 0x5C ? 2 : 1
        }
        position = bytes.count
        places.look(bytes, start, position)
        lostTheEnd = true
        findings.add(
            Diagnostic(
                .unendedText, "the text that begins here has no closing `\"\"\"`", at: location(start, start + 3),
                help: "close it with `\"\"\"` on a line of its own"))
        return .text
    }

    /// A sign that is none of the language's, reported here and skipped by the parser.
    mutating func foreign() -> TokenKind {
        let start = position
        guard let scalar = takeScalar() else {
            places.look(bytes, start, position)
            return .unknown
        }
        if let kind = foreignText(from: start, scalar) { return kind }
        if scalar.value >= 0x80, scalar.properties.isAlphabetic {
            foreignLetters(from: start)
            return .word
        }
        while position < bytes.count, bytes[position] == bytes[start], scalar.isASCII { position += 1 }
        places.look(bytes, start, position)
        if scalar.properties.generalCategory != .control, !isDirectionControl(scalar.value) {
            findings.add(
                Diagnostic(
                    .foreignCharacter, "`\(text(from: start))` is no sign of the language",
                    at: Label(location(from: start)), help: ForeignCharacter.help(for: scalar),
                    fix: ForeignCharacter.fix(for: scalar, at: location(from: start))))
        }
        return .unknown
    }

    /// The scalar here, consumed; nil for a byte that is not UTF-8, which is reported elsewhere.
    private mutating func takeScalar() -> Unicode.Scalar? {
        guard let (scalar, length) = decodeScalar(bytes, position) else {
            position += 1
            return nil
        }
        position += length
        return scalar
    }

    /// A word with letters beyond ASCII is one word, and one finding.
    mutating func foreignLetters(from start: Int) {
        var isForeign = false
        while position < bytes.count {
            if isNameByte(bytes[position]) {
                position += 1
            } else if let (scalar, length) = decodeScalar(bytes, position), length > 1, scalar.properties.isAlphabetic {
                position += length
                isForeign = true
            } else {
                break
            }
        }
        guard isForeign || bytes[start] >= 0x80 else { return }
        findings.add(
            Diagnostic(
                .foreignCharacter, "`\(text(from: start))` is not a name", at: location(from: start),
                why: "names are made of the letters a to z, digits and `_`, so that everybody can type them",
                help: "the title beside the name takes any letters"))
    }

    /// A text in typographic or single quotes, if both stand on this line.
    private mutating func foreignText(from start: Int, _ opening: Unicode.Scalar) -> TokenKind? {
        let doubles: Set<Unicode.Scalar> = ["\u{201C}", "\u{201D}", "\u{201E}", "\u{AB}", "\u{BB}"]
        let singles: Set<Unicode.Scalar> = ["'", "\u{2018}", "\u{2019}", "\u{201A}", "`"]
        // One set for openings and endings: so at most one quote of each sort on a line is searched for in vain.
        guard let quotes = doubles.contains(opening) ? doubles : singles.contains(opening) ? singles : nil
        else { return nil }
        let afterOpening = position
        while position < bytes.count, bytes[position] != 0x0A, bytes[position] != 0x0D {
            let here = position
            guard let scalar = takeScalar(), quotes.contains(scalar) else { continue }
            places.look(bytes, start, position)
            let inner = String(decoding: bytes[afterOpening..<here], as: UTF8.self)
            findings.add(
                Diagnostic(
                    .foreignQuotes, "`\(text(from: start))` stands in quotes that are not `\"`",
                    at: Label(location(from: start)), help: "write a text between two `\"`",
                    fix: inner.contains("\"") || inner.contains("\\")
                        ? nil : Fix("use `\"`", [Edit(location(from: start), "\"\(inner)\"")], isSafe: true)))
            return .text
        }
        position = afterOpening
        return nil
    }
}

/// What people write, or paste, where the language has a sign of its own.
enum ForeignCharacter {
    /// The sign of the language in its place. Without a `;` or with a plain space the text means what it meant before,
    /// because the parser skips what it does not know.
    static func fix(for scalar: Unicode.Scalar, at location: Location) -> Fix? {
        switch scalar {
        case ";": return Fix("remove it", [Edit(location, "")], isSafe: true)
        case "\u{A0}", "\u{2007}", "\u{202F}", "\u{3000}":
            return Fix("write a plain space", [Edit(location, " ")], isSafe: true)
        case "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2014}", "\u{2212}":
            return .instead("-", at: location)
        case "\u{2026}": return .instead("..", at: location)
        case "\u{2192}", "\u{21D2}": return .instead("->", at: location)
        case "\u{2264}": return .instead("<=", at: location)
        case "\u{2265}": return .instead(">=", at: location)
        case "\u{2260}": return .instead("!=", at: location)
        case "\u{D7}": return .instead("*", at: location)
        default: return nil
        }
    }

    static func help(for scalar: Unicode.Scalar) -> String? {
        switch scalar {
        case ";": "a line break ends a declaration"
        case "&": "write `and`"
        case "!": "write `not`"
        case "#": "a comment begins with `//`"
        case "%": "a percentage has its number directly before the sign: `50%`"
        case "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2014}", "\u{2212}": "write `-`"
        case "\u{2026}": "a range is written with two dots, as in `1..5`"
        case "\u{2192}", "\u{21D2}": "write `->`"
        case "\u{2264}": "write `<=`"
        case "\u{2265}": "write `>=`"
        case "\u{2260}": "write `!=`"
        case "\u{D7}": "write `*`"
        case "\u{A0}", "\u{2007}", "\u{202F}", "\u{3000}": "write a plain space"
        case "'", "`", "\u{2018}", "\u{2019}", "\u{201C}", "\u{201D}", "\u{201E}": "write a text between two `\"`"
        default: nil
        }
    }
}
