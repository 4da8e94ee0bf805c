import GearSource

/// One named column of a table.
///
/// A missing cell may have a reason ('undefined is a value with a reason'); its place in `storage`
/// then holds a filler (NaN, 0, false) that nobody may read.
package struct Column: Sendable {
    package enum Storage: Sendable {
        case numbers([Double])
        case integers([Int])
        case booleans([Bool])
        case dates([CalendarDate?])
        case codes([UInt32], TextDictionary)
    }

    package var name: String
    /// What it is called for people, where that is more than its name; else empty.
    package var title = ""
    package let type: ColumnType
    package let storage: Storage
    /// Empty if all cells are values, else one a cell: 0 a value, 1 missing, 255 hidden, others missing because of
    /// `reasons[state - 2]`.
    package let states: [UInt8]
    /// At most `mostReasons`.
    package let reasons: [String]

    /// The state of a cell that is there and withheld; its place in `storage` holds a filler as well.
    package static let hiddenState: UInt8 = 255
    package static let mostReasons = 253

    /// The storage must suit the type, and there must be as many states as cells, or none.
    package init(
        _ name: String, _ type: ColumnType, _ storage: Storage, states: [UInt8] = [], reasons: [String] = []
    ) {
        self.name = name
        self.type = type
        self.storage = storage
        self.states = states
        self.reasons = reasons
        assert(states.isEmpty || states.count == count)
    }

    /// A column of missing cells only.
    package init(missing name: String, _ type: ColumnType, count: Int) {
        let storage: Storage =
            switch type {
            case .number: .numbers([Double](repeating: .nan, count: count))
            case .integer: .integers([Int](repeating: 0, count: count))
            case .boolean: .booleans([Bool](repeating: false, count: count))
            case .date: .dates([CalendarDate?](repeating: nil, count: count))
            case .coded: .codes([UInt32](repeating: 0, count: count), .empty)
            }
        self.init(name, type, storage, states: [UInt8](repeating: 1, count: count))
    }

    package var count: Int {
        switch storage {
        case .numbers(let cells): cells.count
        case .integers(let cells): cells.count
        case .booleans(let cells): cells.count
        case .dates(let cells): cells.count
        case .codes(let cells, _): cells.count
        }
    }

    /// Whether there is no value, hidden ones included.
    package func isMissing(_ row: Int) -> Bool { !states.isEmpty && states[row] != 0 }

    package func isHidden(_ row: Int) -> Bool { !states.isEmpty && states[row] == Self.hiddenState }

    /// Why the cell is missing; nil for a value or a hidden one, and where no reason is known.
    package func reason(_ row: Int) -> String? {
        guard !states.isEmpty, states[row] > 1, states[row] != Self.hiddenState else { return nil }
        return reasons[Int(states[row]) - 2]
    }

    package subscript(row: Int) -> Cell {
        if isMissing(row) { return isHidden(row) ? .hidden : .missing(reason(row)) }
        switch storage {
        case .numbers(let cells): return .number(cells[row])
        case .integers(let cells): return .integer(cells[row])
        case .booleans(let cells): return .boolean(cells[row])
        case .dates(let cells): return cells[row].map { .date($0) } ?? .missing(nil)
        case .codes(let cells, let dictionary): return .text(dictionary[cells[row]])
        }
    }

    /// The same with some cells hidden: nothing of them is left.
    package func hiding(_ isHidden: [Bool]) -> Column {
        guard isHidden.contains(true) else { return self }
        func kept<Element>(_ cells: [Element], _ filler: Element) -> [Element] {
            zip(cells, isHidden).map { $1 ? filler : $0 }
        }
        let storage: Storage =
            switch storage {
            case .numbers(let cells): .numbers(kept(cells, .nan))
            case .integers(let cells): .integers(kept(cells, 0))
            case .booleans(let cells): .booleans(kept(cells, false))
            case .dates(let cells): .dates(kept(cells, nil))
            case .codes(let cells, let dictionary): .codes(kept(cells, 0), dictionary)
            }
        let old = states.isEmpty ? [UInt8](repeating: 0, count: count) : states
        return Column(name, type, storage, states: kept(old, Self.hiddenState), reasons: reasons).titled(title)
    }

    package func renamed(_ name: String) -> Column {
        var copy = self
        copy.name = name
        return copy
    }

    package func titled(_ title: String) -> Column {
        var copy = self
        copy.title = title
        return copy
    }

    /// The cells at `rows`, in that order; a row may occur more than once or not at all.
    package func taking(_ rows: [Int]) -> Column {
        let taken: Storage =
            switch storage {
            case .numbers(let cells): .numbers(rows.map { cells[$0] })
            case .integers(let cells): .integers(rows.map { cells[$0] })
            case .booleans(let cells): .booleans(rows.map { cells[$0] })
            case .dates(let cells): .dates(rows.map { cells[$0] })
            case .codes(let cells, let dictionary): .codes(rows.map { cells[$0] }, dictionary)
            }
        return Column(
            name, type, taken, states: states.isEmpty ? [] : rows.map { states[$0] }, reasons: reasons
        ).titled(title)
    }

    /// One integer a cell that orders as the output does, hidden and then missing cells last; equal for equal cells.
    package func sortKeys() -> [UInt64] { keys { $0.order() } }

    /// One integer a cell, equal for equal cells, in no order: missing is one key, whatever its reason, and hidden
    /// another. Texts need not be compared for it.
    package func groupingKeys() -> [UInt64] { keys { Array(0..<UInt32($0.texts.count)) } }

    private func keys(_ order: (TextDictionary) -> [UInt32]) -> [UInt64] {
        var keys: [UInt64] =
            switch storage {
            case .numbers(let cells): cells.map(Self.key)
            case .integers(let cells): cells.map { min(UInt64(bitPattern: Int64($0)) ^ (1 << 63), Self.hiddenKey - 1) }
            case .booleans(let cells): cells.map { $0 ? 1 : 0 }
            case .dates(let cells): cells.map { $0.map { UInt64($0.packed) } ?? Self.missingKey }
            case .codes(let cells, let dictionary): Self.keys(cells, order(dictionary), states)
            }
        for row in states.indices where states[row] != 0 {
            keys[row] = states[row] == Self.hiddenState ? Self.hiddenKey : Self.missingKey
        }
        return keys
    }

    /// What `sortKeys` gives for a missing cell.
    package static let missingKey = UInt64.max
    /// What it gives for a hidden one.
    package static let hiddenKey = UInt64.max - 1

    private static func keys(_ cells: [UInt32], _ order: [UInt32], _ states: [UInt8]) -> [UInt64] {
        cells.indices.map { row in
            states.isEmpty || states[row] == 0 ? UInt64(order[Int(cells[row])]) : missingKey
        }
    }

    /// The bits of a double in an order that is the numbers' own; both zeros are one.
    private static func key(_ number: Double) -> UInt64 {
        if number.isNaN { return missingKey }
        let bits = (number == 0 ? 0 : number).bitPattern
        return bits >> 63 == 0 ? bits | (1 << 63) : ~bits
    }
}

/// One cell as it is shown.
package enum Cell: Hashable, Sendable {
    /// With the reason, if one is known.
    case missing(String?)
    /// There, and withheld.
    case hidden
    case number(Double)
    case integer(Int)
    case boolean(Bool)
    case date(CalendarDate)
    case text(String)
}
