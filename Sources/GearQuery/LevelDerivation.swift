import GearModel
import GearScore
import GearSource
import GearTable

extension Evaluator {
    /// Why a group holds a level or not: what each level on the way requires, what is short and by how much, and what
    /// cannot be told.
    ///
    /// - Parameters:
    ///   - wanted: Position of the level; nil: the one after the level held.
    ///   - dimensions: What tells the group from others; an error if several fit.
    ///   - depth: Layers of parts; the scores behind requirements are the third.
    ///   - opening: The derivation of a node's score in a group, with so many layers of parts.
    package func derivation(
        of wanted: Int?, _ request: LevelsRequest, where dimensions: [(name: String, value: String)],
        depth: Int, at location: Location,
        opening: (ScoresRequest, _ node: Int, [(name: String, value: String)], _ depth: Int) throws(Diagnostic) ->
            Derivation
    ) throws(Diagnostic) -> Derivation {
        let progression = model.progressions[request.progression]
        let fulfilment = try fulfilment(
            of: progression.placedRequirements.map(\.requirement), request.scores, by: request.by,
            where: request.forCondition,
            measures: ["n"], at: progression.heading.location)
        let standing = Standing(progression, fulfilment)
        let rows = (0..<fulfilment.groups.rowCount).filter { fulfilment.groups.fits($0, dimensions) }
        guard rows.count < 2 else {
            let names = fulfilment.groups.columns.map(\.name).filter { name in !dimensions.contains { $0.name == name }
            }
            let choices = names.map { name in
                (name, Set(rows.compactMap { fulfilment.groups[name]?[$0].plainText }).sorted())
            }
            throw ExplainRequest.ambiguous(rows.count, "groups", choices, at: location)
        }
        guard let row = rows.first else {
            var piece = Derivation(
                .level, progression.heading.name, title: progression.heading.title, value: .missing("no answers"))
            piece.remarks = ["nobody in this group gave a usable answer"]
            return piece
        }
        var piece = LevelDerivation(model: model, standing: standing, group: row).derivation(of: wanted)
        // What a hidden level requires is not told, let alone how it stands.
        if piece.value == .hidden { return piece }
        let known = fulfilment.groups.columns.filter { !$0.isMissing(row) }.map { ($0.name, $0[row].plainText) }
        for level in piece.parts.indices {
            for place in piece.parts[level].parts.indices {
                let requirement = standing.placed(place, of: piece.parts[level].name)
                let cells = requirement?.requirement.condition.scoreCells ?? []
                guard depth > LevelDerivation.layers else {
                    piece.parts[level].parts[place].deeper = cells.count
                    continue
                }
                for cell in cells {
                    let named = Set(cell.dimensions.map(\.name))
                    let group = known.filter { !named.contains($0.0) } + cell.dimensions
                    piece.parts[level].parts[place].parts.append(
                        try opening(fulfilment.request, cell.node.node, group, depth - LevelDerivation.layers - 1))
                }
            }
        }
        return piece.limited(to: depth)
    }
}

extension Table {
    /// Whether a row has these values.
    fileprivate func fits(_ row: Int, _ dimensions: [(name: String, value: String)]) -> Bool {
        dimensions.allSatisfy { name, value in
            let cell = self[name]?[row]
            return cell == .text(value) || Double(value).map { cell == .number($0) } ?? false
        }
    }
}

/// The levels of one group as a tree: levels, then what each requires.
private struct LevelDerivation {
    /// Levels, and what each requires.
    static let layers = 2

    let model: Model
    let standing: Standing
    let group: Int

    private var levels: [Level] { standing.progression.levels }

    func derivation(of wanted: Int?) -> Derivation {
        let name = standing.progression.heading.name
        if standing.isHidden(group) {
            var piece = Derivation(.level, name, title: standing.progression.heading.title, value: .hidden)
            piece.remarks = ["a score that it is told by is hidden"]
            return piece
        }
        let bounds = standing.bounds(of: group)
        let target = wanted ?? min(bounds.least + 1, levels.count - 1)
        var piece = Derivation(
            .level, wanted.map { "\(name).\(levels[$0].heading.name)" } ?? name,
            title: wanted.map { levels[$0].heading.title } ?? standing.progression.heading.title,
            value: bounds.least == bounds.most
                ? .text(levels[bounds.least].heading.name) : .missing("cannot tell"))
        piece.remarks = [summary(of: target, bounds, isAsked: wanted != nil)]
        piece.parts = levels.indices.filter { $0 > 0 && $0 <= target }.map { level($0) }
        return piece
    }

    /// `micro is not reached: 2 of 3 conditions fail, 1 cannot be told`
    private func summary(of target: Int, _ bounds: (least: Int, most: Int), isAsked: Bool) -> String {
        let title = levels[target].heading.name
        if target == 0 { return "\(title) is the lowest level: it takes nothing" }
        if bounds.least >= target { return "\(title) is reached" }
        let open = (1...target).flatMap { standing.open(of: group, into: $0) }
        let (failing, unknown) = (open.count { $0.isMet == false }, open.count { $0.isMet == nil })
        var reasons: [String] = []
        if failing > 0 { reasons.append("\(failing) \(failing == 1 ? "condition fails" : "conditions fail")") }
        if unknown > 0 { reasons.append("\(unknown) cannot be told") }
        let untold = (0..<target).first { (levels[$0].moveUp?.requirements ?? []).isEmpty }
        if let untold { reasons.append("nothing says how one moves up from \(levels[untold].heading.name)") }
        let verb = failing == 0 ? "may be reached" : "is not reached"
        return "\(title) \(verb): \(reasons.joined(separator: ", "))"
    }

    private func level(_ level: Int) -> Derivation {
        let open = standing.open(of: group, into: level)
        let isTold = !(levels[level - 1].moveUp?.requirements ?? []).isEmpty
        let holds: Cell =
            open.contains { $0.isMet == false }
            ? .boolean(false) : open.isEmpty && isTold ? .boolean(true) : .missing("cannot tell")
        var piece = Derivation(
            .level, levels[level].heading.name, title: levels[level].heading.title, value: holds)
        if !isTold { piece.remarks = ["nothing is required to move up to it, so nobody can be told to hold it"] }
        piece.parts = standing.requirements.indices.filter { standing.requirements[$0].level == level }
            .map { requirement($0) }
        return piece
    }

    private func requirement(_ place: Int) -> Derivation {
        let placed = standing.requirements[place]
        let met = standing.fulfilment.met[place]
        var piece = Derivation(
            .requirement, placed.requirement.text, title: title(placed.requirement),
            value: standing.fulfilment.value(place, group))
        piece.facts.append(.init("met", met[group]))
        if let bound = placed.requirement.bound {
            piece.facts.append(.init("target", .number(bound.limit)))
            piece.facts.append(.init("short", standing.fulfilment.short(placed.requirement, place, group)))
        }
        if let node = placed.requirement.node {
            let respondents = standing.fulfilment.scores.column("n", of: model.shownPath(node))
            if !respondents.isMissing(group) { piece.facts.append(.init("n", respondents[group])) }
        }
        if placed.kind == .stay { piece.remarks.append("to stay") }
        return piece
    }

    private func title(_ requirement: Requirement) -> String {
        requirement.node.map { model.frameworks[$0.framework].nodes[$0.node].heading.title } ?? ""
    }
}

extension Standing {
    /// What the level of a name requires, by its place among that level's requirements.
    fileprivate func placed(_ place: Int, of level: String) -> PlacedRequirement? {
        let own = requirements.filter { progression.levels[$0.level].heading.name == level }
        return own.indices.contains(place) ? own[place] : nil
    }
}
