import GearModel
import GearScore
import GearSource
import GearTable

/// How far the tasks of a plan are on one day.
struct PlanProgress {
    enum State: String {
        case done, dropped, late, waiting, due
    }

    let plan: Plan
    private let statuses: [Int: TaskStatus]
    private let asOf: CalendarDate?

    init(_ plan: Plan, _ statuses: [Int: TaskStatus], asOf: CalendarDate?) {
        self.plan = plan
        self.statuses = statuses
        self.asOf = asOf
    }

    /// Whether it is done by then: what was done later is not.
    func isDone(_ task: Int) -> Bool {
        guard let status = statuses[task], status.progress == .done else { return false }
        guard let done = status.done, let asOf else { return true }
        return done.start <= asOf.end
    }

    /// The day on which it was done, if that is known.
    func done(_ task: Int) -> CalendarDate? { isDone(task) ? statuses[task]?.done : nil }

    func isDropped(_ task: Int) -> Bool { statuses[task]?.progress == .dropped }

    /// Whether it is still to be done.
    func isOpen(_ task: Int) -> Bool { !isDone(task) && !isDropped(task) }

    /// The tasks that it waits for.
    func waitsFor(_ task: Int) -> [Int] { isOpen(task) ? plan.tasks[task].after.filter { !isDone($0) } : [] }

    /// nil where no day says what is late.
    func state(_ task: Int) -> State? {
        if isDone(task) { return .done }
        if isDropped(task) { return .dropped }
        if let asOf, let due = plan.tasks[task].due, due.end < asOf.start { return .late }
        if !waitsFor(task).isEmpty { return .waiting }
        return asOf == nil ? nil : .due
    }

    /// By how many days it is late, or was when it was done; nil where nothing is late.
    func daysLate(_ task: Int) -> Int? {
        guard let due = plan.tasks[task].due, !isDropped(task) else { return nil }
        let until = isDone(task) ? done(task)?.start : asOf?.start
        guard let until, until > due.end else { return nil }
        return until - due.end
    }
}

extension Evaluator {
    func progress(of plan: Int) -> PlanProgress { PlanProgress(model.plans[plan], statuses(plan), asOf: asOf) }

    /// For each group whether it is one that a plan is for, as far as the groups' own columns tell.
    func isFor(_ groups: Table, _ plan: Plan) throws(Diagnostic) -> [Bool] {
        guard let condition = plan.forCondition, condition.columns.allSatisfy({ groups[$0] != nil }) else {
            return [Bool](repeating: true, count: groups.rowCount)
        }
        return try Compiler(groups, model).mask(condition)
    }
}
