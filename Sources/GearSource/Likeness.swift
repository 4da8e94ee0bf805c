/// How alike two names are, for 'did you mean'.
package enum Likeness {
    /// Longer names are not compared: nobody mistypes 64 letters into others by accident.
    static let longest = 64

    /// The fewest insertions, deletions, replacements and swaps of neighbours that turn one text into the
    /// other (optimal string alignment, over ASCII-lowercased UTF-8 bytes), or nil if more than `limit`.
    package static func distance(_ left: String, _ right: String, limit: Int) -> Int? {
        let a = left.utf8.map(lowercased), b = right.utf8.map(lowercased)
        guard a.count <= longest, b.count <= longest, abs(a.count - b.count) <= limit else { return nil }
        var beforePrevious = [Int](repeating: 0, count: b.count + 1)
        var previous = Array(0...b.count)
        var current = previous
        for i in 0..<a.count {
            current[0] = i + 1
            for j in 0..<b.count {
                let replaced = previous[j] + (a[i] == b[j] ? 0 : 1)
                var best = min(replaced, previous[j + 1] + 1, current[j] + 1)
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, beforePrevious[j - 1] + 1) }
                current[j + 1] = best
            }
            (beforePrevious, previous, current) = (previous, current, beforePrevious)
        }
        return previous[b.count] <= limit ? previous[b.count] : nil
    }

    /// The candidate nearest to a name, if near enough to be what was meant: one edit for up to four bytes,
    /// two up to nine, else three. Of equally near ones, the first.
    package static func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
        let length = name.utf8.count
        var limit = length <= 4 ? 1 : length <= 9 ? 2 : 3
        var best: String?
        for candidate in candidates where candidate != name {
            guard let distance = distance(name, candidate, limit: limit), distance < max(length, 1) else { continue }
            if best == nil || distance < limit {
                best = candidate
                limit = distance
            }
            if limit == 0 { break }
        }
        return best
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
    }
}
