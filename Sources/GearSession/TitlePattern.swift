/// Which tests a `--filter` takes: those whose title has the text in it, or fits it as a whole where it has `*` (any
/// text) or `?` (one character). Capitals make no difference.
package struct TitlePattern: Sendable {
    private let pattern: [Character]
    private let isGlob: Bool

    package init(_ text: String) {
        pattern = Array(text.lowercased())
        isGlob = pattern.contains { $0 == "*" || $0 == "?" }
    }

    package func fits(_ title: String) -> Bool {
        let title = Array(title.lowercased())
        return isGlob ? matches(title) : contains(title)
    }

    private func contains(_ title: [Character]) -> Bool {
        guard pattern.count <= title.count else { return false }
        return (0...title.count - pattern.count).contains { title[$0..<$0 + pattern.count].elementsEqual(pattern) }
    }

    /// Goes back to the last `*` only, so that no pattern takes longer than the product of both lengths.
    private func matches(_ title: [Character]) -> Bool {
        var (place, at) = (0, 0)
        var star: (place: Int, at: Int)?
        while at < title.count {
            if place < pattern.count, pattern[place] == "*" {
                star = (place, at)
                place += 1
            } else if place < pattern.count, pattern[place] == "?" || pattern[place] == title[at] {
                place += 1
                at += 1
            } else if let last = star {
                star = (last.place, last.at + 1)
                (place, at) = (last.place + 1, last.at + 1)
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == "*" }
    }
}
