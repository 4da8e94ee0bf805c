import Foundation
import GearReport
import GearTesting
import Testing

/// Differences of texts, against `patch`, which has to make the new text of the old one.
@Suite struct UnifiedDiffTests {
    private func diff(_ old: String, _ new: String) -> String {
        let diff = UnifiedDiff(from: Array(old.utf8), to: Array(new.utf8))
        return String(decoding: diff.text(from: "a", to: "b"), as: UTF8.self)
    }

    @Test(arguments: [
        ("", "", ""),
        ("a\n", "a\n", ""),
        ("", "a\n", "@@ -0,0 +1 @@\n+a\n"),
        ("a\n", "", "@@ -1 +0,0 @@\n-a\n"),
        ("a", "a\n", "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n"),
        ("a\nb\nc\n", "a\nx\nc\n", "@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n"),
        // Lines that occur more than once: the longest common subsequence stays.
        ("x\ny\nx\ny\n", "y\nx\ny\nx\n", "@@ -1,4 +1,4 @@\n-x\n y\n x\n y\n+x\n"),
    ]) func changes(old: String, new: String, hunks: String) {
        #expect(diff(old, new) == (hunks.isEmpty ? "" : "--- a\n+++ b\n" + hunks))
    }

    @Test func hunksAreApartOnlyIfMoreThanSixLinesAre() {
        let lines = (1...20).map { "\($0)\n" }
        func changed(_ places: Int...) -> String {
            lines.enumerated().map { places.contains($0.offset + 1) ? "x\n" : $0.element }.joined()
        }
        let near = diff(lines.joined(), changed(2, 9))
        #expect(near.ranges(of: "@@ -").count == 1)
        #expect(near.contains("@@ -1,12 +1,12 @@"))
        let far = diff(lines.joined(), changed(2, 10))
        #expect(far.contains("@@ -1,5 +1,5 @@"))
        #expect(far.contains("@@ -7,7 +7,7 @@"))
    }

    @Test func patchMakesTheNewTextOfTheOldOne() throws {
        var random = SplitMix(seed: 9)
        let scratch = try Scratch()
        guard try scratch.run("command -v patch").status == 0 else { return }
        for round in 0..<40 {
            func text(_ count: Int) -> String {
                let last = Bool.random(using: &random) ? "\n" : ""
                let lines = (0..<count).map { _ in String(Int.random(in: 0...9, using: &random)) }
                return lines.joined(separator: "\n") + last
            }
            let old = text(Int.random(in: 1...40, using: &random))
            var lines = old.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let at = Int.random(in: 0..<lines.count, using: &random)
                let other = lines.randomElement(using: &random) ?? ""
                lines[at] = ["", "\(lines[at])\n7", "x", other].randomElement(using: &random) ?? ""
            }
            let new = lines.joined(separator: "\n")
            try scratch.write(old, to: "a")
            try scratch.write(diff(old, new), to: "changes")
            _ = try scratch.run("[ ! -s changes ] || patch -s a changes")
            let patched = try Data(contentsOf: scratch.folder.appending(path: "a"))
            #expect(String(decoding: patched, as: UTF8.self) == new, "\(round)")
        }
    }

    /// Neither many changes nor many equal lines take long or much.
    @Test func largeTexts() {
        let old = (0..<50_000).map { "line \($0)\n" }.joined()
        let new = (0..<50_000).map { "line  \($0 % 7)\n" }.joined()
        #expect(UnifiedDiff(from: Array(old.utf8), to: Array(new.utf8)).changes.count == 1)
        let same = String(repeating: "x\n", count: 50_000)
        #expect(UnifiedDiff(from: Array(same.utf8), to: Array((same + same + "y\n").utf8)).changes.count == 1)
    }
}
