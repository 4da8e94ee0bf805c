import GearModel
import GearScore
import GearSource
import GearTable

extension Evaluator {
    /// A row an answer, given or absent; columns as the model's `answersSchema`. Values are those of the points,
    /// before any flip or rescaling. Columns that nothing reads (nil: all are read) are left out, but for one.
    func answers(
        where condition: Term?, columnsRead: Set<String>?, at location: Location
    ) throws(Diagnostic) -> Table {
        var parts: [Table] = []
        var count = 0
        for responses in try allResponses(at: location) {
            if let hiding = responses.hiding {
                throw hiding.withheld("answers", of: model.surveys[responses.survey].heading)
            }
            for chunk in AnswerChunks(responses, model) {
                try Threads.goOn()
                var table = chunk.table
                if let condition { table = try table.filtered(by: try Compiler(table, model).mask(condition)) }
                let read = table.columns.filter { columnsRead?.contains($0.name) ?? true }
                table = Table(read.isEmpty ? Array(table.columns.prefix(1)) : read)
                count += table.rowCount * table.columns.count
                guard count <= Self.mostCells else {
                    throw Diagnostic(
                        .tooManyRows, "there are more answers than fit in memory as a table", at: location,
                        help: "ask for some of them, or for fewer columns: `answers for district == \"d07\"`")
                }
                if table.rowCount > 0 || parts.isEmpty { parts.append(table) }
            }
        }
        return try model.concatenating(parts) ?? Table([])
    }

    /// The answers to every survey that has any.
    func allResponses(at location: Location) throws(Diagnostic) -> [Responses] {
        var all: [Responses] = []
        for survey in model.surveys.indices {
            if let responses = try responses(survey) { all.append(responses) }
        }
        guard !all.isEmpty else {
            throw Diagnostic(
                .noAnswers, "no survey has any answers", at: location,
                help: "declare where they are with `data … from \"FILE\" for SURVEY`, or give --data SURVEY=FILE")
        }
        return all
    }
}

/// A survey's answers, a run of records at a time; at least one run, so that no answers are a table with columns.
struct AnswerChunks: Sequence, IteratorProtocol {
    private let rows: AnswerRows
    private var start = 0
    private let step: Int

    init(_ responses: Responses, _ model: Model, where wanted: (Question) -> Bool = { _ in true }) {
        rows = AnswerRows(responses, model, AnswerDictionaries(model), where: wanted)
        step = Swift.max(1, 200_000 / Swift.max(1, responses.width))
    }

    mutating func next() -> (table: Table, records: [Int])? {
        guard start == 0 || start < rows.recordCount else { return nil }
        let end = Swift.min(start + step, rows.recordCount)
        defer { start = Swift.max(end, 1) }
        return rows.rows(of: start..<end)
    }
}
