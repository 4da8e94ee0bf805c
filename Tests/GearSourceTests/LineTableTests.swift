import GearSource
import Testing

@Suite struct LineTableTests {
    private func table(_ text: String) -> LineTable {
        LineTable(SourceText(file: FileID(0), name: "", bytes: Array(text.utf8)))
    }

    private func place(of offset: UInt32, in lines: LineTable) -> [Int] {
        let position = lines.position(of: offset)
        return [position.line, position.column]
    }

    @Test func linesEndInThreeWays() {
        let lines = table("a\nb\r\nc\rd")
        #expect(lines.starts == [0, 2, 5, 7])
        #expect((1...4).map { lines.range(ofLine: $0) } == [0..<1, 2..<3, 5..<6, 7..<8])
        #expect(table("").count == 1)
        #expect(table("a\n").starts == [0, 2])
        #expect(table("a\n").range(ofLine: 2) == 2..<2)
    }

    @Test func everyOffsetHasItsLine() {
        let lines = table("a\nb\r\nc\rd")
        #expect((0...9).map { lines.line(of: $0) } == [1, 1, 2, 2, 2, 3, 3, 4, 4, 4])
    }

    @Test func columnsCountScalars() {
        let lines = table("é😀x\nüy")
        #expect(place(of: 6, in: lines) == [1, 3])
        #expect(place(of: 10, in: lines) == [2, 2])
        #expect(place(of: 99, in: lines) == [2, 3])
    }

    @Test func textThatIsNotUTF8IsRepairedWhenShown() {
        let source = SourceText(file: FileID(0), name: "", bytes: [0x61, 0xFF, 0x62])
        #expect(source.text(0..<3) == "a\u{FFFD}b")
        #expect(place(of: 2, in: LineTable(source)) == [1, 3])
    }
}
