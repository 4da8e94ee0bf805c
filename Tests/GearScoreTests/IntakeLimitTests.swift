import GearSource
import Synchronization
import Testing

@testable import GearScore

/// What bounds the work: memory, findings, the wish to stop.
@Suite struct IntakeLimitTests {
    private func rows(_ count: Int) -> [String: [UInt8]] {
        let lines = (0..<count).map { "r\($0),,team,fall15,q1,1\n" }.joined()
        return ["a.csv": Array(("id,district,source,wave,item,value\n" + lines).utf8)]
    }
    private let program = IntakeRandomTests.program + IntakeRandomTests.longBinding("a.csv")

    @Test func moreCellsThanFitAreAFinding() throws {
        var options = IntakeOptions()
        options.mostCells = 30
        let fits = try TakenIn(program, files: rows(10), options: options)
        #expect(fits.responses.recordCount == 10)
        #expect(fits.report.findings.map(\.code.id) == [])
        let over = try TakenIn(program, files: rows(11), options: options)
        #expect(over.responses.recordCount == 0)
        #expect(over.report.findings.map(\.code.id) == ["GB0543"])
    }

    @Test func findingsAreFewAndRejectsAreAll() throws {
        let lines = (0..<5_000).map { "r\($0),,team,fall15,x\($0),1\n" }.joined()
        let bytes = Array(("id,district,source,wave,item,value\n" + lines).utf8)
        let taken = try TakenIn(program, files: ["a.csv": bytes])
        #expect(taken.rejects.count == 5_000)
        #expect(taken.rejects.map(\.line) == Array(2...5_001))
        let messages = taken.report.findings.filter { $0.code == .questionUnknown }.map(\.message)
        #expect(messages.count == 11)
        #expect(messages.last == "… and 4,990 more like this in `a.csv`")
        #expect(taken.report.files[0].rowsUsed == 0)
    }

    /// One quote makes all that follows rows of one field: more of them than are handed on at a time.
    @Test func rejectsComeInTheOrderOfTheFile() throws {
        let rows = "id,district,source,wave,item,value\n\"r0\n" + String(repeating: "x\n", count: 150_000)
        let taken = try TakenIn(program, files: ["a.csv": Array(rows.utf8)])
        let isInOrder = taken.rejects.map(\.line) == Array(2...150_002)
        #expect(isInOrder)
        #expect(Set(taken.rejects.dropFirst().map(\.reason)) == ["a row has 1 field where the header has 6"])
        #expect(taken.report.files[0].rowsSetAside == 150_001)
    }

    @Test func repeatedTextsKeepTheirKindOfFinding() throws {
        let program = """
            framework f "F" { gear g "G" }
            wave fall15 "Fall 2015" 2015-10
            source team "District team"
            scale percent "Percent" 0..100
            survey s "S" on f {
              asks team
              scale percent
              question q1 "How much?" -> g
            }
            data d from "a.csv" for s {
              respondent: column "id"
              source: team
              wave: fall15
            }
            """
        let taken = try TakenIn(program, files: ["a.csv": Array("id,q1\na,abc\nb,1000\nc,abc\nd,1000\n".utf8)])
        let (noNumber, outside) = ("`abc` is no answer to `q1`", "`1000` is outside the range of `q1`")
        #expect(taken.rejects.map(\.reason) == [noNumber, outside, noNumber, outside])
    }

    @Test func stoppingGivesNothing() throws {
        var options = IntakeOptions()
        options.shouldStop = { true }
        let taken = try TakenIn(program, files: rows(10), options: options)
        #expect(taken.report.wasStopped)
        #expect(taken.responses.recordCount == 0)
        #expect(taken.report.findings.map(\.code.id) == [])
    }

    @Test func progressCountsRows() throws {
        let read = Mutex(0)
        var options = IntakeOptions()
        options.progress = { rows in read.withLock { $0 += rows } }
        _ = try TakenIn(program, files: rows(1_000), options: options)
        #expect(read.withLock { $0 } == 1_000)
    }
}
