extension Construct {
    /// framework        ::= "framework" NAME TEXT? framework_clause* framework_body?
    /// framework_body   ::= "{" ((framework_clause+ | gear | amend) NL)* "}"
    /// framework_clause ::= "version" VERSION | "license" TEXT | "layers" path ("," path)* | "adapts" path VERSION?
    ///                    | "without" paths
    static let framework = Construct(
        .framework, "a framework", clauses: [.version, .license, .layers, .adaptsFramework, .withoutNodes],
        members: [.gear, .amend])

    /// gear        ::= "gear" NAME TEXT? node_clause* node_body?
    /// node_body   ::= "{" ((node_clause+ | tag | lookfor) NL)* "}"
    /// node_clause ::= "weight" operand | "builds" "on" paths | "in" paths | "formerly" paths
    static let gear = Construct(.gear, "a gear", clauses: nodeClauses, members: [.tag, .lookfor])

    /// tag ::= "tag" NAME TEXT? node_clause* node_body?
    static let tag = Construct(.tag, "a tag", clauses: nodeClauses, members: [.tag, .lookfor])

    /// lookfor ::= "lookfor" NAME TEXT? node_clause*
    static let lookfor = Construct(.lookfor, "a look-for", clauses: nodeClauses)

    /// amend        ::= "amend" path TEXT? amend_clause* amend_body?
    /// amend_body   ::= "{" ((amend_clause+ | tag | lookfor) NL)* "}"
    /// amend_clause ::= "weight" operand | "builds" "on" paths | "in" paths
    static let amend = Construct(
        .amend, "an `amend`", name: .none, clauses: [.weight, .buildsOn, .inThemes], members: [.tag, .lookfor])

    private static let nodeClauses: [ClauseKind] = [.weight, .buildsOn, .inThemes, .formerly]

    /// theme ::= "theme" NAME TEXT? ("{" (theme_entry NL)* "}")?
    static let theme = Construct(.theme, "a theme", unkeyed: .themeEntry)

    /// theme_entry ::= NAME TEXT?
    static let themeEntry = Construct(.themeEntry, "a theme's entry")
}

extension Parser {
    /// What a framework is made from, and which version of it.
    mutating func adaptedFramework() -> [Argument] {
        let path = pathArgument()
        guard !isLost, !breakBefore, at(TokenKind.version) else { return [path] }
        return [path, plain(operand())]
    }

    /// The node that an `amend` is about, directly behind it.
    mutating func amendedNode() -> [Clause] {
        let first = start
        let path = pathArgument()
        return isLost ? [] : [Clause(kind: .node, range: range(from: first), arguments: [path])]
    }
}
