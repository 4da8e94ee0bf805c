import GearModel
import GearSource
import GearTable

extension Evaluator {
    /// join (QUERY) on node, district: each row beside each row of the other table with the same keys. A missing
    /// key joins nothing; `keep all` keeps left rows without a partner, the other columns missing.
    func join(
        _ table: Table, _ query: ResolvedQuery, on keys: [String], keepAll: Bool
    ) throws(Diagnostic) -> Table {
        try joined(table, try self.table(query), on: keys, keepAll: keepAll, at: query.location)
    }

    func joined(
        _ table: Table, _ other: Table, on keys: [String], keepAll: Bool, at location: Location
    ) throws(Diagnostic) -> Table {
        let matching = try matching(table, other, keys, at: location)
        let width = table.columns.count + other.columns.count
        let (leftRows, rightRows) = try matching.pairs(keepAll: keepAll, width: width, at: location)
        let added = other.columns.filter { !keys.contains($0.name) }
        let ours = try table.columns.map { column throws(Diagnostic) in
            try Threads.goOn()
            return column.taking(leftRows)
        }
        let theirs = try added.map { column throws(Diagnostic) in
            try Threads.goOn()
            return column.takingOptional(rightRows)
        }
        return Table(ours + theirs)
    }

    /// Rows of both tables by their keys.
    private func matching(
        _ left: Table, _ right: Table, _ names: [String], at location: Location
    ) throws(Diagnostic) -> Matching {
        let count = left.rowCount + right.rowCount
        var grouping = Grouping(rowCount: count)
        var isComplete = [Bool](repeating: true, count: count)
        for name in names {
            guard let ours = left[name] else { throw Compiler.noColumn(name, in: left, at: location) }
            guard let theirs = right[name] else { throw Compiler.noColumn(name, in: right, at: location) }
            guard let (first, second) = ours.comparableKeys(with: theirs) else {
                throw Diagnostic(.unsuitableOperand, "`\(name)` is not of one type on both sides", at: location)
            }
            try Threads.goOn()
            let keys = first + second
            for row in keys.indices where keys[row] >= Column.hiddenKey { isComplete[row] = false }
            grouping.split(by: keys)
        }
        return Matching(
            members: grouping.members, groups: grouping.groups, isComplete: isComplete, leftCount: left.rowCount)
    }
}

/// The rows of two tables, the left ones first, in groups of equal keys.
private struct Matching {
    let members: Grouping.Members
    let groups: [UInt32]
    /// No key of the row is missing or hidden.
    let isComplete: [Bool]
    let leftCount: Int

    /// For each row of the result its left and its right row; in the order of the left, then of the right table.
    func pairs(keepAll: Bool, width: Int, at location: Location) throws(Diagnostic) -> ([Int], [Int?]) {
        let partners = (0..<members.count).map { members[$0].drop { $0 < leftCount } }
        let counts = (0..<leftCount).map { isComplete[$0] ? partners[Int(groups[$0])].count : 0 }
        let total = counts.reduce(0) { $0 &+ (keepAll ? max(1, $1) : $1) }
        guard total <= Evaluator.mostCells / max(1, width) else {
            throw Diagnostic(
                .tooManyRows, "this join would make \(total) rows of \(width) columns", at: location,
                why: "one key stands in many rows on both sides, and each pairs with each",
                help: "join on more columns, or `group` one side first")
        }
        var (left, right): ([Int], [Int?]) = ([], [])
        left.reserveCapacity(total)
        right.reserveCapacity(total)
        var check = StopCheck()
        for row in 0..<leftCount {
            try check.goOn()
            if counts[row] > 0 {
                for partner in partners[Int(groups[row])] {
                    try check.goOn()
                    left.append(row)
                    right.append(partner - leftCount)
                }
            } else if keepAll {
                left.append(row)
                right.append(nil)
            }
        }
        return (left, right)
    }
}

extension Column {
    /// Keys of the cells of both columns, equal where the cells are; nil if they are not of one kind.
    func comparableKeys(with other: Column) -> ([UInt64], [UInt64])? {
        switch (storage, other.storage) {
        case (.codes(let ours, let left), .codes(let theirs, let right)):
            // Texts that only the other side has come after all of ours.
            let translated = right.codes(in: left).enumerated().map { UInt64($1 ?? UInt32(left.texts.count + $0)) }
            return (
                ours.indices.map { isMissing($0) ? Self.missingKey : UInt64(ours[$0]) },
                theirs.indices.map { other.isMissing($0) ? Self.missingKey : translated[Int(theirs[$0])] }
            )
        case (.numbers, .numbers), (.integers, .integers), (.booleans, .booleans), (.dates, .dates):
            return (sortKeys(), other.sortKeys())
        case (.integers(let cells), .numbers): return (asNumbers(cells).sortKeys(), other.sortKeys())
        case (.numbers, .integers(let cells)): return (sortKeys(), other.asNumbers(cells).sortKeys())
        default: return nil
        }
    }

    private func asNumbers(_ cells: [Int]) -> Column {
        Column(name, .number, .numbers(cells.map { Double($0) }), states: states, reasons: reasons)
    }
}
