import Foundation
import GearTesting
import Testing

/// The planted facts of `examples/district`: the program finds each, and finds what `reference.py` finds.
@Suite struct DistrictTests {
    /// A section of facts.md.
    struct Fact: CustomTestStringConvertible, Sendable {
        struct Expectation: Sendable {
            let column: String
            let key: [String: String]
            let figure: Double
            let tolerance: Double
        }

        let title: String
        var pipeline = ""
        var rows: Int?
        var expectations: [Expectation] = []

        var id: String { String(title.prefix { $0 != " " }) }
        var testDescription: String { title }
    }

    static let facts: [Fact] = {
        guard let text = try? Repository.text("examples/district/facts.md") else { return [] }
        var facts: [Fact] = []
        var isPipeline = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("## ") {
                facts.append(Fact(title: String(line.dropFirst(3))))
            } else if line.hasPrefix("```") {
                isPipeline = line == "```pipeline"
            } else if isPipeline {
                facts[facts.count - 1].pipeline += line + "\n"
            } else if let match = line.wholeMatch(of: /- rows: (\d+)/) {
                facts[facts.count - 1].rows = Int(match.1)
            } else if let match = line.wholeMatch(of: /- (\w+)(?: where (\w+) is (\w+))?: (\S+) ± (\S+)/),
                let figure = Double(match.4), let tolerance = Double(match.5)
            {
                var key: [String: String] = [:]
                if let column = match.2, let value = match.3 { key[String(column)] = String(value) }
                facts[facts.count - 1].expectations.append(
                    .init(column: String(match.1), key: key, figure: figure, tolerance: tolerance))
            }
        }
        return facts
    }()

    let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        try scratch.copy("examples/district")
    }

    @Test func thereAreEnough() {
        #expect(Self.facts.count >= 15)
        #expect(Self.facts.allSatisfy { !$0.pipeline.isEmpty && ($0.rows != nil || !$0.expectations.isEmpty) })
    }

    @Test(arguments: facts) func isFound(fact: Fact) throws {
        try scratch.write(fact.pipeline, to: "pipeline.txt")
        let found = try Rows("gearbox show --query-file pipeline.txt examples/district/district.gear", in: scratch)
        if let rows = fact.rows { #expect(found.rows.count == rows) }
        for expectation in fact.expectations {
            let figure = try found.number(expectation.column, where: expectation.key)
            #expect(
                abs(figure - expectation.figure) <= expectation.tolerance,
                "\(expectation.column) of \(expectation.key): \(figure), planted \(expectation.figure)")
        }
        for row in try plainRows(of: "examples/district/reference.csv") where row["fact"] == fact.id {
            let (column, key) = (row["column"] ?? "", row["where"] ?? "")
            let wanted = try #require(row["figure"].flatMap(Double.init))
            let figure = try found.number(column, where: key.isEmpty ? [:] : [key: row["is"] ?? ""])
            #expect(isClose(figure, wanted), "\(column) where \(key) is \(row["is"] ?? ""): \(figure), not \(wanted)")
        }
    }

    static let hasPython = (try? Scratch().run("python3 --version").status) == 0

    /// The shipped answers are those of `generate.py`, byte for byte, and their figures those of `reference.py`.
    @Test(.enabled(if: hasPython)) func answersAreAsGenerated() throws {
        let folder = "examples/district"
        let outcome = try scratch.run("python3 generate.py && python3 reference.py", in: folder)
        #expect(outcome.status == 0, "\(outcome.output)")
        for path in Repository.files(under: folder, ending: ".csv") {
            let generated = try Data(contentsOf: scratch.folder.appending(path: path))
            #expect(try Data(contentsOf: Repository.url(path)) == generated, "\(path)")
        }
    }

    /// As large as its README says, and each sub-tag with look-fors and questions.
    @Test func frameworkIsWhole() throws {
        let nodes = try Rows("gearbox show coverage examples/district/district.gear", in: scratch)
        for (layer, count) in ["gear": 8, "lead": 30, "sub": 66, "lookfor": 100] {
            #expect(nodes.matching(["layer": layer]).count == count, "\(layer)")
        }
        for row in nodes.matching(["layer": "sub"]) {
            #expect((1...3).contains(row["lookfors"] as? Double ?? 0), "\(row)")
            #expect(row["questions"] as? Double ?? 0 >= 1, "\(row)")
        }
    }
}
