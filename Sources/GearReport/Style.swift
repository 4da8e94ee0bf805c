/// Colours of a terminal; none unless asked for.
package struct Style: Sendable {
    package let isColored: Bool

    package static let plain = Style(isColored: false)
    package static let colored = Style(isColored: true)

    enum Role: String {
        case bold = "1"
        case dim = "2"
        case error = "1;31"
        case warning = "1;33"
        case note = "1;36"
        case place = "34"
        case help = "32"
    }

    func paint(_ text: String, _ role: Role) -> String {
        isColored && !text.isEmpty ? "\u{1B}[\(role.rawValue)m\(text)\u{1B}[0m" : text
    }
}
