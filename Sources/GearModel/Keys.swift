extension Model {
    /// The columns that tell the rows of a table apart, with what goes with them, such as a node's title.
    package func keys(of table: TableSource) -> [String] {
        switch table {
        case .nodes: return ["node", "layer", "kind", "title", "parent", "depth", "framework"]
        case .questions: return ["survey", "question", "section", "title", "node", "kind"]
        case .scales: return ["scale", "point", "label", "kind"]
        case .themes: return ["theme", "entry", "title", "node"]
        case .descriptors: return ["owner", "kind", "part", "title", "level"]
        case .coverage: return ["node", "layer", "title"]
        case .roles: return [Dimension.ofRoles, "title", "framework"]
        case .tasks: return ["plan", "focus", "task", "title"]
        case .resources: return ["resource", "title", "kind", "url", "node"]
        case .playlists: return ["playlist", "title", "resource", "resource_title"]
        case .crosswalk: return ["framework", "node", "layer", "title", "other", "other_title"]
        case .answers: return ["survey", "respondent"] + dimensionColumns.map(\.name) + ["question"]
        case .responses(let by, _): return rowDimensions(by: by)
        case .scores(let request): return rowDimensions(by: request.by) + Self.ofNode
        case .strengths(let request): return rowDimensions(by: request.by) + Self.ofNode
        case .frontier(let request): return rowDimensions(by: request.by) + Self.ofNode
        case .similar(let request, let dimension): return rowDimensions(by: request.by) + [dimension, "other"]
        case .promises(let request): return rowDimensions(by: request.by) + ["plan", "task", "node", "title"]
        case .levels(let request): return rowDimensions(by: request.by)
        case .requirements(let request):
            return rowDimensions(by: request.by) + ["level", "step", "requirement", "node"]
        case .gaps(let request), .forecast(let request):
            return rowDimensions(by: request.by) + ["reach", "due", "requirement", "node", "title"]
        case .recommend(let request):
            return rowDimensions(by: request.by) + [
                "requirement", "node", "title", "resource", "resource_title", "kind", "url",
            ]
        case .statistics: return schema(of: table).columns.filter { $0.type.tellsRowsApart }.map(\.name)
        case .query(let query): return query.keys
        }
    }

    private static let ofNode = ["node", "layer", "title"]
}

extension Type {
    /// Names of things, and no measurements of them.
    fileprivate var tellsRowsApart: Bool {
        switch self {
        case .node, .layer, .wave, .source, .question, .dimension, .text: true
        default: false
        }
    }
}

extension ResolvedStage {
    /// The columns that tell rows apart after it.
    func keys(of before: [String]) -> [String] {
        switch self {
        case .where, .sort, .take, .whatIf: return before
        case .select(let terms):
            return terms.compactMap { term in
                if case .column(let name) = term.term.kind, before.contains(name) { term.name } else { nil }
            }
        case .derive(let terms): return before.filter { name in !terms.contains { $0.name == name } }
        case .group(_, let keys): return keys
        case .join(let other, let keys, _): return before + other.keys.filter { !keys.contains($0) }
        case .pivot(let value, let by, _): return before.filter { $0 != value && $0 != by }
        case .chart(let chart):
            // The others have a column for each value of what runs across.
            return chart.keys + (chart.kind == .lines ? [chart.across].compactMap(\.self) : [])
        }
    }
}
