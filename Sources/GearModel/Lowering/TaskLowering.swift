import GearSource
import GearSyntax

/// Lowers the focuses of one plan and their tasks.
struct TaskLowering {
    let builder: Builder
    let place: Place
    var plan: Plan
    private var names: [FoldedName: [Name]] = [:]
    /// What each task waits for, as written.
    private var waits: [[Name]] = []

    init(builder: Builder, place: Place, plan: Plan) {
        self.builder = builder
        self.place = place
        self.plan = plan
    }

    mutating func lower(_ focus: Declaration, _ name: Name) {
        let clauses = Clauses(focus)
        if clauses.isIncomplete || (focus.body ?? []).contains(where: { $0.kind == .malformed }) {
            plan.isBroken = true
        }
        let heading = place.heading(focus, kind: "focus", path: "\(plan.heading.name).\(name.text)")
        let nodes =
            plan.framework < 0
            ? [] : builder.nodes(clauses.all(.inNodes), in: plan.framework, place, &plan.isBroken)
        if !clauses.has(.inNodes), !clauses.isIncomplete {
            builder.report(
                .missingClause, "focus `\(name.text)` lies nowhere", at: heading.location,
                why: "a focus is a small part of the framework", help: "name it: `in NODE`")
        }
        plan.focuses.append(Focus(heading: heading, nodes: nodes))
        for item in focus.body ?? [] where item.kind == .task {
            guard let own = item.name, builder.isNew(own, among: &names, place) else { continue }
            plan.tasks.append(task(item, own))
        }
    }

    private mutating func task(_ item: Declaration, _ name: Name) -> PlannedTask {
        let clauses = Clauses(item)
        if clauses.isIncomplete || (item.body ?? []).contains(where: { $0.kind == .malformed }) { plan.isBroken = true }
        let heading = place.heading(item, kind: "task", path: "\(plan.heading.name).\(name.text)")
        if !clauses.has(.dueOn), !clauses.isIncomplete {
            builder.report(
                .missingClause, "it is not said by when task `\(name.text)` is done", at: heading.location,
                why: "a task without a date is never late", help: "add it: `due 2026-06-30`")
        }
        waits.append(clauses.all(.after).flatMap { builder.paths($0, place) }.compactMap(single))
        return PlannedTask(
            heading: heading, focus: plan.focuses.count - 1, isWin: clauses.has(.win),
            owner: builder.path(clauses[.owner], place).flatMap { builder.resolve($0, as: .role, place) },
            effort: builder.workTime(clauses[.effort], place), start: date(clauses[.begins]),
            due: date(clauses[.dueOn]), steps: clauses.all(.steps).flatMap { builder.texts($0, place) },
            raises: raises(clauses.all(.raises)))
    }

    /// A task is called by one word, wherever in the plan it stands.
    private func single(_ path: Path) -> Name? {
        if path.steps.count == 1, path.reach == .itself { return path.steps[0] }
        builder.wrongShape("the name of a task of this plan", path.range, place)
        return nil
    }

    private func date(_ clause: Clause?) -> CalendarDate? {
        guard let value = clause?.arguments.first?.value else { return nil }
        if case .malformed = value.kind { return nil }
        if let date = CalendarDate(value) { return date }
        builder.wrongShape("a year, a month or a day, such as `2026-06-30`", value.range, place)
        return nil
    }

    private mutating func raises(_ clauses: [Clause]) -> [Raise] {
        guard plan.framework >= 0 else { return [] }
        var found: [Raise] = []
        for argument in clauses.flatMap(\.arguments) {
            guard let path = builder.path(argument.value, place),
                let node = builder.resolveNode(path, in: plan.framework, place)
            else {
                plan.isBroken = true
                continue
            }
            if found.contains(where: { $0.node == node }) {
                builder.report(
                    .boundTwice, "the task raises `\(path.text)` twice", at: place.location(path.range),
                    why: "what it promises would count twice", help: "keep one of them")
            } else {
                found.append(Raise(node: node, by: amount(argument.clauses.first { $0.kind == .byAmount })))
            }
        }
        return found
    }

    private func amount(_ clause: Clause?) -> Rational? {
        guard let value = clause?.arguments.first?.value, let amount = builder.rational(value, place) else {
            return nil
        }
        if amount.numerator > 0 { return amount }
        builder.report(
            .numberOutOfRange, "what is raised is raised by more than 0", at: place.location(value.range),
            help: "leave `by` out where nobody can say by how much")
        return nil
    }

    /// `after TASK`, once all tasks are there.
    mutating func resolveWaits() {
        let known = plan.tasks.map(\.heading.name)
        let places = Dictionary(zip(known, 0...), uniquingKeysWith: { first, _ in first })
        for (task, names) in waits.enumerated() {
            for name in names {
                guard let before = places[name.text] else {
                    builder.reportNoPart(name, of: "plan `\(plan.heading.name)`", "task", known, place)
                    plan.isBroken = true
                    continue
                }
                if !plan.tasks[task].after.contains(before) { plan.tasks[task].after.append(before) }
            }
        }
    }
}
