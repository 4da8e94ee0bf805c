/// What the texts of a column mean, for those met so far: each is understood once.
struct TextMeanings<Meaning> {
    private let texts = ByteTable()
    private var meanings: [Meaning] = []
    /// The text met last, as rows of one group often stand together.
    private var last = 0

    /// Different texts remembered.
    private static var most: Int { 1 << 12 }

    @inline(__always)
    mutating func known(_ text: UnsafeBufferPointer<UInt8>) -> Meaning? {
        guard let base = text.baseAddress, !meanings.isEmpty else { return nil }
        if !texts.equals(last, base, text.count) {
            let place = texts.find(base, text.count)
            guard place >= 0 else { return nil }
            last = place
        }
        return meanings[last]
    }

    /// Notes what a text that is not known means.
    mutating func remember(_ text: UnsafeBufferPointer<UInt8>, _ meaning: Meaning) {
        guard text.baseAddress != nil, meanings.count < Self.most else { return }
        last = texts.intern(text)
        meanings.append(meaning)
    }
}
