import GearSource
import GearSyntax

/// One row of a test's `cases`: what stands in the place of each name.
struct TestValues {
    var values: [(name: String, value: Expression)] = []

    /// A part of the test with the values in place of the names.
    func put(into item: Declaration) -> Declaration {
        guard !values.isEmpty else { return item }
        return Rewriting { name, _ in values.first { $0.name == name.text }?.value }.apply(to: item)
    }
}

extension Builder {
    /// A test is put together anew for each row: so many bytes in all, and not more.
    private static let mostBytes = 16 << 20

    /// The rows of a test's `cases`; a single empty one where it has none, so that the rest is looked at.
    func testCases(_ test: Declaration, _ place: Place) -> [TestValues] {
        let blocks = (test.body ?? []).filter { $0.kind == .cases }
        guard let block = blocks.first else { return [TestValues()] }
        if blocks.count > 1 {
            report(
                .clauseTwice, "`cases` is given twice", at: place.location(blocks[1].keywordRange),
                help: "put their rows together", related: [Label(place.location(block.keywordRange), "the first")])
        }
        let table = rowsBelowNames(of: block, place)
        let names = table.columns.compactMap { parameter($0, place) }
        guard names.count == table.columns.count, !names.isEmpty else { return [] }
        if table.rows.isEmpty {
            report(
                .missingClause, "the test has no case", at: place.location(block.keywordRange),
                why: "it would never be run", help: "write the names on one line and the values of each case below")
        }
        guard !areColumns(names, in: test, place) else { return [] }
        let length = Int(test.range.upperBound - test.range.lowerBound)
        let most = Self.mostBytes / max(1, length)
        if table.rows.count > most {
            report(
                .tooLarge, "the test has \(table.rows.count) cases, and is too long for more than \(most)",
                at: place.location(block.keywordRange), help: "make several tests of it")
        }
        return table.rows.prefix(most).map { row in
            TestValues(values: zip(names, row.cells).map { ($0.text, $1) })
        }
    }

    /// A name that values of a row stand under; nil after a report.
    private func parameter(_ cell: Expression, _ place: Place) -> Name? {
        guard let name = cell.singleName else {
            if case .malformed = cell.kind { return nil }
            wrongShape(
                "a name", cell.range, place, help: "the first line of `cases` names what stands in the lines below")
            return nil
        }
        if let symbol = symbol(Path([name], at: name.range), from: place.module) {
            report(
                .ambiguousName, "`\(name.text)` could be a value of these cases or a \(symbol.kind.noun)",
                at: place.location(name.range), help: "give it another name here",
                related: [Label(symbol.location, "declared here")])
            return nil
        }
        return name
    }

    /// In a pipeline, a name of the cases that a column has too could be either; true after a report.
    private func areColumns(_ names: [Name], in test: Declaration, _ place: Place) -> Bool {
        let tables: [TableSource] = [
            .nodes, .questions, .scales, .themes, .coverage, .answers(forCondition: nil),
            .responses(by: [], forCondition: nil),
        ]
        var columns = Set(tables.flatMap { model.schema(of: $0).columns.map(\.name) })
        columns.formUnion(
            TableSchema.scoreMeasures(of: nil).map(\.name) + TableSchema.statisticsMeasures.map(\.name)
                + model.dimensionColumns.map(\.name))
        var reported: Set<String> = []
        let search = Rewriting { name, isInQuery in
            if isInQuery, columns.contains(name.text), names.contains(where: { $0.text == name.text }),
                reported.insert(name.text).inserted
            {
                self.report(
                    .ambiguousName, "`\(name.text)` could be a value of these cases or a column",
                    at: place.location(name.range), help: "give it another name in `cases`")
            }
            return nil
        }
        for item in test.body ?? [] where item.kind == .expect { _ = search.apply(to: item) }
        return !reported.isEmpty
    }

    /// The first line of a block of rows, and the rows below that have as many values; the others are reported.
    func rowsBelowNames(of block: Declaration, _ place: Place) -> (columns: [Expression], rows: [SyntaxRow]) {
        let rows = (block.body ?? []).filter { $0.kind == .row }.compactMap { item -> SyntaxRow? in
            guard let clause = Clauses(item)[.cells] else { return nil }
            return SyntaxRow(cells: clause.arguments.map(\.value), range: item.range)
        }
        guard let first = rows.first else { return ([], []) }
        let fitting = rows.dropFirst().filter { row in
            if row.cells.count == first.cells.count { return true }
            report(
                .unevenRow,
                "the row has \(row.cells.count) value\(row.cells.count == 1 ? "" : "s"), and there are "
                    + "\(first.cells.count) name\(first.cells.count == 1 ? "" : "s")",
                at: place.location(row.range), help: "write one value for each name; `missing` where there is none",
                related: [Label(place.location(first.range), "the names")])
            return false
        }
        return (first.cells, fitting)
    }
}

/// What stands on one line of a block of rows.
struct SyntaxRow {
    let cells: [Expression]
    let range: ByteRange
}
