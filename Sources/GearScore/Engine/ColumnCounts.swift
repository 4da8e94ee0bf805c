/// Counts the codes of up to 64 rows of cells column by column, and says which of the rows hold an answer.
///
/// 16 columns are done at a time: a comparison with each point, added up in a byte a column, costs less than an
/// increment in memory for each cell, and the bits of who answered come from the same load. A byte holds a count
/// because there are at most 64 rows.
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
    private var touched: UInt8 = 0
    /// The same for 16 columns: by eight rows, then column.
    private let octets = Block<UInt8>(repeating: 0, count: 8 * 16)

    private typealias Bytes = SIMD16<UInt8>

    /// `width`: columns, at least `fewestColumns`.
    init(width: Int) {
        self.width = width
        points = Block(repeating: 0, count: Self.mostPoints * width)
        notPut = Block(repeating: 0, count: width)
        answered = Block(repeating: 0, count: width)
    }

    /// Each of `rows` must begin `width` cells, and there are 1 to 64 of them; codes are below `most` + 1 or absences.
    func count(_ rows: UnsafeBufferPointer<UnsafePointer<UInt8>>, points most: Int) {
        touch(rows)
        // The last load begins earlier, so that it ends with the row: the columns that it shares come out the same.
        for start in stride(from: 0, to: width, by: 16) {
            let column = min(start, width - 16)
            // A constant at each call, so that five points cost no more than five.
            if most < Self.pointsOfPass {
                countFirst(rows, column, hasSixth: false)
            } else {
                countFirst(rows, column, hasSixth: true)
                if most > Self.pointsOfPass { countFurther(rows, column) }
            }
        }
    }

    /// Reads a byte of every line of the rows, which lie anywhere in memory: loads that wait for nothing else come in
    /// together, and the passes by column then find them in the cache.
    @inline(__always)
    private func touch(_ rows: UnsafeBufferPointer<UnsafePointer<UInt8>>) {
        var all: UInt8 = 0
        for row in rows {
            for place in stride(from: 0, to: width, by: 64) { all |= row[place] }
        }
        // Kept, so that the loads are not left out.
        touched = all
    }

    /// Points 1 to 6, who was not put the question, and who answered.
    @inline(__always)
    private func countFirst(_ rows: UnsafeBufferPointer<UnsafePointer<UInt8>>, _ column: Int, hasSixth: Bool) {
        var (one, two, three, four, five, six) = (Bytes(), Bytes(), Bytes(), Bytes(), Bytes(), Bytes())
        var absent = Bytes()
        for first in stride(from: 0, to: rows.count, by: 8) {
            var octet = Bytes()
            var bit = Bytes(repeating: 1)
            for place in first..<min(first &+ 8, rows.count) {
                let cells = Self.load(rows[place], column)
                one &-= Self.equal(cells, 1)
                two &-= Self.equal(cells, 2)
                three &-= Self.equal(cells, 3)
                four &-= Self.equal(cells, 4)
                five &-= Self.equal(cells, 5)
                if hasSixth { six &-= Self.equal(cells, 6) }
                absent &-= Self.equal(cells, CellCode.notShown) | Self.equal(cells, CellCode.notApplicable)
                octet |= bit & Self.isValid(cells)
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
            for row in rows { count &-= Self.equal(Self.load(row, column), UInt8(truncatingIfNeeded: point &+ 1)) }
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

    @inline(__always)
    private static func load(_ row: UnsafePointer<UInt8>, _ column: Int) -> Bytes {
        UnsafeRawPointer(row + column).loadUnaligned(as: Bytes.self)
    }

    @inline(__always)
    private func store(_ bytes: Bytes, _ place: UnsafeMutablePointer<UInt8>) {
        UnsafeMutableRawPointer(place).storeBytes(of: bytes, as: Bytes.self)
    }

    /// All bits of a byte that is equal to `code`: as a number -1.
    @inline(__always)
    private static func equal(_ bytes: Bytes, _ code: UInt8) -> Bytes {
        unsafeBitCast(bytes .== Bytes(repeating: code), to: Bytes.self)
    }

    /// All bits of a byte that is the code of an answer: see `CellCode.isValid`.
    @inline(__always)
    private static func isValid(_ bytes: Bytes) -> Bytes {
        unsafeBitCast(bytes &- Bytes(repeating: 1) .< Bytes(repeating: CellCode.lastPoint), to: Bytes.self)
    }
}
