import GearModel
import GearSource
import GearTable

extension Evaluator {
    static let mostColumns = 1_000

    /// pivot score by source: a column for each source with its scores; all other columns together are a row's key.
    /// The declared columns come first, whether or not a row has them, then what else the rows have.
    func pivot(
        _ value: String, by spread: String, declared: [String], _ table: Table, of query: ResolvedQuery
    ) throws(Diagnostic) -> Table {
        guard let values = table[value] else { throw Compiler.noColumn(value, in: table, at: query.location) }
        guard let names = table[spread] else { throw Compiler.noColumn(spread, in: table, at: query.location) }
        let keys = table.columns.filter { $0.name != value && $0.name != spread }
        let rows = Grouping(keys, rowCount: table.rowCount)
        let columns = Grouping([names], rowCount: table.rowCount)
        try checkSize(rows.count, columns.count, spread, at: query.location)

        var sources = [[Int?]](repeating: [Int?](repeating: nil, count: rows.count), count: columns.count)
        var check = StopCheck()
        for row in 0..<table.rowCount {
            try check.goOn()
            let (column, key) = (Int(columns.groups[row]), Int(rows.groups[row]))
            guard sources[column][key] == nil else {
                throw Diagnostic(
                    .ambiguousPivot,
                    "two rows give `\(value)` for `\(spread)` \(names[row].plainText) and the same other columns",
                    at: query.location, why: "a cell holds one value",
                    help: "`group` them first, or keep the column that tells them apart")
            }
            sources[column][key] = row
        }
        var made = keys.map { $0.taking(rows.firstRows) }
        let (samples, order) = (columns.firstRows, names.sortKeys())
        let found = samples.indices.sorted { order[samples[$0]] < order[samples[$1]] }
        let places = Dictionary(
            found.map { (names[samples[$0]].plainText, $0) }, uniquingKeysWith: { first, _ in first })
        let nowhere = [Int?](repeating: nil, count: rows.count)
        for name in declared + found.map({ names[samples[$0]].plainText }).filter({ !declared.contains($0) }) {
            guard !made.contains(where: { $0.name == name }) else {
                throw Diagnostic(
                    .ambiguousPivot, "`pivot` would make a second column `\(name)`", at: query.location,
                    help: "rename the column that is there with `select`")
            }
            try Threads.goOn()
            made.append(values.takingOptional(places[name].map { sources[$0] } ?? nowhere).renamed(name))
        }
        return Table(made)
    }

    private func checkSize(_ rows: Int, _ columns: Int, _ spread: String, at location: Location) throws(Diagnostic) {
        guard columns <= Self.mostColumns else {
            throw Diagnostic(
                .tooManyColumns,
                "`\(spread)` has \(columns) different values; `pivot` makes at most \(Self.mostColumns) columns",
                at: location, help: "pivot by a column with fewer values, or keep some of its rows with `where`")
        }
        guard rows <= Self.mostCells / max(1, columns) else {
            throw Diagnostic(
                .tooManyRows, "this pivot would make \(rows) rows of \(columns) columns", at: location,
                help: "keep fewer columns with `select`, or fewer rows with `where`, before it")
        }
    }
}

extension Cell {
    /// As the name of a column, or in a message.
    package var plainText: String {
        switch self {
        case .missing: "missing"
        case .hidden: "hidden"
        case .number(let number): number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
        case .integer(let integer): "\(integer)"
        case .boolean(let boolean): "\(boolean)"
        case .date(let date): date.description
        case .text(let text): text
        }
    }
}
