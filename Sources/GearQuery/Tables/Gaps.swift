import GearModel
import GearScore
import GearSource
import GearTable

extension Evaluator {
    /// A row for each thing that a group lacks of a goal, or of which it cannot be told; columns as the model's schema.
    func gaps(_ request: GapsRequest, columnsRead: Set<String>?) throws(Diagnostic) -> Table {
        let table = try gapsAndUnknowns(request, columnsRead: columnsRead).gaps
        return Table(table.columns.filter { $0.name != Self.isKnown })
    }

    /// Whether a row's gap is one, or only cannot be told. (No column of a program can have a space in its name.)
    static let isKnown = "is known"

    /// As `gaps`, and the column `isKnown`; and where the groups stand on some progressions, by their positions, as far
    /// as the same scores tell.
    func gapsAndUnknowns(
        _ request: GapsRequest, columnsRead: Set<String>?, levels: [LevelsRequest] = []
    ) throws(Diagnostic) -> (gaps: Table, standings: [Int: Standing]) {
        let goal = model.goals[request.goal]
        let measures = Self.measures(for: columnsRead)
        let tasks = columnsRead?.contains("tasks") ?? true ? openTasks(toward: request.goal) : []
        var parts: [Table] = []
        var standings: [Int: Standing] = [:]
        // What is read from the same scores is read at once.
        for batch in GapBatch.batches(of: goal, model) {
            let condition = [batch.condition, request.forCondition].compactMap { $0 }.reduce(nil) { (all: Term?, one) in
                all.map { Term(.binary(.and, $0, one), .boolean, at: one.location) } ?? one
            }
            let told = batch.condition == nil ? levels.filter { $0.scores.isSame(as: batch.scores) } : []
            let lists = told.map { model.progressions[$0.progression].placedRequirements.map(\.requirement) }
            let fulfilments = try fulfilments(
                of: [batch.wanted.map(\.requirement)] + lists, batch.scores, by: request.by, where: condition,
                measures: measures, at: goal.heading.location)
            parts.append(
                try gapRows(batch, fulfilments[0], condition, tasks, withSample: !measures.isEmpty))
            for (level, fulfilment) in zip(told, fulfilments.dropFirst()) {
                standings[level.progression] = Standing(model.progressions[level.progression], fulfilment)
            }
        }
        let rows = try model.concatenating(parts) ?? Table([])
        return (Self.withPriority(rows, dimensions: model.rowDimensions(by: request.by).count), standings)
    }

    /// What is worked out of scores beside themselves for the columns that are read; nil: all.
    private static func measures(for columns: Set<String>?) -> Set<String> {
        guard let columns else { return ["n", "low", "high"] }
        if !columns.isDisjoint(with: ["low", "high", "verdict"]) { return ["n", "low", "high"] }
        return columns.contains("n") ? ["n"] : []
    }

    /// Rows with their urgency in place of the priority, which only all rows of a group together have.
    ///
    /// - Parameter withSample: Whether anybody reads how many a gap rests on and its interval.
    private func gapRows(
        _ batch: GapBatch, _ fulfilment: Fulfilment, _ condition: Term?, _ tasks: [OpenTasks], withSample: Bool
    ) throws(Diagnostic) -> Table {
        let readers = try batch.wanted.indices.map { place throws(Diagnostic) in
            try reader(of: batch.wanted[place].requirement, batch.scores, fulfilment, place, condition)
        }
        var rows: [(group: Int, place: Int)] = []
        for group in 0..<fulfilment.groups.rowCount {
            try Threads.goOn()
            for place in readers.indices where !readers[place].isMet(group) { rows.append((group, place)) }
        }
        var figures = GapFigures(capacity: rows.count, withSample: withSample)
        for row in rows { readers[row.place].append(row.group, to: &figures) }
        let places = rows.map(\.place)
        func texts(_ name: String, _ domain: ColumnType.Domain, _ text: (GapBatch.Wanted) -> String?) -> Column {
            model.column(name, domain, batch.wanted.map(text)).taking(places)
        }
        var dues = ColumnBuilder("due", .date, capacity: batch.wanted.count)
        for wanted in batch.wanted { dues.append(wanted.reach.due) }
        let nodes = batch.wanted.map(\.requirement.node)
        let onNodes = try taskTexts(tasks, fulfilment.groups, rows.lazy.map { ($0.group, nodes[$0.place]) })
        let guide = ResourceGuide(model)
        return Table(
            fulfilment.groups.columns.map { $0.taking(rows.map(\.group)) } + [
                texts("reach", .text) { $0.reach.text }, dues.finish().taking(places),
                texts("requirement", .text) { $0.requirement.text },
                texts("node", .node) { $0.requirement.node.map(model.shownPath) },
                texts("title", .text) { wanted in
                    wanted.requirement.node.flatMap {
                        model.frameworks[$0.framework].nodes[$0.node].heading.title.ifWritten
                    }
                },
            ] + figures.columns + [
                model.column("tasks", .text, onNodes),
                texts("resources", .text) { wanted in
                    wanted.requirement.node.flatMap { guide.choices(for: $0).map(\.resource).names(model) }
                },
                Column(
                    Self.isKnown, .boolean, .booleans(rows.map { !fulfilment.met[$0.place].isMissing($0.group) })),
                figures.urgency.finish(),
            ])
    }

    /// What a requirement asks about in each group, with how many it rests on and its interval.
    private func reader(
        of requirement: Requirement, _ scores: UsedScores, _ fulfilment: Fulfilment, _ place: Int, _ condition: Term?
    ) throws(Diagnostic) -> GapReader {
        var tallies: [VisitRatings.Tally?]?
        if let aggregate = requirement.condition.aggregates.first {
            tallies = try VisitRatings(requirement.progression, condition)
                .tallies(aggregate, fulfilment.scores, self)
        }
        let source = requirement.condition.scoreCells.first?.dimensions.first { $0.name == "source" }?.value
        let node = tallies == nil ? requirement.node.map(model.shownPath) : nil
        return GapReader(requirement, scores, fulfilment, place, tallies) { measure in
            fulfilment.scores.column(measure, of: node ?? "", source: source)
        }
    }

    /// Ranks each group's rows by urgency, the greatest first; equal ones by their date, then as they come.
    private static func withPriority(_ table: Table, dimensions: Int) -> Table {
        guard let urgency = table["priority"], let due = table["due"] else { return table }
        let groups = Grouping(Array(table.columns.prefix(dimensions)), rowCount: table.rowCount)
        var priorities = [Int?](repeating: nil, count: table.rowCount)
        let dates = due.sortKeys()
        let numbers = (0..<table.rowCount).map { row -> Double? in
            if case .number(let number) = urgency[row] { Rounding.cut(number) } else { nil }
        }
        let members = groups.members
        for group in 0..<(table.rowCount == 0 ? 0 : members.count) {
            let ranked = members[group].filter { numbers[$0] != nil }.sorted { left, right in
                let (first, second) = (numbers[left] ?? 0, numbers[right] ?? 0)
                if first != second { return first > second }
                return dates[left] != dates[right] ? dates[left] < dates[right] : left < right
            }
            for (rank, row) in ranked.enumerated() { priorities[row] = rank + 1 }
        }
        var builder = ColumnBuilder("priority", .integer, capacity: table.rowCount)
        for (row, priority) in priorities.enumerated() {
            if let priority {
                builder.append(priority)
            } else if urgency.isHidden(row) {
                builder.appendHidden()
            } else {
                builder.appendMissing(urgency.reason(row))
            }
        }
        return Table(table.columns.filter { $0.name != "priority" } + [builder.finish()])
    }
}

/// Parts of a goal that are read from the same scores of the same groups.
struct GapBatch {
    struct Wanted {
        let reach: Reach
        let requirement: Requirement
    }
    let scores: UsedScores
    let condition: Term?
    var wanted: [Wanted]

    static func batches(of goal: Goal, _ model: Model) -> [GapBatch] {
        var batches: [GapBatch] = []
        for reach in goal.reaches {
            let wanted = model.requirements(of: reach).map { Wanted(reach: reach, requirement: $0) }
            let place = batches.firstIndex { batch in
                batch.scores.isSame(as: reach.scores)
                    && batch.condition?.location == reach.forCondition?.location
            }
            if let place {
                batches[place].wanted += wanted
            } else {
                batches.append(GapBatch(scores: reach.scores, condition: reach.forCondition, wanted: wanted))
            }
        }
        return batches
    }
}

/// The columns of figures, a row a gap.
private struct GapFigures {
    var score: ColumnBuilder
    var target: ColumnBuilder
    var gap: ColumnBuilder
    /// Without it, `n` and what follows from it are missing.
    let withSample: Bool
    var n: ColumnBuilder
    var low: ColumnBuilder
    var high: ColumnBuilder
    var verdict: ColumnBuilder
    /// The gap as a share of the way that there is; what the priority ranks.
    var urgency: ColumnBuilder

    static let verdicts = TextDictionary(["clear", "unclear", "cannot tell"])

    init(capacity: Int, withSample: Bool) {
        func numbers(_ name: String) -> ColumnBuilder { ColumnBuilder(name, .number, capacity: capacity) }
        (score, target, gap) = (numbers("score"), numbers("target"), numbers("gap"))
        n = ColumnBuilder("n", .integer, capacity: capacity)
        (low, high, urgency) = (numbers("low"), numbers("high"), numbers("priority"))
        verdict = ColumnBuilder("verdict", .text, dictionary: Self.verdicts, capacity: capacity)
        self.withSample = withSample
    }

    /// All but the urgency.
    var columns: [Column] {
        let first = [score.finish(), target.finish(), gap.finish()]
        let sample = [n.finish(), low.finish(), high.finish(), verdict.finish()]
        return first
            + (withSample
                ? sample
                : sample.map { Column(missing: $0.name, $0.type, count: first[0].count) })
    }
}

/// The figures of one requirement, group by group. (A class with columns of its own: copying what holds them would cost
/// more than reading them.)
private final class GapReader {
    private let met: Column
    /// What is bound, and what stands beside it.
    private let value: Column
    private let n: Column
    private let low: Column
    private let high: Column
    private let tallies: [VisitRatings.Tally?]?
    private let isShare: Bool
    private let hasBound: Bool
    private let limit: Double
    private let asksForMore: Bool
    /// Whether the interval is one of the quantity that is bound.
    private let hasInterval: Bool
    /// How long the whole way is.
    private let span: Double

    /// `column` gives a measure of the score that the requirement is about; without one it is missing.
    init(
        _ requirement: Requirement, _ scores: UsedScores, _ fulfilment: Fulfilment, _ place: Int,
        _ tallies: [VisitRatings.Tally?]?, _ column: (String) -> Column
    ) {
        let bound = requirement.bound
        met = fulfilment.met[place]
        value = fulfilment.values[place] ?? column("score")
        (n, low, high) = (column("n"), column("low"), column("high"))
        self.tallies = tallies
        isShare = requirement.condition.aggregates.first?.function == .share
        hasBound = bound != nil
        limit = bound?.limit ?? .nan
        asksForMore = bound?.relation.asksForMore ?? true
        hasInterval = bound.map { Self.isInterval(of: $0.quantity) } ?? false
        span = bound.map { Self.span(of: $0, scores) } ?? 1
    }

    /// Whether a group surely fulfils it.
    func isMet(_ group: Int) -> Bool { met.boolean(group) == true }

    func append(_ group: Int, to figures: inout GapFigures) {
        let value = value.number(group)
        let gap = hasBound ? Bound.short(value, of: limit, asksForMore: asksForMore) : .missing(nil)
        figures.score.append(value)
        figures.target.append(hasBound ? .number(limit) : .missing(nil))
        figures.gap.append(gap)
        figures.urgency.append(gap.mappingNumber { $0 / span })
        guard figures.withSample else { return }
        let (n, low, high) = tallies.map { count($0[group]) } ?? (n[group], low[group], high[group])
        figures.n.append(n)
        figures.low.append(low)
        figures.high.append(high)
        figures.verdict.append(code: verdict(low, high))
    }

    /// A share of visits has Wilson's interval; of a count nothing was sampled.
    private func count(_ tally: VisitRatings.Tally?) -> (n: Cell, low: Cell, high: Cell) {
        guard let tally else { return (.missing(nil), .missing(nil), .missing(nil)) }
        if tally.isHidden { return (.hidden, .hidden, .hidden) }
        guard isShare, tally.told > 0 else { return (.integer(tally.told), .missing(nil), .missing(nil)) }
        let interval = Wilson.interval(Double(tally.yes) / Double(tally.told), n: Double(tally.told))
        return (.integer(tally.told), .number(interval.low), .number(interval.high))
    }

    /// Whether an interval lies short of the target, as a code of the verdicts.
    private func verdict(_ low: Cell, _ high: Cell) -> UInt32 {
        guard hasInterval, case .number(let low) = low, case .number(let high) = high else { return 2 }
        return (asksForMore ? Rounding.cut(high) < limit : Rounding.cut(low) > limit) ? 0 : 1
    }

    private static func isInterval(of quantity: Term) -> Bool {
        switch quantity.kind {
        case .cell(let cell): cell.measure == .score
        case .aggregate(let aggregate): aggregate.function == .share
        default: false
        }
    }

    /// The range of scores, 1 for shares, else the target itself.
    private static func span(of bound: Bound, _ scores: UsedScores) -> Double {
        var span = abs(bound.limit)
        switch bound.quantity.kind {
        case .cell(let cell) where cell.measure == .score:
            if let range = scores.range { span = range.high.double - range.low.double }
        case .cell(let cell) where [.answered, .favourable].contains(cell.measure): span = 1
        case .aggregate(let aggregate) where aggregate.function == .share: span = 1
        default: break
        }
        return span > 0 ? span : 1
    }
}

extension Cell {
    fileprivate func mappingNumber(_ change: (Double) -> Double) -> Cell {
        if case .number(let number) = self { .number(change(number)) } else { self }
    }
}
