import GearSource

extension Comparing {
    mutating func compareSurveys() {
        for place in matches.surveys.removed {
            let survey = old.surveys[place]
            note(
                .removed, subject(survey, nil, frameworkName(survey.framework, old)), survey.heading.title,
                breaks: [.data, .queries], because: "answers to it are no longer read")
        }
        for pair in matches.surveys.pairs { compare(pair) }
        for place in matches.surveys.added {
            let survey = new.surveys[place]
            note(
                .added, subject(nil, survey, frameworkName(survey.framework, new)), nil, survey.heading.title,
                bump: .minor,
                because: "its questions join in the scores of their nodes once they are answered")
        }
    }

    private func subject(_ old: Survey?, _ new: Survey?, _ frameworks: Set<String>) -> Subject {
        Subject(
            noun: (new ?? old)?.isWalkthrough == true ? "walkthrough" : "survey", oldPath: old?.heading.name,
            newPath: new?.heading.name, oldPlace: old?.heading.location, newPlace: new?.heading.location,
            frameworks: frameworks)
    }

    private mutating func compare(_ pair: Pairing.Pair) {
        let (before, after) = (old.surveys[pair.old], new.surveys[pair.new])
        let frameworks = frameworkName(after.framework, new)
        let subject = subject(before, after, frameworks)
        if pair.ground == .likeness {
            noteSuspected(
                subject, breaks: [.data, .queries], because: "what is bound to the old one no longer finds it",
                help: "keep the name `\(before.heading.name)`")
        }
        compareTexts(subject, before.heading, after.heading)
        if !isSame(before.framework, after.framework) {
            note(
                .retagged, subject, name(before.framework, old.frameworks.map(\.heading)),
                name(after.framework, new.frameworks.map(\.heading)), breaks: [.comparability, .queries],
                because: "its answers score the nodes of another framework")
        }
        if before.isWalkthrough != after.isWalkthrough || before.unit != after.unit {
            note(
                .retyped, subject, before.unit, after.unit,
                breaks: before.isWalkthrough == after.isWalkthrough ? [] : .comparability,
                because: before.isWalkthrough == after.isWalkthrough
                    ? "a unit's name is shown and nothing else" : "n counts other things")
        }
        compareAsked(before.asks, after.asks, subject)
        compareHiding(before.hiding, after.hiding, subject)
        compareSections(before, after, subject)
        guard let questions = matches.questions[pair.old] else { return }
        for place in questions.removed { noteRemoved(before.questions[place], subject) }
        for pair in questions.pairs { compareQuestions(pair, before, after, subject) }
        for place in questions.added { noteAdded(after.questions[place], subject) }
    }

    private mutating func compareHiding(_ before: HidingRule?, _ after: HidingRule?, _ subject: Subject) {
        func text(_ rule: HidingRule?, _ matches: (String) -> String) -> String? {
            rule.map { rule in
                let names = rule.dimensions.map(matches).joined(separator: ", ")
                return "under \(rule.threshold)" + (names.isEmpty ? "" : " by \(names)")
            }
        }
        let now = text(after) { $0 }
        let renamed = text(before) { name in
            old.dimensions.firstIndex { $0.heading.name == name }.flatMap { matches.dimensions.new(of: $0) }
                .map { new.dimensions[$0].heading.name } ?? name
        }
        if renamed == now { return }
        note(
            .hidden, subject, text(before) { $0 }, now, breaks: after == nil ? [] : .queries,
            bump: after == nil ? .minor : .major,
            because: after == nil
                ? "all groups are shown, those that were hidden too"
                : "other groups are hidden, and `by` and `for` take the dimensions that are named")
    }

    /// Whether two frameworks are one; of one that no program declares, nothing is said.
    func isSame(_ before: Int, _ after: Int) -> Bool {
        guard old.frameworks.indices.contains(before), new.frameworks.indices.contains(after) else { return true }
        return matches.frameworks.new(of: before) == after
    }

    /// Sources of a survey or a question, on each side by their position.
    mutating func compareAsked(_ before: [Int], _ after: [Int], _ subject: Subject) {
        let now = before.compactMap { matches.sources.new(of: $0) }
        let lost = before.filter { matches.sources.new(of: $0).map { !after.contains($0) } ?? false }
        let found = after.filter { !now.contains($0) && matches.sources.ofNew[$0] != nil }
        if !lost.isEmpty {
            note(
                .asked, subject, Self.list(lost.map { old.sources[$0].heading.name }), nil,
                breaks: [.data, .comparability], because: "answers of this source are set aside")
        }
        if !found.isEmpty {
            note(
                .asked, subject, nil, Self.list(found.map { new.sources[$0].heading.name }), bump: .minor,
                because: "answers of the others count as before")
        }
    }

    private mutating func compareSections(_ before: Survey, _ after: Survey, _ survey: Subject) {
        let pairing = Pairing(
            before.sections.map { .init(name: Self.shown($0)) }, after.sections.map { .init(name: Self.shown($0)) })
        func subject(_ old: Heading?, _ new: Heading?) -> Subject {
            Subject(
                noun: "section", oldPath: old.map { before.heading.name + "." + Self.shown($0) },
                newPath: new.map { after.heading.name + "." + Self.shown($0) }, oldPlace: old?.location,
                newPlace: new?.location, frameworks: survey.frameworks)
        }
        for pair in pairing.pairs {
            let (old, new) = (before.sections[pair.old], after.sections[pair.new])
            compareTexts(subject(old, new), old, new)
        }
        for place in pairing.removed {
            note(
                .removed, subject(before.sections[place], nil),
                because: "sections group questions on paper and nothing else")
        }
        for place in pairing.added {
            note(
                .added, subject(nil, after.sections[place]),
                because: "sections group questions on paper and nothing else")
        }
    }

    /// A section may have a title and no name.
    static func shown(_ section: Heading) -> String { section.name.isEmpty ? "“\(section.title)”" : section.name }
}
