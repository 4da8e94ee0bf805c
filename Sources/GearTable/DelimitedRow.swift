/// Reads one row at a time, with quotes by RFC 4180; what `DelimitedIndex` leaves over.
///
/// A quote opens only at the start of a field; elsewhere it is an ordinary character, as in `5" screen`.
struct DelimitedRow {
    let separator: UInt8
    let terminator: UInt8
    static let quote = UInt8(ascii: "\"")
    static let return_ = UInt8(ascii: "\r")

    enum Outcome: Equatable {
        /// So many fields, and where the next row begins; whether doubled quotes wait for `unescape`.
        case row(fields: Int, next: Int, hasDoubled: Bool)
        /// An empty line.
        case blank(next: Int)
        /// The bytes end within the row.
        case incomplete
        /// The bytes end within a field whose quote opened here.
        case open(quote: Int)
        /// Something follows a closing quote here.
        case stray(place: Int, next: Int)
    }

    /// Reads the row at `from`; its first `capacity` fields become slices.
    ///
    /// The bytes must end with a terminator if nothing more follows; else a row cut off is `incomplete`.
    func read(
        _ bytes: UnsafePointer<UInt8>, from: Int, end: Int, slices: UnsafeMutablePointer<FieldSlice>,
        capacity: Int
    ) -> Outcome {
        if from < end, let next = blank(bytes, from, end) { return .blank(next: next) }
        var fields = 0
        var offset = from
        var hasDoubled = false
        while offset < end {
            var slice = FieldSlice(start: UInt32(truncatingIfNeeded: offset), end: 0)
            var stop: Int
            if bytes[offset] == Self.quote {
                guard let close = closing(bytes, offset + 1, end, &hasDoubled) else { return .open(quote: offset) }
                slice.start &+= 1
                slice.end = UInt32(truncatingIfNeeded: close)
                stop = close + 1
                if stop < end, bytes[stop] == Self.return_, terminator != Self.return_ {
                    guard stop + 1 < end else { return .incomplete }
                    if bytes[stop + 1] == terminator { stop += 1 }
                }
                guard stop < end else { return .incomplete }
                guard bytes[stop] == separator || bytes[stop] == terminator else {
                    let line = ByteSearch.first(bytes, stop, end, terminator)
                    return line.map { .stray(place: stop, next: $0 + 1) } ?? .incomplete
                }
            } else {
                guard let found = ByteSearch.first(bytes, offset, end, separator, terminator) else {
                    return .incomplete
                }
                stop = found
                let hasReturn = bytes[stop] == terminator && stop > offset && bytes[stop - 1] == Self.return_
                slice.end = UInt32(truncatingIfNeeded: hasReturn ? stop - 1 : stop)
            }
            if fields < capacity { slices[fields] = slice }
            fields += 1
            if bytes[stop] == terminator {
                return .row(fields: fields, next: stop + 1, hasDoubled: hasDoubled)
            }
            offset = stop + 1
        }
        return .incomplete
    }

    /// Where the line after an empty one begins.
    private func blank(_ bytes: UnsafePointer<UInt8>, _ from: Int, _ end: Int) -> Int? {
        if bytes[from] == terminator { return from + 1 }
        return bytes[from] == Self.return_ && from + 1 < end && bytes[from + 1] == terminator ? from + 2 : nil
    }

    /// The quote that closes a field: the first that is not doubled.
    private func closing(
        _ bytes: UnsafePointer<UInt8>, _ from: Int, _ end: Int, _ hasDoubled: inout Bool
    ) -> Int? {
        var offset = from
        while let place = ByteSearch.first(bytes, offset, end, Self.quote) {
            guard place + 1 < end, bytes[place + 1] == Self.quote else { return place }
            hasDoubled = true
            offset = place + 2
        }
        return nil
    }

    /// Makes `""` one quote in those of the fields that were quoted, moving the rest of the field forward.
    func unescape(
        _ bytes: UnsafeMutablePointer<UInt8>, _ slices: UnsafeMutablePointer<FieldSlice>, _ count: Int
    ) {
        for field in 0..<count {
            let start = Int(slices[field].start)
            let end = Int(slices[field].end)
            guard bytes[end] == Self.quote, start > 0, bytes[start - 1] == Self.quote else { continue }
            var to = start
            var offset = start
            while offset < end {
                let byte = bytes[offset]
                bytes[to] = byte
                to += 1
                offset += byte == Self.quote ? 2 : 1
            }
            slices[field].end = UInt32(truncatingIfNeeded: to)
        }
    }
}
