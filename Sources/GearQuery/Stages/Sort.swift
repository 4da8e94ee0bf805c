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
