import Foundation
import GearModel
import GearTesting
import Testing

@testable import GearSession

/// What is offered where, as a table: lines with `> ` are what is typed up to the cursor `‸` (`⏎` is a line break), those with
/// `! ` are carried out before, and those below with `| ` are what is offered.
@Suite struct CompletionTests {
    static let file = "Tests/GearSessionTests/Completion/offered.txt"
    static let program = "Tests/GearSessionTests/Completion/town.gear"

    @Test func offered() throws {
        let text = try Repository.text(Self.file)
        let made = Self.answered(text)
        if Repository.isRecording {
            try made.write(to: Repository.url(Self.file), atomically: true, encoding: .utf8)
            Issue.record("recorded; look at it and run again")
        }
        let (old, new) = (text.split(separator: "\n"), made.split(separator: "\n"))
        for (line, other) in zip(old, new) where line != other {
            Issue.record("\(Self.file): expected \(line)\nfound    \(other)")
            return
        }
        #expect(old.count == new.count)
    }

    /// The cases of a text with what is offered now.
    private static func answered(_ text: String) -> String {
        var workspace = Workspace(Repository.url(program).path)
        var lines: [String] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            if line.hasPrefix("| ") { continue }
            lines.append(line)
            let typed = line.dropFirst(2).prefix { $0 != "‸" }.replacing("⏎", with: "\n")
            if line.hasPrefix("# ") { workspace = Workspace(Repository.url(program).path) }
            if line.hasPrefix("! ") { _ = workspace.enter(String(typed)) }
            if line.hasPrefix("> ") { lines += offer(workspace, String(typed)) }
        }
        return lines.joined(separator: "\n")
    }

    private static func offer(_ workspace: Workspace, _ typed: String) -> [String] {
        let found = Completer(workspace, typed).completions
        var words = found.words.map(\.text)
        for (name, all) in groups where !all.isEmpty && Set(all).isSubset(of: words) {
            let first = words.firstIndex(of: all[0]) ?? 0
            words.insert(name, at: first)
            words.removeAll { all.contains($0) }
        }
        var lines = found.note.isEmpty ? [] : ["| (\(found.note))"]
        var line = ""
        for word in words {
            if !line.isEmpty, line.count + word.count > 110 {
                lines.append("| " + line)
                line = ""
            }
            line += (line.isEmpty ? "" : "  ") + word
        }
        return lines + (line.isEmpty && !lines.isEmpty ? [] : ["| " + (line.isEmpty ? "-" : line)])
    }

    /// Long lists that need not be read again and again; those that hold others first.
    private static let groups: [(String, [String])] = [
        ("TABLES", Program.tableNames),
        ("FUNCTIONS", Function.allCases.map(\.rawValue)),
        (
            "NUMERIC-FUNCTIONS",
            Function.allCases.filter { $0.types.map { $0.result == .number } ?? true }.map(\.rawValue)
        ),
        ("TEXT-FUNCTIONS", Function.allCases.filter { $0.types.map { $0.result == .text } ?? true }.map(\.rawValue)),
        ("STANDARD-RULES", standard("std.mean_of_persons")),
        ("MEASURES", CellReference.Measure.allCases.map(\.rawValue)),
    ]

    private static func standard(_ one: String) -> [String] {
        Workspace(Repository.url(program).path).session.program.visibleNames
            .filter { $0.name.hasPrefix("std.") && $0.kind == .rule }.map(\.name)
    }

    /// Wherever the cursor stands in a program, something or nothing is offered, and what is offered goes on as what is
    /// typed does.
    @Test func everywhereInAProgram() throws {
        let text = try Repository.text(Self.program)
        let workspace = Workspace(Repository.url(Self.program).path)
        let bytes = Array(text.utf8)
        for end in stride(from: 0, through: bytes.count, by: 7) {
            let typed = String(decoding: bytes[..<end], as: UTF8.self)
            let found = Completer(workspace, typed).completions
            let word = String(decoding: bytes[min(found.start, end)..<end], as: UTF8.self)
            #expect(found.words.allSatisfy { $0.text.hasPrefix(word) }, "\(typed.suffix(40))")
        }
    }

    /// Words in any order end in no trap, in a program with errors neither.
    @Test(arguments: [[], [("framework town", "framework twon")], [("scoring plain on town", "scoring plain on twon")]])
    func anyTokens(changes: [(old: String, new: String)]) throws {
        let scratch = try Scratch()
        var program = try Repository.text(Self.program)
        for change in changes { program = program.replacing(change.old, with: change.new) }
        try scratch.write(program, to: "town.gear")
        let workspace = Workspace(scratch.folder.appending(path: "town.gear").path)
        let pieces = [
            "scores", "nodes", "|", "where", "select", "(", ")", "[", "]", "{", "}", ",", ".", ":", "=", "==", "in",
            "not",
            "is", "\"", "\n", " ", "by", "for", "what", "if", "amend", "answers", "vision", "score", "round", "compare",
            "explain", "define", "data", "->", "*", "..", "it", "level", "since", "wave", "1", "é", "//", "-",
            "question",
        ]
        var random = SplitMix(seed: 3)
        for _ in 0..<1_000 {
            var text = ""
            for _ in 0..<Int(random.next() % 12) {
                text += pieces[Int(random.next() % UInt64(pieces.count))] + (random.next() % 2 == 0 ? " " : "")
            }
            let found = Completer(workspace, text).completions
            let word = String(decoding: Array(text.utf8).dropFirst(found.start), as: UTF8.self)
            #expect(found.words.allSatisfy { $0.text.hasPrefix(word) }, "\(text)")
        }
    }
}
