import GearSource

/// Numbers, percentages, dates and versions. A token may be malformed; it is reported here, and has no value.
extension Lexer {
    /// NUMBER  ::= DIGIT+ ("." DIGIT+)?
    /// PERCENT ::= NUMBER "%"
    /// VERSION ::= DIGIT+ "." DIGIT+ "." DIGIT+
    /// DATE    ::= DIGIT DIGIT DIGIT DIGIT "-" DIGIT DIGIT ("-" DIGIT DIGIT)?
    /// DIGIT   ::= [0-9]
    mutating func number() -> TokenKind {
        let start = position
        skipDigits()
        if position - start == 4, byteHere == UInt8(ascii: "-"), isDigit(peek()) { return date(from: start) }
        var parts = 1
        while byteHere == UInt8(ascii: "."), isDigit(peek()) {
            position += 1
            skipDigits()
            parts += 1
        }
        let isDotted = byteHere == UInt8(ascii: ".") && peek() != UInt8(ascii: ".")
        if isDotted || isNameByte(byteHere) {
            return malformedNumber(
                from: start, isDotted ? "a number does not end with a dot" : "a number ends where letters begin",
                help: isDotted ? nil : "put a space between the number and the word; `1e6` is written 1000000",
                meant: isDotted && parts < 3 ? String(decoding: bytes[start..<position], as: UTF8.self) : nil)
        }
        if parts > 3 {
            findings.add(
                Diagnostic(
                    .malformedVersion, "`\(text(from: start))` is not a version", at: location(from: start),
                    help: "a version is three numbers, as in `1.2.0`"))
        }
        if parts >= 3 { return .version }
        if position - start > Self.surelyFinite, numberValue(bytes, start, position) == nil {
            findings.add(
                Diagnostic(
                    .malformedNumber, "`\(text(from: start).prefix(12))…` is too large", at: location(from: start),
                    why: "a number has at most 308 digits before its dot", help: "write a smaller one"))
        }
        if byteHere == UInt8(ascii: "%") {
            position += 1
            return .percent
        }
        return .number
    }

    /// A number of so many digits is never too large.
    private static let surelyFinite = 300

    /// - Parameter meant: the number, if what is written can be no other and ends here but for a dot.
    mutating func malformedNumber(from start: Int, _ why: String, help: String?, meant: String? = nil) -> TokenKind {
        let digits = position
        while isNameByte(byteHere) || byteHere == UInt8(ascii: ".") && peek() != UInt8(ascii: ".") { position += 1 }
        let isWhole = bytes[digits..<position].allSatisfy { $0 == UInt8(ascii: ".") || isDigit($0) }
        let fix = meant.flatMap { meant in
            isWhole ? Fix("write `\(meant)`", [Edit(location(from: start), meant)], isSafe: true) : nil
        }
        findings.add(
            Diagnostic(
                .malformedNumber, "`\(text(from: start))` is not a number", at: Label(location(from: start)), why: why,
                help: help, fix: fix))
        return .number
    }

    /// From the first digit after the year's `-`.
    private mutating func date(from start: Int) -> TokenKind {
        while isNameByte(byteHere) || byteHere == UInt8(ascii: "-") && isDigit(peek()) { position += 1 }
        let written = text(from: start)
        guard dateParts(bytes, start, position) != nil else {
            var help = "a month is written `2016-10`, a day `2016-10-01`"
            var fix: Fix?
            let digits = bytes[start..<position].split(separator: UInt8(ascii: "-"))
            if digits.count == 2, digits[1].allSatisfy(isDigit) {
                let subtraction = digits.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " - ")
                help += "; a subtraction takes spaces: `\(subtraction)`"
                fix = Fix("write `\(subtraction)`", [Edit(location(from: start), subtraction)], isSafe: false)
            }
            findings.add(
                Diagnostic(
                    .malformedDate, "`\(written)` is not a date", at: Label(location(from: start)),
                    why: "four digits, `-` and digits are always read as a date", help: help, fix: fix))
            return .date
        }
        return .date
    }

    private var byteHere: UInt8 { position < bytes.count ? bytes[position] : 0 }

    private mutating func skipDigits() {
        while position < bytes.count, isDigit(bytes[position]) { position += 1 }
    }
}

/// The parts of a date of the Gregorian calendar, or nil if the bytes are none.
func dateParts(_ bytes: [UInt8], _ start: Int, _ end: Int) -> (year: Int, month: Int, day: Int?)? {
    guard end - start == 7 || end - start == 10, bytes[start + 4] == UInt8(ascii: "-"),
        let year = decimal(bytes, start, start + 4), let month = decimal(bytes, start + 5, start + 7),
        (1...12).contains(month)
    else { return nil }
    if end - start == 7 { return (year, month, nil) }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    guard bytes[start + 7] == UInt8(ascii: "-"), let day = decimal(bytes, start + 8, end), (1...days).contains(day)
    else { return nil }
    return (year, month, day)
}

/// The value of at most 15 digits, or nil.
private func decimal(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int? {
    guard end > start, end - start <= 15 else { return nil }
    var value = 0
    for index in start..<end {
        guard isDigit(bytes[index]) else { return nil }
        value = value * 10 + Int(bytes[index] &- 0x30)
    }
    return value
}

/// The value of `2` or `0.25`, correctly rounded; nil for what is none or does not fit a `Double`.
func numberValue(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Double? {
    if end - start <= 15, let whole = decimal(bytes, start, end) { return Double(whole) }
    var seenDot = false
    for index in start..<end where !isDigit(bytes[index]) {
        guard bytes[index] == UInt8(ascii: "."), !seenDot, index > start, index + 1 < end else { return nil }
        seenDot = true
    }
    guard let value = Double(String(decoding: bytes[start..<end], as: UTF8.self)), value.isFinite else { return nil }
    return value
}
