import GearModel
import GearSource
import GearTable

/// Takes in files of the counts layout: a row a group, a column a question and point.
///
/// Such files are small (a row a district), so one thread reads them, and findings are known at once.
final class CountsPass: @unchecked Sendable {
    private struct Key: Hashable {
        let group: [String]
        let question: Int
        let point: Int
    }

    private struct Entry {
        let count: Int
        /// Where it was read: the file's place among `logs`, and within it.
        let file: Int
        let locator: Int
        let column: String
        var isContradicted = false
    }

    /// What one file gave.
    struct FileOutcome {
        var report: FileReport
        var log = FindingLog()
        var rejects: [(locator: Int, column: String, fault: Fault)] = []
    }

    private let context: SurveyContext
    private var entries: [Key: Entry] = [:]
    private(set) var files: [FileOutcome] = []
    private let keepsRejects: Bool
    private var dimensionValues = DimensionCache()

    init(_ context: SurveyContext, keepsRejects: Bool) {
        self.context = context
        self.keepsRejects = keepsRejects
    }

    func begin(_ report: FileReport) {
        files.append(FileOutcome(report: report))
        dimensionValues = DimensionCache()
    }

    func take(_ batch: borrowing RowBatch, _ plan: FilePlan, _ columns: [CountColumn]) {
        let file = files.count - 1
        for problem in batch.problems {
            files[file].report.rowsRead += 1
            setAside(.malformed(problem.kind), problem.place)
        }
        for row in 0..<batch.rowCount {
            files[file].report.rowsRead += 1
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
            }
        }
    }

    private func take(
        _ text: String, _ dimensions: [String?], _ column: CountColumn, _ plan: FilePlan, _ locator: Int
    ) {
        let trimmed = DecimalText.trim(text)
        if trimmed.isEmpty || plan.shape.absent.item(text) != nil { return }
        let name = plan.columns[column.column]
        guard let count = Self.count(trimmed) else { return setCellAside(.badCount(text), locator, name) }
        var group = dimensions.map { $0 ?? "" }
        if let source = column.source { group[0] = source }
        if let wave = column.wave { group[1] = wave }
        guard let source = context.sources.item(group[0]) else {
            return setCellAside(.missing("source"), locator, name)
        }
        guard context.isAsked(column.question, of: source) else {
            if count == 0 { return }
            return setCellAside(.notAsked(question: column.question, source: source), locator, name)
        }
        let key = Key(group: group, question: column.question, point: column.point)
        guard let known = entries[key] else {
            entries[key] = Entry(count: count, file: files.count - 1, locator: locator, column: name)
            return
        }
        if known.count == count, !known.isContradicted {
            files[files.count - 1].report.repeats += 1
            return
        }
        let fault = Fault.countConflict(question: column.question, point: column.point)
        if !known.isContradicted {
            setCellAside(fault, known.locator, known.column, file: known.file)
            entries[key]?.isContradicted = true
        }
        setCellAside(fault, locator, name)
    }

    /// What is known after the last file, in order.
    func finished() -> [AnswerCount] {
        entries.filter { !$0.value.isContradicted }
            .map { AnswerCount(group: $0.group, question: $0.question, point: $0.point, count: $1.count) }
            .sorted { left, right in
                if left.group != right.group {
                    return left.group.lexicographicallyPrecedes(right.group, by: DimensionText.order)
                }
                return (left.question, left.point) < (right.question, right.point)
            }
    }

    /// A whole number in at most 15 digits, `.0` allowed after it.
    static func count(_ text: Substring) -> Int? {
        let digits = text.hasSuffix(".0") ? text.dropLast(2) : text
        guard digits.utf8.count <= 15, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(digits)
    }

    private func setAside(_ fault: Fault, _ locator: Int, _ column: String = "") {
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
        if keepsRejects { files[file].rejects.append((locator, column, fault)) }
    }
}
