import GearSource
import GearSyntax

extension Builder {
    /// What a test expects; nil after a report.
    func expectation(_ item: Declaration, _ place: Place) -> Expectation? {
        let clauses = Clauses(item)
        if let finding = clauses[.finding] {
            for clause in [clauses[.tolerance]?.range, item.body.map { _ in item.range }].compactMap({ $0 }) {
                report(
                    .clauseNotHere, "a finding is expected with its code, and perhaps a part of its message",
                    at: place.location(clause), help: "write such as `expect error GB0203 \"vision\"`")
                return nil
            }
            return expectedFinding(finding, place)
        }
        guard !clauses.isIncomplete, let expression = clauses[.expression]?.arguments.first?.value else { return nil }
        var tolerance: Term?
        if let clause = clauses[.tolerance] {
            guard let term = self.tolerance(clause, place) else { return nil }
            tolerance = term
        }
        let location = place.location(expression.range)
        if item.body != nil {
            guard let query = tableAsked(expression, place),
                let table = expectedTable(item, query, place)
            else { return nil }
            return Expectation(kind: .table(query, table, within: tolerance), location: location)
        }
        if isTable(expression, place) {
            report(
                .wrongShape, "what the table should be is missing", at: location,
                help: "write the columns and rows behind it in braces, or ask for one cell, `score(NODE, …)`")
            return nil
        }
        var context = TermContext(place)
        context.allowsCells = true
        context.framework = names.scopes[place.module].framework
        guard let term = TermResolver(self, context, expression).condition(expression) else { return nil }
        guard let tolerance else { return Expectation(kind: .holds(term), location: location) }
        guard case .binary(.equal, let left, let right) = term.kind, left.type == .number, right.type == .number else {
            report(
                .clauseNotHere, "`within` says how far two sides of `==` may lie apart, and there are none",
                at: clauses[.tolerance].map { place.location($0.range) } ?? location,
                help: "write such as `expect score(NODE) == 3.3 within 0.05`")
            return nil
        }
        return Expectation(kind: .close(left, right, within: tolerance), location: location)
    }

    /// A number that is not negative.
    private func tolerance(_ clause: Clause, _ place: Place) -> Term? {
        guard let expression = clause.arguments.first?.value else { return nil }
        var context = TermContext(place)
        context.allowsCells = true
        let resolver = TermResolver(self, context, expression)
        guard let term = resolver.require(.number, resolver.resolve(expression), expression) else { return nil }
        if case .constant(.number(let number)) = term.kind, number < 0 {
            report(
                .numberOutOfRange, "a tolerance is 0 or more", at: place.location(expression.range),
                why: "nothing lies less than 0 away", help: "write how far it may be off, without a sign")
            return nil
        }
        return term
    }

    // MARK: Tables

    /// A pipeline, or the bare name of a table that no value has too.
    private func isTable(_ expression: Expression, _ place: Place) -> Bool {
        if case .query = expression.kind { return true }
        guard let path = expression.path, path.reach == .itself else { return false }
        if let symbol = symbol(path, from: place.module) { return symbol.kind == .definition && isTable(symbol) }
        return Self.tableNames.contains(path.text)
    }

    private func tableAsked(_ expression: Expression, _ place: Place) -> ResolvedQuery? {
        if case .malformed = expression.kind { return nil }
        guard let query = asQuery(expression) else {
            report(
                .typeMismatch, "rows are expected of a table, and this is none", at: place.location(expression.range),
                help: "ask for a table, such as `scores by district`, or leave out the braces")
            return nil
        }
        return QueryResolver(self, place).resolve(query)
    }

    private func expectedTable(_ item: Declaration, _ query: ResolvedQuery, _ place: Place) -> ExpectedTable? {
        let table = rowsBelowNames(of: item, place)
        guard !table.columns.isEmpty else {
            if !(item.body ?? []).contains(where: { $0.kind == .malformed || Clauses($0).isIncomplete }) {
                report(
                    .missingClause, "the columns that are compared are missing", at: place.location(item.keywordRange),
                    help: "name them on the first line in the braces, and write a row on each line below")
            }
            return nil
        }
        let columns = table.columns.compactMap { column($0, query.schema, place) }
        guard columns.count == table.columns.count else { return nil }
        for (index, one) in columns.enumerated() where columns[..<index].contains(where: { $0.name == one.name }) {
            report(
                .duplicateName, "`\(one.name)` stands twice", at: place.location(table.columns[index].range),
                help: "keep one of them")
            return nil
        }
        let rule = query.rule
        let rows = table.rows.compactMap { row -> ExpectedTable.Row? in
            let cells = zip(row.cells, columns).compactMap { cell($0, $1.type, rule, place) }
            guard cells.count == columns.count else { return nil }
            return ExpectedTable.Row(cells: cells, location: place.location(row.range))
        }
        guard rows.count == table.rows.count else { return nil }
        return ExpectedTable(columns: columns, rows: rows, isOrdered: query.isSorted)
    }

    private func column(_ cell: Expression, _ schema: TableSchema, _ place: Place) -> TableSchema.Column? {
        let name: String
        switch cell.kind {
        case .malformed: return nil
        case .column(let written): name = written
        default:
            guard let single = cell.singleName else {
                wrongShape(
                    "a column", cell.range, place, help: "the first line names the columns that are compared")
                return nil
            }
            name = single.text
        }
        if let type = schema[name] { return TableSchema.Column(name, type) }
        if schema.isOpen { return TableSchema.Column(name, .absent) }
        reportUnknownColumn(name, schema, "the table", at: place.location(cell.range))
        return nil
    }

    /// A value of a column's type; of whatever type, where only the data know the column.
    private func cell(_ expression: Expression, _ type: Type, _ rule: Int?, _ place: Place) -> Term? {
        var context = TermContext(place)
        context.allowsCells = true
        context.framework = names.scopes[place.module].framework
        context.rule = rule
        let resolver = TermResolver(self, context, expression)
        guard let term = resolver.constant(expression, of: type, 0) else { return nil }
        guard term.type.fits(type) else {
            report(
                .typeMismatch, "\(type.noun) belongs into this column, and this is \(term.type.noun)",
                at: place.location(expression.range))
            return nil
        }
        return term
    }

    // MARK: Findings

    private func expectedFinding(_ clause: Clause, _ place: Place) -> Expectation? {
        let arguments = clause.arguments
        guard arguments.count >= 2, let severity = arguments[0].value.singleName, let id = arguments[1].value.path
        else { return nil }
        guard let code = id.reach == .itself ? Code.named(id.text) : nil else {
            report(
                .unknownName, "there is no finding `\(id.text)`", at: place.location(id.range),
                help: Likeness.nearest(to: id.text.uppercased(), among: Code.all.map(\.id)).map {
                    "did you mean `\($0)`?"
                } ?? "a finding's code stands in brackets at its head")
            return nil
        }
        guard code.severity.rawValue == severity.text else {
            let noun = code.severity == .error ? "an error" : "a \(code.severity.rawValue)"
            report(
                .unknownConstant, "`\(code.id)` is \(noun): \(code.title)", at: place.location(severity.range),
                help: "write `expect \(code.severity.rawValue) \(code.id)`")
            return nil
        }
        var part: String?
        if arguments.count > 2, case .text(let text) = arguments[2].value.kind { part = text }
        return Expectation(
            kind: .finding(ExpectedFinding(code: code, part: part)), location: place.location(clause.range))
    }
}

extension ResolvedQuery {
    /// Whether its rows come in an order that it asks for.
    var isSorted: Bool {
        var sorted = if case .query(let inner) = table { inner.isSorted } else { false }
        for stage in stages {
            switch stage {
            case .sort: sorted = true
            case .group, .pivot: sorted = false
            case .where, .select, .derive, .take, .join, .chart, .whatIf: break
            }
        }
        return sorted
    }

    /// The rule whose scores it begins with.
    fileprivate var rule: Int? {
        switch table {
        case .scores(let request): request.rule
        case .statistics(let request): request.scores.rule
        case .query(let inner): inner.rule
        default: nil
        }
    }
}
