import Foundation
import GearTesting
import Testing

/// The conformance cases as a matrix: construct by stage by kind. Grammar/conformance/README.md has what is meant.
@Suite struct MatrixTests {
    private static let constructs = [
        "text", "layout", "file", "import", "framework", "theme", "dimension", "wave", "source", "scale", "survey",
        "walkthrough", "scoring", "rubric", "progression", "goal", "role", "plan", "resource", "crosswalk", "data",
        "define", "query", "explain", "expression", "test", "settings",
    ]
    private static let stages = ["syntax", "format", "model", "data", "tables", "tests", "diff"]
    private static let kinds = ["good", "bad", "boundary"]

    private struct Cell: Hashable {
        let construct: String
        let stage: String
        let kind: String
    }

    private static let cases: [(stage: String, one: ConformanceCase)] = stages.flatMap { stage in
        Repository.files(under: "Grammar/conformance/" + stage, ending: ".gear-case").flatMap { path in
            ConformanceFile(path, (try? Repository.text(path)) ?? "").cases.map { (stage, $0) }
        }
    }

    /// Every case says where it stands, in words that the format has; `good` and `bad` are what they say.
    @Test func casesAreTagged() {
        for (stage, one) in Self.cases {
            let constructs = one.tags.dropFirst()
            #expect(Self.kinds.contains(one.tags.first ?? "") && !constructs.isEmpty, "\(one.label)")
            #expect(constructs.filter { !Self.constructs.contains($0) } == [], "\(one.label)")
            #expect(Set(constructs).count == constructs.count, "\(one.label)")
            guard one.tags.first != "boundary", let finds = Self.finds(one, stage) else { continue }
            #expect(one.tags.first == (finds ? "bad" : "good"), "\(one.label)")
        }
    }

    /// Whether a case has something found; nil where what comes out does not tell.
    private static func finds(_ one: ConformanceCase, _ stage: String) -> Bool? {
        switch stage {
        case "format": nil
        case "tests" where one.text(of: "tests")?.contains("fail") == true: nil
        case "data": one.text(of: "intake")?.contains(/GB\d{4}/) ?? false
        case "diff": one.text(of: "changes")?.contains(/breaks (?:data|comparability|queries)|: not enough/) ?? false
        default: one.text(of: "diagnostics") != nil
        }
    }

    @Test func thereAreEnough() {
        #expect(Self.cases.count >= 300)
        let files = Repository.files(under: "Grammar/conformance", ending: ".gear-case")
        #expect(files.allSatisfy { path in Self.stages.contains { path.hasPrefix("Grammar/conformance/\($0)/") } })
    }

    /// MATRIX.md counts the cases of each cell and lists those without.
    @Test func matrixIsAsRecorded() throws {
        let path = "Grammar/conformance/MATRIX.md"
        let text = Self.text
        if Repository.isRecording {
            try Data(text.utf8).write(to: Repository.url(path))
            Issue.record("recorded \(path)")
        } else {
            #expect(try Repository.text(path) == text)
        }
    }

    private static var text: String {
        var counts: [Cell: Int] = [:]
        for (stage, one) in cases {
            for construct in one.tags.dropFirst() {
                counts[Cell(construct: construct, stage: stage, kind: one.tags.first ?? ""), default: 0] += 1
            }
        }
        var empty: [String] = []
        let rows = constructs.map { construct in
            let cells = stages.map { stage in
                let three = kinds.map { counts[Cell(construct: construct, stage: stage, kind: $0)] ?? 0 }
                let missing = zip(kinds, three).filter { $0.1 == 0 }.map(\.0)
                if !missing.isEmpty { empty.append("- \(construct), \(stage): \(missing.joined(separator: ", "))") }
                return three.allSatisfy { $0 == 0 } ? "–" : three.map(String.init).joined(separator: " / ")
            }
            return "| \(construct) | \(cells.joined(separator: " | ")) |"
        }
        return """
            # The matrix of the conformance cases

            \(cases.count) cases; good / bad / boundary, as README.md has them. A case for several constructs counts with each.
            The tests hold this file to the cases; GEARBOX_RECORD=1 writes it anew.

            | | \(stages.joined(separator: " | ")) |
            |---|\(stages.map { _ in "---|" }.joined())
            \(rows.joined(separator: "\n"))

            ## Empty cells

            Some can have no case: white space has no tables, and nothing that is wrong with a query is found in data.

            \(empty.joined(separator: "\n"))

            """
    }
}
