/// How one text becomes another, line by line, as `diff -u` shows it.
///
/// Lines that both texts hold once are what stays (patience); between two of those, a longest common subsequence. Where
/// that would take too long, all is taken out and put in anew: still right, only not the shortest.
package struct UnifiedDiff {
    /// Lines of the old text that are taken out, and of the new one that come in their place.
    package struct Change: Equatable, Sendable {
        package var old: Range<Int>
        package var new: Range<Int>
    }

    /// In order; unchanged lines are between any two.
    package private(set) var changes: [Change] = []
    private let old: Lines
    private let new: Lines

    /// Lines of the old and new text that a longest common subsequence may take, multiplied.
    private static let mostCells = 1 << 20
    /// Unchanged lines that are shown around a change.
    private static let context = 3

    package init(from old: [UInt8], to new: [UInt8]) {
        var ids: [ArraySlice<UInt8>: Int] = [:]
        self.old = Lines(old, &ids)
        self.new = Lines(new, &ids)
        var open = [Change(old: 0..<self.old.count, new: 0..<self.new.count)]
        // A stack, not a recursion: what comes first is on top.
        while let next = open.popLast() {
            let rest = trimmed(next)
            if rest.old.isEmpty || rest.new.isEmpty {
                add(rest)
            } else if let parts = parts(rest) {
                open += parts.reversed()
            } else {
                changes(in: rest).forEach { add($0) }
            }
        }
    }

    private mutating func add(_ change: Change) {
        guard !change.old.isEmpty || !change.new.isEmpty else { return }
        if let last = changes.last, last.old.upperBound == change.old.lowerBound,
            last.new.upperBound == change.new.lowerBound
        {
            changes[changes.count - 1].old = last.old.lowerBound..<change.old.upperBound
            changes[changes.count - 1].new = last.new.lowerBound..<change.new.upperBound
        } else {
            changes.append(change)
        }
    }

    // MARK: Comparing

    /// Without what begins and ends alike.
    private func trimmed(_ change: Change) -> Change {
        var (from, newFrom) = (change.old.lowerBound, change.new.lowerBound)
        var (to, newTo) = (change.old.upperBound, change.new.upperBound)
        while from < to, newFrom < newTo, old.ids[from] == new.ids[newFrom] {
            (from, newFrom) = (from + 1, newFrom + 1)
        }
        while from < to, newFrom < newTo, old.ids[to - 1] == new.ids[newTo - 1] {
            (to, newTo) = (to - 1, newTo - 1)
        }
        return Change(old: from..<to, new: newFrom..<newTo)
    }

    /// What lies between the lines that stand once in either part and in the same order; nil if there are none.
    private func parts(_ change: Change) -> [Change]? {
        var places: [Int: (old: Int, new: Int, isUnique: Bool)] = [:]
        for line in change.old {
            if places.updateValue((line, -1, true), forKey: old.ids[line]) != nil {
                places[old.ids[line]]?.isUnique = false
            }
        }
        for line in change.new {
            guard let place = places[new.ids[line]] else { continue }
            places[new.ids[line]] = (place.old, line, place.isUnique && place.new < 0)
        }
        let unique = change.old.compactMap { line in
            places[old.ids[line]].flatMap { $0.isUnique && $0.new >= 0 ? ($0.old, $0.new) : nil }
        }
        guard !unique.isEmpty else { return nil }
        var parts: [Change] = []
        var (from, newFrom) = (change.old.lowerBound, change.new.lowerBound)
        for (line, newLine) in Self.longestRising(unique) {
            parts.append(Change(old: from..<line, new: newFrom..<newLine))
            (from, newFrom) = (line + 1, newLine + 1)
        }
        parts.append(Change(old: from..<change.old.upperBound, new: newFrom..<change.new.upperBound))
        return parts
    }

    /// The longest subsequence that rises in its second member too, by patience sorting.
    private static func longestRising(_ pairs: [(Int, Int)]) -> [(Int, Int)] {
        var tops: [Int] = []
        var previous = [Int](repeating: -1, count: pairs.count)
        for (index, pair) in pairs.enumerated() {
            var (low, high) = (0, tops.count)
            while low < high {
                let middle = (low + high) / 2
                if pairs[tops[middle]].1 < pair.1 { low = middle + 1 } else { high = middle }
            }
            previous[index] = low > 0 ? tops[low - 1] : -1
            if low < tops.count { tops[low] = index } else { tops.append(index) }
        }
        var result: [(Int, Int)] = []
        var next = tops.last ?? -1
        while next >= 0 {
            result.append(pairs[next])
            next = previous[next]
        }
        return result.reversed()
    }

    /// By a longest common subsequence, unless that takes too long.
    private func changes(in change: Change) -> [Change] {
        let (rows, columns) = (change.old.count, change.new.count)
        guard rows <= Self.mostCells / columns else { return [change] }
        // Length of the longest common subsequence of what follows each pair of lines.
        var lengths = [Int32](repeating: 0, count: (rows + 1) * (columns + 1))
        for row in (0..<rows).reversed() {
            for column in (0..<columns).reversed() {
                let place = row * (columns + 1) + column
                lengths[place] =
                    old.ids[change.old.lowerBound + row] == new.ids[change.new.lowerBound + column]
                    ? lengths[place + columns + 2] + 1 : max(lengths[place + columns + 1], lengths[place + 1])
            }
        }
        var found: [Change] = []
        var (row, column) = (0, 0)
        while row < rows || column < columns {
            let (line, newLine) = (change.old.lowerBound + row, change.new.lowerBound + column)
            let place = row * (columns + 1) + column
            if row < rows, column < columns, old.ids[line] == new.ids[newLine] {
                (row, column) = (row + 1, column + 1)
            } else if column == columns || row < rows && lengths[place + columns + 1] >= lengths[place + 1] {
                found.append(Change(old: line..<line + 1, new: newLine..<newLine))
                row += 1
            } else {
                found.append(Change(old: line..<line, new: newLine..<newLine + 1))
                column += 1
            }
        }
        return found
    }

    // MARK: Text

    /// Empty if nothing changes. `patch -p0` takes it.
    package func text(from oldName: String, to newName: String) -> [UInt8] {
        guard !changes.isEmpty else { return [] }
        var text = Array("--- \(oldName)\n+++ \(newName)\n".utf8)
        var rest = changes[...]
        while let first = rest.first {
            var last = first
            let hunk = rest.prefix { change in
                defer { last = change }
                return change == first || change.old.lowerBound - last.old.upperBound <= 2 * Self.context
            }
            add(Array(hunk), to: &text)
            rest = rest.dropFirst(hunk.count)
        }
        return text
    }

    private func add(_ hunk: [Change], to text: inout [UInt8]) {
        guard let first = hunk.first, let last = hunk.last else { return }
        let from = max(0, first.old.lowerBound - Self.context)
        let to = min(old.count, last.old.upperBound + Self.context)
        let newFrom = first.new.lowerBound - (first.old.lowerBound - from)
        let newTo = last.new.upperBound + (to - last.old.upperBound)
        text += Array("@@ -\(Self.place(from..<to)) +\(Self.place(newFrom..<newTo)) @@\n".utf8)
        var line = from
        for change in hunk {
            old.add(line..<change.old.lowerBound, " ", to: &text)
            old.add(change.old, "-", to: &text)
            new.add(change.new, "+", to: &text)
            line = change.old.upperBound
        }
        old.add(line..<to, " ", to: &text)
    }

    /// `3,7`: lines 3 to 9; `3` one line, `2,0` none, behind the second.
    private static func place(_ lines: Range<Int>) -> String {
        switch lines.count {
        case 0: "\(lines.lowerBound),0"
        case 1: "\(lines.lowerBound + 1)"
        default: "\(lines.lowerBound + 1),\(lines.count)"
        }
    }
}

/// A text's lines, each with what ends it; equal ones have one id.
private struct Lines {
    private let bytes: [UInt8]
    private var ends: [Int] = []
    private(set) var ids: [Int] = []

    var count: Int { ids.count }

    init(_ bytes: [UInt8], _ known: inout [ArraySlice<UInt8>: Int]) {
        self.bytes = bytes
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
            let next = known.count
            ids.append(known[bytes[start..<end], default: next])
            if ids.last == next { known[bytes[start..<end]] = next }
            ends.append(end)
            start = end
        }
    }

    func add(_ lines: Range<Int>, _ sign: Character, to text: inout [UInt8]) {
        for line in lines {
            text += Array(String(sign).utf8)
            let content = bytes[(line > 0 ? ends[line - 1] : 0)..<ends[line]]
            text += content
            if content.last != 0x0A { text += Array("\n\\ No newline at end of file\n".utf8) }
        }
    }
}
