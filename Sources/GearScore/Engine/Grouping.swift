import GearModel
import GearSource
import GearTable

/// One respondent of one survey in one group; may have several records there (two schools, two visits).
struct Unit: BitwiseCopyable {
    /// Position in `Grouping.answers`.
    let answers: Int32
    /// First place in `Grouping.records`, and how many.
    let first: Int32
    var count: Int32
    /// Dense over all surveys.
    let respondent: UInt32
    /// The respondent, or the declared cluster; dense over all surveys.
    let samplingUnit: UInt32
    let stratum: UInt32
    /// The greatest of the records' weights, which ought to be one.
    var weight: Double
}

/// The records and counts of one source in one wave and one combination of the other dimensions in use.
struct BaseGroup {
    /// A rank for each of `Grouping.dimensions`; texts in `Grouping.values`.
    let key: [UInt32]
    var units: Range<Int> = 0..<0
    var hasRepeats = false
    var counts: [(slot: Int, point: Int, count: Int)] = []
    /// By position in the plan's surveys: how many answered behind the counts, where the data say it of all of them.
    var responded: [Int: Int] = [:]
    /// Position in the model's `sources`.
    let source: Int?
    /// Whether a survey's `hide` withholds it.
    var isHidden = false
    /// Whether all of a block is in it, which no part of it may be told from.
    var holdsBlock = false
}

/// Base groups that end in the same rows.
struct Job {
    let groups: Range<Int>
    let recordCount: Int
}

/// All answers of a request, in order: jobs, base groups, respondents.
struct Grouping {
    let answers: [Responses]
    /// Cells after the filter.
    let cells: [CellMatrix]
    /// The dimensions of the rows, then those that `across` adds, then `time` if it is needed.
    let dimensions: [String]
    /// What a bound `at` says, as a dimension; no dimension can be called so.
    static let time = "@"
    /// Texts by rank; a rank beyond them is a missing value.
    private(set) var values: [[String]] = []
    private(set) var units: [Unit] = []
    private(set) var records: [Int32] = []
    private(set) var groups: [BaseGroup] = []
    private(set) var jobs: [Job] = []
    private(set) var respondentCount = 0
    private(set) var isWeighted = false
    /// The greatest sampling weight of any record: what the grids of weighted sums are scaled by.
    private(set) var maxWeight = 0.0
    /// Whether a respondent alone may not be the sampling unit, or units lie in strata.
    private(set) var hasDesign = false
    private(set) var hasStrata = false

    init(_ plan: ScorePlan, _ all: [Responses]) {
        answers = all.filter { plan.surveys.contains($0.survey) }
        let extra = plan.across.map(\.dimension).filter { !plan.rowDimensions.contains($0) }
        let hasTimes = plan.time != nil && answers.contains { $0.times != nil }
        dimensions = plan.rowDimensions + extra + (hasTimes ? [Self.time] : [])
        var kept: [[Bool]?] = []
        var filters: [AnswerFilter?] = []
        var cells: [CellMatrix] = []
        var counts: [[AnswerCount]] = []
        for responses in answers {
            guard let condition = plan.filter, let place = plan.surveys.firstIndex(of: responses.survey) else {
                kept.append(nil)
                filters.append(nil)
                cells.append(responses.cells)
                counts.append(responses.counts)
                continue
            }
            let filter = AnswerFilter(condition, survey: plan.model.surveys[place], context: plan.model)
            // Where nobody waits any longer nothing is kept.
            let filtered =
                (try? filter.apply(to: responses))
                ?? (kept: [Bool](repeating: false, count: responses.recordCount), cells: nil)
            kept.append(filtered.kept)
            filters.append(filter)
            cells.append(filtered.cells ?? responses.cells)
            counts.append(responses.counts.filter { filter.keeps($0, of: responses) })
        }
        self.cells = cells
        do throws(Diagnostic) {
            let ranks = try rankValues(plan.model)
            let groupOf = try assignGroups(plan, ranks, kept)
            try sortRecords(groupOf)
            addCounts(plan, ranks, counts)
            try Threads.goOn()
            hideGroups(kept, filters)
            try makeJobs(plan)
        } catch {
            // Nobody waits for it any longer.
            (units, records, groups, jobs) = ([], [], [], [])
            values += [[String]](repeating: [], count: dimensions.count - values.count)
            maxWeight = max(maxWeight, 1)
        }
    }

    /// Marks the groups that hold a part of what is shown as a whole or not at all.
    private mutating func hideGroups(_ kept: [[Bool]?], _ filters: [AnswerFilter?]) {
        guard isHiding else { return }
        let rankOf = values.map { Dictionary(uniqueKeysWithValues: zip($0, UInt32(0)...)) }
        var hidden: Set<[UInt32]> = []
        var holding: Set<[UInt32]> = []
        for (file, responses) in answers.enumerated() {
            guard let hiding = responses.hiding else { continue }
            if !hiding.isComplementary {
                for group in groups where (1..<hiding.rule.threshold).contains(group.units.count) {
                    hidden.insert(group.key)
                }
                continue
            }
            hidden.formUnion(
                hiding.rows { member -> [UInt32]? in
                    switch member {
                    case .record(let record): if kept[file]?[record] == false { return nil }
                    case .count(let place):
                        if filters[file]?.keeps(responses.counts[place], of: responses) == false { return nil }
                    }
                    let key = dimensions.enumerated().map { place, dimension in
                        responses.text(of: dimension, at: member).flatMap { rankOf[place][$0] }
                            ?? UInt32(values[place].count)
                    }
                    holding.insert(key)
                    return key
                })
        }
        for group in groups.indices {
            groups[group].isHidden = hidden.contains(groups[group].key)
            groups[group].holdsBlock = holding.contains(groups[group].key)
        }
    }

    /// Whether a survey's `hide` withholds anything of it.
    var isHiding: Bool { answers.contains { $0.hiding != nil } }

    func holdsBlock(_ job: Job) -> Bool { groups[job.groups].contains { $0.holdsBlock } }

    /// Whether any of a job's groups is withheld: what is made of it would tell of that.
    func isHidden(_ job: Job) -> Bool { groups[job.groups].contains { $0.isHidden } }

    /// Whether errors of a job that puts groups together tell of the few people who stand in several of them.
    func hidesErrors(_ job: Job) -> Bool {
        guard job.groups.count > 1, isHiding else { return false }
        var seen: Set<UInt32> = []
        for group in groups[job.groups] {
            for unit in units[group.units] where !seen.insert(unit.respondent).inserted { return true }
        }
        return false
    }

    /// Gathers each dimension's texts in the order of output; gives for every file and dimension code → rank.
    private mutating func rankValues(_ context: PlanContext) throws(Diagnostic) -> [[[UInt32]]] {
        var ranks = answers.map { _ in [[UInt32]]() }
        for dimension in dimensions {
            let columns = answers.map { $0.values(of: dimension) }
            var texts = Set<String>()
            for column in columns { texts.formUnion(column?.values ?? []) }
            for responses in answers { texts.formUnion(responses.countedValues(of: dimension)) }
            let sorted = try Self.sorted(texts, of: dimension, context)
            let places = Self.places(sorted, of: dimension)
            for (file, column) in columns.enumerated() {
                ranks[file].append((column?.values ?? []).map { places[$0] ?? 0 })
            }
            values.append(sorted)
        }
        return ranks
    }

    private static func sorted(
        _ texts: Set<String>, of dimension: String, _ context: PlanContext
    ) throws(Diagnostic) -> [String] {
        switch dimension {
        case "wave":
            let order = WaveOrder(context.waves)
            return try Threads.wanted(texts.sortedWhileWanted { order.precedes($0, $1) })
        case time: return try Threads.wanted(texts.sortedWhileWanted { TimeOrder.precedes($0, $1) })
        case _ where context.numbers.contains(dimension):
            return try Threads.wanted(texts.sortedWhileWanted { TimeOrder.precedes($0, $1) })
        default: return try Threads.wanted(texts.sortedWhileWanted { $0.precedes($1) })
        }
    }

    /// The rank of each text; texts that are one time share theirs.
    private static func places(_ sorted: [String], of dimension: String) -> [String: UInt32] {
        var places = Dictionary(uniqueKeysWithValues: zip(sorted, UInt32(0)...))
        guard dimension == time else { return places }
        for place in sorted.indices.dropFirst() where TimeOrder.isSame(sorted[place - 1], sorted[place]) {
            places[sorted[place]] = places[sorted[place - 1]]
        }
        return places
    }

    /// The dense group of each record of each file; `UInt32.max` for what the filter drops, which has no group.
    private mutating func assignGroups(
        _ plan: ScorePlan, _ ranks: [[[UInt32]]], _ kept: [[Bool]?]
    ) throws(Diagnostic) -> [[UInt32]] {
        var keys: [[UInt32]] = [[]]
        var groupOf = zip(answers, kept).map { responses, kept in
            kept.map { $0.map { $0 ? 0 : UInt32.max } } ?? [UInt32](repeating: 0, count: responses.recordCount)
        }
        for (place, dimension) in dimensions.enumerated() {
            var found = RefinedGroups(groups: keys.count, ranks: values[place].count + 1)
            for (file, responses) in answers.enumerated() {
                let codes = responses.values(of: dimension)?.codes ?? []
                try found.refine(
                    &groupOf[file], by: codes, ranks[file][place], missing: UInt32(values[place].count))
            }
            keys = found.pairs.map { keys[Int($0.group)] + [$0.rank] }
        }
        let order = try Threads.wanted(keys.indices.sortedWhileWanted { keys[$0].lexicographicallyPrecedes(keys[$1]) })
        var sortedPlace = [UInt32](repeating: 0, count: keys.count)
        for (place, group) in order.enumerated() { sortedPlace[group] = UInt32(place) }
        groups = order.map { BaseGroup(key: keys[$0], source: source(of: keys[$0], plan)) }
        for file in answers.indices {
            try Threads.goOn()
            for record in groupOf[file].indices where groupOf[file][record] != .max {
                groupOf[file][record] = sortedPlace[Int(groupOf[file][record])]
            }
        }
        if dimensions.isEmpty, !groupOf.contains(where: { $0.contains { $0 != .max } }) { groups = [] }
        return groupOf
    }

    private func source(of key: [UInt32], _ plan: ScorePlan) -> Int? {
        guard let place = dimensions.firstIndex(of: "source"), Int(key[place]) < values[place].count else { return nil }
        return plan.model.sources.firstIndex { $0.heading.name == values[place][Int(key[place])] }
    }

    /// Orders records by group and respondent, and makes a unit of each run.
    private mutating func sortRecords(_ groupOf: [[UInt32]]) throws(Diagnostic) {
        var check = StopCheck()
        var entries: [(file: Int32, record: Int32, group: UInt32, respondent: UInt32)] = []
        entries.reserveCapacity(answers.reduce(0) { $0 + $1.recordCount })
        for (file, responses) in answers.enumerated() {
            let base = UInt32(respondentCount)
            for record in 0..<responses.recordCount where groupOf[file][record] != .max {
                entries.append(
                    (Int32(file), Int32(record), groupOf[file][record], base + responses.respondents[record]))
            }
            respondentCount += responses.respondentKeys.count
            isWeighted = isWeighted || responses.weights != nil
            maxWeight = max(maxWeight, responses.weights.map { $0.max() ?? 0 } ?? 1)
            hasStrata = hasStrata || responses.strata != nil
            hasDesign = hasDesign || responses.strata != nil || responses.clusters != nil
        }
        try Threads.goOn()
        let byRespondent = Self.stableOrder(entries.count, keys: respondentCount) { entries[$0].respondent }
        let order = Self.stableOrder(entries.count, keys: groups.count) { entries[Int(byRespondent[$0])].group }
        try Threads.goOn()
        let design = SamplingDesign(answers, respondentCount: respondentCount)
        let weights = answers.map(\.weights)
        units.reserveCapacity(entries.count)
        records.reserveCapacity(entries.count)
        var (open, first) = (UInt32.max, 0)
        for place in order {
            try check.goOn()
            let entry = entries[Int(byRespondent[Int(place)])]
            let weight = weights[Int(entry.file)]?[Int(entry.record)] ?? 1
            if entry.group == open, let last = units.last, last.respondent == entry.respondent {
                units[units.count - 1].count += 1
                units[units.count - 1].weight = max(last.weight, weight)
                groups[Int(open)].hasRepeats = true
            } else {
                if entry.group != open {
                    if open != .max { groups[Int(open)].units = first..<units.count }
                    (open, first) = (entry.group, units.count)
                }
                let (samplingUnit, stratum) = design.place(Int(entry.file), Int(entry.record), entry.respondent)
                units.append(
                    Unit(
                        answers: entry.file, first: Int32(records.count), count: 1, respondent: entry.respondent,
                        samplingUnit: samplingUnit, stratum: stratum, weight: weight))
            }
            records.append(entry.record)
        }
        if open != .max { groups[Int(open)].units = first..<units.count }
    }

    /// The places 0..<count in order of their keys, of which there are `keys`, equal ones as they come.
    static func stableOrder(_ count: Int, keys: Int, _ key: (Int) -> UInt32) -> [Int32] {
        var starts = [Int32](repeating: 0, count: keys + 1)
        var (last, isInOrder) = (UInt32(0), true)
        for place in 0..<count {
            let key = key(place)
            starts[Int(key) + 1] += 1
            isInOrder = isInOrder && last <= key
            last = key
        }
        if isInOrder { return Array(0..<Int32(count)) }
        for key in 0..<keys { starts[key + 1] += starts[key] }
        var order = [Int32](repeating: 0, count: count)
        for place in 0..<count {
            let key = Int(key(place))
            order[Int(starts[key])] = Int32(truncatingIfNeeded: place)
            starts[key] += 1
        }
        return order
    }

    private mutating func addCounts(_ plan: ScorePlan, _ ranks: [[[UInt32]]], _ counts: [[AnswerCount]]) {
        if counts.allSatisfy(\.isEmpty) { return }
        var places = Dictionary(uniqueKeysWithValues: groups.enumerated().map { ($1.key, $0) })
        let rankOf = values.map { Dictionary(uniqueKeysWithValues: zip($0, UInt32(0)...)) }
        var isChanged = false
        for (file, responses) in answers.enumerated() {
            guard let survey = plan.surveys.firstIndex(of: responses.survey) else { continue }
            let columns = dimensions.map { name in responses.dimensions.firstIndex { $0.name == name } }
            for count in counts[file] where count.count > 0 {
                guard
                    let slot = plan.slots.firstIndex(where: { $0.survey == survey && $0.question == count.question })
                else { continue }
                let key = columns.enumerated().map { place, column -> UInt32 in
                    column.flatMap { rankOf[place][count.group[$0]] } ?? UInt32(values[place].count)
                }
                if places[key] == nil {
                    places[key] = groups.count
                    groups.append(BaseGroup(key: key, source: source(of: key, plan)))
                    isChanged = true
                }
                if let group = places[key] { groups[group].counts.append((slot, count.point, count.count)) }
            }
            for (key, count) in responded(responses, kept: counts[file], rankOf) {
                if let group = places[key], let count { groups[group].responded[survey] = count }
            }
        }
        if isChanged { groups.sort { $0.key.lexicographicallyPrecedes($1.key) } }
    }

    /// How many answered, by group; nil where that is not known of all that the group's counts come from, or where the
    /// filter left out some of their answers.
    private func responded(
        _ responses: Responses, kept: [AnswerCount], _ rankOf: [[String: UInt32]]
    ) -> [[UInt32]: Int?] {
        if responses.responded.isEmpty { return [:] }
        let columns = dimensions.map { name in responses.dimensions.firstIndex { $0.name == name } }
        let said = Dictionary(responses.responded.map { ($0.group, $0.count) }, uniquingKeysWith: { first, _ in first })
        let whole = responses.counts.reduce(into: [[String]: Int]()) { $0[$1.group, default: 0] += 1 }
        let left = kept.reduce(into: [[String]: Int]()) { $0[$1.group, default: 0] += 1 }
        var sums: [[UInt32]: Int?] = [:]
        for (group, count) in left {
            let key = columns.enumerated().map { place, column -> UInt32 in
                column.flatMap { rankOf[place][group[$0]] } ?? UInt32(values[place].count)
            }
            guard count == whole[group], let said = said[group], let sum = sums[key, default: 0] else {
                sums[key] = .some(nil)
                continue
            }
            sums[key] = sum + said
        }
        return sums
    }

    /// Neighbours alike in all that rows show are one job: what differs is combined.
    private mutating func makeJobs(_ plan: ScorePlan) throws(Diagnostic) {
        let combined = Set(combinedDimensions(plan))
        let shown = dimensions.indices.filter { !combined.contains(dimensions[$0]) }
        // Groups are in the order of all dimensions as it is.
        let sorted =
            shown.count == dimensions.count
            ? groups
            : groups.sortedWhileWanted { left, right in
                let (a, b) = (shown.map { left.key[$0] }, shown.map { right.key[$0] })
                return a == b ? left.key.lexicographicallyPrecedes(right.key) : a.lexicographicallyPrecedes(b)
            }
        groups = try Threads.wanted(sorted)
        var start = 0
        var check = StopCheck()
        while start < groups.count {
            try check.goOn()
            var end = start + 1
            while end < groups.count, shown.allSatisfy({ groups[end].key[$0] == groups[start].key[$0] }) { end += 1 }
            jobs.append(
                Job(groups: start..<end, recordCount: groups[start..<end].reduce(0) { $0 + $1.units.count }))
            start = end
        }
    }

    func combinedDimensions(_ plan: ScorePlan) -> [String] {
        plan.across.map(\.dimension) + timeDimensions(plan) + (plan.sourceWeights.isEmpty ? [] : ["source"])
    }

    /// What `time` puts in order and together: waves, and within a wave what a bound `at` says.
    func timeDimensions(_ plan: ScorePlan) -> [String] {
        guard plan.time != nil else { return [] }
        return (plan.combinesWaves ? ["wave"] : []) + dimensions.filter { $0 == Self.time }
    }
}

extension Responses {
    fileprivate func values(of dimension: String) -> DimensionValues? {
        dimension == Grouping.time ? times : dimensions.first { $0.name == dimension }
    }

    /// The texts that groups of counts have in a dimension.
    fileprivate func countedValues(of dimension: String) -> Set<String> {
        guard !counts.isEmpty, let column = dimensions.firstIndex(where: { $0.name == dimension }) else { return [] }
        return Set(counts.lazy.map { $0.group[column] }.filter { !$0.isEmpty })
    }
}
