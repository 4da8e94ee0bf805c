import Foundation
import GearTesting
import Testing

/// What a command printed as JSON Lines: a dictionary a row.
struct Rows: Sendable {
    enum Cell: Sendable, Hashable {
        case text(String)
        case number(Double)
        case missing
    }

    let rows: [[String: Cell]]

    init(_ rows: [[String: Cell]]) { self.rows = rows }

    init(_ command: String, in scratch: Scratch) throws {
        let outcome = try scratch.run(command + " --format jsonl 2>findings.txt")
        rows = try outcome.output.split(separator: "\n").map { line in
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
            return try #require(object as? [String: Any], "\(line)").mapValues(Self.cell)
        }
        let findings = try scratch.run("grep -A 9 ^error findings.txt").output
        #expect(outcome.status < 2 && findings.isEmpty, "\(command): \(findings)")
    }

    private static func cell(_ value: Any) -> Cell {
        switch value {
        case let text as String: .text(text)
        case let number as Double: .number(number)
        default: .missing
        }
    }

    /// The rows whose columns have these texts; an empty text stands for a missing value.
    func matching(_ wanted: [String: String]) -> [[String: Cell]] {
        rows.filter { row in
            wanted.allSatisfy { row[$0.key] ?? .missing == ($0.value.isEmpty ? .missing : .text($0.value)) }
        }
    }

    /// The number in a column of the one row that matches.
    func number(_ column: String, where wanted: [String: String] = [:]) throws -> Double {
        let found = matching(wanted)
        try #require(found.count == 1, "\(found.count) rows of \(rows.count) where \(wanted)")
        guard case .number(let number)? = found.first?[column] else {
            Issue.record("\(column) where \(wanted): \(found)")
            return .nan
        }
        return number
    }
}

/// A file of comma-separated values without quotes, such as the examples' reference figures: a dictionary a row.
func plainRows(of path: String) throws -> [[String: String]] {
    let lines = try Repository.text(path).split(separator: "\n")
    let names = try #require(lines.first).split(separator: ",").map(String.init)
    return lines.dropFirst().map { line in
        let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        return Dictionary(uniqueKeysWithValues: zip(names, cells))
    }
}

/// Equal to nine digits, of the whole or of the fraction.
func isClose(_ found: Double, _ wanted: Double) -> Bool {
    abs(found - wanted) <= 1e-9 * max(1, abs(wanted))
}
