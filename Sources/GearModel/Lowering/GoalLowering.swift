import GearSource
import GearSyntax

extension Builder {
    func lowerGoals() {
        for (place, declaration) in declarations(.goal) {
            let clauses = Clauses(declaration)
            let items = (declaration.body ?? []).filter { $0.kind == .reach }
            var goal = Goal(
                heading: place.heading(declaration, kind: "goal"),
                framework: frameworkOrUnknown(
                    clauses, declaration, place, why: "what it reaches are scores of the nodes of one"),
                reaches: [],
                isBroken: clauses.isIncomplete || (declaration.body ?? []).contains { $0.kind == .malformed })
            if items.isEmpty, !goal.isBroken {
                report(
                    .missingClause, "goal `\(goal.heading.name)` reaches nothing", at: goal.heading.location,
                    help: "say what and by when: `reach NODE >= 3.5 by 2026-06-30`")
            }
            let condition = goalCondition(clauses, goal, place, &goal.isBroken)
            // Asked for when a score is to be reached: a level has scores of its own.
            var scores: UsedScores??
            for item in items {
                let reach = reach(item, goal, condition, place) {
                    if scores == nil {
                        scores = .some(
                            goal.framework < 0
                                ? nil : usedScores(clauses, on: goal.framework, place, at: goal.heading.location))
                    }
                    return scores ?? nil
                }
                if let reach { goal.reaches.append(reach) } else { goal.isBroken = true }
            }
            if scores == nil, clauses.has(.using), goal.framework >= 0 {
                _ = usedScores(clauses, on: goal.framework, place, at: goal.heading.location)
            }
            model.goals.append(goal)
        }
    }

    private func goalCondition(_ clauses: Clauses, _ goal: Goal, _ place: Place, _ isBroken: inout Bool) -> Term? {
        guard let expression = clauses[.forCondition]?.arguments.first?.value else { return nil }
        let term = answerCondition(expression, framework: goal.framework < 0 ? nil : goal.framework, place)
        if term == nil { isBroken = true }
        return term
    }

    /// - Parameter used: The scores that the goal uses; nil after a report.
    private func reach(
        _ item: Declaration, _ goal: Goal, _ condition: Term?, _ place: Place, _ used: () -> UsedScores?
    ) -> Reach? {
        let clauses = Clauses(item)
        guard let expression = clauses[.expression]?.arguments.first?.value,
            let subject = subject(expression, place, used), let due = due(clauses, item, place)
        else { return nil }
        var narrowed = condition
        if let expression = clauses[.forCondition]?.arguments.first?.value {
            guard let own = answerCondition(expression, framework: goal.framework < 0 ? nil : goal.framework, place)
            else { return nil }
            narrowed = condition.map { Term(.binary(.and, $0, own), .boolean, at: own.location) } ?? own
        }
        return Reach(
            subject: subject.0, scores: subject.1, due: due, forCondition: narrowed,
            text: line(expression.range, place), location: place.location(expression.range))
    }

    /// `personal.micro`, or a condition on scores.
    private func subject(
        _ expression: Expression, _ place: Place, _ used: () -> UsedScores?
    ) -> (Reach.Subject, UsedScores)? {
        if let path = expression.path, path.reach == .itself, let last = path.steps.last {
            let owner = Path(Array(path.steps.dropLast()), at: path.range)
            if let symbol = symbol(owner, from: place.module), symbol.kind == .progression {
                return level(last, of: symbol.position, place)
            }
            if let symbol = symbol(path, from: place.module), symbol.kind == .progression {
                report(
                    .wrongKind, "`\(path.text)` is a progression, and one of its levels belongs here",
                    at: place.location(path.range),
                    help: model.progressions[symbol.position].levels.last.map {
                        "write `\(path.text).\($0.heading.name)`"
                    },
                    related: [Label(symbol.location, "declared here")])
                return nil
            }
            // Its progression may be in a file that could not be read.
            if isIncomplete(place.file), let scores = used(), findNode(path.text, in: scores.framework) == nil {
                return nil
            }
        }
        guard let scores = used(), let requirement = requirement(expression, scores, place, visits: nil) else {
            return nil
        }
        return (.score(requirement), scores)
    }

    private func level(_ name: Name, of position: Int, _ place: Place) -> (Reach.Subject, UsedScores)? {
        let progression = model.progressions[position]
        guard let level = progression.levels.firstIndex(where: { $0.heading.name == name.text }) else {
            reportNoPart(
                name, of: "progression `\(progression.heading.name)`", "level", progression.levels.map(\.heading.name),
                place)
            return nil
        }
        guard let scores = progression.scores else {
            if progression.framework >= 0, !progression.isBroken {
                report(
                    .unreachableLevel, "nothing tells whether `\(progression.heading.name).\(name.text)` is reached",
                    at: place.location(name.range), why: "the progression requires nothing",
                    help: "write what it takes: `to move up \"…\" { requires … }`",
                    related: [Label(progression.heading.location, "declared here")])
            }
            return nil
        }
        return (.level(progression: position, level: level), scores)
    }

    private func due(_ clauses: Clauses, _ item: Declaration, _ place: Place) -> CalendarDate? {
        if let clause = clauses[.due] { return date(clause, place) }
        if !clauses.isIncomplete {
            report(
                .missingClause, "it is not said by when", at: place.location(item.keywordRange),
                why: "a goal without a date is a wish", help: "add it: `by 2026-06-30`")
        }
        return nil
    }
}

extension Progression {
    /// A step was not understood, which was reported.
    var isBroken: Bool { levels.contains { $0.moveUp?.isBroken == true || $0.stay?.isBroken == true } }
}
