import CPrefetch
import GearModel
import GearTable

/// One thread's way through a file: fills cells, and notes whether anything has to be set aside. What and
/// where, `Review` says.
final class Pass: @unchecked Sendable {
    let finder: RecordFinder
    let answers: AnswerReader
    let questions: QuestionFinder
    private(set) var rowCount = 0
    /// Of the long layout, where it may pay.
    private let repeated: RepeatedRows?
    /// Rows that it read since the last batch.
    private var repeatedCount = 0
    var isClean = true
    private let layout: FilePlan.Layout
    private let runs: [Run]
    /// The columns that the file gives codes for.
    private let coded: CodedColumns?
    private let records = UnsafeMutablePointer<Int>.allocate(capacity: RecordFinder.chunk)
    /// Of a run of one row.
    private let codes: UnsafeMutablePointer<UInt8>
    private let pending = UnsafeMutablePointer<Pending>.allocate(capacity: RecordFinder.chunk)

    /// Columns of the wide layout that stand side by side as their questions do, on one scale.
    struct Run {
        let column: Int
        let question: Int
        var count: Int
        /// Where the codes of one-byte answers begin.
        let singles: Int
        /// The place of their scale.
        let meaning: Int
        /// Whether the answers are numbers on a range.
        let hasNumbers: Bool
    }

    /// - Parameters:
    ///   - columnCount: of the file.
    ///   - coded: what `coded(_:_:)` gave for the file, and it was asked for.
    init(
        _ plan: FilePlan, _ context: SurveyContext, _ store: RecordStore, columnCount: Int, coded: CodedColumns?
    ) {
        repeated = RepeatedRows(plan, columnCount: columnCount, store)
        self.coded = coded
        finder = RecordFinder(plan, store, .filling)
        questions = QuestionFinder(context)
        answers = AnswerReader(plan.answers)
        layout = plan.layout
        if case .wide(let columns) = plan.layout {
            runs = Self.runs(columns, answers, store)
        } else {
            runs = []
        }
        codes = .allocate(capacity: runs.reduce(1) { max($0, $1.count) })
    }

    /// The columns of a file to ask codes for: the longest run; nil if there is none.
    static func coded(_ plan: FilePlan, _ store: RecordStore) -> CodedColumns? {
        guard case .wide(let columns) = plan.layout else { return nil }
        let answers = AnswerReader(plan.answers)
        let runs = runs(columns, answers, store).filter { !$0.hasNumbers }
        return runs.max { $0.count < $1.count }.map { run in
            CodedColumns(
                columns: run.column..<run.column + run.count,
                codes: (0...AnswerReader.empty).map { answers.singles[run.singles + $0] }, unknown: CellCode.unseen)
        }
    }

    private static func runs(_ columns: [QuestionColumn], _ answers: AnswerReader, _ store: RecordStore) -> [Run] {
        var runs: [Run] = []
        for column in columns {
            let singles = answers.singlesOfQuestion[column.question]
            let hasNumbers = store.numberSlots[column.question] >= 0
            if let last = runs.last, last.column + last.count == column.column, last.singles == singles,
                last.question + last.count == column.question, last.hasNumbers == hasNumbers
            {
                runs[runs.count - 1].count += 1
            } else {
                runs.append(
                    Run(
                        column: column.column, question: column.question, count: 1, singles: singles,
                        meaning: answers.meaningOfQuestion[column.question], hasNumbers: hasNumbers))
            }
        }
        return runs
    }

    deinit {
        records.deallocate()
        pending.deallocate()
        codes.deallocate()
    }

    /// How many rows there were, those before the batch included.
    func take(_ batch: borrowing RowBatch) -> Int {
        defer { repeatedCount = 0 }
        rowCount += batch.rowCount + batch.problems.count
        if !batch.problems.isEmpty { isClean = false }
        switch layout {
        case .long(let question, let answer):
            takeAnswers(batch, question, answer)
            repeated?.learn(batch, record: finder.isTransient ? -1 : records[0])
        case .wide: takeRows(batch)
        case .counts: break
        }
        return repeatedCount + batch.rowCount
    }

    /// What reads rows before they are in a batch; nil if nothing does.
    var ahead: ((RowsAhead) -> Int?)? {
        guard let repeated else { return nil }
        return { text in
            repeated.read(text, self.questions, self.answers, self.finder.store).map { next, count in
                self.rowCount += count
                self.repeatedCount += count
                return next
            }
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
                let cells = store.ownCells(of: record)
                prefetch(cells + store.size.byte(of: question))
                pending[waiting] = Pending(
                    record: Int32(truncatingIfNeeded: record), question: Int32(truncatingIfNeeded: question), code: code
                )
                waiting &+= 1
            }
            fill(waiting)
        }
    }

    /// An answer on its way to its cell.
    private struct Pending {
        let record: Int32
        let question: Int32
        let code: UInt8
    }

    /// Where rows are in no order, each cell is somewhere else in memory, which was asked for when its place was known.
    private func fill(_ count: Int) {
        let store = finder.store
        for answer in UnsafeBufferPointer(start: pending, count: count) {
            let (record, question) = (Int(answer.record), Int(answer.question))
            if !store.size.take(answer.code, store.ownCells(of: record), question) {
                store.putAgain(record, question, answer.code)
            }
        }
    }

    /// Rows that are a respondent each.
    private func takeRows(_ batch: borrowing RowBatch) {
        for row in 0..<batch.rowCount {
            let record = finder.record(batch, row)
            guard record >= 0 else {
                isClean = false
                continue
            }
            for run in runs { take(run, batch, row, record) }
        }
    }

    @inline(__always)
    private func take(_ run: Run, _ batch: borrowing RowBatch, _ row: Int, _ record: Int) {
        let slices = batch.slices + (row &* batch.width &+ run.column)
        if let codes = batch.codes, let coded, coded.columns.lowerBound == run.column {
            takeCodes(codes + row &* run.count, run, batch.base, slices, record)
        } else if run.hasNumbers {
            for place in 0..<run.count {
                let slice = slices[place]
                takeSlowly(
                    record, run.question &+ place, batch.base + Int(slice.start), Int(slice.end &- slice.start))
            }
        } else {
            answers.codes(run.meaning, batch.base, slices, count: run.count, into: codes)
            takeCodes(codes, run, batch.base, slices, record)
        }
    }

    /// Answers with their codes, of which some may be `unseen`. Eight at a time go to cells that hold nothing.
    @inline(__always)
    private func takeCodes(
        _ codes: UnsafePointer<UInt8>, _ run: Run, _ base: UnsafePointer<UInt8>, _ slices: UnsafePointer<FieldSlice>,
        _ record: Int
    ) {
        let size = finder.store.size
        let cells = finder.store.ownCells(of: record)
        var place = 0
        while place < run.count {
            if place &+ CellSize.together <= run.count {
                let eight = UnsafeRawPointer(codes + place).loadUnaligned(as: UInt64.self)
                if !Self.hasUnseen(eight), size.take(eight: eight, cells, run.question &+ place) {
                    place &+= CellSize.together
                    continue
                }
            }
            // One alone, where the next eight begin in the middle of a byte.
            let end = min(place &+ CellSize.together &- (run.question &+ place) & 1, run.count)
            while place < end {
                let (code, question) = (codes[place], run.question &+ place)
                if code == CellCode.unseen {
                    let slice = slices[place]
                    takeSlowly(record, question, base + Int(slice.start), Int(slice.end &- slice.start))
                } else if !size.take(code, cells, question) {
                    putSlowly(record, question, code)
                }
                place &+= 1
            }
        }
    }

    /// Whether an answer of eight has no code: a zero byte (Warren, Hacker's Delight, 6-1).
    @inline(__always)
    private static func hasUnseen(_ eight: UInt64) -> Bool {
        let word = eight ^ UInt64(CellCode.unseen) &* 0x0101_0101_0101_0101
        return (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080 != 0
    }

    /// An answer that was not met before, or one that the cell does not simply take.
    @inline(never)
    private func takeSlowly(_ record: Int, _ question: Int, _ bytes: UnsafePointer<UInt8>, _ length: Int) {
        let store = finder.store
        let code = answers.code(question, bytes, length)
        let isNumber = store.numberSlots[question] >= 0
        if code != CellCode.unseen, !isNumber { answers.remember(question, bytes, length, code: code) }
        let isPlain = code != CellCode.unseen && !isNumber
        if !isPlain || !store.size.take(code, store.ownCells(of: record), question) {
            putSlowly(record, question, code)
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
