import GearSource
import GearTable
import Testing

@testable import GearModel
@testable import GearScore

/// Explanations of scores of made-up programs: the score is that of the table, and can be worked out again from them.
@Suite struct DerivationTests {
    private struct Row {
        let node: Int
        let dimensions: [(name: String, value: String)]
        let cell: Cell
    }

    private func rows(_ program: TestProgram) throws -> (plan: ScorePlan, answers: [Responses], rows: [Row]) {
        let answers = program.responses(program.records)
        let request = Make.request(by: program.by, for: program.filter)
        let compiled = ScorePlan.compile(request, model: program.model, answers: answers)
        let plan = try #require(compiled.plan, "\(compiled.diagnostics)")
        let reading = ScoreReading(table: plan.score(answers, statistics: true, threads: 1).table)
        var combined: Set<String> = []
        if program.rule.time != nil, !program.by.contains("wave") { combined.insert("wave") }
        if !program.rule.sourceWeights.isEmpty, !program.by.contains("source") { combined.insert("source") }
        let names = program.rowDimensions.filter { !combined.contains($0) }
        let rows = (0..<reading.table.rowCount).compactMap { row -> Row? in
            let values = names.map { reading.text($0, row) }
            // A group without a value in a dimension cannot be asked for.
            guard !values.contains(nil), let path = reading.text("node", row) else { return nil }
            let node = path == "f" ? 0 : program.paths.firstIndex(of: path) ?? -1
            return Row(
                node: node, dimensions: zip(names, values.compactMap { $0 }).map { ($0, $1) },
                cell: reading.table["score"]?[row] ?? .missing(nil))
        }
        return (plan, answers, rows)
    }

    private static let nowhere = Location(FileID(0), 0..<0)

    /// A piece that can be worked out from its parts comes to what it says.
    private func check(_ piece: Derivation, _ label: String) {
        let again = Recomputation.value(piece)
        if let said = piece.number {
            #expect(
                agree(again, said),
                "\(label): \(piece.kind) \(piece.name) is \(said), and again \(again): \(piece.formula?.text ?? "")")
            if !piece.byQuestion.isEmpty {
                let whole = piece.byQuestion.reduce(0) { $0 + ($1.weight ?? 0) }
                #expect(agree(whole, 1), "\(label)")
                let mean = piece.byQuestion.reduce(0) { $0 + ($1.weight ?? 0) * ($1.number ?? 0) }
                #expect(agree(mean, said), "\(label): by question \(mean), not \(said)")
            }
        }
        for part in piece.parts { check(part, label) }
    }

    @Test(arguments: Array(stride(from: 0, to: 80, by: 20)))
    func scoresCanBeWorkedOutAgain(from first: Int) throws {
        var count = 0
        for seed in first..<first + 20 {
            let program = TestProgram(seed: UInt64(seed))
            let isOrdered = [.decayingLinear, .decayingRecursive].contains(program.rule.time?.function)
            let (plan, answers, rows) = try rows(program)
            for row in rows {
                let piece = try plan.derivation(
                    of: row.node, where: row.dimensions, answers, depth: 99, at: Self.nowhere)
                let label = "seed \(seed), \(row.node) \(row.dimensions)"
                #expect(piece.value == row.cell, "\(label)")
                if case .number = piece.value { count += 1 }
                if !isOrdered { check(piece, label) }
            }
        }
        #expect(count > 50)
    }

    @Test func orderOfRecordsChangesNothing() throws {
        for seed in 0..<20 {
            var program = TestProgram(seed: UInt64(seed))
            let before = try rows(program)
            let said = try before.rows.map {
                try
                    "\(before.plan.derivation(of: $0.node, where: $0.dimensions, before.answers, depth: 99, at: Self.nowhere))"
            }
            var random = SeededGenerator(seed: UInt64(seed) &+ 5)
            for survey in program.records.indices { program.records[survey].shuffle(using: &random) }
            let after = try rows(program)
            let again = try after.rows.map {
                try
                    "\(after.plan.derivation(of: $0.node, where: $0.dimensions, after.answers, depth: 99, at: Self.nowhere))"
            }
            #expect(said == again, "seed \(seed)")
        }
    }

    /// Whatever a change is taken apart by, the parts add up to it, at every layer.
    @Test func changesAddUp() throws {
        var counts = (parts: 0, people: 0, questions: 0)
        for seed in 0..<200 {
            let program = TestProgram(seed: UInt64(seed))
            guard program.hasWaves, program.rule.time == nil || program.by.contains("wave") else { continue }
            let (plan, answers, rows) = try rows(program)
            for row in rows {
                guard let wave = row.dimensions.first(where: { $0.name == "wave" })?.value, wave != "w1" else {
                    continue
                }
                let change = try plan.change(
                    of: row.node, where: row.dimensions, since: "w1", answers, depth: 99, at: Self.nowhere)
                guard let difference = change.number else { continue }
                let label = "seed \(seed), \(row.node) \(row.dimensions)"
                let earlier = rows.first { other in
                    other.node == row.node
                        && other.dimensions.elementsEqual(
                            row.dimensions.map { ($0.name, $0.name == "wave" ? "w1" : $0.value) }, by: ==)
                }
                if case .number(let after) = row.cell, case .number(let before)? = earlier?.cell {
                    #expect(difference == after - before, "\(label)")
                }
                for section in change.parts {
                    guard section.parts.allSatisfy({ $0.number != nil }), !section.parts.isEmpty else { continue }
                    checkSum(section, label)
                    switch section.name {
                    case "parts": counts.parts += 1
                    case "people": counts.people += 1
                    default: counts.questions += 1
                    }
                }
            }
        }
        #expect(counts.parts > 50 && counts.people > 20 && counts.questions > 20, "\(counts)")
    }

    private func checkSum(_ piece: Derivation, _ label: String) {
        guard !piece.parts.isEmpty, let last = piece.fact("change").map({ number($0) }) ?? piece.number else { return }
        let sum = piece.parts.reduce(0) { $0 + ($1.number ?? 0) }
        #expect(agree(sum, last), "\(label): \(piece.name) is \(last), its parts \(sum)")
        for part in piece.parts { checkSum(part, label) }
    }

    private func number(_ cell: Cell) -> Double {
        if case .number(let number) = cell { number } else { .nan }
    }
}
