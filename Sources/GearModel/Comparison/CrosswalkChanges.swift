import GearSource

/// Crosswalks are claims about frameworks, not parts of them: no version tells of them.
extension Comparing {
    mutating func compareCrosswalks() {
        for place in matches.crosswalks.removed {
            let crosswalk = old.crosswalks[place]
            note(
                .removed, subject(crosswalk, nil), crosswalk.heading.title, breaks: .queries,
                because: "whatever reads scores through it no longer finds it")
        }
        for pair in matches.crosswalks.pairs {
            let (before, after) = (old.crosswalks[pair.old], new.crosswalks[pair.new])
            let subject = subject(before, after)
            if pair.ground == .likeness {
                noteSuspected(
                    subject, breaks: .queries, because: "whatever reads scores through it no longer finds it",
                    help: "keep the name `\(before.heading.name)`")
            }
            compareTexts(subject, before.heading, after.heading)
            compareEntries(subject, claims(before, old), claims(after, new))
        }
        for place in matches.crosswalks.added {
            let crosswalk = new.crosswalks[place]
            note(.added, subject(nil, crosswalk), nil, crosswalk.heading.title, because: "nothing relied on it")
        }
    }

    private mutating func compareEntries(_ subject: Subject, _ before: [Claim], _ after: [Claim]) {
        let (then, now) = (Set(before.map(\.text)), Set(after.map(\.text)))
        guard then != now else { return }
        let brings = Set(before.compactMap(\.brought)) != Set(after.compactMap(\.brought))
        note(
            .rescored, subject, then.subtracting(now).sorted().joined(separator: "; "),
            now.subtracting(then).sorted().joined(separator: "; "), breaks: brings ? .comparability : [],
            because: brings
                ? "scores read through it are made of other nodes" : "scores read through it stay what they were")
    }

    private struct Claim {
        let text: String
        /// What it says of scores; nil if it brings none.
        let brought: String?
    }

    private func claims(_ crosswalk: Crosswalk, _ model: Model) -> [Claim] {
        guard crosswalk.from >= 0, crosswalk.to >= 0 else { return [] }
        let (from, to) = (model.frameworks[crosswalk.from], model.frameworks[crosswalk.to])
        return crosswalk.entries.map { entry in
            let claim = "\(from.name(of: entry.node)) \(entry.relation.rawValue) \(to.name(of: entry.other))"
            let confidence = entry.confidence.map { " confidence \(NumberText.text($0 * 100))%" } ?? ""
            let remark = entry.remark.isEmpty ? "" : " “\(entry.remark)”"
            return Claim(text: claim + confidence + remark, brought: entry.relation == .related ? nil : claim)
        }
    }

    private func subject(_ before: Crosswalk?, _ after: Crosswalk?) -> Subject {
        Subject(
            noun: "crosswalk", oldPath: before?.heading.name, newPath: after?.heading.name,
            oldPlace: before?.heading.location, newPlace: after?.heading.location, frameworks: [], isVersioned: false)
    }
}
