import GearSource

/// Findings as workflow commands, which GitHub Actions shows at the lines of a pull request.
///
///     ::error title=GB0203 unknown node,file=office.gear,line=12,endLine=12,col=37,endColumn=42::there is no …
package struct DiagnosticGitHub {
    private var places: FindingPlaces

    package init(source: @escaping (FileID) -> SourceText?) { places = FindingPlaces(source) }

    package mutating func render(_ diagnostics: [Diagnostic]) -> String {
        diagnostics.map { render($0) + "\n" }.joined()
    }

    private mutating func render(_ diagnostic: Diagnostic) -> String {
        let command = diagnostic.severity == .note ? "notice" : diagnostic.severity.rawValue
        var properties = [("title", "\(diagnostic.code.id) \(diagnostic.code.title)")]
        let place = places.place(diagnostic)
        if let file = place.file { properties.append(("file", file)) }
        if let span = place.span {
            properties += [("line", "\(span.start.line)"), ("endLine", "\(span.end.line)")]
            // Columns of different lines are refused.
            if span.start.line == span.end.line {
                properties += [("col", "\(span.start.column)"), ("endColumn", "\(span.end.column)")]
            }
        } else if let line = diagnostic.data?.line, line > 0 {
            properties.append(("line", "\(line)"))
        }
        let written = properties.map { "\($0)=\(Self.escaped($1, ":,"))" }.joined(separator: ",")
        return "::\(command) \(written)::\(Self.escaped(Visible.paragraph(diagnostic.paragraphs), ""))"
    }

    /// What would end a line, a command or a property becomes `%0A` and the like.
    private static func escaped(_ text: String, _ also: String) -> String {
        let special = Set("%\r\n\(also)".unicodeScalars)
        return text.unicodeScalars.reduce(into: "") { output, scalar in
            guard special.contains(scalar) else { return output.unicodeScalars.append(scalar) }
            output += (scalar.value < 16 ? "%0" : "%") + String(scalar.value, radix: 16, uppercase: true)
        }
    }
}
