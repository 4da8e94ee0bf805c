import GearModel
import GearTable

/// A table of scores by group and node.
struct ScoreGroups {
    /// A row a group that is shown: its dimensions.
    let groups: Table
    /// For each such group what tells it from others, its source left out.
    let keys: [String]
    var count: Int { keys.count }
    /// The dimensions that make up the keys.
    let keyDimensions: [String]

    private let table: Table
    /// The place of each group that is shown among all of the table.
    private let shown: [Int]
    private let nodes: [String: Int]
    /// For each group of the table and node the row; -1 where there is none.
    private let rows: [Int]
    /// Places of all groups of the table by key and source.
    private let places: [[String]: Int]

    /// - Parameters:
    ///   - wanted: Nodes that will be asked for, as they are shown.
    ///   - sources: Whose groups are shown; nil: all.
    init(_ table: Table, _ dimensions: [String], nodes wanted: Set<String>, sources: [String]?) {
        self.table = table
        keyDimensions = dimensions.filter { $0 != "source" }
        let columns = dimensions.compactMap { table[$0] }
        let grouping = Grouping(columns, rowCount: table.rowCount)
        nodes = Dictionary(uniqueKeysWithValues: zip(wanted.sorted(), 0...))
        rows = Self.rows(table, grouping, nodes)
        let first = table.rowCount == 0 ? [] : grouping.firstRows
        let keyColumns = keyDimensions.compactMap { table[$0] }
        let keys = first.map { row in Self.key(keyColumns, row) }
        let source = table["source"]
        let names = first.map { row in source?[row].plainText ?? "" }
        places = Dictionary(
            first.indices.map { ([keys[$0], names[$0]], $0) }, uniquingKeysWith: { first, _ in first })
        let shown = first.indices.filter { sources?.contains(names[$0]) ?? true }
        self.shown = shown
        self.keys = shown.map { keys[$0] }
        let rowsShown = shown.map { first[$0] }
        groups = Table(columns.map { $0.taking(rowsShown) })
    }

    /// What tells a group from others.
    static func key(_ columns: [Column], _ row: Int) -> String {
        // No text of a file has the separator in it.
        columns.map { $0.isMissing(row) ? "\u{0}" : $0[row].plainText }.joined(separator: "\u{1F}")
    }

    private static func rows(_ table: Table, _ grouping: Grouping, _ nodes: [String: Int]) -> [Int] {
        guard !nodes.isEmpty, case .codes(let codes, let dictionary)? = table["node"]?.storage else { return [] }
        let slots = dictionary.texts.map { nodes[$0] }
        var rows = [Int](repeating: -1, count: grouping.count * nodes.count)
        for (row, code) in codes.enumerated() {
            guard let slot = slots[Int(code)] else { continue }
            rows[Int(grouping.groups[row]) * nodes.count + slot] = row
        }
        return rows
    }

    /// A measure of a node's score in each group that is shown.
    ///
    /// - Parameter source: Whose score, if it is not the group's own.
    func column(_ measure: String, of node: String, source: String? = nil) -> Column {
        guard let column = table[measure], let slot = nodes[node] else {
            return Column(missing: measure, .number, count: count)
        }
        let found = shown.indices.map { place -> Int? in
            let group = source.map { places[[keys[place], $0]] } ?? shown[place]
            return group.flatMap { rows[$0 * nodes.count + slot] }.flatMap { $0 < 0 ? nil : $0 }
        }
        return column.takingOptional(found, reason: "no answers")
    }
}
