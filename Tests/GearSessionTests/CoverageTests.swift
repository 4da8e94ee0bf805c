import Foundation
import GearReport
import GearSession
import GearSource
import GearTesting
import Testing

/// What coverage says by changing the model is what an author sees who changes the text.
@Suite struct CoverageTests {
    /// All values that its expectations read are stated exactly, so that they fail whenever one is another.
    private static let program = """
        framework f "F" {
          gear a "A" {
            tag b "B"
            tag c "C"
          }
          gear d "D"
        }
        source t "T"
        survey s "S" on f {
          asks t
          scale std.agreement5
          question q1 "Q1" -> a.b
          question q2 "Q2" -> a.c
          question q3 "Q3" -> d
          question q4 "Q4" -> d
        }
        scoring r on f {
          person = mean(answers, value > 1)
          own = mean(persons) needs 2
          gear = if(max(parts) > 4, max(parts), min(parts))
          lead = median(parts)
          node = mean(parts)
          bands low < 2, middle < 2.6, high
          mastered when score >= 4
        }
        test "only the gear" {
          answers s {
            x t { q1: 4, q2: 3, q3: 4 }
            y t { q1: 4, q2: 2, q3: 1 }
          }
          expect scores of r | where layer == gear {
            node score band mastered
            a 2.5 middle false
            d missing missing missing
          }
        }
        """

    /// What to write instead of what, to see whether it matters.
    private static func edits(_ item: CoverageItem) -> [(old: String, new: String)] {
        func lineEdits(_ name: String, _ end: String) -> [(String, String)] {
            ["+ 1000", "- 1000"].map { ("\(name)\(end)", "\(name)\(end) \($0)") }
        }
        switch item.name {
        case "r.person": return lineEdits("person = ", "mean(answers, value > 1)")
        case "r.own": return lineEdits("own = ", "mean(persons)")
        case "r.gear": return lineEdits("gear = ", "if(max(parts) > 4, max(parts), min(parts))")
        case "r.lead": return lineEdits("lead = ", "median(parts)")
        case "r.node": return lineEdits("node = ", "mean(parts)")
        case "r.own: `needs` is met": return [("needs 2", "needs 99")]
        case "r.own: `needs` is not met": return [("needs 2", "needs 1")]
        case "r.low": return [("low <", "lowest <")]
        case "r.middle": return [("middle <", "middling <")]
        case "r.high": return [(", high\n", ", highest\n")]
        case "r: `mastered` is true": return [("when score >= 4", "when 1 > 2")]
        case "r: `mastered` is false": return [("when score >= 4", "when 1 < 2")]
        case "r: `value > 1` is true": return [("value > 1", "value > 99")]
        case "r: `value > 1` is false": return [("value > 1", "value > 0")]
        case "r: `max(parts) > 4` is true":
            return [("max(parts) > 4, max(parts)", "max(parts) > 4, max(parts) + 1000")]
        case "r: `max(parts) > 4` is false": return [("min(parts))", "min(parts) + 1000)")]
        default: break
        }
        let name = item.name.dropFirst(2)
        return (1...5).flatMap { old in (1...5).map { ("\(name): \(old)", "\(name): \($0)") } }
    }

    @Test func whatIsReachedMattersAndNothingElse() throws {
        let items = try #require(try Self.coverage(Self.program))
        #expect(try Self.passes(Self.program))
        #expect(items.contains(where: \.isReached) && !items.allSatisfy(\.isReached))
        for item in items where item.kind != .node {
            let edits = Self.edits(item).filter { Self.program.contains($0.old) && $0.old != $0.new }
            #expect(!edits.isEmpty || item.name == "s.q4", "\(item.name)")
            let matters = try edits.contains { edit in
                try occurrences(of: edit.old).contains { range in
                    try !Self.passes(Self.program.replacingCharacters(in: range, with: edit.new))
                }
            }
            #expect(matters == item.isReached, "\(item.name): \(item.why ?? "reached")")
        }
    }

    /// A node is reached through what is above it, and by no other.
    @Test func nodesAreReachedThroughParts() throws {
        let nodes = try #require(try Self.coverage(Self.program)).filter { $0.kind == .node }
        #expect(nodes.filter(\.isReached).map(\.name) == ["a", "a.b", "a.c"])
        #expect(nodes.filter { !$0.isReached }.map(\.name) == ["d"])
    }

    @Test func itemsOfSeveralProgramsAreMerged() {
        func item(_ line: Int, _ why: String?) -> CoverageItem {
            CoverageItem(kind: .node, name: "n\(line)", file: "a.gear", line: line, column: 1, why: why)
        }
        let merged = CoverageItem.merging([item(2, "no"), item(1, nil), item(2, nil), item(1, "no"), item(3, "no")])
        #expect(merged.map(\.line) == [1, 2, 3])
        #expect(merged.map(\.isReached) == [true, true, false])
        #expect(CoverageText.summary(merged) == "tests depend on 2 of 3 things (66%): 2 of 3 nodes\n")
    }

    private func occurrences(of text: String) -> [Range<String.Index>] { Self.program.ranges(of: text) }

    private static func coverage(_ program: String) throws -> [CoverageItem]? {
        let session = try session(program)
        return session.hasErrors ? nil : session.coverage()
    }

    private static func passes(_ program: String) throws -> Bool {
        let session = try session(program)
        return !session.hasErrors && session.runTests().allSatisfy(\.failures.isEmpty)
    }

    private static func session(_ program: String) throws -> Session {
        Session("program.gear", text: Array(program.utf8), loader: .disk)
    }
}

@Suite struct TitlePatternTests {
    @Test(arguments: [
        ("", "anything", true), ("Thing", "anything", true), ("x", "anything", false), ("any", "an", false),
        ("any*", "anything", true), ("*thing", "anything", true), ("thing*", "anything", false),
        ("a?y*g", "Anything", true), ("?", "a", true), ("?", "ab", false), ("*", "", true), ("**", "ab", true),
        ("a*b*c", "a-b-b-c", true), ("a*b*c", "a-b-b-", false), ("é*", "Éa", true),
    ])
    func takes(pattern: String, title: String, fits: Bool) { #expect(TitlePattern(pattern).fits(title) == fits) }
}
