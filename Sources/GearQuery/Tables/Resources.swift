import GearModel
import GearTable

extension Evaluator {
    /// A row a resource and a node that it teaches, one for a resource without; columns as `TableSchema.resources`.
    func resources() -> Table {
        let playlists = model.playlistsOfResources
        let rows = model.resources.indices.flatMap { place -> [(place: Int, teaching: Teaching?)] in
            let teaches = model.resources[place].teaches
            return teaches.isEmpty ? [(place, nil)] : teaches.map { (place, $0) }
        }
        func resource(_ row: (place: Int, teaching: Teaching?)) -> Resource { model.resources[row.place] }
        var vetted = ColumnBuilder("vetted", .date, capacity: rows.count)
        for row in rows { vetted.append(resource(row).vetted.map { .date($0) } ?? .missing(nil)) }
        return Table([
            model.column("resource", .text, rows.map { resource($0).heading.name }),
            model.column("title", .text, rows.map { resource($0).heading.title.ifWritten }),
            model.column("kind", .text, rows.map { resource($0).kind }),
            model.column("url", .text, rows.map { resource($0).url }),
            Self.minutes(rows.map { resource($0).minutes }),
            vetted.finish(),
            model.column(
                "node", .node,
                rows.map { row in
                    row.teaching.map {
                        model.shownPath(NodeReference(framework: resource(row).framework, node: $0.node))
                    }
                }),
            model.column("levels", .text, rows.map { $0.teaching?.levels.map(model.text) }),
            model.column("after", .text, rows.map { resource($0).after.names(model) }),
            model.column("playlists", .text, rows.map { playlists[$0.place]?.joined(separator: ", ") }),
        ])
    }

    /// A row a playlist and a resource in it, in order; columns as `TableSchema.playlists`.
    func playlists() -> Table {
        let rows = model.playlists.flatMap { playlist in
            playlist.resources.enumerated().map {
                (playlist: playlist.heading, place: $0.offset + 1, resource: $0.element)
            }
        }
        var places = ColumnBuilder("place", .integer, capacity: rows.count)
        for row in rows { places.append(row.place) }
        return Table([
            model.column("playlist", .text, rows.map(\.playlist.name)),
            model.column("title", .text, rows.map(\.playlist.title.ifWritten)),
            places.finish(),
            model.column("resource", .text, rows.map { model.resources[$0.resource].heading.name }),
            model.column("resource_title", .text, rows.map { model.resources[$0.resource].heading.title.ifWritten }),
            Self.minutes(rows.map { model.resources[$0.resource].minutes }),
        ])
    }

    static func minutes(_ cells: [Double?]) -> Column {
        var builder = ColumnBuilder("minutes", .number, capacity: cells.count)
        for cell in cells { builder.append(cell.map { .number($0) } ?? .missing(nil)) }
        return builder.finish()
    }
}

/// Which resources serve which nodes.
struct ResourceGuide {
    struct Choice {
        let resource: Int
        /// By way of the node itself, and not only of something in it.
        let isExact: Bool
        /// The teachings that serve the node.
        let spans: [LevelSpan?]
    }
    private let model: Model

    init(_ model: Model) { self.model = model }

    /// Those that teach a node or what lies in it: first the former, then the shorter, then as declared; those of
    /// unknown length last.
    func choices(for node: NodeReference) -> [Choice] {
        let end = max(model.frameworks[node.framework].nodes[node.node].end, node.node + 1)
        let choices = model.resources.indices.compactMap { place -> Choice? in
            let resource = model.resources[place]
            guard resource.framework == node.framework else { return nil }
            let serving = resource.teaches.filter { (node.node..<end).contains($0.node) }
            guard !serving.isEmpty else { return nil }
            return Choice(
                resource: place, isExact: serving.contains { $0.node == node.node }, spans: serving.map(\.levels))
        }
        return choices.sorted { left, right in
            if left.isExact != right.isExact { return left.isExact }
            let lengths = [left, right].map { model.resources[$0.resource].minutes ?? .infinity }
            return lengths[0] == lengths[1] ? left.resource < right.resource : lengths[0] < lengths[1]
        }
    }
}

extension [Int] {
    /// The names of resources; nil if there are none.
    func names(_ model: Model) -> String? {
        isEmpty ? nil : map { model.resources[$0].heading.name }.joined(separator: ", ")
    }
}
