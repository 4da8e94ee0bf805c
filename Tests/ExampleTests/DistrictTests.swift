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

    /// The rows of every fact's pipeline, by the fact: one program asks for all.
    static let found = Result {
        let scratch = try Scratch()
        try scratch.copy("examples/district")
        let imports = ["framework", "survey", "walkthrough", "scoring", "data"].map { "import \"\($0).gear\"\n" }
        let shows = facts.map { "show \($0.pipeline)  | derive fact = \"\($0.id)\"\n" }
        try scratch.write(imports.joined() + "on pathway\n" + shows.joined(), to: "examples/district/facts.gear")
        let rows = try Rows("gearbox run examples/district/facts.gear", in: scratch).rows
        return Dictionary(grouping: rows) { $0["fact"] ?? .missing }
    }

    @Test(arguments: facts) func isFound(fact: Fact) throws {
        let found = Rows(try Self.found.get()[.text(fact.id)] ?? [])
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

    /// Eight gears of fourteen districts by three sources in four waves.
    @Test func gearsAreScoredAsByTheReference() throws {
        let scores = try Rows(
            "gearbox score examples/district/district.gear --rule readiness --by district,source,wave --layer gear",
            in: scratch)
        let columns = ["district", "source", "wave", "node"]
        func key(_ cells: [String?]) -> String { cells.map { $0 ?? "" }.joined(separator: " ") }
        var found: [String: Double] = [:]
        for row in scores.rows {
            let cells = columns.map { if case .text(let text)? = row[$0] { text } else { nil as String? } }
            if case .number(let score)? = row["score"] { found[key(cells)] = score }
        }
        let reference = try plainRows(of: "examples/district/gears.csv")
        #expect(found.count == reference.count)
        for row in reference {
            let cell = key(columns.map { row[$0] })
            let wanted = try #require(row["score"].flatMap(Double.init))
            let score = try #require(found[cell], "\(cell)")
            #expect(isClose(score, wanted), "\(cell): \(score), not \(wanted)")
        }
    }

    /// Which level each district holds in each wave, and where that cannot be told.
    @Test func levelsAreHeldAsByTheReference() throws {
        let found = try Rows("gearbox show 'levels by district, wave' examples/district/district.gear", in: scratch)
        let reference = try plainRows(of: "examples/district/levels.csv")
        #expect(found.rows.count == reference.count)
        for row in reference {
            let (district, wave) = (row["district"] ?? "", row["wave"] ?? "")
            let matching = found.rows.filter { $0["district"] == .text(district) && $0["wave"] == .text(wave) }
            #expect(matching.count == 1, "\(district) \(wave)")
            let (least, most) = (row["at_least"] ?? "", row["at_most"] ?? "")
            #expect(matching.first?["at_least"] == .text(least), "\(district) \(wave)")
            #expect(matching.first?["at_most"] == .text(most), "\(district) \(wave)")
            #expect(matching.first?["level"] == (least == most ? .text(least) : .missing), "\(district) \(wave)")
        }
    }

    /// Every district's scores on the state's rubric, and how much of it they speak for.
    @Test func stateScoresAreThoseOfTheReference() throws {
        let found = try Rows(
            "gearbox show 'scores of readiness via to_state by district, source, wave' examples/district/district.gear",
            in: scratch)
        let columns = ["district", "source", "wave", "node"]
        var rows: [[Rows.Cell?]: [String: Rows.Cell]] = [:]
        for row in found.rows where row["score"] != .missing { rows[columns.map { row[$0] }] = row }
        let reference = try plainRows(of: "examples/district/state.csv")
        #expect(rows.count == reference.count)
        for row in reference {
            let cell = try #require(rows[columns.map { row[$0].map { .text($0) } }], "\(row)")
            for column in ["score", "covered", "partly"] {
                let wanted = try #require(row[column].flatMap(Double.init))
                guard case .number(let figure)? = cell[column] else {
                    Issue.record("\(row)")
                    continue
                }
                #expect(isClose(figure, wanted), "\(row): \(column) \(figure)")
            }
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
            #expect([.number(1), .number(2), .number(3)].contains(row["lookfors"]), "\(row)")
            #expect(row["questions"] != .number(0), "\(row)")
        }
    }
}
