import GearModel
import GearSource
import GearTable

extension Evaluator {
    /// derive gap = target - score: new columns at the end; a name that is there already is replaced in its place.
    /// All definitions see the table as it was.
    func derive(_ definitions: [NamedTerm], _ table: Table) throws(Diagnostic) -> Table {
        let compiler = Compiler(table, model)
        var columns = table.columns
        for definition in definitions {
            let column = try compiler.column(definition.term, named: definition.name)
            if let place = columns.firstIndex(where: { $0.name == definition.name }) {
                columns[place] = column
            } else {
                columns.append(column)
            }
        }
        return Table(columns)
    }
}
