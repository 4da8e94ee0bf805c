import GearSource

/// Plans say what is to be done, not what is measured: no version tells of them.
extension Comparing {
    mutating func comparePlans() {
        for place in matches.plans.removed {
            let plan = old.plans[place]
            note(
                .removed, subject("plan", plan.heading, nil), plan.heading.title, breaks: .queries,
                because: "files and queries about its tasks no longer find it")
        }
        for pair in matches.plans.pairs {
            let (before, after) = (old.plans[pair.old], new.plans[pair.new])
            let subject = subject("plan", before.heading, after.heading)
            if pair.ground == .likeness {
                noteSuspected(
                    subject, breaks: .queries, because: "files and queries about its tasks no longer find it",
                    help: "keep the name `\(before.heading.name)`")
            }
            compareTexts(subject, before.heading, after.heading)
            let (then, now) = (text(before, old, oldText), text(after, new, newText))
            if then != now { note(.rescored, subject, then, now, because: "it is about other gaps, or for others") }
            compareFocuses(before, after)
            compareTasks(before, after)
        }
        for place in matches.plans.added {
            let plan = new.plans[place]
            note(.added, subject("plan", nil, plan.heading), nil, plan.heading.title, because: "nothing relied on it")
        }
    }

    private mutating func compareFocuses(_ before: Plan, _ after: Plan) {
        let pairing = Pairing(before.focuses.map(\.heading), after.focuses.map(\.heading))
        for place in pairing.removed {
            let focus = before.focuses[place].heading
            note(.removed, subject("focus", focus, nil), focus.title, because: "it only holds tasks together")
        }
        for pair in pairing.pairs {
            let (was, now) = (before.focuses[pair.old], after.focuses[pair.new])
            let subject = subject("focus", was.heading, now.heading)
            compareTexts(subject, was.heading, now.heading)
            let (then, later) = (nodes(was.nodes, before, old), nodes(now.nodes, after, new))
            if then != later { note(.rescored, subject, then, later, because: "it lies elsewhere in the framework") }
        }
        for place in pairing.added {
            let focus = after.focuses[place].heading
            note(.added, subject("focus", nil, focus), nil, focus.title, because: "it only holds tasks together")
        }
    }

    private mutating func compareTasks(_ before: Plan, _ after: Plan) {
        let pairing = Pairing(before.tasks.map(\.heading), after.tasks.map(\.heading))
        for place in pairing.removed {
            let task = before.tasks[place].heading
            note(
                .removed, subject("task", task, nil), task.title, breaks: .data,
                because: "rows about it in the files of the plan no longer find it")
        }
        for pair in pairing.pairs {
            let (was, now) = (before.tasks[pair.old], after.tasks[pair.new])
            let subject = subject("task", was.heading, now.heading)
            compareTexts(subject, was.heading, now.heading)
            let (then, later) = (text(was, before, old), text(now, after, new))
            if then != later { note(.rescored, subject, then, later, because: "it is planned otherwise") }
        }
        for place in pairing.added {
            let task = after.tasks[place].heading
            note(.added, subject("task", nil, task), nil, task.title, because: "nothing relied on it")
        }
    }

    private func subject(_ noun: String, _ before: Heading?, _ after: Heading?) -> Subject {
        Subject(
            noun: noun, oldPath: before?.id.path, newPath: after?.id.path, oldPlace: before?.location,
            newPlace: after?.location, frameworks: [], isVersioned: false)
    }

    private func text(_ plan: Plan, _ model: Model, _ terms: TermText) -> String {
        (plan.goal.map { "toward " + name($0, model.goals.map(\.heading)) } ?? "toward nothing")
            + (plan.forCondition.map { " for " + terms.text($0) } ?? "")
    }

    private func nodes(_ nodes: [Int], _ plan: Plan, _ model: Model) -> String {
        guard model.frameworks.indices.contains(plan.framework) else { return "?" }
        return Self.list(nodes.map { model.frameworks[plan.framework].name(of: $0) })
    }

    private func text(_ task: PlannedTask, _ plan: Plan, _ model: Model) -> String {
        let raises = task.raises.map { raise in
            nodes([raise.node], plan, model) + (raise.by.map { " by \(NumberText.text($0.double))" } ?? "")
        }
        let parts: [String?] = [
            task.isWin ? "win" : nil, task.owner.map { "owner " + name($0, model.roles.map(\.heading)) },
            task.effort.map { "effort \($0.text)" }, task.start.map { "start \($0)" }, task.due.map { "due \($0)" },
            raises.isEmpty ? nil : "raises " + Self.list(raises),
            task.after.isEmpty ? nil : "after " + Self.list(task.after.map { name($0, plan.tasks.map(\.heading)) }),
            task.steps.isEmpty ? nil : "steps " + Self.list(task.steps.map { "“\($0)”" }),
        ]
        return parts.compactMap { $0 }.joined(separator: ", ")
    }
}
