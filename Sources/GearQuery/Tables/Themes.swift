import GearModel
import GearTable

extension Evaluator {
    /// A row a theme's entry and a node in it, one for an entry without nodes; columns as `TableSchema.themes`.
    func themes() -> Table {
        var members: [ThemeReference: [NodeReference]] = [:]
        for reference in model.nodeReferences {
            for theme in model.frameworks[reference.framework].nodes[reference.node].themes {
                members[theme, default: []].append(reference)
            }
        }
        var rows: [(theme: String, entry: Heading, node: NodeReference?)] = []
        for (place, theme) in model.themes.enumerated() {
            for (entryPlace, entry) in theme.entries.enumerated() {
                let nodes = members[ThemeReference(theme: place, entry: entryPlace)] ?? []
                if nodes.isEmpty { rows.append((theme.heading.name, entry, nil)) }
                rows += nodes.map { (theme.heading.name, entry, $0) }
            }
        }
        return Table([
            model.column("theme", .text, rows.map(\.theme)),
            model.column("entry", .text, rows.map(\.entry.name)),
            model.column("title", .text, rows.map(\.entry.title.ifWritten)),
            model.column("node", .node, rows.map { $0.node.map(model.shownPath) }),
        ])
    }
}
