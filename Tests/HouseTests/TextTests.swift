import Foundation
import GearTesting
import Testing

/// What holds for every file.
@Suite struct TextTests {
    static let swift = ["Sources", "Tests"].flatMap { Repository.files(under: $0, ending: ".swift") }
    static let prose = Repository.files(
        under: "", ending: ".md", ".swift", ".gear", ".ebnf", ".py", ".R", ".sql", ".sh", "Makefile")

    /// A file that needs more rooms than this is two files.
    @Test func filesAreShort() throws {
        for path in Self.swift {
            let lines = try Repository.text(path).utf8.count { $0 == UInt8(ascii: "\n") }
            #expect(lines <= 420, "\(path)")
        }
    }

    /// Input reaches none of these; where the compiler cannot see that, an early return or a diagnostic stands.
    @Test func nothingTrapsOnPurpose() throws {
        let traps = /\btry!|\bas! |\bfatalError\(|\bpreconditionFailure\(|\bassertionFailure\(|\bunsafelyUnwrapped\b/
        try none(of: traps, in: Self.swift.filter { $0.hasPrefix("Sources/") })
    }

    @Test func nothingIsLeftForLater() throws {
        // In two halves, so that this file does not find itself.
        try none(of: Regex("\\b(TO" + "DO|FIX" + "ME|XX" + "X|HA" + "CK)\\b"), in: Self.prose)
        try none(of: Regex("not (yet )?imple" + "mented"), in: Self.prose)
    }

    /// Paths of one machine, and addresses that only a package manager needs to know.
    @Test func nothingDependsOnOneMachine() throws {
        try none(of: Regex("(^|[\\s\"'`(=])/(home|root|tm" + "p|wo" + "rk|Users)/"), in: Self.prose)
        try none(of: Regex("py" + "pi\\.org|pythonho" + "sted|deb\\.deb" + "ian|conda\\.an" + "aconda"), in: Self.prose)
    }

    /// Names that say nothing about what is inside.
    @Test func typesAreNamedForWhatTheyAre() throws {
        let vague = /\b(?:struct|class|enum|actor|protocol) \w*(?:Utils?|Utilities|Helpers?|Manager)\b/
        try none(of: vague, in: Self.swift)
    }

    /// A link to a file of the repository leads to one.
    @Test func linksLeadSomewhere() throws {
        for path in Self.prose where path.hasSuffix(".md") {
            let folder = Repository.url(path).deletingLastPathComponent()
            for match in try Repository.text(path).matches(of: /\]\(([^)#:\s]+)(?:#[^)]*)?\)/) {
                let target = folder.appending(path: String(match.1)).path
                #expect(FileManager.default.fileExists(atPath: target), "\(path): \(match.1)")
            }
        }
    }

    private func none<Output>(of pattern: Regex<Output>, in paths: [String]) throws {
        for path in paths {
            for match in try Repository.text(path).matches(of: pattern) {
                Issue.record("\(path): \(match.output)")
            }
        }
    }
}
