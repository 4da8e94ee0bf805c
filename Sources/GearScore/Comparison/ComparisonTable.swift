import GearModel
import GearSource
import GearTable

/// A comparison's answers: where a declared dimension is compared, with a dimension of their own that says which side
/// each is on.
package enum ComparedAnswers {
    /// No dimension can be called so.
    static let side = "@side"

    /// The request whose rows hold both sides, and the answers to it.
    package static func prepare(
        _ comparison: ScoreComparison, _ request: ScoresRequest, _ answers: [Responses]
    ) -> (request: ScoresRequest, answers: [Responses]) {
        var request = request
        let isSplit = ["source", "wave"].contains(comparison.dimension)
        request.by += [isSplit ? comparison.dimension : side] + (comparison.paired.map { [$0] } ?? [])
        if let second = comparison.second {
            let either = Term(
                .binary(.or, comparison.first.condition, second.condition), .boolean,
                at: comparison.first.condition.location)
            request.forCondition =
                request.forCondition.map {
                    Term(.binary(.and, $0, either), .boolean, at: $0.location)
                } ?? either
        }
        return (request, isSplit ? answers : answers.map { addingSide(comparison, $0) })
    }

    /// `1` and `2` for the sides; missing for what is on neither.
    private static func addingSide(_ comparison: ScoreComparison, _ responses: Responses) -> Responses {
        var responses = responses
        let place = responses.dimensions.firstIndex { $0.name == comparison.dimension }
        let values = place.map { responses.dimensions[$0].values } ?? []
        let sides = values.map { side(of: $0, comparison) }
        let codes = place.map { place in
            responses.dimensions[place].codes.map { code in
                code == DimensionValues.missing ? DimensionValues.missing : sides[Int(code)] ?? DimensionValues.missing
            }
        }
        responses.dimensions.append(
            DimensionValues(
                name: side,
                codes: codes ?? [UInt32](repeating: DimensionValues.missing, count: responses.recordCount),
                values: ["1", "2"]))
        func extended(_ group: [String]) -> [String] {
            let text = place.map { group[$0] }.flatMap { $0.isEmpty ? nil : side(of: $0, comparison) }
            return group + [text.map { "\($0 + 1)" } ?? ""]
        }
        responses.counts = responses.counts.map {
            AnswerCount(group: extended($0.group), question: $0.question, point: $0.point, count: $0.count)
        }
        responses.responded = responses.responded.map {
            RespondedCount(group: extended($0.group), count: $0.count)
        }
        return responses
    }

    private static func side(of value: String, _ comparison: ScoreComparison) -> UInt32? {
        func isSame(_ side: ScoreComparison.Side) -> Bool {
            side.value == value || Double(side.value).map { $0 == Double(value) } ?? false
        }
        if isSame(comparison.first) { return 0 }
        guard let second = comparison.second else { return 1 }
        return isSame(second) ? 1 : nil
    }
}

extension ScorePlan {
    /// compare DIMENSION FIRST, SECOND: a row a node in each group; columns as the model's schema has them.
    package func comparison(
        _ comparison: ScoreComparison, _ answers: [Responses], threads: Int
    ) throws(Diagnostic) -> Table {
        let engine = Engine(self, answers, statistics: comparison.paired == nil)
        if let refusal = engine.refusal { throw refusal }
        let isSplit = ["source", "wave"].contains(comparison.dimension)
        let dimension = isSplit ? comparison.dimension : ComparedAnswers.side
        guard let place = rowDimensions.firstIndex(of: dimension) else { return Table([]) }
        let names = isSplit ? [comparison.first.value, comparison.second?.value ?? ""] : ["1", "2"]
        let ranks = names.map { name in
            engine.grouping.values[place].firstIndex { $0 == name || Double($0) != nil && Double($0) == Double(name) }
        }
        func side(_ key: [UInt32]) -> Int? { ranks.firstIndex { $0.map { UInt32($0) } == key[place] } }
        let units = comparison.paired.flatMap { rowDimensions.firstIndex(of: $0) }
        let hidden = Set([place] + (units.map { [$0] } ?? []))
        let rows: [DifferenceRow]
        if let units {
            rows = PairedRows(engine, compared: place, units: units, threads: threads, side: side).rows
        } else {
            let jobs = engine.jobs(without: hidden, sides: 2, side: side)
            rows = engine.map(jobs, threads: threads) { jobs, workers, room in
                let sides = jobs.sides.map { job in job.flatMap { ComparedSide(engine, $0, workers: workers, room) } }
                return engine.withholding(engine.differences(jobs.key, sides[0], sides[1]), of: jobs.sides)
            }.flatMap { $0 }
        }
        return DifferenceRow.table(rows, engine, without: hidden, isPaired: units != nil)
    }
}

/// What a row is about.
struct RowPlace: Sendable {
    /// A rank for each dimension of the table's rows.
    let key: [UInt32]
    let step: Int
    /// Sources behind it, where the rule combines them; else empty.
    var sources: Set<Int> = []
}

/// One node of one group on both sides.
struct DifferenceRow: Sendable {
    var place: RowPlace
    var first = Figure(why: .noAnswers)
    var second = Figure(why: .noAnswers)
    var respondents = (first: 0, second: 0)
    var pairs = 0
    var difference: MeanDifference?
    /// Why there is no difference, or no error of it.
    var why: UndefinedReason?
    var limits: LimitsOfAgreement?
    /// Whether a survey's `hide` withholds it, or its errors, which few people who stand on both sides could be told from.
    var isHidden = false
    var hidesErrors = false

    /// Why there is no interval.
    var whyNone: UndefinedReason? { why ?? (difference?.hasInterval == false ? .noVariance : nil) }

    var value: Figure {
        guard let why = first.why ?? second.why else { return Figure(first.value - second.value) }
        return Figure(why: why)
    }
}

extension Engine {
    /// The rows without what a survey's `hide` withholds of the jobs that they are made of.
    func withholding(_ rows: [DifferenceRow], of jobs: [Job?]) -> [DifferenceRow] {
        guard grouping.isHiding else { return rows }
        let isHidden = jobs.contains { $0.map(grouping.isHidden) ?? false }
        let hidesErrors = jobs.contains { $0.map(grouping.hidesErrors) ?? false }
        return rows.map { row in
            var row = row
            row.isHidden = isHidden
            row.hidesErrors = hidesErrors || row.pairs > 0
            if row.isHidden || row.hidesErrors { row.difference = nil }
            return row
        }
    }

    /// The differences first − second of two sides, one a node that either of them could score.
    func differences(_ key: [UInt32], _ first: ComparedSide?, _ second: ComparedSide?) -> [DifferenceRow] {
        let sides = [first, second]
        var covariance: Covariance?
        if let first, let second { covariance = Covariance(self, first, second) }
        return plan.shown.compactMap { step in
            guard sides.contains(where: { $0?.isScorable(step) ?? false }) else { return nil }
            var row = DifferenceRow(place: RowPlace(key: key, step: step))
            let estimates = sides.map { $0?.estimate(self, step) }
            func figure(_ side: Int) -> Figure {
                guard let score = sides[side]?.scores.scores[step] else { return Figure(why: .noAnswers) }
                return score.why.map { Figure(why: $0) } ?? Figure(score.value)
            }
            (row.first, row.second) = (figure(0), figure(1))
            row.respondents = (
                sides[0]?.scores.scores[step].respondents ?? 0, sides[1]?.scores.scores[step].respondents ?? 0
            )
            row.pairs = covariance?.matched[step] ?? 0
            row.place.sources = Set(sides.compactMap { $0 }.flatMap { sources(of: $0.scores.terms[step], $0.bases) })
            row.why = row.value.why ?? estimates[0]?.why ?? estimates[1]?.why
            if row.why == nil, let first = estimates[0]?.mean, let second = estimates[1]?.mean {
                row.difference = MeanDifference(
                    first, second, covariance: covariance?.values[step] ?? 0, matched: row.pairs)
            }
            return row
        }
    }
}

/// compare … paired UNITS: the unweighted mean of the units' differences, over units that have both sides.
private struct PairedRows {
    let rows: [DifferenceRow]

    init(
        _ engine: Engine, compared: Int, units: Int, threads: Int, side: ([UInt32]) -> Int?
    ) {
        struct Unit {
            var scores: [Int: [RowScore]] = [:]
            var sources: Set<Int> = []
        }
        let plan = engine.plan
        let missing = UInt32(engine.grouping.values[units].count)
        var found: [[UInt32]: [UInt32: Unit]] = [:]
        for job in engine.run(threads: threads) where !job.isHidden {
            guard let side = side(job.key) else { continue }
            let key = job.key.indices.filter { $0 != compared && $0 != units }.map { job.key[$0] }
            found[key, default: [:]][job.key[units], default: Unit()].scores[side] = job.rows
            found[key]?[job.key[units]]?.sources.formUnion(job.sources.joined())
        }
        rows = found.sorted { $0.key.lexicographicallyPrecedes($1.key) }.flatMap { key, units in
            let ordered = units.filter { $0.key != missing }.sorted { $0.key < $1.key }.map { unit in
                (0..<2).map { side in
                    Dictionary(
                        (unit.value.scores[side] ?? []).map { (Int($0.step), $0.score) },
                        uniquingKeysWith: { first, _ in first })
                }
            }
            return plan.shown.compactMap { step -> DifferenceRow? in
                guard ordered.contains(where: { $0.contains { $0[step] != nil } }) else { return nil }
                let pairs = ordered.compactMap { sides -> (first: StepScore, second: StepScore)? in
                    guard let first = sides[0][step], let second = sides[1][step], first.why == nil,
                        second.why == nil
                    else { return nil }
                    return (first, second)
                }
                var row = DifferenceRow(key: key, step: step, pairs)
                row.place.sources = units.values.reduce(into: []) { $0.formUnion($1.sources) }
                return row
            }
        }
    }
}

extension DifferenceRow {
    fileprivate init(key: [UInt32], step: Int, _ units: [(first: StepScore, second: StepScore)]) {
        self.init(place: RowPlace(key: key, step: step))
        pairs = units.count
        let limits = LimitsOfAgreement(units.map { $0.first.value - $0.second.value })
        self.limits = limits
        difference = limits.bias
        why = units.isEmpty ? .noPair : units.count < 2 ? .onePair : nil
        guard !units.isEmpty else {
            (first, second) = (Figure(why: .noPair), Figure(why: .noPair))
            return
        }
        first = Figure(units.reduce(0) { $0 + $1.first.value } / Double(pairs))
        second = Figure(units.reduce(0) { $0 + $1.second.value } / Double(pairs))
        respondents = (
            units.reduce(0) { $0 + $1.first.respondents }, units.reduce(0) { $0 + $1.second.respondents }
        )
    }

    static func table(_ rows: [DifferenceRow], _ engine: Engine, without hidden: Set<Int>, isPaired: Bool) -> Table {
        let intervals = DifferenceColumns(rows)
        func figures(_ name: String, _ value: (DifferenceRow) -> Figure) -> Column {
            var column = FigureColumn()
            for row in rows { column.append(value(row)) }
            return column.column(name)
        }
        var why = WhyColumn()
        for row in rows { why.append(row.whyNone ?? row.limits?.error.why) }
        let noLimit = Figure(why: .notPaired)
        let keys = engine.rowColumns(rows.map(\.place), without: hidden)
        return Table(
            keys + [
                figures("first", \.first), Column("first_n", .integer, .integers(rows.map(\.respondents.first))),
                figures("second", \.second), Column("second_n", .integer, .integers(rows.map(\.respondents.second))),
                figures("difference", \.value),
            ] + intervals.columns + [
                Column("pairs", .integer, .integers(rows.map(\.pairs))),
                figures("limit_low") { $0.limits?.limits.low ?? noLimit },
                figures("limit_high") { $0.limits?.limits.high ?? noLimit },
                figures("limit_se") { $0.limits?.error ?? noLimit }, why.column,
            ]
        ).withholding(rows, keys)
    }

    /// Columns that few people who stand on both sides could be told from.
    static let errors: Set = ["se", "df", "low", "high", "together_low", "together_high", "verdict", "pairs"]
}

extension Table {
    /// Without what a survey's `hide` withholds of the rows; `keys` stay.
    func withholding(_ rows: [DifferenceRow], _ keys: [Column]) -> Table {
        let errors = rows.map(\.hidesErrors)
        let others = Set(columns.map(\.name)).subtracting(DifferenceRow.errors)
        return hiding(errors, except: others).hiding(rows.map(\.isHidden), except: Set(keys.map(\.name)))
    }
}

extension Engine {
    /// The dimensions of the rows but some, node, layer and title, for rows with a key without those dimensions.
    func rowColumns(_ rows: [RowPlace], without hidden: Set<Int>) -> [Column] {
        let keys = RowKeys(plan: plan, values: grouping.values)
        let shown = plan.rowDimensions.indices.filter { !hidden.contains($0) }
        let dimensions = shown.enumerated().map { place, dimension in
            if plan.rowDimensions[dimension] == "source", !plan.sourceWeights.isEmpty {
                return keys.sourceColumn(
                    rows.map { row in plan.sourceWeights.map(\.source).filter(row.sources.contains) })
            }
            return keys.column(
                of: dimension,
                rows.map { row in
                    var key = [UInt32](repeating: 0, count: plan.rowDimensions.count)
                    key[dimension] = row.key[place]
                    return (key, 1)
                })
        }
        return dimensions + keys.columns(of: rows.map { plan.steps[$0.step].node })
    }
}

/// Errors, intervals and verdicts of differences, each alone and all together (STATISTICS rule 18).
struct DifferenceColumns {
    let columns: [Column]

    init(_ rows: [DifferenceRow]) {
        let together = rows.count { $0.difference?.hasInterval ?? false }
        var (error, freedom) = (FigureColumn(), FigureColumn())
        var (low, high, jointLow, jointHigh) = (FigureColumn(), FigureColumn(), FigureColumn(), FigureColumn())
        var verdicts: [UInt32] = []
        for row in rows {
            let difference = row.difference
            let why = row.whyNone
            let alone = difference?.interval() ?? (.nan, .nan)
            let joint = difference?.interval(together: together) ?? (.nan, .nan)
            error.append(difference?.error ?? .nan, row.why)
            freedom.append(difference?.freedom ?? .nan, why ?? (difference?.isExact == true ? .exact : nil))
            low.append(alone.low, why)
            high.append(alone.high, why)
            jointLow.append(joint.low, why)
            jointHigh.append(joint.high, why)
            let verdict = MeanDifference.Verdict(joint)
            verdicts.append(UInt32(MeanDifference.Verdict.allCases.firstIndex(of: verdict) ?? 0))
        }
        let names = MeanDifference.Verdict.allCases.map(\.rawValue)
        columns = [
            error.column("se"), freedom.column("df"), low.column("low"), high.column("high"),
            Column("together", .integer, .integers(rows.map { _ in together })), jointLow.column("together_low"),
            jointHigh.column("together_high"),
            Column("verdict", .text, .codes(verdicts, TextDictionary(declared: names))),
        ]
    }
}
