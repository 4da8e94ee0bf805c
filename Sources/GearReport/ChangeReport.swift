import GearModel
import GearSource
import GearTable

/// What differs between two versions, on the way to being shown.
package struct ChangeReport {
    /// What the sides are called: `HEAD~3:`, a file, a folder.
    package let old: String
    package let new: String
    package let changes: [Change]
    package let versions: [VersionStep]
    /// A row for each score that moves and each cause; nil where no answers were asked for.
    package let scores: Table?
    let source: (FileID) -> SourceText?

    package init(
        from old: String, to new: String, changes: [Change], versions: [VersionStep], scores: Table?,
        source: @escaping (FileID) -> SourceText?
    ) {
        self.old = old
        self.new = new
        self.changes = changes
        self.versions = versions
        self.scores = scores
        self.source = source
    }

    /// A heading and the changes whose gravest break is of its kind; empty groups are left out.
    var groups: [(title: String, breaks: Breaks, changes: [Change])] {
        let titles: [(String, Breaks)] = [
            ("Breaks stored data", .data), ("Breaks comparability between waves", .comparability),
            ("Breaks queries", .queries), ("Breaks nothing", []),
        ]
        return titles.map { title, breaks in (title, breaks, changes.filter { $0.gravest == breaks }) }
            .filter { !$0.2.isEmpty }
    }

    /// Such as `5 changes: 1 breaks stored data, 1 queries, 3 nothing`.
    var summary: String {
        guard !changes.isEmpty else { return "no difference" }
        let parts = [
            ("stored data", Breaks.data), ("comparability", .comparability), ("queries", .queries), ("nothing", []),
        ]
        .compactMap { word, breaks -> String? in
            let count = changes.count { breaks.isEmpty ? $0.breaks.isEmpty : $0.breaks.contains(breaks) }
            return count == 0 ? nil : "\(count) \(count == 1 ? "breaks" : "break") \(word)"
        }
        return "\(changes.count) change\(changes.count == 1 ? "" : "s"): " + parts.joined(separator: ", ")
    }

    /// `office.gear:12`; nil where the place is unknown.
    func place(of change: Change) -> String? {
        guard let place = change.newPlace ?? change.oldPlace, let text = source(place.file) else { return nil }
        return "\(text.name):\(LineTable(text).line(of: place.start))"
    }
}

extension VersionStep {
    /// One sentence; nil where there is nothing to say.
    var sentence: String? {
        let step = old == new ? new ?? "no version" : "\(old ?? "no version") → \(new ?? "no version")"
        guard let needed else {
            guard calledFor > .none else { return nil }
            return "\(framework) has no version that could tell of the changes"
                + (calledFor == .major ? ", some of which break something" : "")
        }
        if isEnough {
            return calledFor == .none && old == new
                ? nil : "version of \(framework) \(step): enough, the changes call for \(needed)"
        }
        return "version of \(framework) \(step): not enough, the changes call for \(needed)"
    }
}

extension Change {
    /// The one break that it stands under.
    var gravest: Breaks { Breaks.words.first { breaks.contains($0.one) }?.one ?? [] }

    /// What is not said by the heading that it stands under.
    var alsoBreaks: String? {
        let others = breaks.subtracting(gravest).words
        return others.isEmpty ? nil : "also breaks " + others.joined(separator: " and ")
    }

    /// `+`, `-`, `?` for what is only suspected, else `~`.
    var sign: String {
        switch kind {
        case _ where isSuspected: "?"
        case .added: "+"
        case .removed: "-"
        default: "~"
        }
    }

    /// `question readiness.q3`; a tag's framework is told by what else is there.
    var subject: String { "\(noun) \(path)" }

    /// What became of it, without its name: `renamed, was data.cycle`.
    var what: String {
        let suspicion = isSuspected ? "perhaps " : ""
        switch kind {
        case .added: return "added"
        case .removed: return "removed"
        case .renamed: return "\(suspicion)renamed, was \(oldPath ?? "")"
        case .moved where oldPath != newPath: return "\(suspicion)moved, was \(oldPath ?? "")"
        default: return aspect
        }
    }

    /// The part that has changed, in a word or two.
    private var aspect: String {
        switch kind {
        case .added, .removed, .renamed: ""
        case .moved: "section"
        case .retitled: "title"
        case .documented: "doc comment"
        case .licensed: "licence"
        case .reweighted: "weight"
        case .rebuilt: "builds on"
        case .themed: "in"
        case .layered: "layers"
        case .retyped: "kind"
        case .reworded: "text"
        case .retagged: noun == "scoring" || noun == "survey" ? "on" : "tagged to"
        case .reversed: "reverse-keying"
        case .rescaled: noun == "scale" ? "extent" : "scale"
        case .asked: "asks"
        case .remembered: "earlier text"
        case .relabelled: "label"
        case .revalued: "value"
        case .favoured: "favourable"
        case .absent: "absent"
        case .rescored: noun == "define" ? "definition" : "line"
        case .rebanded: "bands"
        case .mastered: "mastered when"
        case .redated: "start"
        case .nested: noun == "source" ? "respondents" : "within"
        case .reread: "reads"
        case .hidden: "hides"
        }
    }
}
