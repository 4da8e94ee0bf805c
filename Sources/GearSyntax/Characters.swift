import GearSource

/// Embeddings, overrides and isolates: they can make a program read differently from what it says.
func isDirectionControl(_ value: UInt32) -> Bool {
    (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
}

/// One well-formed UTF-8 sequence (RFC 3629: shortest form, no surrogates, up to U+10FFFF), or nil.
func decodeScalar(_ bytes: [UInt8], _ index: Int) -> (scalar: Unicode.Scalar, length: Int)? {
    let first = bytes[index]
    let length = first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0
    guard length > 0, index + length <= bytes.count else { return nil }
    if length == 1 { return (Unicode.Scalar(first), 1) }
    var value = UInt32(first) & (0x7F >> UInt32(length))
    for offset in 1..<length {
        let byte = bytes[index + offset]
        guard byte & 0xC0 == 0x80 else { return nil }
        value = value << 6 | UInt32(byte & 0x3F)
    }
    let least: UInt32 = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000
    guard value >= least, let scalar = Unicode.Scalar(value) else { return nil }
    return (scalar, length)
}

/// Where a program holds what none may hold, in texts and comments neither: bytes that are not UTF-8, control
/// characters, characters that make text look as if it stood elsewhere. One finding of each sort.
struct CharacterPlaces {
    struct Places {
        var first: Range<Int>?
        var count = 0

        mutating func note(_ index: Int, _ length: Int) {
            if first == nil { first = index..<index + length }
            count += 1
        }
    }
    var notUTF8 = Places()
    var control = Places()
    var direction = Places()
    var loneReturn = Places()

    /// Looks over the bytes of one token.
    mutating func look(_ bytes: [UInt8], _ start: Int, _ end: Int) {
        var index = start
        while index < end {
            let byte = bytes[index]
            if isPrintable(byte) || byte == 0x0A || byte == 0x09 {
                index += 1
            } else if byte == 0x0D {
                if !(index + 1 < bytes.count && bytes[index + 1] == 0x0A) { loneReturn.note(index, 1) }
                index += 1
            } else if let (scalar, length) = decodeScalar(bytes, index) {
                if scalar.value < 0xA0 {
                    control.note(index, length)
                } else if isDirectionControl(scalar.value) {
                    direction.note(index, length)
                }
                index += length
            } else {
                notUTF8.note(index, 1)
                index += 1
            }
        }
    }

    func report(_ bytes: [UInt8], _ file: FileID, _ findings: inout Findings) {
        func add(_ places: Places, _ code: Code, _ message: (String) -> String, help: String) {
            guard let first = places.first else { return }
            let more = places.count > 1 ? ", and \(places.count - 1) more like it in this file" : ""
            let range = UInt32(truncatingIfNeeded: first.lowerBound)..<UInt32(truncatingIfNeeded: first.upperBound)
            let text = message(shown(bytes, first.lowerBound, first.upperBound)) + more
            findings.add(Diagnostic(code, text, at: Location(file, range), help: help))
        }
        let byte = notUTF8.first.map { "0x" + String(bytes[$0.lowerBound], radix: 16, uppercase: true) } ?? ""
        add(notUTF8, .notUTF8, { _ in "the byte \(byte) is not UTF-8" }, help: "save the file with the encoding UTF-8")
        add(control, .controlCharacter, { "a control character, \($0)" }, help: "delete it")
        add(
            direction, .directionControl, { "a character that changes the direction of text, \($0)" },
            help: "delete it, or write it as an escape such as \\u{202e} inside a text")
        add(
            loneReturn, .loneReturn, { _ in "a line that ends with a carriage return alone" },
            help: "save the file with line endings LF or CR LF")
    }
}

/// A byte that is a printable ASCII character.
@inline(__always) func isPrintable(_ byte: UInt8) -> Bool { byte &- 0x20 < 0x5F }
