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

    private var exact: [[String: Int]] = []
    private var folded: [[String: Int]] = []
    private static let several = -1

    /// The same text may be added for the same item again.
    mutating func add(_ text: String, for item: Int, rank: Int = 0) {
        while exact.count <= rank {
            exact.append([:])
            folded.append([:])
        }
        Self.insert(text, item, into: &exact[rank])
        let form = Self.fold(text)
        if !form.isEmpty { Self.insert(form, item, into: &folded[rank]) }
    }

    func find(_ text: String) -> Match {
        if exact.isEmpty { return .none }
        if let match = Self.first(text, in: exact) { return match }
        return Self.first(Self.fold(text), in: folded) ?? .none
    }

    /// The item that a text names, if it names exactly one.
    func item(_ text: String) -> Int? {
        if case .one(let item) = find(text) { return item }
        return nil
    }

    /// All texts, the better ranks first, each rank in order of bytes; for 'did you mean'.
    var texts: [String] {
        exact.flatMap { $0.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } }
    }

    /// Lower case, no blanks at the ends, one blank for each run of blanks and line ends, straight apostrophes.
    static func fold(_ text: String) -> String {
        let words = text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return words.utf8.contains(0xE2) ? String(words.map { $0 == "\u{2019}" ? "'" : $0 }) : words
    }

    private static func insert(_ text: String, _ item: Int, into level: inout [String: Int]) {
        if let there = level[text], there != item { level[text] = several } else { level[text] = item }
    }

    private static func first(_ text: String, in levels: [[String: Int]]) -> Match? {
        for level in levels {
            if let item = level[text] { return item == several ? .several : .one(item) }
        }
        return nil
    }
}
