import GearModel
import GearSource
import GearTable

extension ScorePlan {
    /// A row a node in each group and two consecutive waves of it; columns as the model's schema has them. The plan's
    /// rows must be split by wave. `across`: the dimension whose groups' shares may have changed.
    package func progress(_ answers: [Responses], across: String?, threads: Int) throws(Diagnostic) -> Table {
        let engine = Engine(self, answers, statistics: true)
        if let refusal = engine.refusal { throw refusal }
        guard let place = rowDimensions.firstIndex(of: "wave") else { return Table([]) }
        let waves = engine.grouping.values[place]
        let jobs = engine.jobs(without: [place], sides: waves.count) { key in
            Int(key[place]) < waves.count ? Int(key[place]) : nil
        }
        let groups = across.map { RecordGroups(engine, $0) }
        var rows = engine.map(jobs, threads: threads) { jobs, workers, room in
            engine.changes(jobs, waves, groups, workers: workers, room)
        }.flatMap { $0 }
        addCommonChanges(&rows, engine, threads: threads)
        return ChangeRow.table(rows, engine, waves, without: [place])
    }

    /// Scores again over the questions in common, where others were asked as well.
    func addCommonChanges(_ rows: inout [ChangeRow], _ engine: Engine, threads: Int) {
        var wanted: [Set<Int>: [Int]] = [:]
        for (place, row) in rows.enumerated() where row.isFirst {
            wanted[row.questions.common, default: []].append(place)
        }
        for (slots, places) in wanted.sorted(by: { $0.value[0] < $1.value[0] }) {
            let narrowed = Engine(engine.plan.restricted(to: slots), grouping: engine.grouping, statistics: false)
            let firsts = places.map { rows[$0] }
            let ranges = evenRanges(firsts.count, workers: threads)
            let changes = Threads.map(ranges.count) { part in
                let room = Tally(narrowed)
                return firsts[ranges[part]].map { row in
                    let sides = [row.jobs.before, row.jobs.after].map { narrowed.bases(of: $0, workers: 1, room) }
                    return narrowed.commonChanges(sides[0], sides[1])
                }
            }.flatMap { $0 }
            for (first, change) in zip(places, changes) {
                var place = first
                repeat {
                    let row = rows[place]
                    rows[place].common =
                        row.counts.common == 0 ? Figure(why: .noneCommon) : change[row.difference.place.step]
                    place += 1
                } while place < rows.count && !rows[place].isFirst
            }
        }
    }
}

/// One node of one group in two waves.
struct ChangeRow: Sendable {
    /// Positions among the waves.
    let waves: (before: Int, after: Int)
    let jobs: (before: Job, after: Job)
    /// Of after and before.
    let difference: DifferenceRow
    let stayed: Int?
    let part: ChangeParts.Part
    let questions: CommonQuestions
    let counts: (before: Int, after: Int, common: Int)
    /// Whether it is the first of its group and waves.
    let isFirst: Bool
    /// The change over the questions in common.
    var common = Figure(why: .noFormula)
}

extension Engine {
    /// The changes of a group between each two consecutive waves that it has.
    func changes(
        _ jobs: ComparedJobs, _ waves: [String], _ groups: RecordGroups?, workers: Int, _ room: Tally
    ) -> [ChangeRow] {
        let sides = jobs.sides.enumerated().compactMap { wave, job -> (wave: Int, job: Job, side: ComparedSide)? in
            guard let job, let side = ComparedSide(self, job, workers: workers, room) else { return nil }
            return (wave, job, side)
        }
        return zip(sides, sides.dropFirst()).flatMap { before, after in
            let parts = ChangeParts(self, before.side, after.side, groupOf: groups)
            let questions = CommonQuestions(
                self, before.side, after.side, waves: (waves[before.wave], waves[after.wave]))
            let differences = withholding(
                differences(jobs.key, after.side, before.side), of: [before.job, after.job])
            return differences.enumerated().map { place, difference in
                ChangeRow(
                    waves: (before.wave, after.wave), jobs: (before.job, after.job), difference: difference,
                    stayed: parts.stayed?[difference.place.step], part: parts.parts[difference.place.step],
                    questions: questions,
                    counts: questions.counts(after.side, difference.place.step), isFirst: place == 0)
            }
        }
    }
}

extension ChangeRow {
    static func table(_ rows: [ChangeRow], _ engine: Engine, _ waves: [String], without hidden: Set<Int>) -> Table {
        let differences = rows.map(\.difference)
        let intervals = DifferenceColumns(differences)
        func figures(_ name: String, _ value: (ChangeRow) -> Figure) -> Column {
            var column = FigureColumn()
            for row in rows { column.append(value(row)) }
            return column.column(name)
        }
        func counts(_ name: String, _ value: (ChangeRow) -> Int) -> Column {
            Column(name, .integer, .integers(rows.map(value)))
        }
        func wave(_ name: String, _ value: (ChangeRow) -> Int) -> Column {
            Column(name, .wave, .codes(rows.map { UInt32(value($0)) }, TextDictionary(declared: waves)))
        }
        var stayed = FigureColumn()
        for row in rows { stayed.append(row.stayed.map { Figure(Double($0)) } ?? Figure(why: .personsUnknown)) }
        var why = WhyColumn()
        for row in rows { why.append(row.difference.whyNone ?? row.part.stayers.why ?? row.common.why) }
        let columns = engine.rowColumns(differences.map(\.place), without: hidden)
        let dimensions = columns.count - 3
        let keys =
            Array(columns[..<dimensions]) + [wave("wave_before", \.waves.before), wave("wave_after", \.waves.after)]
            + Array(columns[dimensions...])
        return Table(
            keys + [
                figures("before", \.difference.second), counts("before_n", \.difference.respondents.second),
                figures("after", \.difference.first), counts("after_n", \.difference.respondents.first),
                figures("change", \.difference.value),
            ] + intervals.columns + [
                stayed.wholeColumn("stayed"), figures("stayers", \.part.stayers),
                figures("joiners", \.part.joiners), figures("leavers", \.part.leavers),
                figures("within", \.part.within), figures("composition", \.part.composition),
                counts("questions_before", \.counts.before), counts("questions_after", \.counts.after),
                counts("common", \.counts.common), figures("common_change", \.common),
                figures("beyond_common") { row in
                    guard let why = row.difference.value.why ?? row.common.why else {
                        return Figure(row.difference.value.value - row.common.value)
                    }
                    return Figure(why: why)
                }, why.column,
            ]
        ).withholding(differences, keys).withholding(rows, engine)
    }
}

extension Table {
    /// Without parts of changes that a survey's `hide` withholds: those of people who came, stayed or left, who may be
    /// few in whatever group; those of groups that are shown together only; and scores over some of the questions, which
    /// `needs` may rest on few people.
    fileprivate func withholding(_ rows: [ChangeRow], _ engine: Engine) -> Table {
        guard engine.grouping.isHiding else { return self }
        let names = Set(columns.map(\.name))
        func hiding(_ hidden: Set<String>, in table: Table, where isHidden: (ChangeRow) -> Bool) -> Table {
            table.hiding(rows.map(isHidden), except: names.subtracting(hidden))
        }
        let people = hiding(["stayed", "stayers", "joiners", "leavers"], in: self) { _ in true }
        let groups = hiding(["within", "composition"], in: people) { row in
            engine.grouping.holdsBlock(row.jobs.before) || engine.grouping.holdsBlock(row.jobs.after)
        }
        return hiding(["common_change", "beyond_common"], in: groups) { row in
            row.counts.common != row.counts.before || row.counts.common != row.counts.after
        }
    }
}
