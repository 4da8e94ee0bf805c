/// Turns offsets into lines by counting line ends, which is done only when something has to be reported.
struct LineCounter {
    private let file: DataFile
    private let terminator: UInt8

    init(_ file: DataFile, terminator: UInt8) {
        self.file = file
        self.terminator = terminator
    }

    /// The 1-based line of each offset, in one pass over the file up to the last of them.
    func lines(at offsets: [Int]) -> [Int] {
        var lines = [Int](repeating: 1, count: offsets.count)
        var line = 1
        var position = 0
        for place in offsets.indices.sorted(by: { offsets[$0] < offsets[$1] }) {
            while position < offsets[place] {
                let piece = file.bytes(at: position, count: min(1 << 16, offsets[place] - position))
                if piece.isEmpty { break }
                for byte in piece where byte == terminator { line &+= 1 }
                position += piece.count
            }
            lines[place] = line
        }
        return lines
    }
}
