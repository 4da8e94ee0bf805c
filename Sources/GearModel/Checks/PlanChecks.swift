import GearSource

/// What a plan promises against its goal, its people and itself.
extension Builder {
    func checkPlans() {
        for plan in model.plans {
            checkWaits(plan)
            checkDates(plan)
            checkOwners(plan)
            guard !plan.isBroken, plan.framework >= 0 else { continue }
            for place in plan.focuses.indices { checkWidth(plan, place) }
            checkGaps(plan)
        }
    }

    /// A focus that lies in more than one gear, or in more than two lead tags of one.
    private func checkWidth(_ plan: Plan, _ place: Int) {
        let framework = model.frameworks[plan.framework]
        let focus = plan.focuses[place]
        let raised = plan.tasks.filter { $0.focus == place }.flatMap { $0.raises.map(\.node) }
        let ways = (focus.nodes + raised).map { framework.way(to: $0) }
        // The framework itself is all of its gears.
        let gears = Set(ways.map { $0.count > 1 ? $0[1] : 0 })
        let leads = Set(ways.compactMap { $0.count > 2 ? $0[2] : nil })
        let isWide = gears.count > 1 || gears.contains(0)
        guard isWide || leads.count > 2 else { return }
        let what = (isWide ? gears : leads).sorted().map { "`\(framework.name(of: $0))`" }.joined(separator: ", ")
        report(
            .wideFocus,
            "focus `\(focus.heading.name)` is spread over \(isWide ? "more than one gear" : "\(leads.count) lead tags"): \(what)",
            at: focus.heading.location, why: "what is worked on everywhere at once is finished nowhere",
            help: "make it two, or leave out what can wait")
    }

    /// What the goal asks for, and no task raises.
    private func checkGaps(_ plan: Plan) {
        guard let place = plan.goal, !model.goals[place].isBroken else { return }
        let goal = model.goals[place]
        let plans = model.plans(toward: place).map { model.plans[$0] }
        // Said once for all plans toward a goal, at the last; and not where one of them was not understood.
        guard plans.last?.heading.id == plan.heading.id, !plans.contains(where: \.isBroken) else { return }
        let raised = Set(plans.filter { $0.framework == plan.framework }.flatMap { model.tasks(of: $0).keys })
        var bare: [Int] = []
        for requirement in goal.reaches.flatMap(model.requirements) {
            for node in requirement.nodes where node.framework == plan.framework && !raised.contains(node.node) {
                if !bare.contains(node.node) { bare.append(node.node) }
            }
        }
        guard !bare.isEmpty else { return }
        let framework = model.frameworks[plan.framework]
        let shown = bare.prefix(8).map { "`\(framework.name(of: $0))`" }.joined(separator: ", ")
        let more = bare.count > 8 ? " and \(bare.count - 8) more" : ""
        report(
            .untaskedGap, "no task raises \(shown)\(more)", at: plan.heading.location,
            why: "goal `\(goal.heading.name)` asks for it",
            help: "`gaps toward \(goal.heading.name) | where tasks is missing` tells whether it falls short; "
                + "if it does, add a task that `raises` it",
            related: [Label(goal.heading.location, "the goal")])
    }

    /// Who is to do more than there is time for.
    private func checkOwners(_ plan: Plan) {
        var efforts: [Int: Double] = [:]
        for task in plan.tasks {
            if let owner = task.owner, let effort = task.effort { efforts[owner, default: 0] += effort.days }
        }
        for (owner, days) in efforts.sorted(by: { $0.key < $1.key }) {
            let role = model.roles[owner]
            guard let available = role.available, days > available.days else { continue }
            let tasks = plan.tasks.filter { $0.owner == owner }
            report(
                .overcommittedOwner,
                "`\(role.heading.name)` has \(available.text), and the tasks of `\(plan.heading.name)` take \(NumberText.text(days)) days",
                at: role.heading.location, why: "\(Int(WorkTime.hoursOfDay)) hours are a day",
                help: "give a task to somebody else, make one smaller, or find more time",
                related: tasks.prefix(5).map { Label($0.heading.location, "a task of this role") })
        }
    }

    private func checkDates(_ plan: Plan) {
        let last = plan.goal.flatMap { goal in
            model.goals.indices.contains(goal) ? model.goals[goal].reaches.max { $0.due.end < $1.due.end } : nil
        }
        for task in plan.tasks {
            guard let due = task.due else { continue }
            let name = "task `\(task.heading.name)`"
            if let start = task.start, start.dayNumber > due.end {
                report(
                    .datesOutOfOrder, "\(name) is due on \(due), before it starts on \(start)",
                    at: task.heading.location, help: "exchange them, or correct one")
            }
            if let last, due.start > last.due.end {
                report(
                    .datesOutOfOrder, "\(name) is due on \(due), after the goal on \(last.due)",
                    at: task.heading.location, why: "what it raises comes too late for the goal",
                    help: "finish it earlier, or leave it to a later plan",
                    related: [Label(last.location, "the goal's last date")])
            }
            for before in task.after.map({ plan.tasks[$0] }) {
                guard let other = before.due, due.end < other.start else { continue }
                report(
                    .datesOutOfOrder, "\(name) is due on \(due), before `\(before.heading.name)`, for which it waits",
                    at: task.heading.location, why: "`\(before.heading.name)` is due on \(other)",
                    help: "give it a later date, or let it wait for less",
                    related: [Label(before.heading.location, "what it waits for")])
            }
        }
    }

    /// Tasks that wait for each other: none of them can ever begin.
    private func checkWaits(_ plan: Plan) {
        let tasks = plan.tasks
        let circles = circles(among: tasks.count) { task, place in
            place < tasks[task].after.count ? tasks[task].after[place] : nil
        }
        for circle in circles { reportCircle(circle.map { tasks[$0].heading }) }
    }

    private func reportCircle(_ tasks: [Heading]) {
        guard let first = tasks.first, let last = tasks.last else { return }
        report(
            .waitingCircle,
            tasks.count == 1 ? "`\(first.name)` waits for itself" : "`\(last.name)` waits for what waits for it",
            at: last.location,
            why: tasks.count == 1
                ? nil
                : (tasks + [first]).map { "`\($0.name)`" }.joined(separator: " waits for ")
                    + ": none of them can begin",
            help: "remove the `after` that matters least",
            related: tasks.dropLast().map { Label($0.location, "in the circle") })
    }
}

extension Framework {
    /// The nodes from the root down to one.
    func way(to node: Int) -> [Int] {
        var way: [Int] = []
        var next = node
        while next >= 0 {
            way.append(next)
            next = nodes[next].parent
        }
        return way.reversed()
    }
}
