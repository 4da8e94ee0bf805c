import GearModel
import GearTable

/// The variance of linearised residuals over a sampling design.
///
/// V = Σ over strata of m/(m − 1) · Σ (u − ū)², u the sum of the residuals of a primary sampling unit and m the
/// number of units (Binder 1983; Särndal, Swensson and Wretman 1992, 5.5). Sums are fixed-point, so that neither
/// the order of units nor the number of workers changes a bit.
final class DesignVariance: @unchecked Sendable {
    struct Result {
        var score = 0.0
        var favourable = 0.0
        var units = 0
        var strata = 0
        var hasLonelyUnit = false
    }

    private struct Sums: BitwiseCopyable {
        var units = 0
        var score = FineSum()
        var favourable = FineSum()
    }

    private struct Total {
        var units = 0
        var strata = 0
        var hasLonelyUnit = false
        var score = FineSum()
        var favourable = FineSum()
    }

    /// What residuals, squares and whole strata are multiplied by before they are rounded, by step.
    struct Scales: BitwiseCopyable {
        let plain: Double
        let square: Double
        let stratum: Double

        /// `bound`: of the residual of one sampling unit; `count`: of units.
        init(bound: Double, count: Int) {
            plain = FixedPoint.scale(bound: bound)
            // A residual less the mean may be twice as large.
            square = FixedPoint.scale(bound: 4 * bound * bound)
            stratum = FixedPoint.scale(bound: 4 * bound * bound * Double(max(1, count)))
        }
    }

    private let scales: Block<Scales>
    private let hasStrata: Bool
    /// Sums of squares of the stratum that is open.
    private let open: Block<Sums>
    /// With strata, its residuals by step: their mean must be known before they are squared.
    private var residuals: [[(score: Double, favourable: Double)]]
    private var totals: [Total]

    init(_ scales: [Scales], hasStrata: Bool) {
        self.scales = Block(copying: scales)
        self.hasStrata = hasStrata
        open = Block(repeating: Sums(), count: scales.count)
        residuals = hasStrata ? scales.map { _ in [] } : []
        totals = [Total](repeating: Total(), count: scales.count)
    }

    /// Adds a sampling unit's residuals to the stratum that is open.
    @inline(__always)
    func add(_ step: Int, _ score: Double, _ favourable: Double) {
        if hasStrata { return residuals[step].append((score, favourable)) }
        // Over a whole sample the residuals add up to nothing, so their mean is 0.
        addSquares(step, score, favourable)
    }

    @inline(__always)
    private func addSquares(_ step: Int, _ score: Double, _ favourable: Double) {
        let (sums, scale) = (open.base + step, scales[step].square)
        sums.pointee.units &+= 1
        sums.pointee.score.add(score * score, scale: scale)
        sums.pointee.favourable.add(favourable * favourable, scale: scale)
    }

    func closeStratum() {
        for step in residuals.indices where !residuals[step].isEmpty {
            let (scale, m) = (scales[step].plain, Double(residuals[step].count))
            var (score, favourable) = (FineSum(), FineSum())
            for unit in residuals[step] {
                score.add(unit.score, scale: scale)
                favourable.add(unit.favourable, scale: scale)
            }
            let means = (score.value(scale: scale) / m, favourable.value(scale: scale) / m)
            for unit in residuals[step] { addSquares(step, unit.score - means.0, unit.favourable - means.1) }
            residuals[step].removeAll(keepingCapacity: true)
        }
        for step in 0..<open.count where open[step].units > 0 {
            let (units, scale) = (open[step].units, scales[step])
            totals[step].units += units
            totals[step].strata += 1
            if units < 2 { totals[step].hasLonelyUnit = true }
            let factor = units < 2 ? 0 : Double(units) / Double(units - 1)
            totals[step].score.add(factor * open[step].score.value(scale: scale.square), scale: scale.stratum)
            totals[step].favourable.add(
                factor * open[step].favourable.value(scale: scale.square), scale: scale.stratum)
            open[step] = Sums()
        }
    }

    /// Takes in what another worker added; both share the open stratum only if there are no strata.
    func merge(_ other: DesignVariance) {
        for step in 0..<open.count {
            let sums = other.open[step]
            open[step].units += sums.units
            open[step].score.add(sums.score)
            open[step].favourable.add(sums.favourable)
            totals[step].units += other.totals[step].units
            totals[step].strata += other.totals[step].strata
            totals[step].hasLonelyUnit = totals[step].hasLonelyUnit || other.totals[step].hasLonelyUnit
            totals[step].score.add(other.totals[step].score)
            totals[step].favourable.add(other.totals[step].favourable)
        }
    }

    func result(_ step: Int) -> Result {
        Result(
            score: totals[step].score.value(scale: scales[step].stratum),
            favourable: totals[step].favourable.value(scale: scales[step].stratum), units: totals[step].units,
            strata: totals[step].strata, hasLonelyUnit: totals[step].hasLonelyUnit)
    }
}

extension Engine {
    /// The variance of each step's row over the base groups of one job.
    func variances(
        _ bases: [BaseScores], _ contributions: [[Contribution]], bounds: [Double], workers: Int
    ) -> [DesignVariance.Result] {
        let members = members(of: bases)
        let longest = runs(members).reduce(1) { max($0, $1.count) }
        let scales = bounds.map { DesignVariance.Scales(bound: $0 * Double(longest), count: members.count) }
        let ranges = cuts(members, workers: workers)
        let behind = zip(bases, contributions).map { base, contributions in
            contributions.map { contribution in
                let pools = base.counted(contribution.step, self)
                return (0..<base.behind.wordCount).map { base.behind.units($0, behind: pools) }
            }
        }
        let parts = Threads.map(ranges.count) { worker in
            let variance = DesignVariance(scales, hasStrata: grouping.hasStrata)
            addResiduals(members, ranges[worker], bases, contributions, behind, scales, to: variance)
            return variance
        }
        for part in parts.dropFirst() { parts[0].merge(part) }
        parts[0].closeStratum()
        return bounds.indices.map { parts[0].result($0) }
    }

    struct Member {
        let unit: Int
        let base: Int
    }

    /// All units of the base groups, those of a stratum and a sampling unit side by side.
    private func members(of bases: [BaseScores]) -> [Member] {
        var members: [Member] = []
        for (index, base) in bases.enumerated() { members += base.group.units.map { Member(unit: $0, base: index) } }
        guard bases.count > 1 || grouping.hasDesign else { return members }
        return members.sorted {
            let (a, b) = (grouping.units[$0.unit], grouping.units[$1.unit])
            if a.stratum != b.stratum { return a.stratum < b.stratum }
            return a.samplingUnit != b.samplingUnit ? a.samplingUnit < b.samplingUnit : $0.unit < $1.unit
        }
    }

    private func isSameSamplingUnit(_ left: Member, _ right: Member) -> Bool {
        let (a, b) = (grouping.units[left.unit], grouping.units[right.unit])
        return a.samplingUnit == b.samplingUnit && a.stratum == b.stratum
    }

    private func runs(_ members: [Member]) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        var start = 0
        for place in members.indices where place > start && !isSameSamplingUnit(members[place - 1], members[place]) {
            runs.append(start..<place)
            start = place
        }
        if start < members.count { runs.append(start..<members.count) }
        return runs
    }

    /// Even ranges, moved on to where a sampling unit ends, and a stratum if there are strata.
    private func cuts(_ members: [Member], workers: Int) -> [Range<Int>] {
        var result: [Range<Int>] = []
        var start = 0
        for range in evenRanges(members.count, workers: workers) where range.upperBound > start {
            var end = range.upperBound
            while end < members.count,
                grouping.hasStrata
                    ? grouping.units[members[end].unit].stratum == grouping.units[members[end - 1].unit].stratum
                    : isSameSamplingUnit(members[end - 1], members[end])
            { end += 1 }
            result.append(start..<end)
            start = end
        }
        return result.isEmpty ? [0..<0] : result
    }

    private func addResiduals(
        _ members: [Member], _ range: Range<Int>, _ bases: [BaseScores], _ contributions: [[Contribution]],
        _ behind: [[[UInt64]]], _ scales: [DesignVariance.Scales], to variance: DesignVariance
    ) {
        let room = ResidualRoom(self)
        var sums: [Int: (score: FineSum, favourable: FineSum)] = [:]
        var start = range.lowerBound
        while start < range.upperBound {
            var end = start + 1
            while end < range.upperBound, isSameSamplingUnit(members[start], members[end]) { end += 1 }
            let isAlone = end == start + 1
            for member in members[start..<end] {
                let base = bases[member.base]
                let unit = grouping.units[member.unit]
                let place = member.unit - base.group.units.lowerBound
                room.fill(UnitReader(self, unit, base.view.programs[Int(unit.answers)]), place, base)
                let (scores, favourables) = (
                    room.score.base + plan.pools.count, room.favourable.base + plan.pools.count
                )
                for (index, contribution) in contributions[member.base].enumerated()
                where behind[member.base][index][place >> 6] & 1 << UInt64(place & 63) != 0 {
                    let score = contribution.coefficient * scores[contribution.step]
                    let favourable = contribution.favourable * favourables[contribution.step]
                    if isAlone {
                        variance.add(contribution.step, score, favourable)
                    } else {
                        let scale = scales[contribution.step].plain
                        sums[contribution.step, default: (FineSum(), FineSum())].score.add(score, scale: scale)
                        sums[contribution.step]?.favourable.add(favourable, scale: scale)
                    }
                }
            }
            for (step, sum) in sums {
                let scale = scales[step].plain
                variance.add(step, sum.score.value(scale: scale), sum.favourable.value(scale: scale))
            }
            sums.removeAll(keepingCapacity: true)
            if grouping.hasStrata {
                let isLast = end == range.upperBound
                if isLast || grouping.units[members[end].unit].stratum != grouping.units[members[start].unit].stratum {
                    variance.closeStratum()
                }
            }
            start = end
        }
    }
}
