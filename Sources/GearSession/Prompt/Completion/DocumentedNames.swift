extension Workspace {
    /// Declared names that go on as what is typed, one step further, with their titles.
    ///
    /// - Parameter start: Where the name begins, in bytes.
    package func documentedNames(_ name: String, start: Int) -> Completions {
        let prefix = name.lastIndex(of: ".").map { String(name[...$0]) } ?? ""
        let typed = name.dropFirst(prefix.count)
        var words: [Completions.Word] = []
        var seen: [String: Int] = [:]
        for thing in declared where thing.path.hasPrefix(prefix) {
            let rest = thing.path.dropFirst(prefix.count)
            let step = rest.prefix { $0 != "." }
            guard !step.isEmpty, step.hasPrefix(typed) else { continue }
            // What only stands before others, as `std`, has no title; what is declared itself may come later.
            let isWhole = step.count == rest.count
            let word = Completions.Word(String(step), isWhole ? (thing.title.isEmpty ? thing.kind : thing.title) : "")
            if let place = seen[word.text] {
                if words[place].about.isEmpty { words[place] = word }
            } else {
                seen[word.text] = words.count
                words.append(word)
            }
        }
        return Completions(start: start + prefix.utf8.count, words: words)
    }
}
