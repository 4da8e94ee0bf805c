import GearTable

/// Reads rows that are an answer each without looking for the ends of their fields, as long as they repeat the row before
/// in all but question and answer.
///
/// Where the rows of a respondent stand together, and question and answer are the last two columns, what comes before the
/// question is byte for byte what it was in the row before, and the question is the one that followed the last time. Both
/// are guessed and then compared, which costs less than finding fields and what they say. A row that is otherwise (an
/// answer of several bytes, a quote, the next respondent) goes the long way, and is what the next guess is made of.
final class RepeatedRows {
    /// What the rows are compared with; the bytes before the question, the separator with them.
    private let key = UnsafeMutablePointer<UInt8>.allocate(capacity: RepeatedRows.longestKey)
    private var keyLength = 0
    /// Whose answers they are; negative if nothing can be guessed.
    private var record = -1
    private var endsWithReturn = false
    /// Where the next row was to be read the long way.
    private var start = -1
    /// How many rows were guessed, and how many were not.
    private var rows = (guessed: 0, other: 0)

    private static let longestKey = 1 << 10
    /// How often a name may have been left out, so that the one after it is tried.
    private static let triedNames = 4
    /// Rows that may go the long way before guessing has to pay.
    private static let patience = 1 << 10

    /// nil where rows do not end with question and answer, or answers are numbers.
    init?(_ plan: FilePlan, columnCount: Int, _ store: RecordStore) {
        guard plan.isDelimited, case .long(let question, let answer) = plan.layout, question == columnCount - 2,
            answer == columnCount - 1, store.numbers.isEmpty, plan.shape.columns.allSatisfy({ $0 < question })
        else { return nil }
    }

    deinit { key.deallocate() }

    /// Reads rows and puts their answers into the store. Gives where the first row begins that has to go the long way, and
    /// how many were read; nil if guessing does not pay.
    func read(
        _ text: RowsAhead, _ questions: QuestionFinder, _ answers: AnswerReader, _ store: RecordStore
    ) -> (next: Int, count: Int)? {
        // Of names it is known whether a usual separator is in them.
        guard RowsAhead.separators.contains(text.separator) else { return nil }
        if rows.other > Self.patience, rows.other > rows.guessed / 4 { return nil }
        var (place, count) = (text.from, 0)
        while record >= 0, place < text.limit, let next = row(text, place, questions, answers, store) {
            place = next
            count += 1
        }
        rows.guessed += count
        rows.other += 1
        start = place
        return (place, count)
    }

    /// Where the row after the one at `place` begins; nil if it is not as was guessed.
    @inline(__always)
    private func row(
        _ text: RowsAhead, _ place: Int, _ questions: QuestionFinder, _ answers: AnswerReader, _ store: RecordStore
    ) -> Int? {
        let (bytes, name) = (text.bytes, place &+ keyLength)
        guard name < text.end, sameBytes(bytes + place, key, keyLength),
            let found = questions.expected(
                bytes + name, text.end &- name, before: text.separator, tries: Self.triedNames)
        else { return nil }
        var end = name &+ found.length &+ 1
        guard found.question >= 0, end < text.end else { return nil }
        var code = CellCode.skipped
        let byte = bytes[end]
        if byte != text.terminator, byte != RowsAhead.return {
            guard byte != text.separator, byte != RowsAhead.quote else { return nil }
            code = answers.singles[answers.singlesOfQuestion[found.question] &+ Int(byte)]
            end &+= 1
        }
        if endsWithReturn {
            guard end < text.end, bytes[end] == RowsAhead.return else { return nil }
            end &+= 1
        }
        guard code != CellCode.unseen, end < text.end, bytes[end] == text.terminator else { return nil }
        if !store.size.take(code, store.ownCells(of: record), found.question) {
            store.putAgain(record, found.question, code)
        }
        questions.take(found)
        return end &+ 1
    }

    /// Makes the next guess of the row that went the long way.
    ///
    /// - Parameter record: its record; negative if another row with the same bytes may have another one.
    func learn(_ batch: borrowing RowBatch, record: Int) {
        self.record = -1
        guard record >= 0, batch.rowCount == 1, batch.problems.isEmpty, Int(batch.slices[0].start) == start else {
            return
        }
        let (fields, question) = (batch.slices, batch.width - 2)
        // Between two fields lies one separator only where neither has quotes.
        for column in 0...question where fields[column].end &+ 1 != fields[column + 1].start { return }
        let length = Int(fields[question].start) - start
        guard length <= Self.longestKey else { return }
        key.update(from: batch.base + start, count: length)
        keyLength = length
        endsWithReturn = batch.base[Int(fields[question + 1].end)] == RowsAhead.return
        self.record = record
    }
}
