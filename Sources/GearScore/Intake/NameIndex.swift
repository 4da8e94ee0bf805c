/// Finds what a text of a data file names: exactly first, then without regard to case, blanks at the ends and
/// the number of blanks within.
///
/// Names have ranks (a question's name comes before its text); a lower rank wins, and two things that one text
/// fits in the same rank are an ambiguity, never a choice.
struct NameIndex: Sendable {
    enum Match: Equatable {
        case one(Int)
        /// The text fits more than one thing equally well.
        case several
        case none
    }

    private struct Entry {
        let rank: Int
        /// nil: several.
        let item: Int?
    }

    /// The best rank of each text, and of its form.
    private var exact: [String: Entry] = [:]
    private var folded: [String: Entry] = [:]

    /// The same text may be added for the same item again.
    mutating func add(_ text: String, for item: Int, rank: Int = 0) {
        Self.insert(text, item, rank, into: &exact)
        let form = Self.fold(text)
        if !form.isEmpty { Self.insert(form, item, rank, into: &folded) }
    }

    func find(_ text: String) -> Match {
        if exact.isEmpty { return .none }
        guard let entry = exact[text] ?? folded[Self.fold(text)] else { return .none }
        return entry.item.map { .one($0) } ?? .several
    }

    /// The item that a text names, if it names exactly one.
    func item(_ text: String) -> Int? {
        if case .one(let item) = find(text) { return item }
        return nil
    }

    /// All texts, the better ranks first, each rank in order of bytes; for 'did you mean'.
    var texts: [String] {
        exact.sorted { left, right in
            left.value.rank == right.value.rank
                ? left.key.utf8.lexicographicallyPrecedes(right.key.utf8) : left.value.rank < right.value.rank
        }
        .map(\.key)
    }

    /// Lower case, no blanks at the ends, one blank for each run of blanks and line ends, straight apostrophes.
    static func fold(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return foldASCII(text) }
        let words = text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return words.utf8.contains(0xE2) ? String(words.map { $0 == "\u{2019}" ? "'" : $0 }) : words
    }

    /// The same for most texts there are, byte by byte.
    private static func foldASCII(_ text: String) -> String {
        String(unsafeUninitializedCapacity: text.utf8.count) { bytes in
            var (count, isAfterBlank) = (0, false)
            for byte in text.utf8 {
                if byte == UInt8(ascii: " ") || (0x09...0x0D).contains(byte) {
                    isAfterBlank = count > 0
                    continue
                }
                if isAfterBlank {
                    bytes[count] = UInt8(ascii: " ")
                    count += 1
                    isAfterBlank = false
                }
                bytes[count] = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
                count += 1
            }
            return count
        }
    }

    private static func insert(_ text: String, _ item: Int, _ rank: Int, into entries: inout [String: Entry]) {
        guard let there = entries[text], there.rank <= rank else {
            entries[text] = Entry(rank: rank, item: item)
            return
        }
        if there.rank == rank, there.item != item { entries[text] = Entry(rank: rank, item: nil) }
    }
}
