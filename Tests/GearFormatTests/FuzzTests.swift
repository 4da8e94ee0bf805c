import GearFuzz
import GearSource
import GearSyntax
import GearTesting
import Testing

/// Programs with other white space, comments in odd places, long words, parts without end. The seeds are fixed, so a
/// failure comes back. GearFuzzTests has programs with other words.
@Suite struct FuzzTests {
    private static let programs = Corpus.programs.map(\.bytes).filter { !$0.isEmpty && $0.count < 4_000 }

    private func check(_ bytes: [UInt8], _ what: String) {
        let found = faults(ofFormatting: bytes)
        #expect(found == [], "\(what): \(String(decoding: bytes, as: UTF8.self))")
    }

    @Test func otherWhiteSpace() {
        let spaces = [
            "", " ", "   ", "\n", "\n\n\n", "\n    ", "\t", "\r\n", " // c\n", "\n// c\n", "\n\n  /// d\n",
            " \n//e  \n\n",
        ]
        var random = SplitMix(seed: 6)
        for round in 0..<4_000 {
            var pieces = Self.pieces(of: Self.programs[round % Self.programs.count])
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let at = Int.random(in: 0...pieces.count, using: &random)
                let space = Array((spaces.randomElement(using: &random) ?? "").utf8)
                if at < pieces.count, pieces[at].allSatisfy({ $0 == 0x20 || $0 == 0x0A }) {
                    pieces[at] = space
                } else {
                    pieces.insert(space, at: at)
                }
            }
            check(pieces.flatMap { $0 }, "space \(round)")
        }
    }

    /// A text without end over lines that end in every way there is.
    @Test func endsOfLinesInATextWithoutEnd() { check(Array(" q\r 0 \"\"\"\r\r\n/ 0/\n\r x".utf8), "ends of lines") }

    /// Narrow programs as if each word were long: everything that can break, breaks.
    @Test func longWords() {
        for (round, program) in Self.programs.enumerated() {
            let long = Self.pieces(of: program).flatMap { piece -> [UInt8] in
                guard piece.count > 2, piece.first == 0x22, piece[1] != 0x22, piece.last == 0x22 else { return piece }
                return piece.dropLast() + Array(String(repeating: "x", count: 60).utf8) + [0x22]
            }
            check(long, "long \(round)")
        }
    }

    @Test(arguments: [
        "(", "[", "f(", "not ", "-", "a and ", "a + ", "{", "}", "gear g {", "\"\"\"", "a,", "a: ", "f(a,\n", "///\n",
        "// c\n", "tag t \"T\" ", "tag t \"T\"\n", "| where a ", "show (a | where ", "{ a: ",
    ]) func repetition(of part: String) {
        for opening in ["", "framework f {\n", "define x = "] {
            check(Array((opening + String(repeating: part, count: 2_000)).utf8), "repeated \(part)")
        }
    }

    /// A program's tokens, white space among them.
    private static func pieces(of bytes: [UInt8]) -> [[UInt8]] {
        let tree = tree(bytes)
        return zip(tree.tokens, tree.tokens.dropFirst()).map { Array(bytes[Int($0.start)..<Int($1.start)]) }
    }
}
