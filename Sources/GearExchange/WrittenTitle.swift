/// A title as a cell, so that what has none can be told from what has.
///
/// What is called `rhythm` and has no title is `(rhythm)`; a title that looks like that, or like the dash that stands
/// for nothing, gets a pair of brackets more, so that any title comes back as it was.
enum WrittenTitle {
    static func cell(_ title: String, name: String) -> String {
        if title.isEmpty { return "(\(name))" }
        return title == "-" || core(of: title).map({ $0 == name || $0 == "-" }) ?? false ? "(\(title))" : title
    }

    static func title(_ cell: String, name: String) -> String {
        guard let core = core(of: cell), core == name || core == "-" else { return cell }
        let inner = String(cell.dropFirst().dropLast())
        return inner == name ? "" : inner
    }

    /// What is inside all pairs of brackets around a text; nil if there are none.
    private static func core(of text: String) -> String? {
        var inner = text[...]
        while inner.count >= 2, inner.hasPrefix("("), inner.hasSuffix(")") { inner = inner.dropFirst().dropLast() }
        return inner.count == text.count ? nil : String(inner)
    }
}
