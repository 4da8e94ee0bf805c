import GearModel
import GearSource
import GearTable

/// What a file says of a task.
package struct TaskStatus: Sendable, Equatable {
    package let progress: TaskProgress
    /// The day on which it was done, if it is and the day is known.
    package let done: CalendarDate?

    package init(progress: TaskProgress, done: CalendarDate?) {
        self.progress = progress
        self.done = done
    }
}

/// Takes in the files about the tasks of one plan: a row a task.
package struct TaskStatusIntake {
    private let plan: Plan
    private let names: NameIndex
    private let options: IntakeOptions
    private var rows: [Int: [Row]] = [:]
    private var report = IntakeReport()

    /// A row that names a task.
    private struct Row {
        let status: TaskStatus
        let file: Int
        let line: Int
        let column: String
        let place: Label
    }

    /// The file that is being read.
    private struct Reading {
        let binding: DataBinding
        let file: RowFile
        let task: Int
        let status: Int?
        let done: Int?
        var report: FileReport
        /// The first of each code.
        var findings: [Diagnostic] = []
        /// How many there are of each code beyond those.
        var more: [Code: Int] = [:]
    }

    package init(_ model: Model, plan place: Int, options: IntakeOptions) {
        plan = model.plans[place]
        self.options = options
        var index = NameIndex()
        for (place, task) in plan.tasks.enumerated() {
            index.add(task.heading.name, for: place, rank: 0)
            if !task.heading.title.isEmpty { index.add(task.heading.title, for: place, rank: 1) }
        }
        names = index
    }

    /// By position of the task. Nothing that is wrong with a file stops the others.
    package mutating func run(
        _ bindings: [DataBinding], _ open: Intake.Opener
    ) -> (statuses: [Int: TaskStatus], report: IntakeReport) {
        for binding in bindings {
            for path in binding.files {
                do throws(Diagnostic) {
                    try take(binding, try open(binding, path))
                } catch {
                    var finding = error
                    if finding.place == nil { finding.place = Label(binding.heading.location) }
                    report.findings.append(finding)
                    report.files.append(FileReport(file: path, binding: binding.heading.name))
                }
            }
        }
        var statuses: [Int: TaskStatus] = [:]
        for (task, rows) in rows.sorted(by: { $0.key < $1.key }) {
            guard let first = rows.first else { continue }
            if rows.allSatisfy({ $0.status == first.status }) {
                statuses[task] = first.status
            } else {
                setAsideConflict(rows, of: plan.tasks[task].heading.name)
            }
        }
        return (statuses, report)
    }

    private mutating func take(_ binding: DataBinding, _ file: RowFile) throws(Diagnostic) {
        guard let task = try column(binding.tasks.task, "task", binding, file) else { return }
        var reading = Reading(
            binding: binding, file: file, task: task,
            status: try column(binding.tasks.status, "status", binding, file),
            done: try column(binding.tasks.done, "done", binding, file),
            report: FileReport(file: file.path, binding: binding.heading.name))
        let columns = [task, reading.status, reading.done].compactMap { $0 }
        let parts = try file.scan(threads: 1) { _ in
            TaskRows(columns: columns)
        } consume: { rows, batch in
            rows.take(batch)
        }
        for part in parts {
            let lines = file.lines(at: part.locators)
            for (texts, line) in zip(part.texts, lines) { take(texts, line, &reading) }
            reading.report.rowsRead += part.problems.count
            reading.report.rowsSetAside += part.problems.count
            let shown = file.diagnostics(for: Array(part.problems.prefix(FindingLog.mostOfCode)))
            for var finding in shown {
                finding.place = Label(binding.heading.location)
                reading.findings.append(finding)
            }
            if let code = shown.last?.code { reading.more[code, default: 0] += part.problems.count - shown.count }
        }
        report.findings += reading.findings
        for (code, count) in reading.more.sorted(by: { $0.key.id < $1.key.id }) where count > 0 {
            report.findings.append(
                Diagnostic(
                    code, "… and \(GroupedNumber.text(count)) more like this in `\(file.path)`",
                    at: Label(binding.heading.location), data: DataPlace(file: file.path),
                    help: "A file of rejected rows lists them all."))
        }
        report.files.append(reading.report)
    }

    private func column(
        _ name: String?, _ role: String, _ binding: DataBinding, _ file: RowFile
    ) throws(Diagnostic) -> Int? {
        guard let name else { return nil }
        if let place = try file.column(named: name) { return place }
        throw Diagnostic(
            .columnMissing, "`\(file.path)` has no column `\(name)`", at: Label(binding.heading.location),
            data: DataPlace(file: file.path, line: 1),
            why: "`\(role)` is read from it, so nothing of this file can be used.",
            help: Likeness.nearest(to: name, among: file.columns).map { "Did you mean `\($0)`?" }
                ?? "Its columns are \(FilePlanner.list(file.columns)).")
    }

    private mutating func take(_ texts: [String], _ line: Int, _ reading: inout Reading) {
        reading.report.rowsRead += 1
        let name = DecimalText.trim(texts[0])
        guard let task = names.item(String(name)) else {
            reading.report.rowsSetAside += 1
            let shown = Fault.clip(String(name))
            note(
                .taskUnknown,
                name.isEmpty ? "a row names no task" : "plan `\(plan.heading.name)` has no task `\(shown)`",
                line, reading.task,
                Likeness.nearest(to: String(name), among: names.texts).map { "Did you mean `\($0)`?" }
                    ?? "Its tasks are \(FilePlanner.list(plan.tasks.map(\.heading.name))).", &reading)
            return
        }
        var rest = texts.dropFirst()
        let status = reading.status.flatMap { column in
            progress(rest.popFirst() ?? "", line, column, &reading)
        }
        let done = reading.done.flatMap { column in day(rest.popFirst() ?? "", line, column, &reading) }
        guard let progress = status ?? (done == nil ? nil : .done) else { return }
        rows[task, default: []].append(
            Row(
                status: TaskStatus(progress: progress, done: progress == .done ? done : nil),
                file: report.files.count, line: line, column: reading.file.columns[reading.task],
                place: Label(reading.binding.heading.location)))
    }

    /// nil for an empty cell, and after a report.
    private func progress(_ text: String, _ line: Int, _ column: Int, _ reading: inout Reading) -> TaskProgress? {
        let text = String(DecimalText.trim(text))
        if text.isEmpty || reading.binding.absentWords.contains(text) { return nil }
        let folded = NameIndex.fold(text)
        let words = reading.binding.tasks.statusWords
        if let word = words.first(where: { $0.text == text })
            ?? words.first(where: { NameIndex.fold($0.text) == folded })
        {
            return word.status
        }
        if let progress = TaskProgress(rawValue: folded) { return progress }
        reading.report.cellsSetAside += 1
        note(
            .taskStatusInvalid, "`\(Fault.clip(text))` is no status", line, column,
            "Say what it means: `status: column \"…\" { \"\(Fault.clip(text))\": done }`; there are "
                + TaskProgress.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ") + ".", &reading)
        return nil
    }

    private func day(_ text: String, _ line: Int, _ column: Int, _ reading: inout Reading) -> CalendarDate? {
        let text = String(DecimalText.trim(text))
        if text.isEmpty || reading.binding.absentWords.contains(text) { return nil }
        if let date = CalendarDate(text.utf8) { return date }
        reading.report.cellsSetAside += 1
        note(
            .taskStatusInvalid, "`\(Fault.clip(text))` is no day", line, column,
            "Write it as year, month and day: 2026-02-01.", &reading)
        return nil
    }

    private func note(
        _ code: Code, _ message: String, _ line: Int, _ column: Int, _ help: String, _ reading: inout Reading
    ) {
        let name = reading.file.columns[column]
        options.reject?(Reject(file: reading.file.path, line: line, column: name, code: code.id, reason: message))
        guard reading.findings.count(where: { $0.code == code }) < FindingLog.mostOfCode else {
            reading.more[code, default: 0] += 1
            return
        }
        reading.findings.append(
            Diagnostic(
                code, message, at: Label(reading.binding.heading.location),
                data: DataPlace(file: reading.file.path, line: line, column: name), help: help))
    }

    /// Rows that say different things of one task: none of them counts.
    private mutating func setAsideConflict(_ rows: [Row], of task: String) {
        let message = "`\(task)` is described twice and differently"
        for row in rows {
            report.files[row.file].rowsSetAside += 1
            options.reject?(
                Reject(
                    file: report.files[row.file].file, line: row.line, column: row.column,
                    code: Code.attributeConflict.id, reason: message))
        }
        guard let last = rows.last else { return }
        report.findings.append(
            Diagnostic(
                .attributeConflict, message, at: last.place,
                data: DataPlace(file: report.files[last.file].file, line: last.line, column: last.column),
                why: "Nothing says which one is right, so none of them counts.", help: "Keep one of the rows."))
    }
}

/// The texts of a few columns.
private final class TaskRows: @unchecked Sendable {
    private(set) var texts: [[String]] = []
    private(set) var locators: [Int] = []
    private(set) var problems: [RowProblem] = []
    private let columns: [Int]

    init(columns: [Int]) { self.columns = columns }

    func take(_ batch: borrowing RowBatch) {
        problems += batch.problems
        for row in 0..<batch.rowCount {
            var fields: [String] = []
            for column in columns { fields.append(batch.text(row, column)) }
            texts.append(fields)
            locators.append(batch.locator(row))
        }
    }
}
