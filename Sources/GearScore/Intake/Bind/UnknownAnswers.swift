import GearModel

/// Texts in columns of answers that the scales do not know.
struct UnknownAnswers {
    /// Words that are mostly written where there is no answer.
    private(set) var absent: [(text: String, count: Int)] = []
    /// The others, the most frequent first.
    private(set) var others: [(text: String, count: Int)] = []
    /// What answers are called in the scales of these columns.
    private(set) var labels: [String] = []

    private static let words: Set = [
        "n/a", "na", "none", "null", "nan", "-", "--", ".", "#n/a", "-9", "-99", "-999", "-1", "99", "999", "missing",
        "no answer", "not answered", "no response", "blank", "skipped",
    ]

    /// `question` nil: the column holds answers to any question.
    init(_ profile: FileProfile, _ context: SurveyContext, _ columns: [(column: Int, question: Int?)]) {
        let answers = QuestionAnswers(context, absentWords: [])
        let closed = context.survey.questions.indices.filter { !context.survey.questions[$0].isOpen }
        let hasOpen = closed.count < context.survey.questions.count
        var counts: [String: Int] = [:]
        var places: Set<Int> = []
        for (column, question) in columns {
            if let question, context.survey.questions[question].isOpen { continue }
            // In the long layout any text may be the answer to an open question.
            if question == nil, hasOpen { continue }
            let meanings = Set((question.map { [$0] } ?? closed).map { answers.meaningOfQuestion[$0] })
            places.formUnion(meanings)
            for (text, count) in profile.columns[column].texts {
                let isKnown = meanings.contains { answers.meanings[$0].meaning(of: text) != .unknown }
                if !isKnown { counts[text, default: 0] += count }
            }
        }
        labels = places.sorted().flatMap { answers.meanings[$0].names.texts }
        let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { (text: $0.key, count: $0.value) }
        absent = sorted.filter { Self.words.contains(NameIndex.fold($0.text)) }
        others = sorted.filter { !Self.words.contains(NameIndex.fold($0.text)) }
    }
}

extension AnswerCodes {
    /// What a text means.
    func meaning(of text: String) -> Meaning {
        var text = text
        return text.withUTF8 { meaning($0) }
    }
}
