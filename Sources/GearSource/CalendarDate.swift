/// A day or a month of the calendar, such as `2016-10-01` or `2016-10`; a month orders before its days.
///
/// One integer, so that a column of dates is a column of numbers: year · 10,000 + month · 100 + day,
/// the day being 0 for a month.
package struct CalendarDate: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let packed: Int32

    /// Nil unless the day exists in the (proleptic Gregorian) calendar; years from 1 to 9999.
    package init?(year: Int, month: Int, day: Int? = nil) {
        guard (1...9999).contains(year), (1...12).contains(month) else { return nil }
        if let day, !(1...Self.days(in: month, of: year)).contains(day) { return nil }
        packed = Int32(year * 10_000 + month * 100 + (day ?? 0))
    }

    /// Exactly `YYYY-MM` or `YYYY-MM-DD`.
    package init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == 7 || bytes.count == 10 else { return nil }
        var parts = [0]
        for (index, byte) in bytes.enumerated() {
            if index == 4 || index == 7 {
                guard byte == UInt8(ascii: "-") else { return nil }
                parts.append(0)
            } else {
                guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
                parts[parts.count - 1] = parts[parts.count - 1] * 10 + Int(byte - UInt8(ascii: "0"))
            }
        }
        self.init(year: parts[0], month: parts[1], day: parts.count > 2 ? parts[2] : nil)
    }

    package var year: Int { Int(packed) / 10_000 }
    package var month: Int { Int(packed) / 100 % 100 }
    /// Nil for a month.
    package var day: Int? { packed % 100 == 0 ? nil : Int(packed) % 100 }

    /// Days since 0000-03-01, a month counting as its first day; for differences only.
    /// Source: the shifted-year day count of the proleptic Gregorian calendar, exact for years 1 to 9999.
    package var dayNumber: Int {
        let shifted = month > 2 ? year : year - 1
        let monthFromMarch = (month + 9) % 12
        return 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400
            + (153 * monthFromMarch + 2) / 5 + (day ?? 1) - 1
    }

    /// As it is written, so `2016-10-01` or `2016-10`.
    package var description: String {
        let text = "\(padded(year, 4))-\(padded(month, 2))"
        return day.map { "\(text)-\(padded($0, 2))" } ?? text
    }

    package static func < (left: CalendarDate, right: CalendarDate) -> Bool { left.packed < right.packed }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
