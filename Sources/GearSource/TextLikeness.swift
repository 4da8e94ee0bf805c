/// How alike two texts of any length are: by letters if they are short, by words if not.
package enum TextLikeness {
    /// The candidate most like a text, if it is like enough to be what was meant.
    package static func nearest(to text: String, among candidates: [String]) -> String? {
        if let near = Likeness.nearest(to: text, among: candidates) { return near }
        let wanted = words(text)
        guard !wanted.isEmpty else { return nil }
        var best: (candidate: String, share: Double)?
        for candidate in candidates {
            let share = commonShare(wanted, words(candidate))
            if share >= 0.6, share > best?.share ?? 0 { best = (candidate, share) }
        }
        return best?.candidate
    }

    /// Words in common over all words of both, 0 to 1; 0 where neither has a word.
    package static func share(_ left: String, _ right: String) -> Double { commonShare(words(left), words(right)) }

    /// What two sets have in common over all that is in either (Jaccard), 0 to 1.
    package static func commonShare(_ left: Set<String>, _ right: Set<String>) -> Double {
        let common = left.intersection(right).count
        return common == 0 ? 0 : Double(common) / Double(left.count + right.count - common)
    }

    private static func words(_ text: String) -> Set<String> {
        let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }
        // 'Teacher' and 'Teachers' are one word here.
        return Set(words.map { $0.count > 3 && $0.hasSuffix("s") ? String($0.dropLast()) : String($0) })
    }
}
