import Foundation
import GearTesting
import Testing

/// A first session at the prompt, as the README shows it: typed here, in a terminal, on the smallest example.
/// `make session` writes it down, as text there and as a picture in `docs`.
@Suite struct FirstSessionTests {
    private static let typed = [
        "questions | select question, node, reverse<Enter>",
        "scores of std.mean_of_persons | select title, score, n<Enter>",
        "| sort score | take 1<Enter>",
        "define lowest<Enter>",
        "scores of std.mean_of_persons | select source, title, score<Enter>",
        "| what if { answers exit for question == q2 { 4: 2 } }<Enter>",
    ]
    private static let (before, after) = (
        "<!-- a first session, written by `make session` -->\n```\n$ gearbox repl minimal.gear\n", "\n```\n"
    )

    @Test func theReadmeShowsWhatTheProgramDoes() throws {
        let scratch = try Scratch()
        try scratch.copy("examples/minimal")
        let talk = try Conversation(
            "gearbox repl minimal.gear", in: scratch.folder.appending(path: "examples/minimal"),
            environment: ["PAGER": "cat"],
            rows: 100)
        try #require(talk.shows { $0.hasSuffix("gear>") }, "\(talk.text)")
        for (number, keys) in Self.typed.enumerated() {
            talk.type(keys)
            let isBack = talk.shows { $0.components(separatedBy: "gear>").count == number + 3 && $0.hasSuffix("gear>") }
            #expect(isBack, "\(talk.text)")
        }
        let session = talk.text
        let readme = try Repository.text("README.md")
        let start = try #require(readme.range(of: Self.before))
        let end = try #require(readme.range(of: Self.after, range: start.upperBound..<readme.endIndex))
        let picture = Self.picture(session)
        if Repository.isRecording {
            let text = readme.replacingCharacters(in: start.upperBound..<end.lowerBound, with: session)
            try text.write(to: Repository.url("README.md"), atomically: true, encoding: .utf8)
            try picture.write(to: Repository.url("docs/session.svg"), atomically: true, encoding: .utf8)
            Issue.record("recorded; look at it and run again")
        } else {
            #expect(readme[start.upperBound..<end.lowerBound] == session)
            #expect(try Repository.text("docs/session.svg") == picture)
        }
    }

    /// What a terminal of 80 columns shows, as a picture; what was typed is light.
    private static func picture(_ session: String) -> String {
        let lines = session.split(separator: "\n", omittingEmptySubsequences: false)
        let (width, step) = (80 * 9 + 32, 20)
        let rows = lines.enumerated().map { number, line in
            let text = line.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            let isTyped = line.hasPrefix("gear>")
            return
                "  <text x=\"16\" y=\"\(30 + number * step)\" fill=\"\(isTyped ? "#ffffff" : "#c8d0d8")\">\(text)</text>\n"
        }
        return """
            <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(lines.count * step + 32)" role="img">
              <title>A first session at the prompt</title>
              <rect width="100%" height="100%" rx="8" fill="#1d2329"/>
              <g font-family="ui-monospace, Menlo, Consolas, monospace" font-size="15" xml:space="preserve">
            \(rows.joined())  </g>
            </svg>

            """
    }
}
