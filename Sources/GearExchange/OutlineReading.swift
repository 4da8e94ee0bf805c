import GearModel
import GearSource

/// What one row of an outline says, from a spreadsheet or from indented text.
struct OutlineRow {
    let line: Int
    /// Titles of the tree from the top, empty where a cell is; the look-for is apart.
    var titles: [String] = []
    var lookfor = ""
    var framework = ""
    /// What is written, by attribute; empty cells too. A column that is not there has no entry.
    var cells: [OutlineHeader.Attribute: String] = [:]

    func text(_ attribute: OutlineHeader.Attribute) -> String { cells[attribute] ?? "" }
}

/// Puts rows together to a tree, gives names, and says which rows do not fit.
struct OutlineReading {
    /// A node as the rows have it, before names are made.
    struct Draft {
        /// As the cell has it: what has no title stands in brackets.
        let cell: String
        let isLookfor: Bool
        let parent: Int?
        var children: [Int] = []
        /// The row of its own; nil as long as only rows of what is below it have named it.
        var row: OutlineRow?
    }

    let path: String
    private(set) var drafts: [Draft] = []
    private(set) var roots: [Int] = []
    private(set) var frameworkRow: OutlineRow?
    private(set) var themeRows: [OutlineRow] = []
    var findings: [Diagnostic] = []
    /// The tags down to the one that the last row names: what blank cells stand for.
    private var current: [Int] = []
    /// The last of a parent's children with a title.
    private var latest: [Key: Int] = [:]

    private struct Key: Hashable {
        let parent: Int?
        let isLookfor: Bool
        let title: String

        init(_ cell: String, isLookfor: Bool, below parent: Int?) {
            self.parent = parent
            self.isLookfor = isLookfor
            title = cell.folded
        }
    }

    /// The parser nests no deeper than 200.
    static let mostLayers = 180

    init(path: String) { self.path = path }

    init(_ sheet: Sheet, _ header: OutlineHeader) {
        path = sheet.path
        findings = sheet.findings + header.findings
        guard !header.levels.isEmpty, !findings.contains(where: { $0.code == .noOutlineColumn }) else { return }
        for row in sheet.rows {
            add(
                OutlineRow(
                    line: row.line, titles: header.levels.map { row.cells[$0] },
                    lookfor: header.lookfor.map { row.cells[$0] } ?? "",
                    framework: header.framework.map { row.cells[$0] } ?? "",
                    cells: header.attributes.mapValues { row.cells[$0] }))
        }
    }

    mutating func add(_ row: OutlineRow) {
        let last = row.titles.lastIndex { !$0.isEmpty }
        if last == nil, row.lookfor.isEmpty { return addAside(row) }
        guard let tags = place(row, through: last) else {
            current = []
            return
        }
        current = tags
        let own = row.lookfor.isEmpty ? row.titles[last ?? 0] : row.lookfor
        state(own, isLookfor: !row.lookfor.isEmpty, in: row.lookfor.isEmpty ? tags.dropLast().last : tags.last, row)
        // The last tag may have become another one of the same title.
        if row.lookfor.isEmpty, let place = latest[Key(own, isLookfor: false, below: tags.dropLast().last)] {
            current = tags.dropLast() + [place]
        }
    }

    /// A row without a place in the tree: of the framework itself, or of a theme.
    private mutating func addAside(_ row: OutlineRow) {
        if !row.framework.isEmpty {
            if frameworkRow == nil { frameworkRow = row }
        } else if !row.text(.theme).isEmpty {
            themeRows.append(row)
        } else {
            report(.rowWithoutText, "this row has no title", row, help: "name what it is about, or remove the row")
        }
    }

    // MARK: The tree

    /// The tags that a row names, from the top, the parents made if they are new; nil after a finding.
    private mutating func place(_ row: OutlineRow, through last: Int?) -> [Int]? {
        guard (last ?? 0) < Self.mostLayers else {
            report(
                .rowSkipsLayer, "this row is \((last ?? 0) + 1) layers deep", row,
                why: "a framework has at most \(Self.mostLayers)")
            return nil
        }
        let first = row.titles.firstIndex { !$0.isEmpty } ?? current.count
        guard first <= current.count, last != nil || !current.isEmpty else { return skips(row, below: current.count) }
        var tags = Array(current.prefix(first))
        for depth in first..<max(first, (last ?? -1) + 1) {
            let title = row.titles[depth]
            if title.isEmpty {
                guard depth < current.count, Array(current.prefix(depth)) == tags else {
                    return skips(row, below: depth)
                }
                tags.append(current[depth])
            } else if depth == last, row.lookfor.isEmpty {
                // Its own row, which may make a second one of the same title.
                tags.append(latest[Key(title, isLookfor: false, below: tags.last)] ?? -1)
            } else {
                tags.append(
                    latest[Key(title, isLookfor: false, below: tags.last)]
                        ?? make(Draft(cell: title, isLookfor: false, parent: tags.last)))
            }
        }
        return tags
    }

    private mutating func skips(_ row: OutlineRow, below depth: Int) -> [Int]? {
        let text = row.titles.last { !$0.isEmpty } ?? row.lookfor
        report(
            .rowSkipsLayer, "nothing says what `\(text)` is part of", row,
            why: depth == 0
                ? "the cells left of it are blank and stand for those of the row above, which has none or was left out"
                : "there is a blank cell before it, and the row above has nothing in that place",
            help: "fill the cells left of it")
        return nil
    }

    private mutating func make(_ draft: Draft) -> Int {
        drafts.append(draft)
        latest[Key(draft.cell, isLookfor: draft.isLookfor, below: draft.parent)] = drafts.count - 1
        let place = drafts.count - 1
        if let parent = draft.parent { drafts[parent].children.append(place) } else { roots.append(place) }
        return place
    }

    /// The row that is about a node itself.
    private mutating func state(_ cell: String, isLookfor: Bool, in parent: Int?, _ row: OutlineRow) {
        guard let known = latest[Key(cell, isLookfor: isLookfor, below: parent)] else {
            var draft = Draft(cell: cell, isLookfor: isLookfor, parent: parent)
            draft.row = row
            _ = make(draft)
            return
        }
        guard let earlier = drafts[known].row else {
            drafts[known].row = row
            return
        }
        if !row.text(.name).isEmpty, row.text(.name) != earlier.text(.name) {
            var draft = Draft(cell: cell, isLookfor: isLookfor, parent: parent)
            draft.row = row
            _ = make(draft)
        } else {
            report(
                .rowTwice, "`\(cell)` has a row already, line \(earlier.line)", row,
                why: "the two stand in the same place of the tree", help: "remove one, or give them different titles")
        }
    }

    mutating func report(
        _ code: Code, _ message: String, _ row: OutlineRow?, _ attribute: OutlineHeader.Attribute? = nil,
        why: String? = nil, help: String? = nil
    ) {
        findings.append(
            Diagnostic(
                code, message,
                data: DataPlace(file: path, line: row?.line ?? 0, column: attribute?.rawValue ?? ""), why: why,
                help: help))
    }
}
