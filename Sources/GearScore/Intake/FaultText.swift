import GearModel
import GearSource

extension Fault {
    /// What is wrong, with the file's own text; no full stop.
    func message(_ context: SurveyContext) -> String {
        let survey = context.survey.heading.name
        func question(_ place: Int) -> String { context.survey.questions[place].heading.name }
        func source(_ place: Int) -> String { context.model.sources[place].heading.name }
        return switch self {
        case .malformed: "the row cannot be read"
        case .unknownSource(let text): "`\(Self.clip(text))` is no declared source"
        case .sourceNotAsked(let place): "`\(survey)` does not ask `\(source(place))`"
        case .unknownWave(let text): "`\(Self.clip(text))` is no declared wave"
        case .waveTooEarly(let text): "`\(Self.clip(text))` is before the first declared wave"
        case .waveAmbiguous(let text): "`\(Self.clip(text))` fits more than one wave"
        case .schoolYear(let text): "`\(Self.clip(text))` is no month, so its column holds no months"
        case .badWeight(let text): "`\(Self.clip(text))` is no weight"
        case .contradiction(let who): "rows of `\(Self.clip(who))` differ in weight, cluster or stratum"
        case .missing(let what): "a row has no \(what)"
        case .unknownQuestion(let text): "`\(Self.clip(text))` is no question of `\(survey)`"
        case .ambiguousQuestion(let text): "`\(Self.clip(text))` fits more than one question of `\(survey)`"
        case .offScale(let place, let text): "`\(Self.clip(text))` is no answer to `\(question(place))`"
        case .outOfRange(let place, let text): "`\(Self.clip(text))` is outside the range of `\(question(place))`"
        case .notAsked(let place, let who): "`\(question(place))` is not asked of `\(source(who))`"
        case .conflict(let place, let who):
            (who.isEmpty ? "a respondent" : "`\(Self.clip(who))`")
                + " answers `\(question(place))` differently in one wave"
        case .badCount(let text): "`\(Self.clip(text))` is no count"
        case .attributeConflict(let value): "`\(Self.clip(value))` is described twice and differently"
        case .notNumber(let name, let text): "`\(Self.clip(text))` is no number, and `\(name)` is declared as one"
        case .tooFewResponded(let said, let place, let count):
            "\(GroupedNumber.text(said)) responded, and `\(question(place))` has \(GroupedNumber.text(count)) answers"
        case .countConflict(let place, _): "two rows of one group count `\(question(place))` differently"
        }
    }

    var why: String? {
        switch self {
        case .sourceNotAsked: "Its answers have no place in the scores."
        case .unknownWave: "A wave is a declared name or title, a year, a month (2015-10) or a date (2015-10-03)."
        case .waveAmbiguous: "More than one wave starts within it."
        case .schoolYear:
            "A school year such as 2011-12 reads like a month; none of the column's values can be trusted."
        case .badWeight: "A weight is 0, or a number from 0.000000001 to 1,000,000,000."
        case .contradiction: "Nothing says which of them is right, so all of these rows are set aside."
        case .missing: "Without it the row cannot be placed."
        case .notAsked: "An answer to a question that was not put counts for nothing."
        case .conflict, .countConflict, .attributeConflict: "Nothing says which one is right, so none of them counts."
        case .notNumber: "A number is written in digits, with a dot before decimals and nothing between thousands."
        case .tooFewResponded: "Nobody answers a question twice, so the number is not used."
        case .badCount: "A count is a whole number, 0 or more, in digits."
        default: nil
        }
    }

    /// What to do; looks for what was meant.
    func help(_ context: SurveyContext) -> String? {
        switch self {
        case .malformed: nil
        case .unknownSource(let text):
            Self.meant(text, context.sources)
                ?? "Map it: `source: column \"…\" { \"\(Self.clip(text))\": NAME }`, or declare the source."
        case .sourceNotAsked: "Add it to the survey's `asks`, or leave these rows out."
        case .unknownWave(let text):
            Self.meant(text, context.waves.names)
                ?? "Map it: `wave: column \"…\" { \"\(Self.clip(text))\": NAME }`, or declare the wave."
        case .waveTooEarly: "Declare a wave that starts earlier, or correct the date."
        case .waveAmbiguous: "Give the month or the day, or map it to a wave."
        case .schoolYear(let text):
            "Map each value: `wave: column \"…\" { \"\(Self.clip(text))\": NAME, … }`."
        case .badWeight: "Correct it, or leave the row out."
        case .contradiction: "Give all rows of one respondent in one wave the same."
        case .missing: "Fill it in, or leave the row out."
        case .unknownQuestion(let text):
            Self.meant(text, context.questions)
                ?? "Add the question to the survey, or say at the one that it was: `formerly \(Self.clip(text))`."
        case .ambiguousQuestion: "Use the question's name in the file."
        case .offScale(let question, let text): answerHelp(context, question, text)
        case .outOfRange(let question, _):
            context.scale(of: question)?.range.map {
                "It goes from \(Self.plain($0.low)) to \(Self.plain($0.high)). List what stands for no answer under `absent`."
            }
        case .notAsked: "Add the source to those that the question asks, or check the file's source column."
        case .conflict: "Keep one of them; if they are of two rounds, bind a `wave` or an `at` column."
        case .badCount: "Correct it; leave it empty where nothing was counted."
        case .attributeConflict: "Keep one of the rows."
        case .notNumber(let name, _):
            "Correct it, list it under `absent` if it means none, or write `\(name): …` without `number`."
        case .tooFewResponded: "Correct it: `responded` is everyone who answered anything."
        case .countConflict: "Keep one of the rows, or bind the dimension in which they differ."
        }
    }

    private func answerHelp(_ context: SurveyContext, _ question: Int, _ text: String) -> String? {
        guard let scale = context.scale(of: question) else { return nil }
        if let meant = Self.meant(text, AnswerCodes(scale, absentWords: []).names) { return meant }
        let points = FilePlanner.list(scale.points.map(\.code))
        return "Its scale `\(scale.heading.name)` has \(scale.points.isEmpty ? "numbers" : points). Add the text to a "
            + "point (`also \"…\"`), or list it under `absent` if it stands for no answer."
    }

    private static func meant(_ text: String, _ names: NameIndex) -> String? {
        Likeness.nearest(to: text, among: names.texts).map { "Did you mean `\($0)`?" }
    }

    private static func plain(_ number: Rational) -> String {
        number.denominator == 1 ? "\(number.numerator)" : "\(number.double)"
    }

    /// A text of a file as a message can hold it.
    static func clip(_ text: String) -> String {
        text.utf8.count <= 80 ? text : String(text.prefix(57)) + "…"
    }
}
