import GearSource

/// progression NAME "Title" on FRAMEWORK using RULE from SOURCES { strand … level … }
package struct Progression: Sendable {
    package let heading: Heading
    /// -1 where it is unknown, which was reported.
    package let framework: Int
    /// What the levels are described by.
    package var strands: [Heading]
    /// From the lowest up.
    package var levels: [Level]
    /// Position in the model's `scales` of the one whose points are the levels, from 1 up.
    package let scale: Int
    /// nil after a report.
    package var scores: UsedScores?
}

/// using RULE from SOURCES
package struct UsedScores: Sendable {
    package let rule: Int
    package let framework: Int
    /// nil: of all that have any.
    package let sources: [Int]?
    /// Between which ends the scores lie; nil where that is not known.
    package let range: ClosedInterval?

    /// Whether they are the same scores of the same sources.
    package func isSame(as other: UsedScores) -> Bool { rule == other.rule && sources == other.sources }
}

/// level NAME "Title" also "…" { pacing "One pace for the class"  to move up … to stay … }
package struct Level: Sendable {
    package let heading: Heading
    package var descriptors: [Descriptor]
    /// What a group must have to move on to the level above.
    package var moveUp: LevelStep?
    /// What a group must have to stay here once it has come.
    package var stay: LevelStep?
}

package struct Descriptor: Sendable {
    /// Position among the strands.
    package let strand: Int
    package let text: String
}

/// to move up "…" { requires … }
package struct LevelStep: Sendable {
    package let title: String
    package let requirements: [Requirement]
    package let location: Location
    /// A part of it was not understood, which was reported.
    package let isBroken: Bool
}

/// One condition over a group's scores and visits; those that `and` joins are one each.
package struct Requirement: Sendable {
    /// Scores of nodes are cells in it, visits a collection.
    package let condition: Term
    /// As written, on one line.
    package let text: String
    /// Whose visits it may ask about: a position in the model's `progressions`.
    package let progression: Int?

    package init(condition: Term, text: String, progression: Int?) {
        self.condition = condition
        self.text = text
        self.progression = progression
    }
}

extension Requirement {
    /// A quantity and the number that it has to reach or stay below, if that is what the condition is.
    package var bound: Bound? {
        guard case .binary(let relation, let left, let right) = condition.kind else { return nil }
        if case .constant(.number(let limit)) = right.kind, let turned = relation.isOrder ? relation : nil {
            return Bound(quantity: left, relation: turned, limit: limit)
        }
        if case .constant(.number(let limit)) = left.kind, let turned = relation.mirrored {
            return Bound(quantity: right, relation: turned, limit: limit)
        }
        return nil
    }

    /// The nodes whose scores it reads, in the order in which they are written.
    package var nodes: [NodeReference] { condition.scoreCells.map(\.node) }
}

/// A quantity and the number that it has to reach, or to stay below.
package struct Bound: Sendable {
    package let quantity: Term
    /// One of `<`, `<=`, `>`, `>=`.
    package let relation: BinaryOperation
    package let limit: Double

    /// Of two bounds in one direction on one quantity, whether this one asks for more.
    func isStricter(than other: Bound) -> Bool {
        if limit != other.limit { return relation.asksForMore ? limit > other.limit : limit < other.limit }
        return relation == .greater || relation == .less
    }
}

extension BinaryOperation {
    fileprivate var isOrder: Bool { mirrored != nil }

    /// What `a < b` is with its sides exchanged.
    fileprivate var mirrored: BinaryOperation? {
        switch self {
        case .less: .greater
        case .lessOrEqual: .greaterOrEqual
        case .greater: .less
        case .greaterOrEqual: .lessOrEqual
        default: nil
        }
    }

    /// Whether more is nearer to what it asks for.
    package var asksForMore: Bool { self == .greater || self == .greaterOrEqual }
}

extension Term {
    /// The cells of scores in it.
    package var scoreCells: [CellReference] {
        if case .cell(let cell) = kind { [cell] } else { operands.flatMap(\.scoreCells) }
    }

    /// The aggregates in it.
    package var aggregates: [Aggregate] {
        if case .aggregate(let aggregate) = kind { [aggregate] } else { operands.flatMap(\.aggregates) }
    }
}

extension Progression {
    /// The steps into the level at a position: up from the one below, and staying there.
    package func steps(into level: Int) -> [(kind: StepKind, step: LevelStep?)] {
        guard level > 0, levels.indices.contains(level) else { return [] }
        var steps: [(StepKind, LevelStep?)] = [(.moveUp, levels[level - 1].moveUp)]
        if let stay = levels[level].stay { steps.append((.stay, stay)) }
        return steps
    }
}

extension Progression {
    /// What has to be fulfilled on the way from the lowest level to one: of several bounds on one quantity the strictest.
    package func requirements(upTo level: Int) -> [Requirement] {
        let text = TermText { _, name in name }
        var result: [Requirement] = []
        var places: [String: Int] = [:]
        for step in levels.indices.prefix(level + 1).flatMap({ steps(into: $0) }) {
            for requirement in step.step?.requirements ?? [] {
                guard let bound = requirement.bound else {
                    result.append(requirement)
                    continue
                }
                let key = "\(bound.relation.asksForMore) \(text.text(bound.quantity))"
                if let place = places[key], let earlier = result[place].bound {
                    if bound.isStricter(than: earlier) { result[place] = requirement }
                } else {
                    places[key] = result.count
                    result.append(requirement)
                }
            }
        }
        return result
    }

    /// Whether a step below a level requires nothing, so that nothing tells who holds it.
    package func isUntold(_ level: Int) -> Bool {
        levels.indices.prefix(level).contains { (levels[$0].moveUp?.requirements ?? []).isEmpty }
    }
}

package enum StepKind: String, Sendable {
    case moveUp = "move up"
    case stay
}
