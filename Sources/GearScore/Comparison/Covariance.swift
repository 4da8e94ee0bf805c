import GearModel

/// How the scores of two sides go together through the sampling units that stand on both.
struct Covariance {
    /// One a step.
    private(set) var values: [Double]
    /// Units behind a step on both sides, one a step.
    private(set) var matched: [Int]

    /// Σ over matched units of u₁u₂ √(n₁n₂ / ((n₁ − 1)(n₂ − 1))), within each stratum about its means (STATISTICS
    /// rule 15, from the linearised residuals u of rule 6).
    init(_ engine: Engine, _ first: ComparedSide, _ second: ComparedSide) {
        let steps = engine.plan.steps.count
        values = [Double](repeating: 0, count: steps)
        matched = [Int](repeating: 0, count: steps)
        let sides = [first, second]
        let units = sides.map { Set($0.members(engine).map { $0.unit }) }
        let both = units[0].intersection(units[1])
        if both.isEmpty { return }
        // Means of strata are over all units; without strata they are 0.
        let residuals = sides.map { side in
            UnitResiduals(engine, side, of: engine.grouping.hasStrata ? nil : both)
        }
        // Where each matched unit stands on either side.
        let rows = both.compactMap { unit -> (stratum: UInt32, first: Int, second: Int)? in
            guard let first = residuals[0].row(unit), let second = residuals[1].row(unit) else { return nil }
            return (unit.stratum, first, second)
        }
        for step in engine.plan.shown {
            let bound = first.bounds[step] * second.bounds[step] * 4
            let scale = FixedPoint.scale(bound: bound)
            var strata: [UInt32: (sum: FineSum, matched: Int)] = [:]
            for row in rows {
                let product = residuals[0][row.first, step] * residuals[1][row.second, step]
                if product.isNaN { continue }
                strata[row.stratum, default: (FineSum(), 0)].sum.add(product, scale: scale)
                strata[row.stratum]?.matched += 1
            }
            var sum = 0.0
            for (stratum, part) in strata.sorted(by: { $0.key < $1.key }) {
                let counts = sides.indices.map { side in
                    engine.grouping.hasStrata ? residuals[side].count(stratum, step) : sides[side].variances[step].units
                }
                matched[step] += part.matched
                guard counts.allSatisfy({ $0 > 1 }) else { continue }
                let factor = counts.reduce(1.0) { $0 * Double($1) / Double($1 - 1) }.squareRoot()
                sum += factor * part.sum.value(scale: scale)
            }
            values[step] = sum
        }
    }
}

/// A primary sampling unit of a stratum.
struct SamplingUnit: Hashable {
    let stratum: UInt32
    let unit: UInt32
}

extension ComparedSide {
    /// All units, by base group, with their places in it.
    func members(_ engine: Engine) -> [(unit: SamplingUnit, base: Int, place: Int)] {
        bases.indices.flatMap { base in
            bases[base].group.units.map { place in
                let unit = engine.grouping.units[place]
                return (SamplingUnit(stratum: unit.stratum, unit: unit.samplingUnit), base, place)
            }
        }
    }
}

/// What each sampling unit adds to the score of each step on one side, less the mean of its stratum.
private struct UnitResiduals {
    private let steps: Int
    private var places: [SamplingUnit: Int] = [:]
    /// By unit, then step; NaN where the unit is not behind the step.
    private var values: [Double]
    private var counts: [SamplingUnit: Int] = [:]

    /// `wanted`: only those units; nil for all.
    init(_ engine: Engine, _ side: ComparedSide, of wanted: Set<SamplingUnit>?) {
        let members = side.members(engine).filter { wanted?.contains($0.unit) ?? true }
        steps = engine.plan.steps.count
        for member in members where places[member.unit] == nil { places[member.unit] = places.count }
        let sizes = Dictionary(members.map { ($0.unit, 1) }, uniquingKeysWith: +)
        let longest = Double(sizes.values.max() ?? 1)
        let scales = side.bounds.map { FixedPoint.scale(bound: $0 * longest) }
        var sums = [FineSum](repeating: FineSum(), count: places.count * steps)
        var isBehind = [Bool](repeating: false, count: places.count * steps)
        let room = ResidualRoom(engine)
        let pools = side.bases.map { base in engine.plan.steps.indices.map { base.counted($0, engine) } }
        for member in members {
            guard let row = places[member.unit] else { continue }
            let base = side.bases[member.base]
            let unit = engine.grouping.units[member.place]
            let place = member.place - base.group.units.lowerBound
            room.fill(UnitReader(engine, unit, base.view.programs[Int(unit.answers)]), place, base)
            for contribution in side.contributions[member.base] {
                let step = contribution.step
                guard pools[member.base][step].contains(where: { base.behind.contains(place, $0) }) else { continue }
                let value = contribution.coefficient * room.score.base[engine.plan.pools.count + step]
                sums[row * steps + step].add(value, scale: scales[step])
                isBehind[row * steps + step] = true
            }
        }
        let width = steps
        values = sums.indices.map { isBehind[$0] ? sums[$0].value(scale: scales[$0 % width]) : .nan }
        if engine.grouping.hasStrata { centre(side) }
    }

    func row(_ unit: SamplingUnit) -> Int? { places[unit] }

    /// NaN where the unit of a row is not behind the step.
    subscript(row: Int, step: Int) -> Double { values[row * steps + step] }

    /// Units of a stratum behind a step.
    func count(_ stratum: UInt32, _ step: Int) -> Int {
        counts[SamplingUnit(stratum: stratum, unit: UInt32(step))] ?? 0
    }

    /// Takes the mean of its stratum from each unit's residual.
    private mutating func centre(_ side: ComparedSide) {
        for step in 0..<steps {
            let scale = FixedPoint.scale(bound: side.bounds[step] * Double(max(1, places.count)))
            var sums: [UInt32: (sum: FineSum, count: Int)] = [:]
            for (unit, place) in places where !values[place * steps + step].isNaN {
                sums[unit.stratum, default: (FineSum(), 0)].sum.add(values[place * steps + step], scale: scale)
                sums[unit.stratum]?.count += 1
            }
            for (stratum, sum) in sums { counts[SamplingUnit(stratum: stratum, unit: UInt32(step))] = sum.count }
            for (unit, place) in places {
                guard let sum = sums[unit.stratum] else { continue }
                values[place * steps + step] -= sum.sum.value(scale: scale) / Double(sum.count)
            }
        }
    }
}
