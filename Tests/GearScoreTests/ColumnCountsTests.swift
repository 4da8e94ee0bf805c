import Testing

@testable import GearScore

/// The kernel that counts by column against a loop over cells.
@Suite struct ColumnCountsTests {
    private static let codes: [UInt8] = [0, 251, 252, 253, 254, 255]

    @Test(arguments: [16, 17, 31, 32, 33, 400], [CellSize.byte, .half])
    func countsAsALoopDoes(width: Int, size: CellSize) {
        var random = SeededGenerator(seed: UInt64(width))
        for most in [1, 5, 6, 7, 9, 12] where CellSize(points: most) == size || size == .byte {
            for rowCount in [1, 2, 7, 8, 9, 42, 63, 64] {
                let cells = (0..<rowCount * width).map { _ in
                    Bool.random(using: &random)
                        ? UInt8.random(in: 1...UInt8(most), using: &random) : Self.codes.randomElement(using: &random)!
                }
                let counts = ColumnCounts(width: width, size)
                // Not a byte more than the rows have, so that the address sanitizer sees what is read beyond.
                let length = size.byteCount(width)
                let memory = Block<UInt8>(repeating: size.unseenByte, count: rowCount * length)
                for (place, code) in cells.enumerated() {
                    size.put(code, memory.base + place / width * length, place % width)
                }
                let rows = (0..<rowCount).map { UnsafePointer(memory.base + $0 * length) }
                rows.withUnsafeBufferPointer { counts.count($0, points: most) }
                for column in 0..<width {
                    let codes = (0..<rowCount).map { cells[$0 * width + column] }
                    for point in 1...most {
                        #expect(
                            Int(counts.points[(point - 1) * width + column])
                                == codes.count { $0 == UInt8(point) })
                    }
                    #expect(Int(counts.notPut[column]) == codes.count { $0 == 251 || $0 == 252 })
                    var answered: UInt64 = 0
                    for (row, code) in codes.enumerated() where CellCode.isValid(code) { answered |= 1 << UInt64(row) }
                    #expect(counts.answered[column] == answered)
                }
            }
        }
    }
}
