/// A name by which others that differ only in ASCII capitals are found.
struct FoldedName: Hashable {
    let text: String
    private let fingerprint: UInt64

    init(_ text: String) {
        self.text = text
        fingerprint = Self.fingerprint(text)
    }

    static func == (left: FoldedName, right: FoldedName) -> Bool {
        left.fingerprint == right.fingerprint
            && (left.text == right.text
                || left.text.utf8.elementsEqual(right.text.utf8) { lowercased($0) == lowercased($1) })
    }

    func hash(into hasher: inout Hasher) { hasher.combine(fingerprint) }

    /// FNV-1a over the lowered bytes, eight at a time: no copy of the text is made.
    static func fingerprint(_ text: String) -> UInt64 {
        var text = text
        return text.withUTF8 { bytes in
            var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ UInt64(truncatingIfNeeded: bytes.count)
            var place = 0
            while place &+ 8 <= bytes.count {
                let word = UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: place, as: UInt64.self)
                hash = (hash ^ lowercased(word)) &* 0x100_0000_01B3
                hash ^= hash &>> 29
                place &+= 8
            }
            for byte in bytes[place...] { hash = (hash ^ UInt64(lowercased(byte))) &* 0x100_0000_01B3 }
            return hash
        }
    }

    /// Whether two texts could be the same but for capitals: rarely so, and then worth a closer look.
    static func mayHaveTwins(_ texts: some RandomAccessCollection<String>) -> Bool {
        // Mostly a few siblings, whose fingerprints fit on the stack.
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: texts.count) { buffer in
            var fingerprints = buffer
            var count = 0
            for text in texts {
                fingerprints.initializeElement(at: count, to: fingerprint(text))
                count += 1
            }
            if count > 24 {
                fingerprints.sort()
                return (1..<count).contains { fingerprints[$0 - 1] == fingerprints[$0] }
            }
            for index in 0..<count where fingerprints[..<index].contains(fingerprints[index]) { return true }
            return false
        }
    }

    /// Each of eight bytes.
    private static func lowercased(_ word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let low = word & (0x7F &* ones)
        // The upper bit of a byte of the sums says whether it is at least `A`, and above `Z`.
        let isCapital = (low &+ 0x3F &* ones) & ~(low &+ 0x25 &* ones) & ~word & (0x80 &* ones)
        return word | isCapital &>> 2
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }
}
