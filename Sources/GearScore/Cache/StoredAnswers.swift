import GearModel
import GearTable

extension Intake {
    /// Puts what was taken in into a sink, so that `restored` gives the same.
    package func store(_ responses: Responses, _ report: IntakeReport, in sink: ByteSink) {
        let findings = StoredFindings(places)
        sink.put(report.findings) { findings.put($0, into: sink) }
        sink.put(report.files) { file in
            sink.put(file.file)
            sink.put(file.binding)
            for count in [file.rowsRead, file.rowsSetAside, file.cellsSetAside, file.repeats] { sink.put(count) }
        }
        storeRecords(responses, in: sink)
        storeCounts(responses, in: sink)
        sink.put(responses.invited) { invited in
            sink.put(invited.group) { pair in
                sink.put(pair.dimension)
                sink.put(pair.value)
            }
            sink.put(invited.count)
        }
    }

    /// Whether what was taken in is whole and can be kept.
    package func canStore(_ report: IntakeReport) -> Bool {
        let findings = StoredFindings(places)
        return !report.wasStopped && report.findings.allSatisfy { $0.severity != .error && findings.canKeep($0) }
    }

    private func storeRecords(_ responses: Responses, in sink: ByteSink) {
        sink.put(responses.recordCount)
        sink.put(responses.width)
        let rows = responses.cells.rows
        sink.put(rows.size == .half ? 1 : 0)
        for record in 0..<responses.recordCount {
            sink.put(UnsafeRawBufferPointer(start: rows[record].base, count: rows.size.byteCount(responses.width)))
        }
        sink.put(responses.numbers.sorted { $0.key < $1.key }) { question, numbers in
            sink.put(question)
            sink.put(numbers)
        }
        sink.put(responses.respondents)
        responses.respondentKeys.store(in: sink)
        sink.put(responses.dimensions) { store($0, in: sink) }
        sink.put([responses.weights].compactMap { $0 }) { sink.put($0) }
        sink.put([responses.clusters].compactMap { $0 }) { sink.put($0) }
        sink.put([responses.strata].compactMap { $0 }) { sink.put($0) }
        sink.put([responses.times].compactMap { $0 }) { store($0, in: sink) }
    }

    private func store(_ dimension: DimensionValues, in sink: ByteSink) {
        sink.put(dimension.name)
        sink.put(dimension.values)
        sink.put(dimension.codes)
    }

    /// Groups once each; of counts and numbers of respondents, which group it is.
    private func storeCounts(_ responses: Responses, in sink: ByteSink) {
        var places: [[String]: Int] = [:]
        var groups: [[String]] = []
        func place(_ group: [String]) -> Int {
            if let known = places[group] { return known }
            places[group] = groups.count
            groups.append(group)
            return groups.count - 1
        }
        let counts = responses.counts.map { (place($0.group), $0) }
        let responded = responses.responded.map { (place($0.group), $0) }
        sink.put(groups) { sink.put($0) }
        sink.put(counts) { group, count in
            for number in [group, count.question, count.point, count.count] { sink.put(number) }
        }
        sink.put(responded) { group, responded in
            sink.put(group)
            sink.put(responded.count)
        }
    }
}
