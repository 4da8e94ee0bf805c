import GearSyntax

/// chart KIND VALUE, LOW, HIGH by KEYS across COLUMN: which columns of a table are drawn, and how.
package struct Chart: Sendable {
    package typealias Kind = ChartKind

    package let kind: Kind
    /// Numbers; of a distribution, points of a scale, levels or bands.
    package let value: String
    /// The ends of an interval around the value; bars and lines may have them.
    package let low: String?
    package let high: String?
    /// What tells the lines, rows or bars apart.
    package let keys: [String]
    /// What runs to the right; nil for bars and distributions.
    package let across: String?
    /// What the values are measured on, where the program says so.
    package let measure: Measure?
    /// What is counted of levels and bands, in order; nil for points of scales, which only the data know.
    package let declared: [String]?

    package init(
        kind: Kind, value: String, low: String? = nil, high: String? = nil, keys: [String], across: String? = nil,
        measure: Measure? = nil, declared: [String]? = nil
    ) {
        self.kind = kind
        self.value = value
        self.low = low
        self.high = high
        self.keys = keys
        self.across = across
        self.measure = measure
        self.declared = declared
    }

    /// Of a distribution: the column of how many have no point.
    package static let without = "without"

    /// All columns that it reads; of a distribution, those too that tell which scale its points are of.
    package var columns: [String] {
        [value] + [low, high, across].compactMap { $0 } + keys + (kind == .distribution ? ["question", "survey"] : [])
    }
}

extension ChartKind {
    /// Whether what runs to the right is named, with `across`; bars and distributions run there themselves.
    package var runsAcross: Bool { self != .bars && self != .distribution }

    /// Whether values of a type are drawn: numbers, or in a distribution what has points that can be counted.
    package func draws(_ type: Type) -> Bool {
        switch type {
        case .absent: true
        case .number: self != .distribution
        case .point, .level, .band: self == .distribution
        default: false
        }
    }
}

extension ResolvedQuery {
    /// How its result is drawn; nil if it ends with another stage.
    package var chart: Chart? {
        switch (stages.last, table) {
        case (.chart(let chart)?, _): chart
        case (nil, .query(let inner)): inner.chart
        default: nil
        }
    }
}
