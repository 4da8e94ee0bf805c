import GearSource
import GearSyntax

extension QuestionLowering {
    /// What a rating places a visit on, whose levels are the points to choose from.
    func rate(_ question: inout Question, _ clauses: Clauses, with builder: Builder) {
        let arguments = clauses.all(.target).flatMap(\.arguments)
        guard let argument = arguments.first else {
            if !clauses.isIncomplete {
                builder.report(
                    .questionWithoutTarget, "`\(question.heading.name)` rates nothing", at: question.heading.location,
                    why: "the levels to choose from are those of what it rates",
                    help: "say what it places: `-> PROGRESSION.STRAND` or `-> RUBRIC.CRITERION`")
            }
            return
        }
        if let second = arguments.dropFirst().first {
            builder.report(
                .clauseNotHere, "`\(question.heading.name)` rates two things", at: place.location(second.range),
                why: "one choice places a visit once", help: "write a `rate` for each of them")
        }
        if let weight = argument.clauses.first(where: { $0.kind == .weight }) {
            builder.report(
                .clauseNotHere, "a rating has no `weight`", at: place.location(weight.range),
                why: "a criterion says itself what it counts, and a level of a progression is no score",
                help: "remove it")
        }
        guard let path = builder.path(argument.value, place) else { return }
        if let criterion = builder.criterion(path, place) {
            rate(&question, criterion, at: place.location(path.range), with: builder)
        } else if let rated = builder.ratedThing(path, place) {
            question.rated = rated
            question.scale = builder.model.progressions[rated.progression].scale
        }
    }

    /// A rating on a rubric counts for the nodes of its criterion.
    private func rate(
        _ question: inout Question, _ reference: CriterionReference?, at location: Location, with builder: Builder
    ) {
        guard let reference else {
            builder.hasUnresolvedTargets = true
            return
        }
        let rubric = builder.model.rubrics[reference.rubric]
        guard rubric.framework == framework || rubric.framework < 0 || framework < 0 else {
            builder.report(
                .wrongKind, "rubric `\(rubric.heading.name)` is on another framework", at: location,
                help: "rate by a rubric on the framework that visits are about",
                related: [Label(rubric.heading.location, "declared here")])
            return
        }
        question.criterion = reference
        question.scale = rubric.scale
        question.targets = rubric.criteria[reference.criterion].targets
    }
}

extension Builder {
    /// `lesson.pacing`, a criterion of a rubric: nil inside after a report; nil if the path names no rubric.
    fileprivate func criterion(_ path: Path, _ place: Place) -> CriterionReference?? {
        let owner = Path(Array(path.steps.dropLast()), at: path.range)
        if let symbol = symbol(path, from: place.module), symbol.kind == .rubric {
            report(
                .wrongKind, "`\(path.text)` is a rubric, and one of its criteria belongs here",
                at: place.location(path.range),
                help: model.rubrics[symbol.position].criteria.first.map { "write `\(path.text).\($0.heading.name)`" },
                related: [Label(symbol.location, "declared here")])
            return .some(nil)
        }
        guard let last = path.steps.last, path.reach == .itself, let symbol = symbol(owner, from: place.module),
            symbol.kind == .rubric
        else { return nil }
        let rubric = model.rubrics[symbol.position]
        if let criterion = rubric.criteria.firstIndex(where: { $0.heading.name == last.text }) {
            return CriterionReference(rubric: symbol.position, criterion: criterion)
        }
        reportNoPart(
            last, of: "rubric `\(rubric.heading.name)`", "criterion", rubric.criteria.map(\.heading.name), place)
        return .some(nil)
    }

    /// `personal`, or one of its strands `personal.pacing`; nil after a report.
    fileprivate func ratedThing(_ path: Path, _ place: Place) -> RatedThing? {
        let owner = Path(Array(path.steps.dropLast()), at: path.range)
        if let last = path.steps.last, path.reach == .itself, let symbol = symbol(owner, from: place.module),
            symbol.kind == .progression
        {
            let progression = model.progressions[symbol.position]
            if let strand = progression.strands.firstIndex(where: { $0.name == last.text }) {
                return RatedThing(progression: symbol.position, strand: strand)
            }
            reportNoPart(
                last, of: "progression `\(progression.heading.name)`", "strand", progression.strands.map(\.name), place)
            return nil
        }
        return resolve(path, as: .progression, place).map { RatedThing(progression: $0, strand: nil) }
    }

    /// A strand, level or criterion that its owner does not have.
    func reportNoPart(_ name: Name, of owner: String, _ noun: String, _ known: [String], _ place: Place) {
        let near = Likeness.nearest(to: name.text, among: known)
        report(
            .unknownName, "\(owner) has no \(noun) `\(name.text)`",
            at: place.location(name.range),
            help: near.map { "did you mean `\($0)`?" }
                ?? (known.isEmpty
                    ? "declare it there: `\(noun) \(name.text) \"…\"`"
                    : "it has: " + known.prefix(12).map { "`\($0)`" }.joined(separator: ", ")),
            fix: near.map { .instead($0, at: place.location(name.range)) })
    }
}
