import GearModel
import GearScore
import GearSource
import GearTable

extension Evaluator {
    /// responses by DIMS for COND: how many were invited, gave an answer, and gave all of those put to them; columns
    /// as in the model's schema. People are counted once in a row, and once for each survey.
    func responses(by names: [String], where condition: Term?, at location: Location) throws(Diagnostic) -> Table {
        let dimensions = model.rowDimensions(by: names)
        var groups: [[String?]: ResponseCount] = [:]
        for responses in try allResponses(at: location) {
            if let refusal = responses.hiding?.refusal(
                model.surveys[responses.survey].heading, by: names, where: condition)
            {
                throw refusal
            }
            try count(responses, dimensions, condition, into: &groups)
            countTotals(responses, dimensions, into: &groups)
            invite(try invitations(responses, where: condition), to: responses.survey, dimensions, into: &groups)
        }
        return table(groups, dimensions)
    }

    /// Adds each survey's people, by what each of their records has answered.
    private func count(
        _ responses: Responses, _ dimensions: [String], _ condition: Term?,
        into groups: inout [[String?]: ResponseCount]
    ) throws(Diagnostic) {
        let columns = dimensions.map { responses.column($0, model) }
        let rows = Grouping(columns, rowCount: responses.recordCount)
        var people = rows
        people.split(by: responses.respondents.map { UInt64($0) })
        var tallies = [Tally](repeating: Tally(), count: people.count)
        var isKept = [Bool](repeating: false, count: responses.recordCount)
        for chunk in AnswerChunks(responses, model) {
            try Threads.goOn()
            let (table, records) = chunk
            guard let values = table["value"], let absent = table["absent"] else { continue }
            var mask: [Bool]?
            if let condition { mask = try Compiler(table, model).mask(condition) }
            for row in 0..<table.rowCount where mask?[row] ?? true {
                let person = Int(people.groups[records[row]])
                tallies[person].rows = Int(rows.groups[records[row]])
                isKept[records[row]] = true
                if !values.isMissing(row) {
                    tallies[person].valid += 1
                    tallies[person].put += 1
                } else if absent.isPut(row) {
                    tallies[person].put += 1
                }
            }
        }
        try Threads.goOn()
        var check = StopCheck()
        let keys = rows.firstRows.map { record in dimensions.map { responses.text(of: $0, record) } }
        for tally in tallies where tally.valid > 0 {
            try check.goOn()
            groups[keys[tally.rows], default: ResponseCount()].responded += 1
            if tally.valid == tally.put { groups[keys[tally.rows], default: ResponseCount()].complete += 1 }
        }
        let hidden = responses.hiding?.rows { member -> [String?]? in
            if case .record(let record) = member, !isKept[record] { return nil }
            return dimensions.map { responses.text(of: $0, at: member) }
        }
        for key in hidden ?? [] { groups[key, default: ResponseCount()].isHidden = true }
    }

    /// Counts layout: nobody is known by person. What the data say of all counts of a row is how many there were; else
    /// the most answered question says how many at least.
    private func countTotals(
        _ responses: Responses, _ dimensions: [String], into groups: inout [[String?]: ResponseCount]
    ) {
        let places = dimensions.map { name in responses.dimensions.firstIndex { $0.name == name } }
        var byQuestion: [[String?]: [Int: Int]] = [:]
        for count in responses.counts {
            let key = places.map { place in place.flatMap { count.group[$0].ifWritten } }
            byQuestion[key, default: [:]][count.question, default: 0] += count.count
        }
        let said = Dictionary(responses.responded.map { ($0.group, $0.count) }, uniquingKeysWith: { first, _ in first })
        var byGroup: [[String?]: Int?] = [:]
        for group in Set(responses.counts.map(\.group)) {
            let key = places.map { place in place.flatMap { group[$0].ifWritten } }
            if let sum = byGroup[key, default: 0] { byGroup[key] = .some(said[group].map { sum + $0 }) }
        }
        for (key, counts) in byQuestion {
            groups[key, default: ResponseCount()].responded += (byGroup[key] ?? nil) ?? counts.values.max() ?? 0
            groups[key, default: ResponseCount()].knowsPeople = false
        }
    }

    /// The invitations that a condition over answers leaves: it rules out by the dimensions that they name; what it
    /// asks of the answers themselves says nothing about who was invited.
    private func invitations(_ responses: Responses, where condition: Term?) throws(Diagnostic) -> [Invited] {
        guard let condition, !responses.invited.isEmpty else { return responses.invited }
        let survey = model.surveys[responses.survey].heading.name
        let columns = model.answersSchema.columns.map { column in
            guard column.type != .number || model.numericAttributes.contains(column.name) else {
                var nothing = ColumnBuilder(column.name, .number)
                for _ in responses.invited { nothing.appendMissing() }
                return nothing.finish()
            }
            let cells = responses.invited.map { invited in
                column.name == "survey" ? survey : invited.group.first { $0.dimension == column.name }?.value
            }
            return column.type == .number
                ? model.dimensionColumn(column.name, cells)
                : model.column(column.name, Self.domain(of: column), cells)
        }
        let isFalse = Term(.unary(.not, condition), .boolean, at: condition.location)
        let ruledOut = try Compiler(Table(columns), model).mask(isFalse)
        return zip(responses.invited, ruledOut).filter { !$1 }.map(\.0)
    }

    private static func domain(of column: TableSchema.Column) -> ColumnType.Domain {
        switch column.type {
        case .wave, .source, .dimension: Responses.domain(of: column.name)
        case .point: .point(scale: "")
        default: .text
        }
    }

    /// Adds those invited to the rows they belong to; a row split by what the invitations do not tell stays unknown.
    private func invite(
        _ invitations: [Invited], to survey: Int, _ dimensions: [String], into groups: inout [[String?]: ResponseCount]
    ) {
        for invited in invitations {
            let given = Dictionary(
                invited.group.map { ($0.dimension, $0.value) }, uniquingKeysWith: { first, _ in first })
            let survey = model.surveys[survey]
            let key = dimensions.map { name in
                given[name]
                    ?? (name == "source" && survey.asks.count == 1 ? model.sources[survey.asks[0]].heading.name : nil)
            }
            groups[key, default: ResponseCount()].invited = (groups[key]?.invited ?? 0) + invited.count
        }
    }

    private func table(_ groups: [[String?]: ResponseCount], _ dimensions: [String]) -> Table {
        let rows = Array(groups)
        var invited = ColumnBuilder("invited", .integer), responded = ColumnBuilder("responded", .integer)
        var rate = ColumnBuilder("rate", .number)
        var complete = ColumnBuilder("complete", .integer), partial = ColumnBuilder("partial", .integer)
        for (_, count) in rows {
            responded.append(count.responded)
            if let number = count.invited {
                invited.append(number)
                if number > 0 {
                    rate.append(Double(count.responded) / Double(number))
                } else {
                    rate.appendMissing("nobody invited")
                }
            } else {
                invited.appendMissing("not known")
                rate.appendMissing("invited not known")
            }
            if count.knowsPeople {
                complete.append(count.complete)
                partial.append(count.responded - count.complete)
            } else {
                complete.appendMissing("persons unknown")
                partial.appendMissing("persons unknown")
            }
        }
        let keys = dimensions.enumerated().map { place, name in
            model.dimensionColumn(name, rows.map { $0.key[place] })
        }
        return Table(
            keys + [invited.finish(), responded.finish(), rate.finish(), complete.finish(), partial.finish()]
        ).hiding(rows.map(\.value.isHidden), except: Set(dimensions + ["invited"]))
    }
}

/// One row of `responses`.
private struct ResponseCount {
    var invited: Int?
    var responded = 0
    var complete = 0
    var knowsPeople = true
    /// Whether a survey's `hide` withholds it.
    var isHidden = false
}

/// What one respondent was asked and answered in one row's group.
private struct Tally {
    var put = 0
    var valid = 0
    var rows = 0
}

extension Column {
    fileprivate func text(_ row: Int) -> String? {
        if case .text(let text) = self[row] { text } else { nil }
    }

    /// For the column `absent`: whether the question still counts as put to the respondent.
    fileprivate func isPut(_ row: Int) -> Bool {
        text(row).flatMap { AbsenceKind(rawValue: $0) }?.isPut ?? false
    }
}
