import GearTesting
import Testing

@testable import GearScore

/// Cells in memory against codes in an array.
@Suite(.serialized) struct CellSizeTests {
    /// A row of which nothing is known, no byte longer than it must be.
    private final class Row {
        let size: CellSize
        let block: Block<UInt8>
        var model: [UInt8]

        init(_ size: CellSize, width: Int) {
            self.size = size
            block = Block(repeating: size.unseenByte, count: size.byteCount(width))
            model = [UInt8](repeating: CellCode.unseen, count: width)
        }

        var codes: [UInt8] { model.indices.map { size.code(UnsafePointer(block.base), $0) } }
        var cells: UnsafeMutablePointer<UInt8> { block.base }
    }

    private static func code(_ size: CellSize, _ random: inout SplitMix) -> UInt8 {
        let absences: [UInt8] = [0, 251, 252, 253, 254, 255]
        let most = size == .half ? CellSize.mostPointsOfHalf : Int(CellCode.lastPoint)
        return Bool.random(using: &random)
            ? UInt8(Int.random(in: 1...most, using: &random)) : absences.randomElement(using: &random) ?? 0
    }

    @Test(arguments: [CellSize.byte, .half], [1, 2, 7, 8, 9, 16, 31, 400])
    func cellsHoldWhatIsPut(size: CellSize, width: Int) {
        var random = SplitMix(seed: UInt64(width))
        let row = Row(size, width: width)
        for _ in 0..<4 * width {
            let (question, code) = (Int.random(in: 0..<width, using: &random), Self.code(size, &random))
            if Bool.random(using: &random) {
                let isFree = row.model[question] == CellCode.unseen
                #expect(size.take(code, row.cells, question) == isFree)
                if isFree { row.model[question] = code }
            } else {
                size.put(code, row.cells, question)
                row.model[question] = code
            }
            #expect(row.codes == row.model)
        }
        let seen = row.model.indices.filter { row.model[$0] != CellCode.unseen }
        #expect(seen.allSatisfy { size.index(UnsafePointer(row.cells), $0) == Layout.index(row.model[$0]) })
        size.fill(UnsafeMutableBufferPointer(start: row.cells, count: row.block.count), with: CellCode.notShown)
        #expect(row.codes == row.model.map { $0 == CellCode.unseen ? CellCode.notShown : $0 })
    }

    /// Eight at a time, wherever they begin; nothing is put where something is known.
    @Test(arguments: [CellSize.byte, .half])
    func eightTogether(size: CellSize) {
        var random = SplitMix(seed: 8)
        for _ in 0..<500 {
            let row = Row(size, width: 21)
            for _ in 0..<Int.random(in: 0...2, using: &random) {
                let (question, code) = (Int.random(in: 0..<21, using: &random), Self.code(size, &random))
                size.put(code, row.cells, question)
                row.model[question] = code
            }
            let eight = (0..<8).map { _ in Self.code(size, &random) }
            let word = eight.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            let first = Int.random(in: 0...13, using: &random)
            let isFree = row.model[first..<first + 8].allSatisfy { $0 == CellCode.unseen }
            let isTaken = size.take(eight: word, row.cells, first)
            #expect(isTaken == (isFree && (size == .byte || first % 2 == 0)))
            if isTaken { row.model.replaceSubrange(first..<first + 8, with: eight) }
            #expect(row.codes == row.model)
        }
    }

    @Test(arguments: [CellSize.byte, .half])
    func blocksJoinWhereNeitherKnowsWhatTheOtherDoes(size: CellSize) {
        var random = SplitMix(seed: 16)
        let width = size.questions(before: 16)
        var met = (joined: 0, not: 0)
        for round in 0..<400 {
            let (left, right) = (Row(size, width: width), Row(size, width: width))
            for question in 0..<width where Bool.random(using: &random) {
                let row = Bool.random(using: &random) ? left : right
                row.model[question] = Self.code(size, &random)
                size.put(row.model[question], row.cells, question)
            }
            if round % 2 == 0 {
                let (question, code) = (Int.random(in: 0..<width, using: &random), Self.code(size, &random))
                for row in [left, right] { size.put(code, row.cells, question) }
                (left.model[question], right.model[question]) = (code, code)
            }
            func block(_ row: Row) -> CellSize.Block {
                UnsafeRawPointer(row.cells).loadUnaligned(as: CellSize.Block.self)
            }
            let clashes = (0..<width).contains {
                left.model[$0] != CellCode.unseen && right.model[$0] != CellCode.unseen
            }
            let joined = size.joined(block(left), block(right))
            #expect((joined == nil) == clashes)
            guard let joined else {
                met.not += 1
                continue
            }
            met.joined += 1
            UnsafeMutableRawPointer(left.cells).storeBytes(of: joined, as: CellSize.Block.self)
            #expect(left.codes == zip(left.model, right.model).map { $0 == CellCode.unseen ? $1 : $0 })
        }
        #expect(met.joined > 100 && met.not > 100)
    }
}
