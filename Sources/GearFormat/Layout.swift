import GearSource
import GearSyntax

/// Writes a file's statements, one after the other.
struct Layout {
    /// Columns of a line, as far as there is a place to break it.
    static let width = 120
    /// Columns of one level.
    static let step = 2
    /// What is nested deeper is indented no further.
    private static let deepest = 60

    var page: Page

    init(_ words: consuming Words) { page = Page(words) }

    /// Statements on lines of their own.
    mutating func list(_ statements: [Statement], _ indent: Int) {
        page.words.align(statements)
        for statement in statements {
            if statement.isVerbatim {
                page.keep(statement.range, indent)
            } else {
                page.newLine(indent, keepsBlank: true)
                self.statement(statement, indent)
            }
        }
    }

    private mutating func statement(_ statement: Statement, _ indent: Int) {
        page.hanging = indent + Layout.step
        guard let parts = statement.parts else { return page.write(to: statement.range.upperBound) }
        let end = parts.braces.map { $0.open + 1 } ?? statement.range.upperBound
        if parts.hasVerbatimHead {
            page.keepHead(statement.range.lowerBound..<end)
        } else {
            let hasBreak = page.words.measure(statement.isOpen ? statement.range.lowerBound..<end : statement.range)
            let isBroken = hasBreak && isBrokenByAuthor(parts)
            if !statement.isOpen, !isBroken, page.fits(statement.range) {
                return page.write(to: statement.range.upperBound)
            }
            head(parts, to: end, indent, isBroken: isBroken)
        }
        guard let braces = parts.braces else { return }
        list(parts.children, indent + Layout.step)
        close(braces.close, indent)
    }

    /// A `}` on a line of its own; nothing but comments is between what is before it and it.
    private mutating func close(_ brace: Int, _ indent: Int) {
        page.newLine(indent, comments: indent + Layout.step, keepsBlank: true)
        page.write(to: brace + 1)
    }

    // MARK: Heads

    /// A line break of the author's before a stage, a target or a wording stays.
    private func isBrokenByAuthor(_ statement: Statement.Parts) -> Bool {
        statement.breaks.contains { $0.level == 0 && $0.isEvery && page.words[$0.word].gap.contains(.line) }
    }

    /// A head, or a statement without body, that does not go on one line.
    private mutating func head(_ statement: Statement.Parts, to end: Int, _ indent: Int, isBroken: Bool) {
        let breaks = statement.breaks
        // A head that wraps stands further in than the body below it.
        let inner = indent + (statement.braces == nil ? Layout.step : 2 * Layout.step)
        for block in statement.blocks where block.open < end {
            lay(page.next..<block.open + 1, breaks[...], isBroken: isBroken, inner)
            self.block(block, indent)
            // In a pipeline that is broken, the stage behind braces has a line of its own as well.
            if page.indent == inner, breaks.contains(where: { $0.word == page.next && $0.isEvery }) {
                page.newLine(inner)
            }
        }
        lay(page.next..<end, breaks[...], isBroken: isBroken, inner)
    }

    /// Words with the breaks among them: on the line if they fit, else broken at the outermost level of breaks, each
    /// piece on the line as long as it fits there.
    private mutating func lay(_ range: Range<Int>, _ breaks: ArraySlice<Break>, isBroken: Bool, _ indent: Int) {
        if breaks.isEmpty { return page.write(to: range.upperBound) }
        let inside = breaks.filter { $0.word > range.lowerBound && $0.word < range.upperBound }
        guard isBroken || !page.fits(range), let level = inside.lazy.map(\.level).min() else {
            return page.write(to: range.upperBound)
        }
        let here = inside.filter { $0.level == level }
        let isEvery = here.contains { $0.isEvery }
        let inner = min(indent + Layout.step, Layout.deepest)
        var rest = inside.filter { $0.level != level }[...]
        for place in here.indices.lowerBound - 1..<here.endIndex {
            let start = place < 0 ? range.lowerBound : here[place].word
            let end = place + 1 < here.endIndex ? here[place + 1].word : range.upperBound
            let ofPiece = rest.prefix { $0.word < end }
            rest = rest.dropFirst(ofPiece.count)
            guard end > start else { continue }
            page.hanging = indent
            if place >= 0, isEvery || !page.fits(start..<end) { page.newLine(indent) }
            lay(start..<end, ofPiece, isBroken: false, inner)
        }
    }

    // MARK: Blocks

    /// From behind a block's `{`: on this line if it may and fits, its elements on the next one if they fit there, else
    /// each on a line of its own.
    private mutating func block(_ block: Block, _ indent: Int) {
        let all = block.open + 1..<block.close
        let fits = page.fits(block.open + 1..<block.close + 1)
        if !block.statements.isEmpty, block.isOpen || !fits {
            // In a pipeline that is broken, further in than its stages.
            let outer = page.indent
            list(block.statements, outer + Layout.step)
            return close(block.close, outer)
        }
        let inner = indent + Layout.step
        if !block.isOpen, fits { return page.write(to: block.close + 1) }
        if block.elements.isEmpty { return close(block.close, indent) }
        let areApart = block.elements.dropFirst().contains { page.words[$0.start].gap.contains(.line) }
        if !areApart, let width = page.words.width(all), inner + width <= Layout.width {
            page.newLine(inner)
            page.write(to: block.close)
        } else {
            page.words.align(block.elements)
            for (number, element) in block.elements.enumerated() {
                let end = number + 1 < block.elements.count ? block.elements[number + 1].start : block.close
                _ = page.words.measure(element.start..<end)
                page.newLine(inner, keepsBlank: true)
                lay(element.start..<end, element.breaks[...], isBroken: false, inner + Layout.step)
            }
        }
        close(block.close, indent)
    }
}
