import GearSource

extension Comparing {
    private func subject(_ old: Question?, _ new: Question?, _ survey: Subject) -> Subject {
        Subject(
            noun: (new ?? old)?.isOpen == true ? "open question" : "question",
            oldPath: old.map { (survey.oldPath ?? "") + "." + $0.heading.name },
            newPath: new.map { (survey.newPath ?? "") + "." + $0.heading.name }, oldPlace: old?.heading.location,
            newPlace: new?.heading.location, frameworks: survey.frameworks)
    }

    mutating func noteRemoved(_ question: Question, _ survey: Subject) {
        note(
            .removed, subject(question, nil, survey), question.heading.title, breaks: [.data, .queries],
            because: "answers to it are no longer read")
    }

    mutating func noteAdded(_ question: Question, _ survey: Subject) {
        let nodes = question.targets.map { new.frameworks[$0.node.framework].name(of: $0.node.node) }
        note(
            .added, subject(nil, question, survey), nil, question.heading.title, bump: .minor,
            because: question.isOpen || question.rated != nil
                ? "\(question.isOpen ? "answers in words" : "ratings") enter no score"
                : "scores of \(Self.list(nodes.map { "`\($0)`" })) rest on more questions from now on; over those that "
                    + "both versions have they mean the same")
    }

    mutating func compareQuestions(_ pair: Pairing.Pair, _ before: Survey, _ after: Survey, _ survey: Subject) {
        let (old, new) = (before.questions[pair.old], after.questions[pair.new])
        let subject = subject(old, new, survey)
        if old.heading.name != new.heading.name { noteRenamed(old, new, subject, pair.ground) }
        if old.isOpen != new.isOpen {
            note(
                .retyped, subject, old.isOpen ? "open" : "closed", new.isOpen ? "open" : "closed",
                breaks: [.data, .comparability], because: "an answer in words is no point of a scale")
        }
        noteSection(old, new, before, after, subject)
        compareWording(old, new, before, after, subject)
        if old.heading.doc != new.heading.doc {
            note(
                .documented, subject, old.heading.doc, new.heading.doc,
                because: "a doc comment is shown and nothing else")
        }
        // Of a question that was closed and is open, or the other way round, no more needs to be said.
        guard old.isOpen == new.isOpen else { return }
        if old.isReversed != new.isReversed {
            note(
                .reversed, subject, old.isReversed ? "reversed" : "not reversed",
                new.isReversed ? "reversed" : "not reversed", breaks: .comparability,
                because: "the same answer counts from the other end of the scale")
        }
        compareScale(old, new, subject)
        if old.asks != nil || new.asks != nil { compareAsked(old.asks ?? before.asks, new.asks ?? after.asks, subject) }
        compareTargets(old, new, subject)
        compareRated(old, new, subject)
    }

    private mutating func noteRenamed(
        _ old: Question, _ new: Question, _ subject: Subject, _ ground: Pairing.Ground
    ) {
        let isSuspected = ground == .likeness
        note(
            .renamed, subject, breaks: isSuspected ? [.data, .queries] : .queries, suspected: isSuspected,
            because: isSuspected
                ? "answers stored under the old name are no longer read"
                : "answers stored under the old name are still read, but queries that name it no longer find it",
            help: isSuspected
                ? "if it is the same question, say so: `formerly \(old.heading.name)`" : nil)
    }

    /// A question in another section; not said of all questions of a section that has another name.
    private mutating func noteSection(
        _ old: Question, _ new: Question, _ before: Survey, _ after: Survey, _ subject: Subject
    ) {
        let was = old.section.map { Self.shown(before.sections[$0]) }
        let now = new.section.map { Self.shown(after.sections[$0]) }
        let stands =
            after.sections.contains { Self.shown($0) == was } || before.sections.contains { Self.shown($0) == now }
        guard was != now, stands || was == nil || now == nil else { return }
        note(.moved, subject, was ?? "no section", now ?? "no section", because: "no score depends on sections")
    }

    // MARK: Texts

    /// The text that each source reads, on both sides.
    private mutating func compareWording(
        _ old: Question, _ new: Question, _ before: Survey, _ after: Survey, _ subject: Subject
    ) {
        compareText(old.heading.title, new.heading.title, for: nil, new, subject)
        let oldTexts = texts(old, self.old), newTexts = texts(new, self.new)
        for source in Set(oldTexts.keys).union(newTexts.keys).sorted() {
            // A source that has no text of its own reads the title, whose change was said.
            let (then, now) = (oldTexts[source] ?? old.heading.title, newTexts[source] ?? new.heading.title)
            if oldTexts[source] != newTexts[source] { compareText(then, now, for: source, new, subject) }
        }
        let known = Set(([new.heading.title] + new.wordings.map(\.text) + new.earlier.map(\.text)).map(normalised))
        let lost = old.earlier.filter { !known.contains(normalised($0.text)) }
        if !lost.isEmpty {
            note(
                .remembered, subject, lost.map(\.text).joined(separator: " / "), nil, breaks: .data,
                because: "a file whose column bears the earlier text no longer finds the question",
                help: "keep the `was`")
        }
        let older = Set(([old.heading.title] + old.wordings.map(\.text) + old.earlier.map(\.text)).map(normalised))
        let found = new.earlier.filter { !older.contains(normalised($0.text)) }
        if !found.isEmpty {
            note(
                .remembered, subject, nil, found.map(\.text).joined(separator: " / "),
                because: "a file whose column bears the earlier text finds the question as well")
        }
        compareEarlier(old, new, subject)
    }

    private func texts(_ question: Question, _ model: Model) -> [String: String] {
        Dictionary(
            question.wordings.map { (name($0.source, model.sources.map(\.heading)), $0.text) },
            uniquingKeysWith: { first, _ in first })
    }

    private mutating func compareText(
        _ old: String, _ new: String, for source: String?, _ question: Question, _ subject: Subject
    ) {
        guard old != new else { return }
        let earlier = question.earlier.first { normalised($0.text) == normalised(old) }
        let isSame = normalised(old) == normalised(new)
        let isRead =
            isSame || earlier != nil || question.wordings.contains { normalised($0.text) == normalised(old) }
            || normalised(question.heading.title) == normalised(old)
        var breaks: Breaks = []
        if !isSame && !(earlier?.isComparable ?? false) { breaks.insert(.comparability) }
        if !isRead { breaks.insert(.data) }
        let reason: String
        switch (isSame, earlier?.isComparable) {
        case (true, _): reason = "only capitals and spaces differ"
        case (_, true?): reason = "it is declared to measure the same"
        case (_, false?): reason = "another text may be answered otherwise; that it measures the same is not said"
        default:
            reason =
                "another text may be answered otherwise"
                + (isRead ? "" : ", and a file whose column bears the old one no longer finds the question")
        }
        note(
            .reworded, subject, old, new, breaks: breaks, because: (source.map { "for \($0): " } ?? "") + reason,
            help: breaks.isEmpty
                ? nil
                : "if it measures the same, say so: `was \"\(old)\" until WAVE comparable`")
    }

    /// What is said of earlier texts that both versions know.
    private mutating func compareEarlier(_ old: Question, _ new: Question, _ subject: Subject) {
        for before in old.earlier {
            guard let after = new.earlier.first(where: { normalised($0.text) == normalised(before.text) }) else {
                continue
            }
            // What no wave of the old version had given up yet, a new wave may have.
            let isMoved =
                self.old.waves.indices.contains(before.until) && matches.waves.new(of: before.until) != after.until
            guard before.isComparable != after.isComparable || isMoved else { continue }
            func text(_ wording: EarlierWording, _ waves: [Wave]) -> String {
                "until \(waves.indices.contains(wording.until) ? waves[wording.until].heading.name : "later")"
                    + (wording.isComparable ? " comparable" : "")
            }
            note(
                .remembered, subject, text(before, self.old.waves), text(after, self.new.waves),
                breaks: .comparability, because: "which waves can be compared is told otherwise")
        }
    }

    // MARK: Scale and targets

    private mutating func compareScale(_ old: Question, _ new: Question, _ subject: Subject) {
        guard let was = old.scale, let now = new.scale, self.old.scales.indices.contains(was),
            self.new.scales.indices.contains(now), matches.scales.new(of: was) != now
        else { return }
        let (before, after) = (self.old.scales[was], self.new.scales[now])
        let points = Self.points(before, after)
        func values(_ scale: Scale) -> [String: Rational] {
            Dictionary(scale.points.map { (normalised($0.label), $0.value) }, uniquingKeysWith: { first, _ in first })
        }
        var breaks: Breaks = []
        if !points.removed.isEmpty || (before.range == nil) != (after.range == nil) { breaks.insert(.data) }
        if values(before) != values(after) || before.range != after.range { breaks.insert(.comparability) }
        note(
            .rescaled, subject, scaleName(before, oldProgram), scaleName(after, newProgram), breaks: breaks,
            because: breaks.isEmpty
                ? "both scales have the same points"
                : breaks.contains(.data)
                    ? "answers that are no longer on the scale are set aside, and others count otherwise"
                    : "respondents choose among other points")
    }

    private func scaleName(_ scale: Scale, _ program: Program) -> String {
        (program.isStandard(scale.heading.location) ? "std." : "") + scale.heading.name
    }

    private mutating func compareTargets(_ old: Question, _ new: Question, _ subject: Subject) {
        func weights(_ question: Question, _ node: (NodeReference) -> String) -> [String: Rational] {
            Dictionary(question.targets.map { (node($0.node), $0.weight) }, uniquingKeysWith: { first, _ in first })
        }
        let before = weights(old) { currentName(of: $0) }
        let after = weights(new) { name(of: $0, self.new) }
        if Set(before.keys) != Set(after.keys) {
            note(
                .retagged, subject, Self.list(before.keys), Self.list(after.keys), breaks: .comparability,
                because: "its answers count in other nodes")
        }
        for node in before.keys.sorted() {
            guard let then = before[node], let now = after[node], then != now else { continue }
            note(
                .reweighted, subject, "\(node) \(then.text)", "\(node) \(now.text)", breaks: .comparability,
                because: "it counts otherwise in a `weighted` line")
        }
    }

    private func name(of node: NodeReference, _ model: Model) -> String {
        model.frameworks[node.framework].name(of: node.node)
    }

    /// The path of an old node in the new version; its own where it is gone.
    func currentName(of node: NodeReference) -> String {
        guard let framework = matches.frameworks.new(of: node.framework),
            let now = matches.nodes[node.framework]?.new(of: node.node)
        else { return name(of: node, old) }
        return new.frameworks[framework].name(of: now)
    }
}
