import GearSession
import GearTesting
import Testing

/// More respondents than one thread scores: here the engine shares its groups out among threads, and cuts up large ones,
/// which it does with none of the small programs of other tests.
@Suite struct ThreadTests {
    private static let respondents = 6_000
    private static let questions = 12

    private static let program = """
        framework f "F" {
        \((0..<6).map { "  gear g\($0) \"G\($0)\"\n" }.joined())}
        dimension district "District"
        wave w1 "First" 2015
        wave w2 "Second" 2016
        source team "Team"
        source teacher "Teachers"
        scale s "S" 1..5
        survey v "V" on f {
          asks team, teacher
          scale s
        \((0..<questions).map { "  question q\($0) \"Q\($0)\" -> g\($0 % 6)\($0 == 7 ? ", g2" : "")\n" }.joined())}
        data d from "d.csv" for v {
          respondent: column "id"
          district: column "district"
          wave: column "wave"
          source: column "as"
          cluster: column "school"
          stratum: column "district"
        }
        scoring r on f {
          person = mean(answers)
          own = mean(persons)
          node = mean(parts)
        }
        scoring pooled on f {
          own = mean(answers)
          node = mean(answers)
        }
        show scores of r
        show scores of pooled
        show scores of r by district, wave
        show progress of r by district
        show compare source team, teacher of r by district
        show correlations of r across district for source == teacher
        """

    /// One respondent in six is on the team; the last question is put in the second wave only.
    private static func answers() -> [UInt8] {
        var random = SplitMix(seed: 2015)
        let header = ["id", "district", "wave", "as", "school"] + (0..<questions).map { "q\($0)" }
        var bytes = Array(header.joined(separator: ",").utf8)
        for id in 0..<respondents {
            let (wave, school) = (id % 2 + 1, Int(random.next() % 120))
            bytes += Array("\np\(id),d\(school % 40),w\(wave),\(id % 6 == 0 ? "team" : "teacher"),s\(school)".utf8)
            for question in 0..<questions {
                bytes.append(UInt8(ascii: ","))
                let isAsked = question < questions - 1 || wave == 2
                let value = random.next() % 12
                if isAsked, value < 10 { bytes.append(UInt8(ascii: "1") + UInt8(value / 2)) }
            }
        }
        return bytes
    }

    @Test func theirNumberChangesNothing() throws {
        let scratch = try Scratch()
        try scratch.write(Self.program, to: "program.gear")
        try scratch.write(Self.answers(), to: "d.csv")
        let path = scratch.folder.appending(path: "program.gear").path
        func tables(threads: Int, cache: SessionOptions.CacheUse) throws -> [[UInt8]] {
            var options = SessionOptions()
            options.threads = threads
            options.cache = cache
            let session = Session(path, loader: .disk, options: options)
            let tables = try session.shows.map { try #require(session.table(of: $0)).delimited() }
            #expect(session.diagnostics.map(\.message) == [])
            return tables
        }
        let one = try tables(threads: 1, cache: .none)
        #expect(one.count == 6 && one.allSatisfy { $0.count > 200 })
        #expect(try tables(threads: 3, cache: .verifying) == one)
        // As they were kept.
        #expect(try tables(threads: 3, cache: .verifying) == one)
    }
}
