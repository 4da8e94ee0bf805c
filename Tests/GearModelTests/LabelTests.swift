import GearTesting
import Testing

@testable import GearModel

@Suite struct LabelTests {
    /// What is read byte by byte is what Swift's own characters give.
    @Test func labelsAreComparedAsCharactersAre() {
        var random = SplitMix(seed: 3)
        let signs = Array("aZ \t\n\r\u{B}\u{C}\u{1C}\u{85}\u{A0}é-1")
        for _ in 0..<2000 {
            let text = String(
                (0..<Int.random(in: 0...12, using: &random)).compactMap { _ in
                    signs.randomElement(using: &random)
                })
            let plain = text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(normalised(text) == plain, "\(text.debugDescription)")
        }
        #expect(normalised("  Strongly\r\n AGREE ") == "strongly agree")
    }
}
