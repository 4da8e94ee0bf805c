import GearSource

/// crosswalk NAME "Title" from FRAMEWORK to FRAMEWORK { data.rhythm part of assessment confidence 80% "…" }
package struct Crosswalk: Sendable {
    package let heading: Heading
    /// Positions of the frameworks whose nodes stand on the left and on the right; -1 where one is unknown, which was
    /// reported.
    package let from: Int
    package let to: Int
    package var entries: [Correspondence]
    /// An entry was not understood, which was reported.
    package var isBroken: Bool
}

/// How a node of one framework relates to one of another's.
package struct Correspondence: Sendable {
    /// Positions among the nodes of the crosswalk's two frameworks.
    package let node: Int
    package let relation: Relation
    package let other: Int
    /// How sure the author is, above 0 and up to 1; nil if it is not said.
    package let confidence: Double?
    /// Empty if nothing is remarked.
    package let remark: String
    package let location: Location
}

package enum Relation: String, Sendable {
    case same, covers, related
    case partOf = "part of"

    /// How the other node relates to the first.
    package var inverse: Relation {
        switch self {
        case .same, .related: self
        case .covers: .partOf
        case .partOf: .covers
        }
    }
}

/// A crosswalk read from one of its sides.
package struct CrosswalkReading: Sendable {
    /// Position in the model's `crosswalks`.
    package let crosswalk: Int
    /// Positions of frameworks: whose scores or nodes are read, and onto whose nodes.
    package let from: Int
    package let onto: Int
    /// With `node` among those of `from`.
    package let entries: [Correspondence]
}

extension Model {
    /// A crosswalk as seen from a framework; nil if that is neither of its sides.
    package func reading(_ position: Int, from framework: Int) -> CrosswalkReading? {
        let crosswalk = crosswalks[position]
        if framework == crosswalk.from {
            return CrosswalkReading(
                crosswalk: position, from: crosswalk.from, onto: crosswalk.to, entries: crosswalk.entries)
        }
        guard framework == crosswalk.to else { return nil }
        return CrosswalkReading(
            crosswalk: position, from: crosswalk.to, onto: crosswalk.from,
            entries: crosswalk.entries.map { entry in
                Correspondence(
                    node: entry.other, relation: entry.relation.inverse, other: entry.node,
                    confidence: entry.confidence, remark: entry.remark, location: entry.location)
            })
    }
}

extension CrosswalkReading {
    /// What brings scores to each node of the other framework that gets any directly: a node that is the same, else the
    /// nodes that are parts of it. What covers it or is only related to it brings none.
    package var carriers: [Int: (isWhole: Bool, nodes: [Int])] {
        var carriers: [Int: (isWhole: Bool, nodes: [Int])] = [:]
        for relation in [Relation.partOf, .same] {
            for entry in entries where entry.relation == relation {
                let isWhole = relation == .same
                if carriers[entry.other]?.isWhole == isWhole {
                    carriers[entry.other]?.nodes.append(entry.node)
                } else {
                    carriers[entry.other] = (isWhole, [entry.node])
                }
            }
        }
        return carriers
    }
}

extension Framework {
    /// Whether each node takes part in what is above it: all but look-fors that nothing names.
    package func takingPart(named: Set<Int>) -> [Bool] {
        nodes.indices.map { nodes[$0].kind != .lookfor || named.contains($0) }
    }
}
