import Foundation
import GearReport
import GearSource
import Testing

@Suite struct DiagnosticTests {
    static let wrong = Code("GB0299", .error, "name not known", "…")
    static let doubtful = Code("GB0298", .warning, "name not used", "…")
    static let texts = [
        "framework office \"District\" {\n  gear vision \"A shared\tpicture\"\n\ttag 東京 \"\u{1B}[2Jcleared\" in elements.vison\n}\n",
        "theme elements \"Five\" {\n  vision \"…\"\n}\n",
        String(repeating: "a", count: 30_000) + " vison " + String(repeating: "b", count: 30_000),
        "é\u{FFFD}x",
    ]

    static func source(_ file: FileID) -> SourceText? {
        guard texts.indices.contains(file.index) else { return nil }
        var bytes = Array(texts[file.index].utf8)
        if file.index == 3 { bytes = [0xC3, 0xA9, 0xFF, 0xFE, 0x78] }
        return SourceText(file: file, name: "f\(file.index).gear", bytes: bytes)
    }

    static func place(_ file: Int, _ word: String, _ text: String = "") -> Label {
        let bytes = Array(texts[file].utf8)
        let found = (0...(bytes.count - word.utf8.count)).first { bytes[$0...].starts(with: word.utf8) } ?? 0
        return Label(
            Location(FileID(file), UInt32(found)..<UInt32(found + word.utf8.count)), text)
    }

    static let all: [Diagnostic] = [
        Diagnostic(
            wrong, "there is no name `vison` in theme `elements`", at: place(0, "vison", "not in `elements`"),
            related: [place(1, "elements", "declared here"), place(0, "東京", "this tag")],
            why: "A tag lies in a theme by one of the theme's names, and the names of a theme are those that its own "
                + "block declares, in whatever file that is.",
            help: "Did you mean `vision`?",
            fix: Fix("Write `vision`", [Edit(place(0, "vison").location, "vision")], isSafe: false)),
        Diagnostic(
            doubtful, "this block is empty of meaning",
            at: place(0, "{\n  gear vision \"A shared\tpicture\"\n\ttag 東京 ")),
        Diagnostic(wrong, "far to the right", at: place(2, "vison", "here")),
        Diagnostic(wrong, "bytes that are no text", at: Location(FileID(3), 2..<4)),
        Diagnostic(wrong, "at the end", at: Location(FileID(0), 900..<950), help: "Close the brace."),
        Diagnostic(
            doubtful, "a source that nobody knows: \u{1B}[31m",
            data: DataPlace(file: "fall.csv", line: 412, column: "I answer as"),
            why: "The survey asks team and teacher.", help: "Map it: { \"Principal\": team }."),
        Diagnostic(doubtful, "a file that is not at hand", at: Location(FileID(9), 0..<1)),
    ]

    @Test func text() throws {
        var renderer = DiagnosticText(source: Self.source)
        let text = renderer.render(Self.all)
        #expect(!text.contains("\u{1B}"))
        #expect(text.split(separator: "\n").allSatisfy { TextWidth.of(String($0)) <= 130 })
        try Fixture.expect(text, "findings.txt")
        var colored = DiagnosticText(style: .colored, source: Self.source)
        try Fixture.expect(colored.render([Self.all[0]]), "findings-color.txt")
    }

    /// At a terminal, lines end between words, those with what is said of a place too.
    @Test func narrowText() throws {
        var renderer = DiagnosticText(width: 60, source: Self.source)
        let text = renderer.render(Self.all)
        #expect(text.split(separator: "\n").allSatisfy { TextWidth.of(String($0)) <= 60 })
        try Fixture.expect(text, "findings-narrow.txt")
    }

    @Test(arguments: [
        ("one two three", 7, "one two\nthree"), ("one two three", nil, "one two three"),
        ("one\n\ntwo\n", 3, "one\n\ntwo\n"),
        ("  a list of words\n  b", 13, "  a list of\n    words\n  b"), ("abcdefgh", 3, "abc\ndef\ngh"),
        ("      deep words", 8, "      deep words"), ("世界 世界", 5, "世界\n世界"),
    ])
    func paragraphsAreBrokenBetweenWords(text: String, width: Int?, lines: String) {
        #expect(Wrapping.paragraphs(text, width: width) == lines)
    }

    /// Where the source of a text ends its lines means nothing; an example keeps them.
    @Test func proseFlows() {
        let text = "One two\nthree four.\n\n- a b\n- c\n  d\n\n```gear\na b c d e\n  f\n```\nFive\nsix.\n"
        #expect(
            Wrapping.prose(text, width: 20)
                == "One two three four.\n\n- a b\n- c d\n\n```gear\na b c d e\n  f\n```\nFive six.\n")
        #expect(Wrapping.prose(text, width: nil) == text)
    }

    @Test func json() throws {
        var renderer = DiagnosticJSON(source: Self.source)
        let bytes = renderer.render(Self.all)
        let object = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
        #expect(object?["schema"] as? Int == 1)
        #expect(object?["errors"] as? Int == 4)
        #expect((object?["findings"] as? [Any])?.count == Self.all.count)
        try Fixture.expect(String(decoding: bytes, as: UTF8.self), "findings.json")
        #expect(try JSONSerialization.jsonObject(with: Data(renderer.render([]))) is [String: Any])
    }

    @Test func counting() {
        #expect(DiagnosticText.summary(Self.all) == "4 errors, 3 warnings\n")
        #expect(DiagnosticText.summary([]) == "")
    }

    /// Any place in any bytes can be shown.
    @Test(arguments: 0..<20) func anyPlaceInAnyBytes(seed: UInt64) {
        var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        func next(_ bound: UInt32) -> UInt32 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt32(state >> 33) % bound
        }
        let signs: [UInt8] = [
            0x0A, 0x0D, 0x09, 0x1B, 0x61, 0x20, 0xE6, 0x9D, 0xB1, 0xF0, 0x9F, 0x98, 0x80, 0xCC, 0x81, 0xFF,
        ]
        for _ in 0..<20 {
            let bytes = (0..<next(300)).map { _ in signs[Int(next(16))] }
            let source = SourceText(file: FileID(0), name: "x", bytes: bytes)
            let marks = (0..<3).map { _ -> Label in
                let start = next(320)
                return Label(Location(FileID(0), start..<(start + next(50))), "mark")
            }
            let finding = Diagnostic(Self.wrong, "m", at: marks[0], related: Array(marks[1...]))
            var text = DiagnosticText(width: 60) { _ in source }
            #expect(!text.render(finding).unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
            var json = DiagnosticJSON { _ in source }
            #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(json.render([finding]))) }
        }
    }
}
