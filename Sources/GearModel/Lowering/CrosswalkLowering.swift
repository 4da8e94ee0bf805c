import GearSource
import GearSyntax

extension Builder {
    func lowerCrosswalks() {
        for (place, declaration) in declarations(.crosswalk) {
            let clauses = Clauses(declaration)
            let heading = place.heading(declaration, kind: "crosswalk")
            let from = side(.fromFramework, clauses, heading, place)
            let to = side(.toFramework, clauses, heading, place)
            var crosswalk = Crosswalk(
                heading: heading, from: from, to: to, entries: [],
                isBroken: clauses.isIncomplete || from < 0 || to < 0)
            if from >= 0, from == to, let clause = clauses[.toFramework] {
                crosswalk.isBroken = true
                report(
                    .boundTwice, "crosswalk `\(heading.name)` leads back to where it starts",
                    at: place.location(clause.range), help: "name another framework")
            }
            for item in declaration.body ?? [] {
                if let entry = correspondence(item, from, to, place) {
                    crosswalk.entries.append(entry)
                } else {
                    crosswalk.isBroken = true
                }
            }
            if crosswalk.entries.isEmpty, !crosswalk.isBroken {
                report(
                    .missingClause, "crosswalk `\(heading.name)` says nothing", at: heading.location,
                    help: "say how nodes relate: `NODE same NODE`, `NODE part of NODE`")
            }
            model.crosswalks.append(crosswalk)
        }
    }

    private func side(_ kind: ClauseKind, _ clauses: Clauses, _ heading: Heading, _ place: Place) -> Int {
        guard let clause = clauses[kind] else {
            if !clauses.isIncomplete {
                report(
                    .missingClause,
                    "crosswalk `\(heading.name)` does not say \(kind == .fromFramework ? "from" : "to") which framework",
                    at: heading.location, help: "write `from FRAMEWORK to FRAMEWORK`")
            }
            return unknown
        }
        return path(clause, place).flatMap { resolve($0, as: .framework, place) } ?? unknown
    }

    /// nil after a report, and where a framework is unknown.
    private func correspondence(_ item: Declaration, _ from: Int, _ to: Int, _ place: Place) -> Correspondence? {
        let clauses = Clauses(item)
        guard !clauses.isIncomplete, let left = path(clauses[.node], place),
            let (relation, clause) = relation(clauses), let right = path(clause, place)
        else { return nil }
        let node = from < 0 ? nil : resolveNode(left, in: from, place)
        let other = to < 0 ? nil : resolveNode(right, in: to, place)
        var confidence: Double?
        if let clause = clauses[.confidence] {
            guard let share = share(clause, place) else { return nil }
            confidence = share
        }
        guard let node, let other else { return nil }
        return Correspondence(
            node: node, relation: relation, other: other, confidence: confidence,
            remark: clauses[.remark].flatMap { texts($0, place).first } ?? "", location: place.location(item.range))
    }

    private func relation(_ clauses: Clauses) -> (Relation, Clause)? {
        let kinds: [(ClauseKind, Relation)] = [
            (.same, .same), (.covers, .covers), (.partOf, .partOf), (.related, .related),
        ]
        return kinds.lazy.compactMap { kind, relation in clauses[kind].map { (relation, $0) } }.first
    }

    /// A share above 0 and up to 1, written as a percentage.
    private func share(_ clause: Clause, _ place: Place) -> Double? {
        guard let value = clause.arguments.first?.value else { return nil }
        switch value.kind {
        case .malformed: return nil
        case .percent(let percent) where percent > 0 && percent <= 100: return percent / 100
        default:
            wrongShape("a percentage above 0% and up to 100%", value.range, place)
            return nil
        }
    }
}
