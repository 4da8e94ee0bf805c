import GearModel
import GearScore
import GearSource
import GearTable

extension Evaluator {
    /// How many of those most like it are shown of each value.
    static let mostSimilar = 10
    /// Each value is compared with each other: twice as many take four times as long.
    static let mostCompared = 5_000

    /// A row a value of a dimension and one of those most like it; columns as the model's schema.
    ///
    /// The distance is the root of the mean squared difference of scores, over the nodes that both have: D of Cronbach and
    /// Gleser (1953), over what both have as Gower (1971) does, so that distances over more and fewer nodes can be
    /// compared. Nodes are the lowest that have scores: those in which no other node has one.
    func similar(_ request: ScoresRequest, across dimension: String, at location: Location) throws(Diagnostic) -> Table
    {
        var split = request
        split.by.append(dimension)
        let scores = try scoring(split, ["score"])
        let names = model.rowDimensions(by: request.by)
        let nodes = model.frameworks[request.framework].nodes
        guard let place = places(of: nodes, request.framework, in: scores), let units = scores[dimension],
            let score = scores["score"]
        else { return Table([]) }
        let grouping = Grouping(names.compactMap { scores[$0] }, rowCount: scores.rowCount)
        let members = grouping.members
        var rows: [(first: Int, near: Neighbour)] = []
        for group in 0..<(scores.rowCount == 0 ? 0 : members.count) {
            let profiles = Self.profiles(Array(members[group]), units, place, score, nodes)
            guard profiles.count <= Self.mostCompared else {
                throw Diagnostic(
                    .tooManyRows, "\(profiles.count) values of \(dimension) would be compared with each other",
                    at: Label(location), why: "the most are \(Self.mostCompared)",
                    help: "compare fewer at a time: `by` another dimension, or `for` some of them")
            }
            for own in profiles.indices {
                rows += Self.nearest(to: own, profiles).map { (profiles[own].row, $0) }
            }
        }
        var ranks = ColumnBuilder("rank", .integer, capacity: rows.count)
        var distances = ColumnBuilder("distance", .number, capacity: rows.count)
        var counts = ColumnBuilder("nodes", .integer, capacity: rows.count)
        for row in rows {
            ranks.append(row.near.rank)
            distances.append(row.near.cell)
            counts.append(row.near.count)
        }
        let firsts = rows.map(\.first)
        return Table(
            names.compactMap { scores[$0]?.taking(firsts) } + [
                units.taking(firsts), units.taking(rows.map(\.near.row)).renamed("other"), ranks.finish(),
                distances.finish(), counts.finish(),
            ])
    }

    /// The values of the dimension with their scores of the group's lowest nodes, in the order of the values.
    private static func profiles(
        _ rows: [Int], _ units: Column, _ place: [Int], _ score: Column, _ nodes: [Node]
    ) -> [Profile] {
        var hasScoreBelow = Set<Int>()
        for node in Set(rows.map { place[$0] }) {
            var above = nodes[node].parent
            while above >= 0, hasScoreBelow.insert(above).inserted { above = nodes[above].parent }
        }
        let lowest = Set(rows.map { place[$0] }).subtracting(hasScoreBelow).sorted()
        let slots = Dictionary(zip(lowest, 0...), uniquingKeysWith: { first, _ in first })
        let keys = units.sortKeys()
        var profiles: [UInt64: Profile] = [:]
        for row in rows where !units.isMissing(row) {
            var profile =
                profiles[keys[row]] ?? Profile(row: row, scores: Array(repeating: .nan, count: lowest.count))
            if let slot = slots[place[row]] {
                switch score[row] {
                case .number(let number): profile.scores[slot] = number
                case .hidden: profile.hidden.insert(slot)
                default: break
                }
            }
            profiles[keys[row]] = profile
        }
        return profiles.sorted { $0.key < $1.key }.map(\.value)
    }

    /// Those most like one, nearest first; those at the same distance in the order of their values, those without a
    /// common node last.
    private static func nearest(to own: Int, _ profiles: [Profile]) -> [Neighbour] {
        var nearest: [Neighbour] = []
        for other in profiles.indices where other != own {
            let candidate = profiles[own].neighbour(profiles[other])
            let position = nearest.firstIndex { candidate.distance < $0.distance } ?? nearest.count
            guard position < mostSimilar else { continue }
            nearest.insert(candidate, at: position)
            if nearest.count > mostSimilar { nearest.removeLast() }
        }
        for place in nearest.indices { nearest[place].rank = place + 1 }
        return nearest
    }
}

/// A value of a dimension and its scores; NaN where it has none.
private struct Profile {
    /// One of its rows.
    let row: Int
    var scores: [Double]
    /// Which of them are hidden.
    var hidden: Set<Int> = []

    /// Whether another value has a score where this one's is hidden, shown or not.
    private func hides(from other: Profile) -> Bool {
        hidden.contains { !other.scores[$0].isNaN || other.hidden.contains($0) }
    }

    func neighbour(_ other: Profile) -> Neighbour {
        var (sum, count) = (0.0, 0)
        for (left, right) in zip(scores, other.scores) where !left.isNaN && !right.isNaN {
            sum += (left - right) * (left - right)
            count += 1
        }
        // Equal distances are those that agree to nine decimals.
        let distance = count > 0 ? Rounding.cut((sum / Double(count)).squareRoot()) : .infinity
        return Neighbour(
            row: other.row, distance: distance, count: count,
            isHidden: count == 0 && (hides(from: other) || other.hides(from: self)))
    }
}

private struct Neighbour {
    let row: Int
    /// Infinite without a common node.
    let distance: Double
    let count: Int
    /// Whether it is only for hidden scores that there is no common node.
    let isHidden: Bool
    var rank = 0

    var cell: Cell { count > 0 ? .number(distance) : isHidden ? .hidden : .missing("no node in common") }
}
