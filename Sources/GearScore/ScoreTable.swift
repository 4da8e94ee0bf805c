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
    /// low, high, favourable, favourable_low, favourable_high, before why; read through a crosswalk also covered and
    /// partly. Groups in order, nodes as declared.
    package var table: Table {
        let figures = ScoreFigures(self)
        // What nobody waits for has no rows, and maybe some of its figures.
        if Threads.isStopping, !jobs.isEmpty { return withoutRows.table }
        let keys = dimensionColumns + nodeColumns
        func marks(_ isMarked: (JobScores) -> Bool) -> [Bool] {
            jobs.flatMap { job in repeatElement(isMarked(job), count: job.rows.count) }
        }
        let measures = figures.columns + carriedColumns
        let names = Set(keys.map(\.name))
        let others = Set(measures.map(\.name)).subtracting(Self.errors).union(names)
        return Table(keys + measures)
            .hiding(marks(\.hidesErrors), except: others).hiding(marks(\.isHidden), except: names)
    }

    private var withoutRows: ScoreTable {
        ScoreTable(plan: plan, values: values, jobs: [], hasStatistics: hasStatistics, refusal: refusal)
    }

    private var carriedColumns: [Column] {
        if plan.carried.isEmpty { return [] }
        let shares = jobs.flatMap(\.carried)
        return [
            Column("covered", .number, .numbers(shares.map(\.covered))),
            Column("partly", .number, .numbers(shares.map(\.partly))),
        ]
    }

    /// Columns that tell who is behind a score besides what the score is.
    private static let errors = ["se", "df", "low", "high", "favourable_low", "favourable_high"]

    private var dimensionColumns: [Column] {
        let keys = RowKeys(plan: plan, values: values)
        let runs = jobs.map { (key: $0.key, count: $0.rows.count) }
        return plan.rowDimensions.enumerated().map { place, name in
            name == "source" && !plan.sourceWeights.isEmpty
                ? keys.sourceColumn(jobs.flatMap(\.sources)) : keys.column(of: place, runs)
        }
    }

    private var nodeColumns: [Column] {
        let nodes = jobs.lazy.flatMap(\.rows).map { plan.steps[Int($0.step)].node }
        return RowKeys(plan: plan, values: values).columns(of: Array(nodes))
    }
}
