import GearSource

/// The lines of one file that a finding marks.
struct Excerpt {
    struct Mark {
        let label: Label
        /// The finding's own place, marked `^^^`; others are marked `---`.
        let isMain: Bool
    }

    /// A mark's part on one line.
    private struct Underline {
        let line: Int
        let range: Range<UInt32>
        let isMain: Bool
        /// At its last line.
        let text: String
    }

    private let source: SourceText
    private let table: LineTable
    private let marks: [Mark]

    init(_ source: SourceText, _ table: LineTable, _ marks: [Mark]) {
        self.source = source
        self.table = table
        self.marks = marks
    }

    /// Cells that the largest line number takes.
    var gutter: Int { underlines.map { String($0.line).count }.max() ?? 1 }

    func render(_ gutter: Int, isFirst: Bool, _ style: Style, _ role: Style.Role, width: Int) -> [String] {
        let space = String(repeating: " ", count: gutter)
        let bar = style.paint("|", .place)
        let at = table.position(of: clamped(marks[0].label.location).lowerBound)
        var lines = [
            space + style.paint(isFirst ? "-->" : ":::", .place)
                + " \(Visible.text(source.name)):\(at.line):\(at.column)",
            "\(space) \(bar)",
        ]
        var last: Int?
        for (line, marks) in byLine() {
            if let last, line > last + 1 { lines.append(space + style.paint("...", .place)) }
            last = line
            let number = String(line)
            let pad = String(repeating: " ", count: gutter - number.count)
            let main = (marks.first { $0.isMain } ?? marks[0]).range
            let shown = ShownLine(source, table.range(ofLine: line), around: main.lowerBound)
            let focus = shown.columns(main)
            let (text, shift) = shown.clipped(to: width - gutter - 3, around: focus)
            lines.append(style.paint(pad + number, .place) + " \(bar) \(text)".trimmedEnd())
            for mark in marks {
                let cells = shown.columns(mark.range)
                let from = max(0, cells.lowerBound - shift)
                let count = max(1, min(cells.upperBound - shift, width - gutter - 3) - from)
                lines += underlined(mark, from: from, count: count, in: width - gutter - 3).map { indent, text in
                    let underline = style.paint(text, mark.isMain ? role : .note)
                    return "\(space) \(bar) " + String(repeating: " ", count: indent) + underline
                }
            }
        }
        return lines
    }

    /// The sign with what is to be said behind it, or below where there is no room.
    private func underlined(_ mark: Underline, from: Int, count: Int, in room: Int) -> [(indent: Int, text: String)] {
        let sign = String(repeating: mark.isMain ? "^" : "-", count: count)
        let text = Visible.text(mark.text)
        if text.isEmpty { return [(from, sign)] }
        if from + count + 1 + TextWidth.of(text) <= room { return [(from, "\(sign) \(text)")] }
        let below = Wrapping.whole(text, width: room, hang: 0)
        let indent = max(0, min(from, room - (below.map { TextWidth.of($0) }.max() ?? 0)))
        return [(from, sign)] + below.map { (indent, $0) }
    }

    private func byLine() -> [(line: Int, marks: [Underline])] {
        let all = underlines
        return Set(all.map(\.line)).sorted().map { line in
            (line, all.filter { $0.line == line }.sorted { $0.range.lowerBound < $1.range.lowerBound })
        }
    }

    /// A mark on one line is one underline; over several lines, one on the first and one on the last.
    private var underlines: [Underline] {
        marks.flatMap { mark -> [Underline] in
            let range = clamped(mark.label.location)
            let first = table.line(of: range.lowerBound)
            let last = range.isEmpty ? first : table.line(of: range.upperBound - 1)
            guard first < last else {
                return [Underline(line: first, range: range, isMain: mark.isMain, text: mark.label.text)]
            }
            let start = table.range(ofLine: first)
            let end = table.range(ofLine: last)
            return [
                Underline(
                    line: first, range: range.lowerBound..<max(range.lowerBound, start.upperBound), isMain: mark.isMain,
                    text: ""),
                Underline(
                    line: last, range: end.lowerBound..<max(end.lowerBound, min(range.upperBound, end.upperBound)),
                    isMain: mark.isMain, text: mark.label.text),
            ]
        }
    }

    private func clamped(_ location: Location) -> Range<UInt32> {
        let count = UInt32(truncatingIfNeeded: source.bytes.count)
        let start = min(location.start, count)
        return start..<max(start, min(location.end, count))
    }
}

extension String {
    fileprivate func trimmedEnd() -> String {
        var text = self[...]
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
