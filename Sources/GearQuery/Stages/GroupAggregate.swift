import GearModel
import GearSource
import GearTable

/// One aggregate over the rows of each group: `mean(score)`, `share(score >= 4)`, `count()`.
///
/// Missing cells do not count; what nothing is left of is missing, and its count 0. What needs a hidden cell is hidden:
/// over the others alone it would be another figure, which nobody asked for. Sums do not depend on the order of rows.
struct GroupAggregate {
    let table: Table
    let model: Model
    let members: Grouping.Members
    let location: Location

    static let nothingLeft = "no values"

    func column(_ aggregate: Aggregate) throws(Diagnostic) -> Column {
        let compiler = Compiler(table, model)
        var mask: [Bool]?
        var conditions: Column?
        if let condition = aggregate.condition {
            mask = try compiler.mask(condition)
            conditions = try compiler.column(condition, named: "")
        }
        let values: Column?
        switch aggregate.argument {
        case .rows: values = nil
        case .term(let term): values = try compiler.column(term, named: "")
        case .collection: throw outOfPlace("collections are gathered in `scoring`")
        }
        let isHidden = try (0..<members.count).map { group throws(Diagnostic) in
            try Threads.goOn()
            return members[group].contains { row in
                conditions?.isHidden(row) ?? false
                    || values?.isHidden(row) ?? false && (aggregate.function == .share || mask?[row] ?? true)
            }
        }
        return try column(aggregate.function, values, mask).hiding(isHidden)
    }

    private func column(
        _ function: AggregateFunction, _ values: Column?, _ mask: [Bool]?
    ) throws(Diagnostic) -> Column {
        switch (function, values) {
        case (.count, _): return count(values, mask)
        case (.share, _): return try share(values, mask)
        case (.min, let values?): return extreme(values, mask, wantsLeast: true)
        case (.max, let values?): return extreme(values, mask, wantsLeast: false)
        case (.mean, let values?): return try measure(values, mask) { OrderFreeSum($0).value / Double($0.count) }
        case (.sum, let values?): return try measure(values, mask) { OrderFreeSum($0).value }
        case (.median, let values?): return try measure(values, mask, Self.median)
        case (.latest, _), (.decayingLinear, _), (.decayingRecursive, _):
            throw outOfPlace("`\(function.rawValue)` combines waves in a rule's `time`")
        case (_, nil): throw outOfPlace("`\(function.rawValue)` needs the values it is of")
        }
    }

    private func outOfPlace(_ message: String) -> Diagnostic {
        Diagnostic(.aggregateOutOfPlace, message, at: location)
    }

    private func isCounted(_ row: Int, _ values: Column?, _ mask: [Bool]?) -> Bool {
        !(values?.isMissing(row) ?? false) && mask?[row] ?? true
    }

    private func count(_ values: Column?, _ mask: [Bool]?) -> Column {
        var builder = ColumnBuilder("", .integer, capacity: members.count)
        for group in 0..<members.count {
            builder.append(members[group].count { isCounted($0, values, mask) })
        }
        return builder.finish()
    }

    /// Of the rows that have a value, those where the condition (or, without one, the value itself) is true.
    private func share(_ values: Column?, _ mask: [Bool]?) throws(Diagnostic) -> Column {
        let counted: [Bool]
        switch (mask, values?.storage) {
        case (let mask?, _): counted = mask
        case (nil, .booleans(let cells)?): counted = cells
        default: throw outOfPlace("`share` needs what is to be counted")
        }
        var builder = ColumnBuilder("", .number, capacity: members.count)
        for group in 0..<members.count {
            try Threads.goOn()
            let present = members[group].lazy.filter { isCounted($0, values, nil) }
            let all = present.count
            if all == 0 {
                builder.appendMissing(Self.nothingLeft)
            } else {
                builder.append(Double(present.count { counted[$0] }) / Double(all))
            }
        }
        return builder.finish()
    }

    /// The least or greatest cell, in the order of output.
    private func extreme(_ values: Column, _ mask: [Bool]?, wantsLeast: Bool) -> Column {
        let keys = values.sortKeys()
        let rows: [Int?] = (0..<members.count).map { group in
            let counted = members[group].lazy.filter { isCounted($0, values, mask) }
            return wantsLeast ? counted.min { keys[$0] < keys[$1] } : counted.max { keys[$0] < keys[$1] }
        }
        return values.takingOptional(rows, reason: Self.nothingLeft)
    }

    private func measure(
        _ values: Column, _ mask: [Bool]?, _ measure: ([Double]) throws(Diagnostic) -> Double
    ) throws(Diagnostic) -> Column {
        let numbers: [Double]
        switch values.storage {
        case .numbers(let cells): numbers = cells
        case .integers(let cells): numbers = cells.map { Double($0) }
        default: throw outOfPlace("this is calculated from numbers")
        }
        var builder = ColumnBuilder("", .number, capacity: members.count)
        var counted: [Double] = []
        for group in 0..<members.count {
            try Threads.goOn()
            counted.removeAll(keepingCapacity: true)
            for row in members[group] where isCounted(row, values, mask) { counted.append(numbers[row]) }
            let result = counted.isEmpty ? 0 : try measure(counted)
            if counted.isEmpty {
                builder.appendMissing(Self.nothingLeft)
            } else if result.isFinite {
                builder.append(result)
            } else {
                builder.appendMissing(Compiler.notFinite)
            }
        }
        return builder.finish()
    }

    /// Of an even number of values, the mean of the middle two.
    private static func median(_ values: [Double]) throws(Diagnostic) -> Double {
        let sorted = try Threads.wanted(values.sortedWhileWanted(by: <))
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2
    }
}
