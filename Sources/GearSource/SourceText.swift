/// A file's place in the session that loaded it; dense, from 0.
package struct FileID: Hashable, Sendable {
    package let index: Int
    package init(_ index: Int) { self.index = index }
}

/// A half-open range of UTF-8 byte offsets in one file.
package struct Location: Hashable, Sendable {
    package let file: FileID
    package let start: UInt32
    package let end: UInt32

    package init(_ file: FileID, _ range: Range<UInt32>) {
        self.file = file
        start = range.lowerBound
        end = range.upperBound
    }

    package var range: Range<UInt32> { start..<end }
}

/// The bytes of one program file and the name that is shown for it.
///
/// Bytes that are not UTF-8 stay as they are; they are repaired only when shown.
package struct SourceText: Sendable {
    package let file: FileID
    /// The path as the user gave it, or a label such as `<stdin>`.
    package let name: String
    package let bytes: [UInt8]

    package init(file: FileID, name: String, bytes: [UInt8]) {
        self.file = file
        self.name = name
        self.bytes = bytes
    }

    /// Whether it is the same file with the same content.
    package func isSame(as other: SourceText) -> Bool {
        file == other.file && name == other.name && holds(other.bytes)
    }

    /// Whether these bytes are its content.
    package func holds(_ text: [UInt8]) -> Bool {
        guard bytes.count == text.count else { return false }
        // `==` of arrays compares byte by byte; 32 at a time are as good as free.
        typealias Block = SIMD4<UInt64>
        return bytes.withUnsafeBytes { left in
            text.withUnsafeBytes { right in
                if left.baseAddress == right.baseAddress { return true }
                var place = 0
                while place + MemoryLayout<Block>.size <= left.count {
                    let one = left.loadUnaligned(fromByteOffset: place, as: Block.self)
                    let other = right.loadUnaligned(fromByteOffset: place, as: Block.self)
                    if one != other { return false }
                    place += MemoryLayout<Block>.size
                }
                return left[place...].elementsEqual(right[place...])
            }
        }
    }

    /// The bytes of a range, where they lie.
    package func part(_ range: Range<UInt32>) -> ArraySlice<UInt8> {
        bytes[Int(range.lowerBound)..<Int(range.upperBound)]
    }

    /// The text of a byte range; ill-formed UTF-8 becomes U+FFFD.
    package func text(_ range: Range<UInt32>) -> String {
        String(decoding: part(range), as: UTF8.self)
    }
}
