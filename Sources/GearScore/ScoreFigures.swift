import GearModel
import GearSource
import GearTable

/// The columns of figures of a score table, filled row by row.
struct ScoreFigures {
    private let table: ScoreTable
    private var score = FigureColumn()
    private var answered = FigureColumn()
    private var error = FigureColumn()
    private var freedom = FigureColumn()
    private var low = FigureColumn()
    private var high = FigureColumn()
    private var favourable = FigureColumn()
    private var favourableLow = FigureColumn()
    private var favourableHigh = FigureColumn()
    private var respondents: [Int] = []
    private var answers: [Int] = []
    private var bands: [UInt32] = []
    private var mastered: [Bool] = []
    private var masteredStates: [UInt8] = []
    private var whys = WhyColumn()
    private var quantiles: [Int: Double] = [:]
    private let bounds: [(value: Double, includes: Bool)]
    /// Of mastery as it is mostly written, `score >= 3`.
    private let masteredFrom: Double?

    init(_ table: ScoreTable) {
        self.table = table
        masteredFrom = table.plan.mastered.flatMap(Self.leastScore)
        bounds = table.plan.bands.compactMap { band in band.upperBound.map { ($0.double, band.includesBound) } }
        reserve(table.rowCount)
        var check = StopCheck()
        for job in table.jobs {
            if check.isDue() { return }
            for (place, row) in job.rows.enumerated() {
                append(row, job.variances.isEmpty ? nil : job.variances[place])
            }
        }
    }

    /// What grows by doubling is copied each time.
    private mutating func reserve(_ rows: Int) {
        score.reserve(rows)
        answered.reserve(rows)
        if table.hasStatistics {
            error.reserve(rows)
            freedom.reserve(rows)
            low.reserve(rows)
            high.reserve(rows)
            favourable.reserve(rows)
            favourableLow.reserve(rows)
            favourableHigh.reserve(rows)
        }
        respondents.reserveCapacity(rows)
        answers.reserveCapacity(rows)
        bands.reserveCapacity(rows)
        whys.reserve(rows)
        guard table.plan.mastered != nil else { return }
        mastered.reserveCapacity(rows)
        masteredStates.reserveCapacity(rows)
    }

    private mutating func append(_ row: RowScore, _ variance: DesignVariance.Result?) {
        let part = row.score
        score.append(part.value, part.why)
        bands.append(UInt32(band(of: Rounding.cut(part.value))))
        respondents.append(part.respondents)
        answers.append(part.answers)
        let share = part.put > 0 ? Double(part.valid) / Double(part.put) : .nan
        answered.append(share, part.isCounted ? .personsUnknown : (part.put > 0 ? nil : .noAnswers))
        var why = part.why
        if table.hasStatistics {
            let errorWhy = appendErrors(row, variance)
            let favourableWhy = appendFavourable(row, variance)
            why = why ?? errorWhy ?? favourableWhy
            if why == nil, row.isExact { why = .exact }
        }
        if why == nil, part.isAtLeast { why = .atLeast }
        whys.append(why)
        if table.plan.mastered != nil { appendMastered(row) }
    }

    /// Standard error, degrees of freedom and the t interval of 95 % (rules 6 to 8).
    private mutating func appendErrors(_ row: RowScore, _ design: DesignVariance.Result?) -> UndefinedReason? {
        let part = row.score
        if row.isExact {
            error.append(0, part.why)
            freedom.append(.nan, part.why ?? .exact)
            low.append(part.value, part.why)
            high.append(part.value, part.why)
            return part.why
        }
        var why = part.why ?? part.errorWhy
        let variance = Self.variance(of: row, design, why: &why)
        let df = design.map { $0.units - $0.strata } ?? 0
        error.append(variance.score.squareRoot(), why)
        freedom.append(part.isCounted ? Double(part.respondents - 1) : Double(df), why)
        let half = quantile(part.isCounted ? part.respondents - 1 : df) * variance.score.squareRoot()
        low.append(part.value - half, why)
        high.append(part.value + half, why)
        return why
    }

    /// Wilson on n over the design effect (rule 11).
    private mutating func appendFavourable(_ row: RowScore, _ design: DesignVariance.Result?) -> UndefinedReason? {
        let part = row.score
        let missing = part.why ?? part.favourableWhy
        favourable.append(part.favourable, missing)
        if row.isExact {
            favourableLow.append(part.favourable, missing)
            favourableHigh.append(part.favourable, missing)
            return missing
        }
        var why = missing ?? part.favourableErrorWhy
        let variance = Self.variance(of: row, design, why: &why)
        guard why == nil else {
            favourableLow.append(.nan, why)
            favourableHigh.append(.nan, why)
            return why
        }
        let effective = Wilson.effective(n: part.respondents, p: part.favourable, variance: variance.favourable)
        let interval = Wilson.interval(part.favourable, n: effective)
        favourableLow.append(interval.low, why)
        favourableHigh.append(interval.high, why)
        return nil
    }

    /// The variances of a row's score and share favourable; `why` there is none, where nothing said so before.
    static func variance(
        of row: RowScore, _ design: DesignVariance.Result?, why: inout UndefinedReason?
    ) -> (score: Double, favourable: Double) {
        if row.score.isCounted { return row.score.counted.map { ($0.score, $0.favourable) } ?? (.nan, .nan) }
        guard let design else { return (.nan, .nan) }
        if why == nil, row.score.respondents < 2 { why = .oneRespondent }
        if why == nil, design.hasLonelyUnit { why = .oneUnitInStratum }
        return (design.score, design.favourable)
    }

    private mutating func quantile(_ df: Int) -> Double {
        if let known = quantiles[df] { return known }
        let value = TDistribution.quantile(0.975, df: Double(df))
        quantiles[df] = value
        return value
    }

    /// The first band that holds the score; every number is in exactly one.
    private func band(of score: Double) -> Int {
        for (place, bound) in bounds.enumerated()
        where score < bound.value || (bound.includes && score == bound.value) { return place }
        return bounds.count
    }

    private static func leastScore(_ mastered: Term) -> Double? {
        guard case .binary(.greaterOrEqual, let left, let right) = mastered.kind, case .column("score") = left.kind,
            case .constant(.number(let bound)) = right.kind
        else { return nil }
        return bound
    }

    private mutating func appendMastered(_ row: RowScore) {
        guard let term = table.plan.mastered else { return }
        let part = row.score
        guard part.value.isFinite else {
            mastered.append(false)
            return masteredStates.append(part.why.map { $0.rawValue + 2 } ?? 1)
        }
        let cut = Rounding.cut(part.value)
        if let masteredFrom {
            mastered.append(cut >= masteredFrom)
            return masteredStates.append(0)
        }
        let place = score.values.count - 1
        let row = Dictionary(uniqueKeysWithValues: term.columns.map { ($0, column($0, place, cut)) })
        let result = TermEvaluator(rank: { _, _ in nil }, column: { row[$0] ?? .missing }).evaluate(term)
        mastered.append(result == .boolean(true))
        masteredStates.append(result == .missing ? 1 : 0)
    }

    private func column(_ name: String, _ place: Int, _ cut: Double) -> Value {
        func number(_ figure: FigureColumn) -> Value {
            guard place < figure.values.count, !figure.values[place].isNaN else { return .missing }
            return .number(figure.values[place])
        }
        return switch name {
        case "score": .number(cut)
        case "n": .number(Double(respondents[place]))
        case "answers": .number(Double(answers[place]))
        case "answered": number(answered)
        case "se": number(error)
        case "df": number(freedom)
        case "low": number(low)
        case "high": number(high)
        case "favourable": number(favourable)
        case "favourable_low": number(favourableLow)
        case "favourable_high": number(favourableHigh)
        default: .missing
        }
    }

    var columns: [Column] {
        let reasons = UndefinedReason.allCases.map(\.text)
        let count = score.values.count
        let names = table.plan.bands.isEmpty ? [""] : table.plan.bands.map(\.name)
        let bandStates = table.plan.bands.isEmpty ? [UInt8](repeating: 1, count: count) : score.states
        let masteredColumn =
            table.plan.mastered == nil
            ? Column(
                "mastered", .boolean, .booleans([Bool](repeating: false, count: count)),
                states: [UInt8](repeating: 1, count: count))
            : Column("mastered", .boolean, .booleans(mastered), states: masteredStates, reasons: reasons)
        var columns = [
            score.column("score"),
            Column("band", .text, .codes(bands, TextDictionary(declared: names)), states: bandStates, reasons: reasons),
            masteredColumn,
            Column("n", .integer, .integers(respondents)),
            Column("answers", .integer, .integers(answers)),
            answered.column("answered"),
        ]
        if table.hasStatistics {
            columns += [
                error.column("se"), freedom.column("df"), low.column("low"), high.column("high"),
                favourable.column("favourable"), favourableLow.column("favourable_low"),
                favourableHigh.column("favourable_high"),
            ]
        }
        columns.append(whys.column)
        return columns
    }
}
