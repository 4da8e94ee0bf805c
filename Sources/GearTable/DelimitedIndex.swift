#if arch(x86_64)
    import _Builtin_intrinsics.intel.sse2
#endif

/// Finds the ends of fields in bytes without quotes, 64 bytes at a time.
struct DelimitedIndex {
    let separator: UInt8
    let terminator: UInt8

    /// How a run over the bytes ended.
    struct Result {
        /// Fields whose end was found.
        var fields: Int
        /// How many of those ends are ends of lines.
        var lines: Int
        /// Whether it stopped at a quote.
        var metQuote: Bool
        /// Whether a byte was met that is outside ASCII, or zero.
        var metSuspect: Bool
    }

    /// A block may write this many slices.
    static let blockFields = 80
    /// A count of lines in each of 16 bytes holds for so many blocks, each with up to four in a byte.
    private static let countableBlocks = 63
    @inline(__always) private static var high: Words { Words(repeating: 0x8080_8080_8080_8080) }

    /// Writes the slices of the fields that end in `from..<end`, the first of which starts at `from`, until the
    /// bytes end, a block holds a quote, or fewer than `blockFields` slices would be left of `capacity`.
    ///
    /// 64 bytes that end nothing must follow `end`.
    @inline(never)
    func run(
        _ bytes: UnsafePointer<UInt8>, from: Int, end: Int, slices: UnsafeMutablePointer<FieldSlice>, capacity: Int
    ) -> Result {
        var result = Result(fields: 0, lines: 0, metQuote: false, metSuspect: false)
        var offset = from
        var fields = 0
        var suspects = Words()
        slices[0].start = UInt32(truncatingIfNeeded: from)
        while offset < end, fields &+ Self.blockFields < capacity, !result.metQuote {
            var lines = Bytes()
            var left = Self.countableBlocks
            while offset < end, fields &+ Self.blockFields < capacity, left > 0 {
                let block = scan(UnsafeRawPointer(bytes + offset), &lines, &suspects)
                if block.hasQuote {
                    result.metQuote = true
                    break
                }
                let count = block.ends.nonzeroBitCount
                write(block.ends, count, UInt32(truncatingIfNeeded: offset), slices + fields)
                fields &+= count
                offset &+= 64
                left &-= 1
            }
            result.lines &+= (0..<16).reduce(0) { $0 &+ Int(lines[$1]) }
        }
        result.fields = fields
        result.metSuspect = suspects & Self.high != Words()
        return result
    }

    private typealias Bytes = SIMD16<UInt8>
    private typealias Words = SIMD2<UInt64>

    /// Where fields end in 64 bytes, one bit a byte, and whether there is any quote. Unless there is, `lines` grows by
    /// the ends of lines at each sixteenth byte; `suspects` gathers all bits, and all of a byte where
    /// there is a zero byte.
    @inline(__always)
    private func scan(
        _ bytes: UnsafeRawPointer, _ lines: inout Bytes, _ suspects: inout Words
    ) -> (ends: UInt64, hasQuote: Bool) {
        let separators = Bytes(repeating: separator)
        let terminators = Bytes(repeating: terminator)
        let quotes = Bytes(repeating: 0x22)
        let a = bytes.loadUnaligned(as: Bytes.self)
        let b = bytes.loadUnaligned(fromByteOffset: 16, as: Bytes.self)
        let c = bytes.loadUnaligned(fromByteOffset: 32, as: Bytes.self)
        let d = bytes.loadUnaligned(fromByteOffset: 48, as: Bytes.self)
        let quote = Self.equal(a, quotes) | Self.equal(b, quotes) | Self.equal(c, quotes) | Self.equal(d, quotes)
        if Self.hasHighBit(quote) { return (0, true) }
        let smallest = Self.least(Self.least(a, b), Self.least(c, d))
        suspects |= Self.words(a) | Self.words(b) | Self.words(c) | Self.words(d) | Self.equal(smallest, Bytes())
        let (lineA, lineB) = (Self.equal(a, terminators), Self.equal(b, terminators))
        let (lineC, lineD) = (Self.equal(c, terminators), Self.equal(d, terminators))
        // A match is 255, that is -1.
        lines = lines &- Self.bytes(lineA) &- Self.bytes(lineB) &- Self.bytes(lineC) &- Self.bytes(lineD)
        let ends = Self.highBits(
            lineA | Self.equal(a, separators), lineB | Self.equal(b, separators),
            lineC | Self.equal(c, separators), lineD | Self.equal(d, separators))
        return (ends, false)
    }

    /// (`pointwiseMin` is a call, which costs more than what stands around it.)
    @inline(__always)
    private static func least(_ left: Bytes, _ right: Bytes) -> Bytes {
        left.replacing(with: right, where: right .< left)
    }

    /// All bits of a byte where the two are equal, none where they are not.
    @inline(__always)
    private static func equal(_ left: Bytes, _ right: Bytes) -> Words {
        unsafeBitCast(left .== right, to: Words.self)
    }

    @inline(__always)
    private static func words(_ bytes: Bytes) -> Words { unsafeBitCast(bytes, to: Words.self) }

    @inline(__always)
    private static func bytes(_ words: Words) -> Bytes { unsafeBitCast(words, to: Bytes.self) }

    #if arch(x86_64)
        /// One instruction, which Swift's own vectors have no name for.
        @inline(__always)
        private static func highBits(_ words: Words) -> UInt64 {
            UInt64(UInt32(bitPattern: _mm_movemask_epi8(unsafeBitCast(words, to: __m128i.self))))
        }

        @inline(__always)
        private static func hasHighBit(_ words: Words) -> Bool { highBits(words) != 0 }

        /// The high bits of 64 bytes, in their order.
        @inline(__always)
        private static func highBits(_ a: Words, _ b: Words, _ c: Words, _ d: Words) -> UInt64 {
            highBits(a) | highBits(b) &<< 16 | highBits(c) &<< 32 | highBits(d) &<< 48
        }
    #else
        @inline(__always)
        private static func hasHighBit(_ words: Words) -> Bool { words & high != Words() }

        /// The high bits of 64 bytes, in their order. Those of the words come together so that that of byte k of word j is
        /// at place 8k + j.
        @inline(__always)
        private static func highBits(_ a: Words, _ b: Words, _ c: Words, _ d: Words) -> UInt64 {
            let left = ((a & high) &>> Words(repeating: 4)) | (c & high)
            let right = ((b & high) &>> Words(repeating: 4)) | (d & high)
            let two = (left &>> Words(repeating: 2)) | right
            return transposed((two.x &>> 1) | two.y)
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
    #endif

    /// A slice for each set bit. Eight at a time, whether they are needed or not: what is written beyond `count`
    /// is overwritten by the next block, and no branch depends on how many fields a block has.
    @inline(__always)
    private func write(
        _ ends: UInt64, _ count: Int, _ offset: UInt32, _ slices: UnsafeMutablePointer<FieldSlice>
    ) {
        var left = ends
        var done = 0
        while done < count {
            let target = slices + done
            var start = target.pointee.start
            for index in 0..<8 {
                let end = offset &+ UInt32(truncatingIfNeeded: left.trailingZeroBitCount)
                target[index] = FieldSlice(start: start, end: end)
                start = end &+ 1
                left &= left &- 1
            }
            target[8].start = start
            done &+= 8
        }
    }
}
