/// Where the lines of a text begin. A line ends at LF, CR LF or a lone CR.
package struct LineTable: Sendable {
    /// A place as people and editors count it.
    package struct Position: Sendable, Hashable {
        /// 1-based.
        package let line: Int
        /// 1-based, in Unicode scalars (a byte that is not UTF-8 counts as one).
        package let column: Int
        /// 1-based, in UTF-16 code units, as editors count.
        package let utf16Column: Int
    }

    private let bytes: [UInt8]
    /// The offset of each line's first byte; never empty.
    package let starts: [UInt32]

    package init(_ source: SourceText) {
        bytes = source.bytes
        var starts: [UInt32] = [0]
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == 0x0A || byte == 0x0D && !(index < bytes.count && bytes[index] == 0x0A) {
                starts.append(UInt32(truncatingIfNeeded: index))
            }
        }
        self.starts = starts
    }

    package var count: Int { starts.count }

    /// The 1-based line that holds an offset; an offset past the end is on the last.
    package func line(of offset: UInt32) -> Int {
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle } else { high = middle }
        }
        return low + 1
    }

    package func position(of offset: UInt32) -> Position {
        let line = line(of: offset)
        let before = text(starts[line - 1]..<max(offset, starts[line - 1]))
        return Position(line: line, column: before.unicodeScalars.count + 1, utf16Column: before.utf16.count + 1)
    }

    /// The bytes of a 1-based line, without what ends it.
    package func range(ofLine line: Int) -> Range<UInt32> {
        let start = starts[line - 1]
        var end = line < starts.count ? starts[line] : UInt32(truncatingIfNeeded: bytes.count)
        while end > start, bytes[Int(end) - 1] == 0x0A || bytes[Int(end) - 1] == 0x0D { end -= 1 }
        return start..<end
    }

    private func text(_ range: Range<UInt32>) -> String {
        let end = min(Int(range.upperBound), bytes.count)
        guard Int(range.lowerBound) < end else { return "" }
        return String(decoding: bytes[Int(range.lowerBound)..<end], as: UTF8.self)
    }
}
