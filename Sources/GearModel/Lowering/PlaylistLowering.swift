import GearSource
import GearSyntax

extension Builder {
    /// Playlists after what they adapt, whatever the order of the declarations.
    func lowerPlaylists() {
        let all = declarations(.playlist)
        model.playlists = all.map { place, declaration in
            Playlist(heading: place.heading(declaration, kind: "playlist"), resources: [])
        }
        let bases = all.map { place, declaration in
            path(Clauses(declaration)[.adapts], place).flatMap { resolve($0, as: .playlist, place) }
        }
        let (order, circles) = Self.order(adapting: bases)
        for circle in circles { reportCircle(ofPlaylists: circle.map { model.playlists[$0] }) }
        var isDone = [Bool](repeating: false, count: all.count)
        for position in order {
            let base = bases[position].flatMap { isDone[$0] ? model.playlists[$0].resources : nil }
            model.playlists[position].resources = resources(of: all[position], adapting: base)
            isDone[position] = true
        }
    }

    private func reportCircle(ofPlaylists playlists: [Playlist]) {
        guard let last = playlists.last else { return }
        report(
            .resourceCycle, "playlist `\(last.heading.name)` adapts itself", at: last.heading.location,
            why: playlists.count > 1 ? "by way of what it adapts" : nil, help: "let one of them name its resources",
            related: playlists.dropLast().map { Label($0.heading.location, "in the circle") })
    }

    /// - Parameter base: What is adapted; nil if nothing is, or if that is not known.
    private func resources(of item: (place: Place, declaration: Declaration), adapting base: [Int]?) -> [Int] {
        let (place, clauses) = (item.place, Clauses(item.declaration))
        let entries = clauses[.entries]?.arguments ?? []
        var result = base ?? []
        for entry in entries {
            guard let path = path(entry.value, place), let resource = resolve(path, as: .resource, place) else {
                continue
            }
            let isLeftOut = entry.clauses.contains { $0.kind == .without }
            if isLeftOut, let position = result.firstIndex(of: resource) {
                result.remove(at: position)
            } else if isLeftOut, base != nil || !clauses.has(.adapts) {
                report(
                    .idleEntry, "`\(path.text)` is left out, but was not in it", at: place.location(entry.range),
                    help: "remove this entry")
            } else if !isLeftOut, result.contains(resource) {
                report(
                    .boundTwice, "`\(path.text)` is in the playlist twice", at: place.location(entry.range),
                    why: base?.contains(resource) == true ? "what it adapts has it already" : nil,
                    help: "keep one of them")
            } else if !isLeftOut {
                result.append(resource)
            }
        }
        if result.isEmpty, entries.isEmpty, !clauses.isIncomplete, base == nil, !clauses.has(.adapts) {
            report(
                .missingClause, "playlist `\(item.declaration.name?.text ?? "")` is empty",
                at: place.location(item.declaration.name?.range ?? item.declaration.keywordRange),
                help: "name resources in their order: `{ RESOURCE, RESOURCE }`")
        }
        return result
    }
}
