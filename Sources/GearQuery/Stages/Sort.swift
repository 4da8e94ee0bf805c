import GearModel
import GearSource
import GearTable

extension Evaluator {
    /// sort -score, node: missing last in either direction; ties by all other columns.
    func sort(_ keys: [SortKey], _ table: Table, of query: ResolvedQuery) throws(Diagnostic) -> Table {
        var places: [Table.SortKey] = []
        for key in keys {
            guard let place = table.index(of: key.column) else {
                throw Compiler.noColumn(key.column, in: table, at: query.location)
            }
            places.append(Table.SortKey(column: place, descending: key.isDescending))
        }
        return table.sorted(by: places)
    }
}

extension Table {
    /// The rows ordered by all columns from the left, texts by their bytes even where an order is declared: the
    /// order of whatever was not sorted.
    func inOutputOrder() -> Table {
        let plain = columns.map { column in
            guard case .codes(let cells, let dictionary) = column.storage, dictionary.ranks != nil else {
                return column
            }
            return Column(
                column.name, column.type, .codes(cells, TextDictionary(dictionary.texts)), states: column.states,
                reasons: column.reasons)
        }
        return reordered(by: Table(plain).sortedRows())
    }
}
