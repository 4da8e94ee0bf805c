import GearTable

/// The codes of short answers met before, one scale after the other: no answer needs a branch, as answers come in no order,
/// so a processor does many at a time.
///
/// Answers are few and come again and again. A text is held in 32 bytes, zeros after it and its length in the last, so that
/// equal bytes are equal texts. Two texts that want one place take turns; the table that remembers all texts (`ByteTable`)
/// then has the answer.
struct LabelCodes {
    private typealias Bytes = SIMD16<UInt8>

    private struct Text {
        var start = Bytes()
        var end = Bytes()
        var code = CellCode.unseen
    }

    /// How long a text is that can be held.
    static let lengths = 0...31
    /// Of each scale: places, of which each says which text is there, 0 for none, and texts. The first is nobody's.
    private static let places = 1 << 10
    private static let mostTexts = 1 << 6
    private let indices: UnsafeMutablePointer<UInt8>
    private let texts: UnsafeMutablePointer<Text>
    private let counts: UnsafeMutablePointer<Int>
    /// By length, and for all longer ones: which of 32 bytes are the text's, and where the length stands.
    private let masks: UnsafeMutablePointer<(start: Bytes, end: Bytes, length: Bytes)>

    init(scales: Int) {
        let scales = max(1, scales)
        indices = .allocate(capacity: scales * Self.places)
        indices.initialize(repeating: 0, count: scales * Self.places)
        texts = .allocate(capacity: scales * Self.mostTexts)
        texts.initialize(repeating: Text(end: Bytes(repeating: .max)), count: scales * Self.mostTexts)
        counts = .allocate(capacity: scales)
        counts.initialize(repeating: 1, count: scales)
        masks = .allocate(capacity: Self.lengths.count + 1)
        for length in 0...Self.lengths.count {
            var mask = (start: Bytes(), end: Bytes(), length: Bytes())
            for place in 0..<16 {
                mask.start[place] = place < length ? .max : 0
                mask.end[place] = place + 16 < min(length, Self.lengths.upperBound) ? .max : 0
            }
            mask.length[15] = UInt8(length)
            (masks + length).initialize(to: mask)
        }
    }

    func deallocate() {
        indices.deallocate()
        texts.deallocate()
        counts.deallocate()
        masks.deallocate()
    }

    /// The code of a text, `unseen` if it is not there. `RowBatch.readable` bytes may be read from its beginning on.
    @inline(__always)
    func code(_ scale: Int, _ bytes: UnsafePointer<UInt8>, _ length: Int) -> UInt8 {
        let key = key(bytes, length)
        let held = texts[scale &* Self.mostTexts &+ Int(indices[scale &* Self.places &+ Self.place(key)])]
        let other = unsafeBitCast((held.start ^ key.start) | (held.end ^ key.end), to: SIMD2<UInt64>.self)
        return other.x | other.y == 0 ? held.code : CellCode.unseen
    }

    /// The codes of `count` texts beside each other.
    @inline(never)
    func codes(
        _ scale: Int, _ base: UnsafePointer<UInt8>, _ slices: UnsafePointer<FieldSlice>, count: Int,
        into codes: UnsafeMutablePointer<UInt8>
    ) {
        for place in 0..<count {
            let slice = slices[place]
            codes[place] = code(scale, base + Int(slice.start), Int(slice.end &- slice.start))
        }
    }

    func remember(_ scale: Int, _ bytes: UnsafePointer<UInt8>, _ length: Int, code: UInt8) {
        guard Self.lengths.contains(length) else { return }
        let key = key(bytes, length)
        let place = indices + (scale * Self.places + Self.place(key))
        // The last takes turns too, where there are so many.
        if place.pointee == 0 {
            place.pointee = UInt8(counts[scale])
            counts[scale] = min(counts[scale] + 1, Self.mostTexts - 1)
        }
        texts[scale * Self.mostTexts + Int(place.pointee)] = Text(start: key.start, end: key.end, code: code)
    }

    @inline(__always)
    private func key(_ bytes: UnsafePointer<UInt8>, _ length: Int) -> (start: Bytes, end: Bytes) {
        let mask = masks[min(length, Self.lengths.count)]
        let start = UnsafeRawPointer(bytes).loadUnaligned(as: Bytes.self)
        let end = UnsafeRawPointer(bytes + 16).loadUnaligned(as: Bytes.self)
        return (start & mask.start, end & mask.end | mask.length)
    }

    @inline(__always)
    private static func place(_ key: (start: Bytes, end: Bytes)) -> Int {
        let words = unsafeBitCast(key.start ^ key.end, to: SIMD2<UInt64>.self)
        let mixed = (words.x ^ words.y &* 0xD6E8_FEB8_6659_FD93) &* 0x9E37_79B9_7F4A_7C15
        return Int(truncatingIfNeeded: mixed &>> 54)
    }
}
