import GearTesting
import Synchronization
import Testing

@testable import GearScore
@testable import GearSession

@Suite struct RejectLogTests {
    @Test func rowsAreHandedOnAsTheyCome() {
        let pieces = Mutex<[[UInt8]]>([])
        let log = RejectLog { piece in pieces.withLock { $0.append(piece) } }
        for line in 1...10_000 {
            let reason = line % 2 == 0 ? "a row has \"1\" field, not 2" : "=1+1"
            log.add(Reject(file: "a.csv", line: line, column: "", code: "GB0505", reason: reason))
        }
        #expect(pieces.withLock { $0.count } > 3)
        log.finish()
        let text = String(decoding: pieces.withLock { Array($0.joined()) }, as: UTF8.self)
        let lines = text.split(separator: "\n")
        #expect(lines.count == 10_001)
        #expect(lines[0] == "file,line,column,code,reason")
        #expect(lines[1] == "a.csv,1,,GB0505,=1+1")
        #expect(lines[10_000] == "a.csv,10000,,GB0505,\"a row has \"\"1\"\" field, not 2\"")
    }

    @Test func formulasAreEscapedOnRequest() {
        let pieces = Mutex<[[UInt8]]>([])
        let log = RejectLog(escapingFormulas: true) { piece in pieces.withLock { $0.append(piece) } }
        log.add(Reject(file: "a.csv", line: 1, column: "", code: "GB0505", reason: "=1+1"))
        log.finish()
        #expect(String(decoding: pieces.withLock { Array($0.joined()) }, as: UTF8.self).hasSuffix(",'=1+1\n"))
    }
}
