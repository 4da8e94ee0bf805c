import GearTable

/// An expression made ready for the rows of one table: what computes a batch of its cells.
///
/// The type is settled when it is compiled, so that no row looks it up.
enum Kernel {
    typealias Run<Element> = (Range<Int>) -> Batch<Element>

    case numbers(Run<Double>)
    case booleans(Run<Bool>)
    /// As `CalendarDate.packed`.
    case dates(Run<Int32>)
    case codes(Run<UInt32>, TextDictionary, ColumnType.Domain)
    /// The literals `missing` and `hidden`, which take any type; with their state.
    case nothing(UInt8)

    /// The type of the column that it fills; a column of nothing else is one of numbers.
    var columnType: ColumnType {
        switch self {
        case .numbers, .nothing: .number
        case .booleans: .boolean
        case .dates: .date
        case .codes(_, _, let domain): .coded(domain)
        }
    }

    /// For an operand that is read more than once: the batch at hand is computed once.
    var remembered: Kernel {
        switch self {
        case .numbers(let run): .numbers(Self.remembering(run))
        case .booleans(let run): .booleans(Self.remembering(run))
        case .dates(let run): .dates(Self.remembering(run))
        case .codes(let run, let dictionary, let domain): .codes(Self.remembering(run), dictionary, domain)
        case .nothing: self
        }
    }

    private static func remembering<Element>(_ run: @escaping Run<Element>) -> Run<Element> {
        var last: (rows: Range<Int>, batch: Batch<Element>)?
        return { rows in
            if let last, last.rows == rows { return last.batch }
            let batch = run(rows)
            last = (rows, batch)
            return batch
        }
    }

    /// The same cell in every row.
    static func constant<Element>(_ value: Element) -> Run<Element> {
        let full = Batch(cells: [Element](repeating: value, count: Batch<Element>.size))
        return { rows in
            rows.count == full.cells.count ? full : Batch(cells: [Element](repeating: value, count: rows.count))
        }
    }

    /// Missing in every row, `filler` standing in the cells.
    static func allMissing<Element>(_ filler: Element, _ state: UInt8 = 1) -> Run<Element> {
        { rows in
            Batch(
                cells: [Element](repeating: filler, count: rows.count),
                states: [UInt8](repeating: state, count: rows.count))
        }
    }
}
