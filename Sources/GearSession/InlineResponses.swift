import GearModel
import GearScore

extension Responses {
    /// The answers that a test writes down for one survey. What it does not list is skipped if it was asked of the
    /// respondent's source, and not shown if it was not.
    init(_ respondents: [InlineRespondent], to survey: Int, _ model: Model) {
        let questions = model.surveys[survey].questions
        self.init(survey: survey, width: questions.count)
        recordCount = respondents.count
        let sources = model.sources.map(\.heading.name)
        var people: [String: UInt32] = [:]
        for (record, respondent) in respondents.enumerated() {
            let given = respondent.dimensions.first { $0.name == "source" }?.value
            let source = given.flatMap { sources.firstIndex(of: $0) }
            cells += questions.map { question in
                let asked = question.asks ?? model.surveys[survey].asks
                return source.map { asked.contains($0) } ?? true ? CellCode.skipped : CellCode.notShown
            }
            for answer in respondent.answers { take(answer, record) }
            let person = people[respondent.key] ?? UInt32(people.count)
            if people.updateValue(person, forKey: respondent.key) == nil { respondentKeys.append(respondent.key) }
            self.respondents.append(person)
        }
        let named = Set(respondents.flatMap { $0.dimensions.map(\.name) })
        let names = ["source", "wave"] + model.dimensions.map(\.heading.name).filter { named.contains($0) }
        dimensions = names.map { name in
            DimensionValues(
                name, respondents.map { respondent in respondent.dimensions.first { $0.name == name }?.value })
        }
    }

    private mutating func take(_ answer: InlineAnswer, _ record: Int) {
        let cell = record * width + answer.question
        switch answer.given {
        case .point(let place): cells[cell] = UInt8(clamping: place + 1)
        case .absent(let kind): cells[cell] = CellCode.of(kind)
        case .text: cells[cell] = 1
        case .number(let number):
            cells[cell] = 1
            if numbers[answer.question] == nil {
                numbers[answer.question] = [Double](repeating: .nan, count: recordCount)
            }
            numbers[answer.question]?[record] = number
        }
    }
}

extension DimensionValues {
    /// One value a record, nil being missing.
    fileprivate init(_ name: String, _ given: [String?]) {
        let texts = Set(given.compactMap { $0 }).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let codes = Dictionary(uniqueKeysWithValues: zip(texts, UInt32(0)...))
        self.init(
            name: name, codes: given.map { $0.flatMap { codes[$0] } ?? DimensionValues.missing }, values: texts)
    }
}
