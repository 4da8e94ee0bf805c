/// Codes of records by questions, see `CellCode`. Rows stay where the answers were taken in, and are shared, not copied.
package final class CellMatrix: @unchecked Sendable {
    /// Of a row.
    package let width: Int
    package let rowCount: Int
    /// Where each row begins.
    let rows: UnsafePointer<UnsafePointer<UInt8>>
    private let places: Block<UnsafePointer<UInt8>>
    /// Whatever holds the memory of the rows.
    private let holder: AnyObject?

    /// Each of `rows` begins `width` codes, which `holder` keeps and nobody changes any more.
    init(width: Int, rows: [UnsafePointer<UInt8>], holder: AnyObject?) {
        self.width = width
        self.holder = holder
        rowCount = rows.count
        places = Block(copying: rows)
        self.rows = UnsafePointer(places.base)
    }

    /// `width` codes for each of `rowCount` records, one after the other.
    convenience init(width: Int, rowCount: Int, _ codes: [UInt8]) {
        precondition(codes.count == rowCount * width)
        let block = Block(copying: codes)
        self.init(width: width, rows: (0..<rowCount).map { UnsafePointer(block.base + $0 * width) }, holder: block)
    }

    package subscript(record: Int, question: Int) -> UInt8 {
        precondition(record < rowCount && question < width)
        return rows[record][question]
    }

    /// Row by row.
    var codes: [UInt8] { (0..<rowCount).flatMap { UnsafeBufferPointer(start: rows[$0], count: width) } }
}
