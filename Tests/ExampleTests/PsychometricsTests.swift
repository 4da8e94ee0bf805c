import GearTesting
import Testing

/// Item statistics and reliabilities of 2,800 real people against psych 2.2.9 in R (`examples/bfi/check`).
@Suite struct PsychometricsTests {
    let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        try scratch.copy("examples")
    }

    @Test(arguments: ["", "man", "woman"]) func itemsAreThoseOfR(gender: String) throws {
        let items = try Rows("gearbox show 'items of three\(by(gender))' examples/bfi/bfi.gear", in: scratch)
        let reference = try reference(gender).filter { $0["question"] != "" }
        try #require(reference.count == 125)
        for row in reference {
            let question = try #require(row["question"])
            try compare(items, row, where: cell(gender, row).merging(["question": question]) { $1 })
        }
    }

    @Test(arguments: ["", "man", "woman"]) func reliabilityIsThatOfR(gender: String) throws {
        let scales = try Rows(
            "gearbox show 'reliability of three across education\(by(gender))' examples/bfi/bfi.gear", in: scratch)
        let reference = try reference(gender).filter { $0["question"] == "" }
        try #require(reference.count == 45)
        for row in reference { try compare(scales, row, where: cell(gender, row)) }
    }

    /// The figures of the R package psych that specialists know by heart.
    @Test func alphaOfTheFiveScales() throws {
        let scales = try Rows("gearbox show 'reliability of three' examples/bfi/bfi.gear", in: scratch)
        let known = [
            ("agree", 0.703018), ("conscientious", 0.726735), ("extraversion", 0.761733), ("neuroticism", 0.813963),
            ("openness", 0.600173),
        ]
        for (node, alpha) in known {
            #expect(abs(try scales.number("alpha_pairwise", where: ["node": node]) - alpha) < 5e-7)
        }
        #expect(abs(try scales.number("alpha_complete", where: ["node": "agree"]) - 0.703756) < 5e-7)
        #expect(abs(try scales.number("omega", where: ["node": "agree"]) - 0.72321) < 5e-6)
    }

    /// Columns that nobody reads are not worked out; the others stay what they are.
    @Test func whatIsLeftOutChangesNothing() throws {
        let few = try Rows(
            "gearbox show 'reliability of three | select node, alpha_pairwise' examples/bfi/bfi.gear", in: scratch)
        let all = try Rows("gearbox show 'reliability of three' examples/bfi/bfi.gear", in: scratch)
        for node in ["agree", "openness"] {
            let alpha = try all.number("alpha_pairwise", where: ["node": node])
            #expect(try few.number("alpha_pairwise", where: ["node": node]) == alpha)
        }
    }

    private func by(_ gender: String) -> String { gender.isEmpty ? "" : " by gender" }

    private func reference(_ gender: String) throws -> [[String: String]] {
        try plainRows(of: "examples/bfi/psychometrics.csv").filter { $0["gender"] == gender }
    }

    private func cell(_ gender: String, _ row: [String: String]) -> [String: String] {
        row.filter { $0.key == "node" || $0.key == "gender" && !gender.isEmpty }
    }

    private func compare(_ found: Rows, _ row: [String: String], where cell: [String: String]) throws {
        let column = try #require(row["column"])
        let wanted = try #require(row["value"].flatMap(Double.init))
        let number = try found.number(column, where: cell)
        // Loadings depend on where the search for them stops.
        let limit = column == "omega" ? 1e-5 : 1e-9 * max(1, abs(wanted))
        #expect(abs(number - wanted) <= limit, "\(column) of \(cell): \(number), in R \(wanted)")
    }
}
