/// The order of what a bound `at` column says: numbers, such as an attempt's, or dates and times written from the year
/// (or the hour) down in one way.
enum TimeOrder {
    /// Numbers by size and before texts; texts by bytes.
    static func precedes(_ left: String, _ right: String) -> Bool {
        switch (DecimalText.number(left), DecimalText.number(right)) {
        case (let left?, let right?) where left != right: left < right
        case (_?, nil): true
        case (nil, _?): false
        default: DimensionText.order(left, right)
        }
    }

    /// Whether two texts, one of which precedes the other, are one time: `1` and `1.0`.
    static func isSame(_ left: String, _ right: String) -> Bool {
        if left == right { return true }
        guard let left = DecimalText.number(left), let right = DecimalText.number(right) else { return false }
        return left == right
    }

    /// A text whose place among the others nobody can tell, and one of the others that shows it; nil if there is none.
    static func unordered(_ texts: [String]) -> (text: String, other: String?)? {
        guard let first = texts.first else { return nil }
        if texts.allSatisfy({ DecimalText.number($0) != nil }) { return nil }
        var (longest, holder) = (shape(first), first)
        for text in texts {
            let shape = shape(text)
            if !isTime(shape) { return (text, nil) }
            if !goesOn(shape, longest), !goesOn(longest, shape) { return (text, holder) }
            if shape.count > longest.count { (longest, holder) = (shape, text) }
        }
        return nil
    }

    /// Whether a shape is another one, or that and a further part: a day and an hour, or more digits of a second.
    private static func goesOn(_ long: [UInt8], _ short: [UInt8]) -> Bool {
        guard long.starts(with: short) else { return false }
        guard let next = long.dropFirst(short.count).first else { return true }
        return "-:T .".utf8.contains(next) || next == UInt8(ascii: "0") && short.contains(UInt8(ascii: "."))
    }

    /// A text with a 0 for each digit: times of one shape are in the order of their bytes. What tells the zone is kept.
    private static func shape(_ text: String) -> [UInt8] {
        var isZone = false
        return text.utf8.enumerated().map { place, byte in
            if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") && place > 10 { isZone = true }
            return !isZone && (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) ? UInt8(ascii: "0") : byte
        }
    }

    private static func isTime(_ shape: [UInt8]) -> Bool {
        ["0000-00", "0000/00", "0000.00", "00:00"].contains { shape.starts(with: $0.utf8) }
    }
}
