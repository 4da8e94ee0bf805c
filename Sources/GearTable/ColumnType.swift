/// What the cells of a column are.
package enum ColumnType: Hashable, Sendable {
    /// A measurement; shown with decimals.
    case number
    /// A count; shown without decimals.
    case integer
    case boolean
    case date
    /// Texts of one domain, stored as codes into a dictionary.
    case coded(Domain)

    /// What a coded text means; texts of two domains are never compared by accident.
    package enum Domain: Hashable, Sendable {
        case text
        case node, layer, wave, source
        /// A dimension by name, such as `district`.
        case dimension(String)
        /// Points of a scale by its name.
        case point(scale: String)
        /// Levels of a progression by its name.
        case level(progression: String)
    }

    package static let text = ColumnType.coded(.text)
    package static let node = ColumnType.coded(.node)
    package static let layer = ColumnType.coded(.layer)
    package static let wave = ColumnType.coded(.wave)
    package static let source = ColumnType.coded(.source)
    package static func dimension(_ name: String) -> ColumnType { .coded(.dimension(name)) }
    package static func point(scale: String) -> ColumnType { .coded(.point(scale: scale)) }

    package static func level(progression: String) -> ColumnType { .coded(.level(progression: progression)) }

    /// Whether cells are shown flush right with their decimals in line.
    package var isNumeric: Bool { self == .number || self == .integer }
}
