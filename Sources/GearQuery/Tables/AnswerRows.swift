import GearModel
import GearScore
import GearTable

/// The answers to one survey as rows: one for each record and closed question that was asked of its source.
///
/// Rows are made for a run of records at a time, so that a condition over millions of answers never holds them
/// all as a table.
struct AnswerRows {
    private let responses: Responses
    private let questions: [Question]
    private let dictionaries: AnswerDictionaries
    /// Columns whose cells are those of the record: survey, respondent, then the dimensions.
    private let recordColumns: [Column]
    /// For each question and cell code: point and label, as codes; and the value.
    private let points: [[UInt32?]]
    private let labels: [[UInt32?]]
    private let values: [[Double?]]
    /// For each source code (and for a missing one at the end) the closed questions asked of it.
    private let asked: [[Int]]
    private let sourceCodes: [UInt32]

    /// - Parameter wanted: Whether a question's answers are; all are unless said.
    init(
        _ responses: Responses, _ model: Model, _ dictionaries: AnswerDictionaries,
        where wanted: (Question) -> Bool = { _ in true }
    ) {
        let survey = model.surveys[responses.survey]
        self.responses = responses
        self.dictionaries = dictionaries
        questions = survey.questions
        recordColumns = Self.recordColumns(responses, survey, model)
        let scales = questions.map { question in question.scale.map { model.scales[$0] } }
        points = scales.map { scale in scale?.points.map { dictionaries.pointCodes[$0.code] } ?? [] }
        labels = scales.map { scale in scale?.points.map { dictionaries.labelCodes[$0.label] } ?? [] }
        values = scales.map { scale in scale?.points.map(\.value.double) ?? [] }
        let sources = responses.dimensions.first { $0.name == "source" }
        sourceCodes = sources?.codes ?? []
        let names = model.sources.map(\.heading.name)
        let closed = questions.indices.filter { !survey.questions[$0].isOpen && wanted(survey.questions[$0]) }
        asked = ((sources?.values ?? []) + [nil]).map { source in
            guard let source, let place = names.firstIndex(of: source) else { return closed }
            return closed.filter { (survey.questions[$0].asks ?? survey.asks).contains(place) }
        }
    }

    var recordCount: Int { responses.recordCount }

    /// The closed questions asked of a record's source.
    func questions(of record: Int) -> [Int] {
        guard !sourceCodes.isEmpty else { return asked[asked.count - 1] }
        return asked[min(Int(sourceCodes[record]), asked.count - 1)]
    }

    func code(_ record: Int, _ question: Int) -> UInt8 { responses.cells[record, question] }

    /// The rows of some records, and the record of each row.
    func rows(of records: Range<Int>) -> (table: Table, records: [Int]) {
        let count = records.reduce(0) { $0 + questions(of: $1).count }
        var rowRecords: [Int] = []
        rowRecords.reserveCapacity(count)
        var builders = AnswerBuilders(dictionaries, capacity: count)
        for record in records {
            for question in questions(of: record) {
                rowRecords.append(record)
                append(record, question, to: &builders)
            }
        }
        return (Table(recordColumns.map { $0.taking(rowRecords) } + builders.finish()), rowRecords)
    }

    private func append(_ record: Int, _ question: Int, to builders: inout AnswerBuilders) {
        builders.question.append(code: dictionaries.questionCodes[questions[question].heading.name] ?? 0)
        let code = code(record, question)
        guard CellCode.isValid(code) else {
            builders.appendAbsence(dictionaries.absenceCodes[code] ?? 0)
            return
        }
        builders.absent.appendMissing()
        if let numbers = responses.numbers[question] {
            builders.point.appendMissing()
            builders.label.appendMissing()
            builders.value.append(numbers[record])
        } else {
            let place = Int(code) - 1
            guard place < points[question].count else { return builders.appendUnknown() }
            if let point = points[question][place] {
                builders.point.append(code: point)
            } else {
                builders.point.appendMissing()
            }
            if let label = labels[question][place] {
                builders.label.append(code: label)
            } else {
                builders.label.appendMissing()
            }
            if let value = values[question][place] {
                builders.value.append(value)
            } else {
                builders.value.appendMissing()
            }
        }
    }

    private static func recordColumns(_ responses: Responses, _ survey: Survey, _ model: Model) -> [Column] {
        let count = responses.recordCount
        let name = TextDictionary([survey.heading.name])
        let surveyColumn = Column("survey", .text, .codes([UInt32](repeating: 0, count: count), name))
        let respondents = model.column(
            "respondent", .text, responses.respondents.lazy.map { responses.respondentKeys[Int($0)].ifWritten })
        return [surveyColumn, respondents] + model.dimensionColumns.map { responses.column($0.name, model) }
    }
}

extension Responses {
    /// A dimension's value for each record; missing throughout if the data do not have it.
    func column(_ name: String, _ model: Model) -> Column {
        guard let dimension = dimensions.first(where: { $0.name == name }) else {
            return model.dimensionColumn(name, repeatElement(nil, count: recordCount))
        }
        if model.numericAttributes.contains(name) {
            return model.dimensionColumn(name, (0..<recordCount).lazy.map { self.text(of: name, $0) })
        }
        let domain = Self.domain(of: name)
        let ranks = model.ranks(of: dimension.values, domain)
        return Column(
            name, .coded(domain), .codes(dimension.codes, TextDictionary(dimension.values, ranks: ranks)),
            states: dimension.codes.contains(DimensionValues.missing)
                ? dimension.codes.map { $0 == DimensionValues.missing ? 1 : 0 } : [])
    }

    /// A record's value of a dimension; nil for a missing one.
    func text(of name: String, _ record: Int) -> String? {
        guard let dimension = dimensions.first(where: { $0.name == name }) else { return nil }
        let code = dimension.codes[record]
        return code == DimensionValues.missing ? nil : dimension.values[Int(code)]
    }

    static func domain(of dimension: String) -> ColumnType.Domain {
        switch dimension {
        case "source": .source
        case "wave": .wave
        default: .dimension(dimension)
        }
    }
}

/// The texts of all surveys' answers, so that their tables share them.
struct AnswerDictionaries {
    let questions: TextDictionary
    let points: TextDictionary
    let labels: TextDictionary
    let absences: TextDictionary
    let questionCodes: [String: UInt32]
    let pointCodes: [String: UInt32]
    let labelCodes: [String: UInt32]
    let absenceCodes: [UInt8: UInt32]

    init(_ model: Model) {
        func distinct(_ texts: some Sequence<String>) -> ([String], [String: UInt32]) {
            var (all, codes): ([String], [String: UInt32]) = ([], [:])
            for text in texts where codes[text] == nil {
                codes[text] = UInt32(all.count)
                all.append(text)
            }
            return (all, codes)
        }
        let points = model.scales.lazy.flatMap(\.points)
        let (questionTexts, questionCodes) = distinct(model.surveys.lazy.flatMap(\.questions).map(\.heading.name))
        let (pointTexts, pointCodes) = distinct(points.map(\.code))
        let (labelTexts, labelCodes) = distinct(points.map(\.label).filter { !$0.isEmpty })
        questions = TextDictionary(questionTexts)
        self.points = TextDictionary(declared: pointTexts)
        labels = TextDictionary(labelTexts)
        absences = TextDictionary(AbsenceKind.allCases.map(\.rawValue))
        self.questionCodes = questionCodes
        self.pointCodes = pointCodes
        self.labelCodes = labelCodes
        absenceCodes = Dictionary(uniqueKeysWithValues: zip(AbsenceKind.allCases.map(CellCode.of), UInt32(0)...))
    }
}

/// The columns of an answer that differ from question to question.
private struct AnswerBuilders {
    var question: ColumnBuilder
    var point: ColumnBuilder
    var label: ColumnBuilder
    var value: ColumnBuilder
    var absent: ColumnBuilder

    init(_ dictionaries: AnswerDictionaries, capacity: Int) {
        question = ColumnBuilder("question", .text, dictionary: dictionaries.questions, capacity: capacity)
        point = ColumnBuilder("point", .point(scale: ""), dictionary: dictionaries.points, capacity: capacity)
        label = ColumnBuilder("label", .text, dictionary: dictionaries.labels, capacity: capacity)
        value = ColumnBuilder("value", .number, capacity: capacity)
        absent = ColumnBuilder("absent", .text, dictionary: dictionaries.absences, capacity: capacity)
    }

    mutating func appendAbsence(_ kind: UInt32) {
        appendUnknown()
        absent.append(code: kind)
    }

    mutating func appendUnknown() {
        point.appendMissing()
        label.appendMissing()
        value.appendMissing()
    }

    consuming func finish() -> [Column] {
        [question.finish(), point.finish(), label.finish(), value.finish(), absent.finish()]
    }
}
