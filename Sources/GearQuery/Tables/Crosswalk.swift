import GearModel
import GearTable

extension Evaluator {
    /// A row a node of either framework and a counterpart, one for a node without; columns as `TableSchema.crosswalk`.
    ///
    /// `covered` says how much of the node the other framework has: `whole` if an entry makes it, or what it lies in,
    /// the same as or a part of something, or if that is so of all its children; `partly` if an entry says anything
    /// else of it, or anything of what lies in it; else `no`.
    func crosswalk(_ position: Int) -> Table {
        struct Row {
            let framework: Int
            let node: Int
            let entry: Correspondence?
            let onto: Int
            let covered: String
        }
        var rows: [Row] = []
        let crosswalk = model.crosswalks[position]
        for side in [crosswalk.from, crosswalk.to] {
            guard let reading = model.reading(position, from: side) else { continue }
            let entries = Dictionary(grouping: reading.entries, by: \.node)
            let covered = Self.cover(model.frameworks[side], entries)
            for node in model.frameworks[side].nodes.indices {
                guard let covered = covered[node] else { continue }
                let own: [Correspondence?] = entries[node] ?? [nil]
                rows += own.map {
                    Row(framework: side, node: node, entry: $0, onto: reading.onto, covered: covered)
                }
            }
        }
        func node(_ row: Row) -> Node { model.frameworks[row.framework].nodes[row.node] }
        func other(_ row: Row) -> NodeReference? {
            row.entry.map { NodeReference(framework: row.onto, node: $0.other) }
        }
        var confidence = ColumnBuilder("confidence", .number, capacity: rows.count)
        for row in rows { confidence.append(row.entry?.confidence.map { .number($0) } ?? .missing(nil)) }
        return Table([
            model.column("framework", .text, rows.map { model.frameworks[$0.framework].heading.name }),
            model.column(
                "node", .node, rows.map { model.shownPath(NodeReference(framework: $0.framework, node: $0.node)) }),
            model.column("layer", .layer, rows.map { node($0).layer }),
            model.column("title", .text, rows.map { node($0).heading.title.ifWritten }),
            model.column("relation", .text, rows.map { $0.entry?.relation.rawValue }),
            model.column("other", .node, rows.map { other($0).map(model.shownPath) }),
            model.column(
                "other_title", .text,
                rows.map { row in
                    other(row).flatMap { model.frameworks[$0.framework].nodes[$0.node].heading.title.ifWritten }
                }),
            confidence.finish(),
            model.column("remark", .text, rows.map { $0.entry?.remark.ifWritten }),
            model.column("covered", .text, rows.map(\.covered)),
        ])
    }

    /// For each node how much of it the entries find a place for; nil for the framework itself and for look-fors that
    /// no entry names.
    private static func cover(_ framework: Framework, _ entries: [Int: [Correspondence]]) -> [String?] {
        let nodes = framework.nodes
        let takesPart = framework.takingPart(named: Set(entries.keys))
        var isWhole = nodes.indices.map { node in
            entries[node]?.contains { $0.relation == .same || $0.relation == .partOf } ?? false
        }
        for node in nodes.indices.dropFirst() where isWhole[nodes[node].parent] { isWhole[node] = true }
        var isPartly = nodes.indices.map { entries[$0] != nil }
        var open = [Bool](repeating: false, count: nodes.count)
        var hasChildren = open
        for node in nodes.indices.dropFirst().reversed() where takesPart[node] {
            if hasChildren[node], !open[node] { isWhole[node] = true }
            let parent = nodes[node].parent
            hasChildren[parent] = true
            open[parent] = open[parent] || !isWhole[node]
            isPartly[parent] = isPartly[parent] || isWhole[node] || isPartly[node]
        }
        return nodes.indices.map { node in
            guard takesPart[node], node > 0 || entries[0] != nil else { return nil }
            return isWhole[node] ? "whole" : isPartly[node] ? "partly" : "no"
        }
    }
}
