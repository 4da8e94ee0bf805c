import GearModel
import GearSource

extension Scoring {
    /// Where each of its conditions stands: those of aggregates and of `if`, in its lines and in `mastered when`.
    var decisions: [Location] {
        var walk = DecisionWalk(wanted: nil, forced: false, shift: 0)
        _ = walk.apply(to: self)
        return walk.found
    }

    /// The rule with one condition changed, so that what depends on one of its outcomes differs.
    ///
    /// Where an `if` gives a number, what it gives then has `shift` added to it; another condition is the opposite of
    /// the outcome whatever it is asked about, unless `shift` is 0.
    func changing(decision: Int, outcome: Bool, by shift: Double) -> Scoring {
        var walk = DecisionWalk(wanted: decision, forced: outcome, shift: shift)
        return walk.apply(to: self)
    }
}

/// Passes all conditions of a rule in one order.
private struct DecisionWalk {
    let wanted: Int?
    /// The outcome that is changed.
    let forced: Bool
    let shift: Double
    var found: [Location] = []

    mutating func apply(to rule: Scoring) -> Scoring {
        var changed = rule
        for (line, value) in rule.lines {
            changed[line] = ScoreLine(
                expression: apply(to: value.expression), isWeighted: value.isWeighted, needs: value.needs,
                location: value.location)
        }
        changed.mastered = rule.mastered.map { apply(to: $0) }
        return changed
    }

    private mutating func apply(to term: Term) -> Term {
        switch term.kind {
        case .aggregate(let aggregate):
            guard let condition = aggregate.condition else { return term }
            let inner = apply(to: condition)
            let kept = isWanted(condition) && shift != 0 ? opposite(condition) : inner
            return Term(
                .aggregate(Aggregate(function: aggregate.function, argument: aggregate.argument, condition: kept)),
                term.type, at: term.location)
        case .call(.if, let arguments) where arguments.count == 3:
            var parts = arguments.map { apply(to: $0) }
            if isWanted(arguments[0]) {
                let branch = forced ? 1 : 2
                if term.type == .number {
                    parts[branch] = parts[branch].adding(shift)
                } else if shift != 0 {
                    parts[0] = opposite(arguments[0])
                }
            }
            return Term(.call(.if, parts), term.type, at: term.location)
        default: return term.mappingOperands { apply(to: $0) }
        }
    }

    /// Counts a condition; true for the one that is to be changed.
    private mutating func isWanted(_ condition: Term) -> Bool {
        found.append(condition.location)
        return found.count - 1 == wanted
    }

    private func opposite(_ condition: Term) -> Term {
        Term(.constant(.boolean(!forced)), .boolean, at: condition.location)
    }
}

extension Term {
    /// A number, and another added to it.
    func adding(_ number: Double) -> Term {
        Term(.binary(.add, self, Term(.constant(.number(number)), .number, at: location)), .number, at: location)
    }
}
