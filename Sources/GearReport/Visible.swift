/// Text made safe to show: whatever could steer a terminal or disguise a text stands there as a sign instead.
package enum Visible {
    /// Control characters become their pictures (␛, ␊, ␀), other invisible or reordering ones `\u{202E}`.
    package static func text(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { replacement($0) != nil }) else { return text }
        return text.unicodeScalars.reduce(into: "") { shown, scalar in
            if let sign = replacement(scalar) { shown += sign } else { shown.unicodeScalars.append(scalar) }
        }
    }

    /// As `text`, with tabs and line feeds left as they are; for paragraphs, and for CSV on a terminal.
    package static func paragraph(_ text: String) -> String {
        let isLayout: (Unicode.Scalar) -> Bool = { $0 == "\n" || $0 == "\t" }
        guard text.unicodeScalars.contains(where: { !isLayout($0) && replacement($0) != nil }) else { return text }
        return text.unicodeScalars.reduce(into: "") { shown, scalar in
            if !isLayout(scalar), let sign = replacement(scalar) {
                shown += sign
            } else {
                shown.unicodeScalars.append(scalar)
            }
        }
    }

    private static func replacement(_ scalar: Unicode.Scalar) -> String? {
        switch scalar.value {
        case 0x00...0x1F: Unicode.Scalar(0x2400 + scalar.value).map { String($0) }
        case 0x7F: "\u{2421}"
        case 0x80...0x9F, 0x061C, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB,
            0xE0000...0xE0FFF:
            "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
        default: nil
        }
    }
}
