/// An exact number: a declared point value, weight or bound. Always in lowest terms, denominator > 0.
package struct Rational: Hashable, Sendable, BitwiseCopyable {
    package let numerator: Int64
    package let denominator: Int64

    package static let zero = Rational(0)
    package static let one = Rational(1)

    package init(_ whole: Int64) {
        numerator = whole
        denominator = 1
    }

    /// nil if the denominator is 0 or the number does not fit.
    package init?(_ numerator: Int64, over denominator: Int64) {
        guard denominator != 0, numerator != .min, denominator != .min else { return nil }
        var (a, b) = (numerator.magnitude, denominator.magnitude)
        while b != 0 { (a, b) = (b, a % b) }
        let sign: Int64 = (numerator < 0) != (denominator < 0) ? -1 : 1
        self.numerator = sign * Int64(numerator.magnitude / a)
        self.denominator = Int64(denominator.magnitude / a)
    }

    /// The value of a decimal numeral such as `2.5`; nil if it has more than 18 digits.
    package init?(decimal text: String) { self.init(decimal: text.utf8) }

    /// The same from bytes.
    package init?(decimal text: some Sequence<UInt8>) {
        var (digits, scale, count, negative, afterDot) = (Int64(0), Int64(1), 0, false, false)
        for byte in text {
            switch byte {
            case UInt8(ascii: "-") where count == 0 && !negative: negative = true
            case UInt8(ascii: ".") where !afterDot && count > 0: afterDot = true
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                guard count < 18 else { return nil }
                digits = digits * 10 + Int64(byte - UInt8(ascii: "0"))
                if afterDot { scale *= 10 }
                count += 1
            default: return nil
            }
        }
        guard count > 0 else { return nil }
        self.init(negative ? -digits : digits, over: scale)
    }

    package var double: Double { Double(numerator) / Double(denominator) }

    /// As it is declared, a numeral of at most 18 digits; nil if no decimal is exactly this number.
    package var decimal: String? {
        var (scale, places) = (Int64(1), 0)
        while scale % denominator != 0 {
            guard places < 18 else { return nil }
            scale *= 10
            places += 1
        }
        let (digits, overflow) = numerator.multipliedReportingOverflow(by: scale / denominator)
        guard !overflow else { return nil }
        let text = String(digits.magnitude)
        let padded = String(repeating: "0", count: max(0, places + 1 - text.count)) + text
        let sign = digits < 0 ? "-" : ""
        return places == 0 ? sign + padded : sign + padded.dropLast(places) + "." + padded.suffix(places)
    }
}
