/// Turns offsets into lines by counting line ends, which is done only when something has to be reported.
///
/// It goes on where it was: offsets that grow cost one pass over the file, however many calls ask for them.
package struct LineCounter {
    /// nil: offsets are lines already.
    private let file: DataFile?
    private let terminator: UInt8
    private var line = 1
    /// What was counted up to, and the bytes at hand from `pieceStart` on.
    private var position = 0
    private var piece: [UInt8] = []
    private var pieceStart = 0

    init(_ file: DataFile?, terminator: UInt8 = UInt8(ascii: "\n")) {
        self.file = file
        self.terminator = terminator
    }

    /// The 1-based line of each offset.
    package mutating func lines(at offsets: [Int]) -> [Int] {
        guard let file else { return offsets }
        var lines = [Int](repeating: 1, count: offsets.count)
        for place in offsets.indices.sorted(by: { offsets[$0] < offsets[$1] }) {
            if offsets[place] < position { (position, line) = (0, 1) }
            count(to: offsets[place], file)
            lines[place] = line
        }
        return lines
    }

    private mutating func count(to offset: Int, _ file: DataFile) {
        while position < offset {
            if position < pieceStart || position >= pieceStart + piece.count {
                piece = file.bytes(at: position, count: 1 << 16)
                pieceStart = position
                if piece.isEmpty { return }
            }
            let end = min(offset, pieceStart + piece.count)
            for byte in piece[(position - pieceStart)..<(end - pieceStart)] where byte == terminator { line &+= 1 }
            position = end
        }
    }
}
