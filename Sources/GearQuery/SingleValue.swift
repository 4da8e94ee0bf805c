import GearModel
import GearSource
import GearTable

extension Evaluator {
    /// The value of an expression that stands alone: what a test expects, or `show 1 + 1`. Cells of scores are
    /// looked up first, as columns of a table of one row that its rest then reads.
    ///
    /// Comparisons see numbers rounded to nine decimals (STATISTICS rule 19).
    package func value(of term: Term) throws(Diagnostic) -> Cell { try column(of: term)[0] }

    /// `show 1 + 1`: one row with one column, `value`.
    package func table(of term: Term) throws(Diagnostic) -> Table { Table([try column(of: term)]) }

    private func column(of term: Term) throws(Diagnostic) -> Column {
        // A table has rows only if it has columns.
        var columns = [Column("one row", .boolean, .booleans([true]))]
        let rest = try replacingCells(in: term, &columns)
        return try Compiler(Table(columns), model, roundsComparisons: true).column(rest, named: "value")
    }

    private func replacingCells(in term: Term, _ columns: inout [Column]) throws(Diagnostic) -> Term {
        if case .cell(let cell) = term.kind {
            // No column of a program can have a space in its name.
            let name = "cell \(columns.count)"
            columns.append(try lookUp(cell, at: term.location).renamed(name))
            return Term(.column(name), term.type, at: term.location)
        }
        return try term.mappingOperands { operand throws(Diagnostic) in try replacingCells(in: operand, &columns) }
    }

    /// One cell of the scores as a column of one row; missing if nobody answered.
    private func lookUp(_ cell: CellReference, at location: Location) throws(Diagnostic) -> Column {
        let request = ScoresRequest(
            rule: cell.rule, framework: cell.node.framework, by: cell.dimensions.map(\.name), forCondition: nil,
            under: nil)
        let table = try scoring(request, [cell.measure.rawValue])
        guard let measure = table[cell.measure.rawValue], let nodes = table["node"] else {
            throw Diagnostic(.noSuchColumn, "scores have no `\(cell.measure.rawValue)`", at: location)
        }
        let wanted = [("node", model.shownPath(cell.node))] + cell.dimensions.map { ($0.name, $0.value) }
        let rows = (0..<nodes.count).filter { row in
            wanted.allSatisfy { name, value in
                let cell = table[name]?[row]
                return cell == .text(value) || Double(value).map { cell == .number($0) } ?? false
            }
        }
        guard rows.count <= 1 else { throw ambiguous(cell, table, rows, at: location) }
        return measure.takingOptional([rows.first], reason: "no answers")
    }

    private func ambiguous(_ cell: CellReference, _ table: Table, _ rows: [Int], at location: Location) -> Diagnostic {
        let given = Set(cell.dimensions.map(\.name))
        let splitting = model.splittingDimensions.filter { !given.contains($0) }
        let choices = splitting.map { name in
            (name, Set(rows.compactMap { row in table[name]?[row].plainText }).sorted())
        }
        return ExplainRequest.ambiguous(rows.count, "scores", choices, at: location)
    }
}
