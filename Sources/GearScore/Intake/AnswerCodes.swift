import GearModel
import GearSource

/// What the texts of answers to one scale's questions mean under one binding: points by code, number, label or
/// synonym, why there is no answer, or a number of the scale's range.
struct AnswerCodes: Sendable {
    enum Meaning: Equatable {
        case code(UInt8)
        case number(Double)
        /// A number, but outside the scale's range.
        case outOfRange
        case unknown
    }

    private enum Kind: Sendable {
        case points([(number: Double, code: UInt8)])
        case range(low: Double, high: Double)
        /// Any text is an answer.
        case open
    }

    private let kind: Kind
    let names: NameIndex
    /// The code of each answer of one byte; `unseen` where the text needs a longer look or means nothing.
    let singles: [UInt8]

    /// `scale` nil: an open question's.
    init(_ scale: Scale?, absentWords: [String]) {
        var names = NameIndex()
        for absence in scale?.absences ?? [] {
            for label in absence.labels { names.add(label, for: Int(CellCode.of(absence.kind)), rank: 0) }
        }
        for word in absentWords { names.add(word, for: Int(CellCode.skipped), rank: 1) }
        for (place, point) in (scale?.points ?? []).prefix(Int(CellCode.lastPoint)).enumerated() {
            names.add(point.code, for: place + 1, rank: 2)
            names.add(point.label, for: place + 1, rank: 3)
            for name in point.synonyms + point.formerly { names.add(name, for: place + 1, rank: 3) }
        }
        if scale != nil {
            for kind in AbsenceKind.allCases { names.add(kind.rawValue, for: Int(CellCode.of(kind)), rank: 4) }
        }
        self.names = names
        if let range = scale?.range {
            kind = .range(low: range.low.double, high: range.high.double)
        } else if let scale {
            kind = .points(Self.numbers(scale))
        } else {
            kind = .open
        }
        singles = Self.singles(names, kind)
    }

    func meaning(_ bytes: UnsafeBufferPointer<UInt8>) -> Meaning {
        if bytes.isEmpty { return .code(CellCode.skipped) }
        return Self.meaning(String(decoding: bytes, as: UTF8.self), names, kind)
    }

    private static func meaning(_ text: String, _ names: NameIndex, _ kind: Kind) -> Meaning {
        switch names.find(text) {
        case .one(let code): return .code(UInt8(truncatingIfNeeded: code))
        case .several: return .unknown
        case .none: break
        }
        if text.allSatisfy(\.isWhitespace) { return .code(CellCode.skipped) }
        switch kind {
        case .open: return .code(1)
        case .range(let low, let high):
            guard let number = DecimalText.number(text) else { return .unknown }
            return low <= number && number <= high ? .number(number) : .outOfRange
        case .points(let numbers):
            guard let number = DecimalText.number(text) else { return .unknown }
            return numbers.first { $0.number == number }.map { .code($0.code) } ?? .unknown
        }
    }

    /// The numbers that stand for points: their codes if those are numbers, else their values where each
    /// point has its own.
    private static func numbers(_ scale: Scale) -> [(number: Double, code: UInt8)] {
        let points = scale.points.prefix(Int(CellCode.lastPoint))
        var codes = points.enumerated().compactMap { place, point in
            DecimalText.number(point.code).map { (number: $0, code: UInt8(place + 1)) }
        }
        if codes.isEmpty, Set(points.map(\.value)).count == points.count {
            codes = points.enumerated().map { (number: $1.value.double, code: UInt8($0 + 1)) }
        }
        return codes
    }

    private static func singles(_ names: NameIndex, _ kind: Kind) -> [UInt8] {
        (UInt8.min...UInt8.max).map { byte in
            guard byte < 0x80 else { return CellCode.unseen }
            guard case .code(let code) = meaning(String(UnicodeScalar(byte)), names, kind) else {
                return CellCode.unseen
            }
            return code
        }
    }
}

/// Decimal numbers as data files write them.
enum DecimalText {
    /// A finite number: digits with at most one dot and an exponent, blanks around them allowed.
    static func number(_ text: String) -> Double? {
        let trimmed = trim(text)
        guard let first = trimmed.utf8.first, trimmed.utf8.count <= 400 else { return nil }
        // What Double takes beyond decimals: hexadecimal, infinities and 'nan'.
        let isPlain = trimmed.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || byte == 0x2E || byte == 0x2B || byte == 0x2D || byte | 0x20 == 0x65
        }
        guard isPlain, first | 0x20 != 0x65, let number = Double(trimmed), number.isFinite else { return nil }
        return number
    }

    static func trim(_ text: String) -> Substring {
        // Mostly there is nothing to trim, which the outer bytes tell if they are ASCII.
        if let first = text.utf8.first, let last = text.utf8.last,
            (0x21..<0x7F).contains(first), (0x21..<0x7F).contains(last)
        {
            return text[...]
        }
        guard let start = text.firstIndex(where: { !$0.isWhitespace }),
            let end = text.lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return text[start...end]
    }
}
