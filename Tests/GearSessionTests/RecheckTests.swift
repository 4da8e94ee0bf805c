import Foundation
import GearModel
import GearSession
import GearSource
import GearTesting
import Testing

/// After an edit only what it touches is made again. What comes out is what a new look at everything gives.
@Suite struct RecheckTests {
    /// 200 edited forms of the example district, and of two frameworks of which one adapts the other, each after another.
    @Test func editsAreFoundAsInANewProgram() throws {
        var district: [String: [UInt8]] = [:]
        for path in Repository.files(under: "examples/district", ending: ".gear") {
            district[URL(filePath: path).lastPathComponent] = Array(try Repository.text(path).utf8)
        }
        let adapted: [String: [UInt8]] = [
            "main.gear": "import \"a.gear\"\nimport \"b.gear\"\nimport \"c.gear\"\nshow nodes of b\n",
            "a.gear": """
            framework a "A" version 1.0.0 {
              gear g "Growth" { tag t "Trust" { lookfor f "Asks" } tag u "Use" weight 2 }
              gear h "Hope" formerly i builds on g.t
            }

            """,
            "b.gear": """
            import "a.gear"
            framework b "B" version 1.0.0 adapts a 1.0.0 {
              amend g.t "Trust in us" { lookfor k "Answers" }
              without h
              gear z "Zeal" in themes.one
            }
            theme themes "Themes" { one "One" two "Two" }

            """,
            "c.gear": "framework c \"C\" {\n  gear g \"Same\"\n  gear h \"Sane\" { tag t \"T\" tag u \"U\" }\n}\n",
        ].mapValues { Array($0.utf8) }
        var random = SplitMix(seed: 5)
        for (files, entry, count) in [(district, "district.gear", 60), (adapted, "main.gear", 140)] {
            var earlier = session(files, entry)
            for round in 0..<count {
                var edited = files
                for _ in 0..<Int.random(in: 0...2, using: &random) {
                    guard let name = files.keys.sorted().randomElement(using: &random) else { continue }
                    edit(&edited[name, default: []], &random)
                }
                let again = session(edited, entry, after: earlier)
                let anew = session(edited, entry)
                let found = (again.diagnostics.map { "\($0)" }, anew.diagnostics.map { "\($0)" })
                #expect(found.0 == found.1, "round \(round)")
                // What a model holds is in its description; of sets the order is nobody's.
                let frameworks = (again.model.frameworks.map { "\($0)" }, anew.model.frameworks.map { "\($0)" })
                #expect(frameworks.0 == frameworks.1, "round \(round)")
                let scales = (again.model.scales.map { "\($0)" }, anew.model.scales.map { "\($0)" })
                #expect(scales.0 == scales.1, "round \(round)")
                let rules = (rules(again), rules(anew))
                #expect(rules.0 == rules.1, "round \(round)")
                #expect(Comparison(from: again.program, to: anew.program).changes.isEmpty, "round \(round)")
                earlier = again
            }
        }
    }

    /// A title changed in one file: another's findings stay, and a name that is gone is missed where it was used.
    @Test func whatOthersSayOfAnEditIsFound() {
        var files: [String: [UInt8]] = [
            "main.gear": Array("import \"a.gear\"\nshow scores of r where node == g\non a\n".utf8),
            "a.gear": Array("framework a \"A\" {\n  gear g \"Growth\"\n  gear h \"growth\"\n}\n".utf8),
        ]
        let before = session(files, "main.gear")
        #expect(before.diagnostics.contains { $0.code == .duplicateText })
        let same = session(files, "main.gear", after: before)
        #expect(same.diagnostics == before.diagnostics)
        files["a.gear"] = Array("framework a \"A\" {\n  gear k \"Growth\"\n  gear h \"Hope\"\n}\n".utf8)
        let after = session(files, "main.gear", after: same)
        #expect(!after.diagnostics.contains { $0.code == .duplicateText })
        #expect(after.diagnostics == session(files, "main.gear").diagnostics)
    }

    /// What the standard library makes of a dimension's name depends on the program.
    @Test func rulesOfTheLibraryAreReadAgainWhereNamesChange() {
        func program(_ names: String) -> [String: [UInt8]] {
            ["main.gear": Array("\(names)\nframework f \"F\" { gear g \"G\" }\nshow scores of std.n_of_m\n".utf8)]
        }
        var earlier = session(program("dimension school \"School\""), "main.gear")
        #expect(earlier.model.rules.count > 10)
        for names in [
            "dimension school \"School\"", "dimension score \"Score\"", "dimension value \"V\"", "wave w \"W\" 2015",
        ] {
            let again = session(program(names), "main.gear", after: earlier)
            let anew = session(program(names), "main.gear")
            #expect(again.diagnostics == anew.diagnostics, "\(names)")
            #expect(rules(again) == rules(anew), "\(names)")
            earlier = again
        }
    }

    /// Layers have an order of their own in each.
    private func rules(_ session: Session) -> [String] {
        session.model.rules.map { rule in
            var rest = rule
            rest.layers = [:]
            return "\(rest)" + rule.layers.sorted { $0.key < $1.key }.map { "\($0)" }.joined()
        }
    }

    private func session(_ files: [String: [UInt8]], _ entry: String, after earlier: Session? = nil) -> Session {
        let library = "/gearbox/Stdlib"
        let loader = Loader(
            read: { path in
                if path.hasPrefix(library), let text = try? Repository.text("Stdlib" + path.dropFirst(library.count)) {
                    return .success(Array(text.utf8))
                }
                return files[path].map { .success($0) } ?? .failure(.missing)
            },
            realPath: { path in
                if path == "." { return "/project" }
                if files[path] != nil { return "/project/" + path }
                return path.hasSuffix(".git") ? nil : "/gearbox/program"
            },
            names: { folder in
                switch folder {
                case ".": files.keys.sorted()
                case library: ["bands.gear", "scales.gear", "scoring.gear"]
                default: nil
                }
            })
        return Session(entry, loader: loader, after: earlier)
    }

    private func edit(_ bytes: inout [UInt8], _ random: inout SplitMix) {
        guard !bytes.isEmpty else { return }
        let at = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes.remove(at: at)
        case 1: bytes.insert(Array("abgtu.\"{}0 \n".utf8).randomElement(using: &random) ?? 0x20, at: at)
        case 2:
            // A line twice.
            let end = bytes[at...].firstIndex(of: 0x0A) ?? bytes.count
            let start = bytes[..<at].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
            if start < end { bytes.insert(contentsOf: bytes[start..<end] + [0x0A], at: start) }
        default:
            let end = bytes[at...].firstIndex(of: 0x0A) ?? bytes.count
            let start = bytes[..<at].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
            bytes.removeSubrange(min(start, end)..<end)
        }
    }
}
