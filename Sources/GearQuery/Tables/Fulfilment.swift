import GearModel
import GearScore
import GearSource
import GearTable

/// Which requirements each group of scores fulfils.
struct Fulfilment {
    /// A row a group: its dimensions.
    let groups: Table
    /// For each requirement and group whether it is true; missing where that cannot be told.
    let met: [Column]
    /// For each requirement with a bound the quantity that is bound.
    let values: [Column?]
    /// What the scores were asked for with.
    let request: ScoresRequest
    /// Where the row of a node's score in a group is, and the scores; for whoever shows more of them.
    let scores: ScoreGroups
}

extension Evaluator {
    /// - Parameter measures: Columns of scores that are wanted beside those that are required.
    func fulfilment(
        of requirements: [Requirement], _ used: UsedScores, by dimensions: [String],
        where condition: Term?, measures: Set<String> = [], at location: Location
    ) throws(Diagnostic) -> Fulfilment {
        try fulfilments(
            of: [requirements], used, by: dimensions, where: condition, measures: measures, at: location)[0]
    }

    /// One for each of several lists of requirements, all told by the same scores, which are worked out once.
    func fulfilments(
        of lists: [[Requirement]], _ used: UsedScores, by dimensions: [String],
        where condition: Term?, measures: Set<String> = [], at location: Location
    ) throws(Diagnostic) -> [Fulfilment] {
        let cells = lists.joined().flatMap(\.condition.scoreCells)
        var request = ScoresRequest(
            rule: used.rule, framework: used.framework, by: dimensions,
            forCondition: model.condition(condition, andSources: model.sources(of: used, cells), at: location),
            under: nil)
        request.nodes = Set(cells.map(\.node.node))
        let table = try scoring(request, measures.union(cells.map(\.measure.rawValue)).union(["score"]))
        let scores = ScoreGroups(
            table, model.rowDimensions(by: dimensions), nodes: Set(cells.map { model.shownPath($0.node) }),
            sources: model.rules[used.rule].sourceWeights.isEmpty ? used.sources.map(model.names) : nil)
        var fulfilments: [Fulfilment] = []
        for requirements in lists {
            fulfilments.append(try fulfilment(of: requirements, scores, request, where: condition))
        }
        return fulfilments
    }

    private func fulfilment(
        of requirements: [Requirement], _ scores: ScoreGroups, _ request: ScoresRequest, where condition: Term?
    ) throws(Diagnostic) -> Fulfilment {
        // A table has rows only if it has columns.
        var columns = [Column("a group", .boolean, .booleans([Bool](repeating: true, count: scores.count)))]
        var terms: [(condition: Term, quantity: Term?)] = []
        for requirement in requirements {
            let visits = VisitRatings(requirement.progression, condition)
            terms.append(
                (
                    try replacing(in: requirement.condition, scores, visits, &columns),
                    try requirement.bound.map { bound throws(Diagnostic) in
                        try replacing(in: bound.quantity, scores, visits, &columns)
                    }
                ))
        }
        let compiler = Compiler(Table(columns), model, roundsComparisons: true)
        var met: [Column] = []
        var values: [Column?] = []
        for term in terms {
            met.append(try compiler.column(term.condition, named: "met"))
            values.append(
                try term.quantity.map { quantity throws(Diagnostic) in try compiler.column(quantity, named: "value") })
        }
        return Fulfilment(groups: scores.groups, met: met, values: values, request: request, scores: scores)
    }

    /// The term with what it reads of scores and visits as columns, one row a group.
    private func replacing(
        in term: Term, _ scores: ScoreGroups, _ visits: VisitRatings, _ columns: inout [Column]
    ) throws(Diagnostic) -> Term {
        let column: Column
        switch term.kind {
        case .cell(let cell):
            let source = cell.dimensions.first { $0.name == "source" }?.value
            column = scores.column(cell.measure.rawValue, of: model.shownPath(cell.node), source: source)
        case .aggregate(let aggregate): column = try visits.column(aggregate, scores, self)
        default:
            return try term.mappingOperands { operand throws(Diagnostic) in
                try replacing(in: operand, scores, visits, &columns)
            }
        }
        // No column of a program can have a space in its name.
        let name = "quantity \(columns.count)"
        columns.append(column.renamed(name))
        return Term(.column(name), term.type, at: term.location)
    }
}

extension Column {
    /// A yes or no; nil where it is missing.
    func boolean(_ row: Int) -> Bool? {
        if case .boolean(let value) = self[row] { value } else { nil }
    }
}

extension Model {
    fileprivate func names(_ sources: [Int]) -> [String] { sources.map { self.sources[$0].heading.name } }

    /// The sources whose scores are read: those used, and those that requirements name; nil: all.
    fileprivate func sources(of used: UsedScores, _ cells: [CellReference]) -> [String]? {
        guard let sources = used.sources else { return nil }
        let named = cells.compactMap { cell in cell.dimensions.first { $0.name == "source" }?.value }
        return names(sources) + Set(named).subtracting(names(sources)).sorted()
    }

    func condition(_ condition: Term?, andSources sources: [String]?, at location: Location) -> Term? {
        guard let sources else { return condition }
        let members = sources.map { Term(.constant(.text($0)), .source, at: location) }
        let isFrom = Term(
            .isIn(Term(.column("source"), .source, at: location), members, negated: false), .boolean, at: location)
        return condition.map { Term(.binary(.and, $0, isFrom), .boolean, at: location) } ?? isFrom
    }
}
