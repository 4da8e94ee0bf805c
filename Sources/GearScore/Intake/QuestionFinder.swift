import GearModel

/// Finds the question that a field of the long layout names.
final class QuestionFinder {
    private let context: SurveyContext
    /// Texts met; of each, the question that it names, -1 for none, and the text that last followed it: files
    /// repeat the order of their questions.
    private let names = ByteTable(bits: 12)
    private let entries: UnsafeMutablePointer<(question: Int32, following: Int32)>
    /// One number, the text before; behind a pointer, because it changes with each row.
    private let previous = UnsafeMutablePointer<Int>.allocate(capacity: 1)

    /// Texts remembered; a survey has hardly more.
    private static let remembered = 1 << 14

    init(_ context: SurveyContext) {
        self.context = context
        entries = .allocate(capacity: Self.remembered)
        entries[0] = (Int32(truncatingIfNeeded: context.questions.item("") ?? -1), 0)
        _ = names.intern([])
        previous.initialize(to: 0)
    }

    deinit {
        entries.deallocate()
        previous.deallocate()
    }

    /// The question, or -1: `fault` then says why.
    @inline(__always)
    func question(_ bytes: UnsafePointer<UInt8>, _ length: Int) -> Int {
        var name = Int(entries[previous.pointee].following)
        if !names.equals(name, bytes, length) {
            name = names.find(bytes, length)
            if name < 0 { return newName(bytes, length) }
            entries[previous.pointee].following = Int32(truncatingIfNeeded: name)
        }
        previous.pointee = name
        return Int(entries[name].question)
    }

    func fault(_ text: String) -> Fault {
        if text.allSatisfy(\.isWhitespace) { return .missing("question") }
        return context.questions.find(text) == .several ? .ambiguousQuestion(text) : .unknownQuestion(text)
    }

    @inline(never)
    private func newName(_ bytes: UnsafePointer<UInt8>, _ length: Int) -> Int {
        let text = String(decoding: UnsafeBufferPointer(start: bytes, count: length), as: UTF8.self)
        let question = context.questions.item(text) ?? -1
        if names.count < Self.remembered {
            entries[names.count] = (Int32(truncatingIfNeeded: question), 0)
            _ = names.intern(bytes, length)
        }
        return question
    }
}
