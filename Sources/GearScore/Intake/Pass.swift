import GearModel
import GearTable

/// One thread's way through a file: fills cells, and notes whether anything has to be set aside. What and
/// where, `Review` says.
final class Pass: @unchecked Sendable {
    let finder: RecordFinder
    let answers: AnswerReader
    let questions: QuestionFinder
    private(set) var rowCount = 0
    var isClean = true
    private let layout: FilePlan.Layout
    private let columns: [Column]
    private let records = UnsafeMutablePointer<Int>.allocate(capacity: RecordFinder.chunk)
    private let pending = UnsafeMutablePointer<Pending>.allocate(capacity: RecordFinder.chunk)

    /// A column of the wide layout.
    struct Column {
        let column: Int
        let question: Int
        /// Where the codes of one-byte answers begin.
        let singles: Int
    }

    init(_ plan: FilePlan, _ context: SurveyContext, _ store: RecordStore) {
        finder = RecordFinder(plan, store, .filling)
        questions = QuestionFinder(context)
        let answers = AnswerReader(plan.answers)
        self.answers = answers
        layout = plan.layout
        if case .wide(let columns) = plan.layout {
            self.columns = columns.map {
                Column(column: $0.column, question: $0.question, singles: answers.singlesOfQuestion[$0.question])
            }
        } else {
            columns = []
        }
    }

    deinit {
        records.deallocate()
        pending.deallocate()
    }

    func take(_ batch: borrowing RowBatch) {
        rowCount += batch.rowCount + batch.problems.count
        if !batch.problems.isEmpty { isClean = false }
        switch layout {
        case .long(let question, let answer): takeAnswers(batch, question, answer)
        case .wide: takeRows(batch, columns)
        case .counts: break
        }
    }

    /// Rows that are an answer each.
    private func takeAnswers(_ batch: borrowing RowBatch, _ questionColumn: Int, _ answerColumn: Int) {
        let (store, base, records) = (finder.store, batch.base, records)
        let hasNumbers = !store.numbers.isEmpty
        var slices = batch.slices
        for first in stride(from: 0, to: batch.rowCount, by: RecordFinder.chunk) {
            let rows = first..<min(first + RecordFinder.chunk, batch.rowCount)
            finder.records(batch, rows, into: records)
            var waiting = 0
            for place in 0..<rows.count {
                let (name, answer) = (slices[questionColumn], slices[answerColumn])
                slices += batch.width
                let question = questions.question(base + Int(name.start), Int(name.end &- name.start))
                let record = records[place]
                guard record >= 0, question >= 0 else {
                    isClean = false
                    continue
                }
                let code = answers.code(question, base + Int(answer.start), Int(answer.end &- answer.start))
                if code == CellCode.unseen || hasNumbers && store.numberSlots[question] >= 0 {
                    putSlowly(record, question, code)
                    continue
                }
                pending[waiting] = Pending(cell: record &* store.width &+ question, code: code)
                waiting &+= 1
            }
            fill(waiting)
        }
    }

    /// An answer on its way to its cell.
    private struct Pending {
        let cell: Int
        let code: UInt8
    }

    /// Where rows are in no order, each cell is somewhere else in memory. A loop that does nothing but this has many
    /// of them on their way at a time.
    private func fill(_ count: Int) {
        let store = finder.store
        let cells = store.cells
        for answer in UnsafeBufferPointer(start: pending, count: count) {
            if cells[answer.cell] == CellCode.unseen {
                cells[answer.cell] = answer.code
            } else {
                store.putAgain(answer.cell / store.width, answer.cell % store.width, answer.code)
            }
        }
    }

    /// Rows that are a respondent each.
    private func takeRows(_ batch: borrowing RowBatch, _ columns: [Column]) {
        for row in 0..<batch.rowCount {
            let record = finder.record(batch, row)
            if record >= 0 { takeRow(batch, row, record, columns) } else { isClean = false }
        }
    }

    private func takeRow(_ batch: borrowing RowBatch, _ row: Int, _ record: Int, _ columns: [Column]) {
        let store = finder.store
        let cells = store.cells + record &* store.width
        let slices = batch.slices + row &* batch.width
        let (base, singles) = (batch.base, answers.singles)
        let hasNumbers = !store.numbers.isEmpty
        for column in columns {
            let slice = slices[column.column]
            let length = Int(slice.end &- slice.start)
            let bytes = base + Int(slice.start)
            var code = CellCode.skipped
            if length == 1 { code = singles[column.singles &+ Int(bytes[0])] }
            if length > 1 || code == CellCode.unseen { code = answers.longCode(column.question, bytes, length) }
            if cells[column.question] == CellCode.unseen, code != CellCode.unseen,
                !hasNumbers || store.numberSlots[column.question] < 0
            {
                cells[column.question] = code
            } else {
                putSlowly(record, column.question, code)
            }
        }
    }

    /// A number, a second answer, or one that is not on the scale: then the question was put all the same.
    @inline(never)
    private func putSlowly(_ record: Int, _ question: Int, _ code: UInt8) {
        if code == CellCode.unseen { isClean = false }
        finder.store.putAgain(
            record, question, code == CellCode.unseen ? CellCode.skipped : code, number: answers.number)
    }
}
