import GearModel
import GearSource
import GearSyntax

/// Something of the program that names another, or for a node, is about it.
struct Use {
    let kind: String
    let name: String
    var title = ""
    let location: Location

    /// The kinds that cover a node, with what one and several of each are called; as in the table `coverage`, and criteria.
    static let covering = [
        ("question", "question", "questions"), ("lookfor", "look-for", "look-fors"),
        ("criterion", "criterion", "criteria"), ("observation", "observation", "observations"),
        ("resource", "resource", "resources"), ("role", "role", "roles"), ("task", "task", "tasks"),
    ]
}

// MARK: Nodes

extension Workspace {
    /// What is about any of some nodes, each thing once.
    func uses(ofNodes nodes: Set<NodeReference>) -> [Use] {
        let model = session.model
        func isOne(_ framework: Int, _ node: Int) -> Bool {
            nodes.contains(NodeReference(framework: framework, node: node))
        }
        func use(_ kind: String, _ heading: Heading, of owner: Heading? = nil) -> Use {
            Use(
                kind: kind, name: (owner.map { $0.name + "." } ?? "") + heading.name, title: heading.title,
                location: heading.location)
        }
        var uses: [Use] = []
        for survey in model.surveys {
            uses += survey.questions.filter { $0.targets.contains { nodes.contains($0.node) } }.map {
                use(survey.isWalkthrough ? "observation" : "question", $0.heading, of: survey.heading)
            }
        }
        for rubric in model.rubrics {
            uses += rubric.criteria.filter { $0.targets.contains { nodes.contains($0.node) } }
                .map { use("criterion", $0.heading, of: rubric.heading) }
        }
        for (number, framework) in model.frameworks.enumerated() {
            for node in framework.nodes {
                let name = Use(
                    kind: node.kind == .lookfor ? "lookfor" : node.layer, name: node.path, title: node.heading.title,
                    location: node.heading.location)
                if node.kind == .lookfor, isOne(number, node.parent) { uses.append(name) }
                if node.buildsOn.contains(where: nodes.contains) { uses.append(name) }
            }
        }
        for progression in model.progressions {
            uses += progression.levels.filter { level in
                [level.moveUp, level.stay].compactMap(\.self).flatMap(\.requirements)
                    .contains { $0.nodes.contains(where: nodes.contains) }
            }.map { use("level", $0.heading, of: progression.heading) }
        }
        for goal in model.goals where goal.reaches.contains(where: { $0.isAbout(nodes) }) {
            uses.append(use("goal", goal.heading))
        }
        for resource in model.resources where resource.teaches.contains(where: { isOne(resource.framework, $0.node) }) {
            uses.append(use("resource", resource.heading))
        }
        for number in Set(nodes.map(\.framework)).sorted() {
            let carriers = model.carriers(in: number)
            let roles = Set(nodes.filter { $0.framework == number }.flatMap { carriers[$0.node] })
            uses += roles.sorted().map { use("role", model.roles[$0].heading) }
        }
        for plan in model.plans {
            uses += plan.focuses.filter { $0.nodes.contains { isOne(plan.framework, $0) } }
                .map { use("focus", $0.heading, of: plan.heading) }
            uses += plan.tasks.filter { $0.raises.contains { isOne(plan.framework, $0.node) } }
                .map { use("task", $0.heading, of: plan.heading) }
        }
        for crosswalk in model.crosswalks
        where crosswalk.entries.contains(where: { isOne(crosswalk.from, $0.node) || isOne(crosswalk.to, $0.other) }) {
            uses.append(use("crosswalk", crosswalk.heading))
        }
        return uses
    }
}

extension Reach {
    fileprivate func isAbout(_ nodes: Set<NodeReference>) -> Bool {
        if case .score(let requirement) = subject { requirement.nodes.contains(where: nodes.contains) } else { false }
    }
}

// MARK: Other names

extension Workspace {
    /// Where the program's own files name something; what stands in one declaration, once.
    func uses(of thing: Declared) -> [Use] {
        let steps = thing.path.split(separator: ".").map(String.init)
        let places = session.program.uses(
            of: steps.first == "std" ? Array(steps.dropFirst()) : steps, at: thing.location)
        var seen: Set<Location> = []
        return places.compactMap { place in
            guard let tree = session.trees.first(where: { $0.source.file == place.file }),
                let item = tree.items.first(where: { $0.range.contains(place.start) })
            else { return nil }
            let name = Location(place.file, item.name?.range ?? item.keywordRange)
            guard name != thing.location, seen.insert(name).inserted else { return nil }
            return Use(
                kind: item.kind.rawValue, name: item.name?.text ?? "", title: item.title?.value ?? "", location: place)
        }
    }
}
