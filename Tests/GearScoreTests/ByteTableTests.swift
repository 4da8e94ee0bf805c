import Testing

@testable import GearScore

/// Numbers of byte strings, against a dictionary.
@Suite struct ByteTableTests {
    /// Texts of 0 to 40 bytes, of which many come again.
    private static func texts(_ count: Int, _ random: inout SeededGenerator) -> [String] {
        (0..<count).map { _ in
            let length = Int.random(in: 0..<4, using: &random) == 0 ? Int.random(in: 0..<41, using: &random) : 3
            let end = length % 2 == 0 ? "" : "\(Int.random(in: 0..<300, using: &random))"
            return String(repeating: "ab", count: length / 2) + end
        }
    }

    @Test(arguments: 0..<8) func anotherTableIsTakenOver(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let (mine, theirs) = (ByteTable(bits: 2), ByteTable(bits: 2))
        var known: [String: Int] = [:]
        for text in Self.texts(200, &random) { known[text] = mine.intern(text) }
        // What stands in their table, nil for what no search finds.
        var entries: [String?] = []
        for text in Self.texts(500, &random) {
            if Int.random(in: 0..<9, using: &random) == 0 {
                entries.append(nil)
                _ = theirs.appendUnfindable()
            } else if theirs.intern(text) == entries.count {
                entries.append(text)
            }
        }
        let before = mine.count
        let numbers = mine.intern(allOf: theirs)
        #expect(numbers.count == entries.count)
        var next = before
        for (text, number) in zip(entries, numbers) {
            let expected = text.flatMap { known[$0] } ?? next
            #expect(Int(number) == expected)
            if expected == next { next += 1 }
            if let text { known[text] = expected }
        }
        #expect(mine.count == next)
        for (text, number) in known { #expect(mine.find(text) == number) }
    }

    /// A slot that was found before the table had the entry, or before it grew, is of no use, and harms nothing.
    @Test func oldSlotsAreHarmless() {
        let table = ByteTable(bits: 2)
        let texts = (0..<500).map { Array("text number \($0)".utf8) }
        for text in texts {
            let place = table.count
            text.withUnsafeBufferPointer { bytes in
                guard let base = bytes.baseAddress else { return }
                let hash = table.hash(base, bytes.count)
                let none = table.slot(hash: hash, length: bytes.count)
                #expect(table.find(base, bytes.count, hash: hash, slot: none) == -1)
                #expect(table.intern(base, bytes.count) == place)
                let slot = table.slot(hash: hash, length: bytes.count)
                for other in 0..<4 { _ = table.intern("\(place) and \(other)") }
                #expect(table.find(base, bytes.count, hash: hash, slot: slot) == place)
            }
        }
    }
}
