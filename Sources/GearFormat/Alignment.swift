/// Lines up what authors line up by hand: titles of siblings, values of labels, the signs of bands, the cells of rows, the
/// first stages of short pipelines.
///
/// Siblings line up if they are of one sort and nothing, no blank line and no comment, stands between them. What lining
/// up adds to a line plays no part in it, so that it and wrapping cannot chase each other.
enum Alignment {
    /// What stands out by more than this is not lined up to.
    static let slack = 24

    /// The width that all of these are brought to, but for those that stand out.
    static func target(_ widths: some Sequence<Int>) -> Int {
        let least = widths.min() ?? 0
        return widths.reduce(0) { $1 <= least + slack ? max($0, $1) : $0 }
    }

    /// A line with the word that is to stand under those of the others, and what stands before it.
    fileprivate struct Line {
        let word: Int
        let width: Int
    }
}

extension Words {
    /// Lines up siblings.
    mutating func align(_ statements: [Statement]) {
        var run = 0..<0
        for index in statements.indices {
            let group = statements[index].columns?.group
            let isApart = self[statements[index].range.lowerBound].gap.contains(.apart)
            if group == nil || isApart || run.isEmpty || group != statements[run.lowerBound].columns?.group {
                align(statements, run)
                run = index..<index
            }
            if group != nil { run = run.lowerBound..<index + 1 }
        }
        align(statements, run)
    }

    private mutating func align(_ statements: [Statement], _ run: Range<Int>) {
        guard run.count > 1 else { return }
        var lines: [Alignment.Line] = []
        lines.reserveCapacity(run.count)
        for column in 0..<(run.lazy.map { statements[$0].columns?.count ?? 0 }.max() ?? 0) {
            lines.removeAll(keepingCapacity: true)
            for index in run {
                guard let word = statements[index].columns?[column] else { continue }
                lines.append(line(statements[index].range.lowerBound, word))
            }
            align(lines, isTable: statements[run.lowerBound].columns?.group == .row)
        }
    }

    /// Lines up what stands behind the labels of a mapping, or the signs behind the names of bands.
    mutating func align(_ elements: [Block.Element]) {
        var run: [Alignment.Line] = []
        for element in elements {
            if self[element.start].gap.contains(.apart) {
                align(run)
                run = []
            }
            if let word = element.column { run.append(line(element.start, word)) }
        }
        align(run)
    }

    private func line(_ start: Int, _ word: Int) -> Alignment.Line {
        Alignment.Line(word: word, width: extent(start..<word))
    }

    private mutating func align(_ lines: [Alignment.Line], isTable: Bool = false) {
        let widths = lines.lazy.map(\.width)
        // Nothing but space parts the cells of a row: only what is longer than a line stands out.
        let target = isTable ? widths.filter { $0 <= Layout.width }.max() ?? 0 : Alignment.target(widths)
        for line in lines where line.width <= target {
            setSpace(before: line.word, to: target - line.width + (isTable ? 2 : 1))
        }
    }
}
