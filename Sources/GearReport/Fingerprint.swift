import GearSource

/// Ids by which a finding is known again after lines have moved: made of its code, its file, the node concerned and
/// the text of its line, and of how many with the same came before.
struct Fingerprints {
    private var places: FindingPlaces
    private var counts: [UInt64: Int] = [:]

    init(_ source: @escaping (FileID) -> SourceText?) { places = FindingPlaces(source) }

    /// Of each finding, in the order given: such as `9f86d081884c7d65:1`.
    static func of(_ diagnostics: [Diagnostic], _ source: @escaping (FileID) -> SourceText?) -> [String] {
        var fingerprints = Fingerprints(source)
        return diagnostics.map { fingerprints.next($0) }
    }

    private mutating func next(_ diagnostic: Diagnostic) -> String {
        let line = diagnostic.place.map { places.normalizedLine($0.location) }
        let parts = [
            diagnostic.code.id, places.place(diagnostic).file ?? "", diagnostic.node ?? "",
            line ?? "\(diagnostic.data?.column ?? "") \(diagnostic.message)",
        ]
        let hash = Self.hash(parts.joined(separator: "\u{0}"))
        counts[hash, default: 0] += 1
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits + ":\(counts[hash, default: 1])"
    }

    /// FNV-1a, 64 bits (Fowler, Noll and Vo, draft-eastlake-fnv): the same everywhere and for ever.
    private static func hash(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
