import Foundation
import GearReport
import GearSource
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// Findings as code hosts and dashboards read them.
@Suite struct FormatTests {
    static let files = ["f0.gear", "clean.gear"]

    /// The findings of `DiagnosticTests`, one of them in a file whose name is no URI, one with a safe fix.
    static let all: [Diagnostic] = {
        var all = DiagnosticTests.all
        all[0].node = "elements.vision"
        all[4].fix = Fix("Close it", [Edit(DiagnosticTests.place(0, "}").location, "}\n")], isSafe: true)
        all.append(
            Diagnostic(
                DiagnosticTests.doubtful, "50% of <rows>, & \"more\":\r\nsee\u{7}\u{FFFF}",
                data: DataPlace(file: "/data/größe, 50%:a.csv", line: 3)))
        return all
    }()

    @Test func jsonLines() throws {
        var renderer = DiagnosticJSON(source: DiagnosticTests.source)
        let text = String(decoding: renderer.renderLines(Self.all), as: UTF8.self)
        let lines = text.split(separator: "\n")
        #expect(lines.count == Self.all.count)
        for line in lines {
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            #expect(object?["schema"] as? Int == 1)
            #expect(object?["columns"] as? String == "unicodeScalars")
        }
        try Fixture.expect(text, "findings.jsonl")
    }

    @Test func sarif() throws {
        var renderer = DiagnosticSARIF(version: "1.2.3", source: DiagnosticTests.source)
        let bytes = renderer.render(Self.all)
        try Fixture.expect(String(decoding: bytes, as: UTF8.self), "findings.sarif")
        for bytes in [bytes, renderer.render([])] {
            let log = try JSONSerialization.jsonObject(with: Data(bytes))
            var schema = SARIFRequirements()
            schema.check(log)
            #expect(schema.faults == [])
        }
    }

    @Test func gitHub() throws {
        var renderer = DiagnosticGitHub(source: DiagnosticTests.source)
        let text = renderer.render(Self.all)
        #expect(text.utf8.count { $0 == UInt8(ascii: "\n") } == Self.all.count)
        try Fixture.expect(text, "findings-github.txt")
    }

    @Test func gitLab() throws {
        var renderer = DiagnosticGitLab(source: DiagnosticTests.source)
        let bytes = renderer.render(Self.all)
        let issues = try JSONSerialization.jsonObject(with: Data(bytes)) as? [[String: Any]] ?? []
        #expect(issues.count == Self.all.count)
        #expect(Set(issues.compactMap { $0["fingerprint"] as? String }).count == Self.all.count)
        for issue in issues {
            let location = issue["location"] as? [String: Any]
            #expect(location?["path"] is String)
            #expect((location?["lines"] as? [String: Int])?["begin"] ?? 0 > 0)
            #expect(["major", "minor", "info"].contains(issue["severity"] as? String))
        }
        try Fixture.expect(String(decoding: bytes, as: UTF8.self), "findings-gitlab.json")
        #expect(String(decoding: renderer.render([]), as: UTF8.self) == "[]\n")
    }

    @Test func jUnit() throws {
        var renderer = DiagnosticJUnit(source: DiagnosticTests.source)
        let text = renderer.render(Self.all, files: Self.files)
        let reader = XMLParser(data: Data(text.utf8))
        let cases = CaseCounter()
        reader.delegate = cases
        #expect(reader.parse(), "\(String(describing: reader.parserError))")
        #expect(cases.count == Self.all.count + 1)
        try Fixture.expect(text, "findings-junit.xml")
    }

    private final class CaseCounter: NSObject, XMLParserDelegate {
        var count = 0

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
            attributes: [String: String]
        ) {
            if name == "testcase" { count += 1 }
        }
    }

    /// Lines that move take their fingerprints along; a change of the line itself makes another finding of it.
    @Test func fingerprintsSurviveMovedLines() throws {
        func fingerprints(_ text: String) throws -> [String] {
            let source = SourceText(file: FileID(0), name: "a.gear", bytes: Array(text.utf8))
            let found = text.ranges(of: "vison").map { range in
                let start = UInt32(text[..<range.lowerBound].utf8.count)
                return Diagnostic(DiagnosticTests.wrong, "no `vison`", at: Location(FileID(0), start..<(start + 5)))
            }
            var renderer = DiagnosticJSON { _ in source }
            let report = try JSONSerialization.jsonObject(with: Data(renderer.render(found))) as? [String: Any]
            return (report?["findings"] as? [[String: Any]] ?? []).compactMap { $0["fingerprint"] as? String }
        }
        let before = try fingerprints("q a -> vison\nq a -> vison\nq b -> vison\n")
        #expect(Set(before).count == 3)
        #expect(try fingerprints("\n// new\n\tq  a -> vison\n\n  q a -> vison\n\nq b -> vison\n") == before)
        #expect(try fingerprints("q c -> vison\n")[0] != before[0])
    }
}

/// What SARIF 2.1.0 requires of the objects that we write, and forbids in them: the schema's `required`, `enum`,
/// `minimum` and `additionalProperties`, and the rules of its text about rule indices and URIs.
struct SARIFRequirements {
    private(set) var faults: [String] = []

    mutating func check(_ log: Any) {
        guard let log = object(log, ["version", "runs"], ["$schema"], "log") else { return }
        expect(log["version"] as? String == "2.1.0", "version")
        for run in list(log["runs"]) { self.run(run) }
    }

    private mutating func run(_ run: Any) {
        guard let run = object(run, ["tool"], ["results", "columnKind"], "run"),
            let tool = object(run["tool"], ["driver"], [], "tool"),
            let driver = object(tool["driver"], ["name"], ["semanticVersion", "rules"], "driver")
        else { return }
        expect(run["columnKind"] as? String == "utf16CodeUnits", "columnKind")
        expect((driver["semanticVersion"] as? String)?.wholeMatch(of: /\d+\.\d+\.\d+/) != nil, "semanticVersion")
        var ids: [String] = []
        let ruleFields: Set = ["shortDescription", "fullDescription", "help", "defaultConfiguration"]
        for rule in list(driver["rules"]) {
            guard let rule = object(rule, ["id"], ruleFields, "rule") else { continue }
            ids.append(rule["id"] as? String ?? "")
            for field in ["shortDescription", "fullDescription", "help"] { text(rule[field], field) }
            let configuration = object(rule["defaultConfiguration"], [], ["level"], "defaultConfiguration")
            level(configuration?["level"])
        }
        expect(ids == Set(ids).sorted(), "rules")
        for result in list(run["results"]) { self.result(result, ids) }
    }

    private mutating func result(_ result: Any, _ rules: [String]) {
        let fields: Set = [
            "ruleId", "ruleIndex", "level", "locations", "relatedLocations", "partialFingerprints", "fixes",
        ]
        guard let result = object(result, ["message"], fields, "result") else { return }
        text(result["message"], "message")
        level(result["level"])
        let index = result["ruleIndex"] as? Int ?? -1
        expect(rules.indices.contains(index) && rules[index] == result["ruleId"] as? String, "ruleIndex")
        for place in list(result["locations"]) { location(place) }
        let related = list(result["relatedLocations"])
        for place in related { location(place) }
        let ids = related.compactMap { ($0 as? [String: Any])?["id"] as? Int }
        expect(Set(ids).count == related.count, "relatedLocations have ids of their own")
        let fingerprints = result["partialFingerprints"] as? [String: String]
        expect(fingerprints?["primaryLocationLineHash"]?.isEmpty == false, "partialFingerprints")
        for fix in list(result["fixes"]) {
            guard let fix = object(fix, ["artifactChanges"], ["description", "properties"], "fix") else { continue }
            text(fix["description"], "description")
            let changes = list(fix["artifactChanges"])
            expect(!changes.isEmpty, "artifactChanges")
            for change in changes {
                let change = object(change, ["artifactLocation", "replacements"], [], "artifactChange")
                artifact(change?["artifactLocation"])
                for replacement in list(change?["replacements"]) {
                    let replacement = object(replacement, ["deletedRegion"], ["insertedContent"], "replacement")
                    region(replacement?["deletedRegion"])
                    text(replacement?["insertedContent"], "insertedContent")
                }
            }
        }
    }

    private mutating func location(_ value: Any?) {
        guard let place = object(value, [], ["id", "message", "physicalLocation", "logicalLocations"], "location")
        else { return }
        if let message = place["message"] { text(message, "message") }
        let physical = object(place["physicalLocation"], [], ["artifactLocation", "region"], "physicalLocation")
        artifact(physical?["artifactLocation"])
        if let region = physical?["region"] { self.region(region) }
        for logical in list(place["logicalLocations"]) {
            _ = object(logical, ["fullyQualifiedName"], [], "logicalLocation")
        }
    }

    private mutating func artifact(_ value: Any?) {
        let uri = object(value, [], ["uri"], "artifactLocation")?["uri"] as? String ?? ""
        let reference = /(file:\/\/)?([A-Za-z0-9\-._~\/]|%[0-9A-F]{2})+/
        expect(uri.wholeMatch(of: reference) != nil, "uri \(uri)")
    }

    private mutating func region(_ value: Any?) {
        let region = object(value, [], ["startLine", "startColumn", "endLine", "endColumn"], "region") ?? [:]
        let numbers = region.compactMapValues { $0 as? Int }
        expect(!numbers.isEmpty && numbers.count == region.count && numbers.values.allSatisfy { $0 >= 1 }, "region")
        if let end = numbers["endLine"], let start = numbers["startLine"] { expect(end >= start, "endLine") }
    }

    private mutating func text(_ value: Any?, _ what: String) {
        let text = object(value, ["text"], ["markdown"], what)?["text"] as? String
        expect(text?.isEmpty == false, "\(what) has a text")
    }

    private mutating func level(_ value: Any?) {
        expect(["none", "note", "warning", "error"].contains(value as? String), "level")
    }

    private mutating func object(
        _ value: Any?, _ required: Set<String>, _ optional: Set<String>, _ what: String
    ) -> [String: Any]? {
        let object = value as? [String: Any]
        let names = Set(object?.keys.map { $0 } ?? [])
        expect(object != nil && required.isSubset(of: names), "\(what) lacks \(required.subtracting(names).sorted())")
        let others = names.subtracting(required).subtracting(optional)
        expect(others.isEmpty, "\(what) has \(others.sorted())")
        return object
    }

    private mutating func expect(_ holds: Bool, _ what: String) { if !holds { faults.append(what) } }

    private func list(_ value: Any?) -> [Any] { value as? [Any] ?? [] }
}
