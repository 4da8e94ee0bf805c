import GearTesting
import Testing

/// What holds for every example and for the standard library.
@Suite struct ExampleTests {
    static let programs = Repository.files(under: "examples", ending: ".gear")
    static let library = Repository.files(under: "Stdlib", ending: ".gear")

    @Test(arguments: programs) func hasNoFindings(path: String) throws {
        let scratch = try Scratch()
        try scratch.copy("examples")
        let outcome = try scratch.run("gearbox check \(path)")
        #expect(outcome.status == 0, "\(outcome.output)")
    }

    @Test(arguments: library) func libraryHasNoFindings(path: String) throws {
        let scratch = try Scratch()
        try scratch.copy("Stdlib")
        let outcome = try scratch.run("gearbox check \(path)")
        #expect(outcome.status == 0, "\(outcome.output)")
    }

    @Test(arguments: ["minimal", "bfi", "district"]) func ownTestsPass(example: String) throws {
        let scratch = try Scratch()
        try scratch.copy("examples")
        let outcome = try scratch.run("gearbox test examples/\(example)")
        #expect(outcome.status == 0, "\(outcome.output)")
    }

    /// Each rule of the standard library on a handful of answers.
    @Test func libraryScoresAsItSays() throws {
        let scratch = try Scratch()
        try scratch.write(try Repository.text("Tests/ExampleTests/Fixtures/library.gear"), to: "library.gear")
        let outcome = try scratch.run("gearbox test library.gear")
        #expect(outcome.status == 0, "\(outcome.output)")
    }

    @Test func newcomersFileIsShort() throws {
        let lines = try Repository.text("examples/minimal/minimal.gear").split(
            separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count <= 30)
    }
}
