import GearModel

/// A node of another framework and what a crosswalk brings to it.
struct CarriedNode: Sendable {
    /// Position in its framework.
    let node: Int
    /// Its score; nil if nothing can bring it one.
    let step: Int?
    /// What brings it directly is the same as the node, and not a part of it.
    let isWhole: Bool
    /// The steps that bring it directly.
    let sources: [Int]
    /// Earlier places among the nodes, with their weights.
    let children: [(place: Int, weight: Double)]
}

/// How much of a node the scores speak for: for all that it is, and for some of it.
struct CarriedShare: Sendable, BitwiseCopyable {
    var covered = 0.0
    var partly = 0.0
}

extension PlanCompiler {
    /// Steps of the nodes that a crosswalk brings scores to.
    ///
    /// A node has the score of the one that is the same. Else it has the mean of what is brought to itself (the plain
    /// mean of its parts, with weight 1) and of its children's scores, by the weights that its framework declares: what
    /// `mean(parts) weighted` makes of `own` and children. The whole framework has a score only if the rule has a line
    /// for it.
    mutating func addCarriedSteps(_ reading: CrosswalkReading) {
        let framework = model.frameworks[reading.onto]
        let carriers = reading.carriers
        let takesPart = framework.takingPart(named: Set(reading.entries.map(\.other)))
        var children: [[(place: Int, weight: Double)]] = framework.nodes.map { _ in [] }
        for node in framework.nodes.indices.reversed() where takesPart[node] {
            let carrier = carriers[node]
            let isWhole = carrier?.isWhole ?? false
            let sources = (carrier?.nodes ?? []).compactMap { stepOfNode[$0] }
            let below = Array(children[node].reversed())
            let isScored = node > 0 || rule.layers["framework"] != nil
            let step = isScored ? addCarriedStep(node, sources, isWhole ? [] : below) : nil
            let parent = framework.nodes[node].parent
            if parent >= 0 {
                children[parent].append((plan.carried.count, framework.nodes[node].weight.double))
            }
            plan.carried.append(
                CarriedNode(node: node, step: step, isWhole: isWhole, sources: sources, children: below))
        }
    }

    private mutating func addCarriedStep(
        _ node: Int, _ sources: [Int], _ below: [(place: Int, weight: Double)]
    ) -> Int? {
        var parts: [(step: Int, weight: Double)] = []
        if sources.count > 1 {
            parts.append((addMean(node, sources.map { ($0, 1) }), 1))
        } else if let source = sources.first {
            parts.append((source, 1))
        }
        parts += below.compactMap { child in plan.carried[child.place].step.map { ($0, child.weight) } }
        return parts.isEmpty ? nil : addMean(node, parts)
    }

    private mutating func addMean(_ node: Int, _ parts: [(step: Int, weight: Double)]) -> Int {
        plan.steps.append(
            Step(
                node: node, kind: .parts(.mean(isWeighted: true), own: nil, children: parts.map(\.step)),
                weights: parts.map(\.weight)))
        return plan.steps.count - 1
    }
}

extension ScorePlan {
    /// For each step that is read through the crosswalk, how much of its node the scores speak for that there are.
    ///
    /// A node is covered by the score of the one that is the same, else as far as its children are, by their weights;
    /// what is not covered is partly covered if a part of the node itself has a score, else as far as its children are.
    ///
    /// - Parameter scores: Of all steps.
    func carriedShares(_ scores: some RandomAccessCollection<StepScore>) -> [Int: CarriedShare] {
        var shares: [CarriedShare] = []
        var result: [Int: CarriedShare] = [:]
        func isPresent(_ step: Int) -> Bool { !scores[scores.index(scores.startIndex, offsetBy: step)].value.isNaN }
        for one in carried {
            var share = CarriedShare()
            let hasSource = one.sources.contains(where: isPresent)
            if one.isWhole {
                share.covered = hasSource ? 1 : 0
            } else {
                let weight = one.children.reduce(0) { $0 + $1.weight }
                for child in one.children {
                    share.covered += child.weight / weight * shares[child.place].covered
                    share.partly += child.weight / weight * shares[child.place].partly
                }
                if hasSource { share.partly = 1 - share.covered }
            }
            if let step = one.step { result[step] = share }
            shares.append(share)
        }
        return result
    }
}
