extension Construct {
    /// framework        ::= "framework" NAME TEXT? framework_clause* framework_body?
    /// framework_body   ::= "{" ((framework_clause+ | gear) NL)* "}"
    /// framework_clause ::= "version" VERSION | "license" TEXT | "layers" path ("," path)*
    static let framework = Construct(
        .framework, "a framework", clauses: [.version, .license, .layers], members: [.gear])

    /// gear        ::= "gear" NAME TEXT? node_clause* node_body?
    /// node_body   ::= "{" ((node_clause+ | tag | lookfor) NL)* "}"
    /// node_clause ::= "weight" operand | "builds" "on" paths | "in" paths | "formerly" paths
    static let gear = Construct(.gear, "a gear", clauses: nodeClauses, members: [.tag, .lookfor])

    /// tag ::= "tag" NAME TEXT? node_clause* node_body?
    static let tag = Construct(.tag, "a tag", clauses: nodeClauses, members: [.tag, .lookfor])

    /// lookfor ::= "lookfor" NAME TEXT? node_clause*
    static let lookfor = Construct(.lookfor, "a look-for", clauses: nodeClauses)

    private static let nodeClauses: [ClauseKind] = [.weight, .buildsOn, .inThemes, .formerly]

    /// theme ::= "theme" NAME TEXT? ("{" (theme_entry NL)* "}")?
    static let theme = Construct(.theme, "a theme", unkeyed: .themeEntry)

    /// theme_entry ::= NAME TEXT?
    static let themeEntry = Construct(.themeEntry, "a theme's entry")
}
