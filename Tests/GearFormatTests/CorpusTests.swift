import GearFuzz
import GearSource
import GearSyntax
import GearTesting
import Testing

@Suite struct CorpusTests {
    @Test func nothingIsLostAndNothingChangesTwice() {
        #expect(Corpus.programs.count > 300)
        for (name, bytes) in Corpus.programs {
            let found = faults(ofFormatting: bytes)
            #expect(found == [], "\(name): \(String(decoding: bytes, as: UTF8.self))")
        }
    }

    /// White space at the ends and beginnings of lines, and more or less of it between words, makes no difference.
    @Test func whiteSpaceMakesNoDifference() {
        var random = SplitMix(seed: 4)
        for (name, bytes) in Corpus.programs where tree(bytes).diagnostics.isEmpty {
            #expect(formatted(respaced(bytes, &random)) == formatted(bytes), "\(name)")
        }
    }

    private func respaced(_ bytes: [UInt8], _ random: inout SplitMix) -> [UInt8] {
        let tree = tree(bytes)
        let crlf = Bool.random(using: &random)
        return zip(tree.tokens, tree.tokens.dropFirst()).flatMap { token, next -> [UInt8] in
            let written = Array(bytes[Int(token.start)..<Int(next.start)])
            let spaces = [UInt8](repeating: 0x20, count: Int.random(in: 0...9, using: &random))
            switch token.kind {
            case .space: return spaces + [[0x20, 0x09].randomElement(using: &random) ?? 0x20]
            case .newline:
                // Spaces at the end of a comment that documents are part of it.
                return (crlf ? [0x0D, 0x0A] : [0x0A]) + spaces
            default: return written
            }
        }
    }

    /// The repository's own programs are formatted.
    @Test(arguments: Corpus.files) func ownProgramsAreFormatted(path: String) throws {
        let text = try Repository.text(path)
        #expect(String(decoding: formatted(Array(text.utf8)), as: UTF8.self) == text)
    }

    @Test(arguments: ["README.md", "Grammar/SPEC.md"]) func programsInDocumentsAreFormatted(path: String) throws {
        for block in Corpus.blocks(in: try Repository.text(path)) where !block.isWrong {
            #expect(String(decoding: formatted(Array(block.text.utf8)), as: UTF8.self) == block.text, "\(path)")
        }
    }
}
