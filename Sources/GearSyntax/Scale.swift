extension Construct {
    /// scale        ::= "scale" NAME TEXT? (code_number ".." code_number)? scale_body?
    /// scale_body   ::= "{" ((scale_clause+ | point | absent) NL)* "}"
    /// scale_clause ::= "favourable" codes ("," codes)*
    static let scale = Construct(
        .scale, "a scale", clauses: [.values, .favourable], members: [.absent], unkeyed: .point)

    /// point        ::= code TEXT? point_clause*
    /// code         ::= NAME | code_number
    /// codes        ::= code (".." code)?
    /// code_number  ::= "-"? NUMBER
    /// point_clause ::= "value" operand | "also" texts | "formerly" paths
    static let point = Construct(.point, "a point", clauses: [.value, .also, .formerly])

    /// absent ::= "absent" NAME TEXT? ("also" texts)*
    static let absent = Construct(.absent, "an absence", clauses: [.also])
}
