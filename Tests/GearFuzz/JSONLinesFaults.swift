import Foundation
import GearSource
import GearTable

/// What is wrong with how a JSON Lines file is read, compared with Foundation line by line. The first byte of the input
/// says in what pieces it is read, the rest is the file.
func faults(ofJSONLines input: [UInt8]) -> [String] {
    guard let choice = input.first else { return [] }
    let bytes = Array(input.dropFirst())
    let pieces = [1, 40, 100, DataFile.usualPiece][Int(choice & 3)]
    let file = DataFile(path: "x.jsonl", contents: bytes, firstPiece: pieces)
    let lines = JSONLine.lines(of: bytes)
    let rows: RowFile
    do throws(Diagnostic) {
        rows = try RowFile(file, format: .jsonLines)
    } catch {
        // What is no text at all has no lines.
        guard error.code != .dataFileEncoding, lines.contains(where: { $0.firstName != nil }) else { return [] }
        return ["refused although there is a field: \(error.message)"]
    }
    do throws(Diagnostic) {
        let parts = try rows.scan(threads: 1, start: { _ in Read() }, consume: { $0.add($1) })
        let read = parts.reduce(into: [Int: [Outcome]]()) { all, part in
            for (offset, outcome) in part.outcomes { all[offset, default: []].append(outcome) }
        }
        let isClear = Set(rows.columns).count == rows.columns.count
        return lines.flatMap { $0.faults(read[$0.offset] ?? [], rows.columns, isClear: isClear) }
    } catch {
        return ["read once, then refused: \(error.message)"]
    }
}

private enum Outcome: Sendable {
    case row([String])
    case problem(RowProblem.Kind)
}

private struct Read: Sendable {
    private(set) var outcomes: [(Int, Outcome)] = []

    mutating func add(_ batch: borrowing RowBatch) {
        for row in 0..<batch.rowCount {
            var texts: [String] = []
            for column in 0..<batch.width { texts.append(batch.text(row, column)) }
            outcomes.append((batch.locator(row), .row(texts)))
        }
        for problem in batch.problems { outcomes.append((problem.row, .problem(problem.kind))) }
    }
}

private struct JSONLine {
    let offset: Int
    let bytes: ArraySlice<UInt8>

    static func lines(of bytes: [UInt8]) -> [JSONLine] {
        var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        return bytes[start...].split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
            defer { start += line.count + 1 }
            return JSONLine(offset: start, bytes: line)
        }
    }

    private var isBlank: Bool { bytes.allSatisfy { [0x20, 0x09, 0x0D].contains($0) } }
    private var isText: Bool { !bytes.contains(0) && String(validating: bytes, as: UTF8.self) != nil }

    /// Foundation takes a comma before the closing brace, which RFC 8259 does not.
    private var endsWithComma: Bool { String(decoding: bytes, as: UTF8.self).contains(/,[ \t\r]*\}/) }

    /// Foundation leaves these out.
    private var hasByteOrderMark: Bool { zip(bytes, bytes.dropFirst()).contains { $0 == (0xEF, 0xBB) } }

    /// What Foundation makes of it; nil if it is no object.
    private var object: [String: Any]? {
        guard isText, !hasByteOrderMark else { return nil }
        return (try? JSONSerialization.jsonObject(with: Data(bytes))) as? [String: Any]
    }

    /// The name of some field, if there is one.
    var firstName: String? { object?.keys.first }

    /// - Parameter isClear: no two names are the same to Foundation, which takes é and e with an accent for one.
    func faults(_ read: [Outcome], _ columns: [String], isClear: Bool) -> [String] {
        let shown = String(decoding: bytes, as: UTF8.self).debugDescription
        if isBlank { return read.isEmpty ? [] : ["a blank line \(shown) is read as \(read)"] }
        guard read.count == 1 else { return ["\(shown) is read \(read.count) times"] }
        switch read[0] {
        case .problem(.notUTF8): return isText ? ["\(shown) is said to be no text"] : []
        case .problem(.json(.malformed(let reason))):
            return object == nil || endsWithComma ? [] : ["\(shown) is said to be malformed: \(reason)"]
        case .problem(.json(.nested)):
            // What follows is not looked at, and Foundation has the last of several fields of one name.
            return bytes.drop { $0 != 0x7B }.dropFirst().contains { $0 == 0x7B || $0 == 0x5B }
                ? [] : ["\(shown) is said to be nested"]
        case .problem(.json(.repeated(let name))):
            return object.map { $0[name] != nil } ?? true ? [] : ["\(shown) is said to repeat \(name)"]
        case .problem(let other): return ["\(shown) is read as \(other)"]
        case .row(let texts):
            // Foundation refuses numbers that no Double holds.
            guard let object else { return hasHugeNumber || hasByteOrderMark ? [] : ["\(shown) is read as \(texts)"] }
            guard isClear else { return [] }
            return zip(columns, texts).filter { !Self.agree($0.1, object[$0.0]) }
                .map { "\(shown) has \(String(reflecting: $0.1)) as \(String(reflecting: $0.0))" }
        }
    }

    private var hasHugeNumber: Bool {
        String(decoding: bytes, as: UTF8.self).matches(of: /-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?/)
            .contains { Double($0.0).map { !$0.isFinite || $0.magnitude > 1e300 || $0.magnitude < 1e-300 } ?? true }
    }

    private static func agree(_ text: String, _ value: Any?) -> Bool {
        switch value {
        case nil, is NSNull: text.isEmpty
        case let string as String: Array(text.utf8) == Array(string.utf8)
        case let number as NSNumber:
            text == "true" && number.boolValue || text == "false" && !number.boolValue
                || Double(text).map { $0 == number.doubleValue } ?? false
        default: false
        }
    }
}
