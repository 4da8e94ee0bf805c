import GearSource

/// Lines that say `weighted` where nothing has a weight, or where what is made of it does not depend on one.
extension Builder {
    func checkWeightedLines() {
        for rule in model.rules {
            for (name, line) in rule.namedLines where line.isWeighted { checkWeighted(line, name, in: rule) }
        }
    }

    private func checkWeighted(_ line: ScoreLine, _ name: String, in rule: Scoring) {
        let aggregates = line.expression.aggregates
        guard !aggregates.isEmpty, !aggregates.contains(where: \.countsWeights) else { return }
        var why = "the least, the greatest and the number of elements do not depend on their weights"
        var help = "remove it"
        if let collection = line.expression.gatheredCollections.first, !collection.hasWeights {
            why = "no weight is declared for \(collection.rawValue)"
            if collection == .persons {
                why += "; sampling weights, which the data give, always count"
                help = "write it where answers are gathered: `person = mean(answers) weighted`"
            }
        }
        report(
            .idleWeighted, "`weighted` changes nothing in line `\(name)` of rule `\(rule.heading.name)`",
            at: line.location, why: why, help: help)
    }
}

extension Scoring {
    /// Those in which `weighted` may stand.
    fileprivate var namedLines: [(name: String, line: ScoreLine)] {
        [("person", person), ("own", own), ("node", node)].compactMap { name, line in line.map { (name, $0) } }
            + layers.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}

extension Aggregate {
    fileprivate var countsWeights: Bool {
        guard case .collection(let collection) = argument, collection.hasWeights else { return false }
        return [.mean, .median, .sum, .share].contains(function)
    }
}

extension Collection {
    /// Whether a program declares weights for its elements: targets' for answers, nodes' for parts.
    fileprivate var hasWeights: Bool { [.answers, .questions, .below, .parts].contains(self) }
}
