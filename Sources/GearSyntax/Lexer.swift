import GearSource

/// Bytes to tokens. Every byte ends up in exactly one token; what fits nothing is `.unknown`.
///
/// The lexer knows spelling only. It reports what no parser could make sense of; the parser takes reported
/// tokens for granted.
struct Lexer {
    let bytes: [UInt8]
    let file: FileID
    var position = 0
    var tokens: [Token] = []
    var findings = Findings()
    var places = CharacterPlaces()
    var hasComments = false
    /// What was read last is a plain text.
    var isPlain = false
    var openedBraces = 0
    var closedBraces = 0
    /// A `"""` whose end is missing has swallowed the rest: what else is open cannot be told.
    var lostTheEnd = false

    init(_ source: SourceText) {
        bytes = source.bytes
        file = source.file
        tokens.reserveCapacity(bytes.count / 7 + 16)
    }

    mutating func run() {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            tokens.append(Token(.space, 0))
            position = 3
        }
        while position < bytes.count {
            let start = position
            isPlain = false
            let kind = next()
            tokens.append(Token(kind, UInt32(truncatingIfNeeded: start), isPlain: isPlain))
        }
        tokens.append(Token(.endOfFile, UInt32(truncatingIfNeeded: bytes.count)))
        places.report(bytes, file, &findings)
    }

    /// The byte `distance` on, 0 past the end: no sign of the language begins with NUL.
    func peek(_ distance: Int = 1) -> UInt8 {
        position + distance < bytes.count ? bytes[position + distance] : 0
    }

    /// Consumes one token, at least one byte.
    private mutating func next() -> TokenKind {
        let byte = bytes[position]
        switch byte {
        case 0x61...0x7A, 0x41...0x5A, 0x5F: return word()
        case 0x20, 0x09: return space()
        case 0x30...0x39: return number()
        case 0x22: return text()
        case 0x0A: return sign(.newline)
        case 0x0D:
            if peek() == 0x0A { return sign(.newline, 2) }
            places.loneReturn.note(position, 1)
            return sign(.newline)
        default: return punctuation(byte)
        }
    }

    private mutating func punctuation(_ byte: UInt8) -> TokenKind {
        switch byte {
        case UInt8(ascii: "{"):
            openedBraces += 1
            return sign(.leftBrace)
        case UInt8(ascii: "}"):
            closedBraces += 1
            return sign(.rightBrace)
        case UInt8(ascii: "("): return sign(.leftParenthesis)
        case UInt8(ascii: ")"): return sign(.rightParenthesis)
        case UInt8(ascii: "["): return sign(.leftBracket)
        case UInt8(ascii: "]"): return sign(.rightBracket)
        case UInt8(ascii: ","): return sign(.comma)
        case UInt8(ascii: ":"): return sign(.colon)
        case UInt8(ascii: "."): return dots()
        case UInt8(ascii: "*"): return peek() == byte ? sign(.doubleStar, 2) : sign(.star)
        case UInt8(ascii: "/"): return peek() == byte ? comment() : sign(.slash)
        case UInt8(ascii: "+"): return sign(.plus)
        case UInt8(ascii: "-"): return peek() == UInt8(ascii: ">") ? sign(.arrow, 2) : sign(.minus)
        case UInt8(ascii: "|"): return sign(.pipe)
        case UInt8(ascii: "="): return peek() == byte ? sign(.equalEqual, 2) : sign(.equals)
        case UInt8(ascii: "<"): return peek() == UInt8(ascii: "=") ? sign(.lessOrEqual, 2) : sign(.less)
        case UInt8(ascii: ">"): return peek() == UInt8(ascii: "=") ? sign(.greaterOrEqual, 2) : sign(.greater)
        case UInt8(ascii: "!") where peek() == UInt8(ascii: "="): return sign(.notEqual, 2)
        default: return foreign()
        }
    }

    private mutating func sign(_ kind: TokenKind, _ length: Int = 1) -> TokenKind {
        position += length
        return kind
    }

    private mutating func space() -> TokenKind {
        var end = position + 1
        while end < bytes.count, bytes[end] == 0x20 || bytes[end] == 0x09 { end += 1 }
        position = end
        return .space
    }

    /// NL      ::= #xA | #xD #xA | #xD
    /// COMMENT ::= "//" [^#xA#xD]*
    ///
    /// `//` to the end of the line; `///`, but not `////`, documents if it is the first on its line.
    private mutating func comment() -> TokenKind {
        let documents = peek(2) == UInt8(ascii: "/") && peek(3) != UInt8(ascii: "/") && isFirstOnLine
        let end = endOfLine(from: position)
        places.look(bytes, position, end)
        position = end
        hasComments = true
        return documents ? .docComment : .comment
    }

    private var isFirstOnLine: Bool {
        var last = tokens.count - 1
        while last >= 0, tokens[last].kind == .space { last -= 1 }
        return last < 0 || tokens[last].kind == .newline
    }

    func endOfLine(from start: Int) -> Int {
        var end = start
        while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
        return end
    }

    /// NAME ::= [a-zA-Z_] [a-zA-Z0-9_]*
    private mutating func word() -> TokenKind {
        let start = position
        var end = start + 1
        while end < bytes.count, isNameByte(bytes[end]) { end += 1 }
        position = end
        if end < bytes.count, bytes[end] >= 0x80 { foreignLetters(from: start) }
        return .word
    }

    private mutating func dots() -> TokenKind {
        let start = position
        while position < bytes.count, bytes[position] == UInt8(ascii: ".") { position += 1 }
        switch position - start {
        case 1:
            let isAfterName = start > 0 && (isNameByte(bytes[start - 1]) || bytes[start - 1] == UInt8(ascii: ")"))
            if !isAfterName, position < bytes.count, isDigit(bytes[position]) {
                let digits = bytes[position...].prefix(while: isDigit)
                return malformedNumber(
                    from: start, "a number does not begin with a dot", help: "write the 0 before the dot",
                    meant: "0." + String(decoding: digits, as: UTF8.self))
            }
            return .dot
        case 2: return .dotDot
        default:
            findings.add(
                Diagnostic(
                    .foreignCharacter, "`\(text(from: start))` is no sign of the language", at: location(from: start),
                    help: "a range is written with two dots, as in `1..5`"))
            return .unknown
        }
    }

    func location(from start: Int) -> Location { location(start, position) }

    func location(_ start: Int, _ end: Int) -> Location {
        Location(file, UInt32(truncatingIfNeeded: start)..<UInt32(truncatingIfNeeded: end))
    }

    /// The user's own text from an offset to here, shortened.
    func text(from start: Int) -> String { shown(bytes, start, position) }
}

@inline(__always) func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

@inline(__always) func isNameByte(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x5F
}

/// Text for a message: at most 40 characters of one line, control characters made visible.
func shown(_ bytes: [UInt8], _ start: Int, _ end: Int) -> String {
    var result = ""
    var count = 0
    for scalar in String(decoding: bytes[start..<min(end, start + 200)], as: UTF8.self).unicodeScalars {
        if count == 40 || scalar == "\n" || scalar == "\r" { return result + "…" }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate:
            result += "\\u{" + String(scalar.value, radix: 16) + "}"
        default: result.unicodeScalars.append(scalar)
        }
        count += 1
    }
    return result
}
