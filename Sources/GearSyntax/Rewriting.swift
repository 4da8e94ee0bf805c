/// Puts expressions in the place of names in a part of a tree.
package struct Rewriting {
    /// What stands in the place of a name that is an expression by itself; nil leaves it. Inside a query, such a name
    /// may be a column.
    private let replacement: (Name, _ isInQuery: Bool) -> Expression?
    private var isInQuery = false

    package init(_ replacement: @escaping (Name, _ isInQuery: Bool) -> Expression?) { self.replacement = replacement }

    package func apply(to item: Declaration) -> Declaration {
        // The first line in the braces of `expect` names columns.
        let kept = item.kind == .expect ? 1 : 0
        let body = item.body.map { $0.prefix(kept) + $0.dropFirst(kept).map(apply) }
        return Declaration(
            kind: item.kind, range: item.range, keywordRange: item.keywordRange, doc: item.doc, name: item.name,
            title: item.title, clauses: item.clauses.map(apply), body: body.map(Array.init))
    }

    private func apply(to clause: Clause) -> Clause {
        Clause(kind: clause.kind, range: clause.range, arguments: clause.arguments.map(apply))
    }

    private func apply(to argument: Argument) -> Argument {
        Argument(
            label: argument.label, quotedLabel: argument.quotedLabel, value: apply(to: argument.value),
            clauses: argument.clauses.map(apply), range: argument.range)
    }

    private func apply(to query: Query) -> Query {
        var inner = self
        inner.isInQuery = true
        let stages = query.stages.map { stage in
            Stage(
                kind: stage.kind, range: stage.range, arguments: stage.arguments.map(inner.apply),
                clauses: stage.clauses.map(inner.apply), overlay: stage.overlay)
        }
        return Query(
            table: query.table, clauses: query.clauses.map(inner.apply), stages: stages, range: query.range)
    }

    private func apply(to expression: Expression) -> Expression {
        let kind: Expression.Kind
        switch expression.kind {
        case .number, .percent, .text, .date, .version, .boolean, .missing, .hidden, .column, .columns, .malformed:
            return expression
        case .path(let path):
            guard path.steps.count == 1, path.reach == .itself else { return expression }
            return replacement(path.steps[0], isInQuery) ?? expression
        case .call(let path, let arguments): kind = .call(path, arguments.map(apply))
        case .unary(let sign, let operand): kind = .unary(sign, apply(to: operand))
        case .chain(let first, let rest): kind = .chain(apply(to: first), rest.map { ($0.0, apply(to: $0.1)) })
        case .range(let low, let high): kind = .range(apply(to: low), apply(to: high))
        case .list(let elements): kind = .list(elements.map(apply))
        case .isState(let operand, let state, let negated):
            kind = .isState(apply(to: operand), state, negated: negated)
        case .membership(let operand, let set, let negated):
            kind = .membership(apply(to: operand), apply(to: set), negated: negated)
        case .query(let query): kind = .query(apply(to: query))
        }
        return Expression(kind: kind, range: expression.range)
    }
}
