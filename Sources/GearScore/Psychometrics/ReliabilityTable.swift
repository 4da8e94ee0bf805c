import GearModel
import GearTable

extension ScorePlan {
    /// A row a node in each group; columns as the model's schema has them. `across`: the dimension whose groups' means
    /// are judged. Columns that nothing reads (nil: all are read) may stay empty.
    package func reliability(
        _ answers: [Responses], across: String?, columnsRead: Set<String>?, threads: Int
    ) -> Table {
        let wantsOmega = columnsRead.map { !$0.isDisjoint(with: ["omega", "why"]) } ?? true
        let analysis = ScaleAnalysis(
            self, answers, withPairs: true, withSquares: wantsOmega, threads: max(1, threads))
        let runs = analysis.groups.map { (key: $0.key, count: $0.scales.count) }
        let places = analysis.groups.indices.flatMap { group in
            analysis.groups[group].scales.indices.map { (group: group, scale: $0) }
        }
        let groupMeans = across.map { GroupMeans(analysis, across: $0, threads: threads) }
        let rows = Threads.map(places.count) { index in
            let (group, scale) = places[index]
            return ReliabilityRow(
                analysis.groups[group], scale, wantsOmega: wantsOmega, groupMeans?.reliability(group, scale))
        }
        let plan = analysis.engine.plan
        let keys = RowKeys(plan: plan, values: analysis.engine.grouping.values)
        return Table(
            plan.rowDimensions.indices.map { keys.column(of: $0, runs) }
                + keys.columns(
                    of: analysis.groups.flatMap { group in group.scales.map { plan.steps[$0.step].node } })
                + ReliabilityRow.columns(rows))
    }
}

/// What a scale came to in one group.
private struct ReliabilityRow: Sendable {
    let questions: Int
    let varying: Int
    let respondents: Int
    let alpha: Figure
    let complete: Figure
    let alphaComplete: Figure
    let omega: Figure
    let groups: Figure
    let icc1: Figure
    let icc2: Figure

    init(_ group: ScaleAnalysis.Group, _ scale: Int, wantsOmega: Bool, _ means: GroupReliability?) {
        questions = group.scales[scale].questions.count
        varying = group.scales[scale].questions.count { group.counts.hasVariance($0) }
        respondents = group.respondents(scale)
        let isAnswered = respondents > 0
        func ifAnswered(_ figure: Figure?) -> Figure {
            isAnswered ? figure ?? Figure(why: .personsUnknown) : Figure(why: .noAnswers)
        }
        alpha = ifAnswered(group.alpha(scale)?.alpha)
        let sums = group.complete(scale)
        complete = sums.map { Figure($0.count) } ?? Figure(why: .personsUnknown)
        alphaComplete = ifAnswered(varying < 2 ? Figure(why: .oneQuestion) : sums?.alpha)
        omega = wantsOmega ? ifAnswered(group.omega(scale)) : Figure(why: .notAsked)
        let unknown = group.blocks == nil ? UndefinedReason.personsUnknown : .notAsked
        groups = means.map { Figure(Double($0.groups)) } ?? Figure(why: unknown)
        icc1 = means?.icc1 ?? Figure(why: unknown)
        icc2 = means?.icc2 ?? Figure(why: unknown)
    }

    static func columns(_ rows: [ReliabilityRow]) -> [Column] {
        func figures(_ name: String, _ value: (ReliabilityRow) -> Figure) -> FigureColumn {
            var column = FigureColumn()
            for row in rows { column.append(value(row)) }
            return column
        }
        var why = WhyColumn()
        for row in rows {
            let group = row.icc1.why == .notAsked ? nil : row.icc1.why ?? row.icc2.why
            why.append(row.alpha.why ?? row.alphaComplete.why ?? row.omega.why ?? group)
        }
        return [
            Column("questions", .integer, .integers(rows.map(\.questions))),
            Column("k", .integer, .integers(rows.map(\.varying))),
            Column("n", .integer, .integers(rows.map(\.respondents))),
            figures("alpha_pairwise", \.alpha).column("alpha_pairwise"),
            figures("complete", \.complete).wholeColumn("complete"),
            figures("alpha_complete", \.alphaComplete).column("alpha_complete"),
            figures("omega", \.omega).column("omega"),
            figures("groups", \.groups).wholeColumn("groups"), figures("icc1", \.icc1).column("icc1"),
            figures("icc2", \.icc2).column("icc2"), why.column,
        ]
    }
}
