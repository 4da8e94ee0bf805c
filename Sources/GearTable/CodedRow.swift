/// Columns side by side whose fields are mostly one byte, such as answers by number, and what each byte means to whoever
/// reads them. Of rows without quotes a delimited file then gives codes at once, and slices only where a code says
/// nothing.
package struct CodedColumns: Sendable {
    package let columns: Range<Int>
    /// By byte, and after the last byte's the code of an empty field.
    package let codes: [UInt8]
    /// The code of a byte that means nothing by itself, and of every longer field.
    package let unknown: UInt8

    /// `codes` has 257 entries.
    package init(columns: Range<Int>, codes: [UInt8], unknown: UInt8) {
        self.columns = columns
        self.codes = codes
        self.unknown = unknown
    }
}

/// Reads rows that have coded columns: 16 fields of one byte at a time, or eight, others one by one.
///
/// A row that needs more than ends of fields to be understood (quotes, another number of fields, bytes that are no text)
/// is left to `DelimitedRow`.
final class CodedRow {
    enum Outcome: Equatable {
        /// Where the next row begins, and how many coded fields were longer than a byte.
        case row(next: Int, longFields: Int)
        /// The bytes end within the row.
        case incomplete
        case other
    }

    /// Codes that may be written after a row's last.
    static let excess = 16

    let columns: Range<Int>
    private let width: Int
    private let separator: UInt8
    private let unknown: UInt8
    private let empty: UInt8
    private let codes: Block
    private let kinds: Block
    /// nil where bytes with codes are few and apart.
    private let ramp: Ramp?

    private enum Kind {
        static let plain: UInt8 = 0
        static let separator: UInt8 = 1
        static let terminator: UInt8 = 2
        static let other: UInt8 = 3
    }

    /// Bytes that mean one code after the other, as digits do: `first` + i means `code` + i for i up to `last`.
    private struct Ramp {
        var first: UInt8 = 0
        var last: UInt8 = 0
        var code: UInt8 = 0

        /// The longest in a table of 256 codes; nil if it is not most of what has one.
        init?(_ codes: UnsafePointer<UInt8>, unknown: UInt8) {
            var (start, longest, known) = (0, 0, 0)
            for byte in 0..<256 {
                if codes[byte] == unknown {
                    start = byte + 1
                    continue
                }
                known += 1
                if byte > start, codes[byte] != codes[byte - 1] &+ 1 || codes[byte] == 0 { start = byte }
                if byte - start + 1 > longest {
                    longest = byte - start + 1
                    (first, last, code) = (UInt8(start), UInt8(byte - start), codes[start])
                }
            }
            if longest * 2 <= known { return nil }
        }
    }

    /// 256 bytes that do not move.
    private final class Block {
        let base = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
        deinit { base.deallocate() }
    }

    /// nil where rows cannot be read so.
    init?(_ format: DelimitedFormat, _ coded: CodedColumns) {
        guard format.terminator == UInt8(ascii: "\n"), coded.columns.count >= 8, coded.codes.count == 257,
            coded.columns.upperBound <= format.columns.count
        else { return nil }
        columns = coded.columns
        width = format.columns.count
        separator = format.separator
        unknown = coded.unknown
        empty = coded.codes[256]
        codes = Block()
        kinds = Block()
        for byte in UInt8.min...UInt8.max {
            let isOther = byte == 0 || byte == DelimitedRow.quote
            let kind =
                isOther
                ? Kind.other
                : byte == separator ? Kind.separator : byte == format.terminator ? Kind.terminator : Kind.plain
            kinds.base[Int(byte)] = kind
            // What ends a field, and a carriage return before the end of a line, is none.
            let isAnswer = kind == Kind.plain && byte != DelimitedRow.return_ && byte < 0x80
            codes.base[Int(byte)] = isAnswer ? coded.codes[Int(byte)] : coded.unknown
        }
        ramp = Ramp(codes.base, unknown: coded.unknown)
    }

    /// Reads the row at `from`. `slices` are `width`, of which coded columns get theirs only with the code `unknown`;
    /// `codes` are as many as there are coded columns, and `excess` more may be written. 32 bytes may be read after
    /// `end`; they hold no separator.
    func read(
        _ bytes: UnsafePointer<UInt8>, from: Int, end: Int, slices: UnsafeMutablePointer<FieldSlice>,
        codes: UnsafeMutablePointer<UInt8>
    ) -> Outcome {
        var place = Place(offset: from)
        for column in 0..<columns.lowerBound {
            if let end = step(bytes, end, column, &place, slices) { return end }
        }
        if let end = readCoded(bytes, end, &place, slices, codes) { return end }
        for column in columns.upperBound..<width {
            if let end = step(bytes, end, column, &place, slices) { return end }
        }
        if place.bits & 0x80 != 0, UTF8Check.firstError(bytes, from, place.offset) != nil { return .other }
        return .row(next: place.offset, longFields: place.longFields)
    }

    /// How far a row is read, and what was met.
    private struct Place {
        var offset: Int
        /// Of all bytes but those of one-byte answers.
        var bits: UInt8 = 0
        var longFields = 0
    }

    /// One field and what ends it, as a slice; an outcome if the row ends there, or cannot be read on.
    @inline(__always)
    private func step(
        _ bytes: UnsafePointer<UInt8>, _ end: Int, _ column: Int, _ place: inout Place,
        _ slices: UnsafeMutablePointer<FieldSlice>
    ) -> Outcome? {
        var stop = place.offset
        while stop < end, kinds.base[Int(bytes[stop])] == Kind.plain {
            place.bits |= bytes[stop]
            stop &+= 1
        }
        guard stop < end else { return .incomplete }
        let isLast = column == width &- 1
        guard kinds.base[Int(bytes[stop])] == (isLast ? Kind.terminator : Kind.separator) else { return .other }
        let hasReturn = isLast && stop > place.offset && bytes[stop &- 1] == DelimitedRow.return_
        slices[column] = FieldSlice(
            start: UInt32(truncatingIfNeeded: place.offset),
            end: UInt32(truncatingIfNeeded: hasReturn ? stop &- 1 : stop))
        place.offset = stop &+ 1
        return nil
    }

    @inline(__always)
    private func readCoded(
        _ bytes: UnsafePointer<UInt8>, _ end: Int, _ place: inout Place, _ slices: UnsafeMutablePointer<FieldSlice>,
        _ target: UnsafeMutablePointer<UInt8>
    ) -> Outcome? {
        let count = columns.count
        // The row's last field has no separator after it.
        let separated = columns.upperBound == width ? count &- 1 : count
        var column = 0
        while column < count {
            takeEasy(bytes, &place.offset, target, &column, separated)
            guard column < count else { break }
            // Most of what is not one byte is nothing.
            if column < separated, bytes[place.offset] == separator {
                target[column] = empty
                place.offset &+= 1
            } else {
                if let outcome = step(bytes, end, columns.lowerBound &+ column, &place, slices) { return outcome }
                let slice = slices[columns.lowerBound &+ column]
                let length = slice.end &- slice.start
                target[column] = length == 0 ? empty : length == 1 ? codes.base[Int(bytes[Int(slice.start)])] : unknown
                if length > 1 { place.longFields &+= 1 }
            }
            column &+= 1
        }
        return nil
    }

    /// Goes on as long as fields are one byte with a code and a separator after it, up to the column `end`.
    @inline(__always)
    private func takeEasy(
        _ bytes: UnsafePointer<UInt8>, _ offset: inout Int, _ target: UnsafeMutablePointer<UInt8>, _ column: inout Int,
        _ end: Int
    ) {
        guard let ramp else {
            while column < end {
                let taken = min(takeEight(bytes + offset, target + column), end &- column)
                column &+= taken
                offset &+= 2 &* taken
                if taken < 8 { return }
            }
            return
        }
        while column < end {
            let misfits = takeSixteen(bytes + offset, target + column, ramp)
            // Where the next fields begin must not wait for what these were: so this is a branch, to be guessed.
            guard misfits.x | misfits.y == 0, column &+ 16 <= end else {
                let (first, second) = (misfits.x.littleEndian, misfits.y.littleEndian)
                let misfit = first == 0 ? second : first
                let fits = (first == 0 ? 8 : 0) &+ misfit.trailingZeroBitCount &>> 3
                let taken = min(fits, end &- column)
                column &+= taken
                offset &+= 2 &* taken
                return
            }
            column &+= 16
            offset &+= 32
        }
    }

    private typealias Bytes = SIMD16<UInt8>

    /// Takes the next 16 fields for one byte of the ramp and a separator after it, and gives a byte for each that is not
    /// 0 if it is something else. The codes are in `target`, of which all 16 are written.
    ///
    /// Some 20 instructions for all of them; the compiler makes vectors of every step.
    @inline(__always)
    private func takeSixteen(
        _ bytes: UnsafePointer<UInt8>, _ target: UnsafeMutablePointer<UInt8>, _ ramp: Ramp
    ) -> SIMD2<UInt64> {
        let fields = UnsafeRawPointer(bytes).loadUnaligned(as: SIMD32<UInt8>.self)
        let steps = fields.evenHalf &- Bytes(repeating: ramp.first)
        let isOutside = unsafeBitCast(steps .> Bytes(repeating: ramp.last), to: Bytes.self)
        UnsafeMutableRawPointer(target).storeBytes(of: steps &+ Bytes(repeating: ramp.code), as: Bytes.self)
        return unsafeBitCast((fields.oddHalf ^ Bytes(repeating: separator)) | isOutside, to: SIMD2<UInt64>.self)
    }

    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let odd: UInt64 = 0xFF00_FF00_FF00_FF00

    /// How many of the next eight fields are one byte with a code and a separator after it; the codes of those are in
    /// `target`, of which all eight may be written.
    @inline(__always)
    private func takeEight(_ bytes: UnsafePointer<UInt8>, _ target: UnsafeMutablePointer<UInt8>) -> Int {
        let first = UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self).littleEndian
        let second = UnsafeRawPointer(bytes).loadUnaligned(fromByteOffset: 8, as: UInt64.self).littleEndian
        let found = packed(first) | packed(second) &<< 32
        UnsafeMutableRawPointer(target).storeBytes(of: found.littleEndian, as: UInt64.self)
        let separators = UInt64(separator) &* 0x0100_0100_0100_0100
        let (left, right) = ((first ^ separators) & Self.odd, (second ^ separators) & Self.odd)
        // The lowest bit set by this test is that of the first byte that is `unknown` (Warren, Hacker's Delight, 6-1).
        let word = found ^ UInt64(unknown) &* Self.ones
        let unknowns = (word &- Self.ones) & ~word & (0x80 &* Self.ones)
        if left | right | unknowns == 0 { return 8 }
        let misplaced = left != 0 ? left.trailingZeroBitCount &>> 4 : 4 &+ right.trailingZeroBitCount &>> 4
        return min(misplaced, unknowns.trailingZeroBitCount &>> 3)
    }

    /// The codes of the bytes at places 0, 2, 4 and 6.
    @inline(__always)
    private func packed(_ word: UInt64) -> UInt64 {
        let codes = codes.base
        return UInt64(codes[Int(word & 0xFF)])
            | UInt64(codes[Int(word &>> 16 & 0xFF)]) &<< 8
            | UInt64(codes[Int(word &>> 32 & 0xFF)]) &<< 16
            | UInt64(codes[Int(word &>> 48 & 0xFF)]) &<< 24
    }
}
