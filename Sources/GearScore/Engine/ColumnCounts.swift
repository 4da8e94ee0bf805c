/// Counts the codes of up to 64 rows of cells column by column, and says which of the rows hold an answer.
///
/// 16 columns are done at a time: a comparison with each point, added up in a byte a column, costs less than an
/// increment in memory for each cell, and the bits of who answered come from the same load. A byte holds a count
/// because there are at most 64 rows. Halves are spread to bytes first, which costs less than to read twice as much.
final class ColumnCounts {
    static let mostRows = 64
    /// The columns of one load: fewer are none for this.
    static let fewestColumns = 16
    /// The most points of a scale, counted six in a pass.
    static let mostPoints = 12
    private static let pointsOfPass = 6

    /// How many rows hold a point in a column: by point, then column. Only the points asked for are there.
    let points: Block<UInt8>
    /// How many rows were not put the question.
    let notPut: Block<UInt8>
    /// The rows that hold an answer, one bit each.
    let answered: Block<UInt64>
    let width: Int
    private let size: CellSize
    private var touched: UInt8 = 0
    /// The same for 16 columns: by eight rows, then column.
    private let octets = Block<UInt8>(repeating: 0, count: 8 * 16)

    private typealias Bytes = SIMD16<UInt8>

    /// `width`: columns, at least `fewestColumns`.
    init(width: Int, _ size: CellSize) {
        self.width = width
        self.size = size
        points = Block(repeating: 0, count: Self.mostPoints * width)
        notPut = Block(repeating: 0, count: width)
        answered = Block(repeating: 0, count: width)
    }

    /// Each of `rows` must begin `width` cells, and there are 1 to 64 of them; codes are below `most` + 1 or absences.
    func count(_ rows: UnsafeBufferPointer<UnsafePointer<UInt8>>, points most: Int) {
        touch(rows)
        // Constants at each call, so that five points cost no more than five, and halves are no question in a loop.
        switch (size, most < Self.pointsOfPass) {
        case (.byte, true): countAll(rows, .byte, hasSixth: false)
        case (.byte, false): countAll(rows, .byte, hasSixth: true)
        case (.half, true): countAll(rows, .half, hasSixth: false)
        case (.half, false): countAll(rows, .half, hasSixth: true)
        }
        if most > Self.pointsOfPass { forEachLoad { countFurther(rows, $0) } }
    }

    @inline(__always)
    private func countAll(
        _ rows: UnsafeBufferPointer<UnsafePointer<UInt8>>, _ size: CellSize, hasSixth: Bool
    ) {
        forEachLoad { countFirst(rows, $0, size, hasSixth: hasSixth) }
    }

    /// The last load begins earlier, so that it ends with the row: the columns that it shares come out the same.
    @inline(__always)
    private func forEachLoad(_ count: (Int) -> Void) {
        for start in stride(from: 0, to: width, by: 16) { count(min(start, width - 16)) }
    }

    /// Reads a byte of every line of the rows, which lie anywhere in memory: loads that wait for nothing else come in
    /// together, and the passes by column then find them in the cache.
    @inline(__always)
    private func touch(_ rows: UnsafeBufferPointer<UnsafePointer<UInt8>>) {
        let length = size.byteCount(width)
        var all: UInt8 = 0
        for row in rows {
            for place in stride(from: 0, to: length, by: 64) { all |= row[place] }
        }
        // Kept, so that the loads are not left out.
        touched = all
    }

    /// Points 1 to 6, who was not put the question, and who answered.
    @inline(__always)
    private func countFirst(
        _ rows: UnsafeBufferPointer<UnsafePointer<UInt8>>, _ column: Int, _ size: CellSize, hasSixth: Bool
    ) {
        var (one, two, three, four, five, six) = (Bytes(), Bytes(), Bytes(), Bytes(), Bytes(), Bytes())
        var absent = Bytes()
        for first in stride(from: 0, to: rows.count, by: 8) {
            var octet = Bytes()
            var bit = Bytes(repeating: 1)
            for place in first..<min(first &+ 8, rows.count) {
                let cells = Self.load(rows[place], column, size)
                one &-= Self.equal(cells, Self.point(1))
                two &-= Self.equal(cells, Self.point(2))
                three &-= Self.equal(cells, Self.point(3))
                four &-= Self.equal(cells, Self.point(4))
                five &-= Self.equal(cells, Self.point(5))
                if hasSixth { six &-= Self.equal(cells, Self.point(6)) }
                absent &-= Self.isBelow(cells, UInt8(Layout.firstPut))
                octet |= bit & ~Self.isBelow(cells, UInt8(Layout.firstPoint))
                bit = bit &+ bit
            }
            store(octet, octets.base + 2 &* first)
        }
        gather(column, octetCount: (rows.count &+ 7) &>> 3)
        store(one, points.base + column)
        store(two, points.base + (width &+ column))
        store(three, points.base + (2 &* width &+ column))
        store(four, points.base + (3 &* width &+ column))
        store(five, points.base + (4 &* width &+ column))
        if hasSixth { store(six, points.base + (5 &* width &+ column)) }
        store(absent, notPut.base + column)
    }

    /// Points 7 to 12.
    @inline(never)
    private func countFurther(_ rows: UnsafeBufferPointer<UnsafePointer<UInt8>>, _ column: Int) {
        for point in Self.pointsOfPass..<Self.mostPoints {
            var count = Bytes()
            let index = Self.point(UInt8(truncatingIfNeeded: point &+ 1))
            for row in rows { count &-= Self.equal(Self.load(row, column, size), index) }
            store(count, points.base + (point &* width &+ column))
        }
    }

    /// The octets of each column as one word.
    @inline(__always)
    private func gather(_ column: Int, octetCount: Int) {
        for lane in 0..<16 {
            var word: UInt64 = 0
            for octet in 0..<octetCount {
                word |= UInt64(octets.base[octet &* 16 &+ lane]) &<< UInt64(truncatingIfNeeded: 8 &* octet)
            }
            answered.base[column &+ lane] = word
        }
    }

    /// `Layout.index` of the codes of 16 columns.
    @inline(__always)
    private static func load(_ row: UnsafePointer<UInt8>, _ column: Int, _ size: CellSize) -> Bytes {
        let cells = UnsafeRawPointer(row + size.byte(of: column))
        switch size {
        case .byte: return cells.loadUnaligned(as: Bytes.self) &+ Bytes(repeating: UInt8(Layout.index(0)))
        case .half:
            var word = cells.loadUnaligned(as: UInt64.self)
            // From the middle of a byte on, to the middle of the ninth.
            if column & 1 == 1 { word = word &>> 4 | UInt64(cells.load(fromByteOffset: 8, as: UInt8.self)) &<< 60 }
            let pairs = SIMD8<UInt16>(truncatingIfNeeded: unsafeBitCast(word, to: SIMD8<UInt8>.self))
            return unsafeBitCast((pairs | pairs &<< 4) & SIMD8(repeating: 0x0F0F), to: Bytes.self)
        }
    }

    /// `Layout.index` of a point, from 1.
    @inline(__always)
    private static func point(_ code: UInt8) -> UInt8 { UInt8(truncatingIfNeeded: Layout.index(code)) }

    @inline(__always)
    private func store(_ bytes: Bytes, _ place: UnsafeMutablePointer<UInt8>) {
        UnsafeMutableRawPointer(place).storeBytes(of: bytes, as: Bytes.self)
    }

    /// All bits of a byte that is equal to `index`: as a number -1.
    @inline(__always)
    private static func equal(_ bytes: Bytes, _ index: UInt8) -> Bytes {
        unsafeBitCast(bytes .== Bytes(repeating: index), to: Bytes.self)
    }

    /// All bits of a byte that is below a limit.
    @inline(__always)
    private static func isBelow(_ bytes: Bytes, _ limit: UInt8) -> Bytes {
        unsafeBitCast(bytes .< Bytes(repeating: limit), to: Bytes.self)
    }
}
