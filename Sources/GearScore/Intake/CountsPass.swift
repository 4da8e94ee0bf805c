import GearModel
import GearSource
import GearTable

/// Takes in files of the counts layout: a row a group, a column a question and point.
///
/// Such files are small (a row a district), so one thread reads them, and findings are known at once.
final class CountsPass: @unchecked Sendable {
    private struct Key: Hashable {
        let group: Int
        let question: Int
        let point: Int
    }

    private struct Entry {
        let count: Int
        /// Where it was read: the file's place among `files`, and within it.
        let file: Int
        let locator: Int
        let column: String
        var isContradicted = false

        func precedes(_ other: Entry) -> Bool {
            (file, locator, column) < (other.file, other.locator, other.column)
        }
    }

    /// What one file gave.
    struct FileOutcome {
        let file: RowFile
        var report: FileReport
        var log = FindingLog()
    }

    private let context: SurveyContext
    private let reject: (@Sendable (Reject) -> Void)?
    private var groups: [[String]: Int] = [:]
    private var entries: [Key: Entry] = [:]
    /// How many answered, by group.
    private var responded: [Int: Entry] = [:]
    private var dimensionValues = DimensionCache()
    private var rejected: [(file: Int, locator: Int, column: String, fault: Fault)] = []
    private(set) var files: [FileOutcome] = []
    /// Whether counts were left out because there are more than `mostCounts`.
    private(set) var isFull = false

    static let mostCounts = 1 << 22

    init(_ context: SurveyContext, reject: (@Sendable (Reject) -> Void)?) {
        self.context = context
        self.reject = reject
    }

    func begin(_ file: RowFile, _ report: FileReport) {
        files.append(FileOutcome(file: file, report: report))
        dimensionValues = DimensionCache()
    }

    func take(
        _ batch: borrowing RowBatch, _ plan: FilePlan, _ columns: [CountColumn], _ respondedColumns: [RespondedColumn]
    ) {
        let file = files.count - 1
        files[file].report.rowsRead += batch.rowCount + batch.problems.count
        for problem in batch.problems { setAside(.malformed(problem.kind), problem.place, "") }
        for row in 0..<batch.rowCount {
            var texts: [String] = []
            for column in plan.shape.columns { texts.append(batch.text(row, column)) }
            switch plan.shape.read(texts, &dimensionValues) {
            case .failure(let fault):
                setAside(fault, batch.locator(row), plan.shape.column(of: fault).map { plan.columns[$0] } ?? "")
            case .success(let key):
                for column in columns {
                    let text = batch.text(row, column.column)
                    take(text, key.dimensions, column, plan, batch.locator(row))
                }
                for column in respondedColumns {
                    takeResponded(
                        batch.text(row, column.column), key.dimensions, column, plan, batch.locator(row))
                }
            }
        }
        if rejected.count >= 1 << 16 { handOnRejects() }
    }

    private func take(
        _ text: String, _ dimensions: [String?], _ column: CountColumn, _ plan: FilePlan, _ locator: Int
    ) {
        let trimmed = DecimalText.trim(text)
        if trimmed.isEmpty || plan.shape.absent.item(text) != nil { return }
        let name = plan.columns[column.column]
        guard let count = Self.count(trimmed) else { return setCellAside(.badCount(text), locator, name) }
        var values = dimensions.map { $0 ?? "" }
        if let source = column.source { values[0] = source }
        if let wave = column.wave { values[1] = wave }
        guard let source = context.sources.item(values[0]) else {
            return setCellAside(.missing("source"), locator, name)
        }
        guard context.isAsked(column.question, of: source) else {
            if count == 0 { return }
            return setCellAside(.notAsked(question: column.question, source: source), locator, name)
        }
        guard entries.count < Self.mostCounts else {
            isFull = true
            return
        }
        let key = Key(group: group(values), question: column.question, point: column.point)
        put(Entry(count: count, file: files.count - 1, locator: locator, column: name), key)
    }

    private func group(_ values: [String]) -> Int {
        let group = groups[values] ?? groups.count
        groups[values] = group
        return group
    }

    private func takeResponded(
        _ text: String, _ dimensions: [String?], _ column: RespondedColumn, _ plan: FilePlan, _ locator: Int
    ) {
        let trimmed = DecimalText.trim(text)
        if trimmed.isEmpty || plan.shape.absent.item(text) != nil { return }
        let name = plan.columns[column.column]
        guard let count = Self.count(trimmed) else { return setCellAside(.badCount(text), locator, name) }
        var values = dimensions.map { $0 ?? "" }
        if let source = column.source { values[0] = source }
        if let wave = column.wave { values[1] = wave }
        guard let source = context.sources.item(values[0]) else {
            return setCellAside(.missing("source"), locator, name)
        }
        guard context.survey.asks.contains(source) else {
            if count > 0 { setCellAside(.sourceNotAsked(source), locator, name) }
            return
        }
        guard responded.count < Self.mostCounts else {
            isFull = true
            return
        }
        let entry = Entry(count: count, file: files.count - 1, locator: locator, column: name)
        let group = group(values)
        guard let known = responded[group] else {
            responded[group] = entry
            return
        }
        if known.count == count, !known.isContradicted { return }
        let fault = Fault.attributeConflict(values.filter { !$0.isEmpty }.joined(separator: ", "))
        if !known.isContradicted {
            setCellAside(fault, known.locator, known.column, file: known.file)
            responded[group]?.isContradicted = true
        }
        setCellAside(fault, locator, name)
    }

    /// Sets aside numbers of respondents that are smaller than the number of answers to one question.
    private func checkResponded() {
        var largest: [Int: (question: Int, count: Int)] = [:]
        var sums: [Key: Int] = [:]
        for (key, entry) in entries where responded[key.group] != nil && !entry.isContradicted {
            sums[Key(group: key.group, question: key.question, point: 0), default: 0] += entry.count
        }
        for (key, count) in sums {
            let known = largest[key.group]
            // Of equal ones the first question, whatever the order of the dictionary.
            if let known, (known.count, -known.question) >= (count, -key.question) { continue }
            largest[key.group] = (key.question, count)
        }
        let wrong = responded.filter { group, entry in entry.count < largest[group]?.count ?? 0 }
        for (group, entry) in wrong.sorted(by: { $0.value.precedes($1.value) })
        where !entry.isContradicted {
            guard let (question, count) = largest[group] else { continue }
            setCellAside(
                .tooFewResponded(entry.count, question: question, count: count), entry.locator, entry.column,
                file: entry.file)
            responded[group]?.isContradicted = true
        }
    }

    /// The same count twice counts once; different ones are all set aside.
    private func put(_ entry: Entry, _ key: Key) {
        guard let known = entries[key] else {
            entries[key] = entry
            return
        }
        if known.count == entry.count, !known.isContradicted {
            files[entry.file].report.repeats += 1
            return
        }
        let fault = Fault.countConflict(question: key.question, point: key.point)
        if !known.isContradicted {
            setCellAside(fault, known.locator, known.column, file: known.file)
            entries[key]?.isContradicted = true
        }
        setCellAside(fault, entry.locator, entry.column)
    }

    /// What is known after the last file, in order.
    func finished() -> (counts: [AnswerCount], responded: [RespondedCount]) {
        checkResponded()
        handOnRejects()
        var values = [[String]](repeating: [], count: groups.count)
        for (group, place) in groups { values[place] = group }
        let order = values.indices.sorted { values[$0].lexicographicallyPrecedes(values[$1], by: DimensionText.order) }
        var rank = [Int](repeating: 0, count: values.count)
        for (place, group) in order.enumerated() { rank[group] = place }
        let kept = entries.filter { !$0.value.isContradicted }.sorted { left, right in
            (rank[left.key.group], left.key.question, left.key.point)
                < (rank[right.key.group], right.key.question, right.key.point)
        }
        let counts = kept.map { key, entry in
            AnswerCount(group: values[key.group], question: key.question, point: key.point, count: entry.count)
        }
        let known = responded.filter { !$0.value.isContradicted }.sorted { rank[$0.key] < rank[$1.key] }
        return (counts, known.map { RespondedCount(group: values[$0.key], count: $0.value.count) })
    }

    /// A whole number in at most 15 digits, `.0` allowed after it.
    static func count(_ text: Substring) -> Int? {
        let digits = text.hasSuffix(".0") ? text.dropLast(2) : text
        guard digits.utf8.count <= 15, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(digits)
    }

    // MARK: Setting aside

    private func setAside(_ fault: Fault, _ locator: Int, _ column: String) {
        files[files.count - 1].report.rowsSetAside += 1
        note(fault, locator, column, files.count - 1)
    }

    private func setCellAside(_ fault: Fault, _ locator: Int, _ column: String, file: Int? = nil) {
        let file = file ?? files.count - 1
        files[file].report.cellsSetAside += 1
        note(fault, locator, column, file)
    }

    private func note(_ fault: Fault, _ locator: Int, _ column: String, _ file: Int) {
        files[file].log.note(fault, at: locator, column: column)
        if reject != nil { rejected.append((file, locator, column, fault)) }
    }

    private func handOnRejects() {
        guard let reject else { return }
        for (place, outcome) in files.enumerated() {
            let own = rejected.filter { $0.file == place }
            var counter = outcome.file.lineCounter
            outcome.file.handOn(own.map { ($0.locator, $0.column, $0.fault) }, context, &counter, to: reject)
        }
        rejected.removeAll(keepingCapacity: true)
    }
}

extension RowFile {
    /// Hands on what is said of rows and cells that are set aside, in the order given. `counter` is one of this file.
    func handOn(
        _ entries: [(locator: Int, column: String, fault: Fault)], _ context: SurveyContext,
        _ counter: inout LineCounter, to reject: (Reject) -> Void
    ) {
        // What is wrong with a row is often wrong with the next.
        var last: (fault: Fault, reason: String)?
        for (entry, line) in zip(entries, counter.lines(at: entries.map(\.locator))) {
            var reason = ""
            if let last, last.fault == entry.fault {
                reason = last.reason
            } else if case .malformed(let kind) = entry.fault {
                reason = message(for: kind)
            } else {
                reason = entry.fault.message(context)
            }
            last = (entry.fault, reason)
            reject(Reject(file: path, line: line, column: entry.column, code: entry.fault.code.id, reason: reason))
        }
    }
}
