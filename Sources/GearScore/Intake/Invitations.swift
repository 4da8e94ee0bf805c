import GearModel
import GearSource
import GearTable

extension IntakeRun {
    /// `invited: 120` in a binding of answers: that many in the group that the binding fixes.
    func takeFixedInvited(_ binding: DataBinding) {
        guard case .fixed(let count)? = binding.invited else { return }
        let group = binding.dimensions.compactMap { name, bound -> (dimension: String, value: String)? in
            guard case .fixed(let value) = bound else { return nil }
            return (name, value)
        }
        invited.append(Invited(group: group, count: count))
    }

    /// `data NAME from FILE for invited SURVEY`: a row a group.
    func takeInvited(_ binding: DataBinding, _ file: RowFile) throws(Diagnostic) {
        guard case .column(let name)? = binding.invited else { return }
        var planner = FilePlanner(
            context, binding, path: file.path, columns: file.columns, isDelimited: file.isDelimited)
        var fileReport = FileReport(file: file.path, binding: binding.heading.name)
        guard let plan = planner.invitedPlan(name) else {
            report.findings += planner.refusals
            report.files.append(fileReport)
            return
        }
        let context = context
        let parts = try file.scan(threads: 1) { _ in
            InvitedRows(plan, context)
        } consume: { rows, batch in
            rows.take(batch)
        }
        report.findings += planner.findings
        for rows in parts {
            invited += rows.invited
            fileReport.rowsRead += rows.rowsRead
            fileReport.rowsSetAside += rows.rowsSetAside
            report.findings += rows.log.diagnostics(file, context, Label(binding.heading.location), unit: "rows")
        }
        report.files.append(fileReport)
    }
}

/// What the columns of a file of numbers invited are.
struct InvitedPlan: Sendable {
    let column: Int
    let columnName: String
    let shape: RecordShape
}

/// Rows of numbers invited.
private final class InvitedRows: @unchecked Sendable {
    private(set) var log = FindingLog()
    private(set) var rowsRead = 0
    private(set) var rowsSetAside = 0
    private var dimensionValues = DimensionCache()
    private var known: [[String?]: (count: Int, rows: Int, locator: Int, isContradicted: Bool)] = [:]
    private let plan: InvitedPlan
    private let context: SurveyContext

    init(_ plan: InvitedPlan, _ context: SurveyContext) {
        self.plan = plan
        self.context = context
    }

    func take(_ batch: borrowing RowBatch) {
        rowsRead += batch.problems.count
        for problem in batch.problems { setAside(.malformed(problem.kind), problem.place, "") }
        for row in 0..<batch.rowCount {
            var texts: [String] = []
            for column in plan.shape.columns { texts.append(batch.text(row, column)) }
            let text = batch.text(row, plan.column)
            switch plan.shape.read(texts, &dimensionValues) {
            case .failure(let fault):
                rowsRead += 1
                setAside(fault, batch.locator(row), "")
            case .success(let key):
                rowsRead += 1
                guard let count = CountsPass.count(DecimalText.trim(text)) else {
                    setAside(.badCount(text), batch.locator(row), plan.columnName)
                    continue
                }
                take(key.dimensions, count, batch.locator(row))
            }
        }
    }

    /// The same number twice for a group counts once; different ones are all set aside.
    private func take(_ group: [String?], _ count: Int, _ locator: Int) {
        guard let before = known[group] else {
            known[group] = (count, 1, locator, false)
            return
        }
        if before.count == count, !before.isContradicted {
            known[group]?.rows += 1
            return
        }
        let fault = Fault.attributeConflict(group.compactMap { $0 }.joined(separator: ", "))
        if !before.isContradicted {
            known[group]?.isContradicted = true
            for _ in 0..<before.rows { setAside(fault, before.locator, plan.columnName) }
        }
        setAside(fault, locator, plan.columnName)
    }

    /// In the order of the file.
    var invited: [Invited] {
        known.filter { !$0.value.isContradicted }.sorted { $0.value.locator < $1.value.locator }.map { group, entry in
            let named = zip(context.dimensions, group).compactMap { name, value in
                value.map { (dimension: name, value: $0) }
            }
            return Invited(group: named, count: entry.count)
        }
    }

    private func setAside(_ fault: Fault, _ locator: Int, _ column: String) {
        rowsSetAside += 1
        log.note(fault, at: locator, column: column)
    }
}
