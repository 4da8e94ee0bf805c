extension Construct {
    /// data        ::= "data" NAME TEXT? data_clause* data_body?
    /// data_body   ::= "{" ((data_clause+ | entry | question_entry | number_entry) NL)* "}"
    /// data_clause ::= "from" texts | "for" ("dimension" | "invited" | "plan")? path | "absent" texts
    ///               | "ignore" texts | "unlisted" path
    static let data = Construct(
        .data, "a `data` declaration", clauses: [.from, .forSurvey, .absentWords, .ignore, .unlisted],
        members: [.questionEntry, .numberEntry], unkeyed: .entry)

    /// entry ::= NAME ":" condition ("," condition)* mapping?
    static let entry = Construct(.entry, "an entry", title: .none, clauses: [.mapping])

    /// question_entry ::= "question" NAME ":" condition ("," condition)* mapping?
    static let questionEntry = Construct(.questionEntry, "a question's entry", title: .none, clauses: [.mapping])

    /// number_entry ::= "number" NAME ":" condition ("," condition)* mapping?
    static let numberEntry = Construct(.numberEntry, "a number's entry", title: .none, clauses: [.mapping])
}

extension Parser {
    /// After `for`: what the files are about. `dimension`, `invited` and `plan` may be surveys of that name.
    mutating func forClause() -> (ClauseKind, [Argument]) {
        let isQualified = nextKind == .word && !clauseWordIsNext
        if isQualified, take(.dimension) { return (.forDimension, [pathArgument()]) }
        if isQualified, take(.invited) { return (.forInvited, [pathArgument()]) }
        if isQualified, take(.plan) { return (.forPlan, [pathArgument()]) }
        return (.forSurvey, [pathArgument()])
    }

    private var clauseWordIsNext: Bool { Construct.data.clause(keyword(at: following(index).index)) != nil }
}
