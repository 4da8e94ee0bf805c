import GearSource
import GearSyntax

extension Builder {
    /// Looks at each definition by itself, so that a mistake in one is found though nothing uses it.
    func checkDefinitions() {
        for (position, definition) in names.definitions.enumerated() {
            let place = place(definition.module)
            var seen: [FoldedName: [Name]] = [:]
            for parameter in definition.parameters { _ = isNew(parameter, among: &seen, place) }
            guard let body = definition.body, !brokenDefinitions.contains(position) else { continue }
            let symbol = Symbol(kind: .definition, position: position, location: place.location(definition.name.range))
            let before = diagnostics.count
            openDefinitions.append(position)
            if isTable(symbol) {
                if let query = asQuery(body) { _ = QueryResolver(self, place).resolve(query) }
            } else {
                var context = TermContext(place)
                context.parameters = Dictionary(
                    definition.parameters.map { ($0.text, .unknown) }, uniquingKeysWith: { first, _ in first })
                context.aggregates = .any
                context.allowsCells = true
                context.isDefinition = true
                context.framework = names.scopes[definition.module].framework
                _ = TermResolver(self, context, body).resolve(body)
            }
            openDefinitions.removeLast()
            if diagnostics.count > before { brokenDefinitions.insert(position) }
        }
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
