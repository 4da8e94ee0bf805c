import GearModel
import GearSource

/// A value of a dimension that a condition compares, or that a cell of scores is asked for.
package struct ComparedValue: Hashable, Sendable {
    package let dimension: String
    package let value: String
    package let location: Location
}

extension Show {
    /// The values of dimensions that it names anywhere, in the order in which they are written.
    package var comparedValues: [ComparedValue] {
        switch subject {
        case .query(let query): query.comparedValues
        case .term(let term): term.comparedValues
        case .explanation(let request):
            request.dimensions.map { ComparedValue(dimension: $0.name, value: $0.value, location: request.location) }
                + (request.forCondition?.comparedValues ?? [])
                + (request.since.map { [ComparedValue(dimension: "wave", value: $0, location: request.location)] } ?? [])
        }
    }
}

extension ResolvedQuery {
    fileprivate var comparedValues: [ComparedValue] {
        table.comparedValues + stages.flatMap(\.comparedValues)
    }
}

extension TableSource {
    fileprivate var comparedValues: [ComparedValue] {
        switch self {
        case .nodes, .questions, .scales, .themes, .descriptors, .coverage, .roles, .tasks, .crosswalk, .resources,
            .playlists:
            []
        case .answers(let condition), .responses(_, let condition): condition?.comparedValues ?? []
        case .scores(let request), .strengths(let request), .frontier(let request), .similar(let request, _):
            request.forCondition?.comparedValues ?? []
        case .levels(let request), .requirements(let request): request.forCondition?.comparedValues ?? []
        case .promises(let request): request.forCondition?.comparedValues ?? []
        case .gaps(let request), .forecast(let request), .recommend(let request):
            request.forCondition?.comparedValues ?? []
        case .statistics(let request): request.conditions.flatMap(\.comparedValues)
        case .query(let query): query.comparedValues
        }
    }
}

extension ResolvedStage {
    fileprivate var comparedValues: [ComparedValue] {
        switch self {
        case .where(let condition): condition.comparedValues
        case .select(let definitions), .derive(let definitions): definitions.flatMap(\.term.comparedValues)
        case .group(let definitions, _): definitions.flatMap(\.term.comparedValues)
        case .join(let other, _, _): other.comparedValues
        case .whatIf(let overlay): overlay.changes.flatMap { $0.condition?.comparedValues ?? [] }
        case .sort, .take, .pivot, .chart: []
        }
    }
}

extension Term {
    package var comparedValues: [ComparedValue] {
        switch kind {
        case .binary(.equal, let left, let right), .binary(.notEqual, let left, let right):
            left.compared(with: [right]) + right.compared(with: [left]) + operands.flatMap(\.comparedValues)
        case .isIn(let column, let members, _):
            column.compared(with: members) + operands.flatMap(\.comparedValues)
        case .aggregate(let aggregate):
            aggregate.condition?.comparedValues ?? []
        case .cell(let cell):
            cell.dimensions.map { ComparedValue(dimension: $0.name, value: $0.value, location: location) }
        default: operands.flatMap(\.comparedValues)
        }
    }

    /// The texts among `others`, if it is a column of a dimension's values.
    private func compared(with others: [Term]) -> [ComparedValue] {
        guard case .column = kind else { return [] }
        let name: String
        switch type {
        case .source: name = "source"
        case .wave: name = "wave"
        case .dimension(let dimension): name = dimension
        default: return []
        }
        return others.compactMap { other in
            guard case .constant(.text(let value)) = other.kind else { return nil }
            return ComparedValue(dimension: name, value: value, location: other.location)
        }
    }
}
