import GearModel

/// What all files of one survey share: its questions by every name they have, who is asked what, and the
/// dimensions of its records.
struct SurveyContext: Sendable {
    let model: Model
    let place: Int
    var survey: Survey { model.surveys[place] }
    var width: Int { model.surveys[place].questions.count }
    /// `source`, `wave`, then those that a binding of the survey names, in the model's order.
    let dimensions: [String]
    /// Questions by name (rank 0), former name (1) and any wording (2).
    let questions: NameIndex
    /// Declared sources by name (rank 0) and title (1).
    let sources: NameIndex
    let waves: WaveReading
    /// By source and question, source by source.
    private let asked: [Bool]

    /// `bound`: names of the dimensions that its files (or the answers in a test) give.
    init(_ model: Model, survey place: Int, bound: Set<String>) {
        self.model = model
        self.place = place
        let survey = model.surveys[place]
        dimensions = ["source", "wave"] + model.dimensions.map(\.heading.name).filter { bound.contains($0) }
        questions = Self.index(survey)
        sources = Self.index(model.sources)
        waves = WaveReading(model.waves)
        let asked = model.sources.indices.map { source in
            survey.questions.map { survey.asks.contains(source) && ($0.asks ?? survey.asks).contains(source) }
        }
        self.asked = asked.flatMap { $0 }
        notAsked = asked.map { row in row.indices.filter { !row[$0] } }
    }

    func isAsked(_ question: Int, of source: Int) -> Bool {
        asked[source * width + question]
    }

    /// Of each source, the questions that it is not asked.
    let notAsked: [[Int]]

    /// The source's name, if the survey asks only one: then it need not be said.
    var onlySource: String? {
        survey.asks.count == 1 ? survey.asks.first.map { model.sources[$0].heading.name } : nil
    }

    /// The scale of a question; nil for an open one.
    func scale(of question: Int) -> Scale? { survey.questions[question].scale.map { model.scales[$0] } }

    private static func index(_ sources: [Source]) -> NameIndex {
        var index = NameIndex()
        for (place, source) in sources.enumerated() {
            index.add(source.heading.name, for: place, rank: 0)
            if !source.heading.title.isEmpty { index.add(source.heading.title, for: place, rank: 1) }
        }
        return index
    }

    private static func index(_ survey: Survey) -> NameIndex {
        var index = NameIndex()
        for (place, question) in survey.questions.enumerated() {
            index.add(question.heading.name, for: place, rank: 0)
            for name in question.formerly { index.add(name, for: place, rank: 1) }
            let texts = [question.heading.title] + question.wordings.map(\.text) + question.earlier.map(\.text)
            for text in texts where !text.isEmpty { index.add(text, for: place, rank: 2) }
        }
        return index
    }
}
