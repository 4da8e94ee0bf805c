import Foundation
import GearTesting
import Testing

/// The bugs that `make mutations` seeds are still where Tests/SeededBugs lists them: each original stands in its file
/// once. (Lines may be indented otherwise.)
@Suite struct SeedTests {
    struct Seed {
        let name: String
        let path: String
        var original: [String] = []
        var mutated: [String] = []
    }

    static let seeds: [Seed] = Repository.files(under: "Tests/SeededBugs", ending: ".seeds").flatMap { list in
        var seeds: [Seed] = []
        var path = ""
        for line in ((try? Repository.text(list)) ?? "").split(separator: "\n") {
            if line.hasPrefix("== ") {
                path = String(line.dropFirst(3))
            } else if line.hasPrefix("- ") {
                seeds[seeds.count - 1].original.append(bare(line.dropFirst(2)))
            } else if line.hasPrefix("+ ") {
                seeds[seeds.count - 1].mutated.append(bare(line.dropFirst(2)))
            } else if !line.hasPrefix("#"), !line.hasPrefix("beyond: ") {
                seeds.append(Seed(name: String(line.prefix { $0 != ":" }), path: path))
            }
        }
        return seeds
    }

    /// Without indentation and without the marks around what is replaced.
    private static func bare(_ line: Substring) -> String {
        String(line.drop { $0 == " " }.filter { $0 != "«" && $0 != "»" })
    }

    @Test func eachOriginalStandsOnce() throws {
        #expect(Self.seeds.count >= 100 && Set(Self.seeds.map(\.name)).count == Self.seeds.count)
        var texts: [String: String] = [:]
        for seed in Self.seeds {
            let text =
                try texts[seed.path]
                ?? Repository.text(seed.path).split(separator: "\n", omittingEmptySubsequences: false)
                .map(Self.bare).joined(separator: "\n")
            texts[seed.path] = text
            let count = text.components(separatedBy: seed.original.joined(separator: "\n")).count - 1
            #expect(count == 1, "\(seed.name): \(seed.original) in \(seed.path)")
            #expect(seed.original != seed.mutated, "\(seed.name)")
        }
    }
}
