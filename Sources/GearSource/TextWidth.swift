/// How many cells of a terminal a text takes.
package enum TextWidth {
    package static func of(_ text: String) -> Int {
        text.utf8.allSatisfy { (0x20..<0x7F).contains($0) } ? text.utf8.count : text.reduce(0) { $0 + of($1) }
    }

    /// 0 for marks that stand on the letter before, 2 for East Asian wide letters and emoji (a joined sequence is
    /// one), else 1.
    package static func of(_ character: Character) -> Int {
        let scalars = character.unicodeScalars
        guard let first = scalars.first else { return 0 }
        if scalars.count == 1, first.isASCII { return 1 }
        let isEmoji = first.properties.isEmojiPresentation || scalars.contains("\u{FE0F}") && first.properties.isEmoji
        if isEmoji && !scalars.contains("\u{FE0E}") { return 2 }
        return scalars.reduce(0) { max($0, of($1)) }
    }

    private static func of(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control, .lineSeparator, .paragraphSeparator: 0
        default: isWide(scalar.value) ? 2 : 1
        }
    }

    /// Ranges of East Asian Width W and F (Unicode Standard Annex 11), unassigned places within them included.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x231A...0x231B, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF,
        0x4E00...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6B,
        0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18CFF, 0x1AFF0...0x1B2FB, 0x1F200...0x1F265, 0x20000...0x3FFFD,
    ]

    private static func isWide(_ value: UInt32) -> Bool {
        value >= 0x1100 && wide.contains { $0.contains(value) }
    }

    /// The text cut to a width, the last cell then being `…`.
    package static func clipped(_ text: String, to width: Int) -> String {
        if of(text) <= width { return text }
        return width > 0 ? String(fitting(text, width - 1)) + "…" : ""
    }

    /// The text cut at its beginning, the first cell then being `…`.
    package static func clippedFront(_ text: String, to width: Int) -> String {
        if of(text) <= width { return text }
        return width > 0 ? "…" + String(fitting(text.reversed(), width - 1).reversed()) : ""
    }

    /// The first characters, as many as fit.
    private static func fitting(_ characters: some Sequence<Character>, _ width: Int) -> [Character] {
        var used = 0
        return Array(
            characters.prefix { character in
                used += of(character)
                return used <= width
            })
    }
}
