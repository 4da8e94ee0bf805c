import Foundation
import GearSyntax

/// Makes names of titles: short, readable, of ASCII letters, and different from those already taken.
package struct NameMaking {
    /// Lowercased: names that differ by capitals alone are no good beside each other.
    private var taken: Set<String>
    /// The last number after each stem.
    private var numbers: [String: Int] = [:]

    package init(taken: some Sequence<String> = []) { self.taken = Set(taken.map { $0.lowercased() }) }

    /// Takes a name as it is; false if it, or one that differs by capitals alone, is taken.
    mutating func take(_ name: String) -> Bool { taken.insert(name.lowercased()).inserted }

    func isTaken(_ name: String) -> Bool { taken.contains(name.lowercased()) }

    /// A name for a title: its first word that says something, more of them where that is taken, then a number.
    ///
    /// - Parameter fallback: what it is called, with a number, if no word of the title can be a name.
    package mutating func name(for title: String, or fallback: String) -> String {
        let words = Self.words(title)
        let telling = words.filter { !Self.idle.contains($0) && $0.first.map(\.isLetter) ?? false }
        let chosen = telling.isEmpty ? words.filter { $0.first.map(\.isLetter) ?? false } : telling
        for count in 1...3 where count <= chosen.count {
            let name = Self.allowed(chosen.prefix(count).joined(separator: "_"))
            if take(name) { return name }
        }
        return numbered(chosen.first.map { Self.allowed($0) + "_" } ?? fallback)
    }

    /// `q1`, `q2` …: with the first number that is not taken.
    mutating func numbered(_ stem: String) -> String {
        var number = numbers[stem, default: 1]
        while !take(stem + String(number)) { number += 1 }
        numbers[stem] = number
        return stem + String(number)
    }

    /// A text as one name, all its words kept: `Data-lead 2` is `Data_lead_2`; nil if no letter or digit is in it.
    static func whole(_ text: String) -> String? {
        let words = latin(text).split { !isNameCharacter($0) }.joined(separator: "_")
        guard let first = words.first else { return nil }
        return allowed(first.isNumber ? "_" + words : words)
    }

    /// Whether a text is a name as it stands.
    static func isName(_ text: String) -> Bool {
        guard let first = text.first, !first.isNumber, text.allSatisfy(isNameCharacter) else { return false }
        return Keyword(rawValue: text)?.isReserved != true
    }

    private static func allowed(_ name: String) -> String {
        Keyword(rawValue: name)?.isReserved == true ? name + "_" : name
    }

    private static func isNameCharacter(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || character == "_")
    }

    private static func words(_ title: String) -> [String] {
        latin(title).lowercased().filter { $0 != "'" && $0 != "\u{2019}" }
            .split { !isNameCharacter($0) || $0 == "_" }.map { String($0.prefix(longestWord)) }
    }

    private static let longestWord = 24

    /// In Latin letters without marks, as far as there are any (ICU, `Any-Latin` then `Latin-ASCII`).
    private static func latin(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
        return text.applyingTransform(StringTransform("Any-Latin; Latin-ASCII"), reverse: false) ?? text
    }

    /// Words that do not tell one title from another.
    private static let idle: Set<String> = [
        "a", "about", "all", "am", "an", "and", "any", "are", "as", "at", "be", "before", "by", "can", "could", "do",
        "does", "each", "eight", "every", "five", "for", "four", "from", "has", "have", "here", "how", "i", "if",
        "in", "into", "is", "it", "its", "know", "like", "may", "me", "more", "most", "must", "my", "nine", "no", "not",
        "of",
        "on", "one", "or", "our", "seven", "should", "six", "so", "some", "such", "ten", "than", "that", "the",
        "their", "them", "then", "there", "these", "they", "this", "those", "three", "to", "too", "two", "us", "was",
        "we", "what", "when", "where", "which", "who", "whose", "why", "will", "with", "within", "would", "you",
        "your",
    ]
}
