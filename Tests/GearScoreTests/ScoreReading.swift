import GearTable

/// Reads single figures out of a table of scores.
struct ScoreReading {
    let table: Table

    /// The row of a node in a group, by its dimension values.
    func row(_ node: String, _ dimensions: [String: String] = [:]) -> Int? {
        (0..<table.rowCount).first { row in
            text("node", row) == node && dimensions.allSatisfy { text($0.key, row) == $0.value }
        }
    }

    func text(_ column: String, _ row: Int) -> String? {
        if case .text(let text)? = table[column]?[row] { text } else { nil }
    }

    /// NaN where it is missing.
    func number(_ column: String, _ row: Int?) -> Double {
        guard let row else { return .nan }
        switch table[column]?[row] {
        case .number(let number): return number
        case .integer(let count): return Double(count)
        default: return .nan
        }
    }

    /// Every cell, for comparing two tables to the last bit.
    var bytes: [String] {
        (0..<table.rowCount).map { row in
            table.row(row).map { cell in
                if case .number(let number) = cell { return "\(number.bitPattern)" }
                return "\(cell)"
            }.joined(separator: " ")
        }
    }
}

/// Whether two figures are the same within `tolerance`, both undefined included.
func agree(_ left: Double, _ right: Double, within tolerance: Double = 1e-9) -> Bool {
    if left.isNaN || right.isNaN { return left.isNaN && right.isNaN }
    if left == right { return true }
    return (left - right).magnitude <= tolerance * max(1, right.magnitude)
}
