import GearModel
import GearSource
import GearTable

extension Evaluator {
    /// group low = min(score), n = count() by district: a row for each key, missing being one.
    ///
    /// Without keys there is one row, of an empty table too. A definition may calculate with several aggregates:
    /// they are computed first, as columns of the new table that its rest then reads.
    func group(
        _ definitions: [NamedTerm], by keys: [String], _ table: Table, of query: ResolvedQuery
    ) throws(Diagnostic) -> Table {
        var keyColumns: [Column] = []
        for key in keys {
            guard let column = table[key] else { throw Compiler.noColumn(key, in: table, at: query.location) }
            keyColumns.append(column)
        }
        let grouping = Grouping(keyColumns, rowCount: table.rowCount)
        try Threads.goOn()
        let firstRows = grouping.firstRows
        let shown = keyColumns.map { $0.taking(firstRows) }

        var gathering = Gathering(table: table, model: model, members: grouping.members)
        var rest: [Term] = []
        for definition in definitions { rest.append(try gathering.replacingAggregates(in: definition.term)) }
        let compiler = Compiler(Table(shown + gathering.columns), model)
        var columns = shown
        for (definition, term) in zip(definitions, rest) {
            columns.append(try compiler.column(term, named: definition.name))
        }
        return Table(columns)
    }
}

/// The aggregates of a `group`, each computed as a column of one cell a group.
private struct Gathering {
    let table: Table
    let model: Model
    let members: Grouping.Members
    private(set) var columns: [Column] = []

    init(table: Table, model: Model, members: Grouping.Members) {
        self.table = table
        self.model = model
        self.members = members
    }

    /// The term with a column in place of each aggregate.
    mutating func replacingAggregates(in term: Term) throws(Diagnostic) -> Term {
        if case .aggregate(let aggregate) = term.kind {
            // No column of a program can have a space in its name.
            let name = "aggregate \(columns.count)"
            let computed = GroupAggregate(table: table, model: model, members: members, location: term.location)
            columns.append(try computed.column(aggregate).renamed(name))
            return Term(.column(name), term.type, at: term.location)
        }
        return try term.mappingOperands { operand throws(Diagnostic) in try replacingAggregates(in: operand) }
    }
}
