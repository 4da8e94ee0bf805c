import GearModel
import GearSource

extension PlanCompiler {
    /// Adds the step of a node whose children have theirs; false after a finding.
    mutating func addStep(for node: Int) -> Bool {
        let layer = nodes[node].kind == .framework ? "framework" : nodes[node].layer
        let line = nodeLines[layer] ?? (node == 0 ? nil : nodeLines[""])
        // Without a line of its own the root is not scored; another node then has only its own questions.
        if node == 0, line == nil { return true }
        let made: (kind: Step.Kind, weights: [Double])?
        switch line?.collection {
        case nil:
            guard let pool = ownPool(of: node) else { return diagnostics.isEmpty }
            made = (.pool(pool), [])
        case .parts:
            made = partsStep(of: node, line?.line ?? .mean())
        case .below:
            made = poolStep(of: node, line, targets: targets(atOrBelow: node))
        case .persons where hasTargets(below: node):
            made = treeStep(of: node, line?.line ?? .mean())
        default:
            made = poolStep(of: node, line, targets: ownTargets[node])
        }
        guard let made else { return diagnostics.isEmpty }
        stepOfNode[node] = plan.steps.count
        plan.steps.append(Step(node: node, kind: made.kind, weights: made.weights))
        return true
    }

    private mutating func partsStep(of node: Int, _ line: PlanLine) -> (kind: Step.Kind, weights: [Double])? {
        let own = ownPool(of: node)
        var children: [Int] = []
        var weights: [Double] = own == nil ? [] : [1]
        for child in self.children(of: node) {
            guard let step = stepOfNode[child] else { continue }
            children.append(step)
            weights.append(line.isWeighted ? nodes[child].weight.double : 1)
        }
        guard !weights.isEmpty else { return nil }
        // The mean of one part is that part.
        if let own, children.isEmpty, line.isMean, line.needs == .one { return (.pool(own), []) }
        return (.parts(line, own: own, children: children), weights)
    }

    private mutating func poolStep(
        of node: Int, _ line: (line: PlanLine, collection: Collection)?, targets: [(slot: Int, weight: Rational)]
    ) -> (kind: Step.Kind, weights: [Double])? {
        guard let line else { return nil }
        return addPool(node, line.line, line.collection, targets, tree: nil).map { (.pool($0), []) }
    }

    private mutating func treeStep(of node: Int, _ line: PlanLine) -> (kind: Step.Kind, weights: [Double])? {
        guard let tree = personTree(of: node) else { return nil }
        return addPool(node, line, .persons, targets(atOrBelow: node), tree: tree).map { (.pool($0), []) }
    }

    /// The pool of a node's own questions, by the `own` line; without one, the mean of persons, else of answers.
    private mutating func ownPool(of node: Int) -> Int? {
        let fallback = (line: PlanLine.mean(), collection: person == nil ? Collection.answers : .persons)
        let (line, collection) = own ?? fallback
        return addPool(node, line, collection, ownTargets[node], tree: nil)
    }

    private mutating func addPool(
        _ node: Int, _ line: PlanLine, _ collection: Collection, _ targets: [(slot: Int, weight: Rational)],
        tree: PersonTree?
    ) -> Int? {
        let isWeighted = collection == .persons ? person?.isWeighted ?? false : line.isWeighted
        guard let (cells, denominator) = cells(targets, isWeighted: isWeighted), !cells.isEmpty else { return nil }
        plan.pools.append(
            Pool(
                node: node, collection: collection, cells: cells, weightDenominator: denominator,
                person: collection == .persons ? person : nil, personTree: tree, line: line))
        return plan.pools.count - 1
    }

    /// One cell a slot: several targets at one node, or below it, add up.
    private mutating func cells(
        _ targets: [(slot: Int, weight: Rational)], isWeighted: Bool
    ) -> (cells: [PoolCell], denominator: Int64)? {
        let isInOrder = zip(targets, targets.dropFirst()).allSatisfy { $0.slot <= $1.slot }
        var merged: [(slot: Int, weight: Rational)] = []
        for (slot, weight) in isInOrder ? targets : targets.sorted(by: { $0.slot < $1.slot }) {
            guard let last = merged.last, last.slot == slot else {
                merged.append((slot, isWeighted ? weight : .one))
                continue
            }
            guard isWeighted else { continue }
            guard let sum = last.weight.plus(weight) else { return inexact() }
            merged[merged.count - 1].weight = sum
        }
        guard let denominator = commonDenominator(merged.lazy.map(\.weight)) else { return inexact() }
        var cells: [PoolCell] = []
        cells.reserveCapacity(merged.count)
        var total = 0.0
        for (slot, weight) in merged {
            guard let numerator = weight.numerator(over: denominator) else { return inexact() }
            total += Double(numerator) * Double(plan.slots[slot].values.lazy.map(\.magnitude).max() ?? 1)
            cells.append(PoolCell(slot: slot, weight: numerator))
        }
        // One respondent's sum must be exact in a double.
        return total < 0x1p53 ? (cells, denominator) : inexact()
    }

    private mutating func inexact<Result>() -> Result? {
        diagnostics.append(
            Diagnostic(
                .inexactValues, "rule '\(rule.heading.name)' has weights too fine to add exactly",
                at: rule.heading.location, help: "write the weights of targets with fewer decimals"))
        return nil
    }

    /// Every node at or below `root` that questions reach, children first.
    private mutating func personTree(of root: Int) -> PersonTree? {
        var branches: [PersonTree.Branch] = []
        var places: [Int: Int] = [:]
        let byNode = nodeLines[""].flatMap { $0.collection == .parts ? $0.line : nil } ?? .mean()
        for node in (root..<nodes[root].end).reversed() {
            guard let own = cells(ownTargets[node], isWeighted: person?.isWeighted ?? false) else { return nil }
            let children = self.children(of: node).compactMap { child in
                places[child].map { (branch: $0, weight: byNode.isWeighted ? nodes[child].weight.double : 1) }
            }
            guard !own.cells.isEmpty || !children.isEmpty else { continue }
            places[node] = branches.count
            branches.append(
                PersonTree.Branch(
                    node: node, cells: own.cells, weightDenominator: Double(own.denominator), children: children))
        }
        return PersonTree(branches: branches, line: byNode)
    }

    private func targets(atOrBelow node: Int) -> [(slot: Int, weight: Rational)] {
        (node..<nodes[node].end).flatMap { ownTargets[$0] }
    }

    private func hasTargets(below node: Int) -> Bool {
        (node + 1..<nodes[node].end).contains { !ownTargets[$0].isEmpty }
    }

    private func children(of node: Int) -> [Int] {
        var children: [Int] = []
        var next = node + 1
        while next < nodes[node].end {
            children.append(next)
            next = max(nodes[next].end, next + 1)
        }
        return children
    }
}
