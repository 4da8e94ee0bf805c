import GearModel
import GearSource
import GearTable

extension Evaluator {
    /// sort -score, node: missing last in either direction; ties as where nothing is sorted.
    func sort(_ keys: [SortKey], _ table: Table, of query: ResolvedQuery) throws(Diagnostic) -> Table {
        var places: [Table.SortKey] = []
        for key in keys {
            guard let place = table.index(of: key.column) else {
                throw Compiler.noColumn(key.column, in: table, at: query.location)
            }
            places.append(Table.SortKey(column: place, descending: key.isDescending))
        }
        return try table.inOutputOrder(by: places)
    }
}

extension Table {
    /// The rows ordered by the keys, a declared order (of layers, waves, points) being kept; where they are equal, and
    /// without keys, by all columns from the left, texts by their bytes. Missing cells stand last.
    func inOutputOrder(by keys: [Table.SortKey] = []) throws(Diagnostic) -> Table {
        try reordered(by: try rowsInOutputOrder(by: keys))
    }

    func rowsInOutputOrder(by keys: [Table.SortKey] = []) throws(Diagnostic) -> [Int] {
        let named = Set(keys.map(\.column))
        let plain = columns.enumerated().map { place, column in
            guard case .codes(let cells, let dictionary) = column.storage, dictionary.ranks != nil,
                !named.contains(place)
            else { return column }
            return Column(
                column.name, column.type, .codes(cells, TextDictionary(dictionary.texts)), states: column.states,
                reasons: column.reasons)
        }
        return try Table(plain).sortedRows(by: keys)
    }
}
