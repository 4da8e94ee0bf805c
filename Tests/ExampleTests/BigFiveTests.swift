import GearTesting
import Testing

/// The scores of 2,800 real people against what R computes from the same files.
@Suite struct BigFiveTests {
    let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        try scratch.copy("examples")
    }

    /// Mean, standard error and n of five scales and their mean, by gender and education.
    @Test(arguments: ["any", "three", "all"]) func groupsAreScoredAsInR(rule: String) throws {
        let scores = try Rows(
            "gearbox score examples/bfi/bfi.gear --rule \(rule) --by gender,education --stats", in: scratch)
        let reference = try plainRows(of: "examples/bfi/reference.csv").filter { $0["rule"] == rule }
        try #require(reference.count == 72)
        for row in reference {
            let cell = row.filter { ["gender", "education", "node"].contains($0.key) }
            for column in ["score", "se", "n"] {
                let wanted = try #require(row[column].flatMap(Double.init))
                let found = try scores.number(column, where: cell)
                #expect(isClose(found, wanted), "\(column) of \(cell): \(found), in R \(wanted)")
            }
        }
    }

    /// The figures for everybody; the first word of `what` says which file and rule they are of.
    @Test(arguments: [
        ("any", "bfi.gear", "any"), ("three", "bfi.gear", "three"), ("all", "bfi.gear", "all"),
        ("pooled", "bfi.gear", "pooled"), ("item", "item.gear", "pooled"),
        ("weighted", "by_age_weight.gear", "three"), ("clustered", "by_age_cluster.gear", "three"),
    ])
    func everybodyIsScoredAsInR(first: String, file: String, rule: String) throws {
        let scores = try Rows("gearbox score examples/bfi/\(file) --rule \(rule) --stats", in: scratch)
        let reference = try plainRows(of: "examples/bfi/expected.csv")
            .filter { $0["what"]?.hasPrefix(first + " ") == true }
        try #require(!reference.isEmpty)
        let nodes = ["item": "indifferent", "weighted": "agree", "clustered": "agree"]
        for row in reference {
            let what = try #require(row["what"])
            let column = try #require(row["column"])
            // R's error of a share is compared through the interval that is made from it.
            if column == "favourable_se" { continue }
            let wanted = try #require(row["value"].flatMap(Double.init))
            let node = nodes[first] ?? String(what.dropFirst(first.count + 1))
            let found = try scores.number(column, where: ["node": node])
            #expect(isClose(found, wanted), "\(column) of \(what): \(found), in R \(wanted)")
        }
    }
}
