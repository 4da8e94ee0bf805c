import GearSource

/// One difference of meaning between two versions of a program, and what it does to whoever relies on the old one.
package struct Change: Sendable {
    package enum Kind: String, Sendable {
        case added, removed, renamed, moved, retitled, documented, licensed
        case reweighted, rebuilt, themed, layered, retyped
        case reworded, retagged, reversed, rescaled, asked, remembered, hidden
        case relabelled, revalued, favoured, absent
        case rescored, rebanded, mastered, redated, nested, reread
    }

    package let kind: Kind
    /// Found by likeness alone: nothing in the program says so.
    package let isSuspected: Bool
    /// What it is about, in the language's words: `tag`, `question`, `point`.
    package let noun: String
    /// Names from the outermost in, `readiness.q3`; nil for what is added.
    package let oldPath: String?
    /// nil for what is removed.
    package let newPath: String?
    /// What stood there and what stands there now, in the author's words; nil where the kind says it all.
    package let before: String?
    package let after: String?
    package let breaks: Breaks
    /// The least step of the version that it calls for.
    package let bump: Bump
    /// What follows from it, in a sentence.
    package let reason: String
    /// How to make it break less; nil where nothing would.
    package let help: String?
    /// Names of the frameworks whose version has to tell of it; nil: of all.
    package let frameworks: Set<String>?
    package let oldPlace: Location?
    package let newPlace: Location?

    /// Where it is said to be: as it is called now, or was if it is gone.
    package var path: String { newPath ?? oldPath ?? "" }
}

/// What a change takes away from those who rely on the old version.
package struct Breaks: OptionSet, Hashable, Sendable {
    package let rawValue: Int
    package init(rawValue: Int) { self.rawValue = rawValue }

    /// Files of answers to the old version are not read, or are read as something else.
    package static let data = Breaks(rawValue: 1)
    /// Scores of the questions that both versions have mean something else.
    package static let comparability = Breaks(rawValue: 2)
    /// A text that names the thing no longer finds it, or finds something else.
    package static let queries = Breaks(rawValue: 4)

    package static let words: [(one: Breaks, word: String)] = [
        (.data, "data"), (.comparability, "comparability"), (.queries, "queries"),
    ]
    /// `data`, `comparability`, `queries`; gravest first.
    package var words: [String] { Self.words.filter { contains($0.one) }.map(\.word) }
}

/// A step of a version number.
package enum Bump: Int, Comparable, Sendable {
    case none, patch, minor, major

    package static func < (left: Bump, right: Bump) -> Bool { left.rawValue < right.rawValue }

    package var word: String {
        switch self {
        case .none: "none"
        case .patch: "patch"
        case .minor: "minor"
        case .major: "major"
        }
    }
}
