import GearModel
import GearSource
import GearSyntax
import GearTesting
import Testing

@testable import GearScore
@testable import GearTable

/// What `bind` writes is a program, and takes in the file that it was written for.
@Suite struct BindingProposalTests {
    private func proposal(_ program: String, _ path: String, _ contents: String) throws -> String {
        let file = try RowFile(
            DataFile(path: path, contents: Array(contents.utf8)), format: try RowFile.Format(path: path))
        return try BindingProposal(file, path: path, survey: 0, try TakenIn.model(program)).text
    }

    /// The program with what was proposed, taken in; nothing may be wrong with it.
    private func taken(_ program: String, _ path: String, _ contents: String) throws -> TakenIn {
        let whole = program + "\n" + (try proposal(program, path, contents)) + "\n"
        return try TakenIn(whole, files: [path: contents])
    }

    @Test(arguments: 0..<5) func longFilesAreTakenIn(seed: UInt64) throws {
        let answers = IntakeRandomTests.answers(seed, people: 30, isUnique: true)
        let taken = try taken(
            IntakeRandomTests.program, "a.csv", IntakeRandomTests.long(answers, words: IntakeRandomTests.words))
        #expect(taken.records == IntakeRandomTests.expected(answers))
        #expect(taken.report.findings.map(\.message) == [])
    }

    static let form = """
        Timestamp,Email Address,Staff ID,District name,I answer as,Goals are clear,"Goals are ""shared"" by all",\
        "Goals, and means",What else?
        2015-10-03 08:00,a@x.org,s1,d1,The district team,No,Maybe,N/A,Nothing
        2015-10-03 08:01,b@x.org,s2,d1,Teacher,"Yes, always",Perhaps,Mabye,
        2016-06-03 08:02,c@x.org,s3,d2,Teacher,No,"Yes, always",No,
        2016-06-03 08:03,d@x.org,s4,d2,Principal,No,No,No,

        """

    @Test func aFormIsRecognised() throws {
        let text = try proposal(IntakeRandomTests.program, "fall 2015.csv", Self.form)
        #expect(
            text == """
                data fall_2015 from "fall 2015.csv" for s {
                  respondent: column "Staff ID"  // confirm: no text comes twice in 4 rows
                  source: column "I answer as" {  // confirm: 2 of 3 texts are like a source
                    "The district team": team  // confirm: these are alike
                  }
                  wave: column "Timestamp"  // confirm: 4 of 4 texts fall into a declared wave
                  district: column "District name"  // confirm: its name is like the dimension's
                  question q2: column "Goals are \\"shared\\" by all"  // confirm: like "Goals are \\"shared\\""
                  absent "N/A"  // confirm: often used for no answer; "N/A" 1 times
                  ignore "Email Address", "What else?"  // confirm: these columns fit nothing
                  // No source: "Principal". Map or ignore: such rows are set aside.
                  // 2 columns bear the name or text of a question.
                  // No answer: "Mabye", 1 times — is it `Maybe`? Then write `also "Mabye"` at that point.
                }
                """)
        let taken = try taken(IntakeRandomTests.program, "fall 2015.csv", Self.form)
        #expect(taken.report.files.map(\.rowsUsed) == [3])
        #expect(taken.report.findings.map(\.code.id) == ["GB0533", "GB0534"])
    }

    /// A team fills in one sheet each round.
    @Test func respondentsComeOnceAWave() throws {
        let sheet =
            "Sent,Round,Filled in by,Place,q1,q2\n2015-10-03,fall15,d1 office,d1,1,2\n"
            + "2016-05-03,spring16,d1 office,d1,2,3\n2015-10-04,fall15,d2 office,d1,1,1\n2016-05-09,spring16,d2 office,d1,3,3\n"
        let text = try proposal(IntakeRandomTests.program, "team.csv", sheet)
        #expect(text.contains("respondent: column \"Filled in by\"  // confirm: 2 different texts in 4 rows\n"))
        #expect(text.contains("wave: column \"Round\"  // confirm: 2 of 2 texts fall into a declared wave\n"))
        #expect(text.contains("source: team  // confirm: the file's name\n"))
    }

    /// Numbers that tell people apart are points of the scale as well.
    @Test func aKeyOfSmallNumbersIsNoAnswer() throws {
        let rows = "pid,src,place,item,val\n1,team,d1,q1,3\n1,team,d1,q2,1\n2,teacher,d1,q1,2\n2,teacher,d1,q2,2\n"
        let text = try proposal(IntakeRandomTests.program, "rows.csv", rows)
        #expect(text.contains("respondent: column \"pid\""))
        #expect(text.contains("question: column \"item\""))
        #expect(text.contains("answer: column \"val\""))
    }

    @Test func countsAreRecognised() throws {
        let counts = "district,Teachers_N_q1_1,Teachers_N_q1_2,District team_N_q1_1\nd1,3,4,1\nd2,5,6,1\n"
        let text = try proposal(IntakeRandomTests.program, "totals.csv", counts)
        #expect(
            text.contains("counts: columns \"{source}_N_{question}_{point}\"  // confirm: 3 columns are made like this")
        )
        let taken = try taken(IntakeRandomTests.program, "totals.csv", counts)
        #expect(taken.responses.counts.map(\.count).reduce(0, +) == 20)
    }

    @Test func textsStayTexts() throws {
        let names = "id,q1,\"a \"\"b\"\"\n// c\",\u{202E}evil\u{1B}[0m,\"{\",\\\nr1,1,2,3,4,5\n"
        let taken = try taken(IntakeRandomTests.program, "123 \"x\"/4.csv", names)
        #expect(taken.report.files.map(\.rowsUsed) == [1])
        #expect(taken.report.findings.map(\.code.id) == ["GB0544"])
    }

    /// Any bytes give a declaration that is a program.
    @Test(arguments: 0..<200) func anyFileGivesAProgram(seed: UInt64) throws {
        var random = Dice(seed)
        let alphabet = Array("id,q1q2\n\"\r;{}:/\\teamd1 \u{0}".utf8) + [0xC3, 0xA9, 0xE2, 0x80, 0xAE]
        var bytes: [UInt8] = []
        for _ in 0..<random.roll(200) { bytes.append(random.pick(alphabet)) }
        let contents = String(decoding: bytes, as: UTF8.self)
        let file: RowFile
        do {
            file = try RowFile(
                DataFile(path: "a.csv", contents: Array(contents.utf8)), format: .delimited(separator: nil))
        } catch { return }
        let model = try TakenIn.model(IntakeRandomTests.program)
        let text = try BindingProposal(file, path: "a.csv", survey: 0, model).text
        _ = try TakenIn.model(IntakeRandomTests.program + "\n" + text + "\n")
    }
}
