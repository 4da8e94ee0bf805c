import GearModel

extension ResolvedQuery {
    /// The columns of its first table that its stages read or show; nil for all of them.
    ///
    /// What costs much and is not read (the errors and intervals of scores) need not be computed.
    package var columnsRead: Set<String>? {
        var read: Set<String> = []
        for stage in stages {
            switch stage {
            case .where(let condition): condition.addColumns(to: &read)
            case .derive(let definitions): for definition in definitions { definition.term.addColumns(to: &read) }
            case .sort(let keys): read.formUnion(keys.map(\.column))
            case .take: break
            case .join(_, let keys, _): read.formUnion(keys)
            case .select(let definitions):
                for definition in definitions { definition.term.addColumns(to: &read) }
                return read
            case .group(let definitions, let keys):
                for definition in definitions { definition.term.addColumns(to: &read) }
                return read.union(keys)
            case .pivot: return nil
            }
        }
        return nil
    }
}

extension Term {
    /// Adds the columns that it looks at.
    func addColumns(to columns: inout Set<String>) {
        switch kind {
        case .constant, .cell: break
        case .column(let name): columns.insert(name)
        case .unary(_, let operand), .isMissing(let operand, _), .isHidden(let operand, _):
            operand.addColumns(to: &columns)
        case .binary(_, let left, let right):
            left.addColumns(to: &columns)
            right.addColumns(to: &columns)
        case .isIn(let operand, let list, _):
            for term in [operand] + list { term.addColumns(to: &columns) }
        case .isBetween(let operand, let low, let high, _):
            for term in [operand, low, high] { term.addColumns(to: &columns) }
        case .call(_, let arguments):
            for argument in arguments { argument.addColumns(to: &columns) }
        case .aggregate(let aggregate):
            if case .term(let term) = aggregate.argument { term.addColumns(to: &columns) }
            aggregate.condition?.addColumns(to: &columns)
        }
    }
}
