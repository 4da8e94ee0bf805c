import GearTable

/// The cells of one column as people read them: numbers with the same decimals, missing as `·`, with a raised
/// number for its reason, hidden ones as `hidden`.
struct ColumnText {
    let cells: [String]
    let isNumeric: Bool
    /// Whether its texts differ at their ends: paths of nodes are cut at the beginning.
    let tellsByEnd: Bool

    /// Whether any of them is hidden.
    let hasHidden: Bool

    /// Reasons are numbered in order of first sight, over all columns.
    init(_ column: Column, rows: Range<Int>, reasons: inout [String]) {
        isNumeric = column.type.isNumeric
        tellsByEnd = column.type == .node
        hasHidden = rows.contains { column.isHidden($0) }
        let decimals = Self.decimals(column, rows)
        var check = StopCheck()
        var isStopped = false
        cells = rows.map { row in
            isStopped = isStopped || check.isDue()
            if isStopped { return "" }
            switch column[row] {
            case .missing(nil): return "·"
            case .hidden: return Self.hidden
            case .missing(let reason?): return "·" + Self.raised(Self.number(of: reason, in: &reasons))
            case .number(let number): return Self.fixed(number, decimals)
            case .integer(let number): return String(number)
            case .boolean(let truth): return truth ? "yes" : "no"
            case .date(let date): return date.description
            case .text(let text): return Visible.text(text)
            }
        }
    }

    static let hidden = "hidden"
    /// What a hidden cell is, to be said once below a table.
    static let hiddenMeans = "hidden: there is a value, which is not shown to protect small groups"

    /// A line for each reason, in the order of their numbers, and one for hidden cells if there are any.
    static func legend(_ reasons: [String], hasHidden: Bool) -> [String] {
        reasons.enumerated().map { "·\(raised($0 + 1)) \(Visible.text($1))" } + (hasHidden ? [hiddenMeans] : [])
    }

    /// From 1, in order of first sight.
    static func number(of reason: String, in reasons: inout [String]) -> Int {
        if let place = reasons.firstIndex(of: reason) { return place + 1 }
        reasons.append(reason)
        return reasons.count
    }

    /// None if all numbers are whole; else two, or as many as show three digits of the largest.
    static func decimals(_ column: Column, _ rows: Range<Int>) -> Int {
        guard case .numbers(let numbers) = column.storage, !Threads.isStopping else { return 0 }
        let present = rows.filter { !column.isMissing($0) }.map { numbers[$0] }
        if present.allSatisfy({ $0 == $0.rounded() }) { return 0 }
        let largest = present.reduce(0) { max($0, abs($1)) }
        var decimals = 2
        var bound = 0.1
        while largest < bound, decimals < 9 {
            decimals += 1
            bound /= 10
        }
        return decimals
    }

    /// Rounded to nine decimals first, then half away from zero, as cuts are: 2.675 is 2.68.
    static func fixed(_ number: Double, _ decimals: Int) -> String {
        guard abs(number) < 1e9 else { return number.shortest }
        var unit = 1.0
        for _ in 0..<(9 - decimals) { unit *= 10 }
        let scaled = Int(((number * 1e9).rounded() / unit).rounded())
        let digits = String(scaled.magnitude)
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        let sign = scaled < 0 ? "-" : ""
        return decimals == 0 ? sign + padded : "\(sign)\(padded.dropLast(decimals)).\(padded.suffix(decimals))"
    }

    static func raised(_ number: Int) -> String {
        let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
        return String(String(number).compactMap { $0.wholeNumberValue.map { digits[$0] } })
    }
}

extension Cell {
    /// nil for what is no number.
    var number: Double? {
        switch self {
        case .number(let number): number
        case .integer(let integer): Double(integer)
        default: nil
        }
    }
}
