import GearSource
import GearSyntax

extension Builder {
    func lowerPlans() {
        for (place, declaration) in declarations(.plan) {
            let clauses = Clauses(declaration)
            var plan = Plan(
                heading: place.heading(declaration, kind: "plan"),
                framework: frameworkOrUnknown(
                    clauses, declaration, place, why: "what its tasks raise are scores of the nodes of one"),
                goal: path(clauses[.toward], place).flatMap { resolve($0, as: .goal, place) },
                forCondition: condition(clauses, declaration, place),
                isBroken: clauses.isIncomplete || (declaration.body ?? []).contains { $0.kind == .malformed })
            plan.isBroken = plan.isBroken || plan.framework < 0 || clauses.has(.toward) && plan.goal == nil
            checkGoal(of: plan, clauses, place)
            var focuses: [FoldedName: [Name]] = [:]
            var tasks = TaskLowering(builder: self, place: place, plan: plan)
            for item in declaration.body ?? [] where item.kind == .focus {
                guard let name = item.name, isNew(name, among: &focuses, place) else { continue }
                tasks.lower(item, name)
            }
            tasks.resolveWaits()
            model.plans.append(tasks.plan)
        }
    }

    private func condition(_ clauses: Clauses, _ declaration: Declaration, _ place: Place) -> Term? {
        clauses[.forCondition]?.arguments.first.flatMap { argument in
            guard case .known(let framework) = framework(clauses, place) else { return nil }
            return answerCondition(argument.value, framework: framework, place)
        }
    }

    private func checkGoal(of plan: Plan, _ clauses: Clauses, _ place: Place) {
        if !clauses.has(.toward), !clauses.isIncomplete {
            report(
                .missingClause, "plan `\(plan.heading.name)` leads toward no goal", at: plan.heading.location,
                why: "what it has to raise, and by when, is for a goal to say", help: "name it: `toward GOAL`")
        }
        guard let goal = plan.goal, plan.framework >= 0, model.goals.indices.contains(goal),
            model.goals[goal].framework >= 0, model.goals[goal].framework != plan.framework
        else { return }
        let owner = model.goals[goal]
        report(
            .wrongKind,
            "goal `\(owner.heading.name)` is on another framework, `\(model.frameworks[owner.framework].heading.name)`",
            at: clauses[.toward].map { place.location($0.range) } ?? plan.heading.location,
            help: "plan on the same one: `on \(model.frameworks[owner.framework].heading.name)`",
            related: [Label(owner.heading.location, "declared here")])
    }
}
