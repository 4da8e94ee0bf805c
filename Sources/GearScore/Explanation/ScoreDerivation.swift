import GearModel
import GearTable

/// Makes the tree of one row: from the score down through groups, nodes and questions to answers. It scores nothing; all
/// values are those that the engine came to.
///
/// Where a survey hides groups it stops at nodes, whose scores tables show; what is inside of them is withheld.
struct ScoreDerivation {
    let row: ExplainedRow
    let folds: [Fold]
    /// Layers of parts under the row.
    let depth: Int
    /// Whether persons are wanted where questions say the same.
    let wantsPersons: Bool
    let isWithheld: Bool
    /// How many persons may still be told of one by one.
    let room = PersonRoom()

    var engine: Engine { row.engine }
    var plan: ScorePlan { row.engine.plan }

    init(_ row: ExplainedRow, depth: Int, wantsPersons: Bool = true) {
        self.row = row
        self.depth = depth
        self.wantsPersons = wantsPersons
        folds = row.engine.folds(row.counted.map(\.scores))
        isWithheld = row.engine.grouping.isHiding
    }

    /// Figures of a row that stand beside its score.
    private static let figures = [
        "band", "mastered", "n", "answers", "answered", "se", "df", "low", "high", "favourable", "favourable_low",
        "favourable_high",
    ]

    var derivation: Derivation {
        let value = row.cell("score")
        if case .hidden = value { return hidden }
        var piece = folds.count == 1 ? node(row.step, of: 0, depth) : group(0, in: folds.count - 1, depth)
        // A group's name is that of the row.
        let node = plan.steps[row.step].node
        piece = renamed(piece, .node, plan.name(of: node), plan.model.nodes[node].heading.title)
        piece.value = value
        piece.facts = Self.figures.map { Derivation.Fact($0, row.cell($0)) }
        switch row.cell("why") {
        case .text(UndefinedReason.exact.text):
            piece.remarks.append("exact: its source is one respondent by design, so nothing was sampled")
        case .text(UndefinedReason.atLeast.text): piece.remarks.append(UndefinedReason.atLeast.text)
        default: break
        }
        if isWithheld {
            let rules = hidingRules.map { "`\($0.survey)` hides groups under \($0.threshold)" }
            piece.remarks.append("questions and answers are withheld: \(rules.joined(separator: ", "))")
        }
        return piece
    }

    private var hidden: Derivation {
        let node = plan.steps[row.step].node
        var piece = Derivation(
            .node, plan.name(of: node), title: plan.model.nodes[node].heading.title, value: .hidden)
        piece.remarks = hidingRules.map {
            "`\($0.survey)` shows no group under \($0.threshold), nor any from which one could be worked out"
        }
        return piece
    }

    private var hidingRules: [(survey: String, threshold: Int)] {
        engine.grouping.answers.compactMap { answers in
            guard let hiding = answers.hiding, let place = plan.surveys.firstIndex(of: answers.survey) else {
                return nil
            }
            return (plan.model.surveys[place].heading.name, hiding.rule.threshold)
        }
    }

    func renamed(_ piece: Derivation, _ kind: Derivation.Kind, _ name: String, _ title: String) -> Derivation {
        var result = Derivation(kind, name, title: title, value: piece.value)
        result.weight = piece.weight
        result.count = piece.count
        result.formula = piece.formula
        result.facts = piece.facts
        result.remarks = piece.remarks
        result.parts = piece.parts
        result.byQuestion = piece.byQuestion
        result.deeper = piece.deeper
        return result
    }

    // MARK: Groups

    /// One of the scores that a line puts together, or the last of them.
    private func group(_ item: Int, in fold: Int, _ depth: Int) -> Derivation {
        if fold == 0 { return node(row.step, of: item, depth) }
        let combined = folds[fold].items[item]
        let (members, before) = (combined.members, folds[fold - 1].items)
        if case .start = folds[fold].kind, members.count == 1 { return group(members[0], in: fold - 1, depth) }
        let score = combined.scores[row.step]
        var piece = Derivation(.group, "", value: Self.cell(score.value, score.why))
        let whole = members.filter { before[$0].isScorable[row.step] }
        let present = whole.filter { !before[$0].scores[row.step].value.isNaN }
        let (formula, dimensions) = formula(of: folds[fold].kind, whole: whole, present, before)
        piece.formula = formula
        if depth == 0 {
            piece.deeper = members.count
            return piece
        }
        let weights = weights(of: folds[fold].kind, present, before)
        piece.parts = members.map { member in
            var part = group(member, in: fold - 1, depth - 1)
            part = renamed(part, .group, name(before[member].key, dimensions), "")
            if !whole.contains(member) {
                part.remarks.append("nothing of it is asked here")
            }
            part.weight = present.firstIndex(of: member).flatMap { weights?[$0] }
            return part
        }
        return piece
    }

    private func formula(
        of kind: Fold.Kind, whole: [Int], _ present: [Int], _ before: [CombinedScores]
    ) -> (Derivation.Formula, dimensions: [String]) {
        let put = whole.count { before[$0].scores[row.step].put > 0 }
        func made(_ line: PlanLine) -> Derivation.Formula {
            Derivation.Formula(
                text: line.text, needs: line.needs.text, counted: (present.count, put),
                isWeightedMean: line.bare?.coefficients(1) != nil)
        }
        return switch kind {
        case .groups, .start:
            (Derivation.Formula(text: "mean", counted: (present.count, put), isWeightedMean: true), ["wave"])
        case .across(let dimension, let line): (made(line), [dimension])
        case .time(let line): (made(line), engine.grouping.timeDimensions(plan))
        case .sources:
            (
                Derivation.Formula(
                    text: "mean of the sources by their weights", counted: (present.count, whole.count),
                    isWeightedMean: true), ["source"]
            )
        }
    }

    /// What each of those that are present counts for; nil where that has no formula.
    private func weights(of kind: Fold.Kind, _ present: [Int], _ before: [CombinedScores]) -> [Double]? {
        switch kind {
        case .groups, .start: return present.map { _ in 1 }
        case .across(_, let line), .time(let line): return line.bare?.coefficients(present.count)
        case .sources:
            guard let place = engine.grouping.dimensions.firstIndex(of: "source") else { return nil }
            return present.map { member in
                let name = engine.text(before[member].key, place)
                return plan.sourceWeights.first { plan.model.sources[$0.source].heading.name == name }?
                    .weight.double ?? 0
            }
        }
    }

    private func name(_ key: [UInt32], _ dimensions: [String]) -> String {
        dimensions.compactMap { dimension in
            guard let place = engine.grouping.dimensions.firstIndex(of: dimension) else { return nil }
            let label = dimension == Grouping.time ? "at" : dimension
            return "\(label) \(engine.text(key, place) ?? "missing")"
        }.joined(separator: ", ")
    }

    // MARK: Nodes

    /// What a node came to in a base group.
    private func node(_ step: Int, of base: Int, _ depth: Int) -> Derivation {
        let scores = row.counted[base].scores
        let score = scores[step: step]
        let node = plan.steps[step].node
        var piece = Derivation(
            .node, plan.name(of: node), title: plan.model.nodes[node].heading.title,
            value: Self.cell(score.value, score.why))
        if !score.value.isNaN {
            piece.facts = [.init("n", .integer(score.respondents)), .init("answers", .integer(score.answers))]
        }
        let facts = scores.view.stepFacts[step]
        let parts = Array(scores.view.parts(of: facts))
        if facts.isPool {
            if let part = parts.first {
                fill(&piece, from: Int(part.place), of: base, depth)
            }
            return piece
        }
        let present = parts.count { !scores.places[Int($0.place)].value.isNaN }
        piece.formula = Derivation.Formula(
            text: plan.steps[step].line?.text.orMean("parts") ?? "", needs: plan.steps[step].line?.needs.text,
            counted: (present, parts.count), isWeightedMean: facts.isMean)
        piece.remarks += unasked(step, parts, scores)
        if depth == 0 {
            piece.deeper = parts.count
            return piece
        }
        piece.parts = parts.map { part in
            let place = Int(part.place)
            var child =
                place < scores.poolCount
                ? own(place, of: base, depth - 1) : self.node(place - scores.poolCount, of: base, depth - 1)
            child.weight = part.weight
            return child
        }
        return piece
    }

    /// A node's own questions, beside its parts.
    private func own(_ pool: Int, of base: Int, _ depth: Int) -> Derivation {
        let score = row.counted[base].scores.places[pool]
        let node = plan.pools[pool].node
        var piece = Derivation(
            .own, plan.name(of: node), title: "own questions", value: Self.cell(score.value, score.why))
        if !isWithheld, !score.value.isNaN {
            piece.facts = [.init("n", .integer(score.respondents)), .init("answers", .integer(score.answers))]
        }
        fill(&piece, from: pool, of: base, depth)
        return piece
    }

    /// Parts of a node that this source cannot score, and those that no question reaches.
    private func unasked(_ step: Int, _ parts: [SourceView.Part], _ scores: BaseScores) -> [String] {
        guard case .parts(_, _, let children) = plan.steps[step].kind else { return [] }
        let nodes = plan.model.nodes
        let scored = Set(parts.map { Int($0.place) - scores.poolCount })
        let others = children.filter { !scored.contains($0) }.map { plan.name(of: plan.steps[$0].node) }
        let known = Set(children.map { plan.steps[$0].node })
        let unscored = nodes.indices.filter {
            nodes[$0].parent == plan.steps[step].node && !known.contains($0) && nodes[$0].kind != .lookfor
        }
        let unreached = unscored.filter { !plan.isReached($0) }.map { plan.name(of: $0) }
        let unmade = unscored.filter(plan.isReached).map { plan.name(of: $0) }
        var remarks: [String] = []
        if !others.isEmpty {
            let who = scores.group.source.map { "of \(plan.model.sources[$0].heading.name)" } ?? "here"
            remarks.append("not asked \(who): \(others.joined(separator: ", "))")
        }
        if !unmade.isEmpty { remarks.append("no line of the rule scores \(unmade.joined(separator: ", "))") }
        if !unreached.isEmpty { remarks.append("no question reaches \(unreached.joined(separator: ", "))") }
        return remarks
    }

    static func cell(_ value: Double, _ why: UndefinedReason?) -> Cell {
        value.isFinite && why == nil ? .number(value) : .missing(why?.text)
    }
}

extension Needs {
    /// As it is written; nil where anything at all suffices.
    var text: String? {
        switch self {
        case .one: nil
        case .count(let count): "\(count)"
        case .share(let share): NumberText.text(share.double * 100) + "%"
        }
    }
}

extension String {
    /// What a line is where no rule says how.
    func orMean(_ collection: String) -> String { isEmpty ? "mean(\(collection))" : self }
}
