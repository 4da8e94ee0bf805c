import GearTable
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
            let length = Int.random(in: 0...35, using: &random)
            let text = (0..<length).map { _ in UInt8.random(in: 97...98, using: &random) | (seed % 2 == 0 ? 0 : 0x80) }
            let scale = Int.random(in: 0..<3, using: &random)
            // As in a batch, bytes may be read wherever a text is.
            (text + [UInt8](repeating: 99, count: RowBatch.readable)).withUnsafeBufferPointer { bytes in
                guard let base = bytes.baseAddress else { return }
                let before = codes.code(scale, base, length)
                if before != CellCode.unseen {
                    found += 1
                    #expect(before == known[scale][text])
                }
                let code = UInt8.random(in: 0...CellCode.lastPoint, using: &random)
                codes.remember(scale, base, length, code: code)
                known[scale][text] = code
                let isHeld = LabelCodes.lengths.contains(length)
                #expect(codes.code(scale, base, length) == (isHeld ? code : CellCode.unseen))
            }
        }
        #expect(found > 0)
    }

    /// Nothing is there before it is remembered, not even bytes that are 0 as an empty place is.
    @Test func nothingIsThereAtFirst() {
        let codes = LabelCodes(scales: 1)
        defer { codes.deallocate() }
        for length in LabelCodes.lengths {
            let zeros = [UInt8](repeating: 0, count: length + RowBatch.readable)
            zeros.withUnsafeBufferPointer { bytes in
                if let base = bytes.baseAddress { #expect(codes.code(0, base, length) == CellCode.unseen) }
            }
        }
    }

    /// Some usual answers, given in a row as the fields of a file are.
    @Test func answersOfARow() {
        let texts = ["Strongly agree", "", "5", "Strongly disagree", "Agree", "10", "Agree", "nobody's"]
        let codes = LabelCodes(scales: 2)
        defer { codes.deallocate() }
        let row = Array(texts.joined(separator: ",").utf8)
        var slices: [FieldSlice] = []
        var start = 0
        for text in texts {
            slices.append(FieldSlice(start: UInt32(start), end: UInt32(start + text.utf8.count)))
            start += text.utf8.count + 1
        }
        (row + [UInt8](repeating: 0, count: RowBatch.readable)).withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return }
            for (place, slice) in slices.dropLast().enumerated() {
                let code = UInt8(texts.firstIndex(of: texts[place]) ?? place)
                codes.remember(1, base + Int(slice.start), Int(slice.end - slice.start), code: code)
            }
            var given = [UInt8](repeating: 99, count: texts.count)
            codes.codes(1, base, slices, count: texts.count, into: &given)
            #expect(given == [0, 1, 2, 3, 4, 5, 4, CellCode.unseen])
            codes.codes(0, base, slices, count: texts.count, into: &given)
            #expect(given == [UInt8](repeating: CellCode.unseen, count: texts.count))
        }
    }
}
