import GearModel
import GearSource
import GearTable

/// The scores of a plan over answers: for each group and node a row.
package struct ScoreTable: Sendable {
    let plan: ScorePlan
    /// Texts by rank of each dimension of the rows.
    let values: [[String]]
    let jobs: [JobScores]
    package let hasStatistics: Bool
    /// Why there are no rows, where there is more to combine than memory should hold.
    package let refusal: Diagnostic?

    package var rowCount: Int { jobs.reduce(0) { $0 + $1.rows.count } }
}

extension ScorePlan {
    /// The scores of the answers to the plan's surveys, one `Responses` a survey.
    ///
    /// The same answers give the same bytes, whatever the order of their records and the number of threads. With
    /// `statistics`, standard errors, intervals and shares favourable are worked out as well.
    package func score(_ answers: [Responses], statistics: Bool, threads: Int) -> ScoreTable {
        let engine = Engine(self, answers, statistics: statistics)
        let jobs = engine.run(threads: max(1, threads))
        return ScoreTable(
            plan: self, values: Array(engine.grouping.values.prefix(rowDimensions.count)), jobs: jobs,
            hasStatistics: statistics, refusal: engine.refusal)
    }
}

extension ScoreTable {
    /// Dimensions, node, layer, title, score, band, mastered, n, answers, answered, why; with statistics also se, df,
    /// low, high, favourable, favourable_low, favourable_high, before why. Groups in order, nodes as declared.
    package var table: Table {
        let figures = ScoreFigures(self)
        return Table(dimensionColumns + nodeColumns + figures.columns)
    }

    private var dimensionColumns: [Column] {
        plan.rowDimensions.enumerated().map { place, name in
            let type: ColumnType =
                switch name {
                case "source": .source
                case "wave": .wave
                default: .dimension(name)
                }
            if name == "source", !plan.sourceWeights.isEmpty { return combinedSources(type) }
            let missing = UInt32(values[place].count)
            var codes: [UInt32] = []
            var states: [UInt8] = []
            codes.reserveCapacity(rowCount)
            let hasMissing = jobs.contains { $0.key[place] >= missing }
            for job in jobs {
                let rank = job.key[place]
                codes.append(contentsOf: repeatElement(rank < missing ? rank : 0, count: job.rows.count))
                if hasMissing {
                    states.append(contentsOf: repeatElement(rank < missing ? 0 : 1, count: job.rows.count))
                }
            }
            if plan.model.numbers.contains(name) {
                let numbers = values[place].map { Double($0) ?? .nan }
                return Column(
                    name, .number, .numbers(codes.map { numbers.isEmpty ? .nan : numbers[Int($0)] }), states: states)
            }
            // Ranks are the order of output: by start for waves, by bytes for the rest.
            let texts = values[place].isEmpty ? [""] : values[place]
            return Column(name, type, .codes(codes, TextDictionary(declared: texts)), states: states)
        }
    }

    /// The names of the sources that a score combines: `team + teacher`.
    private func combinedSources(_ type: ColumnType) -> Column {
        var builder = ColumnBuilder("source", type)
        for sources in jobs.lazy.flatMap(\.sources) {
            let names = sources.map { plan.model.sources[$0].heading.name }
            if names.isEmpty { builder.appendMissing() } else { builder.append(names.joined(separator: " + ")) }
        }
        return builder.finish()
    }

    private var nodeColumns: [Column] {
        let nodes = plan.model.nodes
        let paths = nodes.map { $0.path.isEmpty ? $0.heading.name : $0.path }
        let (layers, layerOf) = Self.distinct(nodes.map(\.layer))
        let (titles, titleOf) = Self.distinct(nodes.map(\.heading.title))
        var codes: [[UInt32]] = [[], [], []]
        for place in codes.indices { codes[place].reserveCapacity(rowCount) }
        for job in jobs {
            for row in job.rows {
                let node = plan.steps[Int(row.step)].node
                codes[0].append(UInt32(node))
                codes[1].append(layerOf[node])
                codes[2].append(titleOf[node])
            }
        }
        return [
            Column("node", .node, .codes(codes[0], TextDictionary(declared: paths))),
            Column("layer", .layer, .codes(codes[1], TextDictionary(declared: layers))),
            Column("title", .text, .codes(codes[2], TextDictionary(titles))),
        ]
    }

    /// The different texts in order of first sight, and for each text its place among them.
    private static func distinct(_ texts: [String]) -> (texts: [String], places: [UInt32]) {
        var found: [String: UInt32] = [:]
        var order: [String] = []
        let places = texts.map { text -> UInt32 in
            if let place = found[text] { return place }
            let place = UInt32(order.count)
            found[text] = place
            order.append(text)
            return place
        }
        return (order, places)
    }
}
