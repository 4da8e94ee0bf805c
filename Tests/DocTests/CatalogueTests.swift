import GearSource
import GearTesting
import Testing

/// Every finding explains itself, and its own example provokes it.
@Suite struct CatalogueTests {
    @Test func codesAreUniqueAndInOrder() {
        let ids = Code.all.map(\.id)
        #expect(ids == Set(ids).sorted())
        #expect(ids.allSatisfy { $0.wholeMatch(of: /GB0[0-8][0-9]{2}/) != nil })
    }

    @Test(arguments: Code.all) func explanationsHold(code: Code) throws {
        let document = Document(code.explanation)
        let examples = document.blocks.filter { $0.info == ["gear"] }
        try #require(examples.count == 2, "\(code.id) needs a wrong and a right example")
        let named = examples.map { document.lines[..<($0.content.lowerBound - 1)].last { !$0.isEmpty } }
        #expect(named == ["Wrong:", "Right:"], "\(code.id)")
        guard Self.showsInAProgram(code) else { return }
        let scratch = try Scratch()
        let found = try examples.map { example in
            try scratch.write(document.text(example), to: "example.gear")
            return try scratch.run("gearbox check example.gear; gearbox test example.gear").output.contains(code.id)
        }
        #expect(found == [true, false], "\(code.id): \(code.title)")
    }

    /// What is wrong with data files, arguments and folders shows in no program alone: a case elsewhere provokes it.
    @Test func everyOtherCodeHasACase() throws {
        let cases = try ["Tests", "Grammar"].flatMap { Repository.files(under: $0, ending: "") }
            .map(Repository.text).joined()
        let mentioned = Set(cases.matches(of: /GB0[0-9]{3}/).map { String($0.output) })
        let missing = Code.all.filter { !Self.showsInAProgram($0) && !mentioned.contains($0.id) }
        #expect(missing.map(\.id) == [])
    }

    private static func showsInAProgram(_ code: Code) -> Bool {
        !code.id.hasPrefix("GB05") && !code.id.hasPrefix("GB08")
    }
}
