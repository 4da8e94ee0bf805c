/// Reads one flat JSON object (RFC 8259) from a line of bytes, field by field, without allocating.
///
///     object = "{" [ field { "," field } ] "}" ;   field = string ":" value ;
///
/// Lists and objects as values are refused, so nothing nests. Texts are unescaped into `scratch`, other values
/// copied there as they are written; null is empty.
struct JSONObject {
    private let bytes: UnsafePointer<UInt8>
    private let end: Int
    private var offset = 0

    /// Where the reader stands, for messages.
    var place: Int { offset }

    enum Step: Equatable {
        /// A field's name is at the end of `scratch`, and its value is next.
        case name
        case finished
        case problem(JSONProblem)
    }

    init(_ bytes: UnsafePointer<UInt8>, count: Int) {
        self.bytes = bytes
        end = count
    }

    /// The beginning of the object, and whether there is one.
    mutating func open() -> JSONProblem? {
        skipSpaces()
        guard take("{") else {
            return .malformed(at("[") ? "it begins a list" : "it does not begin with `{`")
        }
        skipSpaces()
        return nil
    }

    /// The next field's name, up to its colon, or the end of the object and the line.
    mutating func name(isFirst: Bool, _ scratch: inout ByteBuffer) -> Step {
        skipSpaces()
        if take("}") {
            skipSpaces()
            return offset == end ? .finished : .problem(.malformed("something follows the object"))
        }
        if !isFirst {
            guard take(",") else { return .problem(.malformed("a comma or `}` is missing")) }
            skipSpaces()
        }
        guard at("\"") else { return .problem(.malformed("a field's name in double quotes is missing")) }
        if let problem = text(&scratch) { return .problem(problem) }
        skipSpaces()
        guard take(":") else { return .problem(.malformed("a colon is missing after a field's name")) }
        skipSpaces()
        return .name
    }

    /// The value, appended to `scratch`; nil if all is well.
    mutating func value(_ scratch: inout ByteBuffer) -> JSONProblem? {
        guard offset < end else { return .malformed("a value is missing") }
        switch bytes[offset] {
        case UInt8(ascii: "\""): return text(&scratch)
        case UInt8(ascii: "{"), UInt8(ascii: "["): return .nested("")
        case UInt8(ascii: "t"): return word("true", &scratch)
        case UInt8(ascii: "f"): return word("false", &scratch)
        case UInt8(ascii: "n"):
            let length = scratch.count
            defer { scratch.count = length }
            return word("null", &scratch)
        default: return number(&scratch)
        }
    }

    private mutating func word(_ word: StaticString, _ scratch: inout ByteBuffer) -> JSONProblem? {
        let letters = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
        guard offset + letters.count <= end, letters.indices.allSatisfy({ bytes[offset + $0] == letters[$0] }) else {
            return .malformed("a value is neither text, number, true, false nor null")
        }
        scratch.append(bytes + offset, letters.count)
        offset += letters.count
        return nil
    }

    /// -? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?
    private mutating func number(_ scratch: inout ByteBuffer) -> JSONProblem? {
        let start = offset
        _ = take("-")
        let hasZero = take("0")
        var isSound = hasZero || digits()
        if take(".") { isSound = digits() && isSound }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            isSound = digits() && isSound
        }
        guard isSound else { return .malformed("a value is neither text, number, true, false nor null") }
        scratch.append(bytes + start, offset - start)
        return nil
    }

    private mutating func digits() -> Bool {
        let start = offset
        while offset < end, bytes[offset] &- UInt8(ascii: "0") < 10 { offset += 1 }
        return offset > start
    }

    /// " characters and escapes "
    private mutating func text(_ scratch: inout ByteBuffer) -> JSONProblem? {
        offset += 1
        var run = offset
        while offset < end {
            let byte = bytes[offset]
            if byte == UInt8(ascii: "\"") {
                scratch.append(bytes + run, offset - run)
                offset += 1
                return nil
            }
            if byte < 0x20 { return .malformed("a text holds a control character that is not escaped") }
            guard byte == UInt8(ascii: "\\") else {
                offset += 1
                continue
            }
            scratch.append(bytes + run, offset - run)
            if let problem = escape(&scratch) { return problem }
            run = offset
        }
        return .malformed("a text is not closed")
    }

    private mutating func escape(_ scratch: inout ByteBuffer) -> JSONProblem? {
        offset += 1
        guard offset < end else { return .malformed("a text is not closed") }
        let byte = bytes[offset]
        offset += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): scratch.append(byte)
        case UInt8(ascii: "b"): scratch.append(0x08)
        case UInt8(ascii: "f"): scratch.append(0x0C)
        case UInt8(ascii: "n"): scratch.append(0x0A)
        case UInt8(ascii: "r"): scratch.append(0x0D)
        case UInt8(ascii: "t"): scratch.append(0x09)
        case UInt8(ascii: "u"):
            guard let scalar = scalar() else { return .malformed("a `\\u` escape is not a character") }
            for unit in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { scratch.append(unit) }
        default: return .malformed("a backslash is followed by something that JSON does not know")
        }
        return nil
    }

    /// The four digits after `\u`, with the second half of a surrogate pair if they are its first.
    private mutating func scalar() -> Unicode.Scalar? {
        guard let first = fourDigits() else { return nil }
        guard first & 0xFC00 == 0xD800 else { return Unicode.Scalar(first) }
        guard take("\\"), take("u"), let second = fourDigits(), second & 0xFC00 == 0xDC00 else { return nil }
        return Unicode.Scalar(0x10000 + (first & 0x3FF) << 10 + second & 0x3FF)
    }

    private mutating func fourDigits() -> UInt32? {
        guard offset + 4 <= end else { return nil }
        var number: UInt32 = 0
        for _ in 0..<4 {
            let byte = bytes[offset]
            let letter = byte | 0x20
            if byte &- 48 < 10 {
                number = number << 4 | UInt32(byte &- 48)
            } else if letter &- 97 < 6 {
                number = number << 4 | UInt32(letter &- 87)
            } else {
                return nil
            }
            offset += 1
        }
        return number
    }

    /// White space within a line.
    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }

    private mutating func skipSpaces() {
        while offset < end, Self.isSpace(bytes[offset]) { offset += 1 }
    }

    private func at(_ sign: Unicode.Scalar) -> Bool { offset < end && bytes[offset] == UInt8(ascii: sign) }

    private mutating func take(_ sign: Unicode.Scalar) -> Bool {
        guard at(sign) else { return false }
        offset += 1
        return true
    }
}
