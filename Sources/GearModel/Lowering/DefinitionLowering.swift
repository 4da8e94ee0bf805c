import GearSource
import GearSyntax

extension Builder {
    /// Looks at each definition by itself, so that a mistake in one is found though nothing uses it.
    func checkDefinitions() {
        for position in names.definitions.indices {
            let definition = names.definitions[position]
            let range = definition.body?.range ?? definition.name.range
            _ = isSound(position, TermBudget(place(definition.module).location(range)), depth: 0)
        }
    }

    /// Whether a definition has a meaning of its own. It is looked at once, when first used: what is wrong in it is
    /// reported there and then, and all that use it stay silent.
    /// - Parameters:
    ///   - user: of the expression that needs it, which is the one too deep if it is.
    ///   - depth: of that expression, so that a long row of definitions ends as any nesting does.
    func isSound(_ position: Int, _ user: TermBudget, depth: Int) -> Bool {
        guard checkedDefinitions.insert(position).inserted else { return !brokenDefinitions.contains(position) }
        let definition = names.definitions[position]
        let place = place(definition.module)
        var seen: [FoldedName: [Name]] = [:]
        for parameter in definition.parameters { _ = isNew(parameter, among: &seen, place) }
        openDefinitions.append(position)
        if !hasMeaning(definition, position, place, TermBudget(user.location), depth) {
            brokenDefinitions.insert(position)
        }
        openDefinitions.removeLast()
        return !brokenDefinitions.contains(position)
    }

    private func hasMeaning(
        _ definition: Definition, _ position: Int, _ place: Place, _ budget: TermBudget, _ depth: Int
    ) -> Bool {
        guard let body = definition.body else { return false }
        if isTable(Symbol(kind: .definition, position: position, location: place.location(definition.name.range))) {
            return asQuery(body).flatMap { QueryResolver(self, place).resolve($0) } != nil
        }
        var context = TermContext(place)
        context.parameters = Dictionary(
            definition.parameters.map { ($0.text, .unknown) }, uniquingKeysWith: { first, _ in first })
        context.aggregates = .any
        context.allowsCells = true
        context.isDefinition = true
        context.framework = names.scopes[definition.module].framework
        return TermResolver(self, context, budget).resolve(body, depth: depth) != nil
    }

    /// Whether a definition holds a table: a query, or the name of a table or of another such definition.
    func isTable(_ symbol: Symbol) -> Bool {
        var seen: Set<Int> = []
        var next: Symbol? = symbol
        while let current = next, current.kind == .definition, seen.count <= TermBudget.deepest,
            seen.insert(current.position).inserted
        {
            let definition = names.definitions[current.position]
            switch definition.body?.kind {
            case .query: return true
            case .path(let path):
                if path.steps.count == 1, Self.tableNames.contains(path.steps[0].text) { return true }
                next = self.symbol(path, from: definition.module)
            default: return false
            }
        }
        return false
    }

    /// A query, or a bare name read as one.
    func asQuery(_ expression: Expression) -> Query? {
        switch expression.kind {
        case .query(let query): query
        case .path(let path): Query(table: path)
        default: nil
        }
    }

    /// Reports a definition that needs itself, once, with the way around.
    func reportCircle(at position: Int) {
        guard let start = openDefinitions.firstIndex(of: position) else { return }
        let circle = openDefinitions[start...]
        if brokenDefinitions.isDisjoint(with: circle) {
            let names = circle.map { self.names.definitions[$0].name.text }
            let first = self.names.definitions[position]
            report(
                .recursion, "`\(first.name.text)` needs itself", at: place(first.module).location(first.name.range),
                why: (names + [names[0]]).joined(separator: " → "),
                help: "a value must be worked out from others: break the circle")
        }
        brokenDefinitions.formUnion(circle)
    }
}
