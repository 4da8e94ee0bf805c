import GearFuzz
import GearSource
import Testing

@testable import GearTable

/// Delimited files, small ones by hand and hostile ones against the naive reader.
@Suite struct DelimitedTests {
    private func read(_ text: String, separator: UInt8? = nil, headerRows: Int = 1) throws -> (Table, [Diagnostic]) {
        let file = DataFile(path: "answers.csv", contents: Array(text.utf8))
        let (table, findings) = try RowFile(
            file, format: .delimited(separator: separator), headerRows: headerRows
        ).table()
        return (table, findings)
    }

    private func texts(_ table: Table) -> [[String]] {
        (0..<table.rowCount).map { row in
            table.row(row).map { cell in if case .text(let text) = cell { text } else { "" } }
        }
    }

    @Test(arguments: [
        "a,b\n1,2\n3,4\n", "a,b\n1,2\n3,4", "a,b\r\n1,2\r\n3,4\r\n", "a,b\r1,2\r3,4", "\u{FEFF}a,b\n1,2\n3,4\n",
        "a;b\n1;2\n3;4\n", "a\tb\n1\t2\n3\t4\n", "a|b\n1|2\n3|4\n", "\n\na,b\n\n1,2\n\n\n3,4\n\n", "a,b\n1,2,,,\n3,4\n",
        "\"a\",\"b\"\n\"1\",\"2\"\r\n\"3\",4\n", " a ,b\n1,2\n3,4\n",
    ])
    func theSameTableHoweverItIsWritten(text: String) throws {
        let (table, findings) = try read(text)
        #expect(table.columns.map(\.name) == ["a", "b"])
        #expect(texts(table) == [["1", "2"], ["3", "4"]])
        #expect(findings.isEmpty)
    }

    @Test func quotesByTheBook() throws {
        let (table, findings) = try read("a,b,c\n\"x,y\",\"say \"\"hi\"\"\",\"two\nlines\"\n5\" screen,,\"\"\n")
        #expect(texts(table) == [["x,y", "say \"hi\"", "two\nlines"], ["5\" screen", "", ""]])
        #expect(findings.isEmpty)
    }

    @Test func severalHeaderRows() throws {
        let (table, _) = try read("id,q1\nID,\"How\nfar?\"\n{x},{y}\nr1,4\n", headerRows: 3)
        #expect(table.columns.map(\.name) == ["id", "q1"])
        #expect(texts(table) == [["r1", "4"]])
    }

    @Test func separatorsAreFoundByEvenness() throws {
        let (table, _) = try read("How far, really, do you agree?;id\n4;r1\n5;r2\n")
        #expect(texts(table) == [["4", "r1"], ["5", "r2"]])
    }

    @Test func rowsThatCannotBeUsedAreNamedByLine() throws {
        let text = "a,b\n1,2\n1\n1,2,3\n\"x\ny\",2\n\"x\"y,2\n7,8\n\"open,9\n10,11\n"
        let (table, findings) = try read(text)
        #expect(texts(table) == [["1", "2"], ["x\ny", "2"], ["7", "8"], ["10", "11"]])
        #expect(
            findings.map { "\($0.code.id) \($0.data?.line ?? 0)" }
                == ["GB0508 3", "GB0508 4", "GB0507 7", "GB0506 9"])
        #expect(findings[0].message == "a row has 1 field where the header has 2")
    }

    /// Short lines and a long one that have as many fields and line ends as so many sound rows.
    @Test func shortLinesAreNotJoined() throws {
        let (table, findings) = try read("a,b\n1\n2\n3,4,5,6\n7,8\n")
        #expect(texts(table) == [["7", "8"]])
        #expect(findings.allSatisfy { $0.code.id == "GB0508" })
        #expect(findings.map { $0.data?.line } == [2, 3, 4])
    }

    /// Coded columns up to the last: what stands behind them makes the row too long, and no row of its own.
    @Test func rowsAreNotCutBehindCodedColumns() throws {
        let header = "id,a,b,c,d,e,f,g,h\n"
        let bytes = Array((header + "r1,1,2,3,4,5,1,2,3,4\n" + "r2,1,2,3,4,5,1,2,3\n").utf8)
        let coded = CodedColumns(
            columns: 1..<9, codes: (0..<257).map { (0x31...0x35).contains($0) ? UInt8($0 - 0x30) : 255 }, unknown: 255)
        let file = try RowFile(DataFile(path: "x.csv", contents: bytes), format: .delimited(separator: nil))
        let parts = try file.scan(threads: 1, coded: coded, start: { _ in Collected(coded) }, consume: { $0.add($1) })
        let naive = NaiveDelimited(separator: 0x2C, terminator: 0x0A, width: 9).rows(bytes, from: header.utf8.count)
        #expect(parts.flatMap(\.rows).sorted { $0.offset < $1.offset } == naive)
        #expect(parts.map(\.codedRows).reduce(0, +) == 1)
    }

    @Test func zeroBytesNameNoColumn() {
        let file = DataFile(path: "x.csv", contents: [0x0A, 0x61, 0, 0x2C, 0x62, 0x0A])
        #expect(throws: Diagnostic.self) { try RowFile(file, format: .delimited(separator: nil)) }
    }

    @Test func bytesThatAreNoTextAreSetAside() throws {
        let file = DataFile(
            path: "x.csv", contents: Array("a,b\n1,2\n".utf8) + [0xE9, 0x2C, 0x31, 0x0A, 0x33, 0x2C, 0x34])
        let (table, findings) = try RowFile(file, format: .delimited(separator: nil)).table()
        #expect(texts(table) == [["1", "2"], ["3", "4"]])
        #expect(findings.map(\.code.id) == ["GB0505"])
        #expect(findings.map { $0.data?.line } == [3])
    }

    @Test(
        arguments: [
            ([0xFF, 0xFE, 0x61, 0x00], "GB0504"), ([0xFE, 0xFF, 0x00, 0x61], "GB0504"), ([0x50, 0x4B, 3, 4], "GB0504"),
            ([0x61, 0x00, 0x62, 0x00], "GB0504"), ([], "GB0503"), ([0x0A, 0x0A], "GB0503"),
            ([0xEF, 0xBB, 0xBF], "GB0503"),
            ([0x22, 0x61], "GB0503"), ([0xE9, 0x0A, 0x31], "GB0505"), ([0x2C, 0x2C, 0x0A], "GB0503"),
        ] as [([UInt8], String)])
    func filesThatAreNotTables(bytes: [UInt8], code: String) {
        let file = DataFile(path: "x.csv", contents: bytes)
        #expect(throws: Diagnostic.self) { try RowFile(file, format: .delimited(separator: nil)) }
        do { _ = try RowFile(file, format: .delimited(separator: nil)) } catch { #expect(error.code.id == code) }
    }

    @Test func columnsOfOneNameAreAFindingOnlyWhenAskedFor() throws {
        let file = DataFile(path: "x.csv", contents: Array("a,b,a\n1,2,3\n".utf8))
        let rows = try RowFile(file, format: .delimited(separator: nil))
        #expect(try rows.column(named: "b") == 1)
        #expect(try rows.column(named: "c") == nil)
        do {
            _ = try rows.column(named: "a")
            Issue.record("a is not clear")
        } catch { #expect(error.code.id == "GB0509") }
    }

    @Test func tooManyColumns() {
        let file = DataFile(path: "x.csv", contents: Array(repeating: 0x2C, count: 70_000) + [0x61, 0x0A])
        do {
            _ = try RowFile(file, format: .delimited(separator: nil))
            Issue.record("too many columns went through")
        } catch { #expect(error.code.id == "GB0518") }
    }

    /// Random files of the signs that matter: fast against naive, whole against split into many parts.
    @Test(arguments: 0..<40) func fastEqualsNaive(seed: UInt64) throws {
        var random = SplitMix(seed)
        let terminator: UInt8 = seed % 5 == 0 ? 0x0D : 0x0A
        for _ in 0..<30 {
            let width = Int(random.next() % 5) + 1
            let header = (0..<width).map { "c\($0)" }.joined(separator: ",").utf8 + [terminator]
            let bytes =
                header
                + random.file(width: width, terminator: terminator, style: Int(seed) % 4)
                .drop { $0 == 0x0A }
            let file = DataFile(path: "x.csv", contents: Array(bytes))
            let format = try DelimitedFormat(file, separator: 0x2C, headerRows: 1)
            try #require(format.terminator == terminator && format.dataStart == header.count)
            let naive = NaiveDelimited(separator: 0x2C, terminator: terminator, width: width)
                .rows(Array(bytes), from: header.count)
            for threads in [1, 2, 7] {
                let parts = DelimitedSplit(file, format).scan(
                    threads: threads, shortestPart: 8, start: { _ in Collected() }, consume: { $0.add($1) })
                let rows = parts.flatMap(\.rows).sorted { $0.offset < $1.offset }
                try #require(rows == naive, "\(String(decoding: bytes, as: UTF8.self).debugDescription)")
            }
        }
    }

    /// Random files with answers of one byte side by side, some longer, some odd: codes against naive reading.
    @Test(arguments: 0..<40) func codedEqualsNaive(seed: UInt64) throws {
        var random = SplitMix(seed)
        var coded = 0
        for _ in 0..<12 {
            let (before, count, after) = (Int(random.next() % 3), 8 + Int(random.next() % 30), Int(random.next() % 3))
            let width = before + count + after
            var codes = [UInt8](repeating: 255, count: 257)
            for digit in 1...5 { codes[0x30 + digit] = UInt8(digit) }
            codes[256] = 0
            let columns = CodedColumns(columns: before..<before + count, codes: codes, unknown: 255)
            let header = Array(((0..<width).map { "c\($0)" }.joined(separator: ",") + "\n").utf8)
            let rows = random.answers(before: before, count: count, after: after, oddness: Int(seed % 4))
            let bytes = header + rows
            let file = DataFile(path: "x.csv", contents: bytes)
            let format = try DelimitedFormat(file, separator: 0x2C, headerRows: 1)
            let naive = NaiveDelimited(separator: 0x2C, terminator: 0x0A, width: width).rows(bytes, from: header.count)
            for threads in [1, 2, 7] {
                let parts = DelimitedSplit(file, format, coded: columns).scan(
                    threads: threads, shortestPart: 8, start: { _ in Collected(columns) }, consume: { $0.add($1) })
                let rows = parts.flatMap(\.rows).sorted { $0.offset < $1.offset }
                let difference = zip(rows, naive).first { $0 != $1 }
                try #require(
                    rows.count == naive.count && difference == nil,
                    "\(rows.count) rows, not \(naive.count): \(String(describing: difference))")
                coded += parts.reduce(0) { $0 + $1.codedRows }
            }
        }
        #expect(coded > 0)
    }

    /// Rows longer than the reader's piece of memory, plain and quoted, at every place of a piece's end.
    @Test func longRowsAndManyRows() throws {
        var random = SplitMix(99)
        var text = "id,comment\n"
        var expected: [[String]] = []
        for row in 0..<3000 {
            let length = row % 500 == 7 ? 300_000 : Int(random.next() % 700)
            let comment = String(repeating: row % 3 == 0 ? "x\"y\n" : "äb", count: length / 4)
            expected.append(["r\(row)", comment])
            text += "r\(row),\"" + comment.replacing("\"", with: "\"\"") + "\"\n"
        }
        let (table, findings) = try read(text)
        #expect(findings.isEmpty)
        #expect(texts(table) == expected)
    }

    /// A wide file without quotes, in which only every hundredth row is odd.
    @Test func wideRowsWithOddOnesBetween() throws {
        let width = 300
        var text = (0..<width).map { "q\($0)" }.joined(separator: ",") + "\n"
        for row in 0..<500 {
            if row % 100 == 50 { text += row % 200 == 50 ? "\n" : "1,2\n" }
            text += (0..<width).map { String(($0 + row) % 5) }.joined(separator: ",") + "\r\n"
        }
        let (table, findings) = try read(text)
        #expect(findings.map(\.code.id) == ["GB0508", "GB0508"])
        #expect(findings.map { $0.data?.line } == [153, 355])
        #expect(table.rowCount == 500)
        #expect(table.row(499)[299] == .text(String((299 + 499) % 5)))
    }
}
