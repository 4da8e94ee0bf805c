import Foundation
import GearSession
import GearTable
import GearTesting
import Testing

/// Hiding against somebody who works out all that follows from what is shown (Grammar/SPEC.md, Hiding).
@Suite struct HidingAttackTests {
    /// `GEARBOX_ATTACKS=1000`, as `make attack` sets it, tries so many data sets.
    private static let count = ProcessInfo.processInfo.environment["GEARBOX_ATTACKS"].flatMap { Int($0) } ?? 16

    private func session(_ answers: RandomAnswers, in scratch: Scratch, hides: Bool, complementary: Bool) throws
        -> Session
    {
        let name = hides ? "hiding.gear" : "open.gear"
        try scratch.write(answers.csv, to: "d.csv")
        try scratch.write(answers.program(hides: hides), to: name)
        var options = SessionOptions()
        options.hidesComplementary = complementary
        options.threads = 1
        return Session(scratch.folder.appending(path: name).path, loader: .disk, options: options)
    }

    /// What became of one set of answers.
    private struct Outcome: Sendable {
        let hidden: Int
        let shown: Int
        let isUnanimous: Bool
        /// Of every fourth, with the complementary part off.
        let isBreached: Bool?
    }

    private func outcome(seed: UInt64) throws -> Outcome {
        let answers = RandomAnswers(seed: seed)
        let scratch = try Scratch()
        let hiding = try session(answers, in: scratch, hides: true, complementary: true)
        var attacker = Attacker(answers, hiding)
        attacker.attack()
        let findings = attacker.findings
        let errors = hiding.diagnostics.filter { $0.severity == .error && $0.code != .whatIfHidden }
        #expect(errors.isEmpty, "seed \(seed): \(errors.map(\.message))")
        // A change by a dimension is always refused, one of a weight never.
        #expect(
            findings.whatIfRefusals >= answers.dimensions.prefix(1).count && findings.whatIfRows > 0, "seed \(seed)")
        #expect(findings.isConsistent, "seed \(seed)")
        #expect(findings.breaches.isEmpty, "seed \(seed): \(findings.breaches.prefix(5))")
        var isBreached: Bool?
        if seed.isMultiple(of: 4) {
            var other = Attacker(answers, try session(answers, in: scratch, hides: true, complementary: false))
            other.attack()
            isBreached = !other.findings.breaches.isEmpty
        }
        return Outcome(
            hidden: findings.hiddenRows, shown: findings.shownRows, isUnanimous: !findings.unanimous.isEmpty,
            isBreached: isBreached)
    }

    /// Nothing follows, and with the complementary part off very much does: the attacker is able to find it.
    @Test func nothingFollows() async throws {
        let all = try await withThrowingTaskGroup(of: Outcome.self) { group in
            for seed in 0..<UInt64(Self.count) { group.addTask { try outcome(seed: seed) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let (hidden, shown) = (all.reduce(0) { $0 + $1.hidden }, all.reduce(0) { $0 + $1.shown })
        let tried = all.compactMap(\.isBreached)
        let breached = tried.count { $0 }
        #expect(breached >= tried.count / 2 && hidden > 0 && shown > hidden / 4)
        print(
            "\(all.count) sets of answers: \(shown) rows of counts shown, \(hidden) hidden, none of them found;",
            "in \(all.count(where: \.isUnanimous)) a piece with hidden groups in it was unanimous;",
            "with the complementary part off, something was found in \(breached) of \(tried.count)")
    }

    /// What is shown is what it would be if nothing were hidden.
    @Test func shownIsTrue() throws {
        for seed in 1_000..<UInt64(1_008) {
            let answers = RandomAnswers(seed: seed)
            let scratch = try Scratch()
            let hiding = try session(answers, in: scratch, hides: true, complementary: true)
            let open = try session(answers, in: scratch, hides: false, complementary: true)
            for question in answers.questions.prefix(12) {
                for name in ["scores of plain", "scores of strict", "responses"] {
                    let text = name + question.clauses
                    let left = try #require(hiding.show(text).flatMap { hiding.table(of: $0) })
                    let right = try #require(open.show(text).flatMap { open.table(of: $0) })
                    try #require(left.rowCount == right.rowCount, "seed \(seed): \(text)")
                    for row in 0..<left.rowCount {
                        for (one, other) in zip(left.row(row), right.row(row)) where one != .hidden {
                            #expect(one == other, "seed \(seed): \(text)")
                        }
                    }
                }
            }
        }
    }

    /// The pattern is the same whatever was asked before, in whatever order.
    @Test func orderMakesNoDifference() throws {
        let answers = RandomAnswers(seed: 3)
        let scratch = try Scratch()
        let texts = answers.questions.map { "scores of plain" + $0.clauses }
        func tables(_ texts: [String]) throws -> [String: [UInt8]] {
            let session = try session(answers, in: scratch, hides: true, complementary: true)
            return Dictionary(
                texts.map { text in (text, session.show(text).flatMap { session.table(of: $0) }?.delimited() ?? []) },
                uniquingKeysWith: { first, _ in first })
        }
        #expect(try tables(texts) == tables(texts.reversed()))
    }
}
