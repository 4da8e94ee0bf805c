import GearTesting
import Testing

@testable import GearScore

/// Rows that are guessed from the row before, beside the same rows with quotes around every field, of which none is guessed.
@Suite struct RepeatedRowsTests {
    private struct Row {
        var fields: [String]
        var end = "\n"
    }

    private static let program =
        IntakeRandomTests.program
            + """

            data d from "a.csv" for s {
            \(IntakeRandomTests.keys)
              question: column "item"
              answer: column "value"
            }

            """

    /// Respondents' rows, mostly together and in order, with whatever may come between.
    private static func rows(_ seed: UInt64, people: Int, end: String) -> [Row] {
        var random = Dice(seed)
        var rows: [Row] = []
        for person in 0..<people {
            let key = [
                "r\(random.roll(20) == 0 ? random.roll(people) : person)",
                random.pick(["d1", "d\u{E9}", "", "d 22222"]),
                random.pick(["team", "teacher", "teacher", "nobody"]), random.pick(["fall15", "spring16"]),
            ]
            for question in ["q1", "q2", "Goals are clear", "q3"] where random.roll(5) > 0 {
                let value = random.pick(["1", "2", "3", "3", "", "2.0", "Maybe", "4", "x", " ", "."])
                rows.append(Row(fields: key + [random.roll(40) == 0 ? "q9" : question, value], end: end))
                if random.roll(30) == 0 { rows.append(rows[rows.count - 1]) }
                if random.roll(60) == 0 { rows.append(Row(fields: key + ["q1"], end: end)) }
                if random.roll(60) == 0 { rows[rows.count - 1].end = "\n" }
                if random.roll(60) == 0 { rows.append(Row(fields: [], end: end)) }
            }
        }
        return rows
    }

    private static func text(_ rows: [Row], quoted: Bool, _ random: inout Dice) -> String {
        rows.reduce(into: "id,district,source,wave,item,value\n") { text, row in
            let isQuoted = quoted || random.roll(50) == 0
            text += row.fields.map { isQuoted ? "\"\($0)\"" : $0 }.joined(separator: ",") + row.end
        }
    }

    @Test(arguments: 0..<12) func areWhatTheySay(seed: UInt64) throws {
        var random = Dice(seed)
        let end = seed % 3 == 0 ? "\r\n" : "\n"
        let rows = Self.rows(seed, people: 60, end: end)
        var plain = Self.text(rows, quoted: false, &random)
        var quoted = Self.text(rows, quoted: true, &random)
        if seed % 2 == 0 {
            plain.removeLast()
            quoted.removeLast()
        }
        let (taken, wanted) = (
            try TakenIn(Self.program, files: ["a.csv": plain]), try TakenIn(Self.program, files: ["a.csv": quoted])
        )
        #expect(taken.text == wanted.text)
        #expect(!taken.records.isEmpty)
    }

    /// A name that was met in quotes is not taken for fields without them, and a separator in an answer ends it.
    @Test func whatNeedsQuotesIsNotGuessed() throws {
        let long = "r1,d1,team,fall15"
        let taken = try TakenIn(
            Self.program,
            files: [
                "a.csv": "id,district,source,wave,item,value\n" + "\(long),q1,1\n\(long),\"Goals, and means\",2\n"
                    + "r2,d1,team,fall15,q1,1\nr2,d1,team,fall15,Goals, and means,2\nr2,d1,team,fall15,q2,,\n"
            ])
        #expect(taken.report.files[0].rowsRead == 5)
        #expect(taken.report.files[0].rowsSetAside == 1)
        #expect(taken.report.findings.contains { $0.message.contains("7 fields") || $0.message.contains("7") })
    }

    /// Guessing goes on from one piece of the file to the next, and every thread guesses for itself.
    @Test func manyRowsOnSeveralThreads() throws {
        var random = Dice(5)
        let rows = Self.rows(5, people: 60_000, end: "\n").filter { !$0.fields.isEmpty }
        let bytes = Array(Self.text(rows, quoted: false, &random).utf8)
        #expect(bytes.count > 4 << 20)
        let texts = try [1, 2, 3].map { threads in
            var options = IntakeOptions()
            options.threads = threads
            return try TakenIn(Self.program, files: ["a.csv": bytes], options: options).text
        }
        #expect(texts[1] == texts[0] && texts[2] == texts[0])
        let quoted = Array(Self.text(rows, quoted: true, &random).utf8)
        #expect(try TakenIn(Self.program, files: ["a.csv": quoted], options: IntakeOptions()).text == texts[0])
    }
}
