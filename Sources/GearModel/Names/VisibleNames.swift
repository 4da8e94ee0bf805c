import GearSyntax

extension Program {
    /// A top-level name as it is written where a question is asked, and what it stands for.
    package struct VisibleName: Sendable {
        package let name: String
        package let kind: SymbolKind
        /// Whether a pipeline can begin with it.
        package let isTable: Bool
        /// Of an author's function; else empty.
        package let parameters: [String]

        /// How it is written: `high(s)`.
        package var usage: String { parameters.isEmpty ? name : "\(name)(\(parameters.joined(separator: ", ")))" }
    }

    /// All that a question can name at top level; those of imports with an alias and of `std` with it before them.
    package var visibleNames: [VisibleName] {
        let builder = Builder(modules: modules, model: model, names: names)
        return SymbolKind.allCases.flatMap { kind in
            builder.visibleNames(kind, asking).map { name in
                let symbol = kind == .definition ? builder.symbol(Path(dotted: name), from: asking) : nil
                return VisibleName(
                    name: name, kind: kind, isTable: symbol.map(builder.isTable) ?? false,
                    parameters: symbol.map { names.definitions[$0.position].parameters.map(\.text) } ?? [])
            }
        }
    }

    /// Whether a name without dots stands for something where a question is asked.
    package func isDeclared(_ name: String) -> Bool {
        guard names.scopes.indices.contains(asking) else { return false }
        return names.scopes[asking].declared[name] != nil || names.scopes[asking].imported[name] != nil
    }

    /// The framework that the file is about in which a question is asked; nil without one.
    package var askedFramework: Int? { names.scopes.indices.contains(asking) ? names.scopes[asking].framework : nil }

    /// The clauses that a table takes, such as `by`.
    package static func clauses(of table: String) -> Set<ClauseKind> { QueryResolver.clauses(of: table) }

    /// What a line of a scoring rule gathers; nil if there is no line of the name.
    ///
    /// - Parameter layers: of the framework that the rule is on.
    package static func collections(line name: String, layers: [String]) -> Set<Collection>? {
        Builder.collections(line: name, layers: layers)
    }

    /// What a column of data can be besides a dimension.
    package static var entryNames: [String] { BindingLowering.entryNames }

    /// The tables that a pipeline can begin with, in order.
    package static var tableNames: [String] { Builder.tableNames.sorted() }
}
