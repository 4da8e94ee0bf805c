import Foundation
import class GRDB.DatabaseQueue
import GearSource
import GearTesting
import Testing

@testable import GearTable

/// JSON Lines, SQLite, and what a file may be besides readable.
@Suite struct RowFileTests {
    private func lines(_ text: String) throws -> (Table, [Diagnostic]) {
        let file = DataFile(path: "answers.jsonl", contents: Array(text.utf8))
        let (table, findings) = try RowFile(file, format: .jsonLines).table()
        return (table, findings)
    }

    private func texts(_ table: Table) -> [[String]] {
        (0..<table.rowCount).map { row in
            table.row(row).map { cell in if case .text(let text) = cell { text } else { "" } }
        }
    }

    @Test func jsonLinesGiveAColumnAField() throws {
        let (table, findings) = try lines(
            """
            {"id": "r1", "q1": 4, "q2": null}
            \t{ "q2":"so \\"so\\"", "id":"r2" , "more": true}\r

            {"q1":-1.5e+3,"id":"\\u00e9\\ud83d\\ude00\\/\\n"}
            {}
            """)
        #expect(table.columns.map(\.name) == ["id", "q1", "q2", "more"])
        #expect(
            texts(table) == [
                ["r1", "4", "", ""], ["r2", "", "so \"so\"", "true"], ["é😀/\n", "-1.5e+3", "", ""], ["", "", "", ""],
            ])
        #expect(findings.isEmpty)
    }

    @Test(arguments: [
        ("[1]", "GB0512"), ("{\"id\": }", "GB0512"), ("{\"id\" 1}", "GB0512"), ("{\"id\": 1", "GB0512"),
        ("{\"id\": 1} x", "GB0512"), ("{id: 1}", "GB0512"), ("{\"id\": 01}", "GB0512"), ("{\"id\": 1.}", "GB0512"),
        ("{\"id\": \"\\ud800\"}", "GB0512"), ("{\"id\": \"\\ud800\\u0041\"}", "GB0512"),
        ("{\"id\": \"a\tb\"}", "GB0512"),
        ("{\"id\": \"\\x\"}", "GB0512"), ("{\"id\": nul}", "GB0512"), ("{\"id\": 1,}", "GB0512"), ("{,}", "GB0512"),
        ("{\"id\": {\"a\": [[[", "GB0513"), ("{\"id\": []}", "GB0513"), ("{\"id\": 1, \"id\": 2}", "GB0514"),
        ("{\"id\": \"", "GB0512"), ("nonsense", "GB0512"), ("{\"id\": tru}", "GB0512"), ("{\"id\": -}", "GB0512"),
    ])
    func badLinesAreSetAside(line: String, code: String) throws {
        let (table, findings) = try lines("{\"id\": \"r1\"}\n\(line)\n{\"id\": \"r2\"}\n")
        #expect(texts(table) == [["r1"], ["r2"]])
        #expect(findings.map(\.code.id) == [code])
        #expect(findings.map { $0.data?.line } == [2])
    }

    @Test func jsonNestedDeepDoesNotMatter() throws {
        let (table, findings) = try lines("{\"id\": 1}\n{\"id\": " + String(repeating: "[", count: 1_000_000) + "\n")
        #expect(table.rowCount == 1)
        #expect(findings.map(\.code.id) == ["GB0513"])
    }

    @Test(arguments: 0..<30) func anyBytesAsJSONLines(seed: UInt64) throws {
        var random = SplitMix(seed)
        let signs = Array("{}[]\":,\\u0d8e1.-tfn \r\né".utf8)
        var bytes = Array("{\"a\":1}\n".utf8)
        for _ in 0..<2000 {
            bytes.append(seed % 2 == 0 ? UInt8(truncatingIfNeeded: random.next()) : random.pick(signs))
        }
        let (table, findings) = try RowFile(DataFile(path: "x", contents: bytes), format: .jsonLines).table()
        let lines = bytes.split(separator: 0x0A).filter { line in !line.allSatisfy { [0x20, 0x09, 0x0D].contains($0) } }
        #expect(table.rowCount + findings.count == lines.count)
    }

    @Test func sqliteTables() throws {
        let scratch = try Scratch()
        let path = scratch.folder.appending(path: "answers.sqlite").path
        try DatabaseQueue(path: path).write { database in
            try database.execute(
                sql: """
                    CREATE TABLE "my answers" (id TEXT, q1, q2 REAL, note BLOB);
                    INSERT INTO "my answers" VALUES ('r1', 4, 0.1, NULL), ('é', NULL, 5, 'x'), ('r3', -7, 1e300, ''),
                        ('r4', 1, 2, x'00FF');
                    """)
        }
        let file = try RowFile(path: "shown.sqlite", at: path, format: RowFile.Format(path: path))
        let (table, findings) = try file.table()
        #expect(table.columns.map(\.name) == ["id", "q1", "q2", "note"])
        #expect(texts(table) == [["r1", "4", "0.1", ""], ["é", "", "5", "x"], ["r3", "-7", "1e+300", ""]])
        #expect(findings.map { "\($0.code.id) \($0.data?.line ?? 0) \($0.data?.column ?? "")" } == ["GB0517 4 note"])

        try DatabaseQueue(path: path).write { try $0.execute(sql: "CREATE TABLE other (a)") }
        expect("GB0516") { _ = try RowFile(path: path, format: .sqlite(table: nil)) }
        expect("GB0516", help: "Did you mean `other`?") { _ = try RowFile(path: path, format: .sqlite(table: "othre")) }
        #expect(try RowFile(path: path, format: .sqlite(table: "other")).columns == ["a"])
    }

    @Test func whatCannotBeOpened() throws {
        let scratch = try Scratch()
        let folder = scratch.folder.path
        try scratch.write("a,b\n1,2\n", to: "answers.csv")
        try scratch.write("SQLite format 3\0 and then nothing of the kind", to: "broken.db")
        try scratch.write("a,b\n1,2\n", to: "text.db")
        expect("GB0501", help: "Did you mean `answers.csv`, which lies in the same folder?") {
            _ = try RowFile(path: folder + "/answer.csv", format: .delimited(separator: nil))
        }
        expect("GB0502") { _ = try RowFile(path: folder, format: .delimited(separator: nil)) }
        expect("GB0517") { _ = try RowFile(path: folder + "/broken.db", format: .sqlite(table: nil)) }
        expect("GB0515") { _ = try RowFile(path: folder + "/text.db", format: .sqlite(table: nil)) }
        expect("GB0519") { _ = try RowFile.Format(path: "answers.xlsx") }
        expect("GB0503") {
            _ = try RowFile(DataFile(path: "x.jsonl", contents: []), format: .jsonLines)
        }
    }

    @Test func pipesAreReadWhole() throws {
        let scratch = try Scratch()
        let pipe = scratch.folder.appending(path: "pipe").path
        try #require(mkfifo(pipe, 0o600) == 0)
        let writer = Process()
        writer.executableURL = URL(filePath: "/bin/sh")
        writer.arguments = ["-c", "printf 'a,b\\n1,2\\n' > '\(pipe)'"]
        try writer.run()
        let (table, _) = try RowFile(path: pipe, format: .delimited(separator: nil)).table()
        writer.waitUntilExit()
        #expect(texts(table) == [["1", "2"]])
    }

    @Test func devicesAreRefused() {
        expect("GB0502") { _ = try RowFile(path: "/dev/zero", format: .delimited(separator: nil)) }
        expect("GB0502") { _ = try RowFile(path: "/dev/null", format: .jsonLines) }
    }

    /// A zero byte is no text, wherever it stands: deep in a file, in quotes, in a column of SQLite.
    @Test func zeroBytesAreNoText() throws {
        var text = "a,b\n" + String(repeating: "1,2\n", count: 100_000)
        text += "x\u{0},2\n3,4\n\"é\u{0}\",2\n5,6\n"
        let file = DataFile(path: "a.csv", contents: Array(text.utf8))
        let (table, findings) = try RowFile(file, format: .delimited(separator: nil)).table()
        #expect(table.rowCount == 100_002)
        #expect(findings.map { "\($0.code.id) \($0.data?.line ?? 0)" } == ["GB0505 100002", "GB0505 100004"])

        let scratch = try Scratch()
        let path = scratch.folder.appending(path: "a.sqlite").path
        try DatabaseQueue(path: path).write { database in
            try database.execute(
                sql: "CREATE TABLE t (id, q1); INSERT INTO t VALUES ('r1', 1), (CAST(x'610062' AS TEXT), 2), ('r3', 3)")
        }
        let (rows, problems) = try RowFile(path: path, format: .sqlite(table: nil)).table()
        #expect(texts(rows) == [["r1", "1"], ["r3", "3"]])
        #expect(problems.map { "\($0.code.id) \($0.data?.line ?? 0)" } == ["GB0505 2"])
    }

    @Test func aFileThatShrinksIsAFinding() throws {
        let scratch = try Scratch()
        let path = scratch.folder.appending(path: "a.csv").path
        try scratch.write("a,b\n" + String(repeating: "1,2\n", count: 200_000), to: "a.csv")
        let file = try RowFile(path: path, format: .delimited(separator: nil))
        try scratch.write("a,b\n1", to: "a.csv")
        expect("GB0511") { _ = try file.table() }
    }

    /// A row longer than allowed is set aside, and the next is read; here the limit is 512 KiB.
    @Test func rowsWithoutEnd() throws {
        let long = Array(repeating: UInt8(ascii: "x"), count: 600_000)
        let text = Array("a,b\n1,2\n".utf8) + long + Array(",2\n3,4\n\"open".utf8)
        let file = DataFile(path: "x.csv", contents: text)
        let format = try DelimitedFormat(file, separator: nil, headerRows: 1)
        let scanner = DelimitedScanner(
            file, format, from: format.dataStart, to: file.size, longestRow: 512 << 10)
        var rows: [String] = []
        var problems: [RowProblem] = []
        while let batch = scanner.next() {
            rows += (0..<batch.rowCount).map { batch.text($0, 0) }
            problems += batch.problems
        }
        #expect(rows.sorted() == ["1", "3"])
        let codes = problems.map { $0.diagnostic("x.csv", columns: ["a", "b"], line: 3).code.id }
        #expect(codes.sorted() == ["GB0506", "GB0510"])

        let lines = LineReader(
            DataFile(path: "x.jsonl", contents: Array("one\n".utf8) + long + Array("\ntwo".utf8)), from: 0,
            longest: 512 << 10)
        var lengths: [Int?] = []
        while let line = lines.next() { lengths.append(line.length) }
        #expect(lengths == [3, nil, 3])
    }

    private func expect(_ code: String, help: String? = nil, _ work: () throws -> Void) {
        do {
            try work()
            Issue.record("\(code) was expected")
        } catch let finding as Diagnostic {
            #expect(finding.code.id == code)
            if let help { #expect(finding.help == help) }
        } catch { Issue.record(error) }
    }
}
