import GearModel
import GearTable

/// Finds the question that a field of the long layout names.
final class QuestionFinder {
    private let context: SurveyContext
    /// Texts met.
    private let names = ByteTable(bits: 12)
    private let entries: UnsafeMutablePointer<Entry>
    /// One number, the text before; behind a pointer, because it changes with each row.
    private let previous = UnsafeMutablePointer<Int>.allocate(capacity: 1)

    private struct Entry {
        /// The question that it names, -1 for none.
        let question: Int32
        /// The text that last followed it: files repeat the order of their questions.
        var following: Int32 = 0
        /// Whether it can stand in a delimited file without quotes.
        let isPlain: Bool
    }

    /// A text that stands where a question is named.
    struct Expected {
        fileprivate let name: Int
        let length: Int
        let question: Int
    }

    /// Texts remembered; a survey has hardly more.
    private static let remembered = 1 << 14

    init(_ context: SurveyContext) {
        self.context = context
        entries = .allocate(capacity: Self.remembered)
        entries[0] = Entry(question: Int32(truncatingIfNeeded: context.questions.item("") ?? -1), isPlain: true)
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

    /// The text that followed the last one before, or one that followed that, if it stands here with the separator after
    /// it; of `room` bytes.
    @inline(__always)
    func expected(
        _ bytes: UnsafePointer<UInt8>, _ room: Int, before separator: UInt8, tries: Int
    ) -> Expected? {
        var name = previous.pointee
        for _ in 0..<tries {
            name = Int(entries[name].following)
            let length = names[name].count
            if length < room, bytes[length] == separator, entries[name].isPlain, names.equals(name, bytes, length) {
                return Expected(name: name, length: length, question: Int(entries[name].question))
            }
        }
        return nil
    }

    /// Goes on from a text that was expected and is there.
    @inline(__always)
    func take(_ expected: Expected) { previous.pointee = expected.name }

    func fault(_ text: String) -> Fault {
        if text.allSatisfy(\.isWhitespace) { return .missing("question") }
        return context.questions.find(text) == .several ? .ambiguousQuestion(text) : .unknownQuestion(text)
    }

    @inline(never)
    private func newName(_ bytes: UnsafePointer<UInt8>, _ length: Int) -> Int {
        let text = String(decoding: UnsafeBufferPointer(start: bytes, count: length), as: UTF8.self)
        let question = context.questions.item(text) ?? -1
        if names.count < Self.remembered {
            let isPlain = text.utf8.allSatisfy {
                $0 >= 0x20 && $0 != RowsAhead.quote && !RowsAhead.separators.contains($0)
            }
            entries[names.count] = Entry(question: Int32(truncatingIfNeeded: question), isPlain: isPlain)
            _ = names.intern(bytes, length)
        }
        return question
    }
}
