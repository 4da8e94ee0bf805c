import GearTesting

/// Changes inputs in ways that keep much of them: words taken out, put in, moved and exchanged, lines of other inputs,
/// other white space, odd bytes, ends cut off.
package struct Mutation {
    private let words: [[UInt8]]
    private let lines: [[UInt8]]

    package init(_ target: FuzzTarget) {
        words = target.words
        lines = target.seeds.flatMap { $0.split(separator: 0x0A).map { Array($0) + [0x0A] } }
    }

    package func changed(_ input: [UInt8], _ random: inout SplitMix) -> [UInt8] {
        var pieces = Self.pieces(of: input)
        for _ in 0..<Int.random(in: 1...4, using: &random) { change(&pieces, &random) }
        return Array(pieces.joined())
    }

    private func change(_ pieces: inout [ArraySlice<UInt8>], _ random: inout SplitMix) {
        let at = Int.random(in: 0...pieces.count, using: &random)
        guard at < pieces.count else { return pieces.append(any(of: words, &random)) }
        switch Int.random(in: 0..<12, using: &random) {
        case 0: pieces.remove(at: at)
        case 1: pieces.removeSubrange(at..<min(pieces.count, at + Int.random(in: 1...20, using: &random)))
        case 2: pieces.insert(any(of: words, &random), at: at)
        case 3: pieces.insert(any(of: lines, &random), at: at)
        case 4: pieces.insert(pieces[Int.random(in: 0..<pieces.count, using: &random)], at: at)
        case 5: pieces.swapAt(at, Int.random(in: 0..<pieces.count, using: &random))
        case 6: pieces[at] = pieces[Int.random(in: 0..<pieces.count, using: &random)]
        case 7, 8: pieces[at] = any(of: words, &random)
        case 9:
            let end = min(pieces.count, at + Int.random(in: 1...12, using: &random))
            pieces.insert(contentsOf: pieces[at..<end], at: Int.random(in: 0...pieces.count, using: &random))
        case 10:
            var bytes = Array(pieces[at])
            bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            pieces[at] = bytes[...]
        default:
            if Bool.random(using: &random) {
                pieces.removeFirst(at)
            } else {
                pieces.removeLast(pieces.count - at)
            }
        }
    }

    private func any(of parts: [[UInt8]], _ random: inout SplitMix) -> ArraySlice<UInt8> {
        (parts.randomElement(using: &random) ?? [0])[...]
    }

    /// Words, runs of white space, and single signs; none is empty.
    private static func pieces(of input: [UInt8]) -> [ArraySlice<UInt8>] {
        func kind(_ byte: UInt8) -> Int {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A, 0x80...: 0
            case 0x20, 0x09: 1
            default: 2
            }
        }
        var pieces: [ArraySlice<UInt8>] = []
        var start = 0
        while start < input.count {
            var end = start + 1
            while kind(input[start]) < 2, end < input.count, kind(input[end]) == kind(input[start]) { end += 1 }
            pieces.append(input[start..<end])
            start = end
        }
        return pieces
    }
}
