import GearModel
import GearQuery
import GearScore
import GearSource
import GearTable

/// What an expectation reads of the scores and tables, as it sees it; nil where it cannot be worked out.
typealias Reading = [[Cell]]?

extension TestDeclaration {
    /// What each of its expectations reads.
    func readings(_ answers: Answers) -> [Reading] {
        let evaluator = answers.evaluator
        return expectations.map { expectation in
            do throws(Diagnostic) { return try expectation.reading(evaluator) } catch { return nil }
        }
    }

    /// The cells and tables of scores that its expectations ask for.
    var scoreRequests: [(rule: Int, framework: Int)] { expectations.flatMap(\.scoreRequests) }
}

extension Expectation {
    fileprivate func reading(_ evaluator: Evaluator) throws(Diagnostic) -> Reading {
        switch kind {
        case .finding: return []
        case .holds, .close:
            var cells: [Cell] = []
            for cell in terms.flatMap(\.cells) { cells.append(try evaluator.value(of: cell).seen) }
            return [cells]
        case .table(let query, let table, _):
            var rows = try evaluator.rows(of: query, table).map { $0.map(\.seen) }
            for row in table.rows {
                for cell in row.cells.flatMap(\.cells) { rows.append([try evaluator.value(of: cell).seen]) }
            }
            // Columns that are not compared may order the rows, but nobody looks at that.
            if !table.isOrdered { rows.sort { "\($0)" < "\($1)" } }
            return rows
        }
    }

    private var terms: [Term] {
        switch kind {
        case .holds(let term): [term]
        case .close(let left, let right, let tolerance): [left, right, tolerance]
        case .table(_, let table, let tolerance): table.rows.flatMap(\.cells) + (tolerance.map { [$0] } ?? [])
        case .finding: []
        }
    }

    fileprivate var scoreRequests: [(rule: Int, framework: Int)] {
        var all = terms.flatMap(\.cells).compactMap { term -> (rule: Int, framework: Int)? in
            if case .cell(let cell) = term.kind { (cell.rule, cell.node.framework) } else { nil }
        }
        if case .table(let query, _, _) = kind { all += query.scoreRequests }
        return all
    }
}

extension ResolvedQuery {
    fileprivate var scoreRequests: [(rule: Int, framework: Int)] {
        var all: [(rule: Int, framework: Int)] =
            switch table {
            case .scores(let request), .strengths(let request), .frontier(let request), .similar(let request, _):
                [(request.rule, request.framework)]
            case .levels(let request), .requirements(let request):
                [(request.scores.rule, request.scores.framework)]
            case .gaps(let request), .forecast(let request), .recommend(let request):
                request.scores.map { ($0.rule, $0.framework) }
            case .promises(let request): request.scores.map { ($0.rule, $0.framework) }
            case .statistics(let request): [(request.scores.rule, request.scores.framework)]
            case .query(let inner): inner.scoreRequests
            default: []
            }
        for case .join(let other, _, _) in stages { all += other.scoreRequests }
        return all
    }
}

extension Term {
    /// The cells of scores in it.
    fileprivate var cells: [Term] {
        if case .cell = kind { [self] } else { operands.flatMap(\.cells) }
    }
}

extension Cell {
    /// As an expectation sees it: numbers to nine decimals, missing values without their reason.
    fileprivate var seen: Cell {
        switch self {
        case .integer(let number): .number(Double(number))
        case .number(let number): .number(Rounding.cut(number))
        case .missing: .missing(nil)
        default: self
        }
    }
}
