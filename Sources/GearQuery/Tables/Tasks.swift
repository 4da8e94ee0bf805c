import GearModel
import GearScore
import GearSource
import GearTable

extension Evaluator {
    /// A row a task; columns as `TableSchema.tasks`.
    ///
    /// - Parameter plan: Position in the model's `plans`; nil: all of them.
    func tasks(of plan: Int?) -> Table {
        let rows = (plan.map { [$0] } ?? Array(model.plans.indices)).flatMap { place in
            let progress = progress(of: place)
            return progress.plan.tasks.indices.map { (progress: progress, task: $0) }
        }
        typealias Row = (progress: PlanProgress, task: Int)
        func task(_ row: Row) -> PlannedTask { row.progress.plan.tasks[row.task] }
        func texts(_ name: String, _ domain: ColumnType.Domain = .text, _ text: (Row) -> String?) -> Column {
            model.column(name, domain, rows.map { text($0)?.ifWritten })
        }
        func cells(_ name: String, _ type: ColumnType, _ cell: (Row) -> Cell?) -> Column {
            Column(name, type, of: rows, cell)
        }
        func named(_ tasks: [Int], _ row: Row) -> String {
            tasks.map { row.progress.plan.tasks[$0].heading.name }.joined(separator: ", ")
        }
        func raises(_ row: Row) -> String {
            guard model.frameworks.indices.contains(row.progress.plan.framework) else { return "" }
            let framework = model.frameworks[row.progress.plan.framework]
            return task(row).raises.map { raise in
                framework.name(of: raise.node) + (raise.by.map { " by \(NumberText.text($0.double))" } ?? "")
            }.joined(separator: ", ")
        }
        return Table([
            texts("plan") { $0.progress.plan.heading.name },
            texts("focus") { $0.progress.plan.focuses[task($0).focus].heading.name },
            texts("task") { task($0).heading.name }, texts("title") { task($0).heading.title },
            cells("win", .boolean) { .boolean(task($0).isWin) },
            texts("owner", .dimension(Dimension.ofRoles)) { task($0).owner.map { model.roles[$0].heading.name } },
            cells("effort", .number) { task($0).effort.map { .number($0.days) } },
            cells("start", .date) { task($0).start.map { .date($0) } },
            cells("due", .date) { task($0).due.map { .date($0) } },
            cells("state", .coded(.text)) { row in
                row.progress.state(row.task).map { .text($0.rawValue) }
                    ?? .missing("no day to measure by: give --as-of")
            },
            cells("done", .date) { $0.progress.done($0.task).map { .date($0) } },
            cells("late", .integer) { $0.progress.daysLate($0.task).map { .integer($0) } },
            texts("waits_for") { named($0.progress.waitsFor($0.task), $0) }, texts("raises", .text, raises),
            texts("steps") { task($0).steps.joined(separator: "; ") },
            cells("as_of", .date) { _ in asOf.map { .date($0) } },
        ])
    }
}
