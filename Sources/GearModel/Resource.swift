import GearSource

/// resource NAME "Title" on FRAMEWORK { kind video  url "…"  minutes 12  vetted 2015-11-02  teaches … after … }
package struct Resource: Sendable {
    package let heading: Heading
    /// -1 where it is unknown, which was reported.
    package let framework: Int
    /// One word, such as `video`; nil if it is not said.
    package let kind: String?
    package let url: String?
    package let minutes: Double?
    package let vetted: CalendarDate?
    package let teaches: [Teaching]
    /// Positions in the model's `resources` of what comes before it.
    package var after: [Int]
    /// Where `vetted` stands.
    package let vettedLocation: Location
    /// A part of it was not understood, which was reported.
    package var isBroken: Bool
}

/// teaches data.formative.rhythm for traditional..macro
package struct Teaching: Sendable {
    /// Position among the nodes of the resource's framework.
    package let node: Int
    /// Whom it is for; nil: everybody.
    package let levels: LevelSpan?
}

/// Levels of a progression, both ends in it.
package struct LevelSpan: Sendable, Hashable {
    /// Position in the model's `progressions`.
    package let progression: Int
    package let first: Int
    package let last: Int

    package init(progression: Int, first: Int, last: Int) {
        self.progression = progression
        self.first = first
        self.last = last
    }
}

/// playlist NAME "Title" adapts PLAYLIST { cycles, without case_study }
package struct Playlist: Sendable {
    package let heading: Heading
    /// Positions in the model's `resources`, in order: those of what it adapts but what it leaves out, then its own.
    package var resources: [Int]
}

extension Model {
    /// `traditional..macro`, or the one level.
    package func text(_ span: LevelSpan) -> String {
        let levels = progressions[span.progression].levels
        let (first, last) = (levels[span.first].heading.name, levels[span.last].heading.name)
        return span.first == span.last ? first : "\(first)..\(last)"
    }

    /// Names of the playlists that hold each resource.
    package var playlistsOfResources: [Int: [String]] {
        var found: [Int: [String]] = [:]
        for playlist in playlists {
            for resource in playlist.resources { found[resource, default: []].append(playlist.heading.name) }
        }
        return found
    }
}
