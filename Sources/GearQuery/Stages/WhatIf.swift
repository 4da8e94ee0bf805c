import GearModel
import GearSource
import GearTable

extension Evaluator {
    /// what if { … }: each row beside the one of the same keys as it would be; then the rows that only would be. Keys stand
    /// once; of all other columns what is, what would be and, for numbers, the second less the first.
    ///
    /// - Parameter table: what is, in order.
    func whatIf(_ overlay: Overlay, _ table: Table) throws(Diagnostic) -> Table {
        let evaluator = try changed(overlay)
        let other: Table
        do throws(Diagnostic) {
            other = try evaluator.table(overlay.query)
        } catch {
            throw overlay.original(error)
        }
        let keys = overlay.keys.filter { table[$0] != nil && other[$0] != nil }
        let (left, right) = try pairs(table, other, keys, overlay)
        let result = try compared(table, left, other, right, keys, at: overlay.location)
        if isIdle(result, left, right, keys) {
            note(
                Diagnostic(
                    .whatIfIdle, "this `what if` changes nothing here", at: Label(overlay.location),
                    why: "in every row that is shown, what would be is what is: no figure depends on what is changed",
                    help: "see that the names in the braces are those that the table before them depends on, such as "
                        + "its rule"))
        }
        return result
    }

    /// Whether all that is shown would be as it is.
    private func isIdle(_ result: Table, _ left: [Int?], _ right: [Int?], _ keys: [String]) -> Bool {
        guard result.rowCount > 0, !Threads.isStopping, !left.contains(nil), !right.contains(nil) else { return false }
        return result.columns.allSatisfy { column in
            guard !keys.contains(column.name), let other = result[WhatIfName.other(column.name)] else { return true }
            var check = StopCheck()
            return (0..<result.rowCount).allSatisfy { !check.isDue() && Self.areAlike(column[$0], other[$0]) }
        }
    }

    /// Whether two cells say the same; numbers that do to twelve digits, as what is added up in another order may differ
    /// in the last of its sixteen.
    private static func areAlike(_ first: Cell, _ second: Cell) -> Bool {
        guard case .number(let one) = first, case .number(let other) = second else { return first == second }
        return (one - other).magnitude <= 1e-12 * max(one.magnitude, other.magnitude)
    }

    /// For each row of the result its row in either table, where it has one.
    private func pairs(
        _ table: Table, _ other: Table, _ keys: [String], _ overlay: Overlay
    ) throws(Diagnostic) -> (left: [Int?], right: [Int?]) {
        var grouping = Grouping(rowCount: table.rowCount + other.rowCount)
        for name in keys {
            guard let ours = table[name], let theirs = other[name],
                let (ours, theirs) = ours.comparableKeys(with: theirs)
            else {
                throw Diagnostic(
                    .unsuitableOperand, "`\(name)` is of another type in what would be", at: overlay.location)
            }
            grouping.split(by: ours + theirs)
        }
        var partner: [UInt32: Int] = [:]
        var check = StopCheck()
        for row in 0..<other.rowCount
        where partner.updateValue(row, forKey: grouping.groups[table.rowCount + row]) != nil {
            throw notTold(other, row, keys, overlay)
        }
        var seen: Set<UInt32> = []
        var (left, right): ([Int?], [Int?]) = ([], [])
        for row in 0..<table.rowCount {
            try check.goOn()
            let group = grouping.groups[row]
            guard seen.insert(group).inserted else { throw notTold(table, row, keys, overlay) }
            left.append(row)
            right.append(partner[group])
        }
        for row in 0..<other.rowCount where !seen.contains(grouping.groups[table.rowCount + row]) {
            left.append(nil)
            right.append(row)
        }
        return (left, right)
    }

    private func notTold(_ table: Table, _ row: Int, _ keys: [String], _ overlay: Overlay) -> Diagnostic {
        let here = keys.prefix(4).compactMap { key -> String? in
            guard case .text(let text)? = table[key]?[row] else { return nil }
            return "\(key) `\(text)`"
        }
        return Diagnostic(
            .whatIfRows,
            here.isEmpty
                ? "nothing tells the rows before `what if` apart"
                : "several rows before `what if` have \(here.joined(separator: ", "))",
            at: overlay.location, why: "what is and what would be belong together by these columns",
            help:
                "keep the columns that tell rows apart, such as `node`, `source` and `wave`, or put `select` behind it")
    }

    private func compared(
        _ table: Table, _ left: [Int?], _ other: Table, _ right: [Int?], _ keys: [String], at location: Location
    ) throws(Diagnostic) -> Table {
        var columns: [Column] = []
        for column in table.columns {
            try Threads.goOn()
            let ours = column.takingOptional(left)
            guard let theirs = other[column.name]?.takingOptional(right) else {
                columns.append(ours)
                continue
            }
            if keys.contains(column.name) {
                columns.append(try first(ours, theirs, at: location))
            } else {
                columns += try change(ours, theirs.renamed(WhatIfName.other(column.name)), at: location)
            }
        }
        for column in other.columns where table[column.name] == nil {
            try Threads.goOn()
            columns.append(column.takingOptional(right).renamed(WhatIfName.other(column.name)))
        }
        return Table(columns)
    }

    /// A key, from whichever table has the row.
    private func first(_ ours: Column, _ theirs: Column, at location: Location) throws(Diagnostic) -> Column {
        guard ours.states.contains(where: { $0 != 0 }) else { return ours }
        let names = ["ours", "theirs"]
        let columns = [ours.renamed(names[0]), theirs.renamed(names[1])]
        let type: Type =
            switch ours.storage {
            case .numbers, .integers: .number
            case .booleans: .boolean
            case .dates: .date
            case .codes: .text
            }
        let terms = names.map { Term(.column($0), type, at: location) }
        return try Compiler(Table(columns), model).column(
            Term(.call(.coalesce, terms), type, at: location), named: ours.name)
    }

    private func change(_ ours: Column, _ theirs: Column, at location: Location) throws(Diagnostic) -> [Column] {
        switch ours.storage {
        case .numbers, .integers: break
        default: return [ours, theirs]
        }
        let terms = [theirs, ours].map { Term(.column($0.name), .number, at: location) }
        let change = try Compiler(Table([ours, theirs]), model).column(
            Term(.binary(.subtract, terms[0], terms[1]), .number, at: location), named: WhatIfName.change(ours.name))
        var exact = ColumnBuilder(change.name, change.type, capacity: change.count)
        var check = StopCheck()
        for row in 0..<change.count {
            try check.goOn()
            if case .number = change[row], Self.areAlike(ours[row], theirs[row]) {
                exact.append(.number(0))
            } else {
                exact.append(change[row])
            }
        }
        return [ours, theirs, exact.finish()]
    }
}
