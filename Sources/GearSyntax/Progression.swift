extension Construct {
    /// progression        ::= "progression" NAME TEXT? progression_clause* progression_body?
    /// progression_body   ::= "{" ((progression_clause+ | strand | level | absent) NL)* "}"
    /// progression_clause ::= "on" path | using
    static let progression = Construct(
        .progression, "a progression", clauses: [.on, .using], members: [.strand, .level, .absent])

    /// strand ::= "strand" NAME TEXT?
    static let strand = Construct(.strand, "a strand")

    /// level        ::= "level" NAME TEXT? level_clause* level_body?
    /// level_body   ::= "{" ((level_clause+ | descriptor | step) NL)* "}"
    /// level_clause ::= "also" texts | "formerly" paths
    static let level = Construct(
        .level, "a level", clauses: [.also, .formerly], members: [.step], unkeyed: .descriptor)

    /// descriptor ::= NAME TEXT
    static let descriptor = Construct(.descriptor, "a descriptor", title: .required)

    /// step      ::= "to" ("move" "up" | "stay") TEXT? ("requires" condition)* step_body?
    /// step_body ::= "{" (("requires" condition)+ NL)* "}"
    static let step = Construct(
        .step, "a `to`", name: .none, clauses: [.requires], bodyOfClauses: true)
}

extension Parser {
    /// using ::= "using" path ("from" paths)?
    mutating func usedRule() -> Argument {
        let path = pathArgument()
        guard !isLost, at(.from) else { return path }
        let sources = clause(.fromSources)
        return Argument(
            label: nil, quotedLabel: nil, value: path.value, clauses: [sources],
            range: range(from: path.range.lowerBound))
    }

    /// Where a step leads, directly behind its `to`.
    mutating func direction() -> [Clause] {
        if at(.move) { return [clause(.moveUp)] }
        if at(.stay) { return [clause(.stay)] }
        fail(
            .missingPart, "where to is missing \(afterPrevious): here is \(found)",
            help: "write `to move up` or `to stay`")
        return []
    }
}
