import GearTable

/// A column of numbers that may be undefined for a reason, filled row by row.
struct FigureColumn {
    private(set) var values: [Double] = []
    private(set) var states: [UInt8] = []

    mutating func reserve(_ rows: Int) {
        values.reserveCapacity(rows)
        states.reserveCapacity(rows)
    }

    /// What is not finite is undefined, with or without a reason.
    mutating func append(_ value: Double, _ why: UndefinedReason?) {
        let isDefined = value.isFinite && why == nil
        values.append(isDefined ? value : .nan)
        states.append(isDefined ? 0 : why.map { $0.rawValue + 2 } ?? 1)
    }

    mutating func append(_ figure: Figure) { append(figure.value, figure.why) }

    func column(_ name: String) -> Column {
        Column(name, .number, .numbers(values), states: states, reasons: UndefinedReason.allCases.map(\.text))
    }

    /// As whole numbers; undefined cells hold 0.
    func wholeColumn(_ name: String) -> Column {
        Column(
            name, .integer, .integers(values.map { $0.isNaN ? 0 : Int($0) }), states: states,
            reasons: UndefinedReason.allCases.map(\.text))
    }
}

/// A number, or why there is none.
package struct Figure: Sendable, Equatable {
    /// NaN if there is none.
    package let value: Double
    package let why: UndefinedReason?

    package init(_ value: Double) {
        self.value = value
        why = nil
    }

    package init(why: UndefinedReason) {
        value = .nan
        self.why = why
    }

    package static func == (left: Figure, right: Figure) -> Bool {
        left.why == right.why && (left.why != nil || left.value == right.value)
    }
}

/// What a row's column `why` says: a reason, or nothing.
struct WhyColumn {
    private var codes: [UInt32] = []
    private var states: [UInt8] = []

    mutating func reserve(_ rows: Int) {
        codes.reserveCapacity(rows)
        states.reserveCapacity(rows)
    }

    mutating func append(_ why: UndefinedReason?) {
        codes.append(why.map { UInt32($0.rawValue) } ?? 0)
        states.append(why == nil ? 1 : 0)
    }

    var column: Column {
        Column("why", .text, .codes(codes, TextDictionary(UndefinedReason.allCases.map(\.text))), states: states)
    }
}
