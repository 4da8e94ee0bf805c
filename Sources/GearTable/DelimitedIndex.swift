/// Finds the ends of fields in bytes without quotes, 64 bytes at a time.
///
/// For a byte `b` that is looked for and a word `x` of eight bytes, `y = x ^ bbbbbbbb` has a zero byte where `x`
/// has `b`. Adding 0x7F to the low seven bits of each byte sets its high bit unless they are all zero, so
/// `((y & 0x7F…) + 0x7F…) | y` has a clear high bit exactly at zero bytes: no carry crosses a byte
/// (Warren, Hacker's Delight, 6-1).
struct DelimitedIndex {
    let separator: UInt64
    let terminator: UInt64

    /// How a run over the bytes ended.
    struct Result {
        /// Fields whose end was found.
        var fields: Int
        /// How many of those ends are ends of lines.
        var lines: Int
        /// Whether it stopped at a quote.
        var metQuote: Bool
        /// Whether a byte outside ASCII was met.
        var metHighBit: Bool
    }

    init(separator: UInt8, terminator: UInt8) {
        self.separator = UInt64(separator) &* Self.ones
        self.terminator = UInt64(terminator) &* Self.ones
    }

    /// A block may write this many slices.
    static let blockFields = 80
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let low7: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    private static let high: UInt64 = 0x8080_8080_8080_8080

    /// Writes the slices of the fields that end in `from..<end`, the first of which starts at `from`, until the
    /// bytes end, a block holds a quote, or fewer than `blockFields` slices would be left of `capacity`.
    ///
    /// 64 zero bytes must follow `end`.
    @inline(never)
    func run(
        _ bytes: UnsafePointer<UInt8>, from: Int, end: Int, slices: UnsafeMutablePointer<FieldSlice>, capacity: Int
    ) -> Result {
        var result = Result(fields: 0, lines: 0, metQuote: false, metHighBit: false)
        var offset = from
        var fields = 0
        var highBits: UInt64 = 0
        slices[0].start = UInt32(truncatingIfNeeded: from)
        while offset < end, fields &+ Self.blockFields < capacity {
            let block = scan(UnsafeRawPointer(bytes + offset))
            if block.quotes != 0 {
                result.metQuote = true
                break
            }
            highBits |= block.highBits
            result.lines &+= block.lines
            let count = block.ends.nonzeroBitCount
            write(block.ends, count, UInt32(truncatingIfNeeded: offset), slices + fields)
            fields &+= count
            offset &+= 64
        }
        result.fields = fields
        result.metHighBit = highBits != 0
        return result
    }

    /// What 64 bytes hold: one bit each for ends of fields; how many of them end lines; not 0 if there is any
    /// quote, any byte outside ASCII.
    private struct Block {
        let ends: UInt64
        let lines: Int
        let quotes: UInt64
        let highBits: UInt64
    }

    private typealias Words = SIMD8<UInt64>

    @inline(__always)
    private func scan(_ bytes: UnsafeRawPointer) -> Block {
        let words = bytes.loadUnaligned(as: Words.self)
        let line = Self.unlike(words ^ Words(repeating: terminator))
        let field = Self.unlike(words ^ Words(repeating: separator))
        let quote = Self.unlike(words ^ Words(repeating: 0x22 &* Self.ones))
        return Block(
            ends: Self.transposed(Self.packed(~(line & field))), lines: Self.packed(~line).nonzeroBitCount,
            quotes: Self.packed(~quote), highBits: Self.packed(words))
    }

    /// The high bit of each byte is clear where the byte is zero.
    @inline(__always)
    private static func unlike(_ words: Words) -> Words {
        ((words & Words(repeating: low7)) &+ Words(repeating: low7)) | words
    }

    /// The high bits of 64 bytes; that of byte k of word j is at place 8k + j.
    @inline(__always)
    private static func packed(_ words: Words) -> UInt64 {
        let marks = words & Words(repeating: high)
        let four = (marks.lowHalf &>> SIMD4(repeating: 4)) | marks.highHalf
        let two = (four.lowHalf &>> SIMD2(repeating: 2)) | four.highHalf
        return (two.x &>> 1) | two.y
    }

    /// Rows and columns of an 8 by 8 matrix of bits exchanged, so that place 8k + j becomes 8j + k
    /// (Warren, Hacker's Delight, 7-3).
    @inline(__always)
    private static func transposed(_ matrix: UInt64) -> UInt64 {
        var bits = matrix
        var moved = (bits ^ (bits &>> 7)) & 0x00AA_00AA_00AA_00AA
        bits ^= moved ^ (moved &<< 7)
        moved = (bits ^ (bits &>> 14)) & 0x0000_CCCC_0000_CCCC
        bits ^= moved ^ (moved &<< 14)
        moved = (bits ^ (bits &>> 28)) & 0x0000_0000_F0F0_F0F0
        return bits ^ moved ^ (moved &<< 28)
    }

    /// A slice for each set bit. Eight at a time, whether they are needed or not: what is written beyond `count`
    /// is overwritten by the next block, and no branch depends on how many fields a block has.
    @inline(__always)
    private func write(
        _ ends: UInt64, _ count: Int, _ offset: UInt32, _ slices: UnsafeMutablePointer<FieldSlice>
    ) {
        var left = ends
        var done = 0
        while done < count {
            for index in 0..<8 {
                let place = offset &+ UInt32(truncatingIfNeeded: left.trailingZeroBitCount)
                slices[done &+ index].end = place
                slices[done &+ index &+ 1].start = place &+ 1
                left &= left &- 1
            }
            done &+= 8
        }
    }
}
