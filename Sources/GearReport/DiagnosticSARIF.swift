import GearSource

/// Findings as SARIF 2.1.0 (OASIS Standard, 27 March 2020), which code hosts and editors read.
///
/// Files are URI references relative to where the command ran, which for a code host is the repository's root.
/// `primaryLocationLineHash` is the fingerprint's name because that is the one that code hosts look for.
package struct DiagnosticSARIF {
    private let version: String
    private let source: (FileID) -> SourceText?
    private var places: FindingPlaces

    private typealias Members = [(name: String, value: JSON)]

    /// - Parameter version: of the program, such as `1.2.0`.
    package init(version: String, source: @escaping (FileID) -> SourceText?) {
        self.version = version
        self.source = source
        places = FindingPlaces(source)
    }

    package mutating func render(_ diagnostics: [Diagnostic]) -> [UInt8] {
        let rules = Set(diagnostics.map(\.code)).sorted { $0.id < $1.id }
        let indices = Dictionary(rules.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let results = zip(diagnostics, Fingerprints.of(diagnostics, source)).map { diagnostic, fingerprint in
            result(diagnostic, rule: indices[diagnostic.code] ?? 0, fingerprint)
        }
        var output = Array("{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",".utf8)
        output += "\"runs\":[{\"tool\":{\"driver\":{\"name\":\"gearbox\",\"semanticVersion\":".utf8
        output += JSON.text(version).bytes
        output += ",\"rules\":".utf8
        output += JSON.lines(rules.map(rule))
        output += "}},\"columnKind\":\"utf16CodeUnits\",\"results\":".utf8
        output += JSON.lines(results)
        output += "}]}\n".utf8
        return output
    }

    private func rule(_ code: Code) -> JSON {
        let help: Members = [("text", .text(code.explanation)), ("markdown", .text(code.explanation))]
        return .object([
            ("id", .text(code.id)), ("shortDescription", message(code.title)),
            ("fullDescription", message(code.explanation.split(separator: "\n").first.map(String.init) ?? code.title)),
            ("help", .object(help)),
            ("defaultConfiguration", .object([("level", .text(code.severity.rawValue))])),
        ])
    }

    private mutating func result(_ diagnostic: Diagnostic, rule: Int, _ fingerprint: String) -> JSON {
        var location = physicalLocation(diagnostic)
        if let node = diagnostic.node {
            location.append(("logicalLocations", .list([.object([("fullyQualifiedName", .text(node))])])))
        }
        var members: Members = [
            ("ruleId", .text(diagnostic.code.id)), ("ruleIndex", .number(rule)),
            ("level", .text(diagnostic.severity.rawValue)), ("message", message(diagnostic.paragraphs)),
            ("locations", .list(location.isEmpty ? [] : [.object(location)])),
        ]
        let related = diagnostic.related.enumerated().compactMap { place, label -> JSON? in
            physicalLocation(label.location).map { physical in
                .object(
                    [("id", .number(place)), ("physicalLocation", physical)]
                        + (label.text.isEmpty ? [] : [("message", message(label.text))]))
            }
        }
        if !related.isEmpty { members.append(("relatedLocations", .list(related))) }
        members.append(("partialFingerprints", .object([("primaryLocationLineHash", .text(fingerprint))])))
        if let fix = diagnostic.fix, let fix = self.fix(fix) { members.append(("fixes", .list([fix]))) }
        return .object(members)
    }

    private func message(_ text: String) -> JSON { .object([("text", .text(text))]) }

    private mutating func physicalLocation(_ diagnostic: Diagnostic) -> Members {
        if let place = diagnostic.place, let location = physicalLocation(place.location) {
            return [("physicalLocation", location)]
        }
        guard let data = diagnostic.data else { return [] }
        var members: Members = [("artifactLocation", artifact(data.file))]
        if data.line > 0 { members.append(("region", .object([("startLine", .number(data.line))]))) }
        return [("physicalLocation", .object(members))]
    }

    private mutating func physicalLocation(_ location: Location) -> JSON? {
        guard let span = places.span(location) else { return nil }
        return .object([("artifactLocation", artifact(span.file)), ("region", region(span))])
    }

    private func region(_ span: FindingPlaces.Span) -> JSON {
        .object([
            ("startLine", .number(span.start.line)), ("startColumn", .number(span.start.utf16Column)),
            ("endLine", .number(span.end.line)), ("endColumn", .number(span.end.utf16Column)),
        ])
    }

    private func artifact(_ path: String) -> JSON { .object([("uri", .text(Self.uri(path)))]) }

    /// The edits by file; nil if one is in a file that is not at hand.
    private mutating func fix(_ fix: Fix) -> JSON? {
        var changes: [(file: String, replacements: [JSON])] = []
        for edit in fix.edits {
            guard let span = places.span(edit.location) else { return nil }
            let replacement = JSON.object([
                ("deletedRegion", region(span)), ("insertedContent", message(edit.replacement)),
            ])
            if let known = changes.firstIndex(where: { $0.file == span.file }) {
                changes[known].replacements.append(replacement)
            } else {
                changes.append((span.file, [replacement]))
            }
        }
        let artifacts = changes.map { file, replacements in
            JSON.object([("artifactLocation", artifact(file)), ("replacements", .list(replacements))])
        }
        return .object([
            ("description", message(fix.title + (fix.isSafe ? "" : " (may change what the program means)"))),
            ("artifactChanges", .list(artifacts)), ("properties", .object([("safe", .boolean(fix.isSafe))])),
        ])
    }

    /// A path as a URI reference (RFC 3986): whatever is not unreserved or a slash is percent-encoded.
    static func uri(_ path: String) -> String {
        let hexadecimal = Array("0123456789ABCDEF".utf8)
        var output: [UInt8] = path.hasPrefix("/") ? Array("file://".utf8) : []
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"), UInt8(ascii: "/"):
                output.append(byte)
            default:
                output += [UInt8(ascii: "%"), hexadecimal[Int(byte >> 4)], hexadecimal[Int(byte & 15)]]
            }
        }
        return String(decoding: output, as: UTF8.self)
    }
}
