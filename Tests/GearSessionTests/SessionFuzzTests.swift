import GearSession
import GearSource
import GearTesting
import Testing

/// Whatever is done to a valid program: findings or tables, no trap and no hang. Fixed seeds, so a failure comes back.
@Suite struct SessionFuzzTests {
    @Test func mutatedProgramsAreCheckedAndRun() throws {
        let cases = try ["tables", "tests"].flatMap { folder in
            try Repository.files(under: "Grammar/conformance/\(folder)", ending: ".gear-case")
                .flatMap { ConformanceFile($0, try Repository.text($0)).cases }
        }
        let words = cases.flatMap { $0.source.split { $0 == " " || $0 == "\n" } }.map { Array($0.utf8) + [0x20] }
        var random = SystemIndependentDice(state: 7)
        for round in 0..<400 {
            let one = cases[round % cases.count]
            let scratch = try Scratch()
            for file in one.files { try scratch.write(file.text, to: file.name) }
            var bytes = Array(one.source.utf8)
            for _ in 0..<Int.random(in: 1...3, using: &random) where !bytes.isEmpty {
                mutate(&bytes, words, &random)
            }
            let session = Session(
                scratch.folder.appending(path: "program.gear").path, text: bytes, loader: .disk)
            if session.hasErrors {
                #expect(session.diagnostics.allSatisfy { !$0.message.isEmpty })
                continue
            }
            _ = session.runTests()
            _ = session.coverage()
            for shown in session.shows {
                let before = session.diagnostics.count
                let table = session.table(of: shown)
                #expect(table != nil || session.diagnostics.count > before || session.hasErrors)
            }
        }
    }

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
        var random = SystemIndependentDice(state: 11)
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

    private func mutate(_ bytes: inout [UInt8], _ words: [[UInt8]], _ random: inout SystemIndependentDice) {
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

/// SplitMix64 (Steele, Lea and Flood 2014): the same numbers everywhere.
struct SystemIndependentDice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
