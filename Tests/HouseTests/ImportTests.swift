import Foundation
import GearTesting
import Testing

/// The picture in docs/ARCHITECTURE.md is how the house stands: its table says what each target may import.
/// (An incremental build lets an undeclared import through.)
@Suite struct ImportTests {
    /// From the rows `| `target` | imports | …` of the table; an import is in backquotes.
    static let allowed: [String: Set<String>] = {
        var table: [String: Set<String>] = [:]
        for line in (try? Repository.text("docs/ARCHITECTURE.md"))?.split(separator: "\n") ?? [] {
            let cells = line.split(separator: "|").map { $0.matches(of: /`([A-Za-z]+)`/).map { String($0.1) } }
            if line.hasPrefix("| `"), cells.count == 4, let name = cells[0].first { table[name] = Set(cells[1]) }
        }
        return table
    }()

    /// What the toolchain brings and nobody has to ask for. `Foundation` is in the table: it costs start-up time.
    static let toolchain: Set = ["FoundationEssentials", "Synchronization", "Dispatch", "Glibc", "Musl", "Darwin"]

    static let targets = (try? FileManager.default.contentsOfDirectory(atPath: Repository.url("Sources").path)) ?? []

    @Test func theTableHasEveryTargetAndNoOther() {
        #expect(Set(Self.allowed.keys) == Set(Self.targets))
    }

    @Test(arguments: targets) func importsStandInTheTable(target: String) throws {
        var imported: Set<String> = []
        for path in Repository.files(under: "Sources/" + target, ending: ".swift") {
            let text = try Repository.text(path)
            for match in text.matches(of: /(?m)^(?:(?:@\w+|package|internal|private) )*import (?:\w+ )?(\w+)/) {
                imported.insert(String(match.1))
            }
        }
        let allowed = Self.allowed[target] ?? []
        #expect(imported.subtracting(Self.toolchain).subtracting(allowed).sorted() == [])
    }

    /// A target stands above those that import it: nothing runs back up.
    @Test func nothingRunsBackUp() {
        var standing: Set<String> = []
        var left = Self.allowed
        while let next = left.first(where: { $0.value.intersection(Self.targets).isSubset(of: standing) }) {
            standing.insert(next.key)
            left[next.key] = nil
        }
        #expect(left.keys.sorted() == [])
    }
}
