/// Gives the lines of a file one after the other, without their LF; blank ones too.
final class LineReader {
    private let file: DataFile
    private var buffer: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private var origin: Int
    private var cursor = 0
    private var filled = 0
    private var hasEnded = false
    private let longest: Int

    /// Where a line lies; `length` nil if it is longer than a row may be, and was passed over.
    struct Line {
        let offset: Int
        let start: UnsafePointer<UInt8>
        let length: Int?
    }

    init(_ file: DataFile, from offset: Int, longest: Int = DelimitedScanner.longestRow) {
        self.file = file
        self.longest = longest
        origin = offset
        capacity = file.firstPiece
        buffer = .allocate(capacity: capacity + 8)
    }

    deinit { buffer.deallocate() }

    /// Valid until the next call. Eight bytes beyond the line's end can be loaded.
    func next() -> Line? {
        var searched = cursor
        var isTooLong = false
        let offset = origin + cursor
        while true {
            if let end = ByteSearch.first(buffer, searched, filled, UInt8(ascii: "\n")) {
                let line = Line(offset: offset, start: buffer + cursor, length: isTooLong ? nil : end - cursor)
                cursor = end + 1
                return line
            }
            if hasEnded {
                guard cursor < filled || isTooLong else { return nil }
                let line = Line(offset: offset, start: buffer + cursor, length: isTooLong ? nil : filled - cursor)
                cursor = filled
                return line
            }
            if filled - cursor >= longest {
                isTooLong = true
                cursor = filled
            }
            searched = filled - cursor
            refill()
        }
    }

    private func refill() {
        let left = filled - cursor
        let old = buffer
        if left * 2 > capacity {
            capacity = min(capacity * 2, longest + 1)
            buffer = .allocate(capacity: capacity + 8)
            buffer.update(from: old + cursor, count: left)
            old.deallocate()
        } else {
            buffer.update(from: old + cursor, count: left)
        }
        origin += cursor
        cursor = 0
        let length = file.read(at: origin + left, into: buffer + left, count: capacity - left)
        hasEnded = length < capacity - left
        filled = left + length
        (buffer + filled).update(repeating: 0, count: 8)
    }
}
