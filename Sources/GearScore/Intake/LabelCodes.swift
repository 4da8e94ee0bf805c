/// The codes of labels met before, one scale after the other: a cell costs three loads and as many comparisons.
///
/// Labels are few and come again and again. A text of 2 to 24 bytes is held as its first, middle and last eight, which
/// with its length are all of it, so that equal words are equal texts. Two texts that want one place take turns; the
/// table that remembers all texts (`ByteTable`) then has the answer.
struct LabelCodes {
    private struct Label {
        var first: UInt64 = 0
        var middle: UInt64 = 0
        var last: UInt64 = 0
        /// 0 in a place that holds nothing.
        var length: UInt32 = 0
        var code: UInt32 = 0
    }

    static let lengths = 2...24
    private static let places = 256
    private let labels: UnsafeMutablePointer<Label>

    init(scales: Int) {
        labels = .allocate(capacity: max(1, scales) * Self.places)
        labels.initialize(repeating: Label(), count: max(1, scales) * Self.places)
    }

    func deallocate() { labels.deallocate() }

    /// The code of a text of so many bytes as `lengths` says; nil if it is not there. Eight bytes may
    /// be read from its beginning on, as a batch allows.
    @inline(__always)
    func code(_ scale: Int, _ bytes: UnsafePointer<UInt8>, _ length: Int) -> UInt8? {
        let label = Self.label(bytes, length)
        let held = labels[Self.place(scale, label)]
        guard held.first == label.first, held.last == label.last, held.middle == label.middle,
            held.length == label.length
        else { return nil }
        return UInt8(truncatingIfNeeded: held.code)
    }

    func remember(_ scale: Int, _ bytes: UnsafePointer<UInt8>, _ length: Int, code: UInt8) {
        guard Self.lengths.contains(length) else { return }
        var label = Self.label(bytes, length)
        label.code = UInt32(code)
        labels[Self.place(scale, label)] = label
    }

    /// Without a branch, as lengths come in no order: of a short text all three are the same, its bytes before zeros.
    @inline(__always)
    private static func label(_ bytes: UnsafePointer<UInt8>, _ length: Int) -> Label {
        let held = min(length, 8)
        let mask = UInt64.max &>> UInt64(truncatingIfNeeded: (8 &- held) &* 8)
        return Label(
            first: load8(bytes) & mask, middle: load8(bytes + (length > 16 ? 8 : 0)) & mask,
            last: load8(bytes + (length &- held)) & mask, length: UInt32(truncatingIfNeeded: length))
    }

    @inline(__always)
    private static func place(_ scale: Int, _ label: Label) -> Int {
        let mixed = (label.first ^ label.last &* 3 ^ UInt64(label.length)) &* 0x9E37_79B9_7F4A_7C15
        return scale &* places &+ Int(truncatingIfNeeded: mixed &>> 56)
    }
}
