/// Whether bytes are text.
enum UTF8Check {
    /// The first byte in `from..<end` that does not belong to well-formed UTF-8.
    static func firstError(_ bytes: UnsafePointer<UInt8>, _ from: Int, _ end: Int) -> Int? {
        guard let start = firstHighBit(bytes, from, end) else { return nil }
        let rest = UnsafeBufferPointer(start: bytes + start, count: end - start)
        do {
            _ = try UTF8Span(validating: rest.span)
            return nil
        } catch {
            return start + error.byteOffsets.lowerBound
        }
    }

    private static func firstHighBit(_ bytes: UnsafePointer<UInt8>, _ from: Int, _ end: Int) -> Int? {
        var offset = from
        while offset + 8 <= end {
            let word = UnsafeRawPointer(bytes + offset).loadUnaligned(as: UInt64.self)
            if word & 0x8080_8080_8080_8080 != 0 { break }
            offset += 8
        }
        while offset < end, bytes[offset] < 0x80 { offset += 1 }
        return offset < end ? offset : nil
    }
}
