import GearSource

/// Fills a column cell by cell; appending allocates only as the column grows.
///
/// Each `append` is for one type; a wrong one is a mistake in the program.
package struct ColumnBuilder {
    package let name: String
    package let type: ColumnType
    private var numbers: [Double] = []
    private var integers: [Int] = []
    private var booleans: [Bool] = []
    private var dates: [CalendarDate?] = []
    private var codes: [UInt32] = []
    private var states: [UInt8] = []
    private var reasons: [String] = []
    private var shared: TextDictionary?
    private var texts: [String] = []
    private var places: [String: UInt32] = [:]

    /// With a `dictionary`, cells are appended by its codes; without, by their text.
    package init(_ name: String, _ type: ColumnType, dictionary: TextDictionary? = nil, capacity: Int = 0) {
        self.name = name
        self.type = type
        shared = dictionary
        guard capacity > 0 else { return }
        switch type {
        case .number: numbers.reserveCapacity(capacity)
        case .integer: integers.reserveCapacity(capacity)
        case .boolean: booleans.reserveCapacity(capacity)
        case .date: dates.reserveCapacity(capacity)
        case .coded: codes.reserveCapacity(capacity)
        }
    }

    package var count: Int {
        switch type {
        case .number: numbers.count
        case .integer: integers.count
        case .boolean: booleans.count
        case .date: dates.count
        case .coded: codes.count
        }
    }

    /// Not a number and the infinities are not scores: they become missing.
    package mutating func append(_ number: Double) {
        assert(type == .number)
        if number.isFinite { appendState(0) } else { appendState(1) }
        numbers.append(number)
    }

    package mutating func append(_ integer: Int) {
        assert(type == .integer)
        appendState(0)
        integers.append(integer)
    }

    package mutating func append(_ boolean: Bool) {
        assert(type == .boolean)
        appendState(0)
        booleans.append(boolean)
    }

    package mutating func append(_ date: CalendarDate) {
        assert(type == .date)
        appendState(0)
        dates.append(date)
    }

    /// A code of the dictionary that the builder was made with.
    package mutating func append(code: UInt32) {
        assert(shared != nil)
        appendState(0)
        codes.append(code)
    }

    /// A text, for a builder made without a dictionary.
    package mutating func append(_ text: String) {
        assert(shared == nil)
        appendState(0)
        if let code = places[text] { return codes.append(code) }
        let code = UInt32(texts.count)
        places[text] = code
        texts.append(text)
        codes.append(code)
    }

    /// `reason` says why; a column keeps up to 253 different reasons, later new ones are not kept.
    package mutating func appendMissing(_ reason: String? = nil) { appendFiller(reason.map { state($0) } ?? 1) }

    package mutating func appendHidden() { appendFiller(Column.hiddenState) }

    private mutating func appendFiller(_ state: UInt8) {
        appendState(state)
        switch type {
        case .number: numbers.append(.nan)
        case .integer: integers.append(0)
        case .boolean: booleans.append(false)
        case .date: dates.append(nil)
        case .coded: codes.append(0)
        }
    }

    /// A cell of whatever kind; for a builder made without a dictionary.
    package mutating func append(_ cell: Cell) {
        switch cell {
        case .missing(let reason): appendMissing(reason)
        case .hidden: appendHidden()
        case .number(let number): append(number)
        case .integer(let integer): append(integer)
        case .boolean(let boolean): append(boolean)
        case .date(let date): append(date)
        case .text(let text): append(text)
        }
    }

    package consuming func finish() -> Column {
        let storage: Column.Storage =
            switch type {
            case .number: .numbers(numbers)
            case .integer: .integers(integers)
            case .boolean: .booleans(booleans)
            case .date: .dates(dates)
            case .coded: .codes(codes, shared ?? TextDictionary(texts))
            }
        return Column(name, type, storage, states: states, reasons: reasons)
    }

    /// States are kept only from the first missing cell on.
    private mutating func appendState(_ state: UInt8) {
        if states.isEmpty {
            if state == 0 { return }
            states = [UInt8](repeating: 0, count: count)
        }
        states.append(state)
    }

    private mutating func state(_ reason: String) -> UInt8 {
        if let index = reasons.firstIndex(of: reason) { return UInt8(index + 2) }
        guard reasons.count < Column.mostReasons else { return 1 }
        reasons.append(reason)
        return UInt8(reasons.count + 1)
    }
}

extension Column {
    /// A cell for each of some rows; nil is a missing one.
    package init<Rows: Collection>(_ name: String, _ type: ColumnType, of rows: Rows, _ cell: (Rows.Element) -> Cell?) {
        var builder = ColumnBuilder(name, type, capacity: rows.count)
        for row in rows { builder.append(cell(row) ?? .missing(nil)) }
        self = builder.finish()
    }
}
