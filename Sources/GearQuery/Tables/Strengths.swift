import GearModel
import GearScore
import GearSource
import GearTable

extension Evaluator {
    /// A row a group and node: who carries it, whose scores master it, and whose is the highest; columns as the model's
    /// schema.
    func strengths(_ request: ScoresRequest) throws(Diagnostic) -> Table {
        let scores = try scoring(request, ["score", "n", "mastered"])
        let framework = model.frameworks[request.framework]
        let roles = model.roles.indices.filter { model.roles[$0].framework == request.framework }
        let carriers = model.carriers(in: request.framework)
        let nodes = shownNodes(request)
        let dimensions = model.rowDimensions(by: request.by).filter { $0 != Dimension.ofRoles }
        let keys = dimensions.compactMap { scores[$0] }
        let grouping = keys.isEmpty ? Grouping(rowCount: scores.rowCount) : Grouping(keys, rowCount: scores.rowCount)
        let groups = scores.rowCount == 0 ? 0 : grouping.count
        let rows = StrengthRows(
            scores, grouping, groups, nodes.map { framework.name(of: $0) }, roles.map { model.roles[$0].heading.name })
        let first = groups == 0 ? [] : grouping.firstRows
        let shown = (0..<groups).flatMap { group in nodes.indices.map { (group: group, node: $0) } }
        func names(_ places: [Int]) -> String? {
            places.map { model.roles[$0].heading.name }.joined(separator: ", ").ifWritten
        }
        let carried = nodes.map { names(carriers[$0]) }
        let found = shown.map { rows.figures($0.group, $0.node) }
        func cells(_ name: String, _ type: ColumnType, _ cell: (StrengthRows.Figures) -> Cell) -> Column {
            Column(name, type, of: found) { $0.isHidden ? .hidden : cell($0) }
        }
        func texts(_ name: String, _ text: (Int) -> String?) -> Column {
            model.column(name, .text, shown.indices.map(text))
        }
        return Table(
            keys.map { $0.taking(shown.map { first[$0.group] }) } + [
                model.column("node", .node, shown.map { framework.name(of: nodes[$0.node]) }),
                model.column("layer", .layer, shown.map { framework.nodes[nodes[$0.node]].layer }),
                texts("title") { framework.nodes[nodes[shown[$0].node]].heading.title.ifWritten },
                texts("carried_by") { carried[shown[$0].node] },
                cells("strong", .coded(.text)) { Cell(written: names($0.strong.map { roles[$0] }) ?? "") },
                cells("strong_count", .integer) { .integer($0.strong.count) },
                cells("best", .coded(.text)) { Cell(written: names($0.best.map { roles[$0] }) ?? "") },
                cells("score", .number) { $0.score.map { .number($0) } ?? .missing("no answers") },
                cells("n", .integer) { $0.n.map { .integer($0) } ?? .missing(nil) },
                cells("roles", .integer) { .integer($0.roles) },
            ])
    }

    /// Gears and tags, as far as they are asked for.
    private func shownNodes(_ request: ScoresRequest) -> [Int] {
        let nodes = model.frameworks[request.framework].nodes
        let under = request.under.map { $0.node..<max(nodes[$0.node].end, $0.node + 1) } ?? nodes.indices
        return under.filter { nodes[$0].kind == .gear || nodes[$0].kind == .tag }
    }
}

/// Scores by group, node and role, found without a search.
private struct StrengthRows {
    struct Figures {
        /// Places among the roles, of those who master the node, and of those who have the highest score.
        var strong: [Int] = []
        var best: [Int] = []
        var score: Double?
        /// The respondents behind the highest score; of several the fewest.
        var n: Int?
        /// How many roles have a score.
        var roles = 0
        /// A role's score is hidden: then nothing is said of the others either.
        var isHidden = false
    }

    private let scores: [Double]
    private let mastered: [Bool]
    private let hidden: [Bool]
    private let counts: [Int?]
    /// For each group, node and role the row; -1 where there is none.
    private let rows: [Int]
    private let nodes: Int
    private let roles: Int

    init(_ table: Table, _ grouping: Grouping, _ groups: Int, _ nodes: [String], _ roles: [String]) {
        self.nodes = nodes.count
        self.roles = roles.count
        scores = (0..<table.rowCount).map { row in
            if case .number(let score)? = table["score"]?[row] { score } else { .nan }
        }
        mastered = (0..<table.rowCount).map { table["mastered"]?[$0] == .boolean(true) }
        hidden = (0..<table.rowCount).map { table["score"]?.isHidden($0) == true }
        counts = (0..<table.rowCount).map { row in
            if case .integer(let n)? = table["n"]?[row] { n } else { nil }
        }
        let nodePlaces = Self.places(table["node"], nodes)
        let rolePlaces = Self.places(table[Dimension.ofRoles], roles)
        var rows = [Int](repeating: -1, count: groups * nodes.count * roles.count)
        for row in 0..<table.rowCount {
            guard let node = nodePlaces[row], let role = rolePlaces[row] else { continue }
            rows[(Int(grouping.groups[row]) * nodes.count + node) * roles.count + role] = row
        }
        self.rows = rows
    }

    /// For each row where its text stands among others; nil where it does not.
    private static func places(_ column: Column?, _ texts: [String]) -> [Int?] {
        guard let column, case .codes(let codes, let dictionary) = column.storage else { return [] }
        let places = Dictionary(zip(texts, 0...), uniquingKeysWith: { first, _ in first })
        let ofCode = dictionary.texts.map { places[$0] }
        return codes.indices.map { column.isMissing($0) ? nil : ofCode[Int(codes[$0])] }
    }

    func figures(_ group: Int, _ node: Int) -> Figures {
        var figures = Figures()
        for role in 0..<roles {
            let row = rows[(group * nodes + node) * roles + role]
            if row >= 0, hidden[row] { figures.isHidden = true }
            guard row >= 0, scores[row].isFinite else { continue }
            figures.roles += 1
            if mastered[row] { figures.strong.append(role) }
            let (score, highest) = (Rounding.cut(scores[row]), figures.score.map { Rounding.cut($0) })
            if highest.map({ score > $0 }) ?? true {
                (figures.best, figures.score, figures.n) = ([role], scores[row], counts[row])
            } else if score == highest {
                figures.best.append(role)
                figures.n = [figures.n, counts[row]].compactMap { $0 }.min()
            }
        }
        return figures
    }
}
