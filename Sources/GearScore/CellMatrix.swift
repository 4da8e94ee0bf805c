/// Codes of records by questions, see `CellCode`. Rows stay where the answers were taken in, and are shared, not copied.
package final class CellMatrix: @unchecked Sendable {
    /// Questions.
    package let width: Int
    package let rowCount: Int
    let rows: CellRows
    private let places: Block<UnsafePointer<UInt8>>
    /// Whatever holds the memory of the rows.
    private let holder: AnyObject?

    /// Each of `rows` begins the cells of `width` questions, which `holder` keeps and nobody changes any more.
    init(width: Int, rows: [UnsafePointer<UInt8>], _ size: CellSize, holder: AnyObject?) {
        self.width = width
        self.holder = holder
        rowCount = rows.count
        places = Block(copying: rows)
        self.rows = CellRows(places: UnsafePointer(places.base), size: size)
    }

    /// `width` codes for each of `rowCount` records, one after the other.
    convenience init(width: Int, rowCount: Int, _ codes: [UInt8]) {
        precondition(codes.count == rowCount * width)
        let size = CellSize(points: Int(codes.lazy.filter(CellCode.isValid).max() ?? 0))
        let length = size.byteCount(width)
        let block = Block(repeating: size.unseenByte, count: rowCount * length)
        for row in 0..<rowCount {
            for question in 0..<width { size.put(codes[row * width + question], block.base + row * length, question) }
        }
        self.init(
            width: width, rows: (0..<rowCount).map { UnsafePointer(block.base + $0 * length) }, size, holder: block)
    }

    package subscript(record: Int, question: Int) -> UInt8 {
        precondition(record < rowCount && question < width)
        return rows[record][question]
    }

    /// Row by row.
    var codes: [UInt8] {
        var codes: [UInt8] = []
        codes.reserveCapacity(rowCount * width)
        for record in 0..<rowCount {
            let row = rows[record]
            for question in 0..<width { codes.append(row[question]) }
        }
        return codes
    }
}
