import GearModel
import GearSource
import GearTable

/// Goes through a file again, once it is known what all files hold, to say what is set aside and where.
///
/// The passes only fill cells; so they can run on several threads without caring for lines, and a file in which
/// nothing is wrong is read once. Here one thread goes from the first row to the last.
final class Review: @unchecked Sendable {
    private(set) var report: FileReport
    private(set) var log = FindingLog()
    /// Answers that were put into cells and are withdrawn, but for the first of each cell: so many fewer repeats.
    private(set) var withdrawnRepeats = 0
    /// Cells whose answers are withdrawn, in this file and those before it.
    private(set) var withdrawn: Bits

    private let plan: FilePlan
    private let context: SurveyContext
    private let file: RowFile
    private let store: RecordStore
    private let finder: RecordFinder
    private let questions: QuestionFinder
    private let answers: AnswerReader
    private let sourceOfCode: [Int?]
    private let options: IntakeOptions
    /// Set if no row of the file can be trusted.
    private let refusal: Fault?
    private var lineCounter: LineCounter
    private var pending: [(locator: Int, column: String, fault: Fault)] = []

    init(
        _ plan: FilePlan, _ context: SurveyContext, _ file: RowFile, _ store: RecordStore, unmatched: Int,
        withdrawn: Bits, report: FileReport, refusal: Fault?, options: IntakeOptions
    ) {
        self.plan = plan
        self.context = context
        self.file = file
        lineCounter = file.lineCounter
        self.store = store
        self.withdrawn = withdrawn
        self.report = report
        self.refusal = refusal
        self.options = options
        finder = RecordFinder(plan, store, .reviewing(unmatched: unmatched))
        questions = QuestionFinder(context)
        answers = AnswerReader(plan.answers)
        sourceOfCode = store.sourceOfCode(context)
        self.report.rowsSetAside = 0
        self.report.cellsSetAside = 0
    }

    func take(_ batch: borrowing RowBatch) {
        var problems = batch.problems[...]
        for row in 0..<batch.rowCount {
            while let problem = problems.first, problem.row < batch.locator(row) {
                setAside(.malformed(problem.kind), problem.place)
                problems.removeFirst()
            }
            let record = finder.record(batch, row)
            if let refusal {
                refuse(refusal, record < 0 ? finder.fault(record) : nil, batch.locator(row))
                continue
            }
            guard record >= 0 else {
                if let fault = finder.fault(record) { setAside(fault, batch.locator(row), column(of: fault)) }
                continue
            }
            switch plan.layout {
            case .long(let question, let answer): takeAnswer(batch, row, record, question, answer)
            case .wide(let columns): takeRow(batch, row, record, columns)
            case .counts: break
            }
        }
        for problem in problems { setAside(.malformed(problem.kind), problem.place) }
        if pending.count >= 1 << 16 { handOnRejects() }
    }

    /// Findings in the order of the file; also hands on the last rejects.
    func finish(_ binding: Label) -> [Diagnostic] {
        handOnRejects()
        report.repeats -= withdrawnRepeats
        let isLong = if case .long = plan.layout { true } else { false }
        return log.diagnostics(file, context, binding, unit: isLong ? "rows" : "times")
    }

    // MARK: Layouts

    private func takeAnswer(
        _ batch: borrowing RowBatch, _ row: Int, _ record: Int, _ questionColumn: Int, _ answerColumn: Int
    ) {
        let name = batch.field(row, questionColumn)
        let question = name.baseAddress.map { questions.question($0, name.count) } ?? -1
        let locator = batch.locator(row)
        guard question >= 0 else {
            return setAside(
                questions.fault(batch.text(row, questionColumn)), locator, plan.columns[questionColumn])
        }
        if store.contradictions.contains(record) {
            withdraw(record, question, code(batch, row, answerColumn, question))
            return setAside(.contradiction(respondent: who(record)), locator)
        }
        if let fault = fault(batch, row, record, answerColumn, question) {
            setAside(fault, locator, plan.columns[answerColumn])
        }
    }

    private func takeRow(_ batch: borrowing RowBatch, _ row: Int, _ record: Int, _ columns: [QuestionColumn]) {
        if store.contradictions.contains(record) {
            for column in columns {
                withdraw(record, column.question, code(batch, row, column.column, column.question))
            }
            return setAside(.contradiction(respondent: who(record)), batch.locator(row))
        }
        for column in columns {
            guard let fault = fault(batch, row, record, column.column, column.question) else { continue }
            report.cellsSetAside += 1
            note(fault, batch.locator(row), plan.columns[column.column])
        }
    }

    private func code(_ batch: borrowing RowBatch, _ row: Int, _ column: Int, _ question: Int) -> UInt8 {
        let field = batch.field(row, column)
        return field.baseAddress.map { answers.code(question, $0, field.count) } ?? CellCode.skipped
    }

    /// What is wrong with one answer.
    private func fault(
        _ batch: borrowing RowBatch, _ row: Int, _ record: Int, _ column: Int, _ question: Int
    ) -> Fault? {
        let code = code(batch, row, column, question)
        if code == CellCode.unseen {
            let text = batch.text(row, column)
            return answers.isOutOfRange
                ? .outOfRange(question: question, text: text) : .offScale(question: question, text: text)
        }
        guard RecordStore.isStated(code) else { return nil }
        if let source = store.source(record, sourceOfCode), !context.isAsked(question, of: source) {
            withdraw(record, question, code)
            return .notAsked(question: question, source: source)
        }
        guard store.conflicts.contains(record * store.width + question) else { return nil }
        withdraw(record, question, code)
        return .conflict(question: question, respondent: who(record))
    }

    private func withdraw(_ record: Int, _ question: Int, _ code: UInt8) {
        guard RecordStore.isStated(code) else { return }
        if !withdrawn.insert(record * store.width + question) { withdrawnRepeats += 1 }
    }

    private func who(_ record: Int) -> String {
        RecordKey.shown(store.respondents[Int(store.respondent(of: record))])
    }

    // MARK: Setting aside

    private func setAside(_ fault: Fault, _ locator: Int, _ column: String = "") {
        report.rowsSetAside += 1
        note(fault, locator, column)
    }

    /// Sets aside a row that may be sound, because of another; what is reported is that other.
    private func refuse(_ refusal: Fault, _ own: Fault?, _ locator: Int) {
        report.rowsSetAside += 1
        if let own, own.code == refusal.code { log.note(own, at: locator, column: column(of: own)) }
        if options.reject != nil { pending.append((locator, column(of: refusal), refusal)) }
    }

    private func column(of fault: Fault) -> String {
        plan.shape.column(of: fault).map { plan.columns[$0] } ?? ""
    }

    private func note(_ fault: Fault, _ locator: Int, _ column: String) {
        log.note(fault, at: locator, column: column)
        if options.reject != nil { pending.append((locator, column, fault)) }
    }

    private func handOnRejects() {
        guard let reject = options.reject else { return }
        file.handOn(pending, context, &lineCounter, to: reject)
        pending.removeAll(keepingCapacity: true)
    }
}
