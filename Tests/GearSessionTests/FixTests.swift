import Foundation
import GearSession
import GearSource
import GearTesting
import Testing

/// Every fix that any case of the catalogue or the conformance corpus has does what it says.
@Suite struct FixTests {
    struct Sample {
        let label: String
        let text: String
        let files: [(name: String, text: String)]

        /// What is found in a text in the sample's place.
        func check(_ text: [UInt8], in scratch: Scratch) -> [Diagnostic] {
            let path = scratch.folder.appending(path: "main.gear").path
            return Findings(checking: [path], texts: [path: text], loader: .disk).diagnostics
        }
    }

    /// Wrong programs: those of the catalogue, and all conformance cases.
    private static func samples() throws -> [Sample] {
        let shown = Code.all.compactMap { code -> Sample? in
            guard let start = code.explanation.firstRange(of: "```gear\n") else { return nil }
            let rest = code.explanation[start.upperBound...]
            let text = rest[..<(rest.firstRange(of: "\n```")?.lowerBound ?? rest.endIndex)]
            return Sample(label: code.id, text: text + "\n", files: [])
        }
        let cases = try ["syntax", "model", "tables"].flatMap {
            Repository.files(under: "Grammar/conformance/" + $0, ending: ".gear-case")
        }
        .flatMap { ConformanceFile($0, try Repository.text($0)).cases }
        let slip = Sample(
            label: "an import", text: "import \"fram.gear\"\nshow nodes\n",
            files: [("frame.gear", "framework f \"F\" { gear g \"G\" }\n")])
        return shown + [slip] + cases.map { Sample(label: $0.label, text: $0.source, files: $0.files) }
    }

    /// A safe one brings no error; an unsafe one may show what lay behind the finding.
    @Test func whatIsFixedIsGone() throws {
        var kinds: [Code: Set<Bool>] = [:]
        for sample in try Self.samples() {
            let scratch = try Scratch()
            for file in sample.files { try scratch.write(file.text, to: file.name) }
            let text = Array(sample.text.utf8)
            let before = sample.check(text, in: scratch)
            for (place, finding) in before.enumerated() {
                guard let fix = finding.fix, fix.edits.allSatisfy({ $0.location.file.index == 0 }) else { continue }
                kinds[finding.code, default: []].insert(fix.isSafe)
                let after = sample.check(applied(fix, to: text), in: scratch)
                let label = "\(sample.label): \(finding.code.id) \(finding.message), fixed by \(fix.title)"
                #expect(count(after, like: finding) < count(before, like: finding), "\(label): it is still there")
                var errors = before
                errors.remove(at: place)
                let new = after.filter { new in
                    new.severity == .error && count(after, like: new) > count(errors, like: new)
                }
                if fix.isSafe { #expect(new.isEmpty, "\(label): now \(new.map(\.message))") }
            }
        }
        for code in Code.all {
            let kind: FixKind? =
                switch kinds[code] {
                case [true]: .safe
                case [false]: .unsafe
                case nil: nil
                default: .either
                }
            #expect(code.fixes == kind, "\(code.id)")
        }
    }

    /// All at once, in as many rounds as it takes, and again: nothing is left to mend.
    @Test func fixingEnds() throws {
        for sample in try Self.samples() {
            let scratch = try Scratch()
            for file in sample.files { try scratch.write(file.text, to: file.name) }
            let path = scratch.folder.appending(path: "main.gear").path
            for unsafe in [false, true] {
                let run = FixRun([path], texts: [path: Array(sample.text.utf8)], loader: .disk, unsafe: unsafe)
                var texts = [path: Array(sample.text.utf8)]
                for change in run.changes { texts[change.path] = change.after }
                let again = FixRun([path], texts: texts, loader: .disk, unsafe: unsafe)
                #expect(again.count == 0, "\(sample.label): \(again.changes.map(\.path))")
                #expect((run.count > 0) == !run.changes.isEmpty, "\(sample.label)")
            }
        }
    }

    private func applied(_ fix: Fix, to text: [UInt8]) -> [UInt8] {
        var text = text
        for edit in fix.edits.sorted(by: { $0.location.start > $1.location.start }) {
            text.replaceSubrange(Int(edit.location.start)..<Int(edit.location.end), with: edit.replacement.utf8)
        }
        return text
    }

    private func count(_ findings: [Diagnostic], like one: Diagnostic) -> Int {
        findings.count { $0.code == one.code && $0.message == one.message }
    }
}
