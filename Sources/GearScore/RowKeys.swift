import GearModel
import GearTable

/// The columns that say what a row is about: values of dimensions, and the node.
struct RowKeys {
    let plan: ScorePlan
    /// Texts by rank of each dimension of the rows.
    let values: [[String]]

    /// A dimension's column for runs of rows with one key; a rank beyond the values is missing.
    func column(of place: Int, _ runs: [(key: [UInt32], count: Int)]) -> Column {
        let name = plan.rowDimensions[place]
        let missing = UInt32(values[place].count)
        var codes: [UInt32] = []
        var states: [UInt8] = []
        codes.reserveCapacity(runs.reduce(0) { $0 + $1.count })
        let hasMissing = runs.contains { $0.key[place] >= missing }
        for (key, count) in runs {
            let rank = key[place]
            codes.append(contentsOf: repeatElement(rank < missing ? rank : 0, count: count))
            if hasMissing { states.append(contentsOf: repeatElement(rank < missing ? 0 : 1, count: count)) }
        }
        if plan.model.numbers.contains(name) {
            let numbers = values[place].map { Double($0) ?? .nan }
            return Column(
                name, .number, .numbers(codes.map { numbers.isEmpty ? .nan : numbers[Int($0)] }), states: states)
        }
        // Ranks are the order of output: by start for waves, by bytes for the rest.
        let texts = values[place].isEmpty ? [""] : values[place]
        return Column(name, Self.type(of: name), .codes(codes, TextDictionary(declared: texts)), states: states)
    }

    /// The names of the sources that each row combines: `team + teacher`.
    func sourceColumn(_ rows: [[Int]]) -> Column {
        var builder = ColumnBuilder("source", .source)
        for sources in rows {
            let names = sources.map { plan.model.sources[$0].heading.name }
            if names.isEmpty { builder.appendMissing() } else { builder.append(names.joined(separator: " + ")) }
        }
        return builder.finish()
    }

    static func type(of dimension: String) -> ColumnType {
        switch dimension {
        case "source": .source
        case "wave": .wave
        default: .dimension(dimension)
        }
    }

    /// node, layer, title; `nodes` are positions in the framework.
    func columns(of nodes: [Int]) -> [Column] {
        let all = plan.model.nodes
        let paths = all.map { $0.path.isEmpty ? $0.heading.name : $0.path }
        let (layers, layerOf) = Self.distinct(all.map(\.layer))
        let (titles, titleOf) = Self.distinct(all.map(\.heading.title))
        return [
            Column("node", .node, .codes(nodes.map { UInt32($0) }, TextDictionary(declared: paths))),
            Column("layer", .layer, .codes(nodes.map { layerOf[$0] }, TextDictionary(declared: layers))),
            Column("title", .text, .codes(nodes.map { titleOf[$0] }, TextDictionary(titles))),
        ]
    }

    /// The different texts in order of first sight, and for each text its place among them.
    static func distinct(_ texts: [String]) -> (texts: [String], places: [UInt32]) {
        var found: [String: UInt32] = [:]
        var order: [String] = []
        let places = texts.map { text -> UInt32 in
            if let place = found[text] { return place }
            let place = UInt32(order.count)
            found[text] = place
            order.append(text)
            return place
        }
        return (order, places)
    }
}
