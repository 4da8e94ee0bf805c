import GearModel
import GearScore
import GearSource
import GearTable

extension Evaluator {
    /// A row for each thing that a group lacks of a goal, or of which it cannot be told; columns as the model's schema.
    func gaps(_ request: GapsRequest, columnsRead: Set<String>?) throws(Diagnostic) -> Table {
        let table = try gapsAndUnknowns(request, columnsRead: columnsRead)
        return Table(table.columns.filter { $0.name != Self.isKnown })
    }

    /// Whether a row's gap is one, or only cannot be told. (No column of a program can have a space in its name.)
    static let isKnown = "is known"

    /// As `gaps`, and the column `isKnown`.
    func gapsAndUnknowns(_ request: GapsRequest, columnsRead: Set<String>?) throws(Diagnostic) -> Table {
        let goal = model.goals[request.goal]
        let wantsInterval = columnsRead.map { !$0.isDisjoint(with: ["low", "high", "verdict"]) } ?? true
        let measures: Set<String> = wantsInterval ? ["n", "low", "high"] : ["n"]
        let tasks = columnsRead?.contains("tasks") ?? true ? openTasks(toward: request.goal) : []
        var parts: [Table] = []
        // What is read from the same scores is read at once.
        for batch in GapBatch.batches(of: goal, model) {
            let condition = [batch.condition, request.forCondition].compactMap { $0 }.reduce(nil) { (all: Term?, one) in
                all.map { Term(.binary(.and, $0, one), .boolean, at: one.location) } ?? one
            }
            let fulfilment = try fulfilment(
                of: batch.wanted.map(\.requirement), batch.scores, by: request.by, where: condition,
                measures: measures, at: goal.heading.location)
            parts.append(try gapRows(batch, fulfilment, condition, tasks))
        }
        let rows = Table.concatenating(parts) ?? Table([])
        return Self.withPriority(rows, dimensions: model.rowDimensions(by: request.by).count)
    }

    /// Rows with their urgency in place of the priority, which only all rows of a group together have.
    private func gapRows(
        _ batch: GapBatch, _ fulfilment: Fulfilment, _ condition: Term?, _ tasks: [OpenTasks]
    ) throws(Diagnostic) -> Table {
        var rows: [(group: Int, place: Int)] = []
        var figures: [GapFigures] = []
        for place in batch.wanted.indices {
            let requirement = batch.wanted[place].requirement
            let columns = try self.figures(of: requirement, fulfilment, condition)
            for group in 0..<fulfilment.groups.rowCount {
                let met = fulfilment.met[place]
                guard met.isMissing(group) || met[group] == .boolean(false) else { continue }
                rows.append((group, place))
                figures.append(GapFigures(requirement, batch.scores, columns, fulfilment, place, group))
            }
        }
        func wanted(_ row: (group: Int, place: Int)) -> GapBatch.Wanted { batch.wanted[row.place] }
        func numbers(_ name: String, _ figure: (GapFigures) -> Cell, as type: ColumnType = .number) -> Column {
            var builder = ColumnBuilder(name, type, capacity: rows.count)
            for one in figures { builder.append(figure(one)) }
            return builder.finish()
        }
        var dues = ColumnBuilder("due", .date, capacity: rows.count)
        for row in rows { dues.append(wanted(row).reach.due) }
        let nodes = rows.map { wanted($0).requirement.node }
        let onNodes = try taskTexts(tasks, fulfilment.groups, zip(rows.map(\.group), nodes))
        let guide = ResourceGuide(model)
        let teaching = batch.wanted.map { wanted in
            wanted.requirement.node.flatMap { guide.choices(for: $0).map(\.resource).names(model) }
        }
        return Table(
            fulfilment.groups.columns.map { $0.taking(rows.map(\.group)) } + [
                model.column("reach", .text, rows.map { wanted($0).reach.text }), dues.finish(),
                model.column("requirement", .text, rows.map { wanted($0).requirement.text }),
                model.column("node", .node, nodes.map { $0.map(model.shownPath) }),
                model.column(
                    "title", .text,
                    nodes.map { $0.flatMap { model.frameworks[$0.framework].nodes[$0.node].heading.title.ifWritten } }),
                numbers("score", \.score), numbers("target", \.target), numbers("gap", \.gap),
                numbers("n", \.n, as: .integer),
                numbers("low", \.low), numbers("high", \.high),
                model.column("verdict", .text, figures.map(\.verdict)),
                model.column("tasks", .text, onNodes),
                model.column("resources", .text, rows.map { teaching[$0.place] }),
                Column(
                    Self.isKnown, .boolean, .booleans(rows.map { !fulfilment.met[$0.place].isMissing($0.group) })),
                numbers("priority", \.urgency),
            ])
    }

    /// What stands beside a quantity: how many it rests on, and its interval.
    private func figures(
        of requirement: Requirement, _ fulfilment: Fulfilment, _ condition: Term?
    ) throws(Diagnostic) -> GapColumns {
        if let aggregate = requirement.condition.aggregates.first {
            return .visits(
                aggregate.function,
                try VisitRatings(requirement.progression, condition).tallies(aggregate, fulfilment.scores, self))
        }
        guard let node = requirement.node else { return .none }
        let source = requirement.condition.scoreCells.first?.dimensions.first { $0.name == "source" }?.value
        func column(_ measure: String) -> Column {
            fulfilment.scores.column(measure, of: model.shownPath(node), source: source)
        }
        return .score(column("score"), n: column("n"), low: column("low"), high: column("high"))
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
                batch.scores.rule == reach.scores.rule && batch.scores.sources == reach.scores.sources
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

/// What stands beside a quantity in each group.
private enum GapColumns {
    case score(Column, n: Column, low: Column, high: Column)
    case visits(AggregateFunction, [VisitRatings.Tally?])
    case none
}

/// The figures of one row.
private struct GapFigures {
    var score = Cell.missing(nil)
    var target = Cell.missing(nil)
    var gap = Cell.missing(nil)
    var n = Cell.missing(nil)
    var low = Cell.missing(nil)
    var high = Cell.missing(nil)
    /// The gap as a share of the way that there is; what the priority ranks.
    var urgency = Cell.missing(nil)
    var verdict = "cannot tell"

    init(
        _ requirement: Requirement, _ scores: UsedScores, _ columns: GapColumns, _ fulfilment: Fulfilment,
        _ place: Int, _ group: Int
    ) {
        switch columns {
        case .score(let score, let n, let low, let high):
            (self.score, self.n) = (score[group], n[group])
            (self.low, self.high) = (low[group], high[group])
        case .visits(let function, let tallies):
            if let tally = tallies[group] { count(tally, function) }
        case .none: break
        }
        guard let bound = requirement.bound else { return }
        score = fulfilment.value(place, group)
        target = .number(bound.limit)
        gap = fulfilment.short(requirement, place, group)
        let span = Self.span(of: bound, scores)
        urgency = gap.mappingNumber { $0 / span }
        judge(bound)
    }

    /// A share of visits has Wilson's interval; of a count nothing was sampled.
    private mutating func count(_ tally: VisitRatings.Tally, _ function: AggregateFunction) {
        if tally.isHidden {
            (n, low, high) = (.hidden, .hidden, .hidden)
            return
        }
        n = .integer(tally.told)
        guard function == .share, tally.told > 0 else { return }
        let interval = Wilson.interval(Double(tally.yes) / Double(tally.told), n: Double(tally.told))
        (low, high) = (.number(interval.low), .number(interval.high))
    }

    /// Whether the interval lies short of the target.
    private mutating func judge(_ bound: Bound) {
        guard isInterval(of: bound.quantity), case .number(let low) = low, case .number(let high) = high else { return }
        let isClear = bound.relation.asksForMore ? Rounding.cut(high) < bound.limit : Rounding.cut(low) > bound.limit
        verdict = isClear ? "clear" : "unclear"
    }

    private func isInterval(of quantity: Term) -> Bool {
        switch quantity.kind {
        case .cell(let cell): cell.measure == .score
        case .aggregate(let aggregate): aggregate.function == .share
        default: false
        }
    }

    /// How long the whole way is: the range of scores, 1 for shares, else the target itself.
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
