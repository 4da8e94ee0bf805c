/// Finds bytes eight at a time.
enum ByteSearch {
    /// The first of either byte in `from..<end`. Up to seven bytes after `end` are read.
    ///
    /// As in `DelimitedIndex`, but only the first hit counts, so that the shorter test for a zero byte serves:
    /// its false hits lie above a true one.
    @inline(__always)
    static func first(_ bytes: UnsafePointer<UInt8>, _ from: Int, _ end: Int, _ one: UInt8, _ other: UInt8) -> Int? {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let (left, right) = (UInt64(one) &* ones, UInt64(other) &* ones)
        var offset = from
        while offset < end {
            let word = UnsafeRawPointer(bytes + offset).loadUnaligned(as: UInt64.self).littleEndian
            let (a, b) = (word ^ left, word ^ right)
            let hits = ((a &- ones) & ~a | (b &- ones) & ~b) & 0x8080_8080_8080_8080
            if hits != 0 {
                let place = offset + hits.trailingZeroBitCount / 8
                return place < end ? place : nil
            }
            offset += 8
        }
        return nil
    }

    /// The first `byte` in `from..<end`. Up to seven bytes after `end` are read.
    static func first(_ bytes: UnsafePointer<UInt8>, _ from: Int, _ end: Int, _ byte: UInt8) -> Int? {
        first(bytes, from, end, byte, byte)
    }
}
