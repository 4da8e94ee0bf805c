import GearModel

/// Finds the question that a field of the long layout names.
final class QuestionFinder {
    private let context: SurveyContext
    /// Texts met, and the question that each names, -1 for none.
    private let names = ByteTable(bits: 12)
    private var questionOfName: [Int] = []
    /// The text that last followed each text: files repeat the order of their questions.
    private var following: [Int] = []
    private var previous = 0

    /// Texts that name no question are remembered up to this number.
    private static let rememberedStrangers = 1 << 12

    init(_ context: SurveyContext) {
        self.context = context
        _ = names.intern([])
        questionOfName.append(context.questions.item("") ?? -1)
        following.append(0)
    }

    /// The question, or -1: `fault` then says why.
    @inline(__always)
    func question(_ bytes: UnsafePointer<UInt8>, _ length: Int) -> Int {
        var name = following[previous]
        if !names.equals(name, bytes, length) {
            name = names.find(bytes, length)
            if name < 0 { return newName(bytes, length) }
            following[previous] = name
        }
        previous = name
        return questionOfName[name]
    }

    func fault(_ text: String) -> Fault {
        if text.allSatisfy(\.isWhitespace) { return .missing("question") }
        return context.questions.find(text) == .several ? .ambiguousQuestion(text) : .unknownQuestion(text)
    }

    @inline(never)
    private func newName(_ bytes: UnsafePointer<UInt8>, _ length: Int) -> Int {
        let text = String(decoding: UnsafeBufferPointer(start: bytes, count: length), as: UTF8.self)
        let question = context.questions.item(text) ?? -1
        if question >= 0 || names.count < Self.rememberedStrangers {
            _ = names.intern(bytes, length)
            questionOfName.append(question)
            following.append(0)
        }
        return question
    }
}
