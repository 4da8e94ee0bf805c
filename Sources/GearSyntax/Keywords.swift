/// What a declaration is. The raw value is the keyword; those that begin without one are in `< >`.
package enum DeclarationKind: String, Sendable, CaseIterable {
    // a file's own
    case importFile = "import"
    case onFramework = "on"
    // frameworks
    case framework, gear, tag, lookfor, theme
    case themeEntry = "<theme entry>"  // vision "A clear vision of mastery"
    // what data are split by
    case dimension, wave, source
    // answers
    case scale
    case point = "<point>"  // 1 "Strongly disagree" also "Never" value 0; its code is in `name`
    case absent  // absent not_applicable "Does not apply"
    case survey, section, question, open
    case walkthrough, observe
    // scoring
    case scoring
    case line = "<line>"  // person = mean(answers) weighted needs 50%
    // data
    case data
    case entry = "<entry>"  // respondent: column "Response ID"
    // asking
    case define, show, test, answers, expect
    case respondent = "<respondent>"  // r1 teacher { q1: 5, q2: 1 }
    case malformed = "<malformed>"
}

/// What a clause is. The raw value is its keyword or sign.
package enum ClauseKind: String, Sendable, CaseIterable {
    // heads
    case version, license, layers, weight
    case buildsOn = "builds on"
    case formerly, within
    case inThemes = "in"  // in elements.vision
    case on, from
    case forSurvey = "for"
    case asName = "as"  // import "x.gear" as fall
    case singlePer = "single per"
    case start = "<start>"  // wave fall15 "Fall" 2015-10
    // scales
    case also, value, favourable
    case values = "<values>"  // scale percent 0..100
    // surveys
    case asks, unit
    case scaleUse = "scale"
    case reverse
    case target = "->"
    case was, until, comparable
    case wording = "for source"  // for team "We act on results"
    // scoring
    case rescale, bands
    case masteredWhen = "mastered when"
    case definition = "="  // person = EXPR; define cut = EXPR
    case weighted, needs, across
    case sources  // sources team 1, teacher 2
    // data
    case labelled = ":"  // respondent: column "ID"
    case mapping = "{ }"  // { "District team": team }
    case layout, absentWords = "absent", ignore
    // queries
    case of, by, under
    case forCondition = "for condition"
    case joinOn = "join on"
    case keepAll = "keep all"
    // tests, calls
    case parameters = "( )"  // define high(s) = s >= 4
    case expression = "<expression>"  // show EXPR, expect EXPR
    case given = "<given>"  // r1 teacher: the words after a respondent's key
}
