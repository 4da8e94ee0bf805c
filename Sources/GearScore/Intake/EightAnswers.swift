import GearTable

/// Takes eight answers of one byte each, side by side in a file without quotes, in one go: two loads say that they are
/// such, eight look-ups what they mean, and one store fills their cells.
struct EightAnswers {
    /// The separator at each other byte of eight.
    private let separators: UInt64
    /// The code of each byte: see `AnswerCodes.singles`.
    private let codes: UnsafePointer<UInt8>

    private static let eightUnseen = UInt64(CellCode.unseen) &* 0x0101_0101_0101_0101
    private static let odd: UInt64 = 0xFF00_FF00_FF00_FF00

    init(separator: UInt8, codes: UnsafePointer<UInt8>) {
        separators = UInt64(separator) &* 0x0100_0100_0100_0100
        self.codes = codes
    }

    /// False, and nothing is done, if any of eight fields is not one byte, means no code by itself, or goes to a cell
    /// that holds something. `slices` are eight fields of one row with one separator between them; `cells` are eight.
    @inline(__always)
    func take(
        _ base: UnsafePointer<UInt8>, _ slices: UnsafePointer<FieldSlice>, into cells: UnsafeMutablePointer<UInt8>
    ) -> Bool {
        let start = slices[0].start
        // Eight fields have seven separators between them; in 15 bytes, if those stand at each other byte, each field
        // is one byte.
        guard slices[7].end &- start == 15 else { return false }
        let bytes = UnsafeRawPointer(base + Int(start))
        let first = bytes.loadUnaligned(as: UInt64.self).littleEndian
        let second = bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self).littleEndian
        let misplaced = (first ^ separators) & Self.odd | (second ^ separators) & Self.odd &>> 16
        let held = UnsafeRawPointer(cells).loadUnaligned(as: UInt64.self)
        guard misplaced == 0, held == Self.eightUnseen else { return false }
        let four = packed(first) | packed(second) &<< 32
        if Self.hasUnseen(four) { return false }
        UnsafeMutableRawPointer(cells).storeBytes(of: four.littleEndian, as: UInt64.self)
        return true
    }

    /// The codes of the bytes at places 0, 2, 4 and 6.
    @inline(__always)
    private func packed(_ word: UInt64) -> UInt64 {
        UInt64(codes[Int(word & 0xFF)])
            | UInt64(codes[Int(word &>> 16 & 0xFF)]) &<< 8
            | UInt64(codes[Int(word &>> 32 & 0xFF)]) &<< 16
            | UInt64(codes[Int(word &>> 48 & 0xFF)]) &<< 24
    }

    /// Whether any of eight bytes is `unseen` (a zero byte after exclusive or: Warren, Hacker's Delight, 6-1).
    @inline(__always)
    private static func hasUnseen(_ codes: UInt64) -> Bool {
        let word = codes ^ eightUnseen
        return (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080 != 0
    }
}
