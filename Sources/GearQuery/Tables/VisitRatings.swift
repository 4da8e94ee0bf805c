import GearModel
import GearScore
import GearSource
import GearTable

/// How visits were placed on a progression.
struct VisitRatings {
    private let progression: Int?
    /// Over answers, as after `for`.
    private let condition: Term?

    init(_ progression: Int?, _ condition: Term?) {
        self.progression = progression
        self.condition = condition
    }

    /// `share(visits, …)` or `count(visits, …)` in each group.
    func column(_ aggregate: Aggregate, _ scores: ScoreGroups, _ evaluator: Evaluator) throws(Diagnostic) -> Column {
        let tallies = try tallies(aggregate, scores, evaluator)
        var builder = ColumnBuilder("visits", .number, capacity: scores.count)
        for tally in tallies {
            if tally?.isHidden ?? false {
                builder.appendHidden()
            } else if aggregate.function == .count, let tally {
                builder.append(Double(tally.yes))
            } else if aggregate.function == .share, let tally, tally.told > 0 {
                builder.append(Double(tally.yes) / Double(tally.told))
            } else {
                builder.appendMissing("no rated visits")
            }
        }
        return builder.finish()
    }

    /// Rated visits of a group.
    struct Tally {
        /// Those of which the condition can be told.
        var told = 0
        /// Those of which it is true.
        var yes = 0
        /// Whether a walkthrough's `hide` withholds it.
        var isHidden = false
    }

    /// For each group; nil if there are no data.
    func tallies(
        _ aggregate: Aggregate, _ scores: ScoreGroups, _ evaluator: Evaluator
    ) throws(Diagnostic) -> [Tally?] {
        var tallies: [String: Tally] = [:]
        var isKnown = false
        for survey in evaluator.model.surveys.indices {
            guard let visits = try visits(survey, scores.keyDimensions, evaluator) else { continue }
            isKnown = true
            for key in visits.hidden { tallies[key, default: Tally()].isHidden = true }
            let holds = try aggregate.condition.map { condition throws(Diagnostic) in
                try Compiler(visits.table, evaluator.model).column(condition, named: "holds")
            }
            for (row, key) in visits.keys.enumerated() {
                if let holds, holds.isMissing(row) { continue }
                tallies[key, default: Tally()].told += 1
                if holds.map({ $0[row] == .boolean(true) }) ?? true { tallies[key, default: Tally()].yes += 1 }
            }
        }
        return scores.keys.map { isKnown ? tallies[$0] ?? Tally() : nil }
    }

    /// A survey's rated visits: their levels as columns, and the key of the group of each; nil without data or ratings.
    private func visits(
        _ survey: Int, _ dimensions: [String], _ evaluator: Evaluator
    ) throws(Diagnostic) -> (table: Table, keys: [String], hidden: Set<String>)? {
        let model = evaluator.model
        let questions = model.surveys[survey].questions
        guard let progression, questions.contains(where: { $0.rated?.progression == progression }),
            let responses = try evaluator.responses(survey)
        else { return nil }
        let owner = model.progressions[progression]
        // The level on each strand, and of the visit as a whole the lowest; 0 where there is none.
        var whole = [Int](repeating: 0, count: responses.recordCount)
        var strands = [[Int]](repeating: whole, count: owner.strands.count)
        var isKept = [Bool](repeating: false, count: responses.recordCount)
        let rated = Dictionary(
            questions.compactMap { question in question.rated.map { (question.heading.name, $0.strand) } },
            uniquingKeysWith: { first, _ in first })
        for chunk in AnswerChunks(responses, model, where: { $0.rated?.progression == progression }) {
            let (table, records) = chunk
            guard let values = table["value"], let names = table["question"] else { continue }
            let mask = try condition.map { condition throws(Diagnostic) in try Compiler(table, model).mask(condition) }
            for (row, record) in records.enumerated() where mask?[row] ?? true {
                isKept[record] = true
                guard case .number(let value) = values[row], case .text(let name) = names[row] else { continue }
                Self.lower(&whole[record], to: Int(value))
                if let strand = rated[name] ?? nil { Self.lower(&strands[strand][record], to: Int(value)) }
            }
        }
        let places = whole.indices.filter { whole[$0] > 0 }
        let columns = dimensions.map { responses.column($0, model) }
        let grouping = Grouping(columns, rowCount: responses.recordCount)
        let keys = responses.recordCount == 0 ? [] : grouping.firstRows.map { ScoreGroups.key(columns, $0) }
        let names = ["level"] + owner.strands.map(\.name)
        let levels = zip(names, [whole] + strands).map { name, levels in
            owner.levelColumn(name, places.map { levels[$0] > 0 ? levels[$0] - 1 : nil })
        }
        // Ratings are answers of records, never counts.
        let hidden = responses.hiding?.rows { member -> String? in
            guard case .record(let record) = member, isKept[record] else { return nil }
            return keys[Int(grouping.groups[record])]
        }
        return (Table(levels), places.map { keys[Int(grouping.groups[$0])] }, hidden ?? [])
    }

    private static func lower(_ level: inout Int, to other: Int) {
        if level == 0 || other < level { level = other }
    }
}

extension Progression {
    /// A column of its levels by their positions; nil is missing, for a reason if there is one.
    func levelColumn(_ name: String, _ levels: [Int?], missing reason: String? = nil) -> Column {
        var builder = ColumnBuilder(
            name, .level(progression: heading.name),
            dictionary: TextDictionary(declared: self.levels.map(\.heading.name)), capacity: levels.count)
        for level in levels {
            if let level { builder.append(code: UInt32(level)) } else { builder.appendMissing(reason) }
        }
        return builder.finish()
    }
}
