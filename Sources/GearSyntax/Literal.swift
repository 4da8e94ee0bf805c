import GearSource

/// Literals to values. What the lexer has reported has none.
extension Parser {
    /// The current number, percentage, date, version or text.
    mutating func literal() -> Expression {
        let place = range
        if kind == .text {
            guard let text = quotedText() else { return Expression(kind: .malformed, range: place) }
            return Expression(kind: .text(text.value), range: place)
        }
        let (from, to) = (Int(start), Int(end))
        let value: Expression.Kind
        switch kind {
        case .number: value = numberValue(bytes, from, to).map { .number($0) } ?? .malformed
        case .percent: value = numberValue(bytes, from, to - 1).map { .percent($0) } ?? .malformed
        case .date:
            value = dateParts(bytes, from, to).map { .date(year: $0.year, month: $0.month, day: $0.day) } ?? .malformed
        default: value = .version(source.text(place))
        }
        advance()
        return Expression(kind: value, range: place)
    }

    /// The current text, consumed, with its escapes resolved.
    mutating func quotedText() -> QuotedText? {
        guard kind == .text else { return nil }
        let place = range
        let (first, last) = (Int(start), Int(end) - 1)
        let isPlain = tokens[index].isPlain
        advance()
        if isPlain || hasNoEscapes(first, last) {
            return QuotedText(value: String(decoding: bytes[first + 1..<last], as: UTF8.self), range: place)
        }
        let written = bytes[first...last]
        if written.first != 0x22 { return QuotedText(value: innerText(of: written), range: place) }
        if written.starts(with: [0x22, 0x22, 0x22]) { return QuotedText(value: longText(place), range: place) }
        var inner = written.dropFirst()
        if inner.last == 0x22, !endsEscaped(inner.dropLast()) { inner = inner.dropLast() }
        return QuotedText(value: resolved(inner), range: place)
    }

    /// Between two `"` on one line, without escapes.
    private func hasNoEscapes(_ first: Int, _ last: Int) -> Bool {
        guard bytes[first] == 0x22, last > first, bytes[last] == 0x22, bytes[first + 1] != 0x22 || last == first + 1
        else { return false }
        for index in first..<last where bytes[index] == 0x5C { return false }
        return true
    }

    /// A text in quotes that are not `"`, without them.
    private func innerText(of written: ArraySlice<UInt8>) -> String {
        String(String(decoding: written, as: UTF8.self).dropFirst().dropLast())
    }

    /// An odd number of `\` at the end.
    private func endsEscaped(_ inner: ArraySlice<UInt8>) -> Bool {
        inner.reversed().prefix { $0 == 0x5C }.count % 2 == 1
    }

    // MARK: Escapes

    /// Of `\"`, `\\`, `\n`, `\u{…}` what they stand for.
    private mutating func resolved(_ written: ArraySlice<UInt8>) -> String {
        var result: [UInt8] = []
        result.reserveCapacity(written.count)
        var index = written.startIndex
        while index < written.endIndex {
            guard written[index] == 0x5C else {
                result.append(written[index])
                index += 1
                continue
            }
            let next = index + 1 < written.endIndex ? written[index + 1] : 0
            switch next {
            case 0x22, 0x5C:
                result.append(next)
                index += 2
            case UInt8(ascii: "n"):
                result.append(0x0A)
                index += 2
            default:
                if let (scalar, length) = codePoint(written[index...]) {
                    result.append(contentsOf: Array(String(scalar).utf8))
                    index += length
                } else {
                    unknownEscape(written, at: index)
                    result.append(0x5C)
                    index += 1
                }
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// `\u{1F600}`: one to six hexadecimal digits that are a Unicode scalar.
    private func codePoint(_ written: ArraySlice<UInt8>) -> (scalar: Unicode.Scalar, length: Int)? {
        guard written.starts(with: [0x5C, UInt8(ascii: "u"), UInt8(ascii: "{")]),
            let end = written.prefix(11).firstIndex(of: UInt8(ascii: "}"))
        else { return nil }
        let digits = written[written.startIndex + 3..<end]
        guard (1...6).contains(digits.count), digits.allSatisfy({ isNameByte($0) }),
            let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16), let scalar = Unicode.Scalar(value)
        else { return nil }
        return (scalar, end - written.startIndex + 1)
    }

    private mutating func unknownEscape(_ written: ArraySlice<UInt8>, at index: Int) {
        let end = min(index + 2, written.endIndex)
        let place = UInt32(truncatingIfNeeded: index)..<UInt32(truncatingIfNeeded: end)
        let start = place.lowerBound
        note(
            .unknownEscape, "`\(shown(bytes, index, end))` is no escape", at: place,
            help: #"escapes are `\"`, `\\`, `\n` and `\u{…}` with a code point; a backslash itself is `\\`"#,
            fix: Fix(#"write `\\`"#, [Edit(location(start..<start), #"\"#)], isSafe: true))
    }

    // MARK: Long texts

    /// What stands between `"""` and `"""`. If the closing quotes have a line of their own, the line breaks next to
    /// both quotes do not count, and the indentation of the closing quotes is taken off every line.
    private mutating func longText(_ place: ByteRange) -> String {
        let from = Int(place.lowerBound) + 3
        let isClosed = Int(place.upperBound) >= from + 3 && bytes[Int(place.upperBound) - 1] == 0x22
        let to = isClosed ? max(from, Int(place.upperBound) - 3) : Int(place.upperBound)
        var lines = splitLines(bytes[from..<to])
        var indentation: ArraySlice<UInt8> = []
        if lines.count > 1, let last = lines.last, last.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
            indentation = last
            lines.removeLast()
            if lines[0].allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { lines.removeFirst() }
        }
        var result = ""
        for (number, line) in lines.enumerated() {
            if number > 0 { result += "\n" }
            var content = line
            if line.starts(with: indentation) {
                content = line.dropFirst(indentation.count)
            } else if line.startIndex != from, line.contains(where: { $0 != 0x20 && $0 != 0x09 }) {
                note(
                    .shallowLine, "a line of this text is indented less than its closing quotes",
                    at: UInt32(truncatingIfNeeded: line.startIndex)..<UInt32(truncatingIfNeeded: line.endIndex),
                    why: "the indentation of the closing `\"\"\"` is taken off every line",
                    help: "indent the line as far, or the closing quotes less")
            }
            result += content.contains(0x5C) ? resolved(content) : String(decoding: content, as: UTF8.self)
        }
        return result
    }

    /// Lines without what ends them, as slices of the file.
    private func splitLines(_ text: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var from = text.startIndex
        var index = from
        while index < text.endIndex {
            let byte = text[index]
            guard byte == 0x0A || byte == 0x0D else {
                index += 1
                continue
            }
            lines.append(text[from..<index])
            index += byte == 0x0D && index + 1 < text.endIndex && text[index + 1] == 0x0A ? 2 : 1
            from = index
        }
        lines.append(text[from...])
        return lines
    }
}
