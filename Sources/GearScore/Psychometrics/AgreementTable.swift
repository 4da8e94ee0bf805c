import GearModel
import GearTable

extension ScorePlan {
    /// agreement across RATERS paired UNITS: a row a question in each group; columns as the model's schema has them.
    package func agreement(raters: String, units: String, _ answers: [Responses]) -> Table {
        var plan = self
        plan.across = []
        plan.time = nil
        plan.sourceWeights = []
        let engine = Engine(plan, answers, statistics: false)
        let groups = (RecordGroups(engine, raters), RecordGroups(engine, units))
        let rows = Threads.map(engine.grouping.groups.count) { place in
            engine.agreement(engine.grouping.groups[place], raters: groups.0, units: groups.1)
        }
        return AgreementRow.table(rows.flatMap { $0 }, engine)
    }
}

/// A question in one group.
private struct AgreementRow: Sendable {
    let key: [UInt32]
    let slot: Int
    let ratings: Ratings
    /// Ratings, and rater–unit pairs with ratings that differ, which are set aside.
    let count: Int
    let repeats: Int
    let intraclass: IntraclassCorrelations
    let percent: Figure
    let kappas: [Figure]
    let alphas: [Figure]

    init(key: [UInt32], slot: Int, _ ratings: Ratings, repeats: Int) {
        self.key = key
        self.slot = slot
        self.ratings = ratings
        self.repeats = repeats
        count = ratings.rows.reduce(0) { $0 + $1.count { !$0.isNaN } }
        intraclass = IntraclassCorrelations(ratings)
        percent = ratings.percent
        kappas = [Ratings.Weight.plain, .linear, .quadratic].map(ratings.kappa)
        alphas = [Ratings.Metric.nominal, .ordinal, .interval].map(ratings.krippendorff)
    }
}

extension Engine {
    /// The agreement on each question that anybody in the group rated.
    fileprivate func agreement(_ group: BaseGroup, raters: RecordGroups, units: RecordGroups) -> [AgreementRow] {
        guard let view = views[group.source] else { return [] }
        let wanted = plan.shown.reduce(into: Set<Int>()) { slots, step in
            for slot in view.slots(of: view.stepFacts[step]) { slots.insert(Int(slot)) }
        }
        return wanted.sorted().compactMap { slot in
            var found: [Int: [Int: Double]] = [:]
            var conflicts: Set<[Int]> = []
            for unit in grouping.units[group.units] {
                let values = CaseReader(self, unit).rows([slot]).map { $0[0] }
                for (place, value) in values.enumerated() where !value.isNaN {
                    let record = Int(grouping.records[Int(unit.first) + place])
                    let (rater, rated) = (raters[Int(unit.answers), record], units[Int(unit.answers), record])
                    // Who rated what is not known.
                    guard rater < raters.count - 1, rated < units.count - 1 else { continue }
                    if let before = found[rated]?[rater], before != value { conflicts.insert([rated, rater]) }
                    found[rated, default: [:]][rater] = value
                }
            }
            for pair in conflicts { found[pair[0]]?[pair[1]] = nil }
            let all = Set(found.values.joined().map(\.key)).sorted()
            guard !all.isEmpty else { return nil }
            // Rows in an order that depends on the ratings alone.
            let names = all.enumerated().map { place, rater in (rater, place) }
            let places = Dictionary(uniqueKeysWithValues: names)
            let rows = found.values.filter { !$0.isEmpty }.map { ratings in
                var row = [Double](repeating: .nan, count: all.count)
                for (rater, value) in ratings { row[places[rater] ?? 0] = value }
                return row
            }
            return AgreementRow(
                key: group.key, slot: slot,
                Ratings(
                    rows.sorted { $0.map(\.bitPattern).lexicographicallyPrecedes($1.map(\.bitPattern)) },
                    raters: all.count), repeats: conflicts.count)
        }
    }
}

extension AgreementRow {
    fileprivate static func table(_ rows: [AgreementRow], _ engine: Engine) -> Table {
        let plan = engine.plan
        let keys = RowKeys(plan: plan, values: engine.grouping.values)
        let runs = rows.map { (key: $0.key, count: 1) }
        var (question, title) = (ColumnBuilder("question", .text), ColumnBuilder("title", .text))
        var why = WhyColumn()
        for row in rows {
            let slot = plan.slots[row.slot]
            let heading = plan.model.surveys[slot.survey].questions[slot.question].heading
            question.append(heading.name)
            if heading.title.isEmpty { title.appendMissing() } else { title.append(heading.title) }
            let figures = [row.percent] + row.alphas + row.intraclass.single + row.kappas
            why.append(figures.lazy.compactMap(\.why).first)
        }
        func figures(_ name: String, _ value: (AgreementRow) -> Figure) -> Column {
            var column = FigureColumn()
            for row in rows { column.append(value(row)) }
            return column.column(name)
        }
        func counts(_ name: String, _ value: (AgreementRow) -> Int) -> Column {
            Column(name, .integer, .integers(rows.map(value)))
        }
        return Table(
            plan.rowDimensions.indices.map { keys.column(of: $0, runs) } + [
                question.finish(), title.finish(), counts("raters") { $0.ratings.raters },
                counts("units") { $0.ratings.rows.count }, counts("ratings", \.count),
                counts("repeats", \.repeats), figures("percent", \.percent), figures("kappa") { $0.kappas[0] },
                figures("kappa_linear") { $0.kappas[1] }, figures("kappa_quadratic") { $0.kappas[2] },
                figures("alpha_nominal") { $0.alphas[0] }, figures("alpha_ordinal") { $0.alphas[1] },
                figures("alpha_interval") { $0.alphas[2] }, counts("complete") { $0.intraclass.units },
                figures("icc_1_1") { $0.intraclass.single[0] }, figures("icc_2_1") { $0.intraclass.single[1] },
                figures("icc_3_1") { $0.intraclass.single[2] }, figures("icc_1_k") { $0.intraclass.mean[0] },
                figures("icc_2_k") { $0.intraclass.mean[1] }, figures("icc_3_k") { $0.intraclass.mean[2] },
                why.column,
            ])
    }
}
