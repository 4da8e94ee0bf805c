import GearSource
import GearSyntax

extension Builder {
    func lowerSurveys() {
        for (place, declaration) in declarations(.survey, .walkthrough) {
            let isWalkthrough = declaration.kind == .walkthrough
            let clauses = Clauses(declaration)
            var survey = Survey(
                heading: place.heading(declaration, kind: "survey"), isWalkthrough: isWalkthrough,
                framework: frameworkOrUnknown(
                    clauses, declaration, place, why: "its questions point at the nodes of one"),
                asks: asks(clauses, declaration, place), unit: name(clauses[.unit], place)?.text ?? "respondent",
                sections: [], questions: [])
            var lowering = QuestionLowering(
                place: place, survey: survey.heading.name, framework: survey.framework, asks: survey.asks,
                scale: clauses[.scaleUse].map { scale($0, place) })
            for item in declaration.body ?? [] {
                if item.kind == .section {
                    let ownScale = Clauses(item)[.scaleUse].map { scale($0, place) }
                    let outer = lowering.scale
                    lowering.scale = ownScale ?? outer
                    defer { lowering.scale = outer }
                    survey.sections.append(place.heading(item, kind: "section"))
                    for inner in item.body ?? [] {
                        lower(inner, section: survey.sections.count - 1, into: &survey, &lowering)
                    }
                } else {
                    lower(item, section: nil, into: &survey, &lowering)
                }
            }
            checkFormerly(of: survey)
            reportScaleless(lowering.scaleless, survey)
            model.surveys.append(survey)
        }
    }

    private func lower(
        _ item: Declaration, section: Int?, into survey: inout Survey, _ lowering: inout QuestionLowering
    ) {
        // Where a question, or a part of one, could not be read, its target may have been meant for any node.
        if item.kind == .malformed || Clauses(item).isIncomplete { hasUnresolvedTargets = true }
        guard [.question, .observe, .rate, .open].contains(item.kind), let name = item.name else { return }
        guard isNew(name, among: &lowering.seen, lowering.place) else {
            hasUnresolvedTargets = true
            return
        }
        survey.questions.append(lowering.lower(item, section: section, with: self))
    }

    /// What stands for a framework or scale that is named and unknown: what depends on it stays silent.
    var unknown: Int { -1 }

    func scale(_ clause: Clause, _ place: Place) -> Int {
        path(clause, place).flatMap { resolve($0, as: .scale, place) } ?? unknown
    }

    /// The framework of a declaration: its own `on`, else the one at the head of the file; -1 after a report.
    func frameworkOrUnknown(_ clauses: Clauses, _ declaration: Declaration, _ place: Place, why: String) -> Int {
        switch framework(clauses, place) {
        case .known(let position): return position
        case .unknown: return unknown
        case .absent:
            if !clauses.isIncomplete {
                report(
                    .noFramework, "\(declaration.kind.rawValue) `\(declaration.name?.text ?? "")` is on no framework",
                    at: place.location(declaration.name?.range ?? declaration.keywordRange),
                    why: why, help: onHelp(place))
            }
            return unknown
        }
    }

    enum FrameworkOf { case known(Int), unknown, absent }

    func framework(_ clauses: Clauses, _ place: Place) -> FrameworkOf {
        if let clause = clauses[.on] {
            return path(clause, place).flatMap { resolve($0, as: .framework, place) }.map { .known($0) } ?? .unknown
        }
        let scope = names.scopes[place.module]
        return scope.framework.map { .known($0) } ?? (scope.hasHead ? .unknown : .absent)
    }

    func onHelp(_ place: Place) -> String {
        let known = visibleNames(.framework, place.module)
        return
            "write `on \(known.count == 1 ? known[0] : "FRAMEWORK")` after the title, or once at the head of the file"
    }

    private func asks(_ clauses: Clauses, _ declaration: Declaration, _ place: Place) -> [Int] {
        guard let clause = clauses[.asks] else {
            if !clauses.isIncomplete {
                let known = visibleNames(.source, place.module)
                report(
                    .missingClause,
                    "\(declaration.kind.rawValue) `\(declaration.name?.text ?? "")` does not say whom it asks",
                    at: place.location(declaration.name?.range ?? declaration.keywordRange),
                    help: known.isEmpty
                        ? "declare who answers, `source teacher \"Teachers\"`, and write `asks teacher` here"
                        : "write `asks \(known.prefix(3).joined(separator: ", "))`, or some of them")
            }
            return []
        }
        return sources(paths(clause, place), place)
    }

    /// Sources by name, each once.
    func sources(_ paths: [Path], _ place: Place) -> [Int] {
        var result: [Int] = []
        for path in paths {
            guard let source = resolve(path, as: .source, place) else {
                hasUnresolvedSources = true
                continue
            }
            if result.contains(source) {
                report(
                    .duplicateName, "`\(path.text)` stands twice", at: place.location(path.range), help: "remove one")
            } else {
                result.append(source)
            }
        }
        return result
    }

    private func checkFormerly(of survey: Survey) {
        guard survey.questions.contains(where: { !$0.formerly.isEmpty }) else { return }
        let names = Dictionary(survey.questions.map { ($0.heading.name, $0) }, uniquingKeysWith: { first, _ in first })
        var claims: [String: Int] = [:]
        for (position, question) in survey.questions.enumerated() {
            for name in question.formerly {
                if let standing = names[name] {
                    report(
                        .formerlyStands, "question `\(name)` still stands", at: question.heading.location,
                        why: "`formerly` says what a question was called before",
                        help: "remove the `formerly`, or rename the question that bears the old name",
                        related: [Label(standing.heading.location, "it stands here")])
                } else if let earlier = claims.updateValue(position, forKey: name) {
                    report(
                        .formerlyTwice, "two questions claim to have been `\(name)`", at: question.heading.location,
                        help: "keep the claim at the question that measures the same thing",
                        related: [Label(survey.questions[earlier].heading.location, "the other one")])
                }
            }
        }
    }

    private func reportScaleless(_ questions: [Heading], _ survey: Survey) {
        guard let first = questions.first else { return }
        let others = questions.count - 1
        report(
            .missingClause,
            "`\(first.name)`"
                + (others == 0
                    ? " has no scale" : " and \(others) other question\(others == 1 ? "" : "s") have no scale"),
            at: first.location, why: "an answer means nothing without the points that it was chosen from",
            help:
                "write `scale NAME` in survey `\(survey.heading.name)` for all of its questions, or `open` for one that is answered in words"
        )
    }
}

/// Lowers the questions of one survey.
struct QuestionLowering {
    let place: Place
    let survey: String
    let framework: Int
    let asks: [Int]
    /// The scale of the survey or section; -1 if it names an unknown one.
    var scale: Int?
    var seen: [FoldedName: [Name]] = [:]
    var scaleless: [Heading] = []

    init(place: Place, survey: String, framework: Int, asks: [Int], scale: Int?) {
        self.place = place
        self.survey = survey
        self.framework = framework
        self.asks = asks
        self.scale = scale
    }

    mutating func lower(_ item: Declaration, section: Int?, with builder: Builder) -> Question {
        let isOpen = item.kind == .open
        let clauses = Clauses(item)
        var question = Question(
            heading: place.heading(item, kind: "question", path: survey + "." + (item.name?.text ?? "")),
            isOpen: isOpen,
            section: section, scale: nil, isReversed: clauses.has(.reverse), targets: [], asks: nil, wordings: [],
            earlier: [], formerly: clauses.all(.formerly).flatMap { builder.paths($0, place).map(\.text) })
        if let clause = clauses[.asks] { question.asks = narrowed(clause, with: builder) }
        if item.kind == .rate {
            rate(&question, clauses, with: builder)
        } else {
            if !isOpen { question.scale = scale(of: question, clauses, with: builder) }
            if !isOpen, !clauses.has(.target), !clauses.isIncomplete { reportUntagged(question, with: builder) }
            question.targets = builder.targets(
                clauses.all(.target), of: question.heading.name, in: framework, place)
        }
        for clause in clauses.all(.wording) { addWording(clause, to: &question, with: builder) }
        for clause in clauses.all(.was) { addEarlier(clause, to: &question, with: builder) }
        return question
    }

    private func reportUntagged(_ question: Question, with builder: Builder) {
        builder.report(
            .questionWithoutTarget, "`\(question.heading.name)` is tagged to nothing", at: question.heading.location,
            why: "scores belong to nodes, so its answers enter none", help: "say what it measures: `-> NODE`")
    }

    private mutating func scale(of question: Question, _ clauses: Clauses, with builder: Builder) -> Int? {
        var position = scale
        if let clause = clauses[.scaleUse] { position = builder.scale(clause, place) }
        guard let position else {
            scaleless.append(question.heading)
            return nil
        }
        guard builder.model.scales.indices.contains(position) else { return nil }
        let scale = builder.model.scales[position]
        if let reverse = clauses[.reverse], scale.minimum == scale.maximum {
            builder.report(
                .reverseWithoutSpread, "`reverse` has nothing to turn on scale `\(scale.heading.name)`",
                at: place.location(reverse.range), why: "all of its points have the same value",
                help: "remove `reverse`, or give the points values", related: [Label(scale.heading.location)])
        }
        return position
    }

    /// The sources that a single question is asked of: some of the survey's.
    private func narrowed(_ clause: Clause, with builder: Builder) -> [Int] {
        let paths = builder.paths(clause, place)
        return builder.sources(paths, place).filter { source in
            let isAsked = asks.contains(source)
            if !isAsked { reportNotAsked(source, paths, with: builder) }
            return isAsked
        }
    }

    private func reportNotAsked(_ source: Int, _ paths: [Path], with builder: Builder) {
        builder.hasUnresolvedSources = true
        guard !asks.isEmpty else { return }
        let name = builder.model.sources[source].heading.name
        let path = paths.first { $0.steps.last?.text == name }
        builder.report(
            .sourceNotAsked, "survey `\(survey)` does not ask `\(name)`",
            at: place.location(path?.range ?? 0..<0),
            help: "add it to the survey's `asks`, or remove it here. The survey asks "
                + asks.map { "`\(builder.model.sources[$0].heading.name)`" }.joined(separator: ", "))
    }

    private func addWording(_ clause: Clause, to question: inout Question, with builder: Builder) {
        guard case .text(let text)? = clause.arguments.last?.value.kind else { return }
        let paths = clause.arguments.dropLast().compactMap { builder.path($0.value, place) }
        for source in builder.sources(paths, place) {
            if !asks.contains(source) {
                reportNotAsked(source, paths, with: builder)
            } else if question.wordings.contains(where: { $0.source == source }) {
                builder.report(
                    .clauseTwice, "the wording for `\(builder.model.sources[source].heading.name)` is given twice",
                    at: place.location(clause.range), help: "keep one of them")
            } else {
                question.wordings.append(Wording(source: source, text: text))
            }
        }
    }

    private func addEarlier(_ clause: Clause, to question: inout Question, with builder: Builder) {
        guard let argument = clause.arguments.first, case .text(let text) = argument.value.kind else { return }
        guard let until = argument.clauses.first(where: { $0.kind == .until })?.arguments.first?.value else {
            if !argument.clauses.contains(where: { $0.kind == .malformed || $0.kind == .until }) {
                builder.report(
                    .missingClause, "it is not said until when `\(question.heading.name)` read so",
                    at: place.location(clause.range), help: "name the first wave with the new text: `until spring16`")
            }
            return
        }
        guard let wave = wave(until, with: builder) else { return }
        question.earlier.append(
            EarlierWording(
                text: text, until: wave, isComparable: argument.clauses.contains { $0.kind == .comparable }))
    }

    /// The wave that is named, or the first that starts at or after a date.
    private func wave(_ expression: Expression, with builder: Builder) -> Int? {
        if let date = CalendarDate(expression) {
            return builder.model.waves.firstIndex { $0.start >= date } ?? builder.model.waves.count
        }
        return builder.path(expression, place).flatMap { builder.resolve($0, as: .wave, place) }
    }
}
