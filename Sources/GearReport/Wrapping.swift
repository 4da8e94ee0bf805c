import GearSource

/// Text in lines that fit.
package enum Wrapping {
    /// Lines are not made longer than one can read, however wide the terminal is.
    private static let mostReadable = 100

    /// Each line of a text broken at blanks; what goes on stands as far in as the line began, and further where that was
    /// indented. nil: as it is.
    package static func paragraphs(_ text: String, width: Int?) -> String {
        guard let width else { return text }
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            guard TextWidth.of(String(line)) > width else { return String(line) }
            let indent = line.prefix { $0 == " " }
            let hang = indent.isEmpty ? 0 : 2
            guard indent.count + hang < width / 2 else { return String(line) }
            return whole(String(line.dropFirst(indent.count)), width: width - indent.count, hang: hang).enumerated()
                .map { indent + ($0 == 0 ? "" : String(repeating: " ", count: hang)) + $1 }.joined(separator: "\n")
        }.joined(separator: "\n")
    }

    /// Prose of the catalogue in lines of the terminal's.
    package static func prose(_ text: String, width: Int?) -> String {
        guard let width else { return text }
        return paragraphs(flowing(text), width: min(width, mostReadable))
    }

    /// Prose with a line for each paragraph and each point of a list, as it ends elsewhere only in its source; what is
    /// between fences stays as it is.
    package static func flowing(_ text: String) -> String {
        var (lines, isFenced, goesOn) = ([String](), false, false)
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            let isFence = line.hasPrefix("```")
            let isProse = !isFence && !isFenced && !line.isEmpty && !isPoint(line)
            if goesOn, isProse {
                lines[lines.count - 1] += " " + line.drop { $0 == " " }
            } else {
                lines.append(line)
            }
            if isFence { isFenced.toggle() }
            goesOn = isProse || isPoint(line) && !isFenced
        }
        return lines.joined(separator: "\n")
    }

    /// `- one`, `* one`, `1. one`
    private static func isPoint(_ line: String) -> Bool {
        let line = line.drop { $0 == " " }
        let number = line.prefix { $0.isNumber }
        return line.hasPrefix("- ") || line.hasPrefix("* ")
            || !number.isEmpty && line.dropFirst(number.count).hasPrefix(". ")
    }

    /// Broken at blanks; a word that is longer than a line is cut.
    static func lines(of text: String, width: Int?) -> [String] {
        guard let width, TextWidth.of(text) > width else { return [text] }
        var lines: [String] = []
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            let word = TextWidth.clipped(String(word), to: width)
            if let last = lines.last, TextWidth.of(last) + 1 + TextWidth.of(word) <= width {
                lines[lines.count - 1] = last + " " + word
            } else {
                lines.append(word)
            }
        }
        return lines
    }

    /// Broken at blanks, and a word that is longer than a line wherever it has to be: nothing is lost. Lines after the first
    /// have `hang` cells less.
    static func whole(_ text: String, width: Int?, hang: Int) -> [String] {
        guard let width, TextWidth.of(text) > width else { return [text] }
        var (lines, line, used) = ([String](), "", 0)
        func room() -> Int { max(1, lines.isEmpty ? width : width - hang) }
        func end() {
            lines.append(line)
            (line, used) = ("", 0)
        }
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            let length = TextWidth.of(String(word))
            if used > 0, used + 1 + length > room() {
                end()
            } else if used > 0 {
                line += " "
                used += 1
            }
            for character in word {
                let cells = TextWidth.of(character)
                if used > 0, used + cells > room() { end() }
                line.append(character)
                used += cells
            }
        }
        end()
        return lines
    }

    /// Parts beside each other as far as they fit, each kept whole if it can be.
    static func lines(of parts: [String], separator: String, width: Int) -> [String] {
        var lines: [String] = []
        for part in parts {
            let room = lines.last.map { width - TextWidth.of($0) - TextWidth.of(separator) } ?? 0
            if let last = lines.last, TextWidth.of(part) <= room {
                lines[lines.count - 1] = last + separator + part
            } else {
                if let last = lines.last, room >= -TextWidth.of(separator) + 1, separator.first == "," {
                    lines[lines.count - 1] = last + ","
                }
                lines += Self.lines(of: part, width: width)
            }
        }
        return lines
    }

    /// The line cut to a width, the sequences that colour it not counted.
    static func clipped(_ line: String, to width: Int) -> String {
        guard line.contains("\u{1B}") else { return TextWidth.clipped(line, to: width) }
        var (cut, used, isSequence, isFull) = ("", 0, false, false)
        for character in line {
            if character == "\u{1B}" { isSequence = true }
            if isSequence {
                cut.append(character)
                if character == "m" { isSequence = false }
            } else if !isFull, used + TextWidth.of(character) <= width {
                used += TextWidth.of(character)
                cut.append(character)
            } else {
                isFull = true
            }
        }
        return cut
    }
}
