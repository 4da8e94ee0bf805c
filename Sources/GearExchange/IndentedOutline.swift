import GearSource

/// An outline as indented text: a line a title, what is part of it further in.
///
///     # District competencies        in Markdown, headings are layers; a single one at the top is the framework
///     - Leadership                   bullets, numbers, or nothing before a title
///       - A shared picture
///         - What mastery means
///           - [ ] Every objective names the work that would show it
///
/// The fourth layer and what is marked `[ ]` are look-fors. Other lines after an item go on with it, or document it
/// where an empty line is between.
struct IndentedOutline {
    private struct Item {
        let line: Int
        let depth: Int
        var title: String
        let isMarked: Bool
        var doc: [String] = []
    }

    private var items: [Item] = []
    private(set) var reading: OutlineReading
    /// Columns at which the open items begin.
    private var indents: [Int] = []
    /// The depth of the last heading; -1 before the first.
    private var heading = -1
    private var afterGap = false
    private let hasMarks: Bool

    /// A tab goes on to the next column that it divides.
    private static let tabWidth = 4
    /// From this depth on, from 0, what holds nothing is a look-for.
    private static let lookforDepth = 3

    init(_ text: String, path: String) {
        reading = OutlineReading(path: path)
        let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
        hasMarks = lines.contains { Self.bullet($0.drop(while: \.isWhitespace)) != nil || Self.heading($0) != nil }
        for (place, line) in lines.enumerated() { read(line.first == "\u{FEFF}" ? line.dropFirst() : line, place + 1) }
        finish()
    }

    private mutating func read(_ line: Substring, _ number: Int) {
        let text = String(line).trimmed
        if text.isEmpty {
            afterGap = true
            return
        }
        defer { afterGap = false }
        if let (level, title) = Self.heading(line) {
            heading = level - 1
            indents = []
            add(title, heading, number)
        } else if let (title, isMarked) = Self.bullet(line.drop(while: \.isWhitespace)) {
            guard let depth = depth(of: line, number, title) else { return }
            add(title, depth, number, isMarked: isMarked)
        } else if !hasMarks {
            guard let depth = depth(of: line, number, text) else { return }
            add(text, depth, number)
        } else if items.isEmpty {
            reading.report(
                .rowWithoutText, "`\(text)` stands before the first title", OutlineRow(line: number),
                help: "begin the line with `- ` or `# ` if it is one")
        } else if afterGap || !items[items.count - 1].doc.isEmpty || indents.isEmpty {
            if afterGap, !items[items.count - 1].doc.isEmpty { items[items.count - 1].doc.append("") }
            items[items.count - 1].doc.append(text)
        } else {
            items[items.count - 1].title += " " + text
        }
    }

    private mutating func add(_ title: String, _ depth: Int, _ line: Int, isMarked: Bool = false) {
        items.append(Item(line: line, depth: depth, title: title, isMarked: isMarked))
    }

    /// How deep a line is by where it begins; nil after a finding.
    private mutating func depth(of line: Substring, _ number: Int, _ title: String) -> Int? {
        var column = 0
        for character in line {
            if character == "\t" {
                column += Self.tabWidth - column % Self.tabWidth
            } else if character.isWhitespace {
                column += 1
            } else {
                break
            }
        }
        let open = indents.prefix { $0 <= column }
        if open.last == column {
            indents = Array(open)
        } else if open.count == indents.count {
            indents.append(column)
        } else {
            reading.report(
                .unevenIndent, "`\(title)` begins where no line above it does", OutlineRow(line: number),
                why: "so nothing says what it is part of", help: "begin it as far in as the lines beside it")
            return nil
        }
        return heading + indents.count
    }

    /// A single heading at the top, with something below it, names the framework.
    private mutating func finish() {
        var base = items.map(\.depth).min() ?? 0
        let top = items.filter { $0.depth == base }
        if items.count > 1, top.count == 1, items[0].depth == base, heading >= 0 {
            var row = OutlineRow(line: items[0].line)
            row.framework = items[0].title
            if !items[0].doc.isEmpty { row.cells[.notes] = items[0].doc.joined(separator: "\n") }
            reading.add(row)
            items.removeFirst()
            base = items.map(\.depth).min() ?? 0
        }
        var open: [String] = []
        for (place, item) in items.enumerated() {
            let depth = item.depth - base
            guard depth <= open.count else {
                reading.report(
                    .rowSkipsLayer, "nothing says what `\(item.title)` is part of", OutlineRow(line: item.line),
                    why: "a heading above it skips a layer", help: "use one `#` more for each layer")
                continue
            }
            open.removeLast(open.count - depth)
            var row = OutlineRow(line: item.line)
            if !item.doc.isEmpty { row.cells[.notes] = item.doc.joined(separator: "\n") }
            let holdsSomething = place + 1 < items.count && items[place + 1].depth > item.depth
            if depth > 0, !holdsSomething, item.isMarked || depth >= Self.lookforDepth {
                row.titles = open
                row.lookfor = item.title
            } else {
                open.append(item.title)
                row.titles = open
            }
            reading.add(row)
        }
    }

    // MARK: Lines

    private static func heading(_ line: Substring) -> (level: Int, title: String)? {
        let signs = line.prefix { $0 == "#" }.count
        guard (1...6).contains(signs), line.dropFirst(signs).first?.isWhitespace == true else { return nil }
        let title = String(line.dropFirst(signs)).trimmed
        return title.isEmpty ? nil : (signs, title)
    }

    /// A title after a bullet or a number, and whether it is marked `[ ]`.
    private static func bullet(_ line: Substring) -> (title: String, isMarked: Bool)? {
        var rest = line
        if let first = rest.first, "-*+\u{2022}\u{25E6}\u{25AA}\u{2013}".contains(first) {
            rest = rest.dropFirst()
        } else {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            rest = rest.dropFirst(digits.count)
            guard !digits.isEmpty, rest.first == "." || rest.first == ")" else { return nil }
            rest = rest.dropFirst()
        }
        guard rest.first?.isWhitespace == true else { return nil }
        let title = String(rest).trimmed
        for mark in ["[ ]", "[x]", "[X]"] where title.hasPrefix(mark + " ") {
            return (String(title.dropFirst(mark.count)).trimmed, true)
        }
        return title.isEmpty ? nil : (title, false)
    }
}

extension Outline {
    /// Reads indented text; what does not fit is said and left out.
    package static func read(text: String, path: String, _ options: OutlineOptions)
        -> (outline: Outline?, findings: [Diagnostic])
    {
        let layers = options.layers.map { $0.lowercased() }.compactMap(NameMaking.whole)
        return finish(IndentedOutline(text, path: path).reading, layers == usualLayers ? [] : layers, options)
    }
}
