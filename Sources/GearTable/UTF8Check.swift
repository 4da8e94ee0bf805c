/// Whether bytes are text: well-formed UTF-8 without zero bytes, which no text has.
enum UTF8Check {
    /// The first byte in `from..<end` that does not belong to text. Up to seven bytes after `end` are read.
    static func firstError(_ bytes: UnsafePointer<UInt8>, _ from: Int, _ end: Int) -> Int? {
        guard let start = firstSuspect(bytes, from, end) else { return nil }
        let malformed = firstMalformed(bytes, start, end)
        return ByteSearch.first(bytes, start, malformed ?? end, 0) ?? malformed
    }

    private static func firstMalformed(_ bytes: UnsafePointer<UInt8>, _ from: Int, _ end: Int) -> Int? {
        let rest = UnsafeBufferPointer(start: bytes + from, count: end - from)
        do {
            _ = try UTF8Span(validating: rest.span)
            return nil
        } catch {
            return from + error.byteOffsets.lowerBound
        }
    }

    /// The first byte that is zero or not ASCII.
    private static func firstSuspect(_ bytes: UnsafePointer<UInt8>, _ from: Int, _ end: Int) -> Int? {
        var offset = from
        while offset + 8 <= end {
            let word = UnsafeRawPointer(bytes + offset).loadUnaligned(as: UInt64.self)
            // A zero byte borrows into its high bit.
            if (word | (word &- 0x0101_0101_0101_0101)) & 0x8080_8080_8080_8080 != 0 { break }
            offset += 8
        }
        while offset < end, (1..<0x80).contains(bytes[offset]) { offset += 1 }
        return offset < end ? offset : nil
    }
}
