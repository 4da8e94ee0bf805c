import GearModel
import GearTesting
import Testing

/// What is said to differ between two versions.
@Suite struct ComparisonTests {
    /// Grammar/conformance/diff: pairs of an old and a new version.
    @Test func cases() throws {
        let failures = try conformanceFailures(under: "diff", outputs: ["changes"]) { one in
            [
                "changes": Self.listing(
                    Comparison(from: try Self.old(of: one).program, to: try Self.new(of: one).program))
            ]
        }
        for failure in failures { Issue.record("\(failure)") }
    }

    static let cases: [ConformanceCase] =
        (try? Repository.files(under: "Grammar/conformance/diff", ending: ".gear-case").flatMap {
            ConformanceFile($0, try Repository.text($0)).cases
        }) ?? []

    private static let pairs: [(label: String, old: BuiltProgram, new: BuiltProgram)] = cases.compactMap { one in
        (try? old(of: one)).flatMap { old in (try? new(of: one)).map { (one.label, old, $0) } }
    }

    @Test func thereAreCasesEnough() throws {
        #expect(Self.cases.count >= 60 && Self.pairs.count == Self.cases.count)
        let listed = Self.cases.compactMap { $0.text(of: "changes") }.joined()
        for word in ["data", "comparability", "queries", "nothing"] { #expect(listed.contains(word)) }
    }

    /// Both versions of a case are programs without errors: else what is compared is what is left of them.
    @Test func bothVersionsAreSound() {
        for (label, old, new) in Self.pairs {
            for built in [old, new] {
                #expect(!built.diagnostics.contains { $0.severity == .error }, "\(label)\n\(built.listing())")
            }
        }
    }

    @Test func mirroredSwapsWhatIsAddedAndRemoved() {
        for (label, old, new) in Self.pairs {
            let there = Comparison(from: old.program, to: new.program).changes
            let back = Comparison(from: new.program, to: old.program).changes
            #expect(Self.paths(there, .added) == Self.paths(back, .removed), "\(label)")
            #expect(Self.paths(there, .removed) == Self.paths(back, .added), "\(label)")
            #expect(there.isEmpty == back.isEmpty, "\(label)")
        }
    }

    private static func paths(_ changes: [Change], _ kind: Change.Kind) -> [String] {
        changes.filter { $0.kind == kind }.map { "\($0.noun) \($0.path)" }.sorted()
    }

    /// Nothing differs from itself, whatever is wrong with it.
    @Test(arguments: ["model", "tables"]) func aProgramIsItself(folder: String) throws {
        for path in Repository.files(under: "Grammar/conformance/" + folder, ending: ".gear-case") {
            for one in ConformanceFile(path, try Repository.text(path)).cases {
                let files = Dictionary(one.files, uniquingKeysWith: { first, _ in first })
                let program = try BuiltProgram(one.source, files: files).program
                let comparison = Comparison(from: program, to: program)
                #expect(comparison.changes.isEmpty, "\(one.label)")
                #expect(!comparison.versions.contains { !$0.isEnough }, "\(one.label)")
            }
        }
    }

    /// A case's versions as the format has them.
    static func old(of one: ConformanceCase) throws -> BuiltProgram {
        try BuiltProgram(one.source, name: "program.gear", files: files(one, "old file "))
    }

    static func new(of one: ConformanceCase) throws -> BuiltProgram {
        try BuiltProgram(one.text(of: "new") ?? "", name: "program.gear", files: files(one, "new file "))
    }

    private static func files(_ one: ConformanceCase, _ prefix: String) -> [String: String] {
        let sections = one.sections.filter { $0.name.hasPrefix(prefix) }
        return Dictionary(
            sections.map { (String($0.name.dropFirst(prefix.count)), $0.text) }, uniquingKeysWith: { first, _ in first }
        )
    }

    /// As Grammar/conformance/README.md has it.
    private static func listing(_ comparison: Comparison) -> String {
        let changes = comparison.changes.map { change -> String in
            var path = change.path
            if let old = change.oldPath, let new = change.newPath, old != new { path = "\(old) -> \(new)" }
            let texts = [change.before, change.after].map { $0.map { "“\($0)”" } ?? "–" }
            let isPlain = change.before == nil && change.after == nil
            let breaks = change.breaks.isEmpty ? "nothing" : change.breaks.words.joined(separator: ", ")
            return "\(change.kind.rawValue)\(change.isSuspected ? "?" : "") \(change.noun) \(path)"
                + (isPlain ? "" : ": " + texts.joined(separator: " -> ")) + " | breaks \(breaks)"
                + (change.bump == .none ? "" : " | \(change.bump.word)") + "\n"
        }
        let versions = comparison.versions.compactMap { step -> String? in
            guard let needed = step.needed, step.calledFor > .none || !step.isEnough else { return nil }
            return "version \(step.framework): \(step.old ?? "none") -> \(step.new ?? "none"), needs \(needed)"
                + (step.isEnough ? "" : ": not enough") + "\n"
        }
        return (changes + versions).joined()
    }
}
