import GearSource

/// Named columns of equal length, in order: what every query gives.
package struct Table: Sendable {
    package let columns: [Column]
    package let rowCount: Int

    /// All columns must be of one length; a table without columns has no rows.
    package init(_ columns: [Column]) {
        self.columns = columns
        rowCount = columns.first?.count ?? 0
        assert(columns.allSatisfy { $0.count == rowCount })
    }

    /// The first column of that name.
    package subscript(name: String) -> Column? { columns.first { $0.name == name } }

    package func index(of name: String) -> Int? { columns.firstIndex { $0.name == name } }

    /// The cells of one row, in the order of the columns; for rendering.
    package func row(_ index: Int) -> [Cell] { columns.map { $0[index] } }

    /// The rows whose mark is true; `mask` has one a row.
    package func filtered(by mask: [Bool]) throws(Diagnostic) -> Table {
        try reordered(by: mask.indices.filter { mask[$0] })
    }

    /// The rows at these places, in that order.
    package func reordered(by rows: [Int]) throws(Diagnostic) -> Table {
        Table(
            try columns.map { column throws(Diagnostic) in
                try Threads.goOn()
                return column.taking(rows)
            })
    }

    package func prefix(_ count: Int) throws(Diagnostic) -> Table {
        count >= rowCount ? self : try reordered(by: Array(0..<max(0, count)))
    }

    /// The same with some rows hidden in all columns but those named.
    package func hiding(_ isHidden: [Bool], except names: Set<String>) -> Table {
        guard isHidden.contains(true) else { return self }
        return Table(columns.map { names.contains($0.name) ? $0 : $0.hiding(isHidden) })
    }

    /// How one column orders rows.
    package struct SortKey: Sendable {
        package let column: Int
        package let descending: Bool

        package init(column: Int, descending: Bool = false) {
            self.column = column
            self.descending = descending
        }
    }

    /// The rows ordered by the keys, then by all other columns from the left, so that the order never depends
    /// on how the rows came. Hidden cells and then missing ones stand last, in either direction.
    package func sorted(by keys: [SortKey] = []) throws(Diagnostic) -> Table {
        try reordered(by: try sortedRows(by: keys))
    }

    /// The places of the rows in the order that `sorted` gives.
    package func sortedRows(by keys: [SortKey] = []) throws(Diagnostic) -> [Int] {
        let named = Set(keys.map(\.column))
        let ties = columns.indices.filter { !named.contains($0) }.map { SortKey(column: $0) }
        let ranks = try (keys + ties).map { key throws(Diagnostic) in
            try Threads.goOn()
            let ascending = columns[key.column].sortKeys()
            guard key.descending else { return ascending }
            return ascending.map { $0 >= Column.hiddenKey ? $0 : Column.hiddenKey - 1 - $0 }
        }
        let rows = (0..<rowCount).sortedWhileWanted { left, right in
            for rank in ranks where rank[left] != rank[right] { return rank[left] < rank[right] }
            return left < right
        }
        return try Threads.wanted(rows)
    }

    /// The rows of all tables, one after the other; nil unless all have columns of the same names and types.
    package static func concatenating(_ tables: [Table]) throws(Diagnostic) -> Table? {
        guard let first = tables.first else { return Table([]) }
        if tables.count == 1 { return first }
        let shape = first.columns.map(\.type)
        let names = first.columns.map(\.name)
        guard tables.allSatisfy({ $0.columns.map(\.type) == shape && $0.columns.map(\.name) == names }) else {
            return nil
        }
        return Table(
            try first.columns.indices.map { place throws(Diagnostic) in
                try Column.concatenating(tables.map { $0.columns[place] })
            })
    }
}

extension Column {
    /// Cells of columns of one type, one after the other; texts keep a declared order if all share a dictionary.
    fileprivate static func concatenating(_ parts: [Column]) throws(Diagnostic) -> Column {
        let first = parts[0]
        var builder = ColumnBuilder(
            first.name, first.type, dictionary: shared(parts), capacity: parts.reduce(0) { $0 + $1.count })
        let sharesCodes = shared(parts) != nil
        var check = StopCheck()
        for part in parts {
            for row in 0..<part.count {
                try check.goOn()
                if sharesCodes, case .codes(let cells, _) = part.storage, !part.isMissing(row) {
                    builder.append(code: cells[row])
                } else {
                    builder.append(part[row])
                }
            }
        }
        return builder.finish()
    }

    private static func shared(_ parts: [Column]) -> TextDictionary? {
        guard case .codes(_, let dictionary) = parts[0].storage else { return nil }
        let isShared = parts.allSatisfy { part in
            if case .codes(_, let other) = part.storage { other === dictionary } else { false }
        }
        return isShared ? dictionary : nil
    }
}
