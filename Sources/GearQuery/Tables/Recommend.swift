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
        let gaps = try gapsAndUnknowns(request, columnsRead: ["priority"])
        let goal = model.goals[request.goal]
        let nodes = model.frameworks[goal.framework].nodes
        let dimensions = model.rowDimensions(by: request.by)
        let held = try HeldLevels(request, goal.framework, self)
        guard let places = places(of: nodes, goal.framework, in: gaps), let nodeColumn = gaps["node"] else {
            return table(of: [], gaps, dimensions.count)
        }
        let guide = ResourceGuide(model)
        var choices = [[ResourceGuide.Choice]?](repeating: nil, count: nodes.count)
        let reasons = columnsRead?.contains("why") == false ? nil : Self.reasons(gaps)
        let grouping = Grouping(Array(gaps.columns.prefix(dimensions.count)), rowCount: gaps.rowCount)
        let keys = dimensions.filter { $0 != "source" }.compactMap { gaps[$0] }
        let source = gaps["source"]
        let order = Self.order(gaps)
        var rows: [Recommendation] = []
        let members = grouping.members
        for group in 0..<(gaps.rowCount == 0 ? 0 : members.count) {
            guard let first = members[group].first else { continue }
            let levels = held.levels(ScoreGroups.key(keys, first), source: source?[first].plainText)
            var list = ResourceList(model, levels)
            for row in members[group].filter({ order[$0] != nil }).sorted(by: {
                (order[$0] ?? 0, $0) < (order[$1] ?? 0, $1)
            }) where !nodeColumn.isMissing(row) {
                let node = places[row]
                let serving =
                    choices[node] ?? guide.choices(for: NodeReference(framework: goal.framework, node: node))
                choices[node] = serving
                for choice in serving { list.add(choice, gap: row, reason: reasons?[row] ?? "") }
            }
            rows += list.rows
        }
        return table(of: rows, gaps, dimensions.count)
    }

    /// What each gap's place in its group is told by: its priority, after all others without one; nil where the gap
    /// cannot be told.
    private static func order(_ gaps: Table) -> [Int?] {
        guard let isKnown = gaps[isKnown], let priority = gaps["priority"] else { return [] }
        return (0..<gaps.rowCount).map { row in
            guard isKnown[row] == .boolean(true) else { return nil }
            if case .integer(let rank) = priority[row] { return rank }
            return .max
        }
    }

    private static func reasons(_ gaps: Table) -> [String]? {
        guard let requirement = gaps["requirement"], let gap = gaps["gap"] else { return nil }
        return (0..<gaps.rowCount).map { gap[$0].text(shortOf: requirement[$0].plainText) }
    }

    private func table(of rows: [Recommendation], _ gaps: Table, _ dimensions: Int) -> Table {
        let playlists = model.playlistsOfResources
        let places = rows.map(\.gap)
        func taken(_ name: String) -> [Column] { gaps[name].map { [$0.taking(places)] } ?? [] }
        var order = ColumnBuilder("place", .integer, capacity: rows.count)
        for row in rows { order.append(row.place) }
        func resource(_ row: Recommendation) -> Resource { model.resources[row.resource] }
        return Table(
            gaps.columns.prefix(dimensions).map { $0.taking(places) } + taken("priority") + taken("requirement")
                + taken("node") + taken("title") + taken("gap") + [
                    order.finish(),
                    model.column("resource", .text, rows.map { resource($0).heading.name }),
                    model.column("resource_title", .text, rows.map { resource($0).heading.title.ifWritten }),
                    model.column("kind", .text, rows.map { resource($0).kind }),
                    Self.minutes(rows.map { resource($0).minutes }),
                    model.column("url", .text, rows.map { resource($0).url }),
                    model.column("playlists", .text, rows.map { playlists[$0.resource]?.joined(separator: ", ") }),
                    model.column("why", .text, rows.map(\.why)),
                ])
    }
}

/// A resource for a group.
private struct Recommendation {
    let resource: Int
    /// The row of the gap where it is first wanted.
    let gap: Int
    /// Its place in the group's list, from 1.
    let place: Int
    var reasons: [String]
    /// The levels that it is for and that the group holds; empty if it is for everybody.
    let suits: String

    var why: String { (reasons + (suits.isEmpty ? [] : [suits])).joined(separator: "; ") }
}

/// One group's list.
private struct ResourceList {
    private(set) var rows: [Recommendation] = []
    private let model: Model
    private let levels: [Int: ClosedRange<Int>]
    private var places: [Int: Int] = [:]

    init(_ model: Model, _ levels: [Int: ClosedRange<Int>]) {
        self.model = model
        self.levels = levels
    }

    mutating func add(_ choice: ResourceGuide.Choice, gap: Int, reason: String) {
        guard let suits = suits(choice.spans) else { return }
        if let place = places[choice.resource] {
            rows[place].reasons.append(reason)
            return
        }
        // What comes before it, deepest first; without recursion, since a chain may be long.
        var stack: [(resource: Int, next: Int, reason: String, suits: String)] = [(choice.resource, 0, reason, suits)]
        var open: Set = [choice.resource]
        while let top = stack.last {
            let resource = model.resources[top.resource]
            guard top.next < resource.after.count else {
                places[top.resource] = rows.count
                rows.append(
                    Recommendation(
                        resource: top.resource, gap: gap, place: rows.count + 1, reasons: [top.reason],
                        suits: top.suits))
                stack.removeLast()
                continue
            }
            stack[stack.count - 1].next += 1
            let before = resource.after[top.next]
            guard places[before] == nil, let suits = self.suits(model.resources[before].teaches.map(\.levels)),
                open.insert(before).inserted
            else { continue }
            stack.append((before, 0, "before \(resource.heading.name)", suits))
        }
    }

    /// Which levels of a resource the group holds or may hold, in words; empty if it is for everybody, nil if for others.
    private func suits(_ spans: [LevelSpan?]) -> String? {
        if spans.isEmpty || spans.contains(nil) { return "" }
        for case let span? in spans {
            guard let held = levels[span.progression] else { return "for \(model.text(span)), level not known" }
            guard held.overlaps(span.first...span.last) else { continue }
            let level = model.text(
                LevelSpan(progression: span.progression, first: held.lowerBound, last: held.upperBound))
            return "for \(model.text(span)), \(held.count == 1 ? "holds" : "may hold") \(level)"
        }
        return nil
    }
}

/// The levels that groups hold on the progressions that resources are made for.
private struct HeldLevels {
    /// By group without its source, then by source.
    private var known: [Int: [String: [String: ClosedRange<Int>]]] = [:]

    init(_ request: GapsRequest, _ framework: Int, _ evaluator: Evaluator) throws(Diagnostic) {
        let model = evaluator.model
        let spans = model.resources.filter { $0.framework == framework }.flatMap(\.teaches).compactMap(\.levels)
        for progression in Set(spans.map(\.progression)).sorted() {
            guard let scores = model.progressions[progression].scores else { continue }
            let standing = try evaluator.standing(
                LevelsRequest(
                    progression: progression, scores: scores, by: request.by, forCondition: request.forCondition))
            let groups = standing.fulfilment.groups
            for (group, key) in standing.fulfilment.scores.keys.enumerated() {
                let bounds = standing.bounds(of: group)
                known[progression, default: [:]][key, default: [:]][groups["source"]?[group].plainText ?? ""] =
                    bounds.least...bounds.most
            }
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
