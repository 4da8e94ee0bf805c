import GearSource

/// What a rule makes of the surveys that it scores.
extension Builder {
    func checkRules() {
        for position in model.rules.indices {
            guard let framework = model.rules[position].framework, model.frameworks.indices.contains(framework) else {
                continue
            }
            let surveys = model.surveys.filter { $0.framework == framework && !$0.asks.isEmpty }
            guard !surveys.isEmpty else { continue }
            let rule = model.rules[position]
            checkScales(rule, rule.heading, surveys, framework)
            checkSources(rule, surveys)
        }
        checkWeights()
        checkWeightedLines()
    }

    // MARK: Scales

    /// Answers on scales with different ends meet in one score only if the rule rescales them.
    private func checkScales(_ rule: Scoring, _ heading: Heading, _ surveys: [Survey], _ framework: Int) {
        guard rule.rescale == nil, rule.lines.contains(where: \.readsValues), haveDifferentEnds(surveys) else { return }
        var seen: [[Int]: (scale: Int, question: Heading)] = [:]
        for survey in surveys {
            for question in survey.questions {
                guard let position = question.scale, model.scales.indices.contains(position) else { continue }
                let scale = model.scales[position]
                for source in question.asks ?? survey.asks {
                    for target in question.targets where target.node.framework == framework {
                        let key = [source, meetingPoint(of: target.node.node, rule, framework)]
                        guard let other = seen[key] else {
                            seen[key] = (position, question.heading)
                            continue
                        }
                        let first = model.scales[other.scale]
                        if first.minimum == scale.minimum && first.maximum == scale.maximum { continue }
                        reportMixed(rule, first, scale, other.question, question.heading)
                        return
                    }
                }
            }
        }
    }

    /// Whether any two questions are on scales with different ends.
    private func haveDifferentEnds(_ surveys: [Survey]) -> Bool {
        var first: Int?
        for survey in surveys {
            for place in survey.questions.indices {
                guard let scale = survey.questions[place].scale, model.scales.indices.contains(scale) else { continue }
                guard let known = first, known != scale else {
                    first = scale
                    continue
                }
                let (one, other) = (model.scales[known], model.scales[scale])
                if one.minimum != other.minimum || one.maximum != other.maximum { return true }
            }
        }
        return false
    }

    /// The highest node in whose score the answers to a node take part: a gear, the root, or the node itself.
    private func meetingPoint(of node: Int, _ rule: Scoring, _ framework: Int) -> Int {
        if rule.layers["framework"] != nil { return 0 }
        guard rule.node != nil || !rule.layers.isEmpty else { return node }
        let nodes = model.frameworks[framework].nodes
        var top = node
        while nodes[top].parent > 0 { top = nodes[top].parent }
        return top
    }

    private func reportMixed(_ rule: Scoring, _ first: Scale, _ second: Scale, _ one: Heading, _ other: Heading) {
        func ends(_ scale: Scale) -> String { "`\(scale.heading.name)` (\(scale.minimum.text)..\(scale.maximum.text))" }
        report(
            .mixedScales, "rule `\(rule.heading.name)` mixes \(ends(first)) with \(ends(second))",
            at: rule.heading.location, why: "a mean of answers on different scales measures nothing",
            help: "add `rescale 0..100`, or any range that all scores shall lie in",
            related: [
                Label(one.location, "on `\(first.heading.name)`"), Label(other.location, "on `\(second.heading.name)`"),
            ])
    }

    // MARK: Sources

    private func checkSources(_ rule: Scoring, _ surveys: [Survey]) {
        let asked = Set(surveys.flatMap(\.asks)).sorted()
        for source in asked {
            let name = model.sources[source].heading.name
            if !rule.sourceWeights.isEmpty, !rule.sourceWeights.contains(where: { $0.source == source }) {
                report(
                    .silentSource, "rule `\(rule.heading.name)` leaves out what `\(name)` says",
                    at: rule.heading.location,
                    why: "its `sources` do not name it, and \(surveyNames(surveys, asking: source)) asks it",
                    help: "add it: `sources …, \(name) 1`")
                continue
            }
            guard let person = rule.person, case .count(let needed) = person.needs else { continue }
            let most = mostQuestions(of: source, surveys)
            if most > 0, most < needed {
                report(
                    .silentSource, "rule `\(rule.heading.name)` gives `\(name)` no score", at: person.location,
                    why:
                        "`person` needs \(needed) answers, and no node has more than \(most) question\(most == 1 ? "" : "s") for `\(name)`",
                    help: "write `needs \(most)`, or a share such as `needs 50%`")
            }
        }
    }

    private func surveyNames(_ surveys: [Survey], asking source: Int) -> String {
        surveys.first { $0.asks.contains(source) }.map { "`\($0.heading.name)`" } ?? "a survey"
    }

    /// The greatest number of questions that one node has for a source.
    private func mostQuestions(of source: Int, _ surveys: [Survey]) -> Int {
        var counts: [NodeReference: Int] = [:]
        for survey in surveys {
            for question in survey.questions where !question.isOpen && (question.asks ?? survey.asks).contains(source) {
                for target in question.targets { counts[target.node, default: 0] += 1 }
            }
        }
        return counts.values.max() ?? 0
    }

    // MARK: Weights

    private func checkWeights() {
        guard !usesStandardRules else { return }
        // What each rule of the program's own weighs; its framework, nil for any.
        let weighing: [(framework: Int?, collections: Set<Collection>)] = model.rules.indices.compactMap { place in
            guard model.rules[place].framework != nil || !isStandard(model.rules[place]) else { return nil }
            let lines = model.rules[place].lines.filter(\.isWeighted)
            return (model.rules[place].framework, Set(lines.flatMap { $0.expression.gatheredCollections }))
        }
        for framework in model.frameworks.indices {
            let rules = weighing.filter { $0.framework ?? framework == framework }
            if !rules.isEmpty { checkWeights(framework, rules.reduce(into: []) { $0.formUnion($1.collections) }) }
        }
    }

    /// Weights of nodes count under `weighted` where parts are gathered, those of targets where answers are.
    private func checkWeights(_ framework: Int, _ collections: Set<Collection>) {
        if !collections.contains(.parts) {
            let weighted = model.frameworks[framework].nodes.filter(\.declaresWeight)
            reportWeights(weighted.map(\.heading), "`\(weighted.first?.path ?? "")`", "node = mean(parts) weighted")
        }
        if collections.isDisjoint(with: [.answers, .questions, .below]) {
            let weighted = model.surveys.filter { $0.framework == framework }.flatMap(\.questions).filter {
                $0.targets.contains { $0.weight != .one }
            }
            reportWeights(
                weighted.map(\.heading), "question `\(weighted.first?.heading.name ?? "")`",
                "own = mean(answers) weighted")
        }
    }

    private func reportWeights(_ headings: [Heading], _ first: String, _ line: String) {
        guard let place = headings.first else { return }
        let others = headings.count - 1
        report(
            .unusedWeight, "no rule uses the weight of \(first)\(others > 0 ? " and \(others) more" : "")",
            at: place.location, why: "a weight counts only in a line that says `weighted`",
            help: "write `\(line)` in a rule, or remove the weight")
    }

    private func isStandard(_ rule: Scoring) -> Bool {
        modules.contains { $0.isStandardLibrary && $0.tree.source.file == rule.heading.location.file }
    }
}

extension Scoring {
    /// All lines that it has.
    var lines: [ScoreLine] {
        [person, own, node, time].compactMap { $0 } + layers.sorted { $0.key < $1.key }.map(\.value)
            + across.map(\.line)
    }
}

extension ScoreLine {
    /// Whether the size of an answer matters, not only how often something holds.
    var readsValues: Bool {
        let collections = expression.gatheredCollections
        guard collections.contains(where: { [.answers, .questions, .below].contains($0) }) else { return false }
        return expression.readsValues
    }
}

extension Term {
    fileprivate var readsValues: Bool {
        switch kind {
        case .column(let name): name == "value"
        case .aggregate(let aggregate):
            aggregate.function != .share && aggregate.function != .count || aggregate.condition?.readsValues == true
        default: operands.contains(where: \.readsValues)
        }
    }
}
