import GearSource

/// What progressions require, against what can be scored and against itself.
extension Builder {
    func checkLevels() {
        for (position, progression) in model.progressions.enumerated() {
            checkEnds(of: progression)
            checkUntold(progression)
            checkWeaker(progression)
            guard let scores = progression.scores else { continue }
            let reach = ScoreReach(self, scores, progression: position)
            for level in progression.levels.indices {
                for (_, step) in progression.steps(into: level) {
                    for requirement in step?.requirements ?? [] {
                        guard let why = reach.obstacle(to: requirement) else { continue }
                        report(
                            .unreachableLevel,
                            "level `\(progression.levels[level].heading.name)` is out of reach: `\(requirement.text)` is never true",
                            at: requirement.condition.location, why: why,
                            help: "require what can be measured, or measure it")
                    }
                }
            }
        }
    }

    /// A step up from the highest level, and one that stays on the lowest.
    private func checkEnds(of progression: Progression) {
        if let last = progression.levels.last, let step = last.moveUp {
            report(
                .idleStep, "there is no level above `\(last.heading.name)` to move up to", at: step.location,
                why: "levels stand from the lowest up", help: "declare the next level below it, or remove the step")
        }
        if let first = progression.levels.first, let step = first.stay, !step.requirements.isEmpty {
            report(
                .idleStep, "nobody can fall below `\(first.heading.name)`", at: step.location,
                why: "it is the lowest level, and whoever does not stay on it has nowhere to be",
                help: "write its conditions where they count: `to move up`, or `to stay` of a higher level")
        }
    }

    /// Levels above a step that requires nothing: whether it is made cannot be told.
    private func checkUntold(_ progression: Progression) {
        let below = progression.levels.dropLast()
        guard below.contains(where: { !($0.moveUp?.requirements ?? []).isEmpty }) else { return }
        for (position, level) in below.enumerated() {
            guard level.moveUp?.isBroken != true, (level.moveUp?.requirements ?? []).isEmpty else { continue }
            report(
                .untoldLevel, "nothing tells who moves up from `\(level.heading.name)`",
                at: level.moveUp?.location ?? level.heading.location,
                why:
                    "whether `\(progression.levels[position + 1].heading.name)` or a level above is held can then not be told",
                help: "write what it takes: `to move up \"…\" { requires … }`")
        }
    }

    /// A higher level that requires less of the same thing than a lower one.
    private func checkWeaker(_ progression: Progression) {
        struct Mark {
            let limit: Double
            let level: Int
            let location: Location
        }
        let text = TermText { _, name in name }
        var marks: [String: Mark] = [:]
        for (position, level) in progression.levels.enumerated() {
            for requirement in level.moveUp?.requirements ?? [] {
                guard let bound = requirement.bound else { continue }
                let key = "\(bound.relation.asksForMore) \(text.text(bound.quantity))"
                let sign = bound.relation.asksForMore ? 1.0 : -1.0
                if let earlier = marks[key], earlier.level < position, sign * bound.limit < sign * earlier.limit {
                    report(
                        .weakerLevel,
                        "`\(level.heading.name)` requires less than `\(progression.levels[earlier.level].heading.name)` below it: `\(requirement.text)`",
                        at: requirement.condition.location,
                        why: "whoever stands on `\(level.heading.name)` has fulfilled it already",
                        help: "ask for more, or remove it", related: [Label(earlier.location, "asked for here")])
                } else {
                    marks[key] = Mark(limit: bound.limit, level: position, location: requirement.condition.location)
                }
            }
        }
    }
}

/// Which scores of a rule there can be, and between which ends.
struct ScoreReach {
    private let model: Model
    private let scores: UsedScores
    /// Whose visits are meant; nil: none are.
    private let progression: Int?
    private let range: ClosedInterval?
    /// Targets were not found, so that any node may be meant.
    private let isOpen: Bool

    init(_ builder: Builder, _ scores: UsedScores, progression: Int?) {
        model = builder.model
        self.scores = scores
        self.progression = progression
        range = builder.scoreRange(of: builder.model.rules[scores.rule])
        isOpen = builder.hasUnresolvedTargets || builder.hasUnresolvedSources
    }

    /// Why a requirement can never be true; nil if it may be.
    func obstacle(to requirement: Requirement) -> String? {
        if let why = unscored(requirement) ?? unrated(requirement) { return why }
        guard let bound = requirement.bound, let ends = ends(of: bound.quantity) else { return nil }
        let (low, high) = ends
        let isOut =
            switch bound.relation {
            case .greaterOrEqual: high.map { bound.limit > $0 } ?? false
            case .greater: high.map { bound.limit >= $0 } ?? false
            case .lessOrEqual: bound.limit < low
            default: bound.limit <= low
            }
        guard isOut else { return nil }
        return "it lies between \(NumberText.text(low)) and \(high.map { NumberText.text($0) } ?? "any number")"
    }

    private func ends(of quantity: Term) -> (low: Double, high: Double?)? {
        switch quantity.kind {
        case .cell(let cell):
            switch cell.measure {
            case .score: return range.map { ($0.low.double, $0.high.double) }
            case .answered, .favourable: return (0, 1)
            case .n, .answers, .se: return (0, nil)
            case .low, .high, .band, .mastered: return nil
            }
        case .aggregate(let aggregate): return aggregate.function == .share ? (0, 1) : (0, nil)
        default: return nil
        }
    }

    // MARK: What is measured

    /// Whether it reads a score that nobody's answers give.
    private func unscored(_ requirement: Requirement) -> String? {
        let surveys = model.surveys.filter { $0.framework == scores.framework && !$0.asks.isEmpty }
        guard !isOpen, !surveys.isEmpty else { return nil }
        for cell in requirement.condition.scoreCells where cell.node.framework == scores.framework {
            let named = cell.dimensions.first { $0.name == "source" }.flatMap { wanted in
                model.sources.firstIndex { $0.heading.name == wanted.value }.map { [$0] }
            }
            let sources = named ?? scores.sources
            guard !isScored(cell.node.node, by: sources, surveys) else { continue }
            let node = model.frameworks[scores.framework].name(of: cell.node.node)
            let who = sources.map { $0.map { "`\(model.sources[$0].heading.name)`" }.joined(separator: " or ") }
            return who.map { "no question that is asked of \($0) gives `\(node)` a score" }
                ?? "no question gives `\(node)` a score"
        }
        return nil
    }

    private func isScored(_ node: Int, by sources: [Int]?, _ surveys: [Survey]) -> Bool {
        let nodes = model.frameworks[scores.framework].nodes
        let rule = model.rules[scores.rule]
        let rollsUp =
            node == 0
            ? rule.layers["framework"] != nil : rule.node != nil || rule.layers[nodes[node].layer] != nil
        let below = node..<max(nodes[node].end, node + 1)
        return surveys.contains { survey in
            survey.questions.contains { question in
                guard !question.isOpen,
                    question.targets.contains(where: { rollsUp ? below.contains($0.node.node) : $0.node.node == node })
                else { return false }
                let asked = question.asks ?? survey.asks
                return sources.map { !$0.allSatisfy { !asked.contains($0) } } ?? true
            }
        }
    }

    /// Whether it asks about visits that no walkthrough rates so.
    private func unrated(_ requirement: Requirement) -> String? {
        guard let progression else { return nil }
        let visits = requirement.condition.aggregates
        guard !visits.isEmpty else { return nil }
        let owner = model.progressions[progression]
        let rated = Set(model.surveys.flatMap(\.questions).compactMap(\.rated).filter { $0.progression == progression })
        if rated.isEmpty {
            return
                "no walkthrough places visits on `\(owner.heading.name)`: write `rate NAME \"…\" -> \(owner.heading.name)` in one"
        }
        for name in visits.compactMap(\.condition).flatMap(\.columnNames) where name != "level" {
            let strand = owner.strands.firstIndex { $0.name == name }
            if !rated.contains(where: { $0.strand == strand }) {
                return "no walkthrough places visits on `\(owner.heading.name).\(name)`"
            }
        }
        return nil
    }
}

extension Term {
    fileprivate var columnNames: [String] {
        if case .column(let name) = kind { return [name] }
        return operands.flatMap(\.columnNames)
    }
}
