extension Construct {
    /// survey        ::= "survey" NAME TEXT? survey_clause* survey_body?
    /// survey_body   ::= "{" ((survey_clause+ | section | question | open) NL)* "}"
    /// survey_clause ::= "on" path | "asks" paths | "scale" path | hide
    static let survey = Construct(
        .survey, "a survey", clauses: [.on, .asks, .scaleUse, .hide], members: [.section, .question, .open])

    /// section      ::= "section" NAME? TEXT? ("scale" path)? section_body?
    /// section_body ::= "{" (("scale" path | question | open) NL)* "}"
    static let section = Construct(
        .section, "a section", name: .optional, clauses: [.scaleUse], members: [.question, .open])

    /// question        ::= "question" NAME TEXT? question_clause*
    /// question_clause ::= "asks" paths | "scale" path | "reverse" | "for" paths TEXT | was
    ///                 | "formerly" paths | target
    static let question = Construct(.question, "a question", clauses: questionClauses)

    /// open ::= "open" NAME TEXT? open_clause*
    /// open_clause ::= "asks" paths | "for" paths TEXT | was | "formerly" paths | target
    static let open = Construct(.open, "an open question", clauses: openClauses)

    static let openClauses: [ClauseKind] = [.asks, .wording, .was, .formerly, .target]

    static let questionClauses: [ClauseKind] = [.asks, .scaleUse, .reverse, .wording, .was, .formerly, .target]
}

extension Parser {
    /// target ::= "->" weighted_path ("," weighted_path)*
    /// was    ::= "was" TEXT ("until" operand)? "comparable"?
    mutating func formerWording() -> Argument {
        let text = textArgument()
        var clauses: [Clause] = []
        if !isLost, at(.until) { clauses.append(clause(.until)) }
        if !isLost, at(.comparable) { clauses.append(clause(.comparable)) }
        return Argument(
            label: nil, quotedLabel: nil, value: text.value, clauses: clauses,
            range: range(from: text.range.lowerBound))
    }
}
