import GearModel
import GearScore
import GearSource
import GearTable

extension Evaluator {
    /// A row a group: the level it holds and what the next one still needs; columns as the model's schema.
    func levels(_ request: LevelsRequest) throws(Diagnostic) -> Table {
        let standing = try standing(request)
        let levels = standing.progression.levels
        let rows = standing.fulfilment.groups.rowCount
        var titles = ColumnBuilder("title", .text, capacity: rows)
        var needs = ColumnBuilder("needs", .text, capacity: rows)
        var unmet = ColumnBuilder("unmet", .integer, capacity: rows)
        var unknown = ColumnBuilder("unknown", .integer, capacity: rows)
        let bounds = (0..<rows).map { standing.bounds(of: $0) }
        for (row, bound) in bounds.enumerated() {
            if bound.least == bound.most {
                titles.append(Cell(written: levels[bound.least].heading.title))
            } else {
                titles.appendMissing(Self.untold)
            }
            let open = bound.least + 1 < levels.count ? standing.open(of: row, into: bound.least + 1) : []
            needs.append(Cell(written: open.map { standing.text(of: $0, row) }.joined(separator: "; ")))
            unmet.append(open.count { $0.isMet == false })
            unknown.append(open.count { $0.isMet == nil })
        }
        let isHidden = (0..<rows).map(standing.isHidden)
        let owner = standing.progression
        let level = owner.levelColumn(
            "level", bounds.map { $0.least == $0.most ? $0.least : nil }, missing: Self.untold)
        return Table(
            standing.fulfilment.groups.columns + [
                level, titles.finish(), owner.levelColumn("at_least", bounds.map(\.least)),
                owner.levelColumn("at_most", bounds.map(\.most)),
                owner.levelColumn("next", bounds.map { $0.least + 1 < levels.count ? $0.least + 1 : nil }),
                needs.finish(), unmet.finish(), unknown.finish(),
            ]
        ).hiding(isHidden, except: Set(standing.fulfilment.groups.columns.map(\.name)))
    }

    /// Why a level is missing: what is not known is never taken for a no.
    private static let untold = "cannot tell"

    /// A row a group and requirement of any level, in the order of the progression; columns as the model's schema.
    func requirements(_ request: LevelsRequest) throws(Diagnostic) -> Table {
        let standing = try standing(request)
        let groups = try standing.fulfilment.groups.rowsInOutputOrder()
        let all = standing.requirements
        let rows = groups.flatMap { group in all.indices.map { (group: group, place: $0) } }
        let places = rows.map(\.place)
        var values = ColumnBuilder("value", .number, capacity: rows.count)
        var targets = ColumnBuilder("target", .number, capacity: rows.count)
        var shorts = ColumnBuilder("short", .number, capacity: rows.count)
        var met = ColumnBuilder("met", .boolean, capacity: rows.count)
        var check = StopCheck()
        for row in rows {
            try check.goOn()
            let column = standing.fulfilment.met[row.place]
            met.append(column[row.group])
            if let bound = all[row.place].requirement.bound {
                values.append(standing.fulfilment.value(row.place, row.group))
                targets.append(bound.limit)
                shorts.append(standing.fulfilment.short(all[row.place].requirement, row.place, row.group))
            } else {
                values.appendMissing()
                targets.appendMissing()
                shorts.appendMissing()
            }
        }
        return Table(
            standing.fulfilment.groups.columns.map { $0.taking(rows.map(\.group)) } + [
                standing.progression.levelColumn("level", all.map(\.level)).taking(places),
                model.column("step", .text, all.map(\.kind.rawValue)).taking(places),
                model.column("requirement", .text, all.map(\.requirement.text)).taking(places),
                model.column("node", .node, all.map { $0.requirement.node.map(model.shownPath) }).taking(places),
                values.finish(), targets.finish(), shorts.finish(), met.finish(),
            ])
    }

    func standing(_ request: LevelsRequest) throws(Diagnostic) -> Standing {
        let progression = model.progressions[request.progression]
        let fulfilment = try fulfilment(
            of: progression.placedRequirements.map(\.requirement), request.scores, by: request.by,
            where: request.forCondition, at: progression.heading.location)
        return Standing(progression, fulfilment)
    }
}

/// A progression and what each group fulfils of it.
struct Standing {
    let progression: Progression
    let requirements: [PlacedRequirement]
    let fulfilment: Fulfilment

    /// `fulfilment` is of the progression's `placedRequirements`.
    init(_ progression: Progression, _ fulfilment: Fulfilment) {
        self.progression = progression
        self.fulfilment = fulfilment
        requirements = progression.placedRequirements
    }

    struct Open {
        let place: Int
        /// nil: cannot be told.
        let isMet: Bool?
    }

    /// The highest level that a group surely holds, and the highest that it may hold.
    func bounds(of group: Int) -> (least: Int, most: Int) {
        var least = 0
        var most = 0
        var isSure = true
        for level in progression.levels.indices.dropFirst() {
            let open = open(of: group, into: level)
            if open.contains(where: { $0.isMet == false }) { break }
            let isTold = !(progression.levels[level - 1].moveUp?.requirements ?? []).isEmpty
            isSure = isSure && isTold && open.isEmpty
            if isSure { least = level }
            most = level
        }
        return (least, most)
    }

    /// Whether any of what tells a group's level is hidden.
    func isHidden(_ group: Int) -> Bool { fulfilment.met.contains { $0.isHidden(group) } }

    /// What a group does not fulfil, or not surely, of what a level requires.
    func open(of group: Int, into level: Int) -> [Open] {
        requirements.indices.filter { requirements[$0].level == level }.compactMap { place in
            let column = fulfilment.met[place]
            if column.isMissing(group) { return Open(place: place, isMet: nil) }
            return column[group] == .boolean(true) ? nil : Open(place: place, isMet: false)
        }
    }

    /// `data.formative >= 2.5 (0.3 short)`
    func text(of open: Open, _ group: Int) -> String {
        let requirement = requirements[open.place].requirement
        if open.isMet == nil {
            let why = fulfilment.met[open.place].reason(group).map { ": \($0)" } ?? ""
            return "\(requirement.text) (cannot tell\(why))"
        }
        return fulfilment.short(requirement, open.place, group).text(shortOf: requirement.text)
    }
}

extension Fulfilment {
    /// The quantity that a requirement bounds, as a number.
    func value(_ place: Int, _ group: Int) -> Cell { values[place]?.number(group) ?? .missing(nil) }

    /// By how much a group falls short of a requirement with a bound; 0 where it does not.
    func short(_ requirement: Requirement, _ place: Int, _ group: Int) -> Cell {
        guard let bound = requirement.bound else { return .missing(nil) }
        return Bound.short(value(place, group), of: bound.limit, asksForMore: bound.relation.asksForMore)
    }
}

extension Column {
    /// A cell as a number.
    func number(_ row: Int) -> Cell {
        let cell = self[row]
        return if case .integer(let count) = cell { .number(Double(count)) } else { cell }
    }
}

extension Bound {
    /// By how much a quantity falls short of a limit; 0 where it does not.
    static func short(_ cell: Cell, of limit: Double, asksForMore: Bool) -> Cell {
        guard case .number(let value) = cell else { return cell }
        let cut = Rounding.cut(value)
        return .number(Rounding.cut(max(0, asksForMore ? limit - cut : cut - limit)))
    }
}

/// A requirement and the level that it leads to.
struct PlacedRequirement {
    let level: Int
    let kind: StepKind
    let requirement: Requirement
}

extension Progression {
    /// What all levels require, from the lowest up.
    var placedRequirements: [PlacedRequirement] {
        levels.indices.flatMap { level in
            steps(into: level).flatMap { kind, step in
                (step?.requirements ?? []).map { PlacedRequirement(level: level, kind: kind, requirement: $0) }
            }
        }
    }
}

extension Requirement {
    /// The node whose score it bounds.
    var node: NodeReference? {
        if case .cell(let cell)? = bound?.quantity.kind { return cell.node }
        let nodes = Set(nodes)
        return nodes.count == 1 ? nodes.first : nil
    }
}

extension Cell {
    /// `data.formative >= 2.5 (0.3 short)`, if it is a number above 0.
    func text(shortOf requirement: String) -> String {
        var text = ""
        add(shortOf: requirement, to: &text)
        return text
    }

    /// The same at the end of a text.
    func add(shortOf requirement: String, to text: inout String) {
        text += requirement
        guard case .number(let short) = self, short > 0 else { return }
        let rounded = Rounding.decimal(short, places: 2)
        text += " ("
        text += rounded > 0 ? NumberText.text(rounded) : "less than 0.01"
        text += " short)"
    }

    /// A text, missing if it is empty.
    init(written text: String) { self = text.isEmpty ? .missing(nil) : .text(text) }
}
