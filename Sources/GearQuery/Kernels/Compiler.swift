import GearModel
import GearSource
import GearTable

/// Makes expressions ready for the rows of one table.
///
/// Each operator becomes a loop over batches of cells; what depends on texts alone (comparing, searching,
/// changing case) is done once a dictionary entry when it is compiled.
final class Compiler {
    let table: Table
    let model: Model
    /// Whether comparisons see numbers rounded to nine decimals, as `expect` does (STATISTICS rule 19).
    let roundsComparisons: Bool
    /// Why cells are missing; a state s > 1 stands for `reasons[s - 2]`, but for that of hidden cells.
    private(set) var reasons: [String] = []

    init(_ table: Table, _ model: Model, roundsComparisons: Bool = false) {
        self.table = table
        self.model = model
        self.roundsComparisons = roundsComparisons
    }

    /// The state for a reason; 1 (no reason) once 253 are in use, as columns can hold no more.
    func state(for reason: String) -> UInt8 {
        if let place = reasons.firstIndex(of: reason) { return UInt8(place + 2) }
        guard reasons.count < Column.mostReasons else { return 1 }
        reasons.append(reason)
        return UInt8(reasons.count + 1)
    }

    /// The values of an expression in all rows.
    func column(_ term: Term, named name: String) throws(Diagnostic) -> Column {
        if case .column(let source) = term.kind { return try column(source, at: term.location).renamed(name) }
        return try gather(try kernel(for: term), as: name)
    }

    /// Where a condition is true (neither false nor missing).
    func mask(_ condition: Term) throws(Diagnostic) -> [Bool] {
        let run = try booleans(condition)
        var mask: [Bool] = []
        mask.reserveCapacity(table.rowCount)
        for rows in batches() {
            try Threads.goOn()
            let batch = run(rows)
            if batch.states.isEmpty {
                mask += batch.cells
            } else {
                for row in batch.cells.indices { mask.append(batch.cells[row] && batch.states[row] == 0) }
            }
        }
        return mask
    }

    func kernel(for term: Term) throws(Diagnostic) -> Kernel {
        switch term.kind {
        case .constant(let value): return constant(value, term.type)
        case .column(let name): return load(try column(name, at: term.location))
        case .unary(.not, let operand):
            let run = try booleans(operand)
            return .booleans { run($0).map { !$0 } }
        case .unary(.negate, let operand):
            let run = try numbers(operand)
            return .numbers { run($0).map { -$0 } }
        case .binary(let operation, let left, let right): return try binary(operation, left, right)
        case .isMissing(let operand, let negated):
            return .booleans(states(of: try kernel(for: operand)) { ($0 != 0 && $0 != Column.hiddenState) != negated })
        case .isHidden(let operand, let negated):
            return .booleans(states(of: try kernel(for: operand)) { ($0 == Column.hiddenState) != negated })
        case .isIn(let operand, let list, let negated): return try membership(operand, list, negated)
        case .isBetween(let operand, let low, let high, let negated):
            return try betweenness(operand, low, high, negated)
        case .call(let function, let arguments): return try call(function, arguments, at: term.location)
        case .aggregate, .cell:
            throw Diagnostic(
                .aggregateOutOfPlace, "this gathers several rows where one row is at hand", at: term.location,
                help: "use it in `group`, or in what a test expects")
        }
    }

    // MARK: Operands of a wanted type

    func numbers(_ term: Term) throws(Diagnostic) -> Kernel.Run<Double> {
        switch try kernel(for: term) {
        case .numbers(let run): return run
        case .nothing(let state): return Kernel.allMissing(.nan, state)
        default: throw unsuitable(term, "a number")
        }
    }

    func booleans(_ term: Term) throws(Diagnostic) -> Kernel.Run<Bool> {
        switch try kernel(for: term) {
        case .booleans(let run): return run
        case .nothing(let state): return Kernel.allMissing(false, state)
        default: throw unsuitable(term, "true or false")
        }
    }

    func unsuitable(_ term: Term, _ wanted: String) -> Diagnostic {
        Diagnostic(
            .unsuitableOperand, "this is not \(wanted)", at: term.location,
            why: "the columns that `pivot` makes have the type of the cells it spreads")
    }

    // MARK: Leaves

    private func column(_ name: String, at location: Location) throws(Diagnostic) -> Column {
        if let column = table[name] { return column }
        throw Self.noColumn(name, in: table, at: location)
    }

    static func noColumn(_ name: String, in table: Table, at location: Location) -> Diagnostic {
        let names = table.columns.map(\.name)
        let nearest = Likeness.nearest(to: name, among: names).map { "did you mean `\($0)`? " } ?? ""
        return Diagnostic(
            .noSuchColumn, "there is no column `\(name)`", at: location,
            help: nearest + "the columns are " + names.prefix(20).joined(separator: ", "))
    }

    private func constant(_ value: Value, _ type: Type) -> Kernel {
        switch value {
        case .number(let number): .numbers(Kernel.constant(number))
        case .boolean(let boolean): .booleans(Kernel.constant(boolean))
        case .date(let date): .dates(Kernel.constant(date.packed))
        case .text(let text): .codes(Kernel.constant(0), TextDictionary([text]), domain(of: type))
        case .missing: .nothing(1)
        case .hidden: .nothing(Column.hiddenState)
        }
    }

    /// How a table stores what an expression of that type gives.
    private func domain(of type: Type) -> ColumnType.Domain {
        switch type {
        case .node: .node
        case .layer: .layer
        case .wave: .wave
        case .source: .source
        case .level(let progression):
            .level(progression: progression.map { model.progressions[$0].heading.name } ?? "")
        case .dimension(let name): .dimension(name)
        case .point(let scale): .point(scale: scale.map { model.scales[$0].heading.name } ?? "")
        default: .text
        }
    }

    private func load(_ column: Column) -> Kernel {
        let states = self.states(of: column)
        func run<Stored, Element>(_ cells: [Stored], _ convert: @escaping (Stored) -> Element) -> Kernel.Run<Element> {
            { rows in Batch(cells: cells[rows].map(convert), states: states.isEmpty ? [] : Array(states[rows])) }
        }
        switch column.storage {
        case .numbers(let cells): return .numbers(run(cells) { $0 })
        case .integers(let cells): return .numbers(run(cells) { Double($0) })
        case .booleans(let cells): return .booleans(run(cells) { $0 })
        case .dates(let cells): return .dates(run(cells) { $0?.packed ?? 0 })
        case .codes(let cells, let dictionary):
            guard case .coded(let domain) = column.type else { return .nothing(1) }
            // Whatever fills a missing cell, the tables of texts that kernels look into must have it.
            let safe = UInt32(max(1, dictionary.texts.count) - 1)
            return .codes(run(cells) { min($0, safe) }, dictionary, domain)
        }
    }

    /// A column's states in terms of this compiler's reasons.
    private func states(of column: Column) -> [UInt8] {
        if column.reasons.isEmpty { return column.states }
        let translated = [0, 1] + column.reasons.map { state(for: $0) }
        return column.states.map { $0 == Column.hiddenState ? $0 : translated[Int($0)] }
    }

    // MARK: Running

    private func batches() -> some Sequence<Range<Int>> {
        let count = table.rowCount
        return stride(from: 0, to: count, by: Batch<Bool>.size).lazy.map { $0..<min($0 + Batch<Bool>.size, count) }
    }

    private func gather(_ kernel: Kernel, as name: String) throws(Diagnostic) -> Column {
        var states: [UInt8] = []
        func all<Element>(_ run: Kernel.Run<Element>) throws(Diagnostic) -> [Element] {
            var cells: [Element] = []
            cells.reserveCapacity(table.rowCount)
            for rows in batches() {
                try Threads.goOn()
                let batch = run(rows)
                // States are kept only from the first missing cell on.
                if !batch.states.isEmpty, states.count < cells.count {
                    states = [UInt8](repeating: 0, count: cells.count)
                }
                if !batch.states.isEmpty {
                    states += batch.states
                } else if !states.isEmpty {
                    states += [UInt8](repeating: 0, count: batch.cells.count)
                }
                cells += batch.cells
            }
            return cells
        }
        let storage: Column.Storage =
            switch kernel {
            case .numbers(let run): .numbers(try all(run))
            case .booleans(let run): .booleans(try all(run))
            case .dates(let run): .dates(try all(run).map { CalendarDate(packed: $0) })
            case .codes(let run, let dictionary, _): .codes(try all(run), dictionary)
            case .nothing(let state): .numbers(try all(Kernel.allMissing(.nan, state)))
            }
        return Column(name, kernel.columnType, storage, states: states, reasons: reasons)
    }
}

extension CalendarDate {
    /// nil for a filler, which is no date.
    init?(packed: Int32) {
        self.init(year: Int(packed) / 10_000, month: Int(packed) / 100 % 100, day: Int(packed) % 100)
    }
}
