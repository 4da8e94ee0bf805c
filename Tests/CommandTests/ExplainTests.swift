import Foundation
import GearTesting
import Testing

/// gearbox explain
@Suite struct ExplainTests {
    let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        try scratch.copy("examples/district")
        try scratch.copy("examples/climate")
    }

    private func explain(_ text: String, _ rest: String = "") throws -> Scratch.Outcome {
        try scratch.run("gearbox explain '\(text)' district.gear \(rest) 2>/dev/null", in: "examples/district")
    }

    static let group = "source: teacher, wave: 2016-05, district: \"d07\""

    /// What people read: reviewed, and kept in `Fixtures`.
    @Test(arguments: [
        ("explain-score", "score(data, of: readiness, \(group))"),
        ("explain-pooled", "score(data.formative.cycle, of: all_below, \(group))"),
        ("explain-sources", "score(data.formative.cycle, of: together, wave: spring16, district: \"d07\") depth 4"),
        ("explain-since", "score(data, of: readiness, \(group)) since fall15"),
        ("explain-level", "level(personalization.micro, \(group))"),
    ])
    func isAsRecorded(name: String, text: String) throws {
        let outcome = try explain(text)
        #expect(outcome.status == 0)
        // The first ten lines answer.
        #expect(
            outcome.output.split(separator: "\n", omittingEmptySubsequences: false).prefix { !$0.isEmpty }.count <= 10)
        let path = "Tests/CommandTests/Fixtures/\(name).txt"
        if Repository.isRecording {
            try Data(outcome.output.utf8).write(to: Repository.url(path))
            Issue.record("recorded \(path)")
        } else {
            #expect(try Repository.text(path) == outcome.output, "\(outcome.output)")
        }
    }

    /// What the help shows can be typed in the example.
    @Test func examplesOfTheHelpAreAnswered() throws {
        let help = try scratch.run("gearbox explain --help").output
        let shown = help.split(separator: "USAGE:")[0].split(separator: "gearbox explain ").dropFirst()
        #expect(shown.count == 3)
        for example in shown {
            let words = example.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            let outcome = try scratch.run("gearbox explain \(words) 2>/dev/null", in: "examples/district")
            #expect(outcome.status == 0 && outcome.output.contains(" = "), "\(words)")
        }
    }

    // MARK: Working it out again

    /// A score worked out from nothing but the printed tree: Σ weight · value / Σ weight, down to answers.
    private func value(_ piece: [String: Any]) -> Double? {
        guard piece["value"] is Double else { return nil }
        guard piece["mean"] as? Bool == true, let parts = piece["parts"] as? [[String: Any]] else {
            return piece["value"] as? Double
        }
        var (sum, whole) = (0.0, 0.0)
        for part in parts {
            guard let weight = part["weight"] as? Double, let value = value(part) else { continue }
            sum += weight * value
            whole += weight
        }
        return whole > 0 ? sum / whole : nil
    }

    private func leaves(_ piece: [String: Any]) -> [String] {
        let parts = piece["parts"] as? [[String: Any]] ?? []
        return parts.isEmpty ? [piece["kind"] as? String ?? ""] : parts.flatMap(leaves)
    }

    /// For nodes of every layer and every rule of the example, from JSON; the score is what `show` prints, to its last digit.
    @Test(arguments: ["readiness", "by_school", "all_below", "together", "now"])
    func aScriptCanWorkTheScoreOut(rule: String) throws {
        let wave = rule == "now" ? "" : ", wave: spring16"
        let source = rule == "together" ? "" : ", source: teacher"
        let cells = ["data", "data.formative", "data.formative.cycle", "leadership", "curriculum.teaching"].flatMap {
            node in
            ["d01", "d07", "d11"].map { "score(\(node), of: \(rule)\(source)\(wave), district: \"\($0)\")" }
        }
        let imports = ["district", "framework", "survey", "scoring"].map { "import \"\($0).gear\"\n" }.joined()
        func run(_ word: String, _ end: String) throws -> String {
            try scratch.write(
                imports + cells.map { "\(word) \($0)\(end)\n" }.joined(), to: "examples/district/\(word)-\(rule).gear")
            return try scratch.run(
                "gearbox run \(word)-\(rule).gear --format json 2>/dev/null", in: "examples/district"
            ).output
        }
        let shown = try run("show", "").matches(of: /"value":([0-9.]+)/).map { String($0.1) }
        let text = try run("explain", " depth 99")
        let printed = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
        try #require(shown.count == cells.count && printed.count == cells.count)
        for (place, cell) in cells.enumerated() {
            let tree = try #require(printed[place]["explanation"] as? [String: Any])
            let score = try #require(Double(shown[place]))
            #expect(text.contains("\"value\":\(shown[place]),"), "\(cell)")
            #expect(abs((tree["value"] as? Double ?? .nan) - score) < 1e-12, "\(cell)")
            #expect(abs((value(tree) ?? .nan) - score) < 1e-9, "\(cell): \(value(tree) ?? .nan)")
            #expect(Set(leaves(tree)).isSubset(of: ["answer", "point", "absent"]), "\(Set(leaves(tree)))")
        }
    }

    /// The same from rows, of every format that has rows: as deep as a row lies below another, it is a part of it.
    @Test(arguments: [("csv", ","), ("tsv", "\t")])
    func rowsSuffice(format: String, separator: String) throws {
        let score = "score(data, of: readiness, \(Self.group)) depth 99"
        let output = try explain(score, "--format \(format)").output
        // No title of these nodes and questions has a separator in it but those in quotes.
        let lines = output.split(separator: "\n").map { line in
            line.replacing(#/"[^"]*"/#, with: "").split(separator: separator, omittingEmptySubsequences: false)
                .map(String.init)
        }
        let names = try #require(lines.first)
        #expect(Set(names).isSuperset(of: ["n", "se", "low", "high", "df", "answered", "counted", "of", "needs"]))
        let rows = lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(names, $0)) }
        // `answered` is a share wherever it stands; of how many put how many are valid are columns of their own.
        #expect(rows.compactMap { Double($0["answered"] ?? "") }.allSatisfy { $0 <= 1 })
        #expect(rows.contains { $0["valid"]?.isEmpty == false && $0["put"]?.isEmpty == false })
        #expect(rows[0]["n"] == "33" && rows[0]["se"]?.hasPrefix("0.0774") == true)
        #expect(rows[0]["low"]?.hasPrefix("2.68") == true && rows[0]["high"]?.hasPrefix("2.99") == true)
        func parts(_ place: Int) -> [Int] {
            let depth = Int(rows[place]["depth"] ?? "") ?? 0
            let below = (place + 1..<rows.count).prefix { (Int(rows[$0]["depth"] ?? "") ?? 0) > depth }
            return below.filter { rows[$0]["depth"] == "\(depth + 1)" }
        }
        func value(_ place: Int, byQuestion: Bool) -> Double? {
            guard let said = Double(rows[place]["value"] ?? "") else { return nil }
            let parts = parts(place).filter { rows[$0]["by_question"] == "\(byQuestion)" }
            guard rows[place]["mean"] == "true", !parts.isEmpty else { return said }
            let counted = parts.compactMap { part in
                Double(rows[part]["weight"] ?? "").flatMap { weight in
                    value(part, byQuestion: false).map { (weight, $0) }
                }
            }
            return counted.reduce(0) { $0 + $1.0 * $1.1 } / counted.reduce(0) { $0 + $1.0 }
        }
        let said = try #require(Double(rows[0]["value"] ?? ""))
        #expect(abs((value(0, byQuestion: false) ?? .nan) - said) < 1e-9)
        let pools = rows.indices.filter { place in parts(place).contains { rows[$0]["by_question"] == "true" } }
        #expect(pools.count > 3)
        for pool in pools {
            let said = try #require(Double(rows[pool]["value"] ?? ""))
            #expect(abs((value(pool, byQuestion: true) ?? .nan) - said) < 1e-9)
        }
    }

    /// The same from the text, within its rounding: counts and values at the leaves.
    @Test func theTextSuffices() throws {
        let lines = try explain("score(data.formative.cycle, of: all_below, \(Self.group)) depth 2").output
            .split(separator: "\n").map(String.init)
        let score = try #require(lines.first?.split(separator: " ").first.flatMap { Double($0) })
        var (sum, whole) = (0.0, 0.0)
        for line in lines {
            guard let match = line.firstMatch(of: #/^ +([0-9.]+) × ([0-9.]+)  /#), let value = Double(match.1),
                let count = Double(match.2)
            else { continue }
            sum += value * count
            whole += count
        }
        #expect(abs(sum / whole - score) < 1e-4 && whole > 50)
    }

    // MARK: The command

    @Test func everyFormatHasTheFigures() throws {
        let score = "score(data, of: readiness, \(Self.group)) depth 1"
        for format in ["json", "jsonl"] {
            let output = try explain(score, "--format \(format)").output
            #expect(output.contains("\"se\":0.0774"), "\(format)")
        }
        for format in ["md", "html"] {
            let output = try explain(score, "--format \(format)").output
            #expect(output.contains("0.07") && output.contains("2.68"), "\(format)")
        }
        let saved = try explain(score, "-o why.csv 2>/dev/null; head -1 why.csv").output
        #expect(saved.hasPrefix("depth,kind,name,title,value"))
        let (text, usual) = try (explain(score, "--format text"), explain(score))
        #expect(text == usual)
    }

    /// A finding shows what was typed, from its first word.
    @Test func findingsShowWhatWasTyped() throws {
        let asked = try scratch.run(
            "echo 'explain leve(data)' | gearbox repl district.gear 2>&1", in: "examples/district"
        ).output
        #expect(asked.contains("1 | explain leve(data)\n  |         ^^^^^^^^^^\n"), "\(asked)")
        let score = "score(data, of: readiness, \(Self.group))"
        let (long, short) = try (explain("explain \(score)"), explain(score))
        #expect(long == short)
    }

    @Test func theCommandIsLikeOthers() throws {
        let short = try explain("score(data, of: readiness, source: teacher, wave: spring16)", "--for district=d07")
        let long = try explain("score(data, of: readiness, source: teacher, wave: spring16) for district == \"d07\"")
        #expect(short == long && short.output.contains("2.8381"))
        #expect(try explain("score(data)").status == 1)
        #expect(try scratch.run("gearbox explain 'score(data)'").status == 2)
        let saved = try scratch.run(
            "gearbox explain 'level(personalization)' district.gear -o why.json 2>&1 | grep -c 'groups fit'; ls why.json",
            in: "examples/district")
        #expect(saved.output.hasPrefix("1\n") && !saved.output.contains("\nwhy.json"))
    }

    /// In a file, at the prompt and as the command it says the same.
    @Test func everywhereTheSame() throws {
        let text = "score(data, of: readiness, \(Self.group))"
        let asked = try explain(text).output
        let imports = ["district", "framework", "survey", "scoring"].map { "import \"\($0).gear\"\n" }.joined()
        try scratch.write(imports + "explain \(text)\n", to: "examples/district/ask.gear")
        let run = try scratch.run("gearbox run ask.gear --format table 2>/dev/null", in: "examples/district").output
        let prompt = try scratch.run(
            "printf ':format table\\nexplain %s\\n' '\(text)' | gearbox repl district.gear 2>/dev/null",
            in: "examples/district"
        ).output
        #expect(run == asked, "\(run)")
        #expect(prompt == asked, "\(prompt)")
    }

    // MARK: Versions

    /// Against an older version: what each change of the program does alone, and all of it adds up.
    @Test func versionsAreSetBesideEachOther() throws {
        func program(_ weight: String, _ question: String) -> String {
            """
            framework office "Office" {
              gear data "Data" {
                tag use "Use"\(weight)
                tag care "Care"
              }
            }
            source team "Team"
            scale agreement "Agreement" {
              1 "No"
              2 "Half"
              3 "Yes"
            }
            survey readiness "Readiness" on office {
              asks team
              scale agreement
              question q1 "We use them" -> data.use
              question q2 "We lose them"\(question) -> data.care
            }
            scoring mastery on office {
              own  = mean(answers)
              node = mean(parts) weighted
            }
            data fall from "fall.csv" for readiness { respondent: column "id" }
            """
        }
        try scratch.write("id,q1,q2\na,3,1\nb,2,1\n", to: "fall.csv")
        try scratch.write(program("", ""), to: "office.gear")
        let git = "git -c user.name=A -c user.email=a@example.org"
        _ = try scratch.run("git init -q . && git add office.gear fall.csv && \(git) commit -qm old")
        try scratch.write(program(" weight 3", " reverse"), to: "office.gear")
        let outcome = try scratch.run("gearbox explain 'score(data)' office.gear --against HEAD")
        let overwriting = try scratch.run(
            "cp office.gear kept; gearbox explain 'score(data)' office.gear --against HEAD -o ./office.gear 2> errors;"
                + " echo $?; cmp office.gear kept && grep -c 'which is read' errors")
        #expect(overwriting.output == "1\n1\n")
        #expect(
            outcome.output.hasPrefix(
                """
                +0.875 = score(data)
                “Data”, rule mastery
                1.75 to 2.625
                  +0.7969  data.care “Care”: 1 to 3, weight 0.375, of which +0.0469 by its share
                  +0.0781  data.use “Use”: 2.5 to 2.5, weight 0.625, of which +0.0781 by its share
                by what changed in the program: data.use weighs 3 +0.375, readiness.q2 reversed +1, together -0.5

                """), "\(outcome.output)")
        #expect(outcome.status == 0)
        let refused = try scratch.run("gearbox explain 'score(data.new)' office.gear --against HEAD")
        #expect(refused.status == 1 && refused.output.contains("GB0203"))
        #expect(try scratch.run("gearbox explain 'score(data)' office.gear --against nowhere").status == 2)
        #expect(
            try scratch.run("gearbox explain 'score(data) since 2015' office.gear --against HEAD").status != 0)
    }

    // MARK: Hiding

    /// Of a hidden group nothing is told, and of a shown one no more than its nodes' scores.
    @Test func hiddenGroupsStayHidden() throws {
        func ask(_ text: String) throws -> String {
            try scratch.run(
                "gearbox explain '\(text) depth 99' climate.gear --format json 2>/dev/null", in: "examples/climate"
            )
            .output
        }
        let hidden = try ask("score(trust, wave: fall, district: \"river\")")
        #expect(hidden.contains("\"value\":\"hidden\"") && hidden.contains("shows no group under 10"))
        #expect(!hidden.contains(/"(?:n|answers|parts|count|counted|weight)"/), "\(hidden)")
        let shown = try ask("score(trust, wave: fall, district: \"east\")")
        #expect(shown.contains("withheld") && shown.contains("\"parts\""))
        #expect(!shown.contains(/"kind":"(?:question|point|persons|person|answer|absent)"|"count":|"put":/), "\(shown)")
        #expect(try ask("score(trust, wave: fall, school: \"pine\")").contains("\"value\":\"hidden\""))
        #expect(
            try scratch.run(
                "gearbox explain 'score(trust, wave: fall)' climate.gear --for respondent=1 2>&1",
                in: "examples/climate"
            ).output.contains("GB0631"))
    }
}
