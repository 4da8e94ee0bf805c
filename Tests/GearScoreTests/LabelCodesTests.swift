import GearTesting
import Testing

@testable import GearScore

/// The remembered labels, held against a dictionary that forgets nothing.
struct LabelCodesTests {
    /// A label is found under its own bytes and scale, or not at all; never under those of another.
    @Test(arguments: 0..<40 as Range<UInt64>)
    func aLabelIsItselfOrNotThere(seed: UInt64) {
        var random = SplitMix(seed: seed)
        let codes = LabelCodes(scales: 3)
        defer { codes.deallocate() }
        var known: [[[UInt8]: UInt8]] = [[:], [:], [:]]
        var found = 0
        for _ in 0..<4000 {
            // Few letters and lengths near the ends of what is held, so that texts are almost the same.
            let length = Int.random(in: 0...27, using: &random)
            let text = (0..<length).map { _ in UInt8.random(in: 97...98, using: &random) | (seed % 2 == 0 ? 0 : 0x80) }
            let scale = Int.random(in: 0..<3, using: &random)
            // As in a batch, eight bytes may be read wherever a text is.
            (text + [UInt8](repeating: 99, count: 8)).withUnsafeBufferPointer { bytes in
                guard let base = bytes.baseAddress, LabelCodes.lengths.contains(length) else { return }
                if let code = codes.code(scale, base, length) {
                    found += 1
                    #expect(code == known[scale][text])
                }
                let code = UInt8.random(in: 0...CellCode.lastPoint, using: &random)
                codes.remember(scale, base, length, code: code)
                known[scale][text] = code
                #expect(codes.code(scale, base, length) == code)
            }
        }
        #expect(found > 0)
    }

    /// Nothing is there before it is remembered, not even bytes that are 0 as an empty place is.
    @Test func nothingIsThereAtFirst() {
        let codes = LabelCodes(scales: 1)
        defer { codes.deallocate() }
        for length in LabelCodes.lengths {
            let zeros = [UInt8](repeating: 0, count: length + 8)
            zeros.withUnsafeBufferPointer { bytes in
                if let base = bytes.baseAddress { #expect(codes.code(0, base, length) == nil) }
            }
        }
    }
}
