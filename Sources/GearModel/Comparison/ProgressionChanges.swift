import GearSource

extension Comparing {
    mutating func compareProgressions() {
        for place in matches.progressions.removed {
            let progression = old.progressions[place]
            note(
                .removed, whole(progression, nil), progression.heading.title, breaks: .queries,
                because: "whatever asks for its levels no longer finds it")
        }
        for pair in matches.progressions.pairs {
            let (before, after) = (old.progressions[pair.old], new.progressions[pair.new])
            let subject = whole(before, after)
            if pair.ground == .likeness {
                noteSuspected(
                    subject, breaks: .queries, because: "whatever asks for its levels no longer finds it",
                    help: "keep the name `\(before.heading.name)`")
            }
            compareTexts(subject, before.heading, after.heading)
            compareScores(before, after, subject)
            compareStrands(before, after)
            compareLevels(pair, before, after)
        }
        for place in matches.progressions.added {
            let progression = new.progressions[place]
            note(
                .added, whole(nil, progression), nil, progression.heading.title, bump: .minor,
                because: "nothing relied on it")
        }
    }

    private func whole(_ before: Progression?, _ after: Progression?) -> Subject {
        Subject(
            noun: "progression", oldPath: before?.heading.name, newPath: after?.heading.name,
            oldPlace: before?.heading.location, newPlace: after?.heading.location,
            frameworks: (before.map { frameworkName($0.framework, old) } ?? [])
                .union(after.map { frameworkName($0.framework, new) } ?? []))
    }

    private mutating func compareScores(_ before: Progression, _ after: Progression, _ subject: Subject) {
        func text(_ scores: UsedScores?, _ model: Model) -> String? {
            guard let scores else { return nil }
            let from = scores.sources.map { " from " + Self.list($0.map { name($0, model.sources.map(\.heading)) }) }
            return "using \(model.rules[scores.rule].heading.name)" + (from ?? "")
        }
        let (then, now) = (text(before.scores, old), text(after.scores, new))
        guard then != now else { return }
        note(
            .rescored, subject, then ?? "no scores", now ?? "no scores", breaks: .comparability,
            because: "levels are told from other scores")
    }

    // MARK: Strands

    private mutating func compareStrands(_ before: Progression, _ after: Progression) {
        let pairing = Pairing(before.strands, after.strands)
        let owner = whole(before, after)
        func subject(_ old: Heading?, _ new: Heading?) -> Subject { part("strand", owner, old, new) }
        for place in pairing.removed {
            let strand = before.strands[place]
            note(
                .removed, subject(strand, nil), strand.title, breaks: .queries,
                because: "whatever names it no longer finds it")
        }
        for pair in pairing.pairs {
            let (old, new) = (before.strands[pair.old], after.strands[pair.new])
            compareTexts(subject(old, new), old, new)
        }
        for place in pairing.added {
            let strand = after.strands[place]
            note(.added, subject(nil, strand), nil, strand.title, bump: .minor, because: "nothing relied on it")
        }
    }

    private func part(_ noun: String, _ whole: Subject, _ old: Heading?, _ new: Heading?) -> Subject {
        Subject(
            noun: noun, oldPath: old.map { (whole.oldPath ?? "") + "." + $0.name },
            newPath: new.map { (whole.newPath ?? "") + "." + $0.name }, oldPlace: old?.location,
            newPlace: new?.location, frameworks: whole.frameworks)
    }

    // MARK: Levels

    private mutating func compareLevels(_ pair: Pairing.Pair, _ before: Progression, _ after: Progression) {
        let points = self.new.scales[after.scale].points
        let pairing = Self.points(self.old.scales[before.scale], self.new.scales[after.scale])
        let owner = whole(before, after)
        let isRated = isRated(pair.old, self.old) || isRated(pair.new, self.new)
        func subject(_ old: Level?, _ new: Level?) -> Subject { part("level", owner, old?.heading, new?.heading) }
        for place in pairing.removed {
            let level = before.levels[place]
            note(
                .removed, subject(level, nil), level.heading.title,
                breaks: isRated ? [.data, .comparability, .queries] : [.comparability, .queries],
                because: "who stood on it stands elsewhere"
                    + (isRated ? ", and ratings that chose it are set aside" : ""),
                help: "if another level means the same, say so there: `formerly \(level.heading.name)`")
        }
        for level in pairing.pairs {
            let (old, new) = (before.levels[level.old], after.levels[level.new])
            let one = subject(old, new)
            if old.heading.name != new.heading.name { noteRenamed(old, level.ground, isRated: isRated, one) }
            compareTitle(old, new, isRead: !isRated || Self.reads(old.heading.title, points[level.new]), one)
            compareDescriptors(old, before, new, after, isRated: isRated, one)
            compareSteps(old, new, one)
        }
        let order = pairing.pairs.sorted { $0.old < $1.old }.map(\.new)
        if order != order.sorted() {
            note(
                .moved, owner, Self.list(before.levels.map(\.heading.name)),
                Self.list(after.levels.map(\.heading.name)),
                breaks: .comparability, because: "what was the higher level is the lower one")
        }
        for place in pairing.added {
            let level = after.levels[place]
            note(
                .added, subject(nil, level), nil, level.heading.title, breaks: .comparability,
                because: "who stood on another level may stand on this one now")
        }
    }

    private mutating func noteRenamed(_ old: Level, _ ground: Pairing.Ground, isRated: Bool, _ subject: Subject) {
        if ground == .likeness {
            noteSuspected(
                subject, breaks: isRated ? [.data, .queries] : .queries,
                because: "whatever names it no longer finds it"
                    + (isRated ? ", nor do ratings stored under the old name" : ""),
                help: "if it is the same level, say so: `formerly \(old.heading.name)`")
        } else {
            note(
                .renamed, subject, breaks: .queries,
                because: "ratings stored under the old name are still read, but queries that name it no longer find it")
        }
    }

    private func isRated(_ progression: Int, _ model: Model) -> Bool {
        model.surveys.contains { $0.questions.contains { $0.rated?.progression == progression } }
    }

    private static func reads(_ text: String, _ point: Point) -> Bool {
        ([point.code, point.label] + point.synonyms).contains { normalised($0) == normalised(text) }
    }

    private mutating func compareTitle(_ old: Level, _ new: Level, isRead: Bool, _ subject: Subject) {
        if isRead || old.heading.title == new.heading.title {
            compareTexts(subject, old.heading, new.heading)
        } else {
            note(
                .relabelled, subject, old.heading.title, new.heading.title, breaks: [.data, .comparability],
                because: "files of ratings that bear the old title are no longer read",
                help: "keep it readable: `also \"\(old.heading.title)\"`")
        }
    }

    /// What raters read decides how they rate.
    private mutating func compareDescriptors(
        _ old: Level, _ before: Progression, _ new: Level, _ after: Progression, isRated: Bool, _ subject: Subject
    ) {
        func texts(_ level: Level, _ owner: Progression) -> [String: String] {
            Dictionary(
                level.descriptors.map { (owner.strands[$0.strand].name, $0.text) },
                uniquingKeysWith: { first, _ in first })
        }
        let (then, now) = (texts(old, before), texts(new, after))
        for strand in Set(then.keys).union(now.keys).sorted() where then[strand] != now[strand] {
            note(
                .reworded, subject, then[strand] ?? "", now[strand] ?? "", breaks: isRated ? .comparability : [],
                because: "on `\(strand)`, "
                    + (isRated ? "raters read something else" : "the level is described otherwise"))
        }
    }

    private mutating func compareSteps(_ old: Level, _ new: Level, _ subject: Subject) {
        for (name, then, now) in [("move up", old.moveUp, new.moveUp), ("stay", old.stay, new.stay)] {
            let before = then?.requirements.map { oldText.text($0.condition) } ?? []
            let after = now?.requirements.map { newText.text($0.condition) } ?? []
            if before.sorted() != after.sorted() {
                note(
                    .rescored, subject, "to \(name): " + Self.required(then), "to \(name): " + Self.required(now),
                    breaks: .comparability, because: "who is on which level is told otherwise")
            }
            if (then?.title ?? "") != (now?.title ?? "") {
                note(
                    .retitled, subject, then?.title ?? "", now?.title ?? "",
                    because: "a title is shown and nothing else")
            }
        }
    }

    private static func required(_ step: LevelStep?) -> String {
        let texts = step?.requirements.map(\.text) ?? []
        return texts.isEmpty ? "nothing" : texts.joined(separator: " and ")
    }

    // MARK: Ratings

    /// A rating that places visits on another strand of the same progression; another progression is another scale.
    mutating func compareRated(_ old: Question, _ new: Question, _ subject: Subject) {
        guard let then = old.rated, let now = new.rated,
            matches.progressions.new(of: then.progression) == now.progression
        else { return }
        let (before, after) = (self.old.progressions[then.progression], self.new.progressions[now.progression])
        let (was, is_) = (before.name(of: then.strand), after.name(of: now.strand))
        guard was != is_ else { return }
        note(.retagged, subject, was, is_, breaks: .comparability, because: "it places visits on something else")
    }
}

extension Progression {
    /// `personal.pacing`; of the whole its name.
    package func name(of strand: Int?) -> String {
        heading.name + (strand.map { "." + strands[$0].name } ?? "")
    }
}
