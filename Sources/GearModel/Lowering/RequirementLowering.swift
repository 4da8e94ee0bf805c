import GearSource
import GearSyntax

extension Builder {
    /// Whose scores progressions use, and what their levels require.
    func lowerRequirements() {
        for (position, (place, declaration)) in declarations(.progression).enumerated() {
            let framework = model.progressions[position].framework
            let items = (declaration.body ?? []).filter { $0.kind == .level }
            let requires = items.contains { ($0.body ?? []).contains { Clauses($0).has(.requires) } }
            let clauses = Clauses(declaration)
            if framework >= 0, requires || clauses.has(.using) {
                model.progressions[position].scores = usedScores(
                    clauses, on: framework, place, at: model.progressions[position].heading.location)
            }
            for item in items {
                guard let name = item.name?.text,
                    let level = model.progressions[position].levels.firstIndex(where: { $0.heading.name == name }),
                    model.progressions[position].levels[level].heading.location.start == item.name?.range.lowerBound
                else { continue }
                for inner in item.body ?? [] where inner.kind == .step { lower(inner, position, level, place) }
            }
        }
    }

    /// `using RULE from SOURCES`, or the only rule that fits; nil after a report.
    func usedScores(
        _ clauses: Clauses, on framework: Int, _ place: Place, at location: Location
    ) -> UsedScores? {
        let argument = clauses[.using]?.arguments.first
        var path: Path?
        if let argument {
            guard let written = self.path(argument.value, place) else { return nil }
            path = written
        } else if clauses.isIncomplete {
            return nil
        }
        guard
            let rule = rule(path, at: location, place, on: framework, hint: { "write `using \($0)` behind the title" })
        else { return nil }
        if let other = model.rules[rule].framework, other != framework {
            if other >= 0 {
                report(
                    .wrongKind,
                    "rule `\(model.rules[rule].heading.name)` scores another framework, `\(model.frameworks[other].heading.name)`",
                    at: argument.map { place.location($0.range) } ?? location,
                    help: "use a rule on `\(model.frameworks[framework].heading.name)`",
                    related: [Label(model.rules[rule].heading.location, "declared here")])
            }
            return nil
        }
        let from = argument?.clauses.first { $0.kind == .fromSources }
        return UsedScores(
            rule: rule, framework: framework, sources: from.map { sources(paths($0, place), place) },
            range: scoreRange(of: model.rules[rule]))
    }

    private func lower(_ item: Declaration, _ progression: Int, _ level: Int, _ place: Place) {
        let clauses = Clauses(item)
        guard clauses.has(.moveUp) || clauses.has(.stay) else { return }
        let isUp = clauses.has(.moveUp)
        let levels = model.progressions[progression].levels
        if let earlier = isUp ? levels[level].moveUp : levels[level].stay {
            report(
                .clauseTwice, "`to \(isUp ? "move up" : "stay")` is given twice", at: place.location(item.keywordRange),
                help: "keep one of them, with all that it requires", related: [Label(earlier.location, "first here")])
            return
        }
        let written = clauses.all(.requires).compactMap { $0.arguments.first?.value }
        var requirements: [Requirement] = []
        var isBroken = clauses.isIncomplete
        if let scores = model.progressions[progression].scores {
            let parts = written.flatMap(Self.conjuncts)
            requirements = parts.compactMap { requirement($0, scores, place, visits: progression) }
            isBroken = isBroken || requirements.count < parts.count
        } else {
            isBroken = isBroken || !written.isEmpty
        }
        let step = LevelStep(
            title: item.title?.value ?? "", requirements: requirements,
            location: place.location(item.keywordRange), isBroken: isBroken)
        if isUp {
            model.progressions[progression].levels[level].moveUp = step
        } else {
            model.progressions[progression].levels[level].stay = step
        }
    }

    /// What `and` joins, one by one.
    static func conjuncts(_ condition: Expression) -> [Expression] {
        guard case .chain(let first, let rest) = condition.kind, rest.allSatisfy({ $0.0 == .and }) else {
            return [condition]
        }
        return ([first] + rest.map(\.1)).flatMap(conjuncts)
    }

    /// A condition over one group's scores, and over the visits that rate a progression.
    func requirement(
        _ condition: Expression, _ scores: UsedScores, _ place: Place, visits progression: Int?
    ) -> Requirement? {
        var context = TermContext(place)
        context.framework = scores.framework
        context.rule = scores.rule
        context.scores = scores
        context.allowsCells = true
        if let progression {
            context.aggregates = .collections([.visits], line: "requires")
            context.visitColumns = model.visitsSchema(of: progression)
        }
        guard let term = TermResolver(self, context, condition).condition(condition) else { return nil }
        return Requirement(condition: term, text: line(condition.range, place), progression: progression)
    }

    /// What stands at a range, on one line and without comments.
    func line(_ range: ByteRange, _ place: Place) -> String {
        let tree = modules[place.module].tree
        var text = ""
        for (token, next) in zip(tree.tokens, tree.tokens.dropFirst()) where range.contains(token.start) {
            if !token.kind.isTrivia {
                text += tree.source.text(token.start..<next.start)
            } else if !text.hasSuffix(" ") {
                text += " "
            }
        }
        return text
    }
}

extension Model {
    /// What a condition on one of a progression's `visits` sees: its level as a whole and on each strand.
    package func visitsSchema(of progression: Int) -> TableSchema {
        let type = Type.level(progression: progression)
        return TableSchema(
            [.init("level", type)] + progressions[progression].strands.map { .init($0.name, type) })
    }
}
