import GearSession
import GearSource
import GearTesting
import Testing

/// Whatever is done to a valid program, it is mended. Fixed seeds, so a failure comes back. GearFuzzTests has programs that
/// are checked and run.
@Suite struct SessionFuzzTests {
    /// Whatever is wrong with a program, its safe fixes come to an end and leave it no worse to read; whatever stands in
    /// a comment for Gearbox or in settings, they are read.
    @Test func mutatedProgramsAreMended() throws {
        let cases = try ["syntax", "model"].flatMap {
            Repository.files(under: "Grammar/conformance/" + $0, ending: ".gear-case")
        }
        .flatMap { ConformanceFile($0, try Repository.text($0)).cases }
        let comment = "\n// gearbox: allow GB0205, GB0402 because it is so\nsettings { GB0402 off in \"x\" }\n"
        let words = ["gearbox:", "allow", "because", "GB0203", ",", "//", "settings", "off", "in", "{", "\""]
            .map { Array($0.utf8) + [0x20] }
        var random = SplitMix(seed: 11)
        let scratch = try Scratch()
        let path = scratch.folder.appending(path: "gearbox.gear").path
        for round in 0..<200 {
            var bytes = Array((cases[round * 7 % cases.count].source + comment).utf8)
            for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty { mutate(&bytes, words, &random) }
            func unreadable(_ text: [UInt8]) -> Int {
                Findings(checking: [path], texts: [path: text], loader: .disk).diagnostics
                    .count { $0.code.id < "GB02" && $0.severity == .error }
            }
            let run = FixRun([path], texts: [path: bytes], loader: .disk, unsafe: false)
            let fixed = run.changes.first?.after ?? bytes
            #expect(unreadable(fixed) <= unreadable(bytes), "\(String(decoding: bytes, as: UTF8.self))")
            #expect(FixRun([path], texts: [path: fixed], loader: .disk, unsafe: false).count == 0)
            _ = FixRun([path], texts: [path: bytes], loader: .disk, unsafe: true)
        }
    }

    private func mutate(_ bytes: inout [UInt8], _ words: [[UInt8]], _ random: inout SplitMix) {
        let at = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<5, using: &random) {
        case 0: bytes.remove(at: at)
        case 1: bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 1...20, using: &random)))
        case 2: bytes[at] = Array("0123456789.%-+*/<>=|(){}[],:\"".utf8).randomElement(using: &random) ?? 0x30
        default:
            // A word of some program in place of one of this.
            let end = bytes[at...].firstIndex { $0 == 0x20 || $0 == 0x0A } ?? bytes.count
            let start = bytes[..<at].lastIndex { $0 == 0x20 || $0 == 0x0A }.map { $0 + 1 } ?? 0
            bytes.replaceSubrange(start..<end, with: words.randomElement(using: &random) ?? [])
        }
    }
}
