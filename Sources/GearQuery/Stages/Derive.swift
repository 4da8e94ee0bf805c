import GearModel
import GearSource
import GearTable

extension Evaluator {
    /// derive gap = target - score: new columns at the end; a name that is there already is replaced in its place.
    /// Each definition sees those before it.
    func derive(_ definitions: [NamedTerm], _ table: Table) throws(Diagnostic) -> Table {
        var table = table
        for definition in definitions {
            let column = try Compiler(table, model).column(definition.term, named: definition.name)
            var columns = table.columns
            if let place = table.index(of: definition.name) {
                columns[place] = column
            } else {
                columns.append(column)
            }
            table = Table(columns)
        }
        return table
    }
}
