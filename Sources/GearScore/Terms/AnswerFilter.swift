import GearModel
import GearSource

/// A `for` condition: which answers are scored at all. What it drops was never put, for every rule.
///
/// A condition on who answered and where is asked once for each combination of dimension values; one on what was
/// answered, once for each combination, question and point.
struct AnswerFilter {
    private let condition: Term
    private let columns: Set<String>
    private let survey: Survey
    private let scales: [Scale]
    private let waves: [Wave]
    private let numbers: Set<String>

    init(_ condition: Term, survey: Survey, context: PlanContext) {
        self.condition = condition
        self.survey = survey
        columns = condition.columns
        scales = context.scales
        waves = context.waves
        numbers = context.numbers
    }

    private static let cellColumns: Set<String> = ["question", "section", "point", "label", "value", "absent"]

    /// The records that keep any answer, and the cells after the filter; nil where nothing changed in them.
    func apply(to answers: Responses) throws(Diagnostic) -> (kept: [Bool], cells: CellMatrix?) {
        let reads = answers.dimensions.filter { columns.contains($0.name) }
        let byRespondent = columns.contains("respondent")
        let ofCells = !columns.isDisjoint(with: Self.cellColumns)
        let (classOf, examples) = try classify(answers, reads, byRespondent: byRespondent)
        if !ofCells {
            let held = examples.map { holds(row($0, answers, reads)) }
            return (classOf.map { held[Int($0)] }, nil)
        }
        let kept = examples.map { example in keptCodes(row(example, answers, reads)) }
        var cells = answers.cells.codes
        for record in 0..<answers.recordCount {
            let table = kept[Int(classOf[record])]
            let start = record * answers.width
            for question in 0..<answers.width {
                let code = cells[start + question]
                let keeps: Bool
                if let numbers = answers.numbers[question], CellCode.isValid(code) {
                    keeps = holds(
                        row(record, answers, reads).merging(
                            cell(question, code, number: numbers[record]), uniquingKeysWith: { $1 }))
                } else {
                    keeps = table[question * 256 + Int(code)]
                }
                if !keeps { cells[start + question] = CellCode.notShown }
            }
        }
        return (
            [Bool](repeating: true, count: answers.recordCount),
            CellMatrix(width: answers.width, rowCount: answers.recordCount, cells)
        )
    }

    /// Whether a count of the counts layout is kept.
    func keeps(_ count: AnswerCount, of answers: Responses) -> Bool {
        var row = self.row(of: answers.survey)
        for (dimension, value) in zip(answers.dimensions, count.group) {
            row[dimension.name] = self.value(value, of: dimension.name)
        }
        return holds(
            row.merging(cell(count.question, UInt8(clamping: count.point &+ 1)), uniquingKeysWith: { $1 }))
    }

    /// Records alike in all that the condition reads of a record, and one record of each class.
    private func classify(
        _ answers: Responses, _ reads: [DimensionValues], byRespondent: Bool
    ) throws(Diagnostic) -> (ofRecord: [UInt32], examples: [Int]) {
        var ofRecord = [UInt32](repeating: 0, count: answers.recordCount)
        var count = 1
        for dimension in reads {
            var found = RefinedGroups(groups: count, ranks: dimension.values.count + 1)
            try found.refine(&ofRecord, by: dimension.codes, missing: UInt32(dimension.values.count))
            count = found.pairs.count
        }
        if byRespondent {
            var found = RefinedGroups(groups: count, ranks: answers.respondentKeys.count)
            try found.refine(&ofRecord, by: answers.respondents, missing: .max)
            count = found.pairs.count
        }
        var examples = [Int](repeating: 0, count: ofRecord.isEmpty ? 0 : count)
        for (record, place) in ofRecord.enumerated() { examples[Int(place)] = record }
        return (ofRecord, examples)
    }

    private func value(_ text: String, of dimension: String) -> Value {
        guard numbers.contains(dimension) else { return .text(text) }
        return Double(text).map { .number($0) } ?? .missing
    }

    private func row(of survey: Int) -> [String: Value] { ["survey": .text(self.survey.heading.name)] }

    private func row(_ record: Int, _ answers: Responses, _ reads: [DimensionValues]) -> [String: Value] {
        var row = row(of: answers.survey)
        for dimension in reads {
            let code = dimension.codes[record]
            row[dimension.name] =
                code == DimensionValues.missing ? .missing : value(dimension.values[Int(code)], of: dimension.name)
        }
        row["respondent"] = .text(answers.respondentKeys[Int(answers.respondents[record])])
        return row
    }

    /// For each question and code, whether the condition holds.
    private func keptCodes(_ row: [String: Value]) -> [Bool] {
        var kept = [Bool](repeating: false, count: survey.questions.count * 256)
        for question in survey.questions.indices {
            let points = survey.questions[question].scale.map { scales[$0].points.count } ?? 0
            for code in 0..<256 where code <= points || code > Int(CellCode.lastPoint) {
                kept[question * 256 + code] = holds(
                    row.merging(cell(question, UInt8(code)), uniquingKeysWith: { $1 }))
            }
        }
        return kept
    }

    /// The columns of one answer, as the table `answers` shows them: the value as declared, before any flip.
    private func cell(_ question: Int, _ code: UInt8, number: Double? = nil) -> [String: Value] {
        let declared = survey.questions[question]
        var row: [String: Value] = [
            "question": .text(declared.heading.name), "point": .missing, "label": .missing, "value": .missing,
            "absent": .missing, "section": .missing,
        ]
        if let section = declared.section { row["section"] = .text(survey.sections[section].name) }
        if let number {
            row["value"] = .number(number)
        } else if CellCode.isValid(code), let scale = declared.scale, Int(code) <= scales[scale].points.count {
            let point = scales[scale].points[Int(code) - 1]
            row["point"] = .text(point.code)
            row["label"] = .text(point.label)
            row["value"] = .number(point.value.double)
        } else if let kind = AbsenceKind.allCases.first(where: { CellCode.of($0) == code }) {
            row["absent"] = .text(kind.rawValue)
        }
        return row
    }

    private func holds(_ row: [String: Value]) -> Bool {
        TermEvaluator(
            rank: { type, name in rank(type, name) },
            column: { row[$0] ?? .missing }
        ).holds(condition)
    }

    private func rank(_ type: Type, _ name: String) -> Int? {
        switch type {
        case .wave: return waves.firstIndex { $0.heading.name == name }
        case .point(let scale?): return scales[scale].points.firstIndex { $0.code == name }
        default: return nil
        }
    }
}
