import Testing

@testable import GearExchange

@Suite struct NameMakingTests {
    @Test func namesAreShortAndDiffer() {
        var names = NameMaking(taken: ["Vision"])
        let titles = [
            ("Leadership", "leadership"), ("Leadership", "leadership_1"), ("Leadership of all", "leadership_2"),
            ("Leadership team", "leadership_team"), ("A vision", "vision_1"), ("What we do", "what"), ("...", "tag1"),
            ("???", "tag2"), ("Children's goals", "childrens"), ("Œuvre", "oeuvre"), ("Is hidden", "hidden_"),
        ]
        for (title, name) in titles { #expect(names.name(for: title, or: "tag") == name) }
    }

    /// Nobody waits for the last of many that are called alike.
    @Test func manyOfOneTitle() {
        var names = NameMaking()
        let made = Set((0..<50_000).map { _ in names.name(for: "Item", or: "tag") })
        #expect(made.count == 50_000)
    }
}
