import GearSource

/// Resources and playlists are what one learns from, not what is measured: no version tells of them.
extension Comparing {
    mutating func compareResources() {
        compare(
            "resource", matches.resources, old.resources.map { ($0.heading, text($0, old)) },
            new.resources.map { ($0.heading, text($0, new)) })
        compare(
            "playlist", matches.playlists, old.playlists.map { ($0.heading, names($0.resources, old)) },
            new.playlists.map { ($0.heading, names($0.resources, new)) })
    }

    private mutating func compare(
        _ noun: String, _ pairing: Pairing, _ before: [(heading: Heading, text: String)],
        _ after: [(heading: Heading, text: String)]
    ) {
        func subject(_ old: Heading?, _ new: Heading?) -> Subject {
            Subject(
                noun: noun, oldPath: old?.name, newPath: new?.name, oldPlace: old?.location, newPlace: new?.location,
                frameworks: [], isVersioned: false)
        }
        for place in pairing.removed {
            note(
                .removed, subject(before[place].heading, nil), before[place].heading.title, breaks: .queries,
                because: "whatever names it no longer finds it")
        }
        for pair in pairing.pairs {
            let subject = subject(before[pair.old].heading, after[pair.new].heading)
            if pair.ground == .likeness {
                noteSuspected(
                    subject, breaks: .queries, because: "whatever names it no longer finds it",
                    help: "keep the name `\(before[pair.old].heading.name)`")
            }
            compareTexts(subject, before[pair.old].heading, after[pair.new].heading)
            let (then, now) = (before[pair.old].text, after[pair.new].text)
            if then != now {
                note(.reworded, subject, then, now, because: "others are led to it, or find something else")
            }
        }
        for place in pairing.added {
            note(
                .added, subject(nil, after[place].heading), nil, after[place].heading.title,
                because: "nothing relied on it")
        }
    }

    private func text(_ resource: Resource, _ model: Model) -> String {
        let teaches = resource.teaches.map { teaching in
            model.frameworks[resource.framework].name(of: teaching.node)
                + (teaching.levels.map { " for " + model.text($0) } ?? "")
        }
        let parts: [String?] = [
            resource.kind, resource.url, resource.minutes.map { "\(NumberText.text($0)) minutes" },
            resource.vetted.map { "vetted \($0)" },
            teaches.isEmpty ? nil : "teaches " + teaches.joined(separator: ", "),
            resource.after.isEmpty ? nil : "after " + names(resource.after, model),
        ]
        return parts.compactMap { $0 }.joined(separator: ", ")
    }

    private func names(_ resources: [Int], _ model: Model) -> String {
        resources.map { model.resources[$0].heading.name }.joined(separator: ", ")
    }
}
