import GearModel
import GearSource
import GearSyntax
import GearTable
import GearTesting
import Testing

@testable import GearExchange
import GearFormat

/// What is exported and imported again is what it was: as text of the language, and as a spreadsheet.
@Suite struct RoundTripTests {
    private static let rest = """

        source team "Team"
        source teacher "Teachers"
        source base "Base"
        wave fall "Fall" 2015-10
        wave spring "Spring" 2016-04
        scale agree "Agree" {
          1 "No"
          2 "Yes"
        }

        """

    /// The scales of the standard library, which surveys here use.
    private static let scales = try? SyntaxTree(
        parsing: SourceText(
            file: FileID(1), name: "scales.gear", bytes: Array(Repository.text("Stdlib/scales.gear").utf8)))

    static func program(_ text: String) throws -> Program {
        let trees = [
            SyntaxTree(parsing: SourceText(file: FileID(0), name: "x.gear", bytes: Array(text.utf8))),
            try #require(scales),
        ]
        let program = Program(
            trees.enumerated().map { Module(tree: $1, name: "x\($0)", directory: "", isStandardLibrary: $0 > 0) })
        let errors = (trees[0].diagnostics + program.diagnostics).filter { $0.code.severity == .error }
        for error in errors { Issue.record("\(error.code.id) \(error.message)\n\(text)") }
        return program
    }

    static func sheet(_ table: Table, separator: UInt8 = UInt8(ascii: ",")) throws -> Sheet {
        let file = DataFile(path: "x.csv", contents: table.delimited(separator: separator))
        return try Sheet(RowFile(file, format: .delimited(separator: separator)))
    }

    /// As white space around cells is no part of them.
    static func trimmed(_ outline: Outline) -> Outline {
        var outline = outline
        outline.title = outline.title.trimmed
        for place in outline.nodes.indices { outline.nodes[place].title = outline.nodes[place].title.trimmed }
        return outline
    }

    @Test(arguments: 0..<400) func frameworks(seed: UInt64) throws {
        var random = RandomProgram(seed: seed)
        let outline = random.outline()
        let program = try Self.program(outline.text + "\n")
        var declared = Outline(0, of: program, in: FileID(0))
        #expect(declared == outline, "\(outline.text)")
        // As the reader has it: themes come with their first use.
        declared = Self.trimmed(declared)
        let separator: UInt8 = seed % 2 == 0 ? 0x2C : 0x09
        let (read, findings) = Outline.read(try Self.sheet(outline.table, separator: separator), OutlineOptions())
        #expect(findings.isEmpty, "\(findings.map(\.message))\n\(outline.text)")
        #expect(read == declared, "\(outline.text)\n\(read?.text ?? "")")
        // Into what it came from, nothing changes, with or without its names.
        var options = OutlineOptions()
        options.known = Outline(0, of: program, in: FileID(0))
        options.add(program, in: FileID(0))
        let again = Outline.read(try Self.sheet(outline.table), options)
        var expected = declared
        expected.themes = []
        #expect(again.outline == expected && again.findings.isEmpty)
    }

    @Test(arguments: 0..<400) func surveys(seed: UInt64) throws {
        var random = RandomProgram(seed: seed &+ 1_000_000)
        let outline = random.outline()
        let paths = outline.nodes.indices.map { outline.path(of: $0) } + ["office"]
        let list = random.questions(paths)
        let program = try Self.program(outline.text + Self.rest + list.text + "\n")
        let declared = QuestionList(0, of: program)
        var expected = list
        for place in expected.questions.indices {
            for earlier in expected.questions[place].earlier.indices
            where expected.questions[place].earlier[earlier].until == "2019-12" {
                // A date after all waves is told as one that is.
                expected.questions[place].earlier[earlier].until = "2017-12"
            }
        }
        #expect(declared == expected, "\(list.text)")
        let options = QuestionOptions(Vocabulary(program, in: FileID(0)), framework: 0)
        let (read, findings) = QuestionList.read(try Self.sheet(declared.table), options)
        #expect(findings.isEmpty, "\(findings.map(\.message))\n\(list.text)")
        #expect(read == declared, "\(list.text)\n\(read?.text ?? "")")
        var into = options
        into.known = declared
        #expect(QuestionList.read(try Self.sheet(declared.table), into).list == declared)
    }

    @Test func titlesThatLookLikeNoneComeBack() {
        for name in ["a", "b"] {
            for title in ["", "a", "(a)", "((a))", "-", "(-)", "(b)", "()", "(", "a)"] {
                #expect(WrittenTitle.title(WrittenTitle.cell(title, name: name), name: name) == title)
            }
        }
    }

    /// Whatever a spreadsheet or a text holds: no crash, and what is written parses and is formatted.
    @Test(arguments: 0..<300) func anythingIsRead(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        func pick(_ parts: [String]) -> String { parts[Int(random.next() % UInt64(parts.count))] }
        let header = [
            "Gear", "Lead tag", "Sub-tag", "Look-for", "Name", "Weight", "Builds on", "Theme", "Formerly", "Question",
            "Tags",
            "Kind", "Section", "Reverse", "Was", "For team", "Version", "Layers", "Framework", "", "x",
        ]
        let cells = [
            "", "", "", "a", "b", "A", "in", "2", "-", "a.b", "a; b", "survey", "section", "\"\"\"x\"\" until fall\"",
            "\u{0}",
            "\u{1B}[2J", "}", "\"\n\"", "//", "\\", "\"\"\"\"", "yes", "()", "(a)", "- ", "# ", "1.2.3", "🙂",
            "\u{202E}", "a > b",
        ]
        let width = 1 + Int(random.next() % 8)
        var lines = [(0..<width).map { _ in pick(header) }.joined(separator: ",")]
        for _ in 0..<Int(random.next() % 12) {
            lines.append((0..<width).map { _ in pick(cells) }.joined(separator: ","))
        }
        let text = lines.joined(separator: "\n")
        let program = try Self.program("framework office \"O\" { gear a \"A\" { tag b \"B\" } }\n" + Self.rest)
        var options = OutlineOptions()
        if seed % 2 == 0 {
            options.known = Outline(0, of: program, in: FileID(0))
            options.add(program, in: FileID(0))
        }
        var written: [String?] = [Outline.read(text: text + "\n\t- " + text, path: "x.txt", options).outline?.text]
        if let sheet = try? Sheet(
            RowFile(DataFile(path: "x.csv", contents: Array(text.utf8)), format: .delimited(separator: 0x2C)))
        {
            written.append(Outline.read(sheet, options).outline?.text)
            let vocabulary = Vocabulary(program, in: FileID(0))
            written.append(QuestionList.read(sheet, QuestionOptions(vocabulary, framework: 0)).list?.text)
        }
        for text in written.compactMap(\.self) {
            let tree = SyntaxTree(parsing: SourceText(file: FileID(0), name: "x", bytes: Array(text.utf8)))
            #expect(tree.diagnostics.isEmpty, "\(tree.diagnostics.map(\.message))\n\(text)")
            #expect(String(decoding: tree.formatted(), as: UTF8.self) == text + "\n")
        }
    }
}
