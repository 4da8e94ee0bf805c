import GearSource

/// What the columns of an outline are, by their headers.
struct OutlineHeader {
    enum Attribute: String, CaseIterable {
        case name = "Name"
        case weight = "Weight"
        case buildsOn = "Builds on"
        case theme = "Theme"
        case formerly = "Formerly"
        case notes = "Notes"
        case version = "Version"
        case license = "License"
        case layers = "Layers"
    }

    static let framework = "Framework"
    static let lookfor = "Look-for"
    static let levels = ["Gear", "Lead tag", "Sub-tag"]

    private enum Role: Hashable {
        case framework, lookfor
        case level(Int)
        case attribute(Attribute)
    }

    private var places: [Role: Int] = [:]
    /// By their depth, from gears down: places of columns.
    var levels: [Int] {
        var found: [Int] = []
        while let column = places[.level(found.count)] { found.append(column) }
        return found
    }
    var framework: Int? { places[.framework] }
    var lookfor: Int? { places[.lookfor] }
    let attributes: [Attribute: Int]
    /// What the layers are called, if not as usual.
    let layers: [String]
    private(set) var findings: [Diagnostic] = []

    /// - Parameter named: the headers of the tree's columns from the top, where they are called otherwise.
    init(_ sheet: Sheet, layers named: [String]) {
        let headers = sheet.columns.map(\.foldedHeader)
        let stated = headers.firstIndex(of: Attribute.layers.rawValue.foldedHeader).flatMap { column in
            sheet.rows.lazy.map { $0.cells[column] }.first { !$0.isEmpty }
        }
        var names = named.isEmpty ? stated?.parts { $0 == "," || $0 == ";" } ?? [] : named
        names.removeAll { Self.lookfors.contains($0.foldedHeader) || Self.frameworks.contains($0.foldedHeader) }
        let slugs = (named.isEmpty ? names : names.map { $0.lowercased() }).compactMap(NameMaking.whole)
        layers = slugs == Outline.usualLayers ? [] : slugs
        // Numbered columns stand where a layer is called like some other column.
        if named.isEmpty, headers.contains("level1") { names = [] }
        for (column, header) in headers.enumerated() where !sheet.columns[column].isEmpty {
            if let role = Self.role(header, names) {
                if places[role] == nil {
                    places[role] = column
                } else {
                    findings.append(.unknownColumn(sheet, column, isTwice: true))
                }
            } else {
                findings.append(.unknownColumn(sheet, column))
            }
        }
        attributes = places.reduce(into: [:]) { found, place in
            if case .attribute(let attribute) = place.key { found[attribute] = place.value }
        }
        checkLevels(sheet)
    }

    private static func role(_ header: String, _ names: [String]) -> Role? {
        if let depth = names.firstIndex(where: { $0.foldedHeader == header }) { return .level(depth) }
        if let attribute = attribute(header) { return .attribute(attribute) }
        if let depth = depth(header, below: names.last?.foldedHeader, names.count) { return .level(depth) }
        return frameworks.contains(header) ? .framework : lookfors.contains(header) ? .lookfor : nil
    }

    private mutating func checkLevels(_ sheet: Sheet) {
        let count = levels.count
        let deeper = places.filter { if case .level(let depth) = $0.key { depth >= count } else { false } }
        if let column = deeper.values.min() {
            findings.append(
                Diagnostic(
                    .noOutlineColumn, "there is a column `\(sheet.columns[column])` and none for the layer above it",
                    data: DataPlace(file: sheet.path, line: 1, column: sheet.columns[column]),
                    help: "add it, or name all of the tree's columns from the top: --layers \"Domain,Standard\""))
        } else if count == 0 {
            let headers = sheet.columns.filter { !$0.isEmpty }.prefix(6).map { "`\($0)`" }.joined(separator: ", ")
            findings.append(
                Diagnostic(
                    .noOutlineColumn, "no column of `\(sheet.path)` is called Gear: there are \(headers)",
                    data: DataPlace(file: sheet.path, line: 1),
                    help: "call the tree's columns Gear, Lead tag, Sub-tag, Look-for, or name yours from the top: "
                        + "--layers \"Domain,Standard\""))
        }
    }

    private static let frameworks: Set = ["framework", "frameworks"]
    private static let lookfors: Set = ["lookfor", "lookfors", "lookingfor"]

    private static func attribute(_ header: String) -> Attribute? {
        switch header {
        case "name", "names", "id", "identifier", "code", "key": .name
        case "weight", "weights": .weight
        case "buildson", "prerequisite", "prerequisites": .buildsOn
        case "theme", "themes", "in": .theme
        case "formerly", "formername", "formernames": .formerly
        case "notes", "note", "doc", "docs", "documentation", "description", "comment", "comments": .notes
        case "version": .version
        case "license", "licence": .license
        case "layers": .layers
        default: nil
        }
    }

    /// How deep a column is, from 0: `Gear`, `Lead tag`, `Sub-tag`, `Sub-tag 2`, `Level 4`, or below the last of the
    /// names given.
    private static func depth(_ header: String, below last: String?, _ count: Int) -> Int? {
        let stem = String(header.reversed().drop { $0.isASCII && $0.isNumber }.reversed())
        guard header.count - stem.count <= 3 else { return nil }
        let number = Int(header.dropFirst(stem.count))
        if let last, stem == last, let number, number >= 2 { return count + number - 2 }
        switch stem {
        case "level", "layer": return number.flatMap { $0 >= 1 ? $0 - 1 : nil }
        case "gear", "gears": return number == nil ? 0 : nil
        case "lead", "leads", "leadtag", "leadtags": return number == nil ? 1 : nil
        case "sub", "subs", "subtag", "subtags": return number.map { $0 >= 2 ? $0 + 1 : 2 } ?? 2
        default: return nil
        }
    }
}

extension Diagnostic {
    /// A column whose header says nothing.
    ///
    /// - Parameter command: what lists the headers.
    static func unknownColumn(
        _ sheet: Sheet, _ column: Int, isTwice: Bool = false, command: String = "outline"
    ) -> Diagnostic {
        let header = sheet.columns[column]
        return Diagnostic(
            .ignoredColumn,
            isTwice
                ? "column \(column + 1), `\(header)`, means the same as one before it"
                : "the header `\(header)` is not understood",
            data: DataPlace(file: sheet.path, line: 1, column: header),
            why: "nothing in this column is taken over",
            help: "rename it if it belongs here; `gearbox help import \(command)` lists the headers")
    }
}
