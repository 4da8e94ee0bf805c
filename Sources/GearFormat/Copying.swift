/// A text that is made from another one. Most of it stands there as it should, and is copied in long pieces; if all of it
/// does, not even that.
struct Copying {
    private let source: [UInt8]
    private var done: [UInt8] = []
    /// What of the source comes next.
    private var piece = 0..<0

    init(from source: [UInt8]) { self.source = source }

    var isEmpty: Bool { done.isEmpty && piece.isEmpty }
    var count: Int { done.count + piece.count }
    var last: UInt8? { piece.isEmpty ? done.last : source[piece.upperBound - 1] }

    /// Bytes of the source.
    mutating func append(_ range: Range<Int>) {
        if range.lowerBound == piece.upperBound {
            piece = piece.lowerBound..<range.upperBound
        } else {
            copy()
            piece = range
        }
    }

    /// A byte, or several of it, which may be those that come next in the source.
    mutating func append(_ byte: UInt8, count: Int = 1) {
        var end = piece.upperBound
        while end < source.count, end - piece.upperBound < count, source[end] == byte { end += 1 }
        if end - piece.upperBound == count {
            piece = piece.lowerBound..<end
        } else {
            copy()
            for _ in 0..<count { done.append(byte) }
        }
    }

    mutating func removeLast() {
        if piece.isEmpty { done.removeLast() } else { piece = piece.lowerBound..<piece.upperBound - 1 }
    }

    /// The pieces up to here. What comes next may still go on in the source where the last one ended.
    private mutating func copy() {
        if done.isEmpty { done.reserveCapacity(source.count + source.count / 8) }
        done.append(contentsOf: source[piece])
        piece = piece.upperBound..<piece.upperBound
    }

    /// The whole text.
    mutating func finished() -> [UInt8] {
        if done.isEmpty, piece == 0..<source.count { return source }
        copy()
        return done
    }
}
