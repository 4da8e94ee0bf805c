import GearSource
import GearTable

/// The cells of one column as people read them: numbers with the same decimals, missing as `·`, with a raised
/// number for its reason, hidden ones as `hidden`.
///
/// A text is made where it is asked for: of a million rows people see few.
struct ColumnText {
    private let column: Column
    private let rows: Range<Int>
    private let decimals: Int
    /// What stands for a cell that is missing, by its state.
    private let marks: [String]
    /// The texts of a dictionary as they are shown; nil of one that is longer than the column.
    private let shown: [String]?
    let isNumeric: Bool
    /// Whether its texts differ at their ends: paths of nodes are cut at the beginning.
    let tellsByEnd: Bool

    /// Whether any of them is hidden.
    let hasHidden: Bool

    /// Reasons are numbered in order of first sight, over all columns.
    init(_ column: Column, rows: Range<Int>, reasons: inout [String]) {
        self.column = column
        self.rows = rows
        isNumeric = column.type.isNumeric
        tellsByEnd = column.type == .node
        decimals = Self.decimals(column, rows)
        let states = Self.states(column, rows)
        hasHidden = states.contains(Column.hiddenState)
        var marks = [String](repeating: "·", count: 256)
        marks[Int(Column.hiddenState)] = Self.hidden
        for state in states where state > 1 && state != Column.hiddenState {
            marks[Int(state)] += Self.raised(Self.number(of: column.reasons[Int(state) - 2], in: &reasons))
        }
        self.marks = marks
        if case .codes(_, let dictionary) = column.storage, dictionary.texts.count <= rows.count {
            shown = dictionary.texts.map { Visible.text($0) }
        } else {
            shown = nil
        }
    }

    /// Those that occur, in order of first sight.
    private static func states(_ column: Column, _ rows: Range<Int>) -> [UInt8] {
        guard !column.states.isEmpty else { return [] }
        var (isKnown, found) = ([Bool](repeating: false, count: 256), [UInt8]())
        for state in column.states[rows] where !isKnown[Int(state)] {
            isKnown[Int(state)] = true
            found.append(state)
        }
        return found
    }

    /// One a row, the first being 0.
    var cells: Cells { Cells(text: self, endIndex: rows.count) }

    struct Cells: RandomAccessCollection {
        fileprivate let text: ColumnText
        let startIndex = 0
        let endIndex: Int

        subscript(place: Int) -> String { text.cell(text.rows.lowerBound + place) }
    }

    private func cell(_ row: Int) -> String {
        if !column.states.isEmpty, column.states[row] != 0 { return marks[Int(column.states[row])] }
        if case .codes(let codes, _) = column.storage, let shown { return shown[Int(codes[row])] }
        switch column[row] {
        case .missing, .hidden: return marks[1]
        case .number(let number): return Self.fixed(number, decimals)
        case .integer(let number): return String(number)
        case .boolean(let truth): return truth ? "yes" : "no"
        case .date(let date): return date.description
        case .text(let text): return Visible.text(text)
        }
    }

    /// Of the widest cell, in cells of the terminal: of numbers the outermost are the widest, and of texts each counts once.
    var width: Int {
        let states = Self.states(column, rows)
        let marked = states.filter { $0 != 0 }.map { TextWidth.of(marks[Int($0)]) }.max() ?? 0
        return max(marked, widthOfValues(states))
    }

    private func widthOfValues(_ states: [UInt8]) -> Int {
        if !states.isEmpty, !states.contains(0) { return 0 }
        let isThere = { (row: Int) in column.states.isEmpty || column.states[row] == 0 }
        var check = StopCheck()
        switch column.storage {
        case .numbers(let numbers):
            var (least, most, widest) = (0.0, 0.0, 0)
            for row in rows where isThere(row) {
                if check.isDue() { break }
                // What is rounded is as wide as what is farther out; what is not, may be of any width.
                if abs(numbers[row]) < 1e9 {
                    (least, most) = (min(least, numbers[row]), max(most, numbers[row]))
                } else {
                    widest = max(widest, cell(row).count)
                }
            }
            return max(widest, Self.fixed(least, decimals).count, Self.fixed(most, decimals).count)
        case .integers(let integers):
            let there = rows.lazy.filter(isThere).map { integers[$0] }
            return max(there.min().map { String($0).count } ?? 0, there.max().map { String($0).count } ?? 0)
        case .booleans: return rows.contains { isThere($0) && cell($0) == "yes" } ? 3 : 2
        case .codes(let codes, _):
            var (widest, isKnown) = (0, [Bool](repeating: false, count: shown?.count ?? 0))
            for row in rows where isThere(row) {
                if check.isDue() { break }
                if shown != nil {
                    if isKnown[Int(codes[row])] { continue }
                    isKnown[Int(codes[row])] = true
                }
                widest = max(widest, TextWidth.of(cell(row)))
            }
            return widest
        case .dates(let dates):
            return Set(rows.lazy.filter(isThere).map { dates[$0] }).reduce(1) { max($0, $1?.description.count ?? 1) }
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
