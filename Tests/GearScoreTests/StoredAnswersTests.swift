import GearModel
import GearSource
import GearTesting
import Testing

@testable import GearScore
@testable import GearTable

/// What is kept of answers comes back the same, or not at all.
@Suite struct StoredAnswersTests {
    private let intake: (Model) -> Intake = { Intake($0, survey: 0, bindings: $0.bindings) }

    private func stored(_ taken: TakenIn) -> [UInt8] {
        var bytes: [UInt8] = []
        let sink = ByteSink { bytes += $0 }
        intake(taken.model).store(taken.responses, taken.report, in: sink)
        _ = sink.finish()
        return bytes
    }

    private func restored(_ bytes: [UInt8], _ model: Model) throws -> TakenIn? {
        let source = ByteSource(try #require(StoredBytes(bytes)))
        return intake(model).restored(source).map { TakenIn(model, $0.responses, $0.report) }
    }

    /// All that there is, findings with their places as well.
    private func expectSame(_ found: TakenIn?, _ taken: TakenIn, _ name: String) throws {
        let found = try #require(found, "\(name)")
        #expect(found.text == TakenIn(taken.model, taken.responses, taken.report).text, "\(name)")
        #expect(found.report.findings == taken.report.findings, "\(name)")
        #expect(found.report.files == taken.report.files, "\(name)")
        #expect(found.responses.cells.codes == taken.responses.cells.codes, "\(name)")
        #expect(found.responses.respondents == taken.responses.respondents, "\(name)")
        #expect(Array(found.responses.respondentKeys) == Array(taken.responses.respondentKeys), "\(name)")
        #expect(found.responses.weights == taken.responses.weights, "\(name)")
        #expect(found.responses.clusters == taken.responses.clusters, "\(name)")
        #expect(found.responses.strata == taken.responses.strata, "\(name)")
    }

    /// Grammar/conformance/data: whatever files can be.
    @Test func conformanceCasesComeBack() throws {
        var count = 0
        for path in Repository.files(under: "Grammar/conformance/data", ending: ".gear-case") {
            for one in ConformanceFile(path, try Repository.text(path)).cases {
                let files = Dictionary(uniqueKeysWithValues: one.files.map { ($0.name, $0.text) })
                let taken = try TakenIn(one.source, files: files)
                guard intake(taken.model).canStore(taken.report) else { continue }
                count += 1
                try expectSame(try restored(stored(taken), taken.model), taken, one.label)
            }
        }
        #expect(count > 15)
    }

    @Test(arguments: 0..<20) func randomAnswersComeBack(seed: UInt64) throws {
        let answers = IntakeRandomTests.answers(seed, people: 60, isUnique: seed.isMultiple(of: 2))
        let taken = try TakenIn(
            IntakeRandomTests.program + IntakeRandomTests.longBinding("a.csv"),
            files: ["a.csv": IntakeRandomTests.long(answers)])
        try expectSame(try restored(stored(taken), taken.model), taken, "seed \(seed)")
    }

    /// Bytes that no checksum stands before: each is refused, or gives answers that can be listed and scored.
    @Test(arguments: 0..<8) func noBytesEndTheProcess(seed: UInt64) throws {
        let cases = try Self.fuzzed()
        var random = SplitMix(seed: seed)
        var accepted = 0
        for (model, whole) in cases {
            for _ in 0..<150 {
                var bytes = whole
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes = Array(bytes.prefix(Int.random(in: 0..<whole.count, using: &random)))
                case 1:
                    let place = Int.random(in: 0..<max(1, whole.count - 8), using: &random)
                    let word = [UInt64.max, 0, 1, 1 << 31, 1 << 62, 255].randomElement(using: &random) ?? 0
                    withUnsafeBytes(of: word) { bytes.replaceSubrange(place..<min(place + 8, bytes.count), with: $0) }
                case 2: bytes.insert(UInt8.random(in: .min ... .max, using: &random), at: bytes.count / 2)
                default:
                    for _ in 0...Int.random(in: 0..<3, using: &random) {
                        bytes[Int.random(in: bytes.indices, using: &random)] = .random(
                            in: .min ... .max, using: &random)
                    }
                }
                guard let found = try restored(bytes, model) else { continue }
                accepted += 1
                #expect(!found.text.isEmpty)
                let request = Make.request(by: ["source"])
                let (plan, _) = ScorePlan.compile(request, model: model, answers: [found.responses])
                _ = plan?.score([found.responses], statistics: true, threads: 2).table.rowCount
            }
        }
        // A key or a cell may be another one.
        #expect(accepted > 0)
    }

    private static func fuzzed() throws -> [(Model, [UInt8])] {
        let rule = "\nscoring r on f {\n  person = mean(answers)\n  own = mean(persons)\n  node = mean(parts)\n}\n"
        let random = try TakenIn(
            IntakeRandomTests.program + IntakeRandomTests.longBinding("a.csv") + rule,
            files: [
                "a.csv": IntakeRandomTests.long(IntakeRandomTests.answers(3, people: 12, isUnique: false))
            ])
        let numbers = try TakenIn(
            """
            framework f "F" { gear g "G" }
            source team "Team"
            scale share "Share" 0..100
            scale likert "Likert" {
              1 "No"
              2 "Yes"
              absent refused "Rather not"
            }
            survey s "S" on f {
              asks team
              scale likert
              question q1 "One" scale share -> g
              question q2 "Two"
              open q3 "Three"
            }
            data d from "a.csv" for s {
              respondent: column "id"
              weight: column "w"
              cluster: column "c"
              stratum: column "s"
              at: column "t"
            }
            """ + rule,
            files: [
                "a.csv": """
                id,w,c,s,t,q1,q2,q3
                a,1,x,m,1,50,1,text
                b,2.5,x,n,2,99.5,Rather not,
                c,0,y,m,1,,2,
                d,1,y,m,3,101,7,more
                """
            ])
        let counts = try TakenIn(
            """
            framework f "F" { gear g "G" }
            dimension district "District"
            source team "Team"
            scale likert "Likert" {
              1 "No"
              2 "Yes"
            }
            survey s "S" on f {
              asks team
              scale likert
              question q1 "One" -> g
            }
            data d from "a.csv" for s {
              counts: columns "{question}_{point}"
              district: column "district"
            }
            """ + rule, files: ["a.csv": "district,q1_1,q1_2\nd1,3,4\nd2,,12\n"])
        return [random, numbers, counts].map { taken in
            var bytes: [UInt8] = []
            let sink = ByteSink { bytes += $0 }
            Intake(taken.model, survey: 0, bindings: taken.model.bindings)
                .store(taken.responses, taken.report, in: sink)
            _ = sink.finish()
            return (taken.model, bytes)
        }
    }

    // MARK: The key

    private func key(_ program: String) throws -> ContentHash {
        let model = try TakenIn.model(program)
        return intake(model).key(salt: [])
    }

    /// Comments, places and what is scored may change; whatever decides how answers are read may not.
    @Test func theKeyIsAboutReadingOnly() throws {
        let program = IntakeRandomTests.program + IntakeRandomTests.longBinding("a.csv")
        let key = try key(program)
        let same = [
            ("framework f \"F\"", "// Here.\nframework f \"Another\""), ("gear g \"G\"", "gear g \"G\"\ngear h \"H\""),
            ("\"Goals are clear\" -> g", "\"Goals are clear\" reverse -> g"),
        ]
        for (before, after) in same {
            try #require(program.contains(before))
            #expect(try self.key(program.replacing(before, with: after)) == key, "\(after)")
        }
        let other = [
            ("2015-10", "2015-11"), ("fall15 \"Fall 2015\"", "fall16 \"Fall 2015\""), ("\"Teachers\"", "\"Teacher\""),
            ("also \"Maybe\"", ""), ("3 \"Yes, always\"", "4 \"Yes, always\""),
            ("dont_know \"Don't", "refused \"Don't"),
            ("asks team, teacher", "asks teacher"), ("question q3", "question q4"), ("Goals, and", "Goals and"),
            ("\"Goals are clear\" -> g", "\"Goals are clear\" asks team -> g"), ("from \"a.csv\"", "from \"b.csv\""),
            ("column \"id\"", "column \"ID\""), ("column \"item\"", "column \"value\""), ("data d", "data e"),
            ("district: column \"district\"", "district: column \"district\" { \"x\": \"y\" }"),
            ("source: column \"source\"", "source: team"), ("survey s", "survey t"),
        ]
        var keys: Set = [key]
        for (before, after) in other {
            try #require(program.contains(before), "\(before)")
            let changed = program.replacing(before, with: after).replacing(
                "for s {", with: after == "survey t" ? "for t {" : "for s {")
            #expect(keys.insert(try self.key(changed)).inserted, "\(after)")
        }
        #expect(intake(try TakenIn.model(program)).key(salt: ["another build"]) != key)
    }

    /// Who adds something to these has to say in `IntakeDescription` whether it decides how answers are read.
    @Test func everyPartIsKnown() throws {
        let model = try TakenIn.model(IntakeRandomTests.program + IntakeRandomTests.longBinding("a.csv"))
        func parts(_ value: Any) -> Set<String> { Set(Mirror(reflecting: value).children.compactMap(\.label)) }
        #expect(
            parts(model.bindings[0]) == [
                "heading", "subject", "files", "directory", "layout", "respondent", "dimensions", "questions",
                "attributes", "weight", "cluster", "stratum", "at", "invited", "responded", "tasks", "absentWords",
                "ignored", "unlisted", "headerRows", "separator", "table",
            ])
        #expect(
            parts(model.surveys[0]) == [
                "heading", "isWalkthrough", "framework", "asks", "unit", "sections", "questions", "hiding",
            ])
        #expect(
            parts(model.surveys[0].questions[0]) == [
                "heading", "isOpen", "section", "scale", "isReversed", "targets", "rated", "criterion", "asks",
                "wordings", "earlier", "formerly",
            ])
        #expect(
            parts(model.scales[0]) == [
                "heading", "points", "absences", "favourable", "range", "minimum", "maximum", "owner",
            ])
        #expect(parts(model.scales[0].points[0]) == ["code", "label", "synonyms", "formerly", "value", "location"])
        #expect(parts(model.waves[0]) == ["heading", "start"])
        #expect(parts(model.sources[0]) == ["heading", "singlePer"])
        #expect(parts(model.dimensions[0]) == ["heading", "within"])
        let responses = Responses(survey: 0, width: 0)
        #expect(
            parts(responses) == [
                "survey", "width", "recordCount", "cells", "numbers", "respondents", "respondentKeys", "dimensions",
                "weights", "clusters", "strata", "times", "counts", "responded", "invited", "hiding",
            ])
        #expect(
            parts(FileReport(file: "", binding: "")) == [
                "file", "binding", "rowsRead", "rowsSetAside", "cellsSetAside", "repeats",
            ])
        #expect(
            parts(Diagnostic(.noAnswers, "")) == [
                "code", "severity", "message", "place", "related", "data", "node", "why", "help", "fix",
            ])
    }
}
