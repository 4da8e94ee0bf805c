import GearModel
import GearTable

extension RecordStore {
    /// Whether some cells or records have to be set aside, so that the files must be gone through again to say
    /// which rows these are.
    func needsReview(_ context: SurveyContext) -> Bool {
        if !contradictions.isEmpty || !conflicts.isEmpty { return true }
        let sources = sourceOfCode(context)
        guard sources.contains(where: { $0.map { !context.notAsked[$0].isEmpty } ?? false }) else { return false }
        return (0..<rowCount).contains { row in
            guard let source = source(row, sources) else { return false }
            let cells = cells(of: row)
            return context.notAsked[source].contains { Self.isStated(size.code(cells, $0)) }
        }
    }

    /// Whether a cell holds more than that nothing was answered.
    static func isStated(_ code: UInt8) -> Bool { code != CellCode.unseen && code != CellCode.skipped }

    /// The records as scores are made from them: what is set aside is out, cells that no row speaks of are
    /// filled, dimension values are in order. It is the last that is asked of a store.
    func finished(_ context: SurveyContext, threads: Int = 1) -> Responses {
        let kept = (0..<rowCount).filter { row in
            let cells = cells(of: row)
            return !contradictions.contains(row) && (0..<rowLength).contains { cells[$0] != size.unseenByte }
        }
        var responses = Responses(survey: context.place, width: width)
        responses.recordCount = kept.count
        finishCells(kept, context, threads: threads)
        responses.cells = CellMatrix(width: width, rows: kept.map { UnsafePointer(cells(of: $0)) }, size, holder: self)
        for (question, slot) in numberSlots.enumerated() where slot >= 0 {
            responses.numbers[question] = kept.map { row in
                size.code(cells(of: row), question) == 1 ? numbers[slot][row] : .nan
            }
        }
        let people = Self.dense(kept.map { respondent(of: $0) })
        responses.respondents = people.codes
        responses.respondentKeys = RespondentKeys(respondents, people.originals)
        responses.dimensions = context.dimensions.enumerated().map { place, name in
            let values = Self.ordered(kept.map { dimension(place, of: $0) }, dimensions[place], DimensionText.order)
            return DimensionValues(name: name, codes: values.codes, values: values.texts)
        }
        let weights = kept.map { notes[$0].weight }
        if weights.contains(where: { !$0.isNaN }) { responses.weights = weights.map { $0.isNaN ? 1 : $0 } }
        responses.clusters = units(kept.map { notes[$0].cluster }, else: responses.respondents)
        responses.strata = units(kept.map { notes[$0].stratum }, else: nil)
        let times = kept.map { instant(of: $0) }
        if times.contains(where: { $0 != Self.none }) {
            let values = Self.ordered(times, instants, TimeOrder.precedes)
            responses.times = DimensionValues(name: "at", codes: values.codes, values: values.texts)
        }
        forgetRecords()
        return responses
    }

    /// Fills, in place, what no row speaks of; conflicting answers and those that were not asked for are gone.
    private func finishCells(_ kept: [Int], _ context: SurveyContext, threads: Int) {
        let sources = sourceOfCode(context)
        let ranges = evenRanges(kept.count, workers: kept.count * width < 1 << 20 ? 1 : threads)
        // Each thread writes rows of its own.
        Threads.run(ranges.count) { part in
            for place in ranges[part] { finish(kept[place], context, sources) }
        }
        conflicts.forEach { cell in
            let (cells, question) = (cells(of: cell / width), cell % width)
            if size.code(cells, question) != CellCode.notShown { size.put(CellCode.skipped, cells, question) }
        }
    }

    private func finish(_ row: Int, _ context: SurveyContext, _ sources: [Int?]) {
        let fill = notes[row].fill == .max ? CellCode.notShown : notes[row].fill
        let cells = cells(of: row)
        size.fill(UnsafeMutableBufferPointer(start: cells, count: rowLength), with: fill)
        guard let source = source(row, sources) else { return }
        for question in context.notAsked[source] { size.put(CellCode.notShown, cells, question) }
    }

    /// The declared source of each code of the first dimension.
    func sourceOfCode(_ context: SurveyContext) -> [Int?] {
        (0..<dimensions[0].count).map { context.sources.item(dimensions[0].text($0)) }
    }

    func source(_ row: Int, _ sources: [Int?]) -> Int? {
        let code = dimension(0, of: row)
        return code == Self.none ? nil : sources[Int(code)]
    }

    /// Dense numbers for clusters or strata. Records without are a cluster each (their respondent's), or one
    /// stratum together; nil if no record has any.
    private func units(_ codes: [UInt32], else respondents: [UInt32]?) -> [UInt32]? {
        guard codes.contains(where: { $0 != Self.none }) else { return nil }
        let declared = (codes.filter { $0 != Self.none }.max() ?? 0) &+ 1
        let all = codes.enumerated().map { place, code in
            code != Self.none ? code : declared &+ (respondents?[place] ?? 0)
        }
        return Self.dense(all).codes
    }

    /// The same numbers, from 0 in order of first sight, and what each stood for.
    private static func dense(_ codes: [UInt32]) -> (codes: [UInt32], originals: [UInt32]) {
        var places = [UInt32](repeating: none, count: codes.reduce(0) { max($0, Int($1) + 1) })
        var originals: [UInt32] = []
        let dense = codes.map { code in
            if places[Int(code)] == none {
                places[Int(code)] = UInt32(truncatingIfNeeded: originals.count)
                originals.append(code)
            }
            return places[Int(code)]
        }
        return (dense, originals)
    }

    /// Codes renumbered in the order of their texts, only those that occur.
    private static func ordered(
        _ codes: [UInt32], _ table: ByteTable, _ order: (String, String) -> Bool
    ) -> (codes: [UInt32], texts: [String]) {
        var isUsed = [Bool](repeating: false, count: table.count)
        for code in codes where code != none { isUsed[Int(code)] = true }
        let used = isUsed.indices.filter { isUsed[$0] }
        let sorted = used.map { (code: $0, text: table.text($0)) }.sorted { order($0.text, $1.text) }
        var places = [UInt32](repeating: DimensionValues.missing, count: table.count)
        for (place, entry) in sorted.enumerated() { places[entry.code] = UInt32(truncatingIfNeeded: place) }
        return (codes.map { $0 == none ? DimensionValues.missing : places[Int($0)] }, sorted.map(\.text))
    }
}

/// How the values of dimensions order.
enum DimensionText {
    static func order(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }
}
