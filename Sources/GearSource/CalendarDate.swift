/// A day, a month or a year of the calendar, such as `2016-10-01`, `2016-10` or `2016`; ordered by its start,
/// then the coarser first.
///
/// One integer, so that a column of dates is a column of numbers: year · 10,000 + month · 100 + day, the
/// day being 0 for a month, and the month too for a year.
package struct CalendarDate: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let packed: Int32

    /// Nil unless it exists in the (proleptic Gregorian) calendar, years from 1 to 9999; a day of 0 makes it a
    /// month, a month of 0 a year.
    package init?(year: Int, month: Int = 0, day: Int = 0) {
        guard (1...9999).contains(year), (0...12).contains(month), day >= 0 else { return nil }
        guard day == 0 || month > 0 && day <= Self.days(in: month, of: year) else { return nil }
        packed = Int32(year * 10_000 + month * 100 + day)
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
        guard parts[1] > 0, parts.count == 2 || parts[2] > 0 else { return nil }
        self.init(year: parts[0], month: parts[1], day: parts.count > 2 ? parts[2] : 0)
    }

    package var year: Int { Int(packed) / 10_000 }
    /// 1...12; 0 if only the year is known.
    package var month: Int { Int(packed) / 100 % 100 }
    /// 1...31; 0 if only the month is known.
    package var day: Int { Int(packed) % 100 }

    /// Days since 0000-03-01, a month or year counting as its first day; for differences only.
    /// Source: the shifted-year day count of the proleptic Gregorian calendar, exact for years 1 to 9999.
    package var dayNumber: Int {
        let month = max(self.month, 1)
        let shifted = month > 2 ? year : year - 1
        let monthFromMarch = (month + 9) % 12
        return 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400
            + (153 * monthFromMarch + 2) / 5 + max(day, 1) - 1
    }

    /// Of its first day, and of its last: those of a month or a year are not the same.
    package var start: Int { dayNumber }
    package var end: Int {
        if day > 0 { return dayNumber }
        return
            (CalendarDate(
                year: year, month: month == 0 ? 12 : month, day: month == 0 ? 31 : Self.days(in: month, of: year))
            ?? self).dayNumber
    }

    /// As it is written: `2016-10-01`, `2016-10` or `2016`.
    package var description: String {
        var text = padded(year, 4)
        if month > 0 { text += "-" + padded(month, 2) }
        if day > 0 { text += "-" + padded(day, 2) }
        return text
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
