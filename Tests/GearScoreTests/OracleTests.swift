import GearTable
import Testing

@testable import GearModel
@testable import GearScore

/// The engine against the oracle, on programs and answers made up from a seed.
@Suite struct OracleTests {
    private let figures: [(String, KeyPath<OracleRow, Double>)] = [
        ("score", \.score), ("n", \.n), ("answers", \.answers), ("answered", \.answered), ("se", \.se), ("df", \.df),
        ("low", \.low), ("high", \.high), ("favourable", \.favourable), ("favourable_low", \.favourableLow),
        ("favourable_high", \.favourableHigh),
    ]

    private func table(_ program: TestProgram, _ records: [[Record]], threads: Int) throws -> ScoreReading {
        let responses = program.responses(records)
        let request = Make.request(by: program.by, for: program.filter)
        let compiled = ScorePlan.compile(request, model: program.model, answers: responses)
        let plan = try #require(compiled.plan, "\(compiled.diagnostics)")
        return ScoreReading(table: plan.score(responses, statistics: true, threads: threads).table)
    }

    /// What names a row: its dimension values, without those that are combined, and its node.
    private func key(_ row: Int, _ reading: ScoreReading, _ program: TestProgram) -> String {
        var combined: Set<String> = []
        if program.rule.time != nil, !program.by.contains("wave") { combined.insert("wave") }
        if !program.rule.sourceWeights.isEmpty, !program.by.contains("source") { combined.insert("source") }
        let dimensions = program.rowDimensions.filter { !combined.contains($0) }
            .map { "\($0)=\(reading.text($0, row) ?? "-")" }.joined(separator: ",")
        let path = reading.text("node", row) ?? ""
        return "\(dimensions) \(path == "f" ? 0 : program.paths.firstIndex(of: path) ?? -1)"
    }

    @Test(arguments: Array(stride(from: 0, to: 400, by: 20)))
    func agreesOnRandomPrograms(from first: Int) throws {
        for seed in first..<first + 20 {
            let program = TestProgram(seed: UInt64(seed))
            let found = try table(program, program.records, threads: 2)
            let wanted = OracleRun(program: program, answers: program.answers).rows()
            let keys = (0..<found.table.rowCount).map { key($0, found, program) }
            let strange = Set(keys).symmetricDifference(wanted.keys)
            #expect(strange.isEmpty, "rows of seed \(seed): \(strange)")
            #expect(Set(keys).count == keys.count, "seed \(seed) has a row twice")
            for (row, key) in keys.enumerated() {
                guard let expected = wanted[key] else { continue }
                for (name, path) in figures {
                    let (value, oracle) = (found.number(name, row), expected[keyPath: path])
                    #expect(agree(value, oracle), "seed \(seed), \(key): \(name) is \(value), not \(oracle)")
                }
            }
        }
    }

    @Test(arguments: Array(stride(from: 0, to: 100, by: 20)))
    func orderAndThreadsChangeNothing(from first: Int) throws {
        for seed in first..<first + 20 {
            var program = TestProgram(seed: UInt64(seed))
            let reference = try table(program, program.records, threads: 1).bytes
            var random = SeededGenerator(seed: UInt64(seed) &+ 77)
            for survey in program.records.indices { program.records[survey].shuffle(using: &random) }
            for threads in 1...3 {
                #expect(try table(program, program.records, threads: threads).bytes == reference, "seed \(seed)")
            }
        }
    }
}
