import GearTable

extension Column {
    /// As `taking`, with a missing cell where there is no row to take from.
    func takingOptional(_ rows: [Int?], reason: String? = nil) -> Column {
        guard rows.contains(nil) else { return taking(rows.map { $0 ?? 0 }) }
        var shared: TextDictionary?
        if case .codes(_, let dictionary) = storage { shared = dictionary }
        var builder = ColumnBuilder(name, type, dictionary: shared, capacity: rows.count)
        for row in rows {
            guard let row, !isMissing(row) else {
                if let row, isHidden(row) {
                    builder.appendHidden()
                } else {
                    builder.appendMissing(row.map { self.reason($0) } ?? reason)
                }
                continue
            }
            if case .codes(let cells, _) = storage {
                builder.append(code: cells[row])
            } else {
                builder.append(self[row])
            }
        }
        return builder.finish()
    }
}
