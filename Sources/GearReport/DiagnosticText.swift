import GearSource

/// Findings for people: what, where with the place marked, why, and what to do.
///
///     error[GB0201]: there is no tag `vison`
///       --> office.gear:12:37
///        |
///     12 |   question q1 "…" -> leadership.vison
///        |                                 ^^^^^ not in `leadership`
///        |
///        = help: Did you mean `vision`?
package struct DiagnosticText {
    package var style: Style
    /// Cells of the terminal; `usualWidth` where it is none.
    private let width: Int
    /// Whether messages are broken too; elsewhere they are one line each, to be searched for.
    private let breaksMessages: Bool
    private static let (usualWidth, leastWidth) = (100, 40)
    private let source: (FileID) -> SourceText?
    private var tables: [FileID: LineTable] = [:]

    /// - Parameter width: of the terminal; nil where it is none.
    package init(style: Style = .plain, width: Int? = nil, source: @escaping (FileID) -> SourceText?) {
        self.style = style
        self.width = max(width ?? Self.usualWidth, Self.leastWidth)
        breaksMessages = width != nil
        self.source = source
    }

    /// All findings in the order given, with an empty line after each, and how many there are.
    package mutating func render(_ diagnostics: [Diagnostic]) -> String {
        var output = ""
        for diagnostic in diagnostics { output += render(diagnostic) + "\n" }
        return output + Self.summary(diagnostics)
    }

    /// Such as `2 errors, 1 warning`; empty if there is nothing.
    package static func summary(_ diagnostics: [Diagnostic]) -> String {
        let parts = [Severity.error, .warning, .note].compactMap { severity -> String? in
            let count = diagnostics.count { $0.severity == severity }
            return count == 0 ? nil : "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
        }
        return parts.isEmpty ? "" : parts.joined(separator: ", ") + "\n"
    }

    /// In one line how many there are, about what and of which codes, such as `2 warnings about the answers (GB0533,
    /// GB0534)`.
    package static func count(_ diagnostics: [Diagnostic], style: Style) -> String {
        var codes: [(id: String, count: Int)] = []
        for diagnostic in diagnostics {
            if let place = codes.firstIndex(where: { $0.id == diagnostic.code.id }) {
                codes[place].count += 1
            } else {
                codes.append((diagnostic.code.id, 1))
            }
        }
        let shown = codes.prefix(mostCodes).map { $0.count == 1 ? $0.id : "\($0.count) × \($0.id)" }
        let rest = codes.count > mostCodes ? ["and \(codes.count - mostCodes) more"] : []
        let about = diagnostics.allSatisfy { $0.data != nil } ? "about the answers" : "about the files"
        let hasWarning = diagnostics.contains { $0.severity != .note }
        return style.paint("\(summary(diagnostics).dropLast()) \(about)", hasWarning ? .warning : .note)
            + " (\((shown + rest).joined(separator: ", ")))"
    }

    private static let mostCodes = 6

    package mutating func render(_ diagnostic: Diagnostic) -> String {
        let severity = diagnostic.severity
        let role: Style.Role = severity == .error ? .error : severity == .warning ? .warning : .note
        let head = "\(severity.rawValue)[\(diagnostic.code.id)]"
        let indent = head.count + 2
        let message = Visible.paragraph(diagnostic.message)
        let broken = breaksMessages ? Self.wrapped(message, to: width - indent) : [message]
        var lines = broken.enumerated().map { place, line in
            place == 0
                ? style.paint(head, role) + style.paint(": \(line)", .bold)
                : String(repeating: " ", count: indent) + style.paint(line, .bold)
        }
        let excerpts = excerpts(diagnostic)
        let gutter = excerpts.reduce(1) { max($0, $1.gutter) }
        for (place, excerpt) in excerpts.enumerated() {
            lines += excerpt.render(gutter, isFirst: place == 0, style, role, width: width)
        }
        if let data = diagnostic.data { lines.append(arrow(gutter) + Self.place(data)) }
        let bar = String(repeating: " ", count: gutter + 1) + style.paint("|", .place)
        if !excerpts.isEmpty, diagnostic.why != nil || diagnostic.help != nil { lines.append(bar) }
        if let why = diagnostic.why { lines += note("why", why, gutter) }
        if let help = diagnostic.help { lines += note("help", help, gutter) }
        return lines.map { $0 + "\n" }.joined()
    }

    private func arrow(_ gutter: Int) -> String {
        String(repeating: " ", count: gutter) + style.paint("-->", .place) + " "
    }

    private static func place(_ data: DataPlace) -> String {
        var text = Visible.text(data.file)
        if data.line > 0 { text += ":\(data.line)" }
        if !data.column.isEmpty { text += ", column `\(Visible.text(data.column))`" }
        return text
    }

    /// `= help: …`, broken between words.
    private func note(_ name: String, _ text: String, _ gutter: Int) -> [String] {
        let lead =
            String(repeating: " ", count: gutter + 1) + style.paint("=", .place) + " "
            + style.paint("\(name): ", name == "help" ? .help : .bold)
        let indent = gutter + 1 + 2 + name.count + 2
        let rest = String(repeating: " ", count: indent)
        let lines = Self.wrapped(Visible.paragraph(text), to: width - indent)
        return lines.enumerated().map { ($0 == 0 ? lead : rest) + $1 }
    }

    private static func wrapped(_ text: String, to width: Int) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { paragraph -> [String] in
            if TextWidth.of(String(paragraph)) <= width { return [String(paragraph)] }
            var lines = [""]
            var used = 0
            for word in paragraph.split(separator: " ") {
                let length = TextWidth.of(String(word))
                if used > 0, used + 1 + length > width {
                    lines.append("")
                    used = 0
                }
                if used > 0 { lines[lines.count - 1] += " " }
                lines[lines.count - 1] += word
                used += length + (used > 0 ? 1 : 0)
            }
            return lines
        }
    }

    /// The marked lines, a part for each file, that of the finding's own place first.
    private mutating func excerpts(_ diagnostic: Diagnostic) -> [Excerpt] {
        let marks =
            (diagnostic.place.map { [Excerpt.Mark(label: $0, isMain: true)] } ?? [])
            + diagnostic.related.map { Excerpt.Mark(label: $0, isMain: false) }
        var files: [FileID] = []
        for mark in marks where !files.contains(mark.label.location.file) { files.append(mark.label.location.file) }
        return files.compactMap { file in
            guard let text = source(file) else { return nil }
            let table = tables[file] ?? LineTable(text)
            tables[file] = table
            return Excerpt(text, table, marks.filter { $0.label.location.file == file })
        }
    }
}
