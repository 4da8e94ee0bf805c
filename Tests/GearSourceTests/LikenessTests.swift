import GearSource
import Testing

@Suite struct LikenessTests {
    @Test(arguments: [
        ("", "", 0), ("gear", "gear", 0), ("Gear", "gEAR", 0), ("gaer", "gear", 1), ("tag", "tags", 1),
        ("weight", "wieght", 1), ("kitten", "sitting", 3), ("", "abc", 3), ("café", "cafe", 2),
    ])
    func distances(left: String, right: String, distance: Int) {
        #expect(Likeness.distance(left, right, limit: 3) == distance)
        #expect(Likeness.distance(right, left, limit: 3) == distance)
        #expect(Likeness.distance(left, right, limit: distance - 1) == nil)
    }

    /// The time for two names is bounded: long ones are not compared.
    @Test func longNamesAreNotCompared() {
        let long = String(repeating: "a", count: 65)
        #expect(Likeness.distance(long, long + "b", limit: 3) == nil)
    }

    @Test func nearestIsTheFirstOfTheBest() {
        #expect(Likeness.nearest(to: "frameork", among: ["theme", "framework", "framewor"]) == "framework")
        #expect(Likeness.nearest(to: "Survey", among: ["survey"]) == "survey")
        #expect(Likeness.nearest(to: "x", among: ["y", "z"]) == nil)
        #expect(Likeness.nearest(to: "goal", among: ["gear", "tag"]) == nil)
        #expect(Likeness.nearest(to: "wave", among: ["wave"]) == nil)
        #expect(Likeness.nearest(to: "anything", among: []) == nil)
    }
}
