import Foundation
import GearTesting
import Testing

/// The real program in a terminal: keys in, screen out. A case in `Cases` is a title, then what is typed and, after a line
/// of dashes, what the screen shows, again and again.
@Suite struct PromptTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let file: String
        let title: String
        var steps: [(keys: String, screen: String)]

        var testDescription: String { "\(file): \(title)" }
    }

    static let files = Repository.files(under: "Tests/PromptTests/Cases", ending: ".txt")
    static let cases = files.flatMap { file in (try? read(file)) ?? [] }

    /// Cases begin with `# `, keys with `> `; all other lines are screens, between lines of dashes.
    static func read(_ file: String) throws -> [Case] {
        var cases: [Case] = []
        var hasScreen = false
        for line in try Repository.text(file).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        {
            if line.hasPrefix("# ") {
                cases.append(Case(file: file, title: String(line.dropFirst(2)), steps: []))
            } else if cases.isEmpty {
                continue
            } else if line.hasPrefix("> ") {
                cases[cases.count - 1].steps.append((String(line.dropFirst(2)), ""))
                hasScreen = false
            } else if line == "|" || line.hasPrefix("| "), let last = cases.last?.steps.indices.last {
                let screen = cases[cases.count - 1].steps[last].screen
                // The first line of a screen may be empty.
                cases[cases.count - 1].steps[last].screen = (hasScreen ? screen + "\n" : "") + line.dropFirst(2)
                hasScreen = true
            }
        }
        return cases
    }

    @Test(arguments: cases) func keysInScreenOut(one: Case) throws {
        let scratch = try Self.folder()
        let talk = try Conversation("gearbox repl town.gear", in: scratch.folder)
        try #require(talk.shows { $0.hasSuffix("gear>") })
        for step in one.steps where !Repository.isRecording {
            talk.type(step.keys)
            let isShown = talk.shows { $0 == step.screen }
            #expect(isShown, "\(step.keys)\n\(talk.text)")
            if !isShown { return }
        }
    }

    /// Writes down what the screens show, to be read before it is committed.
    @Test(.enabled(if: Repository.isRecording)) func recorded() throws {
        for file in Self.files {
            var text = ""
            for one in try Self.read(file) {
                text += "# \(one.title)\n"
                let scratch = try Self.folder()
                let talk = try Conversation("gearbox repl town.gear", in: scratch.folder)
                _ = talk.shows { $0.hasSuffix("gear>") }
                for step in one.steps {
                    talk.type(step.keys)
                    // What is so already need not be waited for.
                    _ = step.screen.isEmpty || talk.shows(seconds: 1) { $0 == step.screen }
                    if talk.text != step.screen { talk.settle(milliseconds: 1500) }
                    text += "> \(step.keys)\n"
                    text += talk.text.split(separator: "\n", omittingEmptySubsequences: false)
                        .map { $0.isEmpty ? "|\n" : "| \($0)\n" }.joined()
                }
                text += "\n"
            }
            try text.write(to: Repository.url(file), atomically: true, encoding: .utf8)
        }
        Issue.record("recorded; look at it and run again")
    }

    /// A small town with answers, in a folder of its own.
    static func folder() throws -> Scratch {
        let scratch = try Scratch()
        for name in ["town.gear", "answers.csv"] {
            try scratch.write(try Repository.text("Tests/PromptTests/Town/\(name)"), to: name)
        }
        return scratch
    }
}
