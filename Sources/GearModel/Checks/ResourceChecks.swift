import GearSource

extension Builder {
    /// How many days a resource stays vetted: three years.
    static let freshDays = 1_096

    func checkResources() {
        for resource in model.resources {
            if resource.teaches.isEmpty, !resource.isBroken {
                report(
                    .idleResource, "resource `\(resource.heading.name)` teaches nothing",
                    at: resource.heading.location, why: "no gap will lead to it", help: "say what: `teaches NODE`")
            }
            guard let vetted = resource.vetted, let wave = model.waves.last,
                wave.start.dayNumber - vetted.dayNumber > Self.freshDays
            else { continue }
            report(
                .staleResource, "resource `\(resource.heading.name)` was vetted more than three years ago",
                at: resource.vettedLocation,
                why: "that was in \(vetted), and the last wave, `\(wave.heading.name)`, began in \(wave.start)",
                help: "look at it again, and write when that was")
        }
        checkResourceCycles()
        checkPlaylistOrder()
    }

    /// Resources that must each come before the other.
    private func checkResourceCycles() {
        let resources = model.resources
        let circles = circles(among: resources.count) { resource, place in
            place < resources[resource].after.count ? resources[resource].after[place] : nil
        }
        for circle in circles { reportCircle(ofResources: circle.map { resources[$0].heading }) }
    }

    private func reportCircle(ofResources circle: [Heading]) {
        guard let first = circle.first, let last = circle.last else { return }
        let way = (circle.map(\.name) + [first.name]).map { "`\($0)`" }.joined(separator: " after ")
        report(
            .resourceCycle,
            circle.count == 1
                ? "resource `\(first.name)` comes after itself"
                : "resource `\(last.name)` comes after what comes after it",
            at: last.location, why: circle.count == 1 ? nil : way, help: "remove one of the `after`s",
            related: circle.dropLast().map { Label($0.location, "in the circle") })
    }

    /// Playlists that have a resource before what it comes after.
    private func checkPlaylistOrder() {
        for playlist in model.playlists {
            let places = Dictionary(zip(playlist.resources, 0...), uniquingKeysWith: { first, _ in first })
            for (place, resource) in playlist.resources.enumerated() {
                guard
                    let late = model.resources[resource].after.first(where: { (places[$0] ?? -1) > place })
                else { continue }
                let (name, before) = (model.resources[resource].heading, model.resources[late].heading)
                report(
                    .playlistOrder,
                    "playlist `\(playlist.heading.name)` has `\(name.name)` before `\(before.name)`",
                    at: playlist.heading.location, why: "`\(name.name)` says that it comes `after \(before.name)`",
                    help: "turn them round, or remove the `after`", related: [Label(name.location, "said here")])
            }
        }
    }
}
