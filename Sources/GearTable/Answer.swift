/// What a statement gives.
package enum Answer: Sendable {
    case table(Table)
    case explained(Explained)

    /// As rows, for whoever wants those.
    package var table: Table {
        switch self {
        case .table(let table): table
        case .explained(let explained): explained.table
        }
    }
}
