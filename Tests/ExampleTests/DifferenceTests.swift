import GearTesting
import Testing

/// Comparisons and changes against R (`Fixtures/waves/reference.R`): 150 people, of whom 90 answer again with 60 others.
@Suite struct DifferenceTests {
    let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        try scratch.copy("Tests/ExampleTests/Fixtures/waves")
        try scratch.copy("examples/bfi")
    }

    private func show(_ query: String) throws -> Rows {
        try Rows("gearbox show '\(query)' Tests/ExampleTests/Fixtures/waves/waves.gear", in: scratch)
    }

    private func compare(_ found: Rows, with what: String, columns names: [String: String] = [:]) throws {
        let reference = try plainRows(of: "Tests/ExampleTests/Fixtures/waves/expected.csv").filter {
            $0["what"] == what
        }
        try #require(!reference.isEmpty)
        for row in reference {
            let (node, column) = (try #require(row["node"]), try #require(row["column"]))
            let wanted = try #require(row["value"].flatMap(Double.init))
            let number = try found.number(names[column] ?? column, where: ["node": node])
            #expect(isClose(number, wanted), "\(column) of \(node): \(number), in R \(wanted)")
        }
    }

    /// Half stay: matched covariance, degrees of freedom between, who answered, the questions in common.
    @Test func changeBetweenWaves() throws {
        let rows = try show("progress across education")
        #expect(rows.rows.count == 3)
        try compare(rows, with: "change")
        for row in rows.rows {
            guard case .number(let change)? = row["change"] else { continue }
            let sums = [
                ["stayers", "joiners", "leavers"], ["within", "composition"], ["common_change", "beyond_common"],
            ]
            for columns in sums {
                let sum = columns.reduce(0.0) { if case .number(let part)? = row[$1] { $0 + part } else { $0 } }
                #expect(isClose(sum, change), "\(columns)")
            }
        }
        #expect(try rows.number("common", where: ["node": "g.b"]) == 1)
        #expect(try rows.number("questions_after", where: ["node": "g.b"]) == 2)
        #expect(try rows.number("together", where: ["node": "g"]) == 3)
    }

    /// `compare` of waves says the same, with the first less the second.
    @Test func comparedWavesAreAChange() throws {
        let rows = try show("compare wave two, one")
        for row in try plainRows(of: "Tests/ExampleTests/Fixtures/waves/expected.csv") {
            guard row["what"] == "change", let column = row["column"], let node = row["node"] else { continue }
            let names = ["change": "difference", "stayed": "pairs"]
            guard ["change", "se", "df", "low", "high", "stayed"].contains(column) else { continue }
            let wanted = try #require(row["value"].flatMap(Double.init))
            #expect(isClose(try rows.number(names[column] ?? column, where: ["node": node]), wanted))
        }
        let turned = try show("compare wave one, two")
        let change = try rows.number("difference", where: ["node": "g"])
        #expect(try turned.number("difference", where: ["node": "g"]) == -change)
    }

    @Test func groupsApartAreWelchs() throws {
        try compare(try show("compare who \"stayed\", \"joined\" for wave == two"), with: "welch")
        // In the second wave those who joined are all the others.
        try compare(try show("compare who \"stayed\", others for wave == two"), with: "welch")
    }

    @Test func thoseWhoAllStayAreAPairedT() throws {
        let rows = try show("compare wave two, one for who == \"stayed\"")
        try compare(rows, with: "paired")
        #expect(try rows.number("pairs", where: ["node": "g.a"]) == 90)
    }

    /// Agree with three answers or more, men to women by education, complete rows: the figures of R.
    @Test func kitagawasComposition() throws {
        try scratch.write(
            """
            import "traits.gear"
            import "rules.gear"
            on traits

            wave man "Men" 2010
            wave woman "Women" 2011

            data sexes from "bfi.csv" for bfi {
              respondent: column ""
              source: people
              wave: column "gender" { "1": man, "2": woman }
              education: column "education"
              ignore "age"
            }
            """, to: "examples/bfi/sexes.gear")
        let rows = try Rows(
            "gearbox show 'progress of three across education for education is not missing' examples/bfi/sexes.gear",
            in: scratch)
        let agree = ["node": "agree"]
        #expect(abs(try rows.number("within", where: agree) - 0.4119073077) < 5e-11)
        #expect(abs(try rows.number("composition", where: agree) - 0.0076138287) < 5e-11)
        #expect(abs(try rows.number("change", where: agree) - 0.4195211364) < 5e-11)
        #expect(try rows.number("stayed", where: agree) == 0)
        #expect(rows.matching(agree).first?["stayers"] == .missing)
    }

    /// Six districts: the team about itself, and its teachers. The figures are SciPy's and NumPy's.
    @Test func limitsOfAgreement() throws {
        let pairs = [(4.2, 2.6), (3.8, 3.1), (4.5, 3.3), (3.1, 2.9), (4.0, 3.7), (3.6, 3.0)]
        let lines = pairs.enumerated().flatMap { place, pair in
            ["d\(place),team,\(pair.0)", "d\(place),teacher,\(pair.1)"]
        }
        try scratch.write("district,as,q\n" + lines.joined(separator: "\n") + "\n", to: "pairs.csv")
        try scratch.write(
            """
            framework f "F" { gear g "G" }
            dimension district "District"
            source team "Team"
            source teacher "Teachers"
            scale s "S" 1..5
            survey v "V" on f {
              asks team, teacher
              question q "Q" scale s -> g
            }
            scoring r on f { own = mean(answers) }
            data d from "pairs.csv" for v {
              district: column "district"
              source: column "as"
            }
            """, to: "pairs.gear")
        let rows = try Rows("gearbox show 'compare source team, teacher paired district' pairs.gear", in: scratch)
        let wanted = [
            ("difference", 0.7666666666666666), ("low", 0.20087906767697628), ("high", 1.332454265656357),
            ("limit_low", -0.2900381486278729), ("limit_high", 1.8233714819612061), ("limit_se", 0.4001336665554538),
            ("df", 5), ("pairs", 6),
        ]
        for (column, value) in wanted { #expect(isClose(try rows.number(column), value), "\(column)") }
        #expect(rows.rows.first?["verdict"] == .text("clear"))
        let alone = try Rows(
            "gearbox show 'compare source team, teacher paired district for district == d1' pairs.gear", in: scratch)
        #expect(alone.rows.first?["why"] == .text("one pair"))
        #expect(alone.rows.first?["verdict"] == .text("cannot tell"))
    }
}
