import GearModel
import GearTable

extension Outline {
    /// A row for the framework, one for each node with all that is above it, one for each theme and entry. Columns in
    /// which nothing would stand are left out.
    package var table: Table {
        var rows: [[String: String]] = [heading]
        let deepest = nodes.indices.filter { !nodes[$0].isLookfor }.map { steps(to: $0).count }.max() ?? 0
        let headers = levelHeaders(max(deepest, 1))
        for place in nodes.indices { rows.append(row(place, headers)) }
        for theme in themes {
            rows.append(Self.row(theme, theme.name))
            for entry in theme.entries { rows.append(Self.row(entry, theme.name + "." + entry.name)) }
        }
        let columns =
            [OutlineHeader.framework] + headers + [OutlineHeader.lookfor]
            + OutlineHeader.Attribute.allCases.map(\.rawValue)
        return Table(texts: columns.filter { column in rows.contains { $0[column] != nil } }, rows)
    }

    private var heading: [String: String] {
        var row = [
            OutlineHeader.framework: WrittenTitle.cell(title, name: name), OutlineHeader.Attribute.name.rawValue: name,
        ]
        row[OutlineHeader.Attribute.notes.rawValue] = doc
        row[OutlineHeader.Attribute.version.rawValue] = version
        row[OutlineHeader.Attribute.license.rawValue] = license
        if !layers.isEmpty { row[OutlineHeader.Attribute.layers.rawValue] = layers.joined(separator: ", ") }
        return row
    }

    /// The places of all nodes from the top to one.
    private func steps(to node: Int) -> [Int] {
        var steps: [Int] = []
        var next: Int? = node
        while let place = next {
            steps.append(place)
            next = nodes[place].parent
        }
        return steps.reversed()
    }

    private func row(_ place: Int, _ headers: [String]) -> [String: String] {
        let node = nodes[place]
        var row: [String: String] = [:]
        for (depth, step) in steps(to: place).enumerated() {
            let header = nodes[step].isLookfor ? OutlineHeader.lookfor : headers[depth]
            row[header] = WrittenTitle.cell(nodes[step].title, name: nodes[step].name)
        }
        row[OutlineHeader.Attribute.name.rawValue] = node.name
        row[OutlineHeader.Attribute.weight.rawValue] = node.weight?.decimal
        row[OutlineHeader.Attribute.notes.rawValue] = node.doc
        for (attribute, list) in [
            (OutlineHeader.Attribute.buildsOn, node.buildsOn), (.theme, node.themes), (.formerly, node.formerly),
        ] where !list.isEmpty {
            row[attribute.rawValue] = list.joined(separator: "; ")
        }
        return row
    }

    private static func row(_ theme: Theme, _ path: String) -> [String: String] {
        var row = [
            OutlineHeader.Attribute.theme.rawValue: WrittenTitle.cell(theme.title, name: theme.name),
            OutlineHeader.Attribute.name.rawValue: path,
        ]
        row[OutlineHeader.Attribute.notes.rawValue] = theme.doc
        return row
    }

    /// As the layers are called; by number where a layer is called like another column.
    private func levelHeaders(_ count: Int) -> [String] {
        if layers.isEmpty {
            return (0..<count).map { $0 < 3 ? OutlineHeader.levels[$0] : "\(OutlineHeader.levels[2]) \($0 - 1)" }
        }
        let others =
            OutlineHeader.Attribute.allCases.map(\.rawValue) + [OutlineHeader.framework, OutlineHeader.lookfor]
        let last = layers[layers.count - 1]
        let named = (0..<count).map { $0 < layers.count ? layers[$0] : "\(last)\($0 - layers.count + 2)" }
        let folded = (named + others).map(\.foldedHeader)
        let isClear = !folded.contains("") && Set(folded).count == folded.count
        return isClear ? named : (0..<count).map { "Level \($0 + 1)" }
    }
}

extension Table {
    /// Texts by column; what a row lacks is missing.
    init(texts columns: [String], _ rows: [[String: String]]) {
        self.init(
            columns.map { column in
                var builder = ColumnBuilder(column, .text, capacity: rows.count)
                for row in rows {
                    if let text = row[column] { builder.append(text) } else { builder.appendMissing() }
                }
                return builder.finish()
            })
    }
}
