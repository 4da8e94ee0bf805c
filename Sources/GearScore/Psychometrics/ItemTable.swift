import GearModel
import GearTable

extension ScorePlan {
    /// A row a question in the scale of a node, in each group; columns as the model's schema has them. Of columns that
    /// nothing reads (nil: all are read), those that need pairs of questions may stay empty.
    package func items(_ answers: [Responses], columnsRead: Set<String>?, threads: Int) -> Table {
        let withPairs = columnsRead.map { !$0.isDisjoint(with: ["item_rest", "alpha_without", "why"]) } ?? true
        let analysis = ScaleAnalysis(
            self, answers, withPairs: withPairs, withSquares: false, threads: max(1, threads))
        var rows = ItemRows(analysis.engine.plan)
        for group in analysis.groups {
            for (place, scale) in group.scales.enumerated() {
                let alpha = group.alpha(place)
                // Where each question stands in what alpha is made of.
                let ranks = Dictionary(uniqueKeysWithValues: zip(alpha?.items ?? [], 0...))
                let places = Dictionary(uniqueKeysWithValues: zip(scale.answered, scale.places.map { ranks[$0] }))
                for slot in scale.questions {
                    rows.append(slot, scale, alpha, place: places[slot] ?? nil, group, withPairs: withPairs)
                }
            }
        }
        return rows.table(analysis)
    }
}

/// The rows of `items`, filled one by one.
private struct ItemRows {
    private let plan: ScorePlan
    private let codes: [[String]]
    private var nodes: [Int] = []
    private var question: ColumnBuilder
    private var title: ColumnBuilder
    private var distribution = ColumnBuilder("distribution", .text)
    private var respondents: [Int] = []
    private var answers: [Int] = []
    private var answered = FigureColumn()
    private var mean = FigureColumn()
    private var deviation = FigureColumn()
    private var itemRest = FigureColumn()
    private var alphaWithout = FigureColumn()
    private var why = WhyColumn()

    init(_ plan: ScorePlan) {
        self.plan = plan
        question = ColumnBuilder("question", .text)
        title = ColumnBuilder("title", .text)
        codes = plan.slots.map { slot in
            let scale = plan.model.surveys[slot.survey].questions[slot.question].scale
            return scale.map { plan.model.scales[$0].points.map(\.code) } ?? []
        }
    }

    mutating func append(
        _ slot: Int, _ scale: NodeScale, _ alpha: CronbachAlpha?, place: Int?, _ group: ScaleAnalysis.Group,
        withPairs: Bool
    ) {
        let heading = plan.model.surveys[plan.slots[slot].survey].questions[plan.slots[slot].question].heading
        nodes.append(plan.steps[scale.step].node)
        question.append(heading.name)
        if heading.title.isEmpty { title.appendMissing() } else { title.append(heading.title) }
        let counts = group.counts
        respondents.append(counts.respondents(slot))
        answers.append(counts.answers(slot))
        let put = counts.put(slot)
        let isCounted = !group.base.counts.isEmpty
        answered.append(
            Double(counts.answers(slot)) / Double(put),
            isCounted ? .personsUnknown : put == 0 ? .noAnswers : nil)
        let (mean, deviation) = counts.moments(slot)
        self.mean.append(mean)
        self.deviation.append(deviation)
        if let points = counts.points(slot) {
            let parts = zip(codes[slot], points).map { "\($0): \($1)" }
            distribution.append(parts.joined(separator: ", "))
        } else {
            distribution.appendMissing(UndefinedReason.noPoints.text)
        }
        let (rest, without) = pairFigures(slot, alpha, place, group)
        itemRest.append(rest)
        alphaWithout.append(without)
        why.append(mean.why ?? deviation.why ?? (withPairs ? rest.why ?? without.why : nil))
    }

    private func pairFigures(
        _ slot: Int, _ alpha: CronbachAlpha?, _ place: Int?, _ group: ScaleAnalysis.Group
    ) -> (rest: Figure, without: Figure) {
        func undefined(_ why: UndefinedReason) -> (Figure, Figure) { (Figure(why: why), Figure(why: why)) }
        guard let alpha else { return undefined(.personsUnknown) }
        guard group.counts.answers(slot) > 0 else { return undefined(.noAnswers) }
        guard let place else { return undefined(.noVariance) }
        return (alpha.itemRest(place), alpha.alpha(without: place))
    }

    func table(_ analysis: ScaleAnalysis) -> Table {
        let keys = RowKeys(plan: plan, values: analysis.engine.grouping.values)
        let runs = analysis.groups.map { group in
            (key: group.key, count: group.scales.reduce(0) { $0 + $1.questions.count })
        }
        let dimensions = plan.rowDimensions.indices.map { keys.column(of: $0, runs) }
        return Table(
            dimensions + keys.columns(of: nodes).prefix(2) + [
                question.finish(), title.finish(), Column("n", .integer, .integers(respondents)),
                Column("answers", .integer, .integers(answers)), answered.column("answered"), mean.column("mean"),
                deviation.column("sd"), distribution.finish(), itemRest.column("item_rest"),
                alphaWithout.column("alpha_without"), why.column,
            ])
    }
}
