import Foundation
import GearTesting
import Testing

/// What a command printed as JSON Lines: a dictionary a row.
struct Rows {
    let rows: [[String: Any]]

    init(_ command: String, in scratch: Scratch) throws {
        let outcome = try scratch.run(command + " --format jsonl 2>findings.txt")
        rows = try outcome.output.split(separator: "\n").map { line in
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
            return try #require(object as? [String: Any], "\(line)")
        }
        let findings = try scratch.run("head -20 findings.txt").output
        #expect(outcome.status < 2, "\(command): \(findings)")
    }

    /// The rows whose columns have these texts; an empty text stands for a missing value.
    func matching(_ wanted: [String: String]) -> [[String: Any]] {
        rows.filter { row in wanted.allSatisfy { text(row[$0.key]) == $0.value } }
    }

    /// The number in a column of the one row that matches.
    func number(_ column: String, where wanted: [String: String] = [:]) throws -> Double {
        let found = matching(wanted)
        try #require(found.count == 1, "\(found.count) rows of \(rows.count) where \(wanted)")
        return try #require(found.first?[column] as? Double, "\(column) where \(wanted): \(found)")
    }

    private func text(_ value: Any?) -> String {
        switch value {
        case let text as String: text
        case nil, is NSNull: ""
        case let value?: "\(value)"
        }
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
