import GearSource
import GearTable

/// What the first rows of a file hold in one column.
struct ColumnProfile: Sendable {
    let name: String
    /// Rows with something in the column.
    private(set) var filled = 0
    /// Different texts and how often each occurs, up to `mostTexts`.
    private(set) var texts: [String: Int] = [:]
    /// In order of first sight.
    private(set) var order: [String] = []
    /// Whether no text came twice (as far as texts are kept).
    private(set) var isUnique = true

    static let mostTexts = 2_000

    init(_ name: String) { self.name = name }

    mutating func take(_ text: String) {
        if text.isEmpty { return }
        filled += 1
        if let count = texts[text] {
            texts[text] = count + 1
            isUnique = false
        } else if texts.count < Self.mostTexts, text.utf8.count <= 400 {
            texts[text] = 1
            order.append(text)
        }
    }

    /// The share of the different texts of which something holds.
    func share(_ holds: (String) -> Bool) -> Double {
        order.isEmpty ? 0 : Double(order.count(where: holds)) / Double(order.count)
    }
}

/// The columns of a file, and what its first rows hold in them.
final class FileProfile: @unchecked Sendable {
    private(set) var columns: [ColumnProfile]
    private(set) var rowCount = 0
    /// As they stand, for a look at what may be further lines of the header.
    private(set) var firstRows: [[String]] = []

    /// Rows that are looked at.
    static let mostRows = 50_000

    private init(_ names: [String]) { columns = names.map { ColumnProfile($0) } }

    static func of(_ file: RowFile) throws(Diagnostic) -> FileProfile {
        let names = file.columns
        let parts = try file.scan(threads: 1) { _ in
            FileProfile(names)
        } consume: { profile, batch in
            profile.take(batch)
        }
        return parts.first ?? FileProfile(names)
    }

    private func take(_ batch: borrowing RowBatch) {
        for row in 0..<batch.rowCount where rowCount < Self.mostRows {
            rowCount += 1
            if firstRows.count < 3 {
                var texts: [String] = []
                for column in columns.indices { texts.append(batch.text(row, column)) }
                firstRows.append(texts)
            }
            for column in columns.indices {
                columns[column].take(String(DecimalText.trim(batch.text(row, column))))
            }
        }
    }
}
