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

    /// FNV-1a over the lowered bytes: no copy of the text is made.
    static func fingerprint(_ text: String) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(lowercased(byte))) &* 0x100_0000_01B3 }
        return hash
    }

    /// Whether two texts could be the same but for capitals: rarely so, and then worth a closer look.
    static func mayHaveTwins(_ fingerprints: [UInt64]) -> Bool {
        if fingerprints.count > 24 {
            let sorted = fingerprints.sorted()
            return zip(sorted, sorted.dropFirst()).contains { $0 == $1 }
        }
        for index in fingerprints.indices where fingerprints[..<index].contains(fingerprints[index]) { return true }
        return false
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }
}
