import GearSource

/// Criteria of rubrics; their levels are compared as the points of a scale are.
extension Comparing {
    mutating func compareRubrics() {
        for after in new.rubrics {
            guard let scale = matches.scales.old(of: after.scale),
                let before = old.rubrics.first(where: { $0.scale == scale })
            else { continue }
            let pairing = Pairing(before.criteria.map(\.heading), after.criteria.map(\.heading))
            func subject(_ old: Criterion?, _ new: Criterion?) -> Subject {
                Subject(
                    noun: "criterion", oldPath: old.map { before.heading.name + "." + $0.heading.name },
                    newPath: new.map { after.heading.name + "." + $0.heading.name },
                    oldPlace: old?.heading.location, newPlace: new?.heading.location,
                    frameworks: frameworkName(after.framework, self.new))
            }
            for place in pairing.removed {
                let criterion = before.criteria[place]
                note(
                    .removed, subject(criterion, nil), criterion.heading.title, breaks: .queries,
                    because: "whatever names it no longer finds it")
            }
            for pair in pairing.pairs {
                let (old, new) = (before.criteria[pair.old], after.criteria[pair.new])
                compareTexts(subject(old, new), old.heading, new.heading)
                compareCells(old, before, new, after, subject(old, new))
            }
            for place in pairing.added {
                let criterion = after.criteria[place]
                note(
                    .added, subject(nil, criterion), nil, criterion.heading.title, bump: .minor,
                    because: "nothing relied on it")
            }
        }
    }

    /// What raters read decides how they rate.
    private mutating func compareCells(
        _ old: Criterion, _ before: Rubric, _ new: Criterion, _ after: Rubric, _ subject: Subject
    ) {
        func texts(_ criterion: Criterion, _ rubric: Rubric) -> [String: String] {
            Dictionary(
                criterion.descriptors.map { (rubric.levels[$0.level].name, $0.text) },
                uniquingKeysWith: { first, _ in first })
        }
        let (then, now) = (texts(old, before), texts(new, after))
        for level in Set(then.keys).intersection(now.keys).sorted() where then[level] != now[level] {
            note(
                .reworded, subject, then[level], now[level], breaks: .comparability,
                because: "at `\(level)`, raters read something else")
        }
    }
}
