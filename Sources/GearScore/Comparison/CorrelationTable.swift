import GearModel
import GearSource
import GearTable

extension ScorePlan {
    /// correlations across DIMENSION: a row two nodes in each group; columns as the model's schema has them. The plan's
    /// rows must be split by `dimension`, whose values are the pairs.
    package func correlations(
        across dimension: String, _ answers: [Responses], threads: Int
    ) throws(Diagnostic) -> Table {
        let engine = Engine(self, answers, statistics: false)
        if let refusal = engine.refusal { throw refusal }
        guard let place = rowDimensions.firstIndex(of: dimension) else { return Table([]) }
        let missing = UInt32(engine.grouping.values[place].count)
        var groups: [[UInt32]: [UInt32: [Double]]] = [:]
        var sources: [[UInt32]: Set<Int>] = [:]
        for job in engine.run(threads: threads) where job.key[place] != missing && !job.isHidden {
            var scores = [Double](repeating: .nan, count: steps.count)
            for row in job.rows where row.score.why == nil { scores[Int(row.step)] = row.score.value }
            let key = job.key.indices.filter { $0 != place }.map { job.key[$0] }
            groups[key, default: [:]][job.key[place]] = scores
            sources[key, default: []].formUnion(job.sources.joined())
        }
        let sourcesOf = sources
        let found = groups.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        let rows = Threads.map(found.count) { index in
            let (key, units) = found[index]
            let ordered = units.sorted { $0.key < $1.key }.map(\.value)
            return self.correlations(ordered, key: key, sources: sourcesOf[key] ?? [])
        }
        return CorrelationRow.table(rows.flatMap { $0 }, engine, without: [place])
    }

    /// Of each two nodes that any of the units has a score of, the one declared first being the first.
    private func correlations(_ units: [[Double]], key: [UInt32], sources: Set<Int>) -> [CorrelationRow] {
        let scored = shown.filter { step in units.contains { !$0[step].isNaN } }
        return scored.enumerated().flatMap { place, first in
            scored[(place + 1)...].map { second in
                let pairs = units.filter { !$0[first].isNaN && !$0[second].isNaN }.map { ($0[first], $0[second]) }
                let pearson = Correlation.pearson(pairs)
                return CorrelationRow(
                    place: RowPlace(key: key, step: first, sources: sources), other: second, pairs: pairs.count,
                    pearson: pearson,
                    spearman: Correlation.spearman(pairs),
                    interval: pearson.why.map { (Figure(why: $0), Figure(why: $0)) }
                        ?? Correlation.interval(pearson.value, pairs: pairs.count))
            }
        }
    }
}

/// Two nodes in one group.
private struct CorrelationRow: Sendable {
    /// The group and the first node.
    let place: RowPlace
    /// The second node's step.
    let other: Int
    let pairs: Int
    let pearson: Figure
    let spearman: Figure
    let interval: (low: Figure, high: Figure)

    static func table(_ rows: [CorrelationRow], _ engine: Engine, without hidden: Set<Int>) -> Table {
        func figures(_ name: String, _ value: (CorrelationRow) -> Figure) -> Column {
            var column = FigureColumn()
            for row in rows { column.append(value(row)) }
            return column.column(name)
        }
        var why = WhyColumn()
        for row in rows { why.append(row.pearson.why ?? row.interval.low.why) }
        let keys = RowKeys(plan: engine.plan, values: engine.grouping.values)
        let others = keys.columns(of: rows.map { engine.plan.steps[$0.other].node })
        let whole = engine.rowColumns(rows.map(\.place), without: hidden)
        return Table(
            whole.dropLast() + [others[0].renamed("other"), others[1].renamed("other_layer")] + [
                Column("pairs", .integer, .integers(rows.map(\.pairs))), figures("pearson", \.pearson),
                figures("low", \.interval.low), figures("high", \.interval.high), figures("spearman", \.spearman),
                why.column,
            ])
    }
}
