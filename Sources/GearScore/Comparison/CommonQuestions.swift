import GearModel

/// Which questions two waves have in common, and what a change is over those alone (STATISTICS rule 17).
struct CommonQuestions: Sendable {
    /// Slots that were put to somebody, before and after.
    let before: Set<Int>
    let after: Set<Int>
    /// Of those on both occasions, the ones whose wording stayed the same, or comparable.
    let common: Set<Int>

    init(_ engine: Engine, _ before: ComparedSide, _ after: ComparedSide, waves: (before: String, after: String)) {
        let asked = [before, after].map { side in
            Set(engine.plan.slots.indices.filter { slot in side.bases.contains { $0.isPut[slot] } })
        }
        (self.before, self.after) = (asked[0], asked[1])
        let order = WaveOrder(engine.plan.model.waves)
        common = asked[0].intersection(asked[1]).filter { slot in
            let slot = engine.plan.slots[slot]
            let question = engine.plan.model.surveys[slot.survey].questions[slot.question]
            return !question.earlier.contains { wording in
                guard !wording.isComparable else { return false }
                let until = engine.plan.model.waves[wording.until].heading.name
                return order.precedes(waves.before, until) && !order.precedes(waves.after, until)
            }
        }
    }

    /// Whether nothing but the common questions was asked, which is then what the scores are over.
    var isAll: Bool { common == before && common == after }

    /// How many of them a step can draw on.
    func counts(_ side: ComparedSide, _ step: Int) -> (before: Int, after: Int, common: Int) {
        var slots: Set<Int> = []
        for base in side.bases {
            for pool in base.view.pools[step] { for cell in base.view.cells[pool] { slots.insert(cell.slot) } }
        }
        return (
            slots.intersection(before).count, slots.intersection(after).count, slots.intersection(common).count
        )
    }
}

extension ScorePlan {
    /// The same plan over some of its questions.
    func restricted(to slots: Set<Int>) -> ScorePlan {
        func kept(_ cells: [PoolCell]) -> [PoolCell] { cells.filter { slots.contains($0.slot) } }
        var plan = self
        plan.pools = pools.map { pool in
            let tree = pool.personTree.map { tree in
                PersonTree(
                    branches: tree.branches.map { branch in
                        PersonTree.Branch(
                            node: branch.node, cells: kept(branch.cells), weightDenominator: branch.weightDenominator,
                            children: branch.children)
                    }, line: tree.line)
            }
            return Pool(
                node: pool.node, collection: pool.collection, cells: kept(pool.cells),
                weightDenominator: pool.weightDenominator, person: pool.person, personTree: tree, line: pool.line)
        }
        return plan
    }
}

extension Engine {
    /// The change of each step over parts that score on both occasions, `needs` being asked of those alone.
    func commonChanges(_ before: [BaseScores], _ after: [BaseScores]) -> [Figure] {
        let none = plan.steps.map { _ in Figure(why: .noFormula) }
        guard before.count == 1, after.count == 1, grouping.combinedDimensions(plan).isEmpty else { return none }
        let sides = [before[0], after[0]]
        var stack: [Double] = []
        var values: [[Double]] = []
        var whys: [UndefinedReason?] = []
        for step in plan.steps {
            guard case .parts(let line, let own, let children) = step.kind else {
                guard case .pool(let pool) = step.kind else { continue }
                let scores = sides.map { $0.pools[pool] }
                whys.append(scores[0].why ?? scores[1].why)
                values.append(scores.map(\.value))
                continue
            }
            var parts: [(values: [Double], weight: Double)] = []
            var count = 0
            var why: UndefinedReason?
            for (place, part) in ((own.map { [(true, $0)] } ?? []) + children.map { (false, $0) }).enumerated() {
                let isScorable = sides.allSatisfy { base in
                    part.0 ? !base.view.cells[part.1].isEmpty : base.view.isScorable[part.1]
                }
                guard isScorable else { continue }
                count += 1
                let reason = part.0 ? sides.lazy.compactMap { $0.pools[part.1].why }.first : whys[part.1]
                guard reason == nil else {
                    why = why ?? reason
                    continue
                }
                let found = part.0 ? sides.map { $0.pools[part.1].value } : values[part.1]
                parts.append((found, step.weights[place]))
            }
            guard line.needs.areMet(parts.count, of: count), !parts.isEmpty else {
                values.append([.nan, .nan])
                whys.append(parts.isEmpty ? why ?? .noAnswers : .needsNotMet)
                continue
            }
            let results = (0..<2).map { side in
                let elements = parts.map { Element(value: $0.values[side], weight: $0.weight) }
                return line.evaluate(elements, isExact: false, stack: &stack)
            }
            values.append(results.map(\.value))
            whys.append(results[0].why ?? results[1].why)
        }
        return plan.steps.indices.map { step in
            whys[step].map { Figure(why: $0) } ?? Figure(values[step][1] - values[step][0])
        }
    }
}
