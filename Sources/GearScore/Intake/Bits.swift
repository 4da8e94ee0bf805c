/// A set of places, one bit each; empty until the first is put in.
struct Bits {
    private var words: [UInt64] = []

    var isEmpty: Bool { words.isEmpty }

    /// Whether it was not there yet.
    @discardableResult
    mutating func insert(_ place: Int) -> Bool {
        let word = place >> 6
        if word >= words.count { words += [UInt64](repeating: 0, count: max(word + 1, words.count * 2) - words.count) }
        let bit = UInt64(1) << UInt64(place & 63)
        defer { words[word] |= bit }
        return words[word] & bit == 0
    }

    func contains(_ place: Int) -> Bool {
        let word = place >> 6
        return word < words.count && words[word] >> UInt64(place & 63) & 1 == 1
    }

    func forEach(_ body: (Int) -> Void) {
        for (index, word) in words.enumerated() {
            var left = word
            while left != 0 {
                body(index << 6 + left.trailingZeroBitCount)
                left &= left - 1
            }
        }
    }
}
