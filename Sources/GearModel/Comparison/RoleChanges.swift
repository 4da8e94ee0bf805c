import GearSource

/// Who carries what is no part of what is measured: no version tells of it.
extension Comparing {
    mutating func compareRoles() {
        for place in matches.roles.removed {
            let role = old.roles[place]
            note(
                .removed, subject(role, nil), role.heading.title, breaks: .queries,
                because: "data, tasks and queries that name it no longer find it")
        }
        for pair in matches.roles.pairs {
            let (before, after) = (old.roles[pair.old], new.roles[pair.new])
            let subject = subject(before, after)
            if pair.ground == .likeness {
                noteSuspected(
                    subject, breaks: .queries, because: "data, tasks and queries that name it no longer find it",
                    help: "keep the name `\(before.heading.name)`")
            }
            compareTexts(subject, before.heading, after.heading)
            let (then, now) = (text(before, old), text(after, new))
            if then != now {
                note(.rescored, subject, then, now, because: "what it carries is shown and counted, no score moves")
            }
        }
        for place in matches.roles.added {
            let role = new.roles[place]
            note(.added, subject(nil, role), nil, role.heading.title, because: "nothing relied on it")
        }
    }

    private func subject(_ before: Role?, _ after: Role?) -> Subject {
        Subject(
            noun: "role", oldPath: before?.heading.name, newPath: after?.heading.name,
            oldPlace: before?.heading.location, newPlace: after?.heading.location, frameworks: [], isVersioned: false)
    }

    private func text(_ role: Role, _ model: Model) -> String {
        guard model.frameworks.indices.contains(role.framework) else { return "?" }
        let nodes = role.carries.map { model.frameworks[role.framework].name(of: $0) }
        return "carries " + Self.list(nodes) + (role.available.map { ", available \($0.text)" } ?? "")
    }
}

extension WorkTime {
    package var text: String { "\(NumberText.text(amount.double)) \(unit.rawValue)" }
}
