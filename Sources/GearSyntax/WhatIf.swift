import GearSource

extension Construct {
    /// overlay      ::= "{" (overlay_item NL)* "}"
    /// overlay_item ::= framework | theme | scale | survey | walkthrough | scoring | rubric | progression | goal | role
    ///                | plan | resource | playlist | crosswalk | define | amend | changed_answers
    static let whatIf = Construct(
        .whatIf, "a `what if`", name: .none, title: .none,
        members: [
            .framework, .theme, .scale, .survey, .walkthrough, .scoring, .rubric, .progression, .goal, .role, .plan,
            .resource, .playlist, .crosswalk, .define, .amend, .changedAnswers,
        ])

    /// changed_answers ::= "answers" path ("for" condition)? mapping?
    static let changedAnswers = Construct(
        .changedAnswers, "`answers` that are changed", name: .none, title: .none, clauses: [.forCondition, .mapping])
}

extension Parser {
    /// The braces behind `what if`. In them lines end declarations, whatever brackets the pipeline stands in.
    mutating func overlay() -> Declaration? {
        guard at(.leftBrace) else {
            fail(
                .missingPart, "`{` and what would be otherwise are missing \(afterPrevious): here is \(found)",
                help: "write such as `what if { amend NODE weight 2 }`")
            return nil
        }
        let outside = (bracketDepth, statementIndent, isInBody)
        bracketDepth = 0
        isInBody = false
        defer { (bracketDepth, statementIndent, isInBody) = outside }
        return declaration(.whatIf, in: .file)
    }
}
