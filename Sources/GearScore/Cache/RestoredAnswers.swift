import GearModel
import GearTable

extension Intake {
    private typealias Unsound = ByteSource.Unsound

    /// What `store` put; nil if these bytes cannot be that: everything that the code beyond relies on is checked.
    package func restored(_ source: ByteSource) -> (responses: Responses, report: IntakeReport)? {
        var source = source
        do throws(Unsound) {
            let report = try report(&source)
            var responses = try records(&source)
            try takeCounts(&source, into: &responses)
            responses.invited = try source.list { (source) throws(Unsound) in
                let group = try source.list { (source) throws(Unsound) in
                    (dimension: try source.text(), value: try source.text())
                }
                return Invited(group: group, count: try source.number(in: 0...Self.mostCounted))
            }
            guard source.isAtEnd else { throw Unsound() }
            return (responses, report)
        } catch {
            return nil
        }
    }

    /// A count has at most 15 digits.
    private static let mostCounted = 999_999_999_999_999

    private func report(_ source: inout ByteSource) throws(Unsound) -> IntakeReport {
        let findings = StoredFindings(places)
        var report = IntakeReport()
        report.findings = try source.list { (source) throws(Unsound) in try findings.finding(&source) }
        report.files = try source.list { (source) throws(Unsound) in
            var file = FileReport(file: try source.text(), binding: try source.text())
            file.rowsRead = try source.number(in: 0...Self.mostCounted)
            file.rowsSetAside = try source.number(in: 0...Self.mostCounted)
            file.cellsSetAside = try source.number(in: 0...Self.mostCounted)
            file.repeats = try source.number(in: 0...Self.mostCounted)
            return file
        }
        return report
    }

    // MARK: Records

    private func records(_ source: inout ByteSource) throws(Unsound) -> Responses {
        var responses = Responses(survey: context.place, width: context.width)
        let count = try source.number(in: 0...(options.mostCells / max(1, context.width)))
        guard try source.number() == context.width else { throw Unsound() }
        responses.recordCount = count
        responses.cells = try cells(&source, count)
        let numbers = try source.list { (source) throws(Unsound) in
            let question = try source.number(in: 0...max(0, context.width - 1))
            return (question, try self.numbers(&source, of: question, responses))
        }
        responses.numbers = Dictionary(numbers) { first, _ in first }
        let ranges = (0..<context.width).filter { context.scale(of: $0)?.range != nil }
        // Without any record there need be none.
        guard count == 0 || Set(responses.numbers.keys) == Set(ranges) else { throw Unsound() }
        responses.respondents = try dense(&source, count)
        responses.respondentKeys = try RespondentKeys(restoring: &source)
        guard responses.respondentKeys.count == distinct(responses.respondents) else { throw Unsound() }
        responses.dimensions = try source.list { (source) throws(Unsound) in
            try dimension(&source, count, DimensionText.order)
        }
        let names = responses.dimensions.map(\.name)
        guard names.isEmpty && count == 0 || names.starts(with: context.dimensions), Set(names).count == names.count
        else { throw Unsound() }
        responses.weights = try optional(&source) { (source) throws(Unsound) in try weights(&source, count) }
        responses.clusters = try optional(&source) { (source) throws(Unsound) in try dense(&source, count) }
        responses.strata = try optional(&source) { (source) throws(Unsound) in try dense(&source, count) }
        responses.times = try optional(&source) { (source) throws(Unsound) in
            try dimension(&source, count, TimeOrder.precedes)
        }
        return responses
    }

    private func optional<Value>(
        _ source: inout ByteSource, _ value: (inout ByteSource) throws(Unsound) -> Value
    ) throws(Unsound) -> Value? {
        let list = try source.list(value)
        guard list.count <= 1 else { throw Unsound() }
        return list.first
    }

    /// The cells stay where they are; each is looked at once, as many at a time as a vector holds.
    private func cells(_ source: inout ByteSource, _ count: Int) throws(Unsound) -> CellMatrix {
        let width = context.width
        let size: CellSize = try source.number(in: 0...1) == 1 ? .half : .byte
        let length = size.byteCount(width)
        let last = (0..<width).map { lastCode(of: $0) }
        let bytes = try source.take(count * length)
        guard size == .byte || last.allSatisfy({ $0 <= CellSize.mostPointsOfHalf }) else { throw Unsound() }
        guard let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else {
            return CellMatrix(width: width, rowCount: count, [])
        }
        let rows = (0..<count).map { base + $0 * length }
        let ranges = evenRanges(count, workers: count * width < 1 << 20 ? 1 : options.threads)
        nonisolated(unsafe) let places = rows
        let areSound = Threads.map(ranges.count) { part in
            places[ranges[part]].allSatisfy { size == .half ? Self.areHalvesSound($0, last) : Self.isSound($0, last) }
        }
        guard !areSound.contains(false) else { throw Unsound() }
        return CellMatrix(width: width, rows: rows, size, holder: source.bytes)
    }

    /// The greatest code of a point of a question: 1 where it stands for a number or a text.
    private func lastCode(of question: Int) -> UInt8 {
        guard let scale = context.scale(of: question), scale.range == nil else { return 1 }
        return UInt8(clamping: min(scale.points.count, Int(CellCode.lastPoint)))
    }

    private static func isSound(_ row: UnsafePointer<UInt8>, _ last: [UInt8]) -> Bool {
        var wrong: UInt8 = 0
        for question in last.indices {
            let code = row[question]
            wrong |= code > last[question] && code < CellCode.notShown ? 1 : 0
        }
        return wrong == 0
    }

    /// The same for two questions a byte.
    private static func areHalvesSound(_ row: UnsafePointer<UInt8>, _ last: [UInt8]) -> Bool {
        var wrong: UInt8 = 0
        for byte in 0..<last.count / 2 {
            let halves = row[byte]
            wrong |= halves & 0xF > last[2 * byte] + UInt8(Layout.firstPoint) - 1 ? 1 : 0
            wrong |= halves >> 4 > last[2 * byte + 1] + UInt8(Layout.firstPoint) - 1 ? 1 : 0
        }
        guard last.count % 2 == 1, let own = last.last else { return wrong == 0 }
        return wrong == 0 && row[last.count / 2] & 0xF <= own + UInt8(Layout.firstPoint) - 1
    }

    private func numbers(
        _ source: inout ByteSource, of question: Int, _ responses: Responses
    ) throws(Unsound) -> [Double] {
        let numbers = try source.doubles()
        guard numbers.count == responses.recordCount, let range = context.scale(of: question)?.range else {
            throw Unsound()
        }
        let (low, high) = (range.low.double, range.high.double)
        for (record, number) in numbers.enumerated() {
            let isThere = responses.cells[record, question] == 1
            guard isThere ? number >= low && number <= high : number.isNaN else { throw Unsound() }
        }
        return numbers
    }

    private func weights(_ source: inout ByteSource, _ count: Int) throws(Unsound) -> [Double] {
        let weights = try source.doubles()
        guard weights.count == count, weights.allSatisfy(RecordShape.isWeight) else { throw Unsound() }
        return weights
    }

    /// Numbers from 0 in order of first sight.
    private func dense(_ source: inout ByteSource, _ count: Int) throws(Unsound) -> [UInt32] {
        let codes = try source.codes()
        var next: UInt32 = 0
        for code in codes {
            guard code <= next else { throw Unsound() }
            if code == next { next &+= 1 }
        }
        guard codes.count == count else { throw Unsound() }
        return codes
    }

    private func distinct(_ dense: [UInt32]) -> Int { dense.max().map { Int($0) + 1 } ?? 0 }

    private func dimension(
        _ source: inout ByteSource, _ count: Int, _ precedes: (String, String) -> Bool
    ) throws(Unsound) -> DimensionValues {
        let name = try source.text()
        let values = try source.texts()
        let codes = try source.codes()
        let known = UInt32(clamping: values.count)
        guard codes.count == count, codes.allSatisfy({ $0 < known || $0 == DimensionValues.missing }),
            !zip(values, values.dropFirst()).contains(where: { precedes($1, $0) })
        else { throw Unsound() }
        return DimensionValues(name: name, codes: codes, values: values)
    }

    // MARK: Counts

    private func takeCounts(_ source: inout ByteSource, into responses: inout Responses) throws(Unsound) {
        let width = responses.dimensions.count
        let groups = try source.list { (source) throws(Unsound) in
            let group = try source.texts()
            guard group.count == width else { throw Unsound() }
            return group
        }
        let lastGroup = groups.count - 1
        responses.counts = try source.list { (source) throws(Unsound) in
            let group = try source.number(in: 0...max(0, lastGroup))
            let question = try source.number(in: 0...max(0, context.width - 1))
            let point = try source.number()
            guard lastGroup >= 0, question < context.width, let scale = context.scale(of: question),
                scale.points.indices.contains(point)
            else { throw Unsound() }
            return AnswerCount(
                group: groups[group], question: question, point: point,
                count: try source.number(in: 0...Self.mostCounted))
        }
        responses.responded = try source.list { (source) throws(Unsound) in
            guard lastGroup >= 0 else { throw Unsound() }
            let group = try source.number(in: 0...lastGroup)
            return RespondedCount(group: groups[group], count: try source.number(in: 0...Self.mostCounted))
        }
        guard responses.counts.count <= CountsPass.mostCounts, responses.responded.count <= CountsPass.mostCounts
        else { throw Unsound() }
    }
}
