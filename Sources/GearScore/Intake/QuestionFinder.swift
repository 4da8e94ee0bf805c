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
        let length: Int32
        /// Whether it can stand in a delimited file without quotes.
        let isPlain: Bool
        /// The bytes of a text of up to eight, and which of eight they are: most names are so short.
        let word: UInt64
        let mask: UInt64

        init(_ text: UnsafeBufferPointer<UInt8>, question: Int, isPlain: Bool) {
            self.question = Int32(truncatingIfNeeded: question)
            self.isPlain = isPlain
            length = Int32(truncatingIfNeeded: text.count)
            word = text.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
            mask = text.prefix(8).reduce(0) { mask, _ in mask << 8 | 0xFF }
        }
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
        _ = names.intern([])
        let none = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
        entries[0] = Entry(none, question: context.questions.item("") ?? -1, isPlain: true)
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
            let entry = entries[name]
            let length = Int(entry.length)
            guard length < room, bytes[length] == separator, entry.isPlain else { continue }
            let isHere =
                room > 8 && length <= 8 ? load8(bytes) & entry.mask == entry.word : names.equals(name, bytes, length)
            if isHere { return Expected(name: name, length: length, question: Int(entry.question)) }
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
        let name = UnsafeBufferPointer(start: bytes, count: length)
        let text = String(decoding: name, as: UTF8.self)
        let question = context.questions.item(text) ?? -1
        if names.count < Self.remembered {
            let isPlain = text.utf8.allSatisfy {
                $0 >= 0x20 && $0 != RowsAhead.quote && !RowsAhead.separators.contains($0)
            }
            entries[names.count] = Entry(name, question: question, isPlain: isPlain)
            _ = names.intern(bytes, length)
        }
        return question
    }
}
