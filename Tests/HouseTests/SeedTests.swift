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
        /// With the marks.
        var marked = (original: "", mutated: "")
    }

    static let seeds: [Seed] = Repository.files(under: "Tests/SeededBugs", ending: ".seeds").flatMap { list in
        var seeds: [Seed] = []
        var path = ""
        for line in ((try? Repository.text(list)) ?? "").split(separator: "\n") {
            if line.hasPrefix("== ") {
                path = String(line.dropFirst(3))
            } else if line.hasPrefix("- ") {
                seeds[seeds.count - 1].original.append(bare(line.dropFirst(2)))
                seeds[seeds.count - 1].marked.original += line.dropFirst(2) + "\n"
            } else if line.hasPrefix("+ ") {
                seeds[seeds.count - 1].mutated.append(bare(line.dropFirst(2)))
                seeds[seeds.count - 1].marked.mutated += line.dropFirst(2) + "\n"
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

    /// Only what stands between the marks is replaced.
    @Test func aroundTheMarksNothingDiffers() {
        for seed in Self.seeds where seed.marked.original.contains("«") {
            let parts = [seed.marked.original, seed.marked.mutated].map { $0.components(separatedBy: ["«", "»"]) }
            #expect(parts.allSatisfy { $0.count == 3 }, "\(seed.name)")
            #expect(parts[0].first == parts[1].first && parts[0].last == parts[1].last, "\(seed.name)")
        }
    }
}
