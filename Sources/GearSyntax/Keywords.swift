/// What a declaration is. The raw value is the keyword; those that begin without one are in `< >`.
package enum DeclarationKind: String, Sendable, CaseIterable {
    // a file's own
    case importFile = "import"  // the file is in `title`, `as` in a clause
    case onFramework = "on"  // the framework is in an `on` clause
    // frameworks
    case framework, gear, tag, lookfor, theme
    case amend  // amend data.rhythm "…" weight 2 { tag … }; the node is in `<node>`
    case themeEntry = "<theme entry>"  // vision "A clear vision of mastery"
    // what data are split by
    case dimension, wave, source
    // answers
    case scale
    case point = "<point>"  // 1 "Strongly disagree" value 0 also "Never"; its code is in `name`, a number's as written
    case absent  // absent not_applicable "Does not apply" also "n/a"
    case survey, section, question, open
    case walkthrough, observe, rate
    // where one stands
    case rubric, criterion
    case progression, strand, level
    case descriptor = "<descriptor>"  // pacing "One pace for the class"; the strand or level is in `name`
    case step = "to"  // to move up "…" { requires … }; the direction is a clause
    case goal, reach  // what is to be reached is in `<expression>`
    // what to do, and who
    case role, plan, focus, task
    // what to learn from
    case resource
    case playlist  // its entries are in `{ resources }`
    // other frameworks
    case crosswalk
    case correspondence = "<correspondence>"  // data.rhythm part of assessment; `<node>`, then the relation
    // scoring
    case scoring
    case line = "<line>"  // person = mean(answers) weighted needs 50%
    // data
    case data
    case entry = "<entry>"  // respondent: column "Response ID"; the label is in `name`
    case questionEntry = "<question entry>"  // question q1: column "Q1"; `q1` is in `name`
    case numberEntry = "<number entry>"  // number size: column "pupils"; `size` is in `name`
    // asking
    case define, show
    case explain  // what is explained is in `<expression>`
    case test, answers, expect
    case cases  // the names, then a row of values for each run, as `<row>`s
    case program  // its text is in `title`
    case row = "<row>"  // data 3.5 missing: the values are in `<cells>`
    case respondent = "<respondent>"  // r1 teacher { q1: 5, q2: 1 }
    // trying
    case whatIf = "<what if>"  // what a stage of that name holds: declarations, `amend`s, changed answers
    case changedAnswers = "<changed answers>"  // answers readiness for question == q1 { 1: 5 }
    // a project's own
    case settings
    case setting = "<setting>"  // GB0402 error in "published/"; the code is in `name`
    /// An unknown word, or a declaration where it cannot stand. Already reported.
    case malformed = "<malformed>"
}

/// What a clause is. The raw value is its keyword or sign. Clauses may stand in the head or the body.
///
/// After each kind: its arguments. A list has one argument an element; `path`, `text`, … are the kinds of
/// their expressions; `x {c}` is an argument with clauses of its own.
package enum ClauseKind: String, Sendable, CaseIterable {
    // heads
    case version  // version
    case license  // text
    case layers  // paths of one step
    case adaptsFramework = "adapts framework"  // path, then perhaps a version: adapts office 1.2.0
    case withoutNodes = "without nodes"  // paths
    case weight  // an operand
    case buildsOn = "builds on"  // paths
    case inThemes = "in"  // paths
    case formerly  // paths
    case within  // path
    case on  // path
    case from  // texts
    case forSurvey = "for"  // path; also of `answers readiness { … }`
    case forDimension = "for dimension"  // path
    case forInvited = "for invited"  // path
    case forPlan = "for plan"  // path
    case asName = "as"  // path of one step
    case singlePer = "single per"  // path
    case start = "<start>"  // an operand: 2015, 2015-10, 2015-10-01
    // scales
    case also  // texts
    case value  // an operand
    case favourable  // expressions: 4, 5 or 4..5
    case values = "<values>"  // a range: scale percent 0..100
    // surveys
    case asks  // paths
    case unit  // path of one step
    case hide = "hide under"  // an operand {by}: hide under 10 by district, source, wave
    case scaleUse = "scale"  // path
    case reverse
    case target = "->"  // path {weight}, …
    case was  // text {until, comparable}
    case until  // path or date
    case comparable
    case wording = "for source"  // paths, then one text
    // scoring
    case rescale  // a range
    case bands  // emerging < 2.5, …, leading: comparisons of a path of one step, and paths
    case masteredWhen = "mastered when"  // a condition
    case definition = "="  // an expression: person = EXPR; define cut = EXPR
    case weighted
    case needs  // an operand: 2, 50%
    case across  // school: EXPR {weighted, needs}; the label is the dimension
    case sources  // path {weight}, …: sources team 1, teacher 2
    // progressions
    case using  // path {from source}
    case fromSources = "from source"  // paths
    case moveUp = "move up"
    case stay
    case requires  // a condition
    case due = "by date"  // an operand: reach data >= 3.5 by 2016-12-31
    // roles and plans
    case carries  // paths
    case available  // a number and path of one step: available 12 days
    case inNodes = "in node"  // paths
    case owner  // path
    case effort  // as `available`
    case begins = "start"  // an operand
    case dueOn = "due"  // an operand
    case steps  // texts
    case raises  // path {by amount}, …
    case byAmount = "by amount"  // an operand
    case after  // paths of one step
    case win
    // resources
    case kind  // path of one step
    case url  // text
    case minutes  // an operand
    case vetted  // an operand: 2015-11-02
    case teaches  // paths, the last with {for levels}
    case forLevels = "for levels"  // an expression: macro, macro..micro
    case adapts  // path
    case entries = "{ resources }"  // paths, some with {without}: cycles, without case_study
    case without
    // crosswalks
    case fromFramework = "from framework"  // path
    case toFramework = "to framework"  // path
    case node = "<node>"  // path
    case same  // path
    case covers  // path
    case partOf = "part of"  // path
    case related  // path
    case confidence  // an operand: 80%
    case remark = "<remark>"  // text
    // data
    case labelled = ":"  // expressions: respondent: column "A", column "B"
    case mapping = "{ }"  // labelled expressions; a number as label is in `quotedLabel`, as written
    case absentWords = "absent"  // texts
    case ignore  // texts
    case unlisted  // path of one step
    // queries
    case of  // path
    case by  // paths
    case under  // path
    case toward  // path
    case forCondition = "for condition"  // a condition
    case acrossGroups = "across dimension"  // path
    case pair = "<pair>"  // path of one step, then two operands: compare source team, teacher
    case paired  // path of one step
    case subject = "<subject>"  // path: crosswalk to_state
    case via  // path
    // explanations
    case since  // an operand: since fall15
    case depth  // an operand: depth 3
    case joinOn = "on key"  // paths
    case keepAll = "keep all"
    // tests, calls
    case parameters = "( )"  // paths of one step: define high(s) = s >= 4
    case expression = "<expression>"  // an expression or query: show EXPR, expect EXPR
    case tolerance = "within number"  // an operand: expect EXPR within 0.01
    /// A severity and a code as paths of one step, then perhaps a text: expect error GB0203 "…".
    case finding = "<finding>"
    case cells = "<cells>"  // operands, as many as there are
    /// The words after a respondent's key: a source as a path without label, if they are an odd number; then
    /// labelled ones: `r2 team district "d1" wave fall15`.
    case given = "<given>"
    // settings
    case level = "<level>"  // path of one step: off, note, warning, error
    case inFolders = "in folder"  // texts
    /// One that cannot be understood. Already reported: what follows from its absence should not be.
    case malformed = "<malformed>"
}
