import Foundation

/// One case of a `.gear-case` file: a program, and what is to come out. Grammar/conformance/README.md has the format.
package struct ConformanceCase {
    package struct Section {
        package let name: String
        package let text: String

        package init(name: String, text: String) {
            self.name = name
            self.text = text
        }
    }

    /// `FILE: NAME`, for messages.
    package let label: String
    package let name: String
    /// What the line with `#:` says: the words of where the case stands in the matrix.
    package let tags: [String]
    package let source: String
    package var sections: [Section]

    package func text(of section: String) -> String? { sections.first { $0.name == section }?.text }

    /// The files that stand beside the program, by name.
    package var files: [(name: String, text: String)] {
        sections.filter { $0.name.hasPrefix("file ") }.map { (String($0.name.dropFirst(5)), $0.text) }
    }
}

/// The cases of one file.
package struct ConformanceFile {
    package let path: String
    package var cases: [ConformanceCase]

    package init(_ path: String, _ text: String) {
        self.path = path
        var chunks: [[Substring]] = [[]]
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line == "---" { chunks.append([]) } else { chunks[chunks.count - 1].append(line) }
        }
        if chunks.last?.last == "" { chunks[chunks.count - 1].removeLast() }
        cases = chunks.map { Self.parse($0, path) }
    }

    private static func parse(_ lines: [Substring], _ path: String) -> ConformanceCase {
        let name = lines.first.map { String($0.drop { $0 == "#" || $0 == " " }) } ?? ""
        var parts: [(name: String, lines: [Substring])] = [("", [])]
        let tagged = lines.dropFirst().first.flatMap { $0.hasPrefix("#:") ? $0.dropFirst(2) : nil }
        for line in lines.dropFirst(tagged == nil ? 1 : 2) {
            if line.hasPrefix("=== ") {
                parts.append((String(line.dropFirst(4)), []))
            } else {
                parts[parts.count - 1].lines.append(line)
            }
        }
        let texts = parts.map { ConformanceCase.Section(name: $0.name, text: $0.lines.map { $0 + "\n" }.joined()) }
        return ConformanceCase(
            label: "\(path): \(name)", name: name, tags: tagged?.split(separator: " ").map(String.init) ?? [],
            source: texts[0].text, sections: Array(texts.dropFirst()))
    }

    package var text: String {
        cases.map { one in
            "# \(one.name)\n" + (one.tags.isEmpty ? "" : "#: \(one.tags.joined(separator: " "))\n") + one.source
                + one.sections.map { "=== \($0.name)\n" + $0.text }.joined()
        }
        .joined(separator: "---\n")
    }
}

/// What a case with other sections than it has would say: one message for each that differs.
///
/// `outputs` are the sections that the caller can produce. One that a case lacks is not looked at, except
/// `diagnostics`: without that section a case has none. With
/// `GEARBOX_RECORD=1` the sections are written anew, into new cases all that are not empty, and the run fails.
///
/// - Parameter root: the folder that `folder` is in.
package func conformanceFailures(
    under folder: String, in root: String = "Grammar/conformance", outputs: [String],
    run: (ConformanceCase) throws -> [String: String]
) throws -> [String] {
    var failures: [String] = []
    let paths = Repository.files(under: root + "/" + folder, ending: ".gear-case")
    if paths.isEmpty { failures.append("no cases in \(folder)") }
    for path in paths {
        let text = try Repository.text(path)
        var file = ConformanceFile(path, text)
        for index in file.cases.indices {
            let one = file.cases[index]
            let produced = try run(one)
            let isNew = !one.sections.contains { outputs.contains($0.name) }
            var sections = one.sections.filter { !outputs.contains($0.name) }
            for output in outputs {
                let now = produced[output] ?? ""
                let before = one.text(of: output)
                guard isNew || before != nil || output == "diagnostics" else { continue }
                if now != before ?? "" { failures.append("\(one.label): \(output)\n" + now) }
                if !now.isEmpty || before != nil && output != "diagnostics" {
                    sections.append(ConformanceCase.Section(name: output, text: now))
                }
            }
            file.cases[index].sections = sections
        }
        if file.text != text, Repository.isRecording {
            try Data(file.text.utf8).write(to: Repository.url(path))
        }
    }
    return failures
}
