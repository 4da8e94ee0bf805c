import GearTesting
import Testing

/// Agreement against pingouin, krippendorff, scikit-learn and irrCAC, correlations against SciPy
/// (`Fixtures/agreement/reference.py`).
@Suite struct AgreementTests {
    let scratch: Scratch
    private static let folder = "Tests/ExampleTests/Fixtures/agreement"

    init() throws {
        scratch = try Scratch()
        try scratch.copy(Self.folder)
    }

    private func compare(_ rows: Rows, _ what: String, where cell: [String: String]) throws {
        let reference = try plainRows(of: "\(Self.folder)/expected.csv").filter { $0["what"] == what }
        try #require(!reference.isEmpty)
        for row in reference {
            let column = try #require(row["column"])
            let wanted = try #require(row["value"].flatMap(Double.init))
            let found = try rows.number(column, where: cell)
            #expect(isClose(found, wanted), "\(column) of \(what): \(found), outside \(wanted)")
        }
    }

    @Test(arguments: ["shrout_fleiss", "two_raters", "gaps"]) func agreementIsThatOfOthers(study: String) throws {
        let rows = try Rows(
            "gearbox show 'agreement across observer paired classroom by study' \(Self.folder)/ratings.gear",
            in: scratch)
        try compare(rows, study, where: ["study": study])
    }

    /// The figures that stand in the papers.
    @Test func publishedFigures() throws {
        let rows = try Rows(
            "gearbox show 'agreement across observer paired classroom by study' \(Self.folder)/ratings.gear",
            in: scratch)
        let known = [
            ("shrout_fleiss", "icc_1_1", 0.166), ("shrout_fleiss", "icc_2_1", 0.290),
            ("shrout_fleiss", "icc_3_1", 0.715),
            ("shrout_fleiss", "icc_1_k", 0.443), ("shrout_fleiss", "icc_2_k", 0.620),
            ("shrout_fleiss", "icc_3_k", 0.909),
            ("gaps", "alpha_nominal", 0.743), ("gaps", "alpha_ordinal", 0.815), ("gaps", "alpha_interval", 0.849),
        ]
        for (study, column, value) in known {
            #expect(abs(try rows.number(column, where: ["study": study]) - value) < 5e-4, "\(study) \(column)")
        }
        #expect(abs(try rows.number("kappa", where: ["study": "two_raters"]) - 0.5925) < 5e-5)
        #expect(abs(try rows.number("kappa_quadratic", where: ["study": "two_raters"]) - 0.7603) < 5e-5)
    }

    @Test(arguments: ["g1 g2", "g1 g3", "g2 g3"]) func correlationsAreThoseOfSciPy(nodes: String) throws {
        let rows = try Rows(
            "gearbox show 'correlations across district' \(Self.folder)/districts.gear", in: scratch)
        let names = nodes.split(separator: " ").map(String.init)
        try compare(rows, nodes, where: ["node": names[0], "other": names[1]])
    }
}
