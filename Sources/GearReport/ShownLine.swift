import GearSource

/// One line of a program as it is shown: tabs become spaces, other control characters signs, and each byte has
/// its place among the cells of the terminal.
struct ShownLine {
    private struct Piece {
        let offset: UInt32
        let text: String
        let column: Int
    }

    private let pieces: [Piece]
    private let end: UInt32
    private let width: Int

    /// Tabs go to the next multiple of this.
    private static let tab = 4

    /// Of a line longer than this, only so many bytes on either side of `focus` are looked at.
    private static let reach: UInt32 = 4096

    /// The line at `range`.
    init(_ source: SourceText, _ range: Range<UInt32>, around focus: UInt32) {
        var pieces: [Piece] = []
        var column = 0
        var offset = range.lowerBound
        if focus > offset, focus - offset > Self.reach {
            offset = focus - Self.reach
            while offset < focus, source.bytes[Int(offset)] & 0xC0 == 0x80 { offset += 1 }
        }
        end = range.upperBound > offset ? offset + min(range.upperBound - offset, 2 * Self.reach) : range.upperBound
        var lengths = Self.scalars(source.bytes[Int(offset)..<Int(end)])[...]
        for character in String(String.UnicodeScalarView(lengths.map(\.scalar))) {
            let count = character.unicodeScalars.count
            let text =
                character == "\t"
                ? String(repeating: " ", count: Self.tab - column % Self.tab)
                : Visible.text(String(character))
            pieces.append(Piece(offset: offset, text: text, column: column))
            column += TextWidth.of(text)
            offset += lengths.prefix(count).reduce(0) { $0 + $1.length }
            lengths = lengths.dropFirst(count)
        }
        self.pieces = pieces
        width = column
    }

    /// The cell at which the character of an offset begins; the line's width past its end.
    func column(_ offset: UInt32) -> Int {
        guard offset < end else { return width }
        return pieces.last { $0.offset <= offset }?.column ?? 0
    }

    /// The cells of a range, at least one, so that an empty range has a mark too.
    func columns(_ range: Range<UInt32>) -> Range<Int> {
        let start = column(range.lowerBound)
        return start..<max(start + 1, range.upperBound >= end ? width : column(range.upperBound))
    }

    /// The line in at most `room` cells around `focus`, `…` where it is cut, and how many cells its beginning
    /// moved to the left.
    func clipped(to room: Int, around focus: Range<Int>) -> (text: String, shift: Int) {
        guard width > room else { return (pieces.map(\.text).joined(), 0) }
        let from = max(0, min(focus.lowerBound - room / 4, width - room + 1))
        let first = from == 0 ? 0 : (pieces.firstIndex { $0.column > from } ?? pieces.count)
        let start = first < pieces.count ? pieces[first].column : width
        let lead = first > 0 ? 1 : 0
        let rest = pieces[first...].map(\.text).joined()
        return ((first > 0 ? "…" : "") + TextWidth.clipped(rest, to: room - lead), start - lead)
    }

    /// Scalars with the number of bytes each took; bytes that are not UTF-8 become U+FFFD.
    private static func scalars(_ bytes: ArraySlice<UInt8>) -> [(scalar: Unicode.Scalar, length: UInt32)] {
        var found: [(scalar: Unicode.Scalar, length: UInt32)] = []
        var parser = UTF8.ForwardParser()
        var input = bytes.makeIterator()
        while true {
            switch parser.parseScalar(from: &input) {
            case .valid(let encoded): found.append((UTF8.decode(encoded), UInt32(encoded.count)))
            case .error(let length): found.append(("\u{FFFD}", UInt32(length)))
            case .emptyInput: return found
            }
        }
    }
}
