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
                    help: "say what it places: `-> PROGRESSION` or `-> PROGRESSION.STRAND`")
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
                why: "a level is no score that could be averaged", help: "remove it")
        }
        guard let path = builder.path(argument.value, place), let rated = builder.ratedThing(path, place) else {
            return
        }
        question.rated = rated
        question.scale = builder.model.progressions[rated.progression].scale
    }
}

extension Builder {
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
            reportNoPart(last, of: progression, "strand", progression.strands.map(\.name), place)
            return nil
        }
        return resolve(path, as: .progression, place).map { RatedThing(progression: $0, strand: nil) }
    }

    /// A strand or level that a progression does not have.
    func reportNoPart(_ name: Name, of progression: Progression, _ noun: String, _ known: [String], _ place: Place) {
        let near = Likeness.nearest(to: name.text, among: known)
        report(
            .unknownName, "progression `\(progression.heading.name)` has no \(noun) `\(name.text)`",
            at: place.location(name.range),
            help: near.map { "did you mean `\($0)`?" }
                ?? (known.isEmpty
                    ? "declare it there: `\(noun) \(name.text) \"…\"`"
                    : "it has: " + known.prefix(12).map { "`\($0)`" }.joined(separator: ", ")),
            fix: near.map { .instead($0, at: place.location(name.range)) })
    }
}
