import GearModel
import GearSource
import GearTable

extension Evaluator {
    /// select node, gap = target - score: these columns and no others; all see the table as it was.
    func select(_ definitions: [NamedTerm], _ table: Table) throws(Diagnostic) -> Table {
        let compiler = Compiler(table, model)
        var columns: [Column] = []
        for definition in definitions { columns.append(try compiler.column(definition.term, named: definition.name)) }
        return Table(columns)
    }
}
