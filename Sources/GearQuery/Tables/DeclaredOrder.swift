import GearModel
import GearScore
import GearSource
import GearTable

extension Model {
    /// For texts of a domain with a declared order (waves, layers, points) each one's place in it, what is not
    /// declared standing last; nil for what orders by its bytes.
    func ranks(of texts: [String], _ domain: ColumnType.Domain) -> [UInt32]? {
        let declared: [String]
        switch domain {
        case .wave: declared = waves.map(\.heading.name)
        case .layer: declared = frameworks.flatMap(\.layerNames)
        case .point(let scale):
            declared = scales.filter { scale.isEmpty || $0.heading.name == scale }.flatMap(\.points).map(\.code)
        case .level(let progression):
            declared = progressions.filter { progression.isEmpty || $0.heading.name == progression }.flatMap {
                $0.levels.map(\.heading.name)
            }
        case .text, .node, .source, .dimension: return nil
        }
        let places = Dictionary(zip(declared, 0...), uniquingKeysWith: { first, _ in first })
        let order = texts.indices.sorted {
            let (left, right) = (places[texts[$0]] ?? .max, places[texts[$1]] ?? .max)
            return left == right ? texts[$0].precedes(texts[$1]) : left < right
        }
        var ranks = [UInt32](repeating: 0, count: texts.count)
        for (rank, place) in order.enumerated() { ranks[place] = UInt32(rank) }
        return ranks
    }

    /// A column of texts in the order of their domain; nil is missing. Where nobody waits any longer, the rest is.
    func column(_ name: String, _ domain: ColumnType.Domain, _ cells: some Sequence<String?>) -> Column {
        var builder = ColumnBuilder(name, .coded(domain))
        var check = StopCheck()
        var isStopped = false
        for cell in cells {
            isStopped = isStopped || check.isDue()
            if let cell, !isStopped { builder.append(cell) } else { builder.appendMissing() }
        }
        let column = builder.finish()
        guard case .codes(let codes, let dictionary) = column.storage else { return column }
        return Column(
            name, column.type,
            .codes(codes, TextDictionary(dictionary.texts, ranks: ranks(of: dictionary.texts, domain))),
            states: column.states)
    }

    /// Tables below each other; what has a declared order has it over all of them.
    func concatenating(_ tables: [Table]) throws(Diagnostic) -> Table? {
        guard let whole = try Table.concatenating(tables) else { return nil }
        return Table(
            whole.columns.map { column in
                guard case .coded(let domain) = column.type, case .codes(let codes, let dictionary) = column.storage,
                    dictionary.ranks == nil, let ranks = ranks(of: dictionary.texts, domain)
                else { return column }
                return Column(
                    column.name, column.type, .codes(codes, TextDictionary(dictionary.texts, ranks: ranks)),
                    states: column.states, reasons: column.reasons)
            })
    }

    /// A column of a dimension's or an attribute's values.
    func dimensionColumn(_ name: String, _ cells: some Sequence<String?>) -> Column {
        guard numericAttributes.contains(name) else { return column(name, Responses.domain(of: name), cells) }
        var builder = ColumnBuilder(name, .number)
        for cell in cells {
            if let number = cell.flatMap({ Double($0) }) { builder.append(number) } else { builder.appendMissing() }
        }
        return builder.finish()
    }

    /// How a node is shown in a table: by its path, the framework itself by its name.
    func shownPath(_ node: NodeReference) -> String {
        let framework = frameworks[node.framework]
        return node.node == 0 ? framework.heading.name : framework.nodes[node.node].path
    }
}

extension String {
    /// nil for the empty text that stands for what was not written.
    var ifWritten: String? { isEmpty ? nil : self }
}
