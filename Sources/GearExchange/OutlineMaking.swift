import GearModel
import GearSource

/// Makes an outline of what was read: names made once and kept, cells understood.
struct OutlineMaking {
    private var reading: OutlineReading
    /// The framework as it is so far, whose names stay.
    private let known: Outline?
    /// Themes that are declared elsewhere: what they are called and what their entries are.
    private let declaredThemes: [Outline.Theme]
    private(set) var outline: Outline
    var findings: [Diagnostic] { reading.findings }

    /// Each node's draft, and the node of `known` that it goes on with.
    private var drafts: [Int] = []
    private var former: [Int?] = []
    private var claimed: Set<Int> = []
    private var knownByTitle: [String: [Int]] = [:]
    private var finder: NodeFinder
    /// Where each node was, if it is called differently now or stands elsewhere.
    private var moved: [String?] = []
    /// Paths of `known` and what has become of them.
    private var renewedPaths: [String: String] = [:]

    init(_ reading: OutlineReading, layers: [String], options: OutlineOptions) {
        self.reading = reading
        known = options.known
        declaredThemes = options.themes
        let row = reading.frameworkRow
        let stem = options.stem
        var names = NameMaking(taken: options.takenNames)
        let givenName = row.flatMap { NameMaking.whole($0.text(.name)) }
        let title = row.map { WrittenTitle.title($0.framework, name: givenName ?? "") } ?? known?.title ?? options.title
        outline = Outline(
            name: givenName ?? known?.name ?? names.name(for: title ?? stem, or: "framework"), title: title ?? "")
        finder = NodeFinder(root: outline.name, nodes: [])
        outline.doc = Self.kept(.notes, row, known?.doc)
        outline.version = Self.kept(.version, row, known?.version)
        outline.lastComments = known?.lastComments ?? []
        outline.license = Self.kept(.license, row, known?.license)
        outline.layers = layers.isEmpty ? known?.layers ?? [] : layers
        for place in known?.nodes.indices ?? 0..<0 where known?.nodes[place].title != "" {
            knownByTitle[known?.nodes[place].title.folded ?? "", default: []].append(place)
        }
        checkVersion(row)
        add(reading.roots, below: nil, known: nil)
        finder = NodeFinder(
            root: outline.name, nodes: outline.nodes.indices.map { (outline.path(of: $0), outline.nodes[$0].title) })
        for place in outline.nodes.indices {
            if let known, let match = former[place] { renewedPaths[known.path(of: match)] = outline.path(of: place) }
        }
        readThemes()
        for place in outline.nodes.indices { readCells(of: place) }
        outline.themes.removeAll { theme in declaredThemes.contains { $0.name == theme.name } }
    }

    /// A cell where there is its column, else what is known.
    private static func kept(_ attribute: OutlineHeader.Attribute, _ row: OutlineRow?, _ known: String?) -> String? {
        guard let cell = row?.cells[attribute] else { return known }
        return cell.isEmpty ? nil : cell
    }

    private mutating func checkVersion(_ row: OutlineRow?) {
        guard let version = outline.version else { return }
        let parts = version.split(separator: ".", omittingEmptySubsequences: false)
        let isVersion =
            parts.count == 3 && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
        guard !isVersion else { return }
        outline.version = nil
        reading.report(
            .cellNotUnderstood, "`\(version)` is no version", row, .version, help: "write three numbers, such as 1.2.0")
    }

    // MARK: Names

    private mutating func add(_ children: [Int], below parent: Int?, known parentKnown: Int?) {
        let beside = parent == nil || parentKnown != nil ? known?.children(of: parentKnown) ?? [] : []
        let siblings = Dictionary(
            beside.map { (known?.nodes[$0].name ?? "", $0) }, uniquingKeysWith: { first, _ in first })
        let matches = children.map { match($0, among: siblings) }
        var names = NameMaking()
        var chosen = [String?](repeating: nil, count: children.count)
        for (place, child) in children.enumerated() { chosen[place] = given(child, &names) }
        for (place, match) in matches.enumerated() where chosen[place] == nil {
            if let match, let name = known?.nodes[match].name, names.take(name) { chosen[place] = name }
        }
        // A name that is free again is not given to something else: answers may still be stored under it.
        for name in siblings.keys { _ = names.take(name) }
        for (place, child) in children.enumerated() {
            let draft = reading.drafts[child]
            let kind = draft.isLookfor ? "lookfor" : parent == nil ? "gear" : "tag"
            let name = chosen[place] ?? names.name(for: draft.cell, or: kind)
            let node = outline.add(
                Outline.Node(
                    name: name, title: WrittenTitle.title(draft.cell, name: name), isLookfor: draft.isLookfor,
                    parent: parent))
            drafts.append(child)
            former.append(matches[place])
            moved.append(move(of: node, from: matches[place], below: parentKnown))
            add(draft.children, below: node, known: matches[place])
        }
    }

    /// The name that a node's own row gives it.
    private mutating func given(_ child: Int, _ names: inout NameMaking) -> String? {
        guard let row = reading.drafts[child].row, !row.text(.name).isEmpty else { return nil }
        let text = row.text(.name)
        let last = text.split(separator: ".").last.map(String.init) ?? text
        guard let name = NameMaking.isName(last) ? last : NameMaking.whole(last) else {
            reading.report(
                .cellNotUnderstood, "`\(text)` is no name", row, .name,
                why: "a name is made of the letters a to z, digits and `_`",
                help: "leave the cell blank to have one made")
            return nil
        }
        guard names.take(name) else {
            reading.report(
                .nameTaken, "`\(name)` is the name of something beside it already", row, .name,
                why: "names beside each other differ, and not by capitals alone",
                help: "give it another, or leave the cell blank to have one made")
            return nil
        }
        return name
    }

    /// The known node that a draft goes on with: one with its name or title in the same place, else the only one
    /// anywhere that has its title.
    ///
    /// - Parameter siblings: the known nodes in the same place, by name.
    private mutating func match(_ child: Int, among siblings: [String: Int]) -> Int? {
        guard let known else { return nil }
        let draft = reading.drafts[child]
        func isFree(_ place: Int) -> Bool {
            known.nodes[place].isLookfor == draft.isLookfor && !claimed.contains(place)
        }
        let titled = (knownByTitle[draft.cell.folded] ?? []).filter(isFree)
        let untitled = draft.cell.hasPrefix("(") ? String(draft.cell.dropFirst().dropLast()) : ""
        let match =
            siblings[draft.row?.text(.name) ?? ""].flatMap { isFree($0) ? $0 : nil }
            ?? titled.first { siblings[known.nodes[$0].name] == $0 }
            ?? siblings[untitled].flatMap { isFree($0) && known.nodes[$0].title.isEmpty ? $0 : nil }
            ?? (titled.count == 1 ? titled[0] : nil)
        if let match { claimed.insert(match) }
        return match
    }

    /// Where a node was, if that was elsewhere or under another name.
    private func move(of node: Int, from match: Int?, below parentKnown: Int?) -> String? {
        guard let known, let match else { return nil }
        let isThere =
            known.nodes[match].parent == parentKnown && (parentKnown != nil || outline.nodes[node].parent == nil)
        return isThere && known.nodes[match].name == outline.nodes[node].name ? nil : known.path(of: match)
    }

    // MARK: Cells

    private mutating func readCells(of place: Int) {
        let row = reading.drafts[drafts[place]].row
        let old = former[place].flatMap { known?.nodes[$0] }
        outline.nodes[place].doc = Self.kept(.notes, row, old?.doc)
        outline.nodes[place].comments = old?.comments ?? []
        outline.nodes[place].weight = weight(row, old?.weight)
        outline.nodes[place].formerly = formerly(place, row, old?.formerly ?? [])
        if let row, row.cells[.buildsOn] != nil {
            outline.nodes[place].buildsOn = references(row.text(.buildsOn), row)
        } else {
            outline.nodes[place].buildsOn = (old?.buildsOn ?? []).compactMap(renewed)
        }
        if let row, row.cells[.theme] != nil {
            outline.nodes[place].themes = row.text(.theme).parts { $0 == ";" || $0 == "\n" }.compactMap {
                theme($0, row)
            }
        } else {
            outline.nodes[place].themes = old?.themes ?? []
        }
    }

    /// Former paths, those that still stand left out.
    private mutating func formerly(_ place: Int, _ row: OutlineRow?, _ known: [String]) -> [String] {
        var paths = known
        if let row, let cell = row.cells[.formerly] {
            paths = cell.parts { $0 == ";" || $0 == "," || $0 == "\n" }.filter { isPath($0, row, .formerly) }
        }
        if let path = moved[place], !paths.contains(path) { paths.append(path) }
        return paths.filter { !finder.stands($0) }
    }

    private mutating func weight(_ row: OutlineRow?, _ known: Rational?) -> Rational? {
        guard let row, let cell = row.cells[.weight] else { return known }
        if cell.isEmpty { return nil }
        if let weight = Rational(decimal: cell), weight.numerator > 0, weight.decimal != nil { return weight }
        reading.report(
            .cellNotUnderstood, "`\(cell)` is no weight", row, .weight, help: "write a number above 0, such as 2 or 0.5"
        )
        return nil
    }

    private mutating func isPath(_ text: String, _ row: OutlineRow?, _ attribute: OutlineHeader.Attribute) -> Bool {
        let steps = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        if steps.allSatisfy(NameMaking.isName) { return true }
        reading.report(
            .cellNotUnderstood, "`\(text)` is no path", row, attribute,
            help: "write names with dots between: `data.cycle`")
        return false
    }

    /// The nodes that a cell names, by path or by title.
    private mutating func references(_ cell: String, _ row: OutlineRow) -> [String] {
        finder.parts(of: cell).compactMap { part in
            let (found, finding) = finder.find(part)
            if let finding { reading.report(finding.code, finding.message, row, .buildsOn, help: finding.help) }
            return found
        }
    }

    /// Where something that was known is now; nil if it is gone.
    private func renewed(_ path: String) -> String? {
        path == known?.name ? outline.name : renewedPaths[path]
    }

    // MARK: Themes

    private mutating func readThemes() {
        for row in reading.themeRows {
            let path = row.text(.name).isEmpty ? NameMaking.whole(row.text(.theme)) ?? "" : row.text(.name)
            guard isPath(path, row, .name) else { continue }
            let steps = path.split(separator: ".").map(String.init)
            let (name, last) = (steps.dropLast().joined(separator: "."), steps[steps.count - 1])
            let title = WrittenTitle.title(row.text(.theme), name: steps.count == 1 ? path : last)
            let theme = Outline.Theme(
                name: last, title: title, doc: row.text(.notes).isEmpty ? nil : row.text(.notes))
            if let place = outline.themes.firstIndex(where: { $0.name == name }) {
                outline.themes[place].entries.append(theme)
            } else {
                outline.themes.append(
                    Outline.Theme(name: path, title: title, doc: theme.doc))
            }
        }
    }

    /// The entry that a text names, by path or by title; one that is new is made.
    private mutating func theme(_ text: String, _ row: OutlineRow) -> String? {
        for theme in declaredThemes + outline.themes {
            for entry in theme.entries where theme.name + "." + entry.name == text || entry.title.folded == text.folded
            {
                return theme.name + "." + entry.name
            }
        }
        let steps = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        let isPath = steps.count == 2 && steps.allSatisfy(NameMaking.isName)
        let theme = isPath ? steps[0] : "themes"
        if declaredThemes.contains(where: { $0.name == theme }) {
            reading.report(
                .unknownInCell, "there is no entry `\(text)` in theme `\(theme)`", row, .theme,
                help: "add it to the theme's declaration")
            return nil
        }
        let place = outline.themes.firstIndex { $0.name == theme } ?? outline.themes.count
        if place == outline.themes.count {
            outline.themes.append(Outline.Theme(name: theme, title: isPath ? "" : "Themes"))
        }
        var names = NameMaking(taken: outline.themes[place].entries.map(\.name))
        let name = isPath ? steps[1] : names.name(for: text, or: "entry")
        outline.themes[place].entries.append(Outline.Theme(name: name, title: isPath ? "" : text))
        return theme + "." + name
    }
}

/// What an import of an outline knows besides the file.
package struct OutlineOptions: Sendable {
    /// The framework as it is so far, whose names stay; what the file has no columns for stays too.
    package var known: Outline?
    /// Those that the text will stand beside.
    package var themes: [Outline.Theme] = []
    /// Names that other declarations have.
    package var takenNames: Set<String> = []
    package var title: String?
    /// The file's name, for want of a title.
    package var stem = ""
    /// The headers of the tree's columns from the top, where they are called otherwise.
    package var layers: [String] = []

    package init() {}

    /// What the text will stand beside.
    ///
    /// - Parameter file: of the program, that the text goes into.
    package mutating func add(_ program: Program, in file: FileID?) {
        takenNames = program.takenNames(in: file)
        themes = program.writtenNames(.theme, in: file).sorted { $0.key < $1.key }.map { place, name in
            let theme = program.model.themes[place]
            return Outline.Theme(
                name: name, title: theme.heading.title,
                entries: theme.entries.map { Outline.Theme(name: $0.name, title: $0.title) })
        }
    }
}

extension Outline {
    /// Reads a spreadsheet; what does not fit is said and left out.
    package static func read(_ sheet: Sheet, _ options: OutlineOptions) -> (outline: Outline?, findings: [Diagnostic]) {
        let header = OutlineHeader(sheet, layers: options.layers)
        return finish(OutlineReading(sheet, header), header.layers, options)
    }

    static func finish(
        _ reading: OutlineReading, _ layers: [String], _ options: OutlineOptions
    ) -> (outline: Outline?, findings: [Diagnostic]) {
        guard !reading.drafts.isEmpty else {
            let isSaid = reading.findings.contains { $0.code.severity == .error }
            return (
                nil,
                reading.findings
                    + (isSaid
                        ? []
                        : [
                            Diagnostic(
                                .nothingToImport, "`\(reading.path)` holds no outline",
                                data: DataPlace(file: reading.path))
                        ])
            )
        }
        let making = OutlineMaking(reading, layers: layers, options: options)
        return (making.outline, making.findings.sorted { ($0.data?.line ?? 0) < ($1.data?.line ?? 0) })
    }
}
