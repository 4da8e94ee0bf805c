import GearSource

/// Goals say what is wanted, not what is measured: no version tells of them.
extension Comparing {
    mutating func compareGoals() {
        for place in matches.goals.removed {
            let goal = old.goals[place]
            note(
                .removed, subject(goal, nil), goal.heading.title, breaks: .queries,
                because: "whatever asks for gaps toward it no longer finds it")
        }
        for pair in matches.goals.pairs {
            let (before, after) = (old.goals[pair.old], new.goals[pair.new])
            let subject = subject(before, after)
            if pair.ground == .likeness {
                noteSuspected(
                    subject, breaks: .queries, because: "whatever asks for gaps toward it no longer finds it",
                    help: "keep the name `\(before.heading.name)`")
            }
            compareTexts(subject, before.heading, after.heading)
            let then = before.reaches.map { text($0, old, oldText) }
            let now = after.reaches.map { text($0, new, newText) }
            if then.sorted() != now.sorted() {
                note(
                    .rescored, subject, then.joined(separator: "; "), now.joined(separator: "; "),
                    because: "other gaps, or by another date")
            }
        }
        for place in matches.goals.added {
            let goal = new.goals[place]
            note(.added, subject(nil, goal), nil, goal.heading.title, because: "nothing relied on it")
        }
    }

    private func subject(_ before: Goal?, _ after: Goal?) -> Subject {
        Subject(
            noun: "goal", oldPath: before?.heading.name, newPath: after?.heading.name,
            oldPlace: before?.heading.location, newPlace: after?.heading.location, frameworks: [], isVersioned: false)
    }

    private func text(_ reach: Reach, _ model: Model, _ terms: TermText) -> String {
        let what: String
        switch reach.subject {
        case .level(let progression, let level):
            let owner = model.progressions[progression]
            what = "\(owner.heading.name).\(owner.levels[level].heading.name)"
        case .score(let requirement):
            let from = reach.scores.sources.map {
                " from " + Self.list($0.map { name($0, model.sources.map(\.heading)) })
            }
            what =
                terms.text(requirement.condition) + " using " + model.rules[reach.scores.rule].heading.name
                + (from ?? "")
        }
        return what + " by \(reach.due)" + (reach.forCondition.map { " for " + terms.text($0) } ?? "")
    }
}
