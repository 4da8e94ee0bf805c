import GearModel
import GearScore

extension ResolvedQuery {
    /// The columns of its first table that its stages read or show; nil for all of them.
    ///
    /// What costs much and is not read (the errors and intervals of scores) need not be computed.
    package var columnsRead: Set<String>? {
        var read: Set<String> = []
        for stage in stages {
            switch stage {
            case .where(let condition): read.formUnion(condition.columns)
            case .derive(let definitions): read.formUnion(definitions.flatMap(\.term.columns))
            case .sort(let keys): read.formUnion(keys.map(\.column))
            case .take: break
            case .join(_, let keys, _): read.formUnion(keys)
            case .select(let definitions):
                read.formUnion(definitions.flatMap(\.term.columns))
                return read
            case .group(let definitions, let keys):
                read.formUnion(definitions.flatMap(\.term.columns))
                return read.union(keys)
            case .chart(let chart): return read.union(chart.columns)
            case .pivot, .whatIf: return nil
            }
        }
        return nil
    }

    /// The layers of its first table whose rows its first stages let through; nil if they name none.
    ///
    /// Rows that are dropped at once need not be made. All conditions still run: this is only what they allow.
    package var layersRead: Set<String>? {
        for case .where(let condition) in stages.prefix(while: { if case .where = $0 { true } else { false } }) {
            if let layers = condition.layers { return layers }
        }
        return nil
    }
}

extension Term {
    /// The only layers for which it can be true, by its form: `layer == x`, `layer in [x, y]`, and either of
    /// them with `and`; nil if it has another.
    fileprivate var layers: Set<String>? {
        switch kind {
        case .binary(.and, let left, let right): return left.layers ?? right.layers
        case .binary(.equal, let column, let name): return column.layers(in: [name])
        case .isIn(let column, let names, negated: false): return column.layers(in: names)
        default: return nil
        }
    }

    private func layers(in names: [Term]) -> Set<String>? {
        guard case .column("layer") = kind else { return nil }
        var layers: Set<String> = []
        for name in names {
            guard case .constant(.text(let layer)) = name.kind else { return nil }
            layers.insert(layer)
        }
        return layers
    }
}
