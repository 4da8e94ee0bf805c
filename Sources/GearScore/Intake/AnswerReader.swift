import GearModel
import GearTable

/// The codes of answers to a survey's questions in one file, with the texts met so far remembered.
final class AnswerReader {
    private let meanings: [AnswerCodes]
    /// Which of `meanings` is each question's.
    let meaningOfQuestion: [Int]
    /// By meaning and byte, see `AnswerCodes.singles`; after the last byte's, the code of no byte at all.
    let singles: UnsafeMutablePointer<UInt8>
    /// Where each question's codes begin in `singles`.
    let singlesOfQuestion: [Int]
    private let labels: LabelCodes
    private let seen: [ByteTable]
    /// Whether the last answer that was not on the scale was a number outside its range.
    private(set) var isOutOfRange = false
    /// Beside a remembered code: see `isOutOfRange`.
    private static let outOfRange = 1 << 8
    /// The number that the last answer was, on a numeric range.
    private(set) var number = Double.nan

    /// The place of no byte among the codes of one byte, and how many there are with it.
    static let empty = 256
    private static let singlesCount = 257
    /// Different texts remembered for each scale.
    private static let remembered = 1 << 12

    init(_ answers: QuestionAnswers) {
        meanings = answers.meanings
        meaningOfQuestion = answers.meaningOfQuestion
        singlesOfQuestion = answers.meaningOfQuestion.map { $0 * Self.singlesCount }
        singles = .allocate(capacity: max(1, meanings.count) * Self.singlesCount)
        for (place, meaning) in meanings.enumerated() {
            let first = singles + place * Self.singlesCount
            for (byte, code) in meaning.singles.enumerated() { first[byte] = code }
            first[Self.empty] = CellCode.skipped
        }
        labels = LabelCodes(scales: meanings.count)
        seen = meanings.map { _ in ByteTable() }
    }

    deinit {
        singles.deallocate()
        labels.deallocate()
    }

    /// The code of an answer; `unseen` if it is not on the scale. `number` then holds the number of a code 1 on
    /// a numeric range.
    @inline(__always)
    func code(_ question: Int, _ bytes: UnsafePointer<UInt8>, _ length: Int) -> UInt8 {
        if length == 0 { return CellCode.skipped }
        if length == 1 {
            let code = singles[singlesOfQuestion[question] &+ Int(bytes[0])]
            if code != CellCode.unseen { return code }
        } else {
            let code = labels.code(meaningOfQuestion[question], bytes, length)
            if code != CellCode.unseen {
                number = .nan
                return code
            }
        }
        return longCode(question, bytes, length)
    }

    /// The codes of `count` answers beside each other to questions on one scale, by the scale's place; `unseen` where one has
    /// to be looked up.
    func codes(
        _ meaning: Int, _ base: UnsafePointer<UInt8>, _ slices: UnsafePointer<FieldSlice>, count: Int,
        into codes: UnsafeMutablePointer<UInt8>
    ) { labels.codes(meaning, base, slices, count: count, into: codes) }

    /// Has `codes` give this for a text, whose question must not be answered by a number.
    func remember(_ question: Int, _ bytes: UnsafePointer<UInt8>, _ length: Int, code: UInt8) {
        labels.remember(meaningOfQuestion[question], bytes, length, code: code)
    }

    @inline(never)
    func longCode(_ question: Int, _ bytes: UnsafePointer<UInt8>, _ length: Int) -> UInt8 {
        let place = meaningOfQuestion[question]
        number = .nan
        let known = seen[place].find(bytes, length)
        isOutOfRange = known >= Self.outOfRange
        if known >= 0 {
            let code = UInt8(truncatingIfNeeded: known)
            if code != CellCode.unseen { labels.remember(place, bytes, length, code: code) }
            return code
        }
        let code: UInt8
        switch meanings[place].meaning(UnsafeBufferPointer(start: bytes, count: length)) {
        case .code(let meant): code = meant
        case .number(let value):
            number = value
            return 1
        case .outOfRange:
            isOutOfRange = true
            code = CellCode.unseen
        case .unknown: code = CellCode.unseen
        }
        if seen[place].count < Self.remembered {
            let number = Int(code) | (isOutOfRange ? Self.outOfRange : 0)
            seen[place].insert(bytes, length, number: number, hash: seen[place].hash(bytes, length))
        }
        return code
    }
}

/// What answers mean under one binding, question by question.
struct QuestionAnswers: Sendable {
    let meanings: [AnswerCodes]
    let meaningOfQuestion: [Int]

    init(_ context: SurveyContext, absentWords: [String]) {
        var meanings: [AnswerCodes] = []
        var places: [Int: Int] = [:]
        meaningOfQuestion = (0..<context.width).map { question in
            let scale = context.survey.questions[question].scale ?? -1
            if let place = places[scale] { return place }
            places[scale] = meanings.count
            meanings.append(AnswerCodes(context.scale(of: question), absentWords: absentWords))
            return meanings.count - 1
        }
        self.meanings = meanings
    }

    subscript(question: Int) -> AnswerCodes { meanings[meaningOfQuestion[question]] }
}
