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
            case .pivot: return nil
            }
        }
        return nil
    }
}
