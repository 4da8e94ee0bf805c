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
        let parts = try file.scan(threads: 1) {
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
    private(set) var invited: [Invited] = []
    private(set) var log = FindingLog()
    private(set) var rowsRead = 0
    private(set) var rowsSetAside = 0
    private var dimensionValues = DimensionCache()
    private let plan: InvitedPlan
    private let context: SurveyContext

    init(_ plan: InvitedPlan, _ context: SurveyContext) {
        self.plan = plan
        self.context = context
    }

    func take(_ batch: borrowing RowBatch) {
        for problem in batch.problems { setAside(.malformed(problem.kind), problem.place, "") }
        for row in 0..<batch.rowCount {
            var texts: [String] = []
            for column in plan.shape.columns { texts.append(batch.text(row, column)) }
            let text = batch.text(row, plan.column)
            switch plan.shape.read(texts, &dimensionValues) {
            case .failure(let fault): setAside(fault, batch.locator(row), "")
            case .success(let key):
                guard let count = CountsPass.count(DecimalText.trim(text)) else {
                    setAside(.badCount(text), batch.locator(row), plan.columnName)
                    continue
                }
                rowsRead += 1
                let group = zip(context.dimensions, key.dimensions).compactMap { name, value in
                    value.map { (dimension: name, value: $0) }
                }
                invited.append(Invited(group: group, count: count))
            }
        }
    }

    private func setAside(_ fault: Fault, _ locator: Int, _ column: String) {
        rowsRead += 1
        rowsSetAside += 1
        log.note(fault, at: locator, column: column)
    }
}
