import GearTesting
import Testing

@testable import GearScore

/// Answers on scales of as many points as cells of half a byte have room for, of one more, and of as many as there may be.
@Suite struct ScaleLengthTests {
    private static let questions = (1...19).map { "q\($0)" }

    private func program(_ points: Int, _ layout: String) -> String {
        let list = (1...points).map { "\($0) \"Point \($0)\"" }.joined(separator: "\n")
        let asked = Self.questions.map { "question \($0) \"Text \($0)\" -> g" }.joined(separator: "\n")
        // In the wide layout columns are found by the names of questions.
        let columns = layout == "long" ? "question: column \"item\"\nanswer: column \"value\"" : ""
        return """
            framework f "F" { gear g "G" }
            wave fall15 "Fall 2015" 2015-10
            source team "Team"
            scale long "Long" {
            \(list)
            absent dont_know "dk"
            absent not_applicable "na"
            }
            survey s "S" on f {
            asks team
            scale long
            \(asked)
            }
            data d from "a.csv" for s {
            respondent: column "id"
            wave: fall15
            \(columns)
            }
            """
    }

    @Test(arguments: [1, 2, 9, 10, 11, 249], ["long", "wide"])
    func everyPointIsTakenIn(points: Int, layout: String) throws {
        var random = SplitMix(seed: UInt64(points))
        let absences: [(text: String, code: UInt8)] = [
            ("", CellCode.skipped), ("dk", CellCode.dontKnow), ("na", CellCode.notApplicable),
        ]
        let people = (0..<60).map { person in
            Self.questions.indices.map { question -> (text: String, code: UInt8) in
                let point = (person * Self.questions.count + question) % points + 1
                return Int.random(in: 0..<5, using: &random) == 0
                    ? absences.randomElement(using: &random) ?? absences[0] : ("\(point)", UInt8(point))
            }
        }
        var lines = people.enumerated().flatMap { person, answers in
            layout == "wide"
                ? ["p\(person)," + answers.map(\.text).joined(separator: ",")]
                : zip(Self.questions, answers).map { "p\(person),\($0),\($1.text)" }
        }
        if layout == "long" { lines.shuffle(using: &random) }
        let header = layout == "wide" ? (["id"] + Self.questions).joined(separator: ",") : "id,item,value"
        let file = ([header] + lines).joined(separator: "\n") + "\n"
        let taken = try TakenIn(program(points, layout), files: ["a.csv": Array(file.utf8)])
        #expect(taken.report.findings.isEmpty, "\(taken.report.findings.first?.message ?? "")")
        let responses = taken.responses
        #expect(responses.cells.rows.size == (points <= 9 ? .half : .byte))
        #expect(responses.recordCount == people.count)
        for record in 0..<responses.recordCount {
            let key = responses.respondentKeys[Int(responses.respondents[record])]
            guard let person = Int(key.dropFirst()) else { continue }
            let codes = Self.questions.indices.map { responses.cells[record, $0] }
            #expect(codes == people[person].map(\.code), "\(key)")
        }
    }
}
