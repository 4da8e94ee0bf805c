/// Where one field lies: bytes `start..<end` from the base of its batch.
@usableFromInline package struct FieldSlice: Sendable {
    @usableFromInline package var start: UInt32
    @usableFromInline package var end: UInt32

    @inlinable package init(start: UInt32, end: UInt32) {
        self.start = start
        self.end = end
    }
}

/// Some rows of a data file, each with the same number of fields, ready to use: quotes, escapes and carriage
/// returns are gone, and every byte belongs to valid UTF-8.
///
/// It refers to the memory of the reader that gave it and is valid until that reader goes on. `readable` bytes
/// may be loaded from any place within a field, also at its end.
@usableFromInline package struct RowBatch {
    package static let readable = 32

    @usableFromInline package let base: UnsafePointer<UInt8>
    /// Row by row; `width` a row.
    @usableFromInline package let slices: UnsafePointer<FieldSlice>
    @usableFromInline package let locators: UnsafePointer<Int>
    /// Fields a row, one for each of the file's columns.
    @usableFromInline package let width: Int
    package let rowCount: Int
    /// What alone lies between any two fields of a row, as in a delimited file without quotes; nil if that may not be.
    package let separator: UInt8?
    /// Row by row, the codes of the coded columns that were asked for; of those, only fields with the code `unknown` have
    /// slices. nil where all fields have slices.
    package let codes: UnsafePointer<UInt8>?
    /// Rows that stood among these and were set aside.
    package let problems: [RowProblem]

    /// The bytes of a field. `row` and `column` must be in range.
    @inlinable @inline(__always)
    package func field(_ row: Int, _ column: Int) -> UnsafeBufferPointer<UInt8> {
        let slice = slices[row &* width &+ column]
        return UnsafeBufferPointer(start: base + Int(slice.start), count: Int(slice.end &- slice.start))
    }

    /// The place of a row, from which `RowFile.line(at:)` finds its line; grows from row to row.
    @inlinable @inline(__always)
    package func locator(_ row: Int) -> Int { locators[row] }

    /// A field as text, for a message.
    package func text(_ row: Int, _ column: Int) -> String { String(decoding: field(row, column), as: UTF8.self) }
}

/// Bytes of a delimited file from the beginning of a row on, for somebody who may know what they say before their fields
/// are found. 64 bytes that belong to nothing may be read after `end`.
package struct RowsAhead {
    package let bytes: UnsafePointer<UInt8>
    /// Where the first row begins, and where the bytes end, which may be within a row.
    package let from: Int
    package let end: Int
    /// Rows that begin here or later are somebody else's.
    package let limit: Int
    package let separator: UInt8
    package let terminator: UInt8

    // Not stored: loops of another module would call for them at each row.
    @inlinable package static var quote: UInt8 { 0x22 }
    @inlinable package static var `return`: UInt8 { 0x0D }
    /// Those that are looked for where none is declared.
    package static let separators = DelimitedFormat.separators
}

/// A row that cannot be used, and why.
package struct RowProblem: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case ragged(fields: Int)
        case openQuote, strayQuote
        case notUTF8
        case tooLong
        case json(JSONProblem)
        /// A value of an SQLite table that is not text or a number.
        case blob(column: Int)
    }

    package let kind: Kind
    /// The row's locator.
    package let row: Int
    /// The locator of the offending byte, where it is known better than by its row.
    package let place: Int

    package init(_ kind: Kind, row: Int, place: Int) {
        self.kind = kind
        self.row = row
        self.place = place
    }
}
