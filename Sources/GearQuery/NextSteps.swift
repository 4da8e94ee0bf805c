import GearModel
import GearScore
import GearSource
import GearTable

extension Evaluator {
    /// Where groups stand in their latest wave and what is next: a row the level held (`part` is `level`), the next one
    /// (`next`), what it still requires (`needs`), the worst gaps (`gap`) and, behind each, the tasks on it (`task`) and the
    /// playlists for it (`playlist`).
    ///
    /// - Parameters:
    ///   - levels: nil where no progression is asked about.
    ///   - gaps: nil where no goal is.
    ///   - most: How many gaps a group has, the most urgent first.
    package func nextSteps(
        levels: LevelsRequest?, gaps: GapsRequest?, most: Int = 2
    ) throws(Diagnostic) -> Table {
        var parts: [Table] = []
        if let levels { parts += try standing(levels) }
        if let gaps { parts += try worst(gaps, most) }
        let steps = parts.map { StepRows.padded($0, dimensions: dimensions(levels, gaps)) }
        return try model.concatenating(steps) ?? Table([])
    }

    private func dimensions(_ levels: LevelsRequest?, _ gaps: GapsRequest?) -> [Column] {
        model.rowDimensions(by: levels?.by ?? gaps?.by ?? []).map { model.dimensionColumn($0, []) }
    }

    // MARK: Levels

    private func standing(_ request: LevelsRequest) throws(Diagnostic) -> [Table] {
        let held = try levels(request)
        let required = try requirements(request)
        let owner = model.progressions[request.progression]
        let places = Dictionary(
            owner.levels.enumerated().map { ($1.heading.name, $0) }, uniquingKeysWith: { first, _ in first })
        let dimensions = model.rowDimensions(by: request.by)
        let members = Self.rowsByGroup(required, dimensions)
        func title(_ level: Int) -> String {
            owner.levels[level].heading.title.ifWritten ?? owner.levels[level].heading.name
        }
        return Self.latest(held, dimensions).map { row in
            var rows = StepRows(held, dimensions, row, asOf)
            func place(_ column: String) -> Int? { held[column].flatMap { $0[row].ifPresent }.flatMap { places[$0] } }
            let (least, most, next) = (place("at_least") ?? 0, place("at_most") ?? 0, place("next"))
            if held["level"]?.isHidden(row) == true {
                rows.add(.level, nil, nil, state: "hidden")
                return rows.table(model)
            }
            if place("level") != nil {
                rows.add(
                    .level, owner.levels[least].heading.name, title(least), value: .integer(least + 1),
                    target: .integer(owner.levels.count))
            } else {
                rows.add(.level, nil, "\(title(least)) to \(title(most))", state: "cannot tell")
            }
            guard let next else { return rows.table(model) }
            rows.add(.next, owner.levels[next].heading.name, title(next))
            for place in members[Self.key(held, dimensions, row)] ?? []
            where required["level"]?[place].ifPresent == owner.levels[next].heading.name {
                guard let met = required["met"]?[place], met != .boolean(true) else { continue }
                var state = "short"
                if case .hidden = met { state = "hidden" }
                if case .missing(let why) = met { state = "cannot tell" + (why.map { ": \($0)" } ?? "") }
                rows.add(
                    .needs, required["requirement"]?[place].ifPresent,
                    nodeTitle(required["node"]?[place].ifPresent, request.scores.framework),
                    value: required["value"]?[place], target: required["target"]?[place],
                    short: required["short"]?[place], state: state)
            }
            return rows.table(model)
        }
    }

    private func nodeTitle(_ name: String?, _ framework: Int) -> String? {
        let owner = model.frameworks[framework]
        guard let name, let node = owner.nodes.first(where: { $0.path == name }) else { return nil }
        return node.heading.title.ifWritten
    }

    // MARK: Gaps

    private func worst(_ request: GapsRequest, _ most: Int) throws(Diagnostic) -> [Table] {
        let lacking = try gaps(request, columnsRead: nil)
        let dimensions = model.rowDimensions(by: request.by)
        let members = Self.rowsByGroup(lacking, dimensions)
        let open = openTasks(toward: request.goal)
        var masks: [[Bool]] = []
        for one in open { masks.append(try isFor(lacking, one.progress.plan)) }
        let rank = lacking["priority"]?.sortKeys() ?? []
        let playlists = try PlaylistGuide(self, request, dimensions)
        return Self.latest(lacking, dimensions).map { first in
            var rows = StepRows(lacking, dimensions, first, asOf)
            let ranked = (members[Self.key(lacking, dimensions, first)] ?? []).sorted {
                rank[$0] != rank[$1] ? rank[$0] < rank[$1] : $0 < $1
            }
            var shown: [String] = []
            for row in ranked where shown.count < most {
                let node = lacking["node"]?[row].ifPresent
                // A node that is short of two targets is one gap: the more urgent stands for both.
                let name = node ?? lacking["requirement"]?[row].ifPresent ?? ""
                if shown.contains(name) { continue }
                shown.append(name)
                rows.add(
                    .gap, name, lacking["title"]?[row].ifPresent ?? lacking["requirement"]?[row].ifPresent,
                    value: lacking["score"]?[row], target: lacking["target"]?[row], short: lacking["gap"]?[row],
                    due: lacking["due"]?[row], state: lacking["verdict"]?[row].ifPresent)
                guard let node else { continue }
                for (place, one) in open.enumerated() where masks[place][row] {
                    rows.add(tasks: one, on: node, model)
                }
                for playlist in playlists.serving(node, Self.key(lacking, dimensions, row)) {
                    rows.add(.playlist, playlist.name, playlist.title.ifWritten)
                }
            }
            return rows.table(model)
        }
    }

    // MARK: Groups

    fileprivate static func key(_ table: Table, _ dimensions: [String], _ row: Int) -> [String?] {
        dimensions.map { name in table[name].flatMap { $0[row].ifPresent } }
    }

    private static func rowsByGroup(_ table: Table, _ dimensions: [String]) -> [[String?]: [Int]] {
        Dictionary(grouping: 0..<table.rowCount) { key(table, dimensions, $0) }
    }

    /// The first row of each group, of groups that differ in nothing but the wave only of the latest.
    private static func latest(_ table: Table, _ dimensions: [String]) -> [Int] {
        let order = table["wave"]?.sortKeys()
        let others = dimensions.filter { $0 != "wave" }
        var last: [[String?]: Int] = [:]
        var found: [[String?]] = []
        for row in 0..<table.rowCount {
            let key = key(table, others, row)
            guard let known = last[key] else {
                last[key] = row
                found.append(key)
                continue
            }
            if let order, order[known] < order[row], order[row] != Column.missingKey { last[key] = row }
        }
        return found.compactMap { last[$0] }
    }
}

/// Playlists with something that is recommended to a group.
private struct PlaylistGuide {
    private let model: Model
    private let framework: Int
    private let guide: ResourceGuide
    /// By group, the resources recommended to it.
    private var recommended: [[String?]: Set<String>] = [:]

    init(_ evaluator: Evaluator, _ request: GapsRequest, _ dimensions: [String]) throws(Diagnostic) {
        model = evaluator.model
        framework = model.goals[request.goal].framework
        guide = ResourceGuide(model)
        if model.playlists.isEmpty { return }
        let advice = try evaluator.recommend(request, columnsRead: ["resource"])
        for row in 0..<advice.rowCount {
            guard let resource = advice["resource"]?[row].ifPresent else { continue }
            recommended[Evaluator.key(advice, dimensions, row), default: []].insert(resource)
        }
    }

    /// Those with a resource for the node that is recommended to the group, in the order of the resources.
    func serving(_ node: String, _ group: [String?]) -> [Heading] {
        let nodes = model.frameworks[framework].nodes
        guard let mine = recommended[group], let place = nodes.firstIndex(where: { $0.path == node }) else { return [] }
        let resources = guide.choices(for: NodeReference(framework: framework, node: place)).map(\.resource)
            .filter { mine.contains(model.resources[$0].heading.name) }
        var found: [Int] = []
        for resource in resources {
            for playlist in model.playlists.indices
            where model.playlists[playlist].resources.contains(resource) && !found.contains(playlist) {
                found.append(playlist)
            }
        }
        return found.map { model.playlists[$0].heading }
    }
}

/// The rows of one group.
private struct StepRows {
    enum Part: String { case level, next, needs, gap, task, playlist }

    private let dimensions: [Column]
    private let asOf: CalendarDate?
    private var parts: [String] = []
    private var items: [String?] = []
    private var titles: [String?] = []
    private var values: [Cell] = []
    private var targets: [Cell] = []
    private var shorts: [Cell] = []
    private var dues: [Cell] = []
    private var states: [String?] = []
    private var owners: [String?] = []

    init(_ table: Table, _ dimensions: [String], _ row: Int, _ asOf: CalendarDate?) {
        self.dimensions = dimensions.compactMap { table[$0]?.taking([row]) }
        self.asOf = asOf
    }

    mutating func add(
        _ part: Part, _ item: String?, _ title: String?, value: Cell? = nil, target: Cell? = nil, short: Cell? = nil,
        due: Cell? = nil, state: String? = nil, owner: String? = nil
    ) {
        parts.append(part.rawValue)
        items.append(item)
        titles.append(title)
        values.append(value ?? .missing(nil))
        targets.append(target ?? .missing(nil))
        shorts.append(short ?? .missing(nil))
        dues.append(due ?? .missing(nil))
        states.append(state)
        owners.append(owner)
    }

    mutating func add(tasks open: OpenTasks, on node: String, _ model: Model) {
        let plan = open.progress.plan
        let nodes = model.frameworks[plan.framework].nodes
        guard let place = nodes.firstIndex(where: { $0.path == node }) else { return }
        for task in open.tasks[place] ?? [] {
            let planned = plan.tasks[task]
            var state = open.progress.state(task)?.rawValue
            if let days = open.progress.daysLate(task) { state = "late by \(days) \(days == 1 ? "day" : "days")" }
            let waits = open.progress.waitsFor(task).map { plan.tasks[$0].heading.name }
            if state == "waiting" { state = "waiting for " + waits.joined(separator: ", ") }
            add(
                .task, planned.heading.name, planned.heading.title.ifWritten, due: planned.due.map { .date($0) },
                state: state, owner: planned.owner.map { model.roles[$0].heading.name })
        }
    }

    func table(_ model: Model) -> Table {
        func numbers(_ name: String, _ cells: [Cell], _ type: ColumnType = .number) -> Column {
            Column(name, type, of: cells) { if case .integer(let count) = $0 { .number(Double(count)) } else { $0 } }
        }
        return Table(
            dimensions.map { $0.taking(parts.map { _ in 0 }) } + [
                model.column("part", .text, parts), model.column("item", .text, items),
                model.column("title", .text, titles), numbers("value", values), numbers("target", targets),
                numbers("short", shorts), numbers("due", dues, .date), model.column("state", .text, states),
                model.column("owner", .text, owners),
                numbers("as_of", parts.map { _ in asOf.map { .date($0) } ?? .missing(nil) }, .date),
            ])
    }

    /// The same with all dimensions, where the table lacks one: a score of all sources has none of its own.
    static func padded(_ table: Table, dimensions: [Column]) -> Table {
        var columns = table.columns
        for (place, dimension) in dimensions.enumerated() where table[dimension.name] == nil {
            var builder = ColumnBuilder(dimension.name, dimension.type, capacity: table.rowCount)
            for _ in 0..<table.rowCount { builder.appendMissing() }
            columns.insert(builder.finish(), at: min(place, columns.count))
        }
        return Table(columns)
    }
}
