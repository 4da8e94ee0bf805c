import GearModel
import GearScore
import GearSource
import GearTable

extension Evaluator {
    /// A row a group and a resource for what it lacks; columns as the model's schema.
    ///
    /// A group's gaps are gone through by their priority, and for each the resources that serve its node and suit the
    /// level that the group holds, in the order of `ResourceGuide`; before each comes what it comes `after` and suits the
    /// group as well. A resource stands once, where it is first wanted.
    func recommend(_ request: GapsRequest, columnsRead: Set<String>?) throws(Diagnostic) -> Table {
        let wantsWhy = columnsRead?.contains("why") ?? true
        let goal = model.goals[request.goal]
        let levels = levels(forResourcesOf: goal.framework, request)
        let (gaps, standings) = try gapsAndUnknowns(request, columnsRead: ["priority"], levels: levels)
        let nodes = model.frameworks[goal.framework].nodes
        let dimensions = model.rowDimensions(by: request.by)
        let held = try HeldLevels(levels, told: standings, self)
        guard let places = places(of: nodes, goal.framework, in: gaps), let nodeColumn = gaps["node"] else {
            return table(of: [], gaps, dimensions.count, wantsWhy: wantsWhy)
        }
        let guide = ResourceGuide(model)
        var choices = [[ResourceGuide.Choice]?](repeating: nil, count: nodes.count)
        let grouping = Grouping(Array(gaps.columns.prefix(dimensions.count)), rowCount: gaps.rowCount)
        let keys = dimensions.filter { $0 != "source" }.compactMap { gaps[$0] }
        let source = gaps["source"]
        let order = Self.order(gaps)
        var list = ResourceList(model, capacity: gaps.rowCount)
        let members = grouping.members
        for group in 0..<(gaps.rowCount == 0 ? 0 : members.count) {
            guard let first = members[group].first else { continue }
            let levels = held.levels(ScoreGroups.key(keys, first), source: source?[first].plainText)
            list.begin(levels)
            for row in members[group].compactMap({ order[$0] }).sorted().map(\.row) where !nodeColumn.isMissing(row) {
                let node = places[row]
                let serving =
                    choices[node] ?? guide.choices(for: NodeReference(framework: goal.framework, node: node))
                choices[node] = serving
                for choice in serving { list.add(choice, gap: row) }
            }
        }
        return table(of: list.rows, gaps, dimensions.count, wantsWhy: wantsWhy)
    }

    /// What each gap's place in its group is told by: its priority, after all others without one; nil where the gap
    /// cannot be told.
    private static func order(_ gaps: Table) -> [GapOrder?] {
        guard let isKnown = gaps[isKnown], let priority = gaps["priority"] else { return [] }
        return (0..<gaps.rowCount).map { row in
            guard isKnown[row] == .boolean(true) else { return nil }
            if case .integer(let rank) = priority[row] { return GapOrder(rank: rank, row: row) }
            return GapOrder(rank: .max, row: row)
        }
    }

    /// Where groups stand on the progressions that the framework's resources are made for.
    private func levels(forResourcesOf framework: Int, _ request: GapsRequest) -> [LevelsRequest] {
        let spans = model.resources.filter { $0.framework == framework }.flatMap(\.teaches).compactMap(\.levels)
        return Set(spans.map(\.progression)).sorted().compactMap { progression in
            model.progressions[progression].scores.map {
                LevelsRequest(
                    progression: progression, scores: $0, by: request.by, forCondition: request.forCondition)
            }
        }
    }

    private func table(of rows: [Recommendation], _ gaps: Table, _ dimensions: Int, wantsWhy: Bool) -> Table {
        let playlists = model.playlistsOfResources
        let places = rows.map(\.gap)
        func taken(_ name: String) -> [Column] { gaps[name].map { [$0.taking(places)] } ?? [] }
        var order = ColumnBuilder("place", .integer, capacity: rows.count)
        for row in rows { order.append(row.place) }
        let resources = rows.map(\.resource)
        func texts(_ name: String, _ text: (Resource) -> String?) -> Column {
            model.column(name, .text, model.resources.map(text)).taking(resources)
        }
        return Table(
            gaps.columns.prefix(dimensions).map { $0.taking(places) } + taken("priority") + taken("requirement")
                + taken("node") + taken("title") + taken("gap") + [
                    order.finish(),
                    texts("resource", \.heading.name),
                    texts("resource_title") { $0.heading.title.ifWritten },
                    texts("kind", \.kind),
                    Self.minutes(model.resources.map(\.minutes)).taking(resources),
                    texts("url", \.url),
                    model.column(
                        "playlists", .text, model.resources.indices.map { playlists[$0]?.joined(separator: ", ") }
                    ).taking(resources),
                    model.column("why", .text, wantsWhy ? Reasons(model, gaps).texts(rows) : rows.map { _ in nil }),
                ])
    }
}

/// By priority, equal ones as they come.
private struct GapOrder: Comparable {
    let rank: Int
    let row: Int

    static func < (left: GapOrder, right: GapOrder) -> Bool {
        left.rank != right.rank ? left.rank < right.rank : left.row < right.row
    }
}

/// A resource for a group.
private struct Recommendation {
    let resource: Int
    /// The row of the gap where it is first wanted.
    let gap: Int
    /// Its place in the group's list, from 1.
    let place: Int
    /// Why it is wanted, and what else it serves: mostly nothing, which takes no memory.
    let reason: Reason
    var others: [Reason] = []
    let suits: Suits

    enum Reason {
        /// A row of the gaps that it serves.
        case gap(Int)
        /// It comes before another resource.
        case before(Int)
    }

    /// For which levels it is, and which of them the group holds or may hold; no span if it is for everybody.
    struct Suits: Equatable {
        var span: LevelSpan?
        var held: ClosedRange<Int>?
    }
}

/// What resources are recommended for, in words.
private struct Reasons: Sendable {
    let model: Model
    let requirement: Column?
    let gap: Column?

    init(_ model: Model, _ gaps: Table) {
        self.model = model
        requirement = gaps["requirement"]
        gap = gaps["gap"]
    }

    /// Texts take the longest of all, so they are shared out.
    func texts(_ rows: [Recommendation]) -> [String?] {
        let pieces = min(8, max(1, rows.count / 1024))
        return Threads.map(pieces) { piece in
            texts(rows[rows.count * piece / pieces..<rows.count * (piece + 1) / pieces])
        }.flatMap { $0 }
    }

    private func texts(_ rows: ArraySlice<Recommendation>) -> [String] {
        // Neighbours are of one group, and so mostly of the same levels.
        var levels: (suits: Recommendation.Suits, text: String) = (Recommendation.Suits(), "")
        return rows.map { row in
            var why = ""
            why.reserveCapacity(100)
            add(row.reason, to: &why)
            for other in row.others {
                why += "; "
                add(other, to: &why)
            }
            guard let span = row.suits.span else { return why }
            if levels.suits != row.suits { levels = (row.suits, "; " + model.text(span, row.suits.held)) }
            why += levels.text
            return why
        }
    }

    private func add(_ reason: Recommendation.Reason, to text: inout String) {
        switch reason {
        case .gap(let row): gap?[row].add(shortOf: requirement?[row].plainText ?? "", to: &text)
        case .before(let resource):
            text += "before "
            text += model.resources[resource].heading.name
        }
    }
}

extension Model {
    /// `for a..b, holds b`
    fileprivate func text(_ span: LevelSpan, _ held: ClosedRange<Int>?) -> String {
        guard let held else { return "for \(text(span)), level not known" }
        let level = text(LevelSpan(progression: span.progression, first: held.lowerBound, last: held.upperBound))
        return "for \(text(span)), \(held.count == 1 ? "holds" : "may hold") \(level)"
    }
}

/// The groups' lists, one after another.
private struct ResourceList {
    private(set) var rows: [Recommendation] = []
    private let model: Model
    /// For each resource what it comes `after`.
    private let after: [[Int]]
    private var levels: [Int: ClosedRange<Int>] = [:]
    /// Where the group's list begins.
    private var start = 0
    /// For each resource its last row; one before `start` is of another group.
    private var places: [Int]

    init(_ model: Model, capacity: Int) {
        self.model = model
        rows.reserveCapacity(capacity)
        after = model.resources.map(\.after)
        places = [Int](repeating: -1, count: model.resources.count)
    }

    /// Begins the list of a group that holds these levels.
    mutating func begin(_ levels: [Int: ClosedRange<Int>]) {
        self.levels = levels
        start = rows.count
    }

    mutating func add(_ choice: ResourceGuide.Choice, gap: Int) {
        guard let suits = suits(choice.spans) else { return }
        let place = places[choice.resource]
        if place >= start {
            rows[place].others.append(.gap(gap))
            return
        }
        if after[choice.resource].isEmpty {
            return append(choice.resource, gap, .gap(gap), suits)
        }
        // What comes before it, deepest first; without recursion, since a chain may be long.
        var stack: [(resource: Int, next: Int, reason: Recommendation.Reason, suits: Recommendation.Suits)] = [
            (choice.resource, 0, .gap(gap), suits)
        ]
        var open: Set = [choice.resource]
        while let top = stack.last {
            let befores = after[top.resource]
            guard top.next < befores.count else {
                append(top.resource, gap, top.reason, top.suits)
                stack.removeLast()
                continue
            }
            stack[stack.count - 1].next += 1
            let before = befores[top.next]
            guard places[before] < start, let suits = self.suits(model.resources[before].teaches.map(\.levels)),
                open.insert(before).inserted
            else { continue }
            stack.append((before, 0, .before(top.resource), suits))
        }
    }

    private mutating func append(
        _ resource: Int, _ gap: Int, _ reason: Recommendation.Reason, _ suits: Recommendation.Suits
    ) {
        places[resource] = rows.count
        rows.append(
            Recommendation(resource: resource, gap: gap, place: rows.count - start + 1, reason: reason, suits: suits))
    }

    /// Which levels of a resource the group holds or may hold; nil if it is for others.
    private func suits(_ spans: [LevelSpan?]) -> Recommendation.Suits? {
        if spans.isEmpty || spans.contains(where: { $0 == nil }) { return Recommendation.Suits() }
        for case let span? in spans {
            guard let held = levels[span.progression] else { return Recommendation.Suits(span: span) }
            if held.overlaps(span.first...span.last) { return Recommendation.Suits(span: span, held: held) }
        }
        return nil
    }
}

/// The levels that groups hold on the progressions that resources are made for.
private struct HeldLevels {
    /// By group without its source, then by source.
    private var known: [Int: [String: [String: ClosedRange<Int>]]] = [:]

    /// - Parameter told: By progression, as far as they are known already.
    init(_ requests: [LevelsRequest], told: [Int: Standing], _ evaluator: Evaluator) throws(Diagnostic) {
        for request in requests {
            let standing =
                if let known = told[request.progression] { known } else { try evaluator.standing(request) }
            let groups = standing.fulfilment.groups
            var bounds: [String: [String: ClosedRange<Int>]] = [:]
            for (group, key) in standing.fulfilment.scores.keys.enumerated() {
                let (least, most) = standing.bounds(of: group)
                bounds[key, default: [:]][groups["source"]?[group].plainText ?? ""] = least...most
            }
            known[request.progression] = bounds
        }
    }

    /// For each progression the levels that a group holds or may hold: by its own source, else by the only one.
    func levels(_ key: String, source: String?) -> [Int: ClosedRange<Int>] {
        known.compactMapValues { groups in
            guard let bySource = groups[key] else { return nil }
            return bySource[source ?? ""] ?? (bySource.count == 1 ? bySource.first?.value : nil)
        }
    }
}
