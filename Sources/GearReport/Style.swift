/// What a terminal shows: colours, none unless asked for, and signs beyond ASCII.
package struct Style: Sendable {
    package let isColored: Bool
    /// Whether lines, shades and dots can be shown; else ASCII stands for each.
    package let isUnicode: Bool

    package static let plain = Style(isColored: false)
    package static let colored = Style(isColored: true)

    package init(isColored: Bool, isUnicode: Bool = true) {
        self.isColored = isColored
        self.isUnicode = isUnicode
    }

    enum Role: String {
        case bold = "1"
        case dim = "2"
        case error = "1;31"
        case warning = "1;33"
        case note = "1;36"
        case place = "34"
        case help = "32"
    }

    func paint(_ text: String, _ role: Role) -> String { paint(text, code: role.rawValue) }

    /// In the colour of a band, by its place among them from low to high.
    func paint(_ text: String, band place: Int, of count: Int) -> String {
        // Red, yellow, green, cyan, blue: the eight colours that every terminal lets its user choose.
        let colors = ["31", "33", "32", "36", "34"]
        guard count > 1 else { return text }
        if count <= 4 { return paint(text, code: count == 2 && place == 1 ? colors[2] : colors[min(place, 4)]) }
        return paint(text, code: colors[min(place * (colors.count - 1) / (count - 1), colors.count - 1)])
    }

    private func paint(_ text: String, code: String) -> String {
        isColored && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }

    // MARK: ASCII

    /// What goes on.
    var ellipsis: String { isUnicode ? "…" : "..." }

    /// The text with a sign of ASCII for each line, shade and mark, as wide as it was, where nothing else can be shown.
    func shown(_ text: String) -> String {
        isUnicode ? text : String(text.map { Self.ascii[$0] ?? $0 })
    }

    private static let ascii: [Character: Character] = {
        var table: [Character: Character] = [
            "·": "*", "…": "~", "─": "-", "│": "|", "┊": ":", "×": "x", "≥": ">", "“": "\"", "”": "\"",
        ]
        for corner in "┌┬┐├┼┤└┴┘" { table[corner] = "+" }
        for (raised, digit) in zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789") { table[raised] = digit }
        for (sign, other) in zip("█▓▒░▌▐▏▕╱╲", "#=+-##||/\\") { table[sign] = other }
        return table
    }()
}
