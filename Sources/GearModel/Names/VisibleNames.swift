extension Program {
    /// A top-level name as it is written where a question is asked, and what it stands for.
    package struct VisibleName: Sendable {
        package let name: String
        package let kind: SymbolKind
    }

    /// All that a question can name at top level; those of imports with an alias and of `std` with it before them.
    package var visibleNames: [VisibleName] {
        let builder = Builder(modules: modules, model: model, names: names)
        return SymbolKind.allCases.flatMap { kind in
            builder.visibleNames(kind, asking).map { VisibleName(name: $0, kind: kind) }
        }
    }

    /// Whether a name without dots stands for something where a question is asked.
    package func isDeclared(_ name: String) -> Bool {
        guard names.scopes.indices.contains(asking) else { return false }
        return names.scopes[asking].declared[name] != nil || names.scopes[asking].imported[name] != nil
    }

    /// The tables that a pipeline can begin with, in order.
    package static var tableNames: [String] { Builder.tableNames.sorted() }
}
