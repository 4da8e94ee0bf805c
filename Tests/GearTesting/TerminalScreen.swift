/// What a terminal shows after the bytes that a program sent: enough of one for programs that edit a line.
package struct TerminalScreen: Sendable {
    package let columns: Int
    package let rows: Int
    private var lines: [[Character]]
    private var row = 0
    private var column = 0
    /// The last column is written, and the next character begins a line.
    private var isPastEnd = false
    private var pending: [UInt8] = []

    package init(columns: Int, rows: Int) {
        (self.columns, self.rows) = (columns, rows)
        lines = Array(repeating: Array(repeating: " ", count: columns), count: rows)
    }

    /// Without blanks at ends of lines, and empty lines at the end.
    package var text: String {
        var shown = lines.map { line in
            String(line.reversed().drop { $0 == " " }.reversed())
        }
        while shown.last == "" { shown.removeLast() }
        return shown.joined(separator: "\n")
    }

    package mutating func take(_ bytes: [UInt8]) {
        pending += bytes
        // What is not whole yet waits for more.
        var place = 0
        while place < pending.count, let next = step(place) { place = next }
        pending.removeFirst(place)
    }

    /// Takes one character or sequence; nil if it is not whole yet.
    private mutating func step(_ place: Int) -> Int? {
        switch pending[place] {
        case 0x1B: return escape(place)
        case 0x0D:
            (column, isPastEnd) = (0, false)
        case 0x0A: lineFeed()
        case 0x08:
            column = max(0, column - 1)
            isPastEnd = false
        case 0x07: break
        case 0x09: column = min(columns - 1, (column / 8 + 1) * 8)
        case let byte:
            let length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
            guard place + length <= pending.count else { return nil }
            put(String(decoding: pending[place..<place + length], as: UTF8.self).first ?? "?")
            return place + length
        }
        return place + 1
    }

    private mutating func put(_ character: Character) {
        if isPastEnd {
            column = 0
            lineFeed()
        }
        lines[row][column] = character
        if column == columns - 1 { isPastEnd = true } else { column += 1 }
    }

    private mutating func lineFeed() {
        isPastEnd = false
        if row == rows - 1 {
            lines.removeFirst()
            lines.append(Array(repeating: " ", count: columns))
        } else {
            row += 1
        }
    }

    private mutating func escape(_ place: Int) -> Int? {
        guard place + 1 < pending.count else { return nil }
        guard pending[place + 1] == UInt8(ascii: "[") else { return place + 2 }
        var end = place + 2
        while end < pending.count, !(0x40...0x7E).contains(pending[end]) { end += 1 }
        guard end < pending.count else { return nil }
        let parameters = String(decoding: pending[place + 2..<end], as: UTF8.self)
        let numbers = parameters.split(separator: ";").map { Int($0) ?? 0 }
        control(pending[end], numbers)
        return end + 1
    }

    private mutating func control(_ letter: UInt8, _ numbers: [Int]) {
        let count = max(1, numbers.first ?? 1)
        isPastEnd = false
        switch letter {
        case UInt8(ascii: "A"): row = max(0, row - count)
        case UInt8(ascii: "B"): row = min(rows - 1, row + count)
        case UInt8(ascii: "C"): column = min(columns - 1, column + count)
        case UInt8(ascii: "D"): column = max(0, column - count)
        case UInt8(ascii: "G"): column = min(columns - 1, count - 1)
        case UInt8(ascii: "H"):
            row = min(rows, max(1, numbers.first ?? 1)) - 1
            column = min(columns, max(1, numbers.count > 1 ? numbers[1] : 1)) - 1
        case UInt8(ascii: "K"): clearLine(numbers.first ?? 0)
        case UInt8(ascii: "J"): clear(numbers.first ?? 0)
        case UInt8(ascii: "P"):
            lines[row].removeSubrange(column..<min(columns, column + count))
            lines[row] += Array(repeating: " ", count: columns - lines[row].count)
        case UInt8(ascii: "@"):
            lines[row].insert(contentsOf: Array(repeating: " ", count: count), at: column)
            lines[row].removeLast(lines[row].count - columns)
        default: break
        }
    }

    private mutating func clearLine(_ mode: Int) {
        let range = mode == 0 ? column..<columns : mode == 1 ? 0..<column + 1 : 0..<columns
        for place in range { lines[row][place] = " " }
    }

    private mutating func clear(_ mode: Int) {
        if mode == 0 {
            clearLine(0)
            for line in row + 1..<max(rows, row + 1) where line < rows {
                lines[line] = Array(repeating: " ", count: columns)
            }
        } else {
            lines = Array(repeating: Array(repeating: " ", count: columns), count: rows)
        }
    }
}
