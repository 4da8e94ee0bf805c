import GearSource
import GearSyntax

/// Lowers the answers that a test gives to one survey.
struct InlineLowering {
    let builder: Builder
    let place: Place
    let survey: Int
    private var seen: [String: Location] = [:]

    init(builder: Builder, place: Place, survey: Int) {
        self.builder = builder
        self.place = place
        self.survey = survey
    }

    mutating func lower(_ item: Declaration) -> InlineRespondent? {
        guard let key = item.name else { return nil }
        let clauses = Clauses(item)
        guard let dimensions = dimensions(clauses[.given], key, isIncomplete: clauses.isIncomplete) else { return nil }
        let location = place.location(key.range)
        let identity = ([key.text] + dimensions.map { "\($0.name)=\($0.value)" }.sorted()).joined(separator: "\u{0}")
        if let earlier = seen.updateValue(location, forKey: identity) {
            builder.report(
                .duplicateName, "`\(key.text)` answers twice", at: location,
                help: "put both lists together, or give the other a key, source or wave of its own",
                related: [Label(earlier, "the first one")])
        }
        var answers: [InlineAnswer] = []
        let given = clauses[.mapping]?.arguments ?? []
        for argument in given {
            guard let answer = answer(argument) else { continue }
            if answers.contains(where: { $0.question == answer.question }) {
                builder.report(
                    .boundTwice, "`\(argument.label?.text ?? "")` is answered twice",
                    at: place.location(argument.range), help: "keep one of them",
                    fix: builder.removal(ofRepeated: argument.range, in: given, place))
            } else {
                answers.append(answer)
            }
        }
        return InlineRespondent(key: key.text, dimensions: dimensions, answers: answers, location: location)
    }

    // MARK: Who answers

    private func dimensions(_ clause: Clause?, _ key: Name, isIncomplete: Bool) -> [(name: String, value: String)]? {
        let survey = builder.model.surveys[survey]
        var result: [(name: String, value: String)] = []
        for argument in clause?.arguments ?? [] {
            let label = argument.label ?? Name("source", at: argument.range)
            guard let type = builder.model.dimensionColumns.first(where: { $0.name == label.text })?.type else {
                builder.reportUnknownDimension(label, place)
                return nil
            }
            let resolver = TermResolver(builder, TermContext(place), argument.value)
            guard let term = resolver.constant(argument.value, of: type, 0) else { return nil }
            guard term.type.fits(type), let value = term.dimensionText else {
                builder.wrongShape(type.noun, argument.value.range, place)
                return nil
            }
            if label.text == "source",
                let source = builder.model.sources.firstIndex(where: { $0.heading.name == value }),
                !survey.asks.isEmpty, !survey.asks.contains(source)
            {
                builder.report(
                    .sourceNotAsked, "survey `\(survey.heading.name)` does not ask `\(value)`",
                    at: place.location(argument.range),
                    help: "add it to the survey's `asks`, or name one that is asked",
                    related: [Label(survey.heading.location, "the survey")])
                return nil
            }
            if result.contains(where: { $0.name == label.text }) {
                builder.report(
                    .boundTwice, "`\(label.text)` is given twice", at: place.location(argument.range),
                    help: "keep one of them")
                return nil
            }
            result.append((label.text, value))
        }
        if !result.contains(where: { $0.name == "source" }), !survey.asks.isEmpty {
            let asked = survey.asks.map { builder.model.sources[$0].heading.name }
            if asked.count == 1 {
                result.insert(("source", asked[0]), at: 0)
            } else if !isIncomplete {
                builder.report(
                    .missingClause, "it is not said who `\(key.text)` is", at: place.location(key.range),
                    why: "survey `\(survey.heading.name)` asks \(asked.map { "`\($0)`" }.joined(separator: ", "))",
                    help: "write `\(key.text) \(asked[0]) { … }`")
                return nil
            }
        }
        return result
    }

    // MARK: What is answered

    private func answer(_ argument: Argument) -> InlineAnswer? {
        guard let label = argument.label else {
            builder.wrongShape("a question and its answer, `q1: 5`", argument.range, place)
            return nil
        }
        let survey = builder.model.surveys[survey]
        guard let position = builder.resolveQuestion(label, in: survey, place),
            let given = given(argument.value, survey.questions[position])
        else { return nil }
        return InlineAnswer(question: position, given: given, location: place.location(argument.value.range))
    }

    private func given(_ value: Expression, _ question: Question) -> InlineAnswer.Given? {
        if case .malformed = value.kind { return nil }
        if let name = value.singleName, let kind = AbsenceKind(rawValue: name.text) { return .absent(kind) }
        if question.isOpen {
            if case .text(let text) = value.kind { return .text(text) }
            builder.wrongShape("a text in quotes", value.range, place)
            return nil
        }
        guard let position = question.scale, builder.model.scales.indices.contains(position) else { return nil }
        let scale = builder.model.scales[position]
        if let range = scale.range { return number(value, range, scale) }
        if case .text(let text) = value.kind {
            let wanted = normalised(text)
            if let point = scale.points.firstIndex(where: {
                ([$0.label] + $0.synonyms).contains { normalised($0) == wanted }
            }) {
                return .point(point)
            }
            if let absence = scale.absences.first(where: { $0.labels.contains { normalised($0) == wanted } }) {
                return .absent(absence.kind)
            }
        }
        let written = builder.written(value.range, place)
        if let point = scale.points.firstIndex(where: { $0.code == written }) { return .point(point) }
        reportOffScale(value, scale)
        return nil
    }

    private func number(_ value: Expression, _ range: ClosedInterval, _ scale: Scale) -> InlineAnswer.Given? {
        guard let exact = builder.rational(value, place) else { return nil }
        guard (range.low.double...range.high.double).contains(exact.double) else {
            reportOffScale(value, scale)
            return nil
        }
        return .number(exact.double)
    }

    private func reportOffScale(_ value: Expression, _ scale: Scale) {
        let written = builder.modules[place.module].tree.source.text(value.range)
        let help =
            scale.range.map { "any number from \($0.low.text) to \($0.high.text)" }
            ?? "its points are: " + scale.points.prefix(12).map { "`\($0.code)`" }.joined(separator: ", ")
        builder.report(
            .unknownConstant, "`\(written)` is not on scale `\(scale.heading.name)`", at: place.location(value.range),
            help: help, related: [Label(scale.heading.location, "the scale")])
    }
}
