extension Construct {
    /// role        ::= "role" NAME TEXT? role_clause* ("{" (role_clause+ NL)* "}")?
    /// role_clause ::= "on" path | "carries" paths | "available" amount
    static let role = Construct(.role, "a role", clauses: [.on, .carries, .available], bodyOfClauses: true)
}

extension Parser {
    /// amount ::= operand NAME
    mutating func amount() -> [Argument] {
        let number = plain(operand())
        return isLost ? [number] : [number, pathArgument()]
    }
}
