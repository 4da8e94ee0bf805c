import GearSource

extension Comparing {
    mutating func compareScales() {
        for place in matches.scales.removed where old.scales[place].owner != .progression {
            let scale = old.scales[place].heading
            note(
                .removed, subject(old.scales[place], nil, scaleUsers(place, old)), scale.title, breaks: .queries,
                because: "whatever names it no longer finds it")
        }
        for pair in matches.scales.pairs where !newProgram.isStandard(new.scales[pair.new].heading.location) {
            let (before, after) = (old.scales[pair.old], new.scales[pair.new])
            // What becomes of the levels of a progression is said of it.
            guard before.owner != .progression, after.owner != .progression else { continue }
            let subject = subject(
                before, after, scaleUsers(pair.new, new).union(scaleUsers(pair.old, old)))
            if pair.ground == .likeness {
                noteSuspected(
                    subject, breaks: .queries, because: "whatever names the old one no longer finds it",
                    help: "keep the name")
            }
            compareTexts(subject, before.heading, after.heading)
            comparePoints(before, after, subject)
            compareAbsences(before, after, subject)
        }
        for place in matches.scales.added where new.scales[place].owner != .progression {
            let scale = new.scales[place].heading
            note(
                .added, subject(nil, new.scales[place], scaleUsers(place, new)), nil, scale.title, bump: .minor,
                because: "nothing relied on it")
        }
    }

    private func subject(_ old: Scale?, _ new: Scale?, _ frameworks: Set<String>) -> Subject {
        Subject(
            noun: (new ?? old)?.owner == .rubric ? "rubric" : "scale", oldPath: old?.heading.name,
            newPath: new?.heading.name, oldPlace: old?.heading.location, newPlace: new?.heading.location,
            frameworks: frameworks)
    }

    /// The frameworks of the surveys that ask by a scale, in the words of the new version.
    private func scaleUsers(_ scale: Int, _ model: Model) -> Set<String> {
        let surveys = model.surveys.filter { $0.questions.contains { $0.scale == scale } }
        return surveys.reduce(into: []) { $0.formUnion(frameworkName($1.framework, model)) }
    }

    // MARK: Points

    private mutating func comparePoints(_ before: Scale, _ after: Scale, _ subject: Subject) {
        compareExtent(before, after, subject)
        // Where points have become a range, or a range points, no more needs to be said of them.
        guard (before.range == nil) == (after.range == nil) else { return }
        let pairing = Self.points(before, after)
        for place in pairing.removed {
            let point = before.points[place]
            note(
                .removed, self.subject(point, nil, subject), point.label, breaks: [.data, .comparability, .queries],
                because: "answers that chose it are set aside, and respondents choose among fewer",
                help: "if another point means the same, say so there: `formerly \(point.code)`")
        }
        for pair in pairing.pairs { compare(before.points[pair.old], after.points[pair.new], pair.ground, subject) }
        for place in pairing.added {
            let point = after.points[place]
            note(
                .added, self.subject(nil, point, subject), nil, point.label, breaks: .comparability,
                because: "respondents choose among more" + Self.extentReason(before, after))
        }
        func codes(_ scale: Scale) -> Set<String>? { scale.favourable.map { Set($0.map { scale.points[$0].code }) } }
        let favoured = codes(before).map { $0.compactMap { code in now(code, pairing, before, after) } }.map(Set.init)
        if favoured != codes(after) {
            note(
                .favoured, subject, codes(before).map(Self.list) ?? "none", codes(after).map(Self.list) ?? "none",
                breaks: .comparability, because: "shares favourable count other answers")
        }
    }

    /// A code of the old version in the words of the new; as it was if it is gone.
    private func now(_ code: String, _ pairing: Pairing, _ before: Scale, _ after: Scale) -> String? {
        before.points.firstIndex { $0.code == code }
            .map { pairing.new(of: $0).map { after.points[$0].code } ?? code }
    }

    static func points(_ before: Scale, _ after: Scale) -> Pairing {
        func keys(_ scale: Scale) -> [Pairing.Key] { scale.points.map { .init(name: $0.code, formerly: $0.formerly) } }
        var pairing = Pairing(keys(before), keys(after))
        pairing.suspect { first, second in
            let (left, right) = (before.points[first], after.points[second])
            return left.formerly.contains(right.code) || normalised(left.label) == normalised(right.label) ? 1 : 0
        }
        return pairing
    }

    private func subject(_ old: Point?, _ new: Point?, _ scale: Subject) -> Subject {
        Subject(
            noun: "point", oldPath: old.map { (scale.oldPath ?? "") + "." + $0.code },
            newPath: new.map { (scale.newPath ?? "") + "." + $0.code }, oldPlace: old?.location,
            newPlace: new?.location, frameworks: scale.frameworks)
    }

    private mutating func compare(_ old: Point, _ new: Point, _ ground: Pairing.Ground, _ scale: Subject) {
        let subject = subject(old, new, scale)
        if old.code != new.code {
            let isSuspected = ground == .likeness
            note(
                .renamed, subject, breaks: isSuspected ? [.data, .queries] : .queries, suspected: isSuspected,
                because: isSuspected
                    ? "answers stored under the old code are set aside"
                    : "answers stored under the old code are still read, but queries that name it no longer find it",
                help: isSuspected ? "if it is the same answer, say so: `formerly \(old.code)`" : nil)
        }
        if old.value != new.value {
            note(
                .revalued, subject, old.value.text, new.value.text, breaks: .comparability,
                because: "the same answer counts otherwise")
        }
        if old.label != new.label {
            let words = Set(([new.code, new.label] + new.synonyms).map(normalised))
            let isKept = words.contains(normalised(old.label))
            note(
                .relabelled, subject, old.label, new.label, breaks: isKept ? [] : [.data, .comparability],
                because: isKept
                    ? "files with the old label are still read"
                    : "files with the old label are not read, and respondents choose among other words",
                help: isKept ? nil : "if it means the same, keep the old label: `also \"\(old.label)\"`")
        }
        // The label has its own change, the codes a rename.
        let known = Set(([new.code, new.label] + new.synonyms).map(normalised))
        let lost = old.synonyms.filter { !known.contains(normalised($0)) && $0 != old.label }
        if !lost.isEmpty {
            note(
                .relabelled, subject, Self.list(lost), nil, breaks: .data,
                because: "files with these words are not read", help: "keep them with `also`")
        }
        let older = Set(([old.code, old.label] + old.synonyms).map(normalised))
        let found = new.synonyms.filter { !older.contains(normalised($0)) && !new.formerly.contains($0) }
        if !found.isEmpty {
            note(.relabelled, subject, nil, Self.list(found), because: "more words of files are understood")
        }
    }

    private static func extentReason(_ before: Scale, _ after: Scale) -> String {
        before.minimum == after.minimum && before.maximum == after.maximum
            ? "" : "; the scale's ends move, so reversed and rescaled answers count otherwise"
    }

    /// A range, or points on one side and a range on the other.
    private mutating func compareExtent(_ before: Scale, _ after: Scale, _ subject: Subject) {
        guard before.range != after.range else { return }
        func text(_ scale: Scale) -> String {
            scale.range.map { "\($0.low.text)..\($0.high.text)" } ?? "\(scale.points.count) points"
        }
        let isWider =
            before.range.map { old in
                after.range.map { $0.low.double <= old.low.double && $0.high.double >= old.high.double } ?? false
            } ?? false
        note(
            .rescaled, subject, text(before), text(after), breaks: isWider ? .comparability : [.data, .comparability],
            because: isWider
                ? "reversed and rescaled answers count otherwise"
                : "answers that are no longer on the scale are set aside; reversed and rescaled ones count otherwise")
    }

    // MARK: Absences

    private mutating func compareAbsences(_ before: Scale, _ after: Scale, _ subject: Subject) {
        func words(_ scale: Scale) -> [String: AbsenceKind] {
            scale.absences.reduce(into: [:]) { words, absence in
                for label in absence.labels { words[label] = absence.kind }
            }
        }
        func kinds(_ scale: Scale) -> Set<AbsenceKind> { Set(scale.absences.map(\.kind)) }
        let (old, new) = (words(before), words(after))
        let known = Dictionary(new.map { (normalised($0.key), $0.value) }, uniquingKeysWith: { first, _ in first })
        let older = Dictionary(old.map { (normalised($0.key), $0.value) }, uniquingKeysWith: { first, _ in first })
        for (word, kind) in old.sorted(by: { $0.key < $1.key }) where known[normalised(word)] != kind {
            let now = known[normalised(word)]
            note(
                .absent, subject, "\(word): \(kind.rawValue)", now.map { "\(word): \($0.rawValue)" },
                breaks: now == nil ? .data : now?.isPut == kind.isPut ? .queries : [.comparability, .queries],
                because: now == nil
                    ? "files that say it are not read there"
                    : "why there is no answer is told otherwise, and with it who was asked")
        }
        let found = new.filter { older[normalised($0.key)] == nil }.map { "\($0.key): \($0.value.rawValue)" }
        if !found.isEmpty {
            note(.absent, subject, nil, Self.list(found), bump: .minor, because: "more words of files are understood")
        }
        let lost = kinds(before).subtracting(kinds(after)).filter { kind in
            before.absences.allSatisfy { $0.kind != kind || $0.labels.isEmpty }
        }
        if !lost.isEmpty {
            note(
                .absent, subject, Self.list(lost.map(\.rawValue)), nil, breaks: .data,
                because: "files that say it are not read there")
        }
    }
}
