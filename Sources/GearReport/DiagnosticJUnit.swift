import GearSource

/// Findings as JUnit XML, which test dashboards read: a suite a file, a failed case a finding, and a passed one for a
/// file without any. Notes pass.
package struct DiagnosticJUnit {
    private let source: (FileID) -> SourceText?
    private var places: FindingPlaces

    package init(source: @escaping (FileID) -> SourceText?) {
        self.source = source
        places = FindingPlaces(source)
    }

    /// - Parameter files: what was checked, as the user named it.
    package mutating func render(_ diagnostics: [Diagnostic], files: [String]) -> String {
        var suites: [(file: String, findings: [Diagnostic])] = []
        for file in files where !suites.contains(where: { $0.file == file }) { suites.append((file, [])) }
        var indices = Dictionary(uniqueKeysWithValues: suites.enumerated().map { ($1.file, $0) })
        for diagnostic in diagnostics {
            let file = places.place(diagnostic).file ?? "gearbox"
            if let index = indices[file] {
                suites[index].findings.append(diagnostic)
            } else {
                indices[file] = suites.count
                suites.append((file, [diagnostic]))
            }
        }
        let tests = suites.reduce(0) { $0 + max(1, $1.findings.count) }
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + "<testsuites name=\"gearbox\" tests=\"\(tests)\" failures=\"\(Self.failures(diagnostics))\">\n"
            + suites.map { suite($0.file, $0.findings) }.joined() + "</testsuites>\n"
    }

    private mutating func suite(_ file: String, _ findings: [Diagnostic]) -> String {
        let name = XMLText.attribute(file)
        let head =
            "  <testsuite name=\"\(name)\" tests=\"\(max(1, findings.count))\""
            + " failures=\"\(Self.failures(findings))\" errors=\"0\" skipped=\"0\">\n"
        let cases =
            findings.isEmpty
            ? "    <testcase name=\"no findings\" classname=\"\(name)\"/>\n"
            : findings.map { testcase($0, name) }.joined()
        return head + cases + "  </testsuite>\n"
    }

    private mutating func testcase(_ diagnostic: Diagnostic, _ suite: String) -> String {
        let span = places.place(diagnostic).span
        let place = span.map { ":\($0.start.line):\($0.start.column)" } ?? ""
        let name = XMLText.attribute("\(diagnostic.code.id)\(place)")
        var text = DiagnosticText(source: source)
        let body = XMLText.content(text.render(diagnostic))
        let element = diagnostic.severity == .note ? "system-out" : "failure"
        let attributes =
            element == "failure"
            ? " type=\"\(diagnostic.severity.rawValue)\" message=\"\(XMLText.attribute(diagnostic.message))\"" : ""
        return "    <testcase name=\"\(name)\" classname=\"\(suite)\">\n"
            + "      <\(element)\(attributes)>\(body)</\(element)>\n    </testcase>\n"
    }

    private static func failures(_ findings: [Diagnostic]) -> Int { findings.count { $0.severity > .note } }
}

/// Text as XML 1.0 holds it; characters that no XML document may hold become signs for them.
enum XMLText {
    static func content(_ text: String) -> String { escaped(text) }

    /// Between double quotes; a reader would turn bare line breaks and tabs into spaces.
    static func attribute(_ text: String) -> String {
        escaped(text).reduce(into: "") { output, character in
            switch character {
            case "\n": output += "&#10;"
            case "\t": output += "&#9;"
            default: output.append(character)
            }
        }
    }

    private static func escaped(_ text: String) -> String {
        Visible.paragraph(text).unicodeScalars.reduce(into: "") { output, scalar in
            switch scalar {
            case "&": output += "&amp;"
            case "<": output += "&lt;"
            case ">": output += "&gt;"
            case "\"": output += "&quot;"
            case "\u{FFFE}", "\u{FFFF}": output += "\u{FFFD}"
            default: output.unicodeScalars.append(scalar)
            }
        }
    }
}
