import GRDB
import GearSource
import GearTable
import GearTesting
import Testing

@testable import GearScore

/// Random answers, in every layout and order, against a dictionary that takes them in one by one.
@Suite struct IntakeRandomTests {
    static let program = """
        framework f "F" {
          gear g "G"
        }
        dimension district "District"
        wave fall15 "Fall 2015" 2015-10
        wave spring16 "Spring 2016" 2016-05
        source team "District team"
        source teacher "Teachers"
        scale agreement "How far?" {
          1 "No"
          2 "Perhaps" also "Maybe"
          3 "Yes, always"
          absent dont_know "Don't know"
        }
        survey s "S" on f {
          asks team, teacher
          scale agreement
          question q1 "Goals are clear" -> g
          question q2 "Goals are \\"shared\\"" -> g
          question q3 "Goals, and means" -> g
        }
        """
    static let questions = ["q1", "q2", "q3"]
    static let texts = ["Goals are clear", "Goals are \"shared\"", "Goals, and means"]
    static let keys = """
          respondent: column "id"
          district: column "district"
          source: column "source"
          wave: column "wave"
        """

    /// Whose answer, to what, and what: the code as a word of the listing.
    struct Answer {
        let id: String
        let district: String
        let source: String
        let wave: String
        let question: Int
        /// `1`, `2`, `3`, `dk` or `.`.
        let code: String

        var key: String { [id, district, source, wave].joined(separator: "\u{1F}") }
    }

    /// `isUnique`: nobody answers a question twice.
    static func answers(_ seed: UInt64, people: Int, isUnique: Bool) -> [Answer] {
        var random = Dice(seed)
        var answers: [Answer] = []
        for person in 0..<people {
            for wave in ["fall15", "spring16"] where random.roll(3) > 0 {
                let source = random.pick(["team", "teacher"])
                let district = random.pick(["d1", "d,2", "d \"3\"", ""])
                for question in 0..<3 {
                    for _ in 0..<(isUnique ? 1 : [1, 1, 1, 1, 2, 3][random.roll(6)]) {
                        let code = random.pick(["1", "2", "3", "2", "3", "dk", "."])
                        answers.append(
                            Answer(
                                id: "r\(person)", district: district, source: source, wave: wave, question: question,
                                code: code))
                    }
                }
            }
        }
        return answers
    }

    /// What a listing of records is to say.
    static func expected(_ answers: [Answer]) -> [String] {
        var cells: [String: [Set<String>]] = [:]
        var people: [String: Answer] = [:]
        for answer in answers {
            people[answer.key] = answer
            cells[answer.key, default: [[], [], []]][answer.question].insert(answer.code)
        }
        return people.map { key, answer in
            let codes = cells[key, default: []].map { given in
                let stated = given.subtracting(["."])
                return stated.count == 1 ? stated.first ?? "" : "."
            }
            let district = answer.district.isEmpty ? "?" : answer.district
            let shown = zip(questions, codes).map { "\($0)=\($1)" }.joined(separator: " ")
            return "\(answer.id): \(answer.source), \(answer.wave), \(district) | \(shown)\n"
        }
        .sorted()
    }

    static func quoted(_ text: String) -> String {
        text.contains { $0 == "," || $0 == "\"" || $0 == "\n" } ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
    }

    static let words = ["1": "No", "2": "maybe", "3": "Yes, always", "dk": " don't know", ".": ""]
    static let codes = ["1": "1", "2": "2.0", "3": "3", "dk": "dont_know", ".": ""]

    static func long(_ answers: [Answer], words: [String: String] = codes) -> String {
        "id,district,source,wave,item,value\n"
            + answers.map { answer in
                let fields = [
                    answer.id, answer.district, answer.source, answer.wave, questions[answer.question],
                    words[answer.code, default: ""],
                ]
                return fields.map(quoted).joined(separator: ",") + "\n"
            }
            .joined()
    }

    static func longBinding(_ files: String...) -> String {
        let paths = files.map { "\"\($0)\"" }.joined(separator: ", ")
        return "\ndata d from \(paths) for s {\n\(keys)\n  question: column \"item\"\n  answer: column \"value\"\n}\n"
    }

    @Test(arguments: 0..<20) func longIsWhatADictionaryTakesIn(seed: UInt64) throws {
        let answers = Self.answers(seed, people: 40, isUnique: false)
        let taken = try TakenIn(
            Self.program + Self.longBinding("a.csv"), files: ["a.csv": Self.long(answers)])
        #expect(taken.records == Self.expected(answers))
        let file = taken.report.files[0]
        #expect(file.rowsRead == answers.count)
        #expect(file.rowsUsed + file.rowsSetAside == file.rowsRead)
        #expect(file.rowsSetAside == taken.rejects.count)
        #expect(file.rowsSetAside == Self.conflicting(answers))
        #expect(file.repeats == Self.repeated(answers))
    }

    /// Answers that a different one to the same question contradicts.
    static func conflicting(_ answers: [Answer]) -> Int {
        stated(answers).values.filter { Set($0).count > 1 }.reduce(0) { $0 + $1.count }
    }

    static func repeated(_ answers: [Answer]) -> Int {
        stated(answers).values.filter { Set($0).count == 1 }.reduce(0) { $0 + $1.count - 1 }
    }

    private static func stated(_ answers: [Answer]) -> [String: [String]] {
        Dictionary(
            answers.filter { $0.code != "." }.map { ("\($0.key)\u{1F}\($0.question)", [$0.code]) },
            uniquingKeysWith: +)
    }

    @Test(arguments: 0..<5) func orderAndFilesMakeNoDifference(seed: UInt64) throws {
        let answers = Self.answers(seed, people: 40, isUnique: false)
        var random = Dice(seed)
        let whole = try TakenIn(Self.program + Self.longBinding("a.csv"), files: ["a.csv": Self.long(answers)])
        let mixed = answers.shuffled(using: &random)
        let cut = random.roll(mixed.count)
        let parts = try TakenIn(
            Self.program + Self.longBinding("a.csv", "b.csv"),
            files: [
                "a.csv": Self.long(Array(mixed[..<cut])), "b.csv": Self.long(Array(mixed[cut...]), words: Self.words),
            ])
        #expect(parts.records == whole.records)
        #expect(parts.report.files.map(\.rowsSetAside).reduce(0, +) == whole.report.files[0].rowsSetAside)
        #expect(parts.report.files.map(\.repeats).reduce(0, +) == whole.report.files[0].repeats)
    }

    /// Of many questions cells are joined many at a time, where two files, or threads, have some of a person each; a few
    /// answers are repeated, and a few contradicted.
    @Test(arguments: 0..<6) func manyQuestionsInTwoFiles(seed: UInt64) throws {
        var random = Dice(seed)
        let count = [16, 17, 37, 48][random.roll(4)]
        let questions = (0..<count).map { "question q\($0) \"Q\($0)\" -> g" }.joined(separator: "\n")
        let end = try #require(Self.program.range(of: "  question q1"))
        let program = Self.program[..<end.lowerBound] + questions + "\n}\n"
        var rows: [String] = []
        for person in 0..<30 {
            for question in 0..<count where random.roll(5) > 0 {
                let row = "r\(person),d1,team,fall15,q\(question),"
                rows.append(row + random.pick(["1", "2", "3", ""]))
                if random.roll(60) == 0 { rows.append(random.pick([rows[rows.count - 1], row + "3"])) }
            }
        }
        rows = rows.shuffled(using: &random)
        func file(_ rows: some Sequence<String>) -> String {
            "id,district,source,wave,item,value\n" + rows.joined(separator: "\n")
        }
        let cut = rows.count / 3
        let whole = try TakenIn(program + Self.longBinding("a.csv"), files: ["a.csv": file(rows)])
        let parts = try TakenIn(
            program + Self.longBinding("a.csv", "b.csv"),
            files: ["a.csv": file(rows[..<cut]), "b.csv": file(rows[cut...])])
        #expect(whole.records.count == 30 && whole.report.files[0].repeats > 0)
        #expect(parts.records == whole.records)
        #expect(
            parts.report.files.map(\.rowsSetAside).reduce(0, +) == whole.report.files[0].rowsSetAside)
        #expect(parts.report.files.map(\.repeats).reduce(0, +) == whole.report.files[0].repeats)
    }

    /// Enough rows that each thread gets some.
    @Test func threadsMakeNoDifference() throws {
        let answers = Self.answers(7, people: 18_000, isUnique: false)
        let bytes = Array(Self.long(answers).utf8)
        #expect(bytes.count > 2 << 20)
        let results = try [1, 2].map { threads in
            var options = IntakeOptions()
            options.threads = threads
            return try TakenIn(Self.program + Self.longBinding("a.csv"), files: ["a.csv": bytes], options: options)
        }
        #expect(results[0].records == Self.expected(answers))
        for other in results[1...] {
            #expect(other.text == results[0].text)
        }
        let findings = results[0].report.findings.map(\.message)
        #expect(findings.count < 40)
        #expect(findings.contains { $0.hasPrefix("… and ") })
    }

    @Test(arguments: 0..<5) func layoutsAndFormatsMakeNoDifference(seed: UInt64) throws {
        let answers = Self.answers(seed, people: 30, isUnique: true)
        let expected = Self.expected(answers)
        let rows = Dictionary(grouping: answers, by: \.key).values
        func wide(_ names: [String], _ words: [String: String]) -> String {
            let header = (["id", "district", "source", "wave"] + names).map(Self.quoted).joined(separator: ",")
            let lines = rows.map { row in
                let fields = [row[0].id, row[0].district, row[0].source, row[0].wave]
                return (fields + row.map { words[$0.code, default: ""] }).map(Self.quoted).joined(separator: ",")
            }
            return ([header] + lines).joined(separator: "\r\n")
        }
        let wideBinding = "\ndata d from \"a.csv\" for s {\n\(Self.keys)\n}\n"
        let jsonBinding = Self.longBinding("a.jsonl")
        let json = answers.map { answer in
            let district = answer.district.replacing("\"", with: "\\\"")
            return "{\"id\": \"\(answer.id)\", \"district\": \"\(district)\", \"source\": \"\(answer.source)\", "
                + "\"wave\": \"\(answer.wave)\", \"item\": \"\(Self.questions[answer.question])\", "
                + "\"value\": \"\(Self.words[answer.code, default: ""])\"}\n"
        }
        let results = try [
            TakenIn(Self.program + wideBinding, files: ["a.csv": wide(Self.questions, Self.codes)]),
            TakenIn(Self.program + wideBinding, files: ["a.csv": wide(Self.texts, Self.words)]),
            TakenIn(
                Self.program + wideBinding, files: ["a.csv": wide(Self.texts.map { " \($0.uppercased())" }, Self.words)]
            ),
            TakenIn(Self.program + Self.longBinding("a.csv"), files: ["a.csv": Self.long(answers, words: Self.words)]),
            TakenIn(Self.program + jsonBinding, files: ["a.jsonl": json.joined()]),
        ]
        for result in results {
            #expect(result.records == expected)
            #expect(result.report.findings.map(\.message) == [])
        }
        #expect(try Self.fromSQLite(answers).records == expected)
    }

    private static func fromSQLite(_ answers: [Answer]) throws -> TakenIn {
        let scratch = try Scratch()
        let path = scratch.folder.appending(path: "a.sqlite").path
        let queue = try DatabaseQueue(path: path)
        try queue.write { database in
            try database.execute(
                sql: "CREATE TABLE answers (id TEXT, district TEXT, source TEXT, wave TEXT, item TEXT, value TEXT)")
            for answer in answers {
                try database.execute(
                    sql: "INSERT INTO answers VALUES (?, ?, ?, ?, ?, ?)",
                    arguments: [
                        answer.id, answer.district.isEmpty ? nil : answer.district, answer.source, answer.wave,
                        questions[answer.question], codes[answer.code],
                    ])
            }
        }
        try queue.close()
        return try TakenIn(try TakenIn.model(program + longBinding("a.sqlite"))) { _, _ throws(Diagnostic) in
            try RowFile(path: path, format: .sqlite(table: nil))
        }
    }

    /// Any bytes end in rows that are used or set aside, and nothing else.
    @Test(arguments: 0..<300) func anyBytesAreCounted(seed: UInt64) throws {
        var random = Dice(seed)
        let alphabet = Array("id,q1\n\"\r;{}:rteam3\u{0}".utf8) + [0xFF, 0xC3, 0xEF]
        var bytes = Array((random.roll(2) == 0 ? "id,source,wave,item,value\n" : "id,source,q1,q2\n").utf8)
        for _ in 0..<random.roll(300) { bytes.append(random.pick(alphabet)) }
        let isLong = random.roll(2) == 0
        let binding =
            isLong
            ? "\ndata d from \"a.csv\" for s {\n  respondent: column \"id\"\n  source: column \"source\"\n"
                + "  question: column \"item\"\n  answer: column \"value\"\n}\n"
            : "\ndata d from \"a.csv\" for s {\n  respondent: column \"id\"\n  source: column \"source\"\n}\n"
        let taken = try TakenIn(Self.program + binding, files: ["a.csv": bytes])
        for file in taken.report.files {
            #expect(file.rowsSetAside >= 0 && file.rowsUsed >= 0)
            #expect(taken.rejects.count == file.rowsSetAside + file.cellsSetAside)
        }
        #expect(taken.responses.cells.codes.count == taken.responses.recordCount * 3)
        #expect(!taken.responses.cells.codes.contains(CellCode.unseen))
    }
}

/// A small generator with a seed (Steele, Lea and Flood 2014), so that every run sees the same cases.
struct Dice: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed &+ 0xA5A5 }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func roll(_ sides: Int) -> Int { sides > 0 ? Int(next() % UInt64(sides)) : 0 }
    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[roll(elements.count)] }
}
