import GearModel
import GearQuery
import GearScore
import GearSource
import GearTable

/// Rows that a test expects beside those that a table has.
struct ExpectedRows {
    let expected: [[Cell]]
    let actual: [[Cell]]
    /// How far two numbers may lie apart; nil: not at all.
    let tolerance: Double?
    /// Expected rows that the table does not have, and rows of the table that are not expected.
    private(set) var absent: [Int] = []
    private(set) var surplus: [Int] = []
    /// Each row has its like, but the order is another.
    private(set) var isOutOfOrder = false

    /// More rows than this with the same texts are put beside each other by size only.
    private static let mostTried = 64

    init(_ expected: [[Cell]], _ actual: [[Cell]], tolerance: Double?, inOrder: Bool) {
        self.expected = expected.map { $0.map(Self.plain) }
        self.actual = actual.map { $0.map(Self.plain) }
        self.tolerance = tolerance
        if inOrder, expected.count == actual.count,
            zip(self.expected, self.actual).allSatisfy({ agree($0, $1) })
        {
            return
        }
        pair()
        isOutOfOrder = inOrder && absent.isEmpty && surplus.isEmpty
    }

    /// Numbers as comparisons see them, missing values without their reason.
    private static func plain(_ cell: Cell) -> Cell {
        switch cell {
        case .integer(let number): .number(Double(number))
        case .number(let number): .number(Rounding.cut(number) + 0)
        case .missing: .missing(nil)
        default: cell
        }
    }

    func agree(_ left: Cell, _ right: Cell) -> Bool {
        guard let tolerance, case .number(let a) = left, case .number(let b) = right else { return left == right }
        return Rounding.distance(a, b) <= tolerance
    }

    private func agree(_ left: [Cell], _ right: [Cell]) -> Bool {
        zip(left, right).allSatisfy { agree($0, $1) }
    }

    /// What two rows must have in common to be alike, whatever the tolerance.
    private func key(_ row: [Cell]) -> [Cell] {
        guard tolerance != nil else { return row }
        return row.map { if case .number = $0 { .number(0) } else { $0 } }
    }

    private mutating func pair() {
        let ours = Dictionary(grouping: expected.indices) { key(expected[$0]) }
        let theirs = Dictionary(grouping: actual.indices) { key(actual[$0]) }
        for (key, rows) in ours {
            let partners = partners(rows, theirs[key] ?? [])
            absent += rows.indices.filter { partners[$0] == nil }.map { rows[$0] }
            let taken = Set(partners.compactMap { $0 })
            surplus += (theirs[key] ?? []).filter { !taken.contains($0) }
        }
        for (key, rows) in theirs where ours[key] == nil { surplus += rows }
        absent.sort()
        surplus.sort()
    }

    /// For each expected row one of the others that it agrees with, as many as can be, none twice.
    private func partners(_ rows: [Int], _ others: [Int]) -> [Int?] {
        guard tolerance != nil else { return rows.indices.map { $0 < others.count ? others[$0] : nil } }
        func bySize(_ places: [Int], _ table: [[Cell]]) -> [Int] {
            places.indices.sorted { left, right in
                let (a, b) = (table[places[left]].numbers, table[places[right]].numbers)
                return a == b ? left < right : a.lexicographicallyPrecedes(b)
            }
        }
        var partner = [Int?](repeating: nil, count: rows.count)
        let (ourOrder, theirOrder) = (bySize(rows, expected), bySize(others, actual))
        for (row, other) in zip(ourOrder, theirOrder) where agree(expected[rows[row]], actual[others[other]]) {
            partner[row] = others[other]
        }
        guard partner.contains(nil), max(rows.count, others.count) <= Self.mostTried else { return partner }
        // Augmenting paths: whoever finds no free row asks the one in its place to move.
        var owner = Dictionary(
            partner.enumerated().compactMap { row, other in other.map { ($0, row) } }, uniquingKeysWith: { a, _ in a })
        func settle(_ row: Int, _ asked: inout Set<Int>) -> Bool {
            for other in others where agree(expected[rows[row]], actual[other]) && asked.insert(other).inserted {
                let present = owner[other]
                if present == nil || settle(present ?? row, &asked) {
                    owner[other] = row
                    partner[row] = other
                    return true
                }
            }
            return false
        }
        for row in rows.indices where partner[row] == nil {
            var asked: Set<Int> = []
            _ = settle(row, &asked)
        }
        return partner
    }
}

extension [Cell] {
    fileprivate var numbers: [Double] { compactMap { if case .number(let number) = $0 { number } else { nil } } }
}

extension Session {
    private static let mostShown = 12

    /// nil if a table has the rows that are expected, in the columns that are compared.
    func failure(
        of table: ExpectedTable, _ query: ResolvedQuery, within tolerance: Term?, _ expectation: Expectation,
        in test: TestDeclaration, _ evaluator: Evaluator
    ) throws(Diagnostic) -> Diagnostic? {
        var allowance: Double?
        if let tolerance {
            guard case .number(let number) = try evaluator.value(of: tolerance) else {
                return Diagnostic(
                    .expectationUndecided, "in test \"\(test.name)\", the tolerance is missing",
                    at: expectation.location, help: "write a number after `within`")
            }
            allowance = number
        }
        var wanted: [[Cell]] = []
        for row in table.rows {
            var cells: [Cell] = []
            for cell in row.cells { cells.append(try evaluator.value(of: cell)) }
            wanted.append(cells)
        }
        let actual = try evaluator.rows(of: query, table)
        let rows = ExpectedRows(wanted, actual, tolerance: allowance, inOrder: table.isOrdered)
        if rows.isOutOfOrder {
            return Diagnostic(
                .tableDiffers, "in test \"\(test.name)\", the rows are those expected, in another order",
                at: expectation.location, why: listing("in this order:", rows.actual, Array(rows.actual.indices)),
                help: "the pipeline sorts them, so their order counts")
        }
        guard !rows.absent.isEmpty || !rows.surplus.isEmpty else { return nil }
        return difference(table, rows, expectation, in: test)
    }

    private func difference(
        _ table: ExpectedTable, _ rows: ExpectedRows, _ expectation: Expectation, in test: TestDeclaration
    ) -> Diagnostic {
        var labels: [Label] = []
        var rest = rows.surplus
        for row in rows.absent {
            guard let place = rest.firstIndex(where: { rows.tellsApart(row, $0) }) else {
                labels.append(Label(table.rows[row].location, "there is no such row"))
                continue
            }
            let other = rest.remove(at: place)
            for (column, cell) in table.rows[row].cells.enumerated()
            where !rows.agree(rows.expected[row][column], rows.actual[other][column]) {
                labels.append(Label(cell.location, "is \(Self.shown(rows.actual[other][column]))"))
            }
        }
        let more = labels.count - Self.mostShown
        var notes: [String] = []
        if more > 0 { notes.append("\(more) more differ") }
        if !rest.isEmpty { notes.append(listing("rows that are there and not expected:", rows.actual, rest)) }
        return Diagnostic(
            .tableDiffers, "in test \"\(test.name)\", the table is not as expected", at: Label(expectation.location),
            related: Array(labels.prefix(Self.mostShown)), why: notes.isEmpty ? nil : notes.joined(separator: "\n"))
    }

    private func listing(_ head: String, _ rows: [[Cell]], _ places: [Int]) -> String {
        let shown = places.prefix(Self.mostShown).map { rows[$0].map(Self.shown).joined(separator: "  ") }
        let more = places.count - shown.count
        return ([head] + shown + (more > 0 ? ["and \(more) more"] : [])).joined(separator: "\n")
    }
}

extension ExpectedRows {
    /// Whether an expected row and one of the table are about the same thing: all that is no number agrees.
    fileprivate func tellsApart(_ row: Int, _ other: Int) -> Bool {
        zip(expected[row], actual[other]).allSatisfy { left, right in
            if case .number = left { return true }
            if case .number = right { return true }
            return left == right
        }
    }
}

extension Evaluator {
    /// The rows of a pipeline, in the columns that a test compares.
    func rows(of query: ResolvedQuery, _ table: ExpectedTable) throws(Diagnostic) -> [[Cell]] {
        let result = try self.table(query)
        var columns: [Column] = []
        for wanted in table.columns {
            guard let column = result[wanted.name] else {
                throw Diagnostic(
                    .noSuchColumn, "there is no column `\(wanted.name)`", at: query.location,
                    help: "the columns are " + result.columns.prefix(20).map(\.name).joined(separator: ", "))
            }
            columns.append(column)
        }
        return (0..<result.rowCount).map { row in columns.map { $0[row] } }
    }
}
