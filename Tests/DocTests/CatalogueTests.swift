import GearSource
import GearTesting
import Testing

/// Every finding explains itself, and its own example provokes it.
@Suite struct CatalogueTests {
    @Test func codesAreUniqueAndInOrder() {
        let ids = Code.all.map(\.id)
        #expect(ids == Set(ids).sorted())
        #expect(ids.allSatisfy { $0.wholeMatch(of: /GB0[0-9][0-9]{2}/) != nil })
    }

    @Test func explanationsShowWhatIsWrongAndWhatIsRight() {
        for code in Code.all {
            #expect(!code.title.isEmpty && code.explanation.contains(/(?m)^Wrong:(?s:.)+^Right:/), "\(code.id)")
        }
    }

    /// The codes that a program alone can provoke.
    static let ofPrograms = Code.all.filter { $0.id.contains(/^GB0([0-47]|84)/) && !unwritable.contains($0) }

    /// What only bytes that no text shows can provoke, or far too many of them.
    private static let unwritable: Set<Code> = [
        .notUTF8, .controlCharacter, .directionControl, .loneReturn, .tooManyFindings,
        // Only `gearbox.gear` is asked for settings.
        .settingWithoutPlace,
    ]

    @Test(arguments: ofPrograms.map(\.id)) func itsExampleProvokesIt(id: String) throws {
        let document = Document(try #require(Code.named(id)).explanation)
        let examples = document.blocks.filter { $0.info == ["gear"] }
        try #require(examples.count == 2, "\(id) needs a wrong and a right program")
        let scratch = try Scratch()
        let found = try examples.map { example in
            try scratch.write(document.text(example), to: "example.gear")
            return try scratch.run("gearbox check example.gear; gearbox test example.gear").output.contains(id)
        }
        #expect(found == [true, false], "\(id)")
    }

    /// What is wrong with data, queries, arguments and folders: a case elsewhere provokes it, by its id or its name.
    @Test func everyOtherCodeHasACase() throws {
        let cases = try ["Tests", "Grammar"].flatMap { Repository.files(under: $0, ending: "") }
            .map(Repository.text).joined(separator: "\n")
        let words = Set(cases.split { !$0.isLetter && !$0.isNumber }.map(String.init))
        let catalogue = try Repository.files(under: "Sources/GearSource/Catalogue", ending: ".swift")
            .map(Repository.text).joined()
        let others = catalogue.matches(of: /static let (\w+) = Code\(\s*"(GB[0-9]{4})"/).filter { match in
            !Self.ofPrograms.contains { $0.id == match.2 }
        }
        #expect(others.filter { !words.contains(String($0.1)) && !words.contains(String($0.2)) }.map(\.2) == [])
    }
}
