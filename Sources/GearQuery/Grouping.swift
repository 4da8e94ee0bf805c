import GearTable

/// Which rows have the same key: a number for each row, the same for equal keys, from 0 in order of first sight.
struct Grouping {
    private(set) var groups: [UInt32]
    private(set) var count: Int

    /// One group of all rows.
    init(rowCount: Int) {
        groups = [UInt32](repeating: 0, count: rowCount)
        count = 1
    }

    /// Missing cells are one key.
    init(_ columns: [Column], rowCount: Int) {
        self.init(rowCount: rowCount)
        for column in columns { split(by: column.groupingKeys()) }
        if !columns.isEmpty, rowCount == 0 { count = 0 }
    }

    /// Parts each group by one more key a row. All are one group where nobody waits any longer.
    mutating func split(by keys: [UInt64]) {
        struct Key: Hashable {
            let group: UInt32
            let key: UInt64
        }
        var places: [Key: UInt32] = [:]
        var last: (key: Key, place: UInt32)?
        var check = StopCheck()
        for row in groups.indices {
            if check.isDue() {
                self = Grouping(rowCount: groups.count)
                return
            }
            let key = Key(group: groups[row], key: keys[row])
            // Rows often come in runs of one key.
            if let last, last.key == key {
                groups[row] = last.place
                continue
            }
            let place = places[key] ?? UInt32(places.count)
            places[key] = place
            last = (key, place)
            groups[row] = place
        }
        count = places.count
    }

    /// The first row of each group; empty groups (only the one of no rows) have none.
    var firstRows: [Int] {
        var rows = [Int](repeating: 0, count: count)
        for (row, group) in groups.enumerated().reversed() { rows[Int(group)] = row }
        return rows
    }

    /// The rows of each group, in their order.
    var members: Members {
        var starts = [Int](repeating: 0, count: count + 1)
        for group in groups { starts[Int(group) + 1] += 1 }
        for group in 0..<count { starts[group + 1] += starts[group] }
        var next = starts
        var rows = [Int](repeating: 0, count: groups.count)
        for (row, group) in groups.enumerated() {
            rows[next[Int(group)]] = row
            next[Int(group)] += 1
        }
        return Members(starts: starts, rows: rows)
    }

    struct Members {
        fileprivate let starts: [Int]
        fileprivate let rows: [Int]

        var count: Int { starts.count - 1 }
        subscript(group: Int) -> ArraySlice<Int> { rows[starts[group]..<starts[group + 1]] }
    }
}
