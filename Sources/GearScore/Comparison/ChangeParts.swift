import GearModel

/// A change of each step's score taken apart by who answered: at each pool, then up the tree as the scores were.
struct ChangeParts {
    struct Part {
        var stayers: Figure
        var joiners: Figure
        var leavers: Figure
        var within: Figure
        var composition: Figure

        init(why: UndefinedReason) {
            (stayers, joiners, leavers) = (Figure(why: why), Figure(why: why), Figure(why: why))
            (within, composition) = (Figure(why: why), Figure(why: why))
        }

        fileprivate static let fields: [WritableKeyPath<Part, Figure> & Sendable] = [
            \.stayers, \.joiners, \.leavers, \.within, \.composition,
        ]
    }

    /// One a step.
    private(set) var parts: [Part]
    /// Respondents behind a step on both occasions, one a step; nil where answers are known by their number only.
    private(set) var stayed: [Int]?

    /// `groupOf`: for each file and record its group of the dimension whose shares may have changed, the last being
    /// 'none'; nil if none was asked for.
    init(_ engine: Engine, _ before: ComparedSide, _ after: ComparedSide, groupOf: RecordGroups?) {
        let count = engine.plan.steps.count
        parts = [Part](repeating: Part(why: .noFormula), count: count)
        guard before.bases.count == 1, after.bases.count == 1, engine.grouping.combinedDimensions(engine.plan).isEmpty
        else {
            stayed = Self.stayed(engine, before, after)
            return
        }
        let sides = [before.bases[0], after.bases[0]]
        guard sides.allSatisfy({ $0.group.counts.isEmpty }) else {
            parts = [Part](repeating: Part(why: .personsUnknown), count: count)
            return
        }
        stayed = Self.stayed(engine, before, after)
        let people = [
            PoolPeople(engine, sides[0], other: sides[1], groupOf),
            PoolPeople(engine, sides[1], other: sides[0], groupOf),
        ]
        var all = engine.plan.pools.indices.map { pool in
            Self.part(pool, sides.map { $0.pools[pool] }, people, isAcross: groupOf != nil)
        }
        all += parts
        let edges = sides.map { base in Dictionary(grouping: base.edges, by: \.to) }
        let pools = engine.plan.pools.count
        for step in 0..<count {
            let scores = sides.map { $0[step: step] }
            let incoming = edges.map { $0[Int32(pools + step)] ?? [] }
            if let why = scores[0].why ?? scores[1].why {
                all[pools + step] = Part(why: why)
            } else if scores[0].errorWhy == .noFormula || scores[1].errorWhy == .noFormula {
                all[pools + step] = Part(why: .noFormula)
            } else if incoming[0].map(\.from) != incoming[1].map(\.from) {
                all[pools + step] = Part(why: .partsDiffer)
            } else {
                all[pools + step] = Self.sum(incoming[0], all)
            }
        }
        parts = Array(all[pools...])
    }

    private static func sum(_ edges: [Edge], _ all: [Part]) -> Part {
        var part = Part(why: .noFormula)
        for field in Part.fields {
            let why = edges.lazy.compactMap { all[Int($0.from)][keyPath: field].why }.first
            part[keyPath: field] =
                why.map { Figure(why: $0) }
                ?? Figure(edges.reduce(0) { $0 + $1.weight * all[Int($1.from)][keyPath: field].value })
        }
        return part
    }

    private static func part(_ pool: Int, _ scores: [StepScore], _ people: [PoolPeople], isAcross: Bool) -> Part {
        if let why = scores[0].why ?? scores[1].why { return Part(why: why) }
        if scores.contains(where: { $0.errorWhy == .noFormula }) || people.contains(where: { !$0.hasMeans(pool) }) {
            return Part(why: .noFormula)
        }
        var part = Part(why: .notAsked)
        let byStay = zip(scores, people).map { Composition.Occasion(mean: $0.value, groups: $1.byStay(pool)) }
        let found = Composition.stayersJoinersLeavers(byStay[0], byStay[1])
        part.stayers = found.map { Figure($0.stayers) } ?? Figure(why: .nobodyStayed)
        part.joiners = found.map { Figure($0.joiners) } ?? Figure(why: .nobodyStayed)
        part.leavers = found.map { Figure($0.leavers) } ?? Figure(why: .nobodyStayed)
        guard isAcross else { return part }
        let byGroup = zip(scores, people).map { Composition.Occasion(mean: $0.value, groups: $1.byGroup(pool)) }
        let shares = Composition.withinAndComposition(byGroup[0], byGroup[1])
        part.within = shares.map { Figure($0.within) } ?? Figure(why: .groupMissing)
        part.composition = shares.map { Figure($0.composition) } ?? Figure(why: .groupMissing)
        return part
    }

    private static func stayed(_ engine: Engine, _ before: ComparedSide, _ after: ComparedSide) -> [Int]? {
        let sides = [before, after]
        guard sides.allSatisfy({ $0.bases.allSatisfy { $0.group.counts.isEmpty } }) else { return nil }
        let people = sides.map { $0.people(engine) }
        let both = people[0].compactMap { respondent, first in people[1][respondent].map { [first, $0] } }
        return engine.plan.steps.indices.map { step in
            let behind = sides.map { $0.unitsBehind(step, engine) }
            return both.count { person in
                (0..<2).allSatisfy { side in
                    person[side].contains { behind[side][$0.base][$0.place >> 6] & 1 << UInt64($0.place & 63) != 0 }
                }
            }
        }
    }
}

extension ComparedSide {
    /// Where each respondent stands: base groups, and places in them.
    fileprivate func people(_ engine: Engine) -> [UInt32: [(base: Int, place: Int)]] {
        var people: [UInt32: [(base: Int, place: Int)]] = [:]
        for (index, base) in bases.enumerated() {
            for unit in base.group.units {
                people[engine.grouping.units[unit].respondent, default: []]
                    .append((index, unit - base.group.units.lowerBound))
            }
        }
        return people
    }

    /// For each base group the units behind a step, as bits.
    fileprivate func unitsBehind(_ step: Int, _ engine: Engine) -> [[UInt64]] {
        bases.enumerated().map { index, base in
            let isPart = scores.terms[step].contains { $0.base == index }
            let pools = base.counted(step, engine)
            return (0..<base.behind.wordCount).map { isPart ? base.behind.units($0, behind: pools) : 0 }
        }
    }
}

/// For each file and record its place among the values of a dimension; the last place is for a missing one.
struct RecordGroups: Sendable {
    let places: [[Int]?]
    let count: Int

    init(_ engine: Engine, _ dimension: String) {
        let (found, count) = GroupMeans.places(engine, dimension)
        places = found.map { $0.map { $0.map { $0 < 0 ? count : $0 } } }
        self.count = count + 1
    }

    subscript(file: Int, record: Int) -> Int { places[file]?[record] ?? count - 1 }
}

/// What respondents add to each pool on one occasion, added up by whether they are on the other, and by group.
private struct PoolPeople {
    private let stays: Sums
    private let groups: Sums
    private let means: [Bool]

    init(_ engine: Engine, _ base: BaseScores, other: BaseScores, _ groupOf: RecordGroups?) {
        let others = Dictionary(
            other.group.units.map { (engine.grouping.units[$0].respondent, $0 - other.group.units.lowerBound) },
            uniquingKeysWith: { first, _ in first })
        var stays = Sums(engine, base, count: 2)
        var groups = Sums(engine, base, count: groupOf?.count ?? 0)
        let room = ResidualRoom(engine)
        for place in base.group.units.indices {
            let unit = engine.grouping.units[place]
            let offset = place - base.group.units.lowerBound
            let program = base.view.programs[Int(unit.answers)]
            let reader = UnitReader(engine, unit, program)
            room.fill(reader, offset, base)
            let elsewhere = others[unit.respondent]
            let group = groupOf.map { $0[Int(unit.answers), Int(engine.grouping.records[Int(unit.first)])] }
            for span in [program.personSpans, program.answerSpans].joined() {
                let pool = Int(span.pool)
                guard base.behind.contains(offset, pool) else { continue }
                let weight = unit.weight * (span.isPersons ? 1 : Double(reader.allSums(span).weight))
                let residual = room.score.base[pool] * base.pools[pool].weight
                let isBoth = elsewhere.map { other.behind.contains($0, pool) } ?? false
                stays.add(pool, isBoth ? 0 : 1, weight, residual)
                if let group { groups.add(pool, group, weight, residual) }
            }
        }
        (self.stays, self.groups) = (stays, groups)
        means = engine.plan.pools.map { $0.collection != .questions }
    }

    /// Whether a pool is one mean over respondents.
    func hasMeans(_ pool: Int) -> Bool { means[pool] }
    func byStay(_ pool: Int) -> [Composition.Group] { stays.groups(pool) }
    func byGroup(_ pool: Int) -> [Composition.Group] { groups.groups(pool) }

    /// Sums on grids, so that their order does not matter.
    private struct Sums {
        private let count: Int
        private var weights: [FixedSum]
        private var residuals: [FineSum]
        private let scales: [(weight: Double, residual: Double)]

        init(_ engine: Engine, _ base: BaseScores, count: Int) {
            self.count = count
            let pools = engine.plan.pools
            weights = [FixedSum](repeating: FixedSum(), count: pools.count * count)
            residuals = [FineSum](repeating: FineSum(), count: pools.count * count)
            scales = pools.indices.map { pool in
                let score = base.pools[pool]
                let most = pools[pool].cells.reduce(1) { $0 + Double($1.weight) }
                return (
                    FixedPoint.scale(bound: engine.grouping.maxWeight * most * Double(engine.maxRecords)),
                    FixedPoint.scale(bound: 4 * score.bound * score.weight)
                )
            }
        }

        mutating func add(_ pool: Int, _ group: Int, _ weight: Double, _ residual: Double) {
            weights[pool * count + group].add(weight, scale: scales[pool].weight)
            residuals[pool * count + group].add(residual, scale: scales[pool].residual)
        }

        func groups(_ pool: Int) -> [Composition.Group] {
            (0..<count).map { group in
                Composition.Group(
                    weight: weights[pool * count + group].value(scale: scales[pool].weight),
                    residual: residuals[pool * count + group].value(scale: scales[pool].residual))
            }
        }
    }
}
